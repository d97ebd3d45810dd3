import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { DutyName } from '../workflows/domain/duties.ts';
import type { LetterState } from '../workflows/domain/letters.ts';
import type { CivilDate } from '../workflows/domain/time.ts';
import { type ComplaintFilter, inList, type Reading } from './list-filter.ts';
import { beyond, type ComplaintOrder, inOrder, type PageEnd } from './list-order.ts';
import { isOwnNotice } from './messages.ts';
import { keyedDigest, readKey } from './personal-texts.ts';
import type { Queries } from './register.ts';
import { KeyUsedOtherwise, type RequestKey, type RequestResult } from './request-keys.ts';
import type { BreachRow, ComplaintRow, LetterRow, MessageRow } from './tables.ts';
import { type Viewer, visibleTo } from './viewer.ts';

/** A complaint in a list, with the nearest duty that is owed. */
export type ListedComplaint = ComplaintRow & { next_duty: DutyName | null; next_due_on: CivilDate | null };

/** Which part of a list is asked for, and by whom. */
interface Page extends Reading {
  order: ComplaintOrder;
  after?: PageEnd | undefined;
  /** Given instead of `after`, the page that ends just before this one. */
  before?: PageEnd | undefined;
  limit: number;
}

/** One page of complaints. */
export async function listComplaints(queries: Queries, filter: ComplaintFilter, page: Page): Promise<ListedComplaint[]> {
  const { rows } = await (await statementOfList(queries, filter, page)).execute(queries);
  return page.before ? rows.reverse() : rows;
}

/** The statement that a page is read with; one that ends before a place is read backwards. */
export async function statementOfList(
  queries: Queries,
  filter: ComplaintFilter,
  { order, after, before, limit, ...reading }: Page,
): Promise<RawBuilder<ListedComplaint>> {
  const end = before ?? after;
  const back = before !== undefined;
  const conditions = [await inList(queries, filter, reading), ...(end ? [beyond(order, end, back)] : [])];
  // The column holds the earliest of what is owed, so the duty due at that instant is the nearest; forwarding only if nothing else is.
  return sql<ListedComplaint>`
    select complaint.*, nearest.duty as next_duty, nearest.due_on as next_due_on
    from complaint left join lateral (
      select duty, due_on from duty
      where duty.reference = complaint.reference and done_at is null and void is null and due_at = complaint.next_due_at
      order by duty = 'insurer-forwarding', number limit 1) as nearest on true
    where ${sql.join(conditions, sql` and `)}
    order by ${inOrder(order, back)}
    limit ${limit}`;
}

/** How many complaints a filter leaves of those that somebody may see. */
export async function countComplaints(queries: Queries, filter: ComplaintFilter, reading: Reading): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from complaint where ${await inList(queries, filter, reading)}`.execute(queries);
  return rows[0]?.count ?? 0;
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
  /** Who reads: of complaints that they may not see, no letter is shown. */
  viewer: Viewer;
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
  { viewer, procedure, state, way }: LetterFilter,
  { order, after, limit }: LetterPage,
): RawBuilder<ListedLetter> {
  const byDay = order === 'due';
  const place = byDay ? sql`(coalesce(duty.due_on, 'infinity'), letter.number)` : sql`letter.number`;
  const end =
    after && (byDay ? sql`(${after.dueOn ?? 'infinity'}::date, ${after.number}::bigint)` : sql`${after.number}::bigint`);
  const conditions = [
    visibleTo(viewer),
    procedure && sql<SqlBool>`complaint.procedure = any(${procedure})`,
    state && sql<SqlBool>`letter.state = any(${state})`,
    way && sql<SqlBool>`letter.way = ${way}`,
    end && sql<SqlBool>`${place} > ${end}`,
  ].filter((condition) => condition !== undefined);
  return sql<ListedLetter>`
    select letter.*, complaint.procedure, duty.due_on
    from letter join complaint using (reference) left join duty using (reference, duty, occasion)
    where ${sql.join(conditions, sql` and `)}
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
