import { sql } from 'kysely';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { atOneMoment, type Queries, type Register } from '../register.ts';
import { type Viewer, visibleTo } from '../viewer.ts';
import type { Statistics } from './period-statistics.ts';
import { summary } from './summary.ts';
import { type Figure, type FirmMonth, firmMonthsOf, monthOf, type RedressFigure, takenOff } from './tallies.ts';

/** Which complaints are counted. */
export interface StatisticsScope {
  viewer: Viewer;
  /** Of these firms only; all that the viewer sees where left out. */
  firms?: readonly string[] | undefined;
  /** Whole months, both included, by any day of each. */
  from: CivilDate;
  to: CivilDate;
}

/**
 * What the register says of a period to somebody: exactly the complaints that they may see, as of now. It reads sums that are kept by
 * firm and month (migration 0014), and takes off what this viewer may not see.
 */
export async function readStatistics(database: Register['database'], scope: StatisticsScope): Promise<Statistics> {
  const months = await countedMonths(database, scope);
  return summary(months, monthOf(scope.from), monthOf(scope.to));
}

/** So often it is tried to find a moment at which no month waits to be added up. */
const mostTries = 5;

/** The sums and what is taken off them are of one moment, at which no month of these firms waits to be added up. */
async function countedMonths(database: Register['database'], scope: StatisticsScope): Promise<FirmMonth[]> {
  for (let tries = 1; ; tries += 1) {
    await sql`select add_up_marked_months()`.execute(database);
    const months = await atOneMoment(database, async (queries) =>
      tries < mostTries && (await areMarked(queries, scope)) ? undefined : monthsNow(queries, scope),
    );
    if (months) return months;
  }
}

async function areMarked(queries: Queries, scope: StatisticsScope): Promise<boolean> {
  const { rows } = await sql<{ marked: boolean }>`
    select exists (select from figure_month_mark where ${ofFirms(scope, 'figure_month_mark')}) as marked`.execute(queries);
  return rows[0]?.marked ?? false;
}

/** Every firm's months up to the end of the period, with their tallies from its beginning on. */
async function monthsNow(queries: Queries, scope: StatisticsScope): Promise<FirmMonth[]> {
  const { rows } = await sql<FirmMonth>`
    select procedure, month, received, closed,
      case when month >= ${monthOf(scope.from)}::date then tallies else ${JSON.stringify(empty)}::jsonb end as tallies
    from figure_month
    where month <= ${monthOf(scope.to)}::date and ${ofFirms(scope, 'figure_month')}`.execute(queries);
  return [...rows, ...takenOff(await hiddenMonths(queries, scope))];
}

const empty = { received: [], about: [], insurers: [], closed: [], treated: [], mediation: [], redress: [] };

/** What this viewer may not see of the firms that they do see: complaints about them, and where they have declared a conflict. */
async function hiddenMonths(queries: Queries, scope: StatisticsScope): Promise<FirmMonth[]> {
  const { viewer } = scope;
  if (viewer.staff.length === 0 && viewer.account === undefined) return [];
  // Complaints about staff, and conflicts, are few and have an index each.
  const hidden = sql`
    select * from figure
    where reference in (
      select reference from figure as barred where barred.facts <> '{}'::jsonb
      union select reference from conflict_of_interest where account = ${viewer.account ?? null}::uuid)
    and ${ofFirms(scope, 'figure')} and not ${visibleTo(viewer, 'figure')}`;
  const figures = await sql<Figure>`${hidden}`.execute(queries);
  if (figures.rows.length === 0) return [];
  const amounts = await sql<RedressFigure>`
    select hidden.procedure, redress.kind, redress.currency, redress.cents, redress.on_day
    from redress join (${hidden}) as hidden using (reference)`.execute(queries);
  const before = (one: FirmMonth) => one.month <= monthOf(scope.to);
  return firmMonthsOf(figures.rows, amounts.rows)
    .filter(before)
    .map((one) => (one.month >= monthOf(scope.from) ? one : { ...one, tallies: empty }));
}

function ofFirms({ viewer, firms }: StatisticsScope, table: string) {
  const column = sql.ref(`${table}.procedure`);
  const seen = viewer.firms === 'all' ? sql`true` : sql`${column} = any(${[...viewer.firms]}::text[])`;
  return firms === undefined ? seen : sql`${seen} and ${column} = any(${[...firms]}::text[])`;
}
