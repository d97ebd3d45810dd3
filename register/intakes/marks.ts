import type { Queries } from '../register.ts';
import { keyedMark, registerKey } from './keys.ts';
import type { MarkKind } from './mark-kinds.ts';

/** Who complains about which contract and matter; what is not known is left out. */
export interface Marked {
  complainant?: Person | undefined;
  representative?: Person | undefined;
  policyNumber?: string | undefined;
  claimNumber?: string | undefined;
  matter?: string | undefined;
}

interface Person {
  name?: string | undefined;
  email?: string | undefined;
  /** E.164, or as it was typed. */
  phone?: string | undefined;
}

/** A text in the form in which it is compared. */
export interface PlainMark {
  kind: MarkKind;
  text: string;
}

/** What is compared of a message: the complainant's addresses and name, the numbers, the words of the matter. */
export function plainMarks({ complainant, policyNumber, claimNumber, matter }: Marked): PlainMark[] {
  const { name, email, phone } = complainant ?? {};
  const marks: PlainMark[] = [
    { kind: 'e-mail', text: email?.trim().toLowerCase() ?? '' },
    { kind: 'phone', text: (phone ?? '').replace(/\D/g, '').slice(-9) },
    { kind: 'name', text: wordsIn(name).toSorted().join(' ') },
    { kind: 'contract', text: wordsIn(policyNumber).join('') },
    { kind: 'claim', text: wordsIn(claimNumber).join('') },
    ...[...new Set(wordsIn(matter).filter((word) => word.length > shortestMatterWord))].map((word) => ({
      kind: 'matter' as const,
      text: beginningOf(word),
    })),
  ];
  const seen = new Set<string>();
  return marks.filter(({ kind, text }) => {
    const known = seen.has(`${kind} ${text}`);
    seen.add(`${kind} ${text}`);
    return text !== '' && !known;
  });
}

/** 'pour', 'over', 'that': shorter words say little of a matter, and those that every matter has say nothing. */
const shortestMatterWord = 4;

/** 'résiliation', 'résilier' and 'résilié' are of one matter; so are 'opzegging' and 'opgezegd' not, which is seldom enough. */
function beginningOf(word: string): string {
  return word.slice(0, 6);
}

/** Words without accents, capitals, titles and punctuation. */
function wordsIn(text: string | undefined): string[] {
  const plain = (text ?? '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/œ/g, 'oe').replace(/æ/g, 'ae');
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !titles.includes(word));
}

const titles = [
  'm',
  'mr',
  'mme',
  'mlle',
  'monsieur',
  'madame',
  'me',
  'maitre',
  'dhr',
  'mevr',
  'mevrouw',
  'mijnheer',
  'mrs',
  'ms',
];

/** The same as keyed marks, in which nothing can be read. */
export async function keyedMarks(queries: Queries, marked: Marked): Promise<{ kind: MarkKind; mark: Buffer }[]> {
  const plain = plainMarks(marked);
  if (plain.length === 0) return [];
  const key = await registerKey(queries, 'marks');
  return plain.map(({ kind, text }) => ({ kind, mark: keyedMark(key, `${kind} ${text}`) }));
}

/** Has a complaint found by who complains about what; the marks go when its key does. */
export async function markComplaint(queries: Queries, reference: string, marked: Marked): Promise<void> {
  const marks = await keyedMarks(queries, marked);
  await queries.deleteFrom('search.complaint_mark').where('reference', '=', reference).execute();
  if (marks.length === 0) return;
  await queries
    .insertInto('search.complaint_mark')
    .values(marks.map(({ kind, mark }) => ({ reference, kind, mark })))
    .execute();
}

/** The same for an intake. */
export async function markIntake(queries: Queries, intake: string, marked: Marked): Promise<void> {
  const marks = await keyedMarks(queries, marked);
  await queries.deleteFrom('search.intake_mark').where('intake', '=', intake).execute();
  if (marks.length === 0) return;
  await queries
    .insertInto('search.intake_mark')
    .values(marks.map(({ kind, mark }) => ({ intake, kind, mark })))
    .execute();
}
