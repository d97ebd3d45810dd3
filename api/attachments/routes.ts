import { Router } from 'express';
import { addAttachments, listAttachments, removeAttachment } from '../../register/attachments.ts';
import { holdComplaint } from '../../register/complaints.ts';
import { requireSeen } from '../../register/seen-state.ts';
import { requireMay } from '../access/caller.ts';
import { complaintInPath, idInPath } from '../complaints/known-complaint.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pathOfAttachment, pathOfComplaint } from '../paths.ts';
import { notFound } from '../problems/problems.ts';
import { actorOf } from '../requests/authentication.ts';
import { once } from '../requests/idempotency.ts';
import { readFields } from '../requests/read-fields.ts';
import { type Handler, offer } from '../requests/routes.ts';
import { seenState } from '../requests/seen-state.ts';
import { type AddedAttachments, type AttachmentList, type RemovedAttachment, removalBody } from '../schemas/attachments.ts';
import { attachmentView } from './attachment-view.ts';
import { attachmentInPath, sendAttachment } from './download.ts';
import { unlessRefused } from './entering.ts';
import { requireAllTaken } from './refusals.ts';
import { readUpload } from './upload.ts';

/** The files of a complaint. */
export function attachmentRoutes(dependencies: ApiDependencies): Router {
  const router = Router();
  const path = '/api/complaints/:reference/attachments';
  offer(router, path, { get: listed(dependencies), upload: added(dependencies) });
  offer(router, `${path}/:id`, { get: content(dependencies) });
  offer(router, `${path}/:id/removed`, { post: removed(dependencies) });
  return router;
}

function listed(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { attachments, register } = dependencies;
    const { reference } = await complaintInPath(dependencies, request, response);
    const items = (await listAttachments(register.database, reference)).map(attachmentView);
    const { fileBytes, files } = attachments.limits;
    const { left } = await attachments.roomOf(reference);
    response.json({ items, limits: { fileBytes, bytesLeft: Math.max(0, left), files } } satisfies AttachmentList);
  };
}

/** All files of an upload are added, or none. */
function added(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { attachments, register } = dependencies;
    const { reference, procedure } = await complaintInPath(dependencies, request, response);
    requireMay(response, 'register', procedure.id);
    const { taken, kept } = await readUpload(attachments, request, response, { reference });
    const entered = await unlessRefused(attachments, kept, async () => {
      requireAllTaken(taken, attachments.limits);
      const body = kept.map(({ name, sha256 }) => ({ name, sha256 }));
      const asked = { route: `POST ${pathOfComplaint(reference)}/attachments`, body, about: reference };
      return once(register, request, response, asked, async (queries) => {
        const most = attachments.limits.complaintBytes;
        await addAttachments(queries, { reference, files: kept, actor: actorOf(response), most }, register.clock());
        return kept.map(({ id }) => id);
      });
    });
    // A repetition is answered with what came first: its own bytes are not needed.
    await attachments.discard(kept.filter(({ id }) => !entered.includes(id)));
    const all = await listAttachments(register.database, reference);
    const items = all.filter(({ id }) => entered.includes(id)).map(attachmentView);
    response.status(201).json({ items } satisfies AddedAttachments);
  };
}

function content(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { reference } = await complaintInPath(dependencies, request, response);
    const attachment = await attachmentInPath(dependencies, reference, idInPath(request));
    await sendAttachment(dependencies.attachments, request, response, attachment);
  };
}

function removed(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { register } = dependencies;
    const { reference, procedure } = await complaintInPath(dependencies, request, response);
    requireMay(response, 'decide', procedure.id);
    const id = idInPath(request);
    const body = readFields(removalBody, request.body);
    const seen = seenState(request);
    const none = notFound('This complaint has no file of this id.');
    if (id === undefined) throw none;
    const asked = { route: `POST ${pathOfAttachment(reference, id)}/removed`, body, about: reference };
    const done = await once(register, request, response, asked, async (queries) => {
      const removal = { reference, id, actor: actorOf(response), removal: body.reason };
      await holdComplaint(queries, reference);
      await requireSeen(queries, reference, seen);
      if (!(await removeAttachment(queries, removal, register.clock()))) throw none;
      return { id, removed: true as const };
    });
    response.json(done satisfies RemovedAttachment);
  };
}
