import type { Language } from '../../../../letters/letter.ts';
import type { Refusal } from '../../../../workflows/domain/messages.ts';
import type { FieldFault } from '../../../problems/field-faults.ts';
import type { FieldError } from '../../../problems/problem.ts';
import { fullDay } from '../../words/days.ts';
import { domainWord } from '../../words/domain.ts';
import { message } from '../../words/words.ts';

/** Which words tell what is wrong. */
const told: Partial<Record<FieldFault, string>> = {
  missing: 'missing',
  empty: 'missing',
  'no-amount': 'amount',
  'not-later': 'later',
  passed: 'passed',
  'in-the-future': 'future',
  'too-far-ahead': 'too-far',
  'no-day': 'no-day',
  'no-email': 'e-mail',
  'no-phone': 'phone',
  'not-reachable': 'reachable',
  'too-long': 'too-long',
  'not-shown': 'not-shown',
  'nothing-new': 'nothing-new',
  'forbidden-name': 'forbidden',
  'day-passed': 'passed',
  'no-letter': 'no-letter',
  'not-editable': 'not-editable',
  'too-far-back': 'too-old',
  characters: 'characters',
  'too-many': 'too-many',
  'no-sentence': 'no-sentence',
  'outside-gdpr-period': 'gdpr-day',
};

/**
 * What is wrong with a field, in the person's language.
 *
 * @param reason why the decision was refused with these values, for what the code alone does not say
 */
export function errorInWords(
  { code, until, what = '' }: Pick<FieldError, 'code' | 'until' | 'what'>,
  language: Language,
  reason?: Refusal,
): string {
  const key = told[code];
  if (key !== undefined)
    return message(language, `decide.error.${key}`, {
      day: until === undefined ? '' : fullDay(until, language),
      what: code === 'not-shown' ? shownInWords(what, language) : what,
    });
  return reason === undefined ? message(language, 'decide.error.other') : capital(domainWord(language, 'refusals', reason));
}

const shown: readonly string[] = [
  'receivedOn',
  'newDate',
  'answerBy',
  'offerUntil',
  'offerAmount',
  'redressAmount',
  'paidBy',
  'doneBy',
  'informationBy',
  'insurerName',
  'insurerAddress',
  'insurerEmail',
  'insurerReference',
  'insurerReplyBy',
  'forwardedOn',
  'withdrawnOn',
  'escalatedOn',
  'rightFirmName',
  'rightFirmAddress',
  'rightFirmEmail',
  'contactName',
  'linkedReference',
  'disagreedOn',
  'answeredOn',
];

/** What a letter must show, by its field. */
function shownInWords(name: string, language: Language): string {
  return message(language, `decide.shown.${shown.includes(name) ? name : 'other'}`);
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
