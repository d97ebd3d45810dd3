import type { Language } from '../../../../letters/letter.ts';
import type { FieldError } from '../../../problems/problem.ts';
import { fullDay } from '../../words/days.ts';
import { domainWord } from '../../words/domain.ts';
import { message } from '../../words/words.ts';

/** How the API says what is wrong, and how a person is told. */
const told: readonly [pattern: RegExp, key: string][] = [
  [/^is (missing|empty)/, 'missing'],
  [/^is no amount/, 'amount'],
  [/^must be later than today/, 'later'],
  [/^has passed/, 'passed'],
  [/^lies in the future/, 'future'],
  [/^lies too far ahead/, 'too-far'],
  [/^is no day/, 'no-day'],
  [/^is no e-mail address/, 'e-mail'],
  [/^is no telephone number/, 'phone'],
  [/^needs an 'email' or an 'address'/, 'reachable'],
  [/^is too long/, 'too-long'],
  [/^no longer shows '([^']*)'/, 'not-shown'],
  [/^names nothing that is known/, 'nothing-new'],
  [/^names '([^']*)'/, 'forbidden'],
  [/^gives a day that has passed/, 'passed'],
  [/^is no letter of this/, 'no-letter'],
  [/^is no sentence/, 'no-sentence'],
  [/^must lie after the law’s month/, 'gdpr-day'],
];

/** What is wrong with a field, in the person's language. */
export function errorInWords(error: FieldError, reason: string | undefined, language: Language): string {
  for (const [pattern, key] of told) {
    const found = pattern.exec(error.message);
    if (!found) continue;
    const day = /allowed: until (\d{4}-\d\d-\d\d)/.exec(error.message)?.[1];
    return message(language, `decide.error.${key}`, {
      day: day === undefined ? '' : fullDay(day, language),
      what: key === 'not-shown' ? shownInWords(found[1] ?? '', language) : (found[1] ?? ''),
    });
  }
  if (reason !== undefined) return capital(domainWord(language, 'refusals', reason));
  return message(language, 'decide.error.other');
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
