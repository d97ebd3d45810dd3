import { sql } from 'kysely';
import { addCalendarDays } from '../procedures/civil-dates.ts';
import { type ErasureObstacle, firstDayOfErasure, latestEndErasable, obstaclesToErasure } from '../procedures/erasure.ts';
import type { Procedure } from '../procedures/schema.ts';
import { civilDateAt, startOfDay } from '../procedures/zoned-time.ts';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import { type KnownComplaint, lockComplaint, readComplaint } from './complaints.ts';
import { addIntakeEvent } from './intakes/events.ts';
import { addToJournal } from './journal.ts';
import { supersedeAllLetters } from './letters.ts';
import type { ProcedureLibrary } from './procedure-library.ts';
import type { Queries, Register } from './register.ts';

/** Why a person is erased: they asked for it, nobody needs the data any more, or an authority ordered it. */
export const erasureReasons = ['asked-for', 'kept-long-enough', 'ordered'] as const;
export type ErasureReason = (typeof erasureReasons)[number];

/** Whether a complaint's person may be erased now. Days are in the firm's zone. */
export type ErasureVerdict =
  | { outcome: 'allowed' }
  /** `firstDay` is the first on which it may be done; absent where nobody can name one. */
  | { outcome: 'refused'; obstacles: ErasureObstacle[]; firstDay: CivilDate | undefined }
  /** `keyIsBack` where a backup of the keys was restored that is older than the erasure. */
  | { outcome: 'erased-before'; keyIsBack: boolean };

/** Whether a complaint's person may be erased now; nothing is changed. @throws Error where there is no such complaint */
export async function mayErase(register: Register, reference: string, library: ProcedureLibrary): Promise<ErasureVerdict> {
  const complaint = await readComplaint(register.database, reference);
  if (!complaint) throw new Error(`There is no complaint ${reference}.`);
  return verdictOn(register.database, complaint, await proceduresOf(library, complaint), register.clock());
}

/**
 * Erases a complaint's person, all or nothing: the key of its texts is destroyed, and with it what was written, letters, notes and files'
 * names; the words and marks by which it was found; its private page; the keys of the intakes that became it or belong to it; the answers
 * kept for repeated requests. What waited to leave does not leave. Dates, duties, outcomes and amounts stay, and the journal, whose chain
 * holds: it is over the texts as they stand encrypted. The bytes of files are removed by the next sweep of the storage.
 *
 * Nobody is erased against whom something stands; who was erased before is erased again where the key has come back.
 *
 * @param erasure.actor who does it, for the journal
 * @returns `allowed` where it was done, and `erased-before` with `keyIsBack` where it was done again
 * @throws Error where there is no such complaint
 */
export async function erasePerson(
  register: Register,
  { reference, actor, reason }: { reference: string; actor: string; reason: ErasureReason },
  library: ProcedureLibrary,
): Promise<ErasureVerdict> {
  const known = await readComplaint(register.database, reference);
  if (!known) throw new Error(`There is no complaint ${reference}.`);
  const procedures = await proceduresOf(library, known);
  return register.database.transaction().execute(async (queries) => {
    const complaint = await lockComplaint(queries, reference);
    const now = register.clock();
    const verdict = await verdictOn(queries, complaint, procedures, now);
    if (verdict.outcome === 'refused' || (verdict.outcome === 'erased-before' && !verdict.keyIsBack)) return verdict;
    await supersedeAllLetters(queries, reference, now);
    const intakes = await eraseIntakesOf(queries, reference, actor, now);
    await queries.deleteFrom('unread_message').where('reference', '=', reference).execute();
    await queries.updateTable('letter').set({ registered_number: null }).where('reference', '=', reference).execute();
    // With it go the words and marks by which it was found, its private page, and the keys of its intakes with their files'. Whoever is
    // writing about it at this moment ends first.
    await queries.deleteFrom('keys.complaint_key').where('reference', '=', reference).execute();
    await forgetRequests(queries, reference, intakes);
    // The workflow has nothing to learn from it, so the revision stays: `reconcile` finds both the same.
    await queries
      .updateTable('complaint')
      .set({ facts: JSON.stringify({ ...complaint.facts, erased: true }) })
      .where('reference', '=', reference)
      .execute();
    await addToJournal(queries, { reference, at: now, actor, event: 'person-erased', detail: { reason } });
    return verdict;
  });
}

