import { type Request, type Response, Router } from 'express';
import type { Taken } from '../../../attachments/attachments.ts';
import { addAttachments, type NewAttachment, NoRoomLeft, removeAttachment } from '../../../register/attachments.ts';
import { type Removal, removals } from '../../../register/attachments-tables.ts';
import { requireMay } from '../../access/caller.ts';
import { attachmentInPath, sendAttachment } from '../../attachments/download.ts';
import { readUpload } from '../../attachments/upload.ts';
import { type ComplaintInPath, complaintInPath, idInPath } from '../../complaints/known-complaint.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { mediationFilePdf, mediationFileZip } from '../../mediation-file/routes.ts';
import { actorOf } from '../../requests/authentication.ts';
import type { Handler } from '../../requests/routes.ts';
import { onceAForm } from '../once-a-form.ts';
import { deskPage, formOf, say, sendPage, tellNext, uploadPage } from '../pages.ts';
import { requireOwnForm } from '../session.ts';
import { attachmentsPanel, pathOfFiles } from './panel.ts';
import { refusedLine, uploadFault } from './refused.ts';

/** The files of a complaint, and its mediation file. */
export function attachmentPages(dependencies: ApiDependencies): Router {
  const router = Router();
  const path = '/desk/complaints/:reference/attachments';
  uploadPage(router, path, { get: files(dependencies), post: added(dependencies) });
  deskPage(router, `${path}/:id`, { get: file(dependencies) });
  deskPage(router, `${path}/:id/remove`, { get: askRemoval(dependencies), post: removed(dependencies) });
  deskPage(router, '/desk/complaints/:reference/mediation-file.pdf', { get: mediationFilePdf(dependencies) });
  deskPage(router, '/desk/complaints/:reference/mediation-file.zip', { get: mediationFileZip(dependencies) });
  return router;
}

/** What is wrong with what was sent, a line each; and how many files were added all the same. */
interface Faults {
  lines: string[];
  title: string;
  alsoAdded: number;
}

function files(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { reference } = await complaintInPath(dependencies, request, response);
    await showFiles(dependencies, request, response, reference);
  };
}

async function showFiles(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  reference: string,
  faults?: Faults,
): Promise<void> {
  sendPage(request, response, {
    page: 'attachments',
    title: say(request, response, 'attachments.titleOf', { reference }),
    active: 'register',
    ...(faults === undefined ? {} : { status: 422 }),
    data: { reference, panel: await attachmentsPanel(dependencies, response, reference), faults },
  });
}

/** What can be taken is added; what cannot is told, file by file, with what helps. */
function added(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { reference, procedure } = await complaintInPath(dependencies, request, response);
    requireMay(response, 'register', procedure.id);
    const taken = await takenOrFault(dependencies, request, response, reference);
    // Of a form without files the token has not been asked for yet.
    requireOwnForm(request, response);
    if ('fault' in taken)
      return showFiles(dependencies, request, response, reference, faultsOf([taken.fault], 0, request, response));
    const entered = await enter(dependencies, request, response, reference, taken.upload);
    if (entered.refused.length > 0) {
      const lines = entered.refused.map((one) => refusedLine(dependencies, request, response, one));
      return showFiles(dependencies, request, response, reference, faultsOf(lines, entered.kept.length, request, response));
    }
    const infected = entered.kept.filter(({ result }) => result.scan === 'infected').length;
    tellNext(request, infected > 0 ? 'attachments.addedInfected' : 'attachments.added', { count: entered.kept.length, infected });
    response.redirect(303, `/desk/complaints/${reference}#attachments`);
  };
}

type TakenOrFault = { upload: readonly Taken[] } | { fault: string };

async function takenOrFault(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  reference: string,
): Promise<TakenOrFault> {
  const check = () => requireOwnForm(request, response);
  try {
    const { taken } = await readUpload(dependencies.attachments, request, response, { reference, check });
    return taken.length === 0 ? { fault: say(request, response, 'attachments.why-none') } : { upload: taken };
  } catch (fault) {
    return { fault: uploadFault(dependencies, request, response, fault) };
  }
}

async function enter(
  { attachments, register }: ApiDependencies,
  request: Request,
  response: Response,
  reference: string,
  taken: readonly Taken[],
): Promise<{ kept: NewAttachment[]; refused: Extract<Taken, { refused: unknown }>[] }> {
  const kept = taken.flatMap((one) => ('file' in one ? [one.file] : []));
  const refused = taken.flatMap((one) => ('refused' in one ? [one] : []));
  if (kept.length === 0) return { kept, refused };
  const all = { reference, files: kept, actor: actorOf(response), most: attachments.limits.complaintBytes };
  try {
    const body = kept.map(({ name, size, sha256 }) => ({ name, size, sha256 }));
    const asked = { route: `POST ${pathOfFiles(reference)}`, body, about: reference };
    const { repeated } = await onceAForm(register, request, response, asked, async (queries) => {
      await addAttachments(queries, all, register.clock());
      return { files: kept.length };
    });
    if (repeated) await attachments.discard(kept);
    return { kept, refused };
  } catch (fault) {
    if (!(fault instanceof NoRoomLeft)) throw fault;
    await attachments.discard(kept);
    return { kept: [], refused: [...refused, ...kept.map(({ name }) => ({ refused: 'no-room' as const, name }))] };
  }
}

function faultsOf(lines: string[], alsoAdded: number, request: Request, response: Response): Faults {
  return { lines, alsoAdded, title: say(request, response, 'attachments.problem', { count: lines.length }) };
}

function file(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { reference } = await complaintInPath(dependencies, request, response);
    const attachment = await attachmentInPath(dependencies, reference, idInPath(request));
    await sendAttachment(dependencies.attachments, request, response, attachment);
  };
}

function askRemoval(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const known = await complaintInPath(dependencies, request, response);
    requireMay(response, 'decide', known.procedure.id);
    await showRemoval(dependencies, request, response, known);
  };
}

async function showRemoval(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  { reference }: ComplaintInPath,
  wrong = false,
): Promise<void> {
  const { id, name, scan } = await attachmentInPath(dependencies, reference, idInPath(request));
  const usual = scan === 'infected' ? 'quarantined' : undefined;
  sendPage(request, response, {
    page: 'attachment-removal',
    title: say(request, response, 'attachments.removeTitle'),
    active: 'register',
    ...(wrong ? { status: 422 } : {}),
    data: {
      reference,
      name,
      wrong,
      path: `${pathOfFiles(reference)}/${id}/remove`,
      reasons: removals.map((removal, place) => ({ removal, chosen: removal === usual, first: place === 0 })),
    },
  });
}

function removed(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { register } = dependencies;
    const known = await complaintInPath(dependencies, request, response);
    requireMay(response, 'decide', known.procedure.id);
    const { reference } = known;
    const { id } = await attachmentInPath(dependencies, reference, idInPath(request));
    const removal = removals.find((one) => one === formOf(request)['reason']);
    if (removal === undefined) return showRemoval(dependencies, request, response, known, true);
    await remove(register, { reference, id, actor: actorOf(response), removal });
    tellNext(request, 'attachments.removed');
    response.redirect(303, `/desk/complaints/${reference}#attachments`);
  };
}

/** Whoever else has removed it meanwhile wanted the same. */
async function remove(
  { database, clock }: ApiDependencies['register'],
  given: { reference: string; id: string; actor: string; removal: Removal },
): Promise<void> {
  await database.transaction().execute((queries) => removeAttachment(queries, given, clock()));
}
