import type { Request, Response } from 'express';
import type { Procedure } from '../../procedures/schema.ts';
import type { Rulebook } from '../../register/messages.ts';
import { versionSeenBy } from '../../register/viewer.ts';
import { callerOf } from '../access/caller.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { notFound } from '../problems/problems.ts';
import { isId } from '../requests/plain-values.ts';
import { pathPart } from '../requests/routes.ts';
import { referenceForm } from '../schemas/text.ts';

/** The complaint that the path names, with the procedure that it keeps. */
export interface ComplaintInPath {
  reference: string;
  procedure: Procedure;
  rulebook: Rulebook;
}

/** @throws Problem 404, also for a complaint that who asks may not see */
export async function complaintInPath(
  { register, library }: Pick<ApiDependencies, 'register' | 'library'>,
  request: Request,
  response: Response,
): Promise<ComplaintInPath> {
  const reference = pathPart(request, 'reference');
  const { viewer } = callerOf(response);
  const version = referenceForm.test(reference) ? await versionSeenBy(register.database, viewer, reference) : undefined;
  if (version === undefined) throw notFound('There is no complaint of this reference.');
  // For the log: only a reference that exists.
  response.locals['reference'] = reference;
  const procedure = await library.version(version);
  return { reference, procedure, rulebook: library.rulebookFor(procedure) };
}

/** An id from the path; undefined where it cannot be one. */
export function idInPath(request: Request): string | undefined {
  const id = pathPart(request, 'id');
  return isId(id) ? id : undefined;
}
