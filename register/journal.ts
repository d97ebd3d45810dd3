import { sql } from 'kysely';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import type { Queries, Register } from './register.ts';

/** One row of the journal, as it is added: facts of the procedure only, never a name, an address or a text. */
export interface JournalEntry {
  reference: string;
  at: Instant;
  /** Who did it: a person's token name, or `doleance`. */
  actor: string;
  event: string;
  detail?: Record<string, unknown>;
  /** The digest of the personal text that the row speaks of. */
  digest?: Buffer;
}

/** Adds a row; the database numbers it and chains it to the one before. @returns its number */
export async function addToJournal(
  queries: Queries,
  { reference, at, actor, event, detail = {}, digest }: JournalEntry,
): Promise<number> {
  const { number } = await queries
    .insertInto('journal')
    .values({ reference, at: new Date(at), actor, event, detail: JSON.stringify(detail), digest: digest ?? null })
    .returning('number')
    .executeTakeFirstOrThrow();
  return number;
}

/** A journal row as it is read. */
export interface JournalLine {
  number: number;
  at: Date;
  actor: string;
  event: string;
  detail: Record<string, unknown>;
}

/** @param after the number of the row after which it begins; left out: from the first on */
export async function readJournal(
  queries: Queries,
  reference: string,
  { after = 0 }: { after?: number } = {},
): Promise<JournalLine[]> {
  return queries
    .selectFrom('journal')
    .select(['number', 'at', 'actor', 'event', 'detail'])
    .where('reference', '=', reference)
    .where('number', '>', after)
    .orderBy('number')
    .execute();
}

/** A journal row with what proves it: the digest of the text that it speaks of, and the hash that chains it to the row before. */
export interface ProvenLine extends JournalLine {
  digest: Buffer | null;
  recorded_at: Date;
  hash: Buffer;
}

/** A page of the journal, in order; it begins after the row of a number. */
export async function readProvenJournal(
  queries: Queries,
  reference: string,
  { after, limit }: { after: number; limit: number },
): Promise<ProvenLine[]> {
  return queries
    .selectFrom('journal')
    .select(['number', 'at', 'actor', 'event', 'detail', 'digest', 'recorded_at', 'hash'])
    .where('reference', '=', reference)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();
}

/** The number of the last row of a complaint's journal: it names the complaint's state. 0 where there is no row. */
export async function lastNumber(queries: Queries, reference: string): Promise<number> {
  const row = await queries
    .selectFrom('journal')
    .select('number')
    .where('reference', '=', reference)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.number ?? 0;
}

/** The number of the row that says that a message was accepted; undefined for one that was sent by hand. */
export async function numberOfAcceptance(queries: Queries, reference: string, message: string): Promise<number | undefined> {
  return (await rowsSince(queries, reference, message))[0]?.number;
}

/**
 * The number of the row that says that a message was applied or refused, if nobody else had a hand in the complaint between its
 * acceptance and that: else the number of its acceptance, the last state that who sent it can answer for.
 */
export async function numberOfOutcome(queries: Queries, reference: string, message: string): Promise<number | undefined> {
  const [accepted, ...later] = await rowsSince(queries, reference, message);
  const settled = later.find(({ event, own }) => own || !consequences.includes(event));
  return settled?.own ? settled.number : accepted?.number;
}

/** What applying a message writes before it says that it was applied. */
const consequences = ['duty-ended', 'letter-superseded'];

async function rowsSince(queries: Queries, reference: string, message: string) {
  const { rows } = await sql<{ number: number; event: string; own: boolean }>`
    with lines as (select number, event, coalesce(detail->>'message' = ${message}, false) as own
      from journal where reference = ${reference})
    select * from lines where number >= (select min(number) from lines where own) order by number`.execute(queries);
  return rows;
}

/** What is wrong with the journal: a row whose hash or predecessor does not fit, a missing text, or a day's anchor that does not fit. */
export interface JournalFault {
  reference?: string;
  number?: number;
  day?: CivilDate;
  fault: 'row-changed' | 'row-missing' | 'text-changed' | 'anchor-broken';
}

/** Verifies every chain, the texts that the rows speak of, and every day's anchor. An empty answer means that all is well. */
export async function verifyJournal({ database }: Register): Promise<JournalFault[]> {
  const changed = await sql<{ reference: string; number: number }>`
    select j.reference, j.number from journal j where j.hash <> journal_hash(j)`.execute(database);
  const missing = await sql<{ reference: string; number: number }>`
    select reference, number from (
      select reference, number, previous,
        lag(hash, 1, '\\x'::bytea) over chain as expected, row_number() over chain as place
      from journal window chain as (partition by reference order by number)) as links
    where previous <> expected or number <> place`.execute(database);
  const texts = await sql<{ reference: string; number: number }>`
    select j.reference, j.number from journal j where j.digest is not null
      and not exists (select from personal_text t where t.reference = j.reference and t.digest = j.digest)`.execute(database);
  const anchors = await sql<{ day: CivilDate }>`
    select a.day from journal_anchor a, journal_anchor_hash(a.anchored_at) h
    where (a.chains, a.hash) <> (h.chains, h.hash)`.execute(database);
  return [
    ...changed.rows.map((row) => ({ ...row, fault: 'row-changed' as const })),
    ...missing.rows.map((row) => ({ ...row, fault: 'row-missing' as const })),
    ...texts.rows.map((row) => ({ ...row, fault: 'text-changed' as const })),
    ...anchors.rows.map((row) => ({ ...row, fault: 'anchor-broken' as const })),
  ];
}

/**
 * Anchors the journal once a day (UTC): a hash over the last row of every chain, as it stood some minutes ago,
 * so that no transaction that is still open can add a row before it.
 */
export async function anchorJournal({ database }: Register): Promise<void> {
  await sql`
    insert into journal_anchor (day, anchored_at, chains, hash)
    select (now() at time zone 'UTC')::date, m.until, h.chains, h.hash
    from (select now() - interval '5 minutes' as until) m, journal_anchor_hash(m.until) h
    where not exists (select from journal_anchor where day = (now() at time zone 'UTC')::date)
    on conflict (day) do nothing`.execute(database);
}
