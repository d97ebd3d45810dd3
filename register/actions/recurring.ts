import { sql } from 'kysely';
import { addCalendarDays } from '../../procedures/civil-dates.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import type { Queries } from '../register.ts';
import { type Viewer, visibleTo } from '../viewer.ts';
import { actionVisibleTo } from './list.ts';

/** By what complaints are found to recur. */
export const recurringBy = ['reasonCategory', 'product', 'insurer', 'rootCause'] as const;
export type RecurringBy = (typeof recurringBy)[number];

/** Something that keeps coming back at a firm. */
export interface RecurringCause {
  procedure: string;
  by: RecurringBy;
  id: string;
  /** Complaints received within the days looked at. */
  count: number;
  /** As many days before those. */
  before: number;
  /** Corrective actions about the same that are not over, by number. */
  actions: { id: string; number: number }[];
}

interface Asked {
  viewer: Viewer;
  firms?: readonly string[] | undefined;
  /** The last day that is looked at. */
  until: CivilDate;
  days: number;
  /** From so many complaints on. */
  least: number;
}

/**
 * What recurs: complaints of one firm with the same reason, contract, insurer or cause, from a number on within so many days, the most
 * first, and beside it how many there were in as many days before. Only complaints that the viewer may see are counted.
 */
export async function recurringCauses(queries: Queries, { viewer, firms, until, days, least }: Asked): Promise<RecurringCause[]> {
  const since = addCalendarDays(until, 1 - days);
  const before = addCalendarDays(since, -days);
  const { rows } = await sql<RecurringCause>`
    with seen as (
      select procedure, reference, received_on, product, reason_category, insurer, root_cause from figure
      where received_on between ${before}::date and ${until}::date
        and ${firms === undefined ? sql`true` : sql`procedure = any(${[...firms]}::text[])`} and ${visibleTo(viewer, 'figure')}
    ), counted as (
      select procedure,
        case when grouping(reason_category) = 0 then 'reasonCategory' when grouping(product) = 0 then 'product'
          when grouping(insurer) = 0 then 'insurer' else 'rootCause' end as by,
        coalesce(reason_category, product, insurer, root_cause) as id,
        count(*) filter (where received_on >= ${since}::date) as count,
        count(*) filter (where received_on < ${since}::date) as before
      from seen
      group by grouping sets ((procedure, reason_category), (procedure, product), (procedure, insurer), (procedure, root_cause))
    )
    select counted.*,
      coalesce((select jsonb_agg(jsonb_build_object('id', action.id, 'number', action.number) order by action.number) from action
        where action.procedure = counted.procedure and ${actionVisibleTo(viewer)} and action.given_up_on is null and action.checked_on is null
          and case counted.by when 'reasonCategory' then action.reason_category when 'product' then action.product
            when 'insurer' then action.insurer else action.root_cause end = counted.id), '[]') as actions
    from counted
    where counted.id is not null and counted.count >= ${least} and not (counted.by = 'rootCause' and counted.id in ('no-fault', 'isolated-error'))
    order by counted.count desc, counted.count - counted.before desc, counted.procedure, counted.by, counted.id
    limit 50`.execute(queries);
  return rows;
}

/** The columns of figures that causes are found by. */
const columnOf: Record<RecurringBy, string> = {
  reasonCategory: 'reason_category',
  product: 'product',
  insurer: 'insurer',
  rootCause: 'root_cause',
};

/** The latest complaints of a recurring cause that the viewer may see, twenty at most. */
export async function complaintsOfCause(
  queries: Queries,
  { viewer, until, days }: Pick<Asked, 'viewer' | 'until' | 'days'>,
  { procedure, by, id }: Pick<RecurringCause, 'procedure' | 'by' | 'id'>,
): Promise<string[]> {
  const { rows } = await sql<{ reference: string }>`
    select reference from figure
    where procedure = ${procedure} and received_on between ${addCalendarDays(until, 1 - days)}::date and ${until}::date
      and ${sql.ref(columnOf[by])} = ${id} and ${visibleTo(viewer, 'figure')}
    order by received_on desc, reference desc limit 20`.execute(queries);
  return rows.map(({ reference }) => reference);
}
