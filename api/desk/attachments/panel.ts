import type { Response } from 'express';
import { listAttachments } from '../../../register/attachments.ts';
import { unlessErased } from '../../../register/personal-texts.ts';
import { callerOf } from '../../access/caller.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { namesOfActors, whoDid } from '../complaint/journal.ts';
import { languageOf } from '../pages.ts';
import { fileLine } from './file-line.ts';
import { sizeInWords } from './words-of-files.ts';

/** Where a complaint's files are at the desk. */
export function pathOfFiles(reference: string): string {
  return `/desk/complaints/${reference}/attachments`;
}

/**
 * What the partial `attachments` shows: the files of a complaint, the form that adds some, and the mediation file.
 *
 * @returns undefined where the person has been erased
 */
export async function attachmentsPanel(
  { register, library, attachments }: ApiDependencies,
  response: Response,
  reference: string,
): Promise<Record<string, unknown> | undefined> {
  const language = languageOf(response.req, response);
  const caller = callerOf(response);
  const files = await unlessErased(listAttachments(register.database, reference));
  if (files === undefined) return undefined;
  const procedure = await library.procedureOf(reference);
  const names = await namesOfActors(
    register.database,
    files.map(({ addedBy }) => addedBy),
  );
  const { limits } = attachments;
  const { left } = await attachments.roomOf(reference);
  const used = files.reduce((sum, { size }) => sum + size, 0);
  return {
    reference,
    path: pathOfFiles(reference),
    zone: procedure.firm.timeZone,
    files: files.map((file) =>
      fileLine(file, { language, who: whoDid(file.addedBy, { language, names }), at: pathOfFiles(reference) }),
    ),
    size: sizeInWords(used, language),
    limits: {
      files: limits.files,
      file: sizeInWords(limits.fileBytes, language),
      left: sizeInWords(Math.max(0, left), language),
    },
    mayAdd: caller.may('register', procedure.id),
    mayRemove: caller.may('decide', procedure.id),
    mediation: `/desk/complaints/${reference}/mediation-file`,
  };
}
