import type { Request, Response } from 'express';
import { addFilesToIntake, IntakeChanged, IntakeDecided } from '../../register/intakes/course.ts';
import type { KnownIntake } from '../../register/intakes/intakes.ts';
import { doOnce } from '../../register/request-keys.ts';
import { listWaitingFiles, type WaitingFile } from '../../register/waiting-files.ts';
import { callerOf, mustMay } from '../access/caller.ts';
import { intakeFileView } from '../attachments/attachment-view.ts';
import { unlessRefused } from '../attachments/entering.ts';
import { requireAllTaken } from '../attachments/refusals.ts';
import { readWaitingUpload } from '../attachments/upload.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pathOfIntake } from '../paths.ts';
import { notFound } from '../problems/problems.ts';
import { markReplayed, requestKeyOf } from '../requests/idempotency.ts';
import { pathPart } from '../requests/routes.ts';
import type { AddedIntakeFiles } from '../schemas/attachments.ts';

/** A file of an intake by its id in the path. @throws Problem 404 */
export function fileInPath({ files }: KnownIntake, request: Request): WaitingFile {
  const id = pathPart(request, 'file');
  const file = files.find((one) => one.id === id);
  if (!file) throw notFound('This intake has no file of this id; those of one that became a complaint are attached there.');
  return file;
}

/** Adds the files of an upload to an intake that waits: all of them, or none. */
export async function addIntakeFiles(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  { row }: KnownIntake,
): Promise<void> {
  const { attachments, register } = dependencies;
  const caller = callerOf(response);
  mustMay(caller, 'register', row.procedure ?? '*');
  const { taken, kept } = await readWaitingUpload(attachments, request, response, { holder: { intake: row.id } });
  const enter = async () => {
    requireAllTaken(taken, attachments.limits);
    const body = kept.map(({ name, sha256 }) => ({ name, sha256 }));
    const requestKey = requestKeyOf(request, response, `POST ${pathOfIntake(row.id)}/files`, body);
    return doOnce(register, requestKey, {
      about: { intake: row.id },
      work: async (queries) => {
        const step = { intake: row.id, actor: caller.actor, now: register.clock() };
        await addFilesToIntake(queries, step, { files: kept, most: attachments.limits.complaintBytes });
        return kept.map(({ id }) => id);
      },
    });
  };
  const { made, repeated } = await unlessRefused(attachments, kept, enter, [IntakeDecided, IntakeChanged]);
  if (repeated) await attachments.discard(kept);
  markReplayed(response, repeated);
  const all = await listWaitingFiles(register.database, { intake: row.id });
  const items = all.filter(({ id }) => made.includes(id)).map((file) => intakeFileView(row.id, file));
  response.status(201).json({ items } satisfies AddedIntakeFiles);
}
