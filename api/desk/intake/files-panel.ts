import type { Response } from 'express';
import type { Language } from '../../../letters/letter.ts';
import type { KnownIntake } from '../../../register/intakes/intakes.ts';
import { callerOf } from '../../access/caller.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { fileLine } from '../attachments/file-line.ts';
import { sizeInWords } from '../attachments/words-of-files.ts';
import { namesOfActors, whoDid } from '../complaint/journal.ts';

/** The message as it came, among the files of an intake. */
const theMessageItself = 'message.eml';

/** What the page of an intake shows of its files. */
export async function filesOfIntake(
  { register, attachments }: ApiDependencies,
  response: Response,
  { row, message, files }: KnownIntake,
  language: Language,
): Promise<Record<string, unknown>> {
  const at = `/desk/intakes/${row.id}/files`;
  const names = await namesOfActors(
    register.database,
    files.map(({ addedBy }) => addedBy),
  );
  const { limits } = attachments;
  const { left } = await attachments.roomOfWaiting({ intake: row.id });
  const waiting = row.state === 'waiting';
  return {
    at,
    files: files.map((file) => ({
      ...fileLine(file, { language, who: whoDid(file.addedBy, { language, names }), at }),
      itself: file.name === theMessageItself,
    })),
    notKept: waiting ? namedOnly(message?.files ?? [], files) : [],
    mayAdd: waiting && callerOf(response).may('register', row.procedure ?? '*'),
    limits: {
      files: limits.files,
      file: sizeInWords(limits.fileBytes, language),
      left: sizeInWords(Math.max(0, left), language),
    },
    inComplaint: row.state === 'registered' || row.state === 'information' ? row.complaint : undefined,
  };
}

/** Files that the message names and that were not taken: their names, without what a file system would not take, are compared. */
function namedOnly(named: readonly string[], files: readonly { name: string }[]): string[] {
  const stem = (name: string) =>
    name
      .normalize('NFC')
      .replace(/\.[^.]*$/, '')
      .replace(/[^\p{L}\p{N}]+/gu, '')
      .toLowerCase();
  const kept = new Set(files.map(({ name }) => stem(name)));
  return named.filter((name) => !kept.has(stem(name)));
}
