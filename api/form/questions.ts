import type { Procedure } from '../../procedures/schema.ts';

/** The names of the form's fields, in its order. */
export const fieldNames = [
  'kind',
  'reason',
  'arguments',
  'solution',
  'contacted',
  'steps',
  'answer',
  'written',
  'writtenDay',
  'writtenMonth',
  'writtenYear',
  'writtenUnknown',
  'writtenTo',
  'product',
  'policy',
  'noPolicy',
  'claim',
  'writer',
  'role',
  'client',
  'clientIs',
  'clientEmail',
  'clientAddress',
  'clientCountry',
  'organisation',
  'status',
  'statusOther',
  'given',
  'family',
  'email',
  'phone',
  'country',
  'street',
  'complement',
  'postcode',
  'town',
  'letters',
  'without',
] as const;
export type FieldName = (typeof fieldNames)[number];

/** What somebody typed or chose, as it stands in the form; blank where nothing. */
export type Answers = Record<FieldName, string>;

/** What is to be chosen from, for each question that has choices. */
export const choices = {
  kind: ['classic', 'gdpr', 'classic-and-gdpr'],
  contacted: ['no', 'yes'],
  written: ['no', 'yes', 'unknown'],
  writer: ['myself', 'business', 'broker', 'somebody-else'],
  role: ['relative', 'lawyer', 'legal-protection-insurer', 'association', 'other'],
  clientIs: ['private-person', 'company'],
  status: ['client', 'insured', 'beneficiary', 'prospect', 'injured-party', 'other'],
} as const satisfies Partial<Record<FieldName, readonly string[]>>;
export type ChoiceName = keyof typeof choices;

/** The most characters that an answer may have: as many as the register takes. */
export const longest = {
  reason: 20_000,
  arguments: 20_000,
  solution: 20_000,
  // Less than the register takes: what is said of an earlier writing is added.
  steps: 19_500,
  answer: 20_000,
  writtenTo: 200,
  policy: 100,
  claim: 100,
  organisation: 80,
  client: 200,
  clientEmail: 254,
  clientAddress: 400,
  statusOther: 80,
  given: 60,
  family: 60,
  street: 100,
  complement: 100,
  postcode: 12,
  town: 80,
  phone: 40,
  email: 254,
} as const satisfies Partial<Record<FieldName, number>>;

/** Texts of several lines; all others stand on one. */
const manyLines: readonly FieldName[] = ['reason', 'arguments', 'solution', 'steps', 'answer', 'clientAddress'];

type Fact = Procedure['requiredFacts'][number]['fact'];

/** Whether the firm's procedure wants to know it. */
export function wants({ requiredFacts }: Pick<Procedure, 'requiredFacts'>, fact: Fact): boolean {
  return requiredFacts.some((one) => one.fact === fact);
}

/** Whether a procedure has the form: only where the firm's text names it. */
export function hasForm({ channels }: Pick<Procedure, 'channels'>): boolean {
  return channels.some(({ channel }) => channel === 'web-form');
}

/** What was typed, each answer in the form in which it is kept: nothing invisible in it, lines only where there may be some. */
export function answersIn(fields: Readonly<Record<string, string | undefined>>): Answers {
  return Object.fromEntries(
    fieldNames.map((name) => {
      const tidy = tidied(fields[name] ?? '');
      return [name, manyLines.includes(name) ? tidy : tidy.replace(/\s*\n\s*/g, ' ')];
    }),
  ) as Answers;
}

/** Marks that turn the direction of writing, and what texts that are pasted bring along unseen. */
const unseen = /[\u202A-\u202E\u2066-\u2069\uFEFF]|(?![\n\t])\p{Cc}|\p{Cs}/gu;

function tidied(value: string): string {
  return value
    .normalize('NFC')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(unseen, '')
    .trim();
}