/** A complaint whose person may be erased. */
export interface ErasableComplaint {
  reference: string;
  /** In the firm's zone. */
  closedOn: CivilDate;
}

/** So many complaints are looked at a time. */
const page = 200;

/** The complaints of a firm whose persons may be erased now, those that ended first first. */
export async function* erasableComplaints(
  register: Register,
  procedure: Procedure,
  library: ProcedureLibrary,
): AsyncGenerator<ErasableComplaint> {
  const { timeZone } = procedure.firm;
  const latest = latestEndErasable(procedure, civilDateAt(register.clock(), timeZone));
  if (latest === undefined) return;
  for (let after = { at: new Date(0), reference: '' }; ; ) {
    const rows = await closedOnesAfter(
      register.database,
      procedure.id,
      after,
      new Date(startOfDay(addCalendarDays(latest, 1), timeZone)),
    );
    for (const { reference, closed_at } of rows) {
      const { outcome } = await mayErase(register, reference, library);
      if (outcome === 'allowed') yield { reference, closedOn: civilDateAt(closed_at.getTime(), timeZone) };
    }
    const last = rows.at(-1);
    if (!last || rows.length < page) return;
    after = { at: last.closed_at, reference: last.reference };
  }
}

async function closedOnesAfter(
  queries: Queries,
  procedure: string,
  after: { at: Date; reference: string },
  before: Date,
): Promise<{ reference: string; closed_at: Date }[]> {
  const { rows } = await sql<{ reference: string; closed_at: Date }>`
    select reference, closed_at from complaint
    where procedure = ${procedure} and closed_at < ${before} and not facts ? 'erased'
      and (closed_at, reference) > (${after.at}, ${after.reference})
    order by closed_at, reference limit ${page}`.execute(queries);
  return rows;
}

/** Who was erased and has a key again: a backup of the keys was restored that is older than the erasure. */
export async function erasedWithKey(queries: Queries): Promise<string[]> {
  const { rows } = await sql<{ reference: string }>`
    select reference from complaint join keys.complaint_key using (reference) where facts ? 'erased' order by reference`.execute(
    queries,
  );
  return rows.map(({ reference }) => reference);
}

/**
 * Who was erased after the backup that the register was restored from: there is no key any more, and the register does not know why. `verify`
 * names them; erased once more, they are marked so.
 */
export async function keyMissing(queries: Queries): Promise<string[]> {
  const { rows } = await sql<{ reference: string }>`
    select reference from complaint left join keys.complaint_key as its using (reference)
    where its.key is null and not complaint.facts ? 'erased' order by reference`.execute(queries);
  return rows.map(({ reference }) => reference);
}

/** Destroys the keys that have come back, for the reasons for which they were destroyed before. @returns whose */
export async function eraseAgain(register: Register, library: ProcedureLibrary, actor: string): Promise<string[]> {
  const references = await erasedWithKey(register.database);
  for (const reference of references) {
    const { rows } = await sql<{ reason: ErasureReason }>`
      select detail ->> 'reason' as reason from journal where reference = ${reference} and event = 'person-erased'
      order by number desc limit 1`.execute(register.database);
    await erasePerson(register, { reference, actor, reason: rows[0]?.reason ?? 'asked-for' }, library);
  }
  return references;
}

interface Procedures {
  /** The version that the complaint keeps. */
  procedure: Procedure;
  inForce: Procedure | undefined;
}

async function proceduresOf(library: ProcedureLibrary, { row }: KnownComplaint): Promise<Procedures> {
  return { procedure: await library.version(row.procedure_version), inForce: library.inForce(row.procedure) };
}

