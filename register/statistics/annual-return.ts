import { sql } from 'kysely';
import type { CivilDate } from '../../workflows/domain/time.ts';
import type { Queries } from '../register.ts';
import { type Viewer, visibleTo } from '../viewer.ts';

/** What a firm tells each insurer once a year about the complaints that concern it. */
export interface InsurerYear {
  /** The insurer's id in the directory; null for complaints of which no insurer is known. */
  insurer: string | null;
  received: number;
  closed: number;
  /** At the end of the year. */
  open: number;
  upheld: number;
  partlyUpheld: number;
  rejected: number;
  settled: number;
  /** Closed without an answer. */
  otherwise: number;
  /** Of those received in the year: answered within the firm's own limit, and not. */
  inTime: number;
  late: number;
  mediation: number;
  /** Of those that came to be owed in the year. */
  redress: { currency: string; cents: number }[];
}

/** A complaint of the return, with nothing personal. */
export interface ReturnedComplaint {
  insurer: string | null;
  reference: string;
  received_on: CivilDate;
  channel: string;
  product: string | null;
  reason_category: string | null;
  responsibility: string | null;
  outcome: string | null;
  answered_on: CivilDate | null;
  treated_in: number | null;
  closed_on: CivilDate | null;
  mediation: string | null;
}

interface Asked {
  viewer: Viewer;
  procedure: string;
  year: number;
}

/** A firm's year with every insurer, the one with the most complaints first. */
export async function annualReturn(queries: Queries, asked: Asked): Promise<InsurerYear[]> {
  const { last } = boundsOf(asked);
  const inYear = (column: string) => isWithin(column, asked);
  const own = ofFirm(asked);
  const { rows } = await sql<Omit<InsurerYear, 'redress'>>`
    select insurer,
      count(*) filter (where ${inYear('received_on')})::integer as received,
      count(*) filter (where ${inYear('closed_on')})::integer as closed,
      count(*) filter (where closed_on is null or closed_on > ${last}::date)::integer as open,
      count(*) filter (where ${inYear('closed_on')} and outcome = 'upheld')::integer as upheld,
      count(*) filter (where ${inYear('closed_on')} and outcome = 'partly-upheld')::integer as "partlyUpheld",
      count(*) filter (where ${inYear('closed_on')} and outcome = 'rejected')::integer as rejected,
      count(*) filter (where ${inYear('closed_on')} and outcome = 'settled')::integer as settled,
      count(*) filter (where ${inYear('closed_on')} and outcome is null)::integer as otherwise,
      count(*) filter (where ${inYear('received_on')} and answered like 'i%')::integer as "inTime",
      count(*) filter (where ${inYear('received_on')} and answered like 'l%')::integer as late,
      count(*) filter (where ${inYear('mediation_on')})::integer as mediation
    from figure where ${own} and ${concernsYear(asked)}
    group by insurer order by insurer is null, count(*) desc, insurer`.execute(queries);
  const amounts = await sql<{ insurer: string | null; currency: string; cents: number }>`
    select insurer, currency, sum(cents)::bigint as cents from redress join figure using (reference)
    where ${own} and ${inYear('on_day')} group by insurer, currency order by currency`.execute(queries);
  return rows.map((row) => ({
    ...row,
    redress: amounts.rows.filter(({ insurer }) => insurer === row.insurer).map(({ currency, cents }) => ({ currency, cents })),
  }));
}

/** The complaints that the return counts, by insurer and day of receipt. */
export async function complaintsOfReturn(queries: Queries, asked: Asked): Promise<ReturnedComplaint[]> {
  const { rows } = await sql<ReturnedComplaint>`
    select insurer, reference, received_on, channel, product, reason_category, responsibility, outcome, answered_on, treated_in,
      closed_on, mediation
    from figure where ${ofFirm(asked)} and ${concernsYear(asked)}
    order by insurer nulls last, received_on, reference`.execute(queries);
  return rows;
}

/** Open in the year, closed in it, or something became of it in the year though it had been closed: the mediator, redress that is owed. */
function concernsYear(asked: Asked) {
  const { first, last } = boundsOf(asked);
  return sql`(received_on <= ${last}::date and (closed_on is null or closed_on >= ${first}::date or ${isWithin('mediation_on', asked)}
    or exists (select from redress where redress.reference = figure.reference and ${isWithin('redress.on_day', asked)})))`;
}

function isWithin(column: string, asked: Asked) {
  const { first, last } = boundsOf(asked);
  return sql`${sql.ref(column)} between ${first}::date and ${last}::date`;
}

function boundsOf({ year }: Asked): { first: CivilDate; last: CivilDate } {
  return { first: `${year}-01-01`, last: `${year}-12-31` };
}

function ofFirm({ viewer, procedure }: Asked) {
  return sql`figure.procedure = ${procedure} and ${visibleTo(viewer, 'figure')}`;
}
