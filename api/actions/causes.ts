import type { Response } from 'express';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import { recurringCauses } from '../../register/actions/recurring.ts';
import { seesFirm } from '../../register/viewer.ts';
import { callerOf, requireMay, requireMaySomewhere } from '../access/caller.ts';
import { viewerWith } from '../access/viewer-with.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { CausesAnswer } from '../schemas/actions.ts';

/** What recurs at the firms that are asked for, or at all of the caller's. @throws Problem 403 */
export async function causesFor(
  { register, library, classification }: Pick<ApiDependencies, 'register' | 'library' | 'classification'>,
  response: Response,
  firms: readonly string[] | undefined,
): Promise<CausesAnswer> {
  requireMaySomewhere(response, 'actions');
  for (const firm of firms ?? []) requireMay(response, 'actions', firm);
  const viewer = viewerWith(callerOf(response), 'actions');
  const zone = library.allInForce().find(({ id }) => seesFirm(viewer, id))?.firm.timeZone ?? 'UTC';
  const until = civilDateAt(register.clock(), zone);
  const { days, complaints: least } = classification.recurring;
  return { until, days, least, items: await recurringCauses(register.database, { viewer, firms, until, days, least }) };
}
