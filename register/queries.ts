import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { ComplaintKind, Level, Outcome, Stage } from '../workflows/domain/complaint.ts';
import type { DutyName } from '../workflows/domain/duties.ts';
import type { LetterState } from '../workflows/domain/letters.ts';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import type { Channel } from './complaint-content.ts';
import { beyond, type ComplaintOrder, inOrder, type PageEnd } from './list-order.ts';
import { isOwnNotice } from './messages.ts';
import { keyedDigest, readKey } from './personal-texts.ts';
import type { Queries } from './register.ts';
import { KeyUsedOtherwise, type RequestKey, type RequestResult } from './request-keys.ts';
import { hasWords } from './search.ts';
import type { BreachRow, ComplaintRow, LetterRow, MessageRow } from './tables.ts';

/** Which complaints a list shows: those to which everything applies that is given; of several values of one kind, any. */
export interface ComplaintFilter {
  /** All these words, in whatever form, in the complaint or in what was written to it since. */
  text?: string | undefined;
  procedure?: string[] | undefined;
  stage?: Stage[] | undefined;
  level?: Level[] | undefined;
  kind?: ComplaintKind[] | undefined;
  channel?: Channel[] | undefined;
  outcome?: Outcome[] | undefined;
  /** By id; `null` for those in nobody's charge. */
  caseHandler?: (string | null)[] | undefined;
  /** The days of receipt, both included, each in its firm's zone. */
  receivedFrom?: CivilDate | undefined;
  receivedTo?: CivilDate | undefined;
  /** Those of which something owed is due before that day, each in its firm's zone. */
  dueBefore?: CivilDate | undefined;
  /** Those of which something owed is late, or none of them. */
  overdue?: boolean | undefined;
  closed?: boolean | undefined;
}

/** A complaint in a list, with the nearest duty that is owed. */
export type ListedComplaint = ComplaintRow & { next_duty: DutyName | null; next_due_on: CivilDate | null };

/** Which part of a list is asked for. */
interface Page {
  order: ComplaintOrder;
  after?: PageEnd | undefined;
  limit: number;
  now: Instant;
}

/** One page of complaints. */
export async function listComplaints(queries: Queries, filter: ComplaintFilter, page: Page): Promise<ListedComplaint[]> {
  const { rows } = await (await statementOfList(queries, filter, page)).execute(queries);
  return rows;
}

/** The statement that a page is read with. */
export async function statementOfList(
  queries: Queries,
  filter: ComplaintFilter,
  { order, after, limit, now }: Page,
): Promise<RawBuilder<ListedComplaint>> {
  const conditions = [...filtered(filter, now), ...(after ? [beyond(order, after)] : [])];
  if (filter.text !== undefined) conditions.push(await hasWords(queries, filter.text));
  // The column holds the earliest of what is owed, so the duty due at that instant is the nearest; forwarding only if nothing else is.
  return sql<ListedComplaint>`
    select complaint.*, nearest.duty as next_duty, nearest.due_on as next_due_on
    from complaint left join lateral (
      select duty, due_on from duty
      where duty.reference = complaint.reference and done_at is null and void is null and due_at = complaint.next_due_at
      order by duty = 'insurer-forwarding', number limit 1) as nearest on true
    where ${sql.join([sql<SqlBool>`true`, ...conditions], sql` and `)}
    order by ${inOrder(order)}
    limit ${limit}`;
}

function filtered(filter: ComplaintFilter, now: Instant) {
  const { receivedFrom, receivedTo, dueBefore, overdue, closed } = filter;
  return [
    anyOf('procedure', filter.procedure),
    anyOf('stage', filter.stage),
    anyOf('level', filter.level),
    anyOf('kind', filter.kind),
    anyOf('channel', filter.channel),
    anyOf('outcome', filter.outcome),
    anyOf('case_handler', filter.caseHandler),
    receivedFrom === undefined ? undefined : sql<SqlBool>`received_on >= ${receivedFrom}::date`,
    receivedTo === undefined ? undefined : sql<SqlBool>`received_on <= ${receivedTo}::date`,
    dueBefore === undefined ? undefined : sql<SqlBool>`nearest.due_on < ${dueBefore}::date`,
    overdue === undefined ? undefined : sql<SqlBool>`coalesce(next_due_at <= ${new Date(now)}, false) = ${overdue}`,
    closed === undefined ? undefined : sql<SqlBool>`(closed_at is not null) = ${closed}`,
  ].filter((condition) => condition !== undefined);
}

function anyOf(column: string, values: (string | null)[] | undefined) {
  if (values === undefined) return undefined;
  const given = values.filter((value) => value !== null);
  const known = sql<SqlBool>`${sql.ref(column)} = any(${given}::text[])`;
  return values.includes(null) ? sql<SqlBool>`(${sql.ref(column)} is null or ${known})` : known;
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

/** Which letters of all complaints a list shows. */
export interface LetterFilter {
  procedure?: readonly string[] | undefined;
  state?: readonly LetterState[] | undefined;
  way?: LetterRow['way'] | undefined;
}

/** A letter in a list of many complaints', with its firm and the last day of its duty. */
export type ListedLetter = LetterRow & { procedure: string; due_on: CivilDate | null };

/** The last row of a page of letters. `dueOn` is absent for a letter that has no last day, which comes last among those due. */
export interface LetterPageEnd {
  dueOn?: CivilDate | undefined;
  number: number;
}

/** How a list of letters is sorted: in the order of their writing, or what is due first comes first. */
export type LetterOrder = 'written' | 'due';

interface LetterPage {
  order: LetterOrder;
  after?: LetterPageEnd | undefined;
  limit: number;
}

/** A page of letters. By what is due, all that the filter leaves are sorted for it: few wait for the post, many have been written. */
export async function listLetters(queries: Queries, filter: LetterFilter, page: LetterPage): Promise<ListedLetter[]> {
  return (await statementOfLetters(filter, page).execute(queries)).rows;
}

/** The statement that a page is read with. */
export function statementOfLetters(
  { procedure, state, way }: LetterFilter,
  { order, after, limit }: LetterPage,
): RawBuilder<ListedLetter> {
  const byDay = order === 'due';
  const place = byDay ? sql`(coalesce(duty.due_on, 'infinity'), letter.number)` : sql`letter.number`;
  const end =
    after && (byDay ? sql`(${after.dueOn ?? 'infinity'}::date, ${after.number}::bigint)` : sql`${after.number}::bigint`);
  const conditions = [
    procedure && sql<SqlBool>`complaint.procedure = any(${procedure})`,
    state && sql<SqlBool>`letter.state = any(${state})`,
    way && sql<SqlBool>`letter.way = ${way}`,
    end && sql<SqlBool>`${place} > ${end}`,
  ].filter((condition) => condition !== undefined);
  return sql<ListedLetter>`
    select letter.*, complaint.procedure, duty.due_on
    from letter join complaint using (reference) left join duty using (reference, duty, occasion)
    where ${sql.join([sql<SqlBool>`true`, ...conditions], sql` and `)}
    order by ${place} limit ${limit}`;
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
