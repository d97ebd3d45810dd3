import type { Response } from 'express';
import type { Procedure } from '../../../procedures/schema.ts';
import type { ProcedureLibrary } from '../../../register/procedure-library.ts';
import { callerOf, notAllowed } from '../../access/caller.ts';

/**
 * The firms whose letters and procedures somebody may look at: those that they administer, and those whose complaints they read.
 *
 * @throws Problem 403 where there is none
 */
export function firmsToLookAt(response: Response, library: ProcedureLibrary): Procedure[] {
  const caller = callerOf(response);
  const firms = library.allInForce().filter(({ id }) => caller.may('administer', id) || caller.may('read', id));
  if (firms.length === 0) throw notAllowed();
  return firms.toSorted((one, other) => one.firm.name.localeCompare(other.firm.name, 'fr'));
}
