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

/** Adds a row; the database numbers it and chains it to the one before. */
export async function addToJournal(
  queries: Queries,
  { reference, at, actor, event, detail = {}, digest }: JournalEntry,
): Promise<void> {
  await queries
    .insertInto('journal')
    .values({ reference, at: new Date(at), actor, event, detail: JSON.stringify(detail), digest: digest ?? null })
    .execute();
}

/** A journal row as it is read. */
export interface JournalLine {
  number: number;
  at: Date;
  actor: string;
  event: string;
  detail: Record<string, unknown>;
}

export async function readJournal(queries: Queries, reference: string): Promise<JournalLine[]> {
  return queries
    .selectFrom('journal')
    .select(['number', 'at', 'actor', 'event', 'detail'])
    .where('reference', '=', reference)
    .orderBy('number')
    .execute();
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
