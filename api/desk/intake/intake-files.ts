import type { Request, Response } from 'express';
import { NoRoomLeft } from '../../../register/attachments.ts';
import { addFilesToIntake } from '../../../register/intakes/course.ts';
import type { KnownIntake } from '../../../register/intakes/intakes.ts';
import type { NewWaitingFile } from '../../../register/waiting-files.ts';
import { callerOf, requireMay } from '../../access/caller.ts';
import { sendAttachment } from '../../attachments/download.ts';
import { readWaitingUpload } from '../../attachments/upload.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { fileInPath } from '../../intakes/files.ts';
import type { Handler } from '../../requests/routes.ts';
import { isRefused, refusedLine, uploadFault } from '../attachments/refused.ts';
import { say, tellNext } from '../pages.ts';
import { requireOwnForm } from '../session.ts';
import { idOf } from './errors.ts';
import { intakeInPath, sendIntakePage } from './intakes.ts';

/** A file that came with an intake, to be saved. */
export function intakeFile(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const file = fileInPath(await intakeInPath(dependencies, request, response), request);
    await sendAttachment(dependencies.attachments, request, response, file);
  };
}

/** Adds files to an intake that waits: all that can be taken, and each that cannot is told with what helps. */
export function addFilesOnIntake(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const intake = await intakeInPath(dependencies, request, response);
    requireMay(response, 'register', intake.row.procedure ?? '*');
    const { kept, faults } = await read(dependencies, request, response, intake);
    // Of a form without files the token has not been asked for yet.
    requireOwnForm(request, response);
    const entered = await enter(dependencies, request, response, intake, kept);
    const all = [...faults, ...entered.faults];
    if (all.length > 0) {
      const current = await intakeInPath(dependencies, request, response);
      const wrong = all.map((words) => ({ name: 'files', field: idOf('files'), message: words }));
      return sendIntakePage(dependencies, request, response, current, { wrong, status: 422 });
    }
    const infected = kept.filter(({ result }) => result.scan === 'infected').length;
    tellNext(request, infected > 0 ? 'attachments.addedInfected' : 'attachments.added', { count: kept.length, infected });
    response.redirect(303, `/desk/intakes/${intake.row.id}#files`);
  };
}

interface Read {
  kept: NewWaitingFile[];
  faults: string[];
}

async function read(dependencies: ApiDependencies, request: Request, response: Response, { row }: KnownIntake): Promise<Read> {
  const { attachments } = dependencies;
  const asked = { holder: { intake: row.id }, check: () => requireOwnForm(request, response) };
  try {
    const { taken, kept } = await readWaitingUpload(attachments, request, response, asked);
    if (taken.length === 0) return { kept, faults: [say(request, response, 'attachments.why-none')] };
    return { kept, faults: taken.filter(isRefused).map((one) => refusedLine(dependencies, request, response, one)) };
  } catch (fault) {
    return { kept: [], faults: [uploadFault(dependencies, request, response, fault)] };
  }
}

async function enter(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  { row }: KnownIntake,
  files: NewWaitingFile[],
): Promise<{ faults: string[] }> {
  if (files.length === 0) return { faults: [] };
  const { register, attachments } = dependencies;
  const step = { intake: row.id, actor: callerOf(response).actor, now: register.clock() };
  const given = { files, most: attachments.limits.complaintBytes };
  try {
    await register.database.transaction().execute((queries) => addFilesToIntake(queries, step, given));
    return { faults: [] };
  } catch (fault) {
    await attachments.discard(files);
    if (!(fault instanceof NoRoomLeft)) throw fault;
    return { faults: files.map(({ name }) => refusedLine(dependencies, request, response, { name, refused: 'no-room' })) };
  }
}
