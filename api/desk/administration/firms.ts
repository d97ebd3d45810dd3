import type { Response } from 'express';
import type { Procedure } from '../../../procedures/schema.ts';
import type { ProcedureLibrary } from '../../../register/procedure-library.ts';
import { callerOf } from '../../access/caller.ts';
import { Problem } from '../../problems/problem.ts';

/**
 * The firms whose letters and procedures somebody may look at: those that they administer, and those whose complaints they read.
 *
 * @throws Problem 403 where there is none
 */
export function firmsToLookAt(response: Response, library: ProcedureLibrary): Procedure[] {
  const caller = callerOf(response);
  const firms = library.allInForce().filter(({ id }) => caller.may('administer', id) || caller.may('read', id));
  if (firms.length === 0)
    throw new Problem(403, { detail: 'Your role does not include this. Ask whoever administers the accounts.' });
  return firms.toSorted((one, other) => one.firm.name.localeCompare(other.firm.name, 'fr'));
}