async function verdictOn(
  queries: Queries,
  { row, facts, duties }: KnownComplaint,
  { procedure, inForce }: Procedures,
  now: Instant,
): Promise<ErasureVerdict> {
  if (facts.erased) return { outcome: 'erased-before', keyIsBack: await hasKey(queries, row.reference) };
  const dayOf = (instant: Instant) => civilDateAt(instant, procedure.firm.timeZone);
  const { waiting, unread, last } = await messagesBesides(queries, row.reference);
  const complaint = {
    facts,
    duties,
    capacity: row.capacity,
    closedOn: row.closed_at === null ? undefined : dayOf(row.closed_at.getTime()),
    lastEventOn: last === null ? undefined : dayOf(last.getTime()),
    messagesWaiting: waiting,
    messagesUnread: unread,
    relativesGoingOn: await relativesGoingOn(queries, row.reference),
  };
  const today = dayOf(now);
  const obstacles = obstaclesToErasure(complaint, { procedure, inForce, today });
  if (obstacles.length === 0) return { outcome: 'allowed' };
  return { outcome: 'refused', obstacles, firstDay: firstDayOfErasure(obstacles, today) };
}

async function hasKey(queries: Queries, reference: string): Promise<boolean> {
  const key = await queries
    .selectFrom('keys.complaint_key')
    .select('reference')
    .where('reference', '=', reference)
    .executeTakeFirst();
  return key !== undefined;
}

/** What goes on about the matter after an answer. What is only told or asked does not: who asks to be erased puts nothing off by it. */
const goingOn = [
  'disagreement',
  'offer-accepted',
  'mediator-accepted',
  'mediator-refused',
  'mediator-opinion',
  'summons',
  'written-complaint',
  'insurer-reply',
];
const decidedOn = ['resolve', 'announce-measures', 'answer-enquiry'];

/**
 * How many messages are not applied, and not read, yet, and when the last came that the matter went on with: what was said once more, and
 * linked as a duplicate, goes with the complaint, and counts like any.
 */
async function messagesBesides(
  queries: Queries,
  reference: string,
): Promise<{ waiting: number; unread: number; last: Date | null }> {
  const { rows } = await sql<{ waiting: number; unread: number; last: Date | null }>`
    select count(*) filter (where state = 'accepted') as waiting,
      (select count(*) from unread_message where reference = ${reference}) as unread,
      greatest(
        max(accepted_at) filter (where state = 'applied' and (signal = 'escalate'
          or body ->> 'what' = any(${goingOn}::text[]) or body ->> 'decision' = any(${decidedOn}::text[]))),
        (select max(received_at) from intake where complaint = ${reference} and state = 'duplicate')
      ) as last
    from message where reference = ${reference}`.execute(queries);
  return rows[0] ?? { waiting: 0, unread: 0, last: null };
}

/** Complaints that were linked with it, or follow from one another, and are not over. */
async function relativesGoingOn(queries: Queries, reference: string): Promise<string[]> {
  const { rows } = await sql<{ reference: string }>`
    select other.reference from complaint as other
    where (other.closed_at is null or other.stage in ('with-mediator', 'in-court')) and other.reference in (
      select linked_to from complaint where reference = ${reference}
      union select reference from complaint where linked_to = ${reference}
      union select one from complaint_pair where other = ${reference} and verdict = 'linked'
      union select other from complaint_pair where one = ${reference} and verdict = 'linked')
    order by 1`.execute(queries);
  return rows.map(({ reference: relative }) => relative);
}

/** What became of its intakes says that their texts are gone; their keys go with the complaint's. @returns their ids */
async function eraseIntakesOf(queries: Queries, reference: string, actor: string, at: Instant): Promise<string[]> {
  const rows = await queries
    .selectFrom('keys.intake_key')
    .select('intake')
    .where('complaint', '=', reference)
    .orderBy('intake')
    .forUpdate()
    .execute();
  for (const { intake } of rows)
    await addIntakeEvent(queries, { intake, at, actor, event: 'erased-with-complaint', detail: { complaint: reference } });
  return rows.map(({ intake }) => intake);
}

/** Keys of requests are the clients' own words, and nobody can answer a repetition any more. */
async function forgetRequests(queries: Queries, reference: string, intakes: readonly string[]): Promise<void> {
  await sql`
    delete from idempotency_key
    where reference = ${reference} or intake = any(${[...intakes]}::uuid[])
      or message in (select id from message where message.reference = ${reference})`.execute(queries);
}
