import { type SqlBool, sql } from 'kysely';
import type { ComplaintKind, Level, Stage } from '../workflows/domain/complaint.ts';
import type { DutyName } from '../workflows/domain/duties.ts';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import { isOwnNotice } from './messages.ts';
import { keyedDigest, readKey } from './personal-texts.ts';
import type { Queries } from './register.ts';
import { KeyUsedOtherwise, type RequestKey, type RequestResult } from './request-keys.ts';
import type { BreachRow, ComplaintRow, LetterRow, MessageRow } from './tables.ts';

/** Which complaints a list shows. */
export interface ComplaintFilter {
  procedure?: string | undefined;
  stage?: Stage | undefined;
  level?: Level | undefined;
  kind?: ComplaintKind | undefined;
  caseHandler?: string | undefined;
  /** Those of which something owed is due before that day, each in its firm's zone. */
  dueBefore?: CivilDate | undefined;
  /** Those of which something owed is late, or none of them. */
  overdue?: boolean | undefined;
}

/** `newest`: by registration, newest first; `nextDue`: what is due first comes first, what owes nothing last. */
export type ComplaintOrder = 'newest' | 'nextDue';

/** The last row of a page; the next page begins after it. `at` is absent for a complaint that owes nothing. */
export interface PageEnd {
  at?: Instant | undefined;
  reference: string;
}

/** A complaint in a list, with the nearest duty that is owed. */
export type ListedComplaint = ComplaintRow & { next_duty: DutyName | null; next_due_on: CivilDate | null };

/** One page of complaints, in one query. */
export async function listComplaints(
  queries: Queries,
  filter: ComplaintFilter,
  { order, after, limit, now }: { order: ComplaintOrder; after?: PageEnd | undefined; limit: number; now: Instant },
): Promise<ListedComplaint[]> {
  const conditions = [...filtered(filter, now), ...(after ? [beyond(order, after)] : [])];
  // The column holds the earliest of what is owed, so the duty due at that instant is the nearest; forwarding only if nothing else is.
  const { rows } = await sql<ListedComplaint>`
    select complaint.*, nearest.duty as next_duty, nearest.due_on as next_due_on
    from complaint left join lateral (
      select duty, due_on from duty
      where duty.reference = complaint.reference and done_at is null and void is null and due_at = complaint.next_due_at
      order by duty = 'insurer-forwarding', number limit 1) as nearest on true
    where ${sql.join([sql<SqlBool>`true`, ...conditions], sql` and `)}
    order by ${order === 'newest' ? sql`registered_at desc, reference desc` : sql`next_due_at asc nulls last, reference`}
    limit ${limit}`.execute(queries);
  return rows;
}

function filtered({ procedure, stage, level, kind, caseHandler, dueBefore, overdue }: ComplaintFilter, now: Instant) {
  const at = new Date(now);
  return [
    procedure === undefined ? undefined : sql<SqlBool>`procedure = ${procedure}`,
    stage === undefined ? undefined : sql<SqlBool>`stage = ${stage}`,
    level === undefined ? undefined : sql<SqlBool>`level = ${level}`,
    kind === undefined ? undefined : sql<SqlBool>`kind = ${kind}`,
    caseHandler === undefined ? undefined : sql<SqlBool>`case_handler = ${caseHandler}`,
    dueBefore === undefined ? undefined : sql<SqlBool>`nearest.due_on < ${dueBefore}::date`,
    overdue === undefined ? undefined : sql<SqlBool>`coalesce(next_due_at <= ${at}, false) = ${overdue}`,
  ].filter((condition) => condition !== undefined);
}

function beyond(order: ComplaintOrder, { at, reference }: PageEnd) {
  if (order === 'newest') return sql<SqlBool>`(registered_at, reference) < (${new Date(at ?? 0)}, ${reference})`;
  if (at === undefined) return sql<SqlBool>`next_due_at is null and reference > ${reference}`;
  return sql<SqlBool>`(next_due_at is null or (next_due_at, reference) > (${new Date(at)}, ${reference}))`;
}

/** The version of the procedure that a complaint keeps; undefined where there is no such complaint. */
export async function procedureVersionOf(queries: Queries, reference: string): Promise<string | undefined> {
  const row = await queries
    .selectFrom('complaint')
    .select('procedure_version')
    .where('reference', '=', reference)
    .executeTakeFirst();
  return row?.procedure_version;
}

/** The letters of a complaint, in the order in which they were written. */
export async function lettersOf(queries: Queries, reference: string): Promise<LetterRow[]> {
  return queries.selectFrom('letter').selectAll().where('reference', '=', reference).orderBy('number').execute();
}

/** @returns undefined where that complaint has no such letter */
export async function letterOf(queries: Queries, reference: string, id: string): Promise<LetterRow | undefined> {
  return queries.selectFrom('letter').selectAll().where('reference', '=', reference).where('id', '=', id).executeTakeFirst();
}

/** The breaches of a complaint, those withdrawn too, in the order of their recording. */
export async function breachesOf(queries: Queries, reference: string): Promise<BreachRow[]> {
  return queries
    .selectFrom('breach')
    .selectAll()
    .where('reference', '=', reference)
    .orderBy('recorded_at')
    .orderBy('due_on')
    .orderBy('source')
    .execute();
}

/** What staff decided and what came in, in order; without what the register itself tells the workflow. */
export async function messagesOf(queries: Queries, reference: string): Promise<MessageRow[]> {
  const rows = await queries.selectFrom('message').selectAll().where('reference', '=', reference).orderBy('position').execute();
  return rows.filter((row) => !isOwnNotice(row));
}

/** @returns undefined where that complaint has no such message */
export async function messageOf(queries: Queries, reference: string, id: string): Promise<MessageRow | undefined> {
  const row = await queries
    .selectFrom('message')
    .selectAll()
    .where('reference', '=', reference)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && !isOwnNotice(row) ? row : undefined;
}

/**
 * What an earlier request with this key made: asked before the checks that depend on today's date, so that a repetition gets its
 * first answer however late it comes.
 *
 * @throws KeyUsedOtherwise
 * @throws Erased
 */
export async function earlierRequest(
  queries: Queries,
  { actor, route, key, request }: RequestKey,
): Promise<RequestResult | undefined> {
  const row = await queries
    .selectFrom('idempotency_key')
    .select(['reference', 'message', 'digest'])
    .where('actor', '=', actor)
    .where('route', '=', route)
    .where('key', '=', key)
    .executeTakeFirst();
  if (row === undefined || row.reference === null) return undefined;
  if (!keyedDigest(await readKey(queries, row.reference), request).equals(row.digest)) throw new KeyUsedOtherwise();
  return { reference: row.reference, ...(row.message === null ? {} : { message: row.message }) };
}
