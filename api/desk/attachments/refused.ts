import type { Request, Response } from 'express';
import type { AttachmentRefusal } from '../../../attachments/attachments.ts';
import type { ApiDependencies } from '../../dependencies.ts';
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
