import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { CivilDate, Instant } from '../../workflows/domain/time.ts';
import type { Queries } from '../register.ts';
import type { ActionRow } from '../statistics/tables.ts';
import { type Viewer, visibleTo } from '../viewer.ts';

/**
 * Where an action stands on a day: to be done (`open`, `overdue`), done and to be looked at (`done`, `check-due`), found to have worked or
 * not (`effective`, `not-effective`, or `replaced` once another has come in its place), given up.
 */
export const actionStates = [
  'overdue',
  'check-due',
  'not-effective',
  'open',
  'done',
  'effective',
  'replaced',
  'given-up',
] as const;
export type ActionState = (typeof actionStates)[number];

/** An action as a list shows it, with the complaints that whoever asks may see. */
export type ListedAction = ActionRow & {
  state: ActionState;
  complaints: string[];
  /** All complaints that it follows from, seen or not. */
  complaint_count: number;
  /** The action that came in its place. */
  followed_by: string | null;
};

/** Which actions a list shows. */
export interface ActionFilter {
  firms?: readonly string[] | undefined;
  state?: readonly ActionState[] | undefined;
  owner?: readonly string[] | undefined;
  /** Of one complaint. */
  reference?: string | undefined;
}

interface Asked {
  viewer: Viewer;
  now: Instant;
}

/** Actions, what is pressing first: by state, then by the day that matters next. */
export async function listActions(
  queries: Queries,
  { viewer, now }: Asked,
  filter: ActionFilter = {},
  { limit, after = 0 }: { limit: number; after?: number },
): Promise<ListedAction[]> {
  const { firms, state, owner, reference } = filter;
  const conditions = [
    firms && sql<SqlBool>`listed.procedure = any(${[...firms]}::text[])`,
    state && sql<SqlBool>`listed.state = any(${[...state]}::text[])`,
    owner && sql<SqlBool>`listed.owner = any(${[...owner]}::text[])`,
    reference === undefined
      ? undefined
      : sql<SqlBool>`exists (select from action_complaint where action = listed.id and reference = ${reference})`,
  ].filter((condition) => condition !== undefined);
  const { rows } = await sql<ListedAction>`
    select * from (${listed(viewer, todayOfFirm(now))}) as listed
    where ${sql.join([sql`true`, ...conditions], sql` and `)}
    order by array_position(${[...actionStates]}::text[], listed.state),
      case when listed.state in ('done', 'check-due') then listed.check_on else listed.due_on end, listed.number
    limit ${limit} offset ${after}`.execute(queries);
  return rows;
}

/** @returns undefined where there is none, or none that they may see */
export async function readAction(queries: Queries, { viewer, now }: Asked, id: string): Promise<ListedAction | undefined> {
  const { rows } = await sql<ListedAction>`
    select * from (${listed(viewer, todayOfFirm(now))}) as listed where id = ${id}`.execute(queries);
  return rows[0];
}

/** What became of an action so far. */
export async function historyOf(
  queries: Queries,
  id: string,
): Promise<{ number: number; at: Date; actor: string; event: string; detail: Record<string, unknown> }[]> {
  return queries
    .selectFrom('action_event')
    .select(['number', 'at', 'actor', 'event', 'detail'])
    .where('action', '=', id)
    .orderBy('number')
    .execute();
}

/**
 * What of the corrective actions asks for somebody on a day: those that are overdue or due within a week, those to be looked at, and
 * those that did not work and have nothing in their place.
 *
 * @param on a day, or an instant on whose day at each firm it is asked
 */
export async function actionsDue(
  queries: Queries,
  viewer: Viewer,
  on: CivilDate | { now: Instant },
  { owner }: { owner?: string | undefined } = {},
): Promise<ListedAction[]> {
  const today = typeof on === 'string' ? sql`${on}::date` : todayOfFirm(on.now);
  const { rows } = await sql<ListedAction>`
    select * from (${listed(viewer, today)}) as listed
    where (state in ('overdue', 'check-due', 'not-effective') or (state = 'open' and due_on <= listed.today + 7))
      and ${owner === undefined ? sql`true` : sql`owner = ${owner}`}
    order by array_position(${[...actionStates]}::text[], state), due_on, number
    limit 500`.execute(queries);
  return rows;
}

function todayOfFirm(now: Instant): RawBuilder<unknown> {
  return sql`coalesce((${new Date(now)}::timestamptz at time zone
    (select time_zone from firm_calendar where firm_calendar.procedure = action.procedure))::date, ${new Date(now)}::timestamptz::date)`;
}

/**
 * Whether somebody sees an action: they see its firm, and where it follows from complaints, one of them at least. Counts that tell of
 * actions carry it.
 */
export function actionVisibleTo(viewer: Viewer): RawBuilder<SqlBool> {
  const firm = viewer.firms === 'all' ? sql`true` : sql`action.procedure = any(${[...viewer.firms]}::text[])`;
  return sql<SqlBool>`(${firm} and (not exists (select from action_complaint where action_complaint.action = action.id)
    or exists (select from action_complaint join complaint using (reference)
      where action_complaint.action = action.id and ${visibleTo(viewer)})))`;
}

function listed(viewer: Viewer, today: RawBuilder<unknown>): RawBuilder<unknown> {
  const stateOn = sql`case
    when action.given_up_on is not null then 'given-up'
    when action.effective then 'effective'
    when action.checked_on is not null and later.id is not null then 'replaced'
    when action.checked_on is not null then 'not-effective'
    when action.done_on is not null and action.check_on <= ${today} then 'check-due'
    when action.done_on is not null then 'done'
    when action.due_on < ${today} then 'overdue'
    else 'open' end`;
  return sql`
    select action.*, ${stateOn} as state, ${today} as today, later.id as followed_by, linked.seen as complaints, linked.every as complaint_count
    from action left join action as later on later.follows = action.id
    cross join lateral (
      select coalesce(array_agg(complaint.reference order by complaint.reference) filter (where ${visibleTo(viewer)}), '{}') as seen,
        count(*) as every
      from action_complaint join complaint using (reference) where action_complaint.action = action.id) as linked
    where ${actionVisibleTo(viewer)}`;
}
