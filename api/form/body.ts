import type { z } from 'zod';
import { addMonths, isCivilDate } from '../../procedures/civil-dates.ts';
import type { Procedure } from '../../procedures/schema.ts';
import type { Language } from '../../register/complaint-content.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { phoneNumber } from '../complaints/phone-number.ts';
import { publicMessage } from '../public/words/words.ts';
import type { complaintBody, Sender } from '../schemas/complaint-body.ts';
import type { Answers } from './questions.ts';

/** A complaint as the API takes it, before it is checked. */
export type SentComplaint = z.input<typeof complaintBody>;

/** The language that letters will have: that of the page where the firm writes it, else the one that was chosen, else the firm's first. */
export function languageOfLetters(
  { firm }: Pick<Procedure, 'firm'>,
  page: Language,
  { letters }: Pick<Answers, 'letters'>,
): Language {
  const chosen = firm.languages.find((language) => language === letters);
  return firm.languages.includes(page) ? page : (chosen ?? firm.languages[0] ?? 'fr');
}

/**
 * What somebody answered, as a complaint.
 *
 * @param today in the firm's zone: what is sent here was written today
 */
export function bodyOf(
  answers: Answers,
  procedure: Procedure,
  { page, today }: { page: Language; today: CivilDate },
): SentComplaint {
  const language = languageOfLetters(procedure, page, answers);
  const writer = personOf(answers);
  const forAnother = answers.writer === 'somebody-else';
  const status = statusOf(answers, language);
  const theirCountry = forAnother ? answers.clientCountry : answers.country;
  const home = theirCountry === '' ? procedure.firm.country : theirCountry;
  const complainant = forAnother
    ? {
        name: answers.client,
        ...said({ email: answers.clientEmail }),
        ...(answers.clientAddress === '' ? {} : { address: { lines: linesOf(answers.clientAddress), country: home } }),
      }
    : writer;
  const earlier = earlierWritingOf(answers, today);
  return {
    procedure: procedure.id,
    kind: kindOf(answers),
    channel: 'web-form',
    sent: today,
    language,
    country: home,
    sender: senderOf(answers),
    capacity: capacityOf(answers),
    complainant: { ...complainant, ...said({ status }) },
    ...(forAnother ? { representative: writer } : {}),
    reason: answers.reason,
    ...stepsOf(answers, language, earlier),
    ...said({
      arguments: answers.arguments,
      solutionSought: answers.solution,
      policyNumber: answers.noPolicy === '' ? answers.policy : '',
      claimNumber: answers.claim,
      product: answers.product,
    }),
    ...(answers.noPolicy === '' ? {} : { noPolicyNumber: true }),
    ...(earlier === undefined ? {} : { earlierWriting: earlier }),
  };
}

function kindOf({ kind }: Answers): 'classic' | 'gdpr' | 'classic-and-gdpr' {
  return kind === 'gdpr' || kind === 'classic-and-gdpr' ? kind : 'classic';
}

/** Their name, with that of the organisation for which they write. */
export function personNamed({ given, family, organisation, writer }: Answers): string {
  const person = [given, family].filter((part) => part !== '').join(' ');
  return [person, writer === 'myself' ? '' : organisation].filter((part) => part !== '').join(', ');
}

/** Whoever fills in the form. */
function personOf(answers: Answers) {
  const { email, phone, country } = answers;
  const address = addressOf(answers);
  return {
    name: personNamed(answers),
    ...said({ email, phone: phone === '' ? '' : phoneNumber(phone, territoryOf(country, answers.postcode)) }),
    ...(address === undefined ? {} : { address }),
  };
}

function addressOf({ street, complement, postcode, town, country }: Answers) {
  const place = said({ postcode, town });
  const lines = [street, complement].filter((line) => line !== '');
  if (lines.length > 0) return { lines, ...place, country };
  const only = [postcode, town].filter((part) => part !== '').join(' ');
  return only === '' ? undefined : { lines: [only], country };
}

/** Overseas a French address is dialled otherwise than in Europe. */
const territories: Record<string, string> = { '971': 'GP', '972': 'MQ', '973': 'GF', '974': 'RE' };

function territoryOf(country: string, postcode: string): string {
  return country === 'FR' ? (territories[postcode.replace(/\s/g, '').slice(0, 3)] ?? country) : country;
}

function senderOf({ writer, role }: Answers): Sender {
  if (writer === 'business') return 'company';
  if (writer === 'broker') return 'broker';
  if (writer !== 'somebody-else') return 'private-person';
  const known = (['relative', 'lawyer', 'legal-protection-insurer', 'association'] as const).find((one) => one === role);
  return known ?? 'relative';
}

/** In what capacity the client complains: for somebody else, that person's. */
function capacityOf({ writer, organisation, clientIs }: Answers): 'consumer' | 'professional' | 'broker' | 'company' {
  if (writer === 'broker') return 'broker';
  if (writer === 'business') return organisation === '' ? 'professional' : 'company';
  return writer === 'somebody-else' && clientIs === 'company' ? 'company' : 'consumer';
}

/** Staff and letters read it in the language of the letters. */
function statusOf({ status, statusOther }: Answers, language: Language): string {
  if (status === '') return '';
  return status === 'other' ? statusOther : publicMessage(language, `form.choice.status.${status}`);
}

/** Who has done nothing yet has said so: nobody needs to ask them. */
function stepsOf(answers: Answers, language: Language, earlier: EarlierWriting | undefined) {
  const { contacted, steps, answer } = answers;
  const writing = writingInWords(answers, language, earlier);
  if (contacted === 'no' && answers.written === 'yes' && writing !== '') return { stepsTaken: writing };
  const none = contacted === 'no' ? publicMessage(language, 'form.steps.none') : '';
  const told = contacted === 'yes' ? steps : none;
  return said({
    stepsTaken: [told, writing].filter((part) => part !== '').join('\n\n'),
    answerReceived: contacted === 'no' ? publicMessage(language, 'form.steps.noAnswer') : contacted === 'yes' ? answer : '',
  });
}

/** What the register has no day for is kept in words: a writing whose day is not known, or that there may have been one. */
function writingInWords({ written, writtenTo: to }: Answers, language: Language, earlier: EarlierWriting | undefined): string {
  if (written === 'unknown') return publicMessage(language, 'form.steps.writtenUnsure');
  if (written !== 'yes' || earlier !== undefined) return '';
  return to === '' ? publicMessage(language, 'form.steps.written') : publicMessage(language, 'form.steps.writtenTo', { to });
}

interface EarlierWriting {
  on: CivilDate;
  to?: string;
}

function earlierWritingOf(answers: Answers, today: CivilDate): EarlierWriting | undefined {
  if (answers.written !== 'yes' || answers.writtenUnknown !== '') return undefined;
  const on = writtenOn(answers);
  return on === undefined || !isPossible(on, today) ? undefined : { on, ...said({ to: answers.writtenTo }) };
}

/** The day of the earlier writing; undefined where none was given, or none that exists. */
export function writtenOn({ writtenDay, writtenMonth, writtenYear }: Answers): CivilDate | undefined {
  const year = /^\d{2}$/.test(writtenYear) ? `20${writtenYear}` : writtenYear;
  const day = `${year}-${writtenMonth.padStart(2, '0')}-${writtenDay.padStart(2, '0')}`;
  return isCivilDate(day) ? day : undefined;
}

/** Not in the future, and not before what the register takes. */
export function isPossible(day: CivilDate, today: CivilDate): boolean {
  return day <= today && day >= addMonths(today, -120);
}

export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function said<Fields extends Record<string, string>>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')) as Partial<Fields>;
}
