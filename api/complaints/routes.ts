import { type Response, Router } from 'express';
import { callerOf } from '../access/caller.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pathOfComplaint } from '../paths.ts';
import { notFound } from '../problems/problems.ts';
import { markReplayed, requestKeyOf } from '../requests/idempotency.ts';
import { readFields } from '../requests/read-fields.ts';
import { type Handler, offer } from '../requests/routes.ts';
import { tellState } from '../requests/seen-state.ts';
import { complaintBody } from '../schemas/complaint-body.ts';
import type { ComplaintView } from '../schemas/complaint-view.ts';
import { readInFull } from './complaint-in-full.ts';
import { complaintView } from './complaint-view.ts';
import { journalOfComplaint } from './journal.ts';
import { complaintInPath } from './known-complaint.ts';
import { listOfComplaints } from './list.ts';
import { registerFromBody } from './registering.ts';

/** Registering complaints, listing and reading them. */
export function complaintRoutes(dependencies: ApiDependencies): Router {
  const router = Router();
  offer(router, '/api/complaints', { get: listOfComplaints(dependencies), post: registration(dependencies) });
  offer(router, '/api/complaints/:reference', {
    get: async (request, response) => {
      const { reference } = await complaintInPath(dependencies, request, response);
      sendState(response, await shown(dependencies, reference));
    },
  });
  offer(router, '/api/complaints/:reference/journal', { get: journalOfComplaint(dependencies) });
  return router;
}

/** Registers a complaint; when it is answered, the complaint is kept. */
function registration(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const body = readFields(complaintBody, request.body);
    const requestKey = requestKeyOf(request, response, 'POST /api/complaints', body);
    const { reference, repeated } = await registerFromBody(dependencies, body, { caller: callerOf(response), requestKey });
    response.locals['reference'] = reference;
    markReplayed(response, repeated);
    response.status(201).location(pathOfComplaint(reference));
    sendState(response, await shown(dependencies, reference));
  };
}

/** Sends a complaint with the tag of the very state that is shown. */
function sendState(response: Response, complaint: ComplaintView): void {
  tellState(response, complaint.timeline.at(-1)?.number);
  response.json(complaint);
}

async function shown({ register, library }: ApiDependencies, reference: string): Promise<ComplaintView> {
  const procedure = await library.procedureOf(reference);
  const complaint = await readInFull(register, reference, library.rulebookFor(procedure));
  if (!complaint) throw notFound('There is no complaint of this reference.');
  return complaintView(complaint, procedure);
}
