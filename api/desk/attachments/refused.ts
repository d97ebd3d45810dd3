import type { Request, Response } from 'express';
import type { AttachmentRefusal, Taken } from '../../../attachments/attachments.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../problems/problem.ts';
import { languageOf, say } from '../pages.ts';
import { sizeInWords } from './words-of-files.ts';

/** Why a file was not taken and what helps, with its name. */
export function refusedLine(
  { attachments }: ApiDependencies,
  request: Request,
  response: Response,
  { name, refused }: { name: string; refused: AttachmentRefusal },
): string {
  const { fileBytes, files: most } = attachments.limits;
  const values = { file: sizeInWords(fileBytes, languageOf(request, response)), files: most };
  return say(request, response, 'attachments.refused', {
    name,
    why: say(request, response, `attachments.why-${refused}`, values),
  });
}

export function isRefused(taken: Taken): taken is Extract<Taken, { refused: unknown }> {
  return 'refused' in taken;
}

/** What broke an upload off, told with what helps. @throws what was no fault of the upload */
export function uploadFault({ attachments }: ApiDependencies, request: Request, response: Response, fault: unknown): string {
  if (!(fault instanceof Problem) || ![400, 422].includes(fault.status)) throw fault;
  const why = fault.status === 422 ? 'attachments.why-too-many' : 'attachments.why-broken-off';
  return say(request, response, why, { files: attachments.limits.files });
}
