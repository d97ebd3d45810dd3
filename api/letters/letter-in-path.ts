import type { Request, Response } from 'express';
import { letterOf } from '../../register/queries.ts';
import type { LetterRow } from '../../register/tables.ts';
import { type ComplaintInPath, complaintInPath, idInPath } from '../complaints/known-complaint.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { notFound } from '../problems/problems.ts';

/** A letter that the path names, with its complaint. */
export type LetterInPath = ComplaintInPath & { letter: LetterRow };

/** @throws Problem 404 where that complaint has no such letter, or may not be seen */
export async function letterInPath(dependencies: ApiDependencies, request: Request, response: Response): Promise<LetterInPath> {
  const known = await complaintInPath(dependencies, request, response);
  const id = idInPath(request);
  const letter = id === undefined ? undefined : await letterOf(dependencies.register.database, known.reference, id);
  if (!letter) throw notFound('This complaint has no letter of this id.');
  return { ...known, letter };
}
