import type { Response } from 'express';
import { addCalendarDays } from '../../procedures/civil-dates.ts';
import type { Procedure } from '../../procedures/schema.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import { knownInsurers } from '../../register/insurers/insurers.ts';
import { annualReturn } from '../../register/statistics/annual-return.ts';
import { readStatistics } from '../../register/statistics/statistics.ts';
import { seesFirm } from '../../register/viewer.ts';
import { callerOf, requireMay, requireMaySomewhere } from '../access/caller.ts';
import { viewerWith } from '../access/viewer-with.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { invalidFields } from '../problems/problems.ts';
import { several } from '../requests/pages.ts';
import type { AnnualReturnAnswer, StatisticsAnswer, StatisticsQuery } from '../schemas/statistics.ts';
import { periodOf } from './period.ts';

/** Statistics of the firms and the period that are asked for, for the API and the desk alike. @throws Problem 403 */
export async function statisticsFor(
  { register, library }: Pick<ApiDependencies, 'register' | 'library'>,
  response: Response,
  query: StatisticsQuery,
): Promise<StatisticsAnswer> {
  requireMaySomewhere(response, 'statistics');
  const viewer = viewerWith(callerOf(response), 'statistics');
  const known = library.allInForce().filter(({ id }) => seesFirm(viewer, id));
  const asked = several(query.procedure);
  for (const firm of asked ?? []) requireMay(response, 'statistics', firm);
  const zone = known[0]?.firm.timeZone ?? 'UTC';
  const period = periodOf(query, civilDateAt(register.clock(), zone));
  const firms = asked ?? known.map(({ id }) => id);
  return { firms, ...period, ...(await readStatistics(register.database, { viewer, firms: asked, ...period })) };
}

/** A firm whose figures the caller may read. @throws Problem 403, 422 */
export function firmForStatistics({ library }: Pick<ApiDependencies, 'library'>, response: Response, id: string): Procedure {
  const procedure = library.inForce(id);
  const may = library.allInForce().filter((one) => callerOf(response).may('statistics', one.id));
  if (procedure) requireMay(response, 'statistics', id);
  if (procedure) return procedure;
  throw invalidFields([
    { path: 'procedure', code: 'not-known', message: `is not known; allowed: ${may.map((one) => one.id).join(', ')}` },
  ]);
}

/** The year that is asked for, else the last one that is over in the firm's zone. */
export function yearOf({ register }: Pick<ApiDependencies, 'register'>, { firm }: Procedure, given: number | undefined): number {
  return given ?? Number(civilDateAt(register.clock(), firm.timeZone).slice(0, 4)) - 1;
}

/** What a firm tells its insurers of a year. */
export async function annualReturnFor(
  dependencies: Pick<ApiDependencies, 'register' | 'library' | 'directory'>,
  response: Response,
  procedure: Procedure,
  year: number,
): Promise<AnnualReturnAnswer> {
  const { register, directory } = dependencies;
  const viewer = viewerWith(callerOf(response), 'statistics');
  const names = new Map((await knownInsurers(register.database, directory)).map(({ id, name }) => [id, name]));
  const rows = await annualReturn(register.database, { viewer, procedure: procedure.id, year });
  return {
    procedure: procedure.id,
    year,
    insurers: rows.map((row) => ({ ...row, name: row.insurer === null ? null : (names.get(row.insurer) ?? row.insurer) })),
  };
}

/** The first and the last day of a year. */
export function daysOfYear(year: number): { from: string; to: string; before: string } {
  return { from: `${year}-01-01`, to: `${year}-12-31`, before: addCalendarDays(`${year}-01-01`, -1) };
}
