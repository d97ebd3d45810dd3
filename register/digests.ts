import { sql } from 'kysely';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import type { Queries, Register } from './register.ts';
import type { DigestRow } from './tables.ts';

/** A digest of one person's day, with its finished message. */
export interface WrittenDigest {
  id: string;
  procedure: string;
  /** In the firm's zone. */
  day: CivilDate;
  /** The id of the member of staff. */
  person: string;
  language: string;
  message: { id: string; bytes: Buffer; envelope: { from: string; to: string } };
}

/** Keeps the finished bytes of a day's digests before the first attempt; whoever has one of that day keeps it. */
export async function keepDigests({ database, clock }: Register, digests: WrittenDigest[]): Promise<void> {
  if (digests.length === 0) return;
  await database
    .insertInto('digest')
    .values(
      digests.map(({ id, procedure, day, person, language, message }) => ({
        id,
        procedure,
        day,
        person,
        language,
        state: 'queued' as const,
        envelope_from: message.envelope.from,
        envelope_to: message.envelope.to,
        message_id: message.id,
        mime: message.bytes,
        lease_until: null,
        data_began_at: null,
        last_code: null,
        possibly_duplicated_at: null,
        sent_at: null,
        created_at: new Date(clock()),
      })),
    )
    .onConflict((conflict) => conflict.columns(['procedure', 'day', 'person']).doNothing())
    .execute();
}

/** Those of a day's digests that have not left yet: the persons' ids, in order. */
export async function unsentDigests(
  queries: Queries,
  { procedure, day }: { procedure: string; day: CivilDate },
): Promise<string[]> {
  const rows = await queries
    .selectFrom('digest')
    .select('person')
    .where('procedure', '=', procedure)
    .where('day', '=', day)
    .where('state', 'in', ['queued', 'sending'])
    .orderBy('person')
    .execute();
  return rows.map(({ person }) => person);
}

/** @throws where there is none */
export async function findDigest(
  queries: Queries,
  { procedure, day, person }: { procedure: string; day: CivilDate; person: string },
): Promise<DigestRow> {
  return queries
    .selectFrom('digest')
    .selectAll()
    .where('procedure', '=', procedure)
    .where('day', '=', day)
    .where('person', '=', person)
    .executeTakeFirstOrThrow();
}

/**
 * Takes a digest for one attempt, for longer than any attempt can last; wall time, in the database's clock. Where an earlier attempt
 * may have reached the mail server, the row says from now on that there may be a second copy.
 *
 * @returns undefined where another attempt holds it, or it is out already
 */
export async function leaseDigest({ database, clock }: Register, id: string, seconds: number): Promise<DigestRow | undefined> {
  return database
    .updateTable('digest')
    .set((row) => ({
      state: 'sending' as const,
      lease_until: sql<Date>`clock_timestamp() + make_interval(secs => ${seconds})`,
      attempts: row('attempts', '+', 1),
      possibly_duplicated_at: sql<Date>`case when data_began_at is null then possibly_duplicated_at else ${new Date(clock())} end`,
    }))
    .where('id', '=', id)
    .where(isFree)
    .returningAll()
    .executeTakeFirst();
}

/**
 * From now on the mail server may have the digest, until it says otherwise.
 *
 * @throws Error where the attempt no longer holds it: then it must not send it
 */
export async function recordDigestBegan({ database, clock }: Register, { id, attempts }: DigestRow): Promise<void> {
  const held = await database
    .updateTable('digest')
    .set({ data_began_at: new Date(clock()) })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .where('attempts', '=', attempts)
    .where('lease_until', '>', sql<Date>`clock_timestamp()`)
    .returning('id')
    .executeTakeFirst();
  if (!held) throw new Error('The attempt holds the digest no longer.');
}

/** The mail server has it. */
export async function recordDigestSent({ database }: Register, { id }: DigestRow, sentAt: Instant): Promise<void> {
  await database
    .updateTable('digest')
    .set({ state: 'sent', sent_at: new Date(sentAt), lease_until: null })
    .where('id', '=', id)
    .execute();
}

/** The attempt failed before the mail server could have the digest: it is queued again as if never tried. */
export async function releaseDigest({ database }: Register, attempt: DigestRow, code?: number): Promise<void> {
  await heldBy(database, attempt)
    .set({ state: 'queued', lease_until: null, data_began_at: null, last_code: code ?? null })
    .execute();
}

/** The mail server's answer never came: the same bytes go again once the lease is given up. */
export async function giveUpDigestLease({ database }: Register, attempt: DigestRow): Promise<void> {
  await heldBy(database, attempt).set({ lease_until: null }).execute();
}

/**
 * Its day has passed and the next digest says everything that it says: it does not leave any more.
 *
 * @returns false where an attempt holds it, or it is out
 */
export async function overtakeDigest({ database }: Register, { id }: DigestRow): Promise<boolean> {
  const overtaken = await database
    .updateTable('digest')
    .set({ state: 'overtaken', lease_until: null })
    .where('id', '=', id)
    .where(isFree)
    .returning('id')
    .executeTakeFirst();
  return overtaken !== undefined;
}

const isFree = () =>
  sql<boolean>`(state = 'queued' or (state = 'sending' and coalesce(lease_until, '-infinity') <= clock_timestamp()))`;

/** An attempt that comes too late must not undo what a later one has done. */
function heldBy(queries: Queries, { id, attempts }: DigestRow) {
  return queries.updateTable('digest').where('id', '=', id).where('state', '=', 'sending').where('attempts', '=', attempts);
}
