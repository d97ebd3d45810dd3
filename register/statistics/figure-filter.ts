import { type SqlBool, sql } from 'kysely';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { type TimelinessSource, timelinessSources } from './tallies.ts';

/** How a source's limits of a duty were kept. */
export interface KeptLimit {
  duty: 'acknowledgement' | 'answer';
  source: TimelinessSource;
  how: 'in-time' | 'late' | 'pending';
}

/** How it is written: `answer.acpr.late`. */
export const keptForm = /^(acknowledgement|answer)\.(procedure|acpr|gdpr|belgium)\.(in-time|late|pending)$/;

/** Reads what is written like that; undefined where nothing is. */
export function readKept(words: string | undefined): KeptLimit | undefined {
  const [duty, source, how] = (words !== undefined && keptForm.test(words) ? words : '').split('.');
  if (duty === undefined || source === undefined || how === undefined) return undefined;
  return { duty, source, how } as KeptLimit;
}

/** What of a list's filter only the figures know. */
interface FigureFilter {
  closure?: readonly string[] | undefined;
  closedFrom?: CivilDate | undefined;
  closedTo?: CivilDate | undefined;
  answeredFrom?: CivilDate | undefined;
  answeredTo?: CivilDate | undefined;
  mediationFrom?: CivilDate | undefined;
  mediationTo?: CivilDate | undefined;
  openAfter?: CivilDate | undefined;
  kept?: KeptLimit | undefined;
}

/** The condition by which a list shows the very complaints that a figure of the statistics counts; undefined where nothing is asked. */
export function hasFigure(filter: FigureFilter) {
  const { closure, kept, openAfter } = filter;
  const conditions = [
    closure && sql<SqlBool>`figure.closure = any(${[...closure]}::text[])`,
    ...within('closed_on', filter.closedFrom, filter.closedTo),
    ...within('answered_on', filter.answeredFrom, filter.answeredTo),
    ...within('mediation_on', filter.mediationFrom, filter.mediationTo),
    openAfter === undefined ? undefined : sql<SqlBool>`(figure.closed_on is null or figure.closed_on > ${openAfter}::date)`,
    kept && wasKept(kept),
  ].filter((condition) => condition !== undefined);
  if (conditions.length === 0) return undefined;
  return sql<SqlBool>`complaint.reference in (select figure.reference from figure where ${sql.join(conditions, sql` and `)})`;
}

function within(column: string, from: CivilDate | undefined, to: CivilDate | undefined) {
  const day = sql.ref(`figure.${column}`);
  return [
    from === undefined ? undefined : sql<SqlBool>`${day} >= ${from}::date`,
    to === undefined ? undefined : sql<SqlBool>`${day} <= ${to}::date`,
  ];
}

function wasKept({ duty, source, how }: KeptLimit) {
  const column = sql.ref(`figure.${duty === 'answer' ? 'answered' : 'acknowledged'}`);
  return sql<SqlBool>`substr(${column}, ${timelinessSources.indexOf(source) + 1}::integer, 1) = ${how.slice(0, 1)}`;
}
