import { type Response, Router } from 'express';
import { planRegistration } from '../../procedures/plan-registration.ts';
import type { Procedure } from '../../procedures/schema.ts';
import { isByPost, readComplaint, registerComplaint } from '../../register/complaints.ts';
import { rulebook } from '../../register/procedure-rules.ts';
import { earlierRequest } from '../../register/queries.ts';
import type { RequestKey } from '../../register/request-keys.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pathOfComplaint } from '../paths.ts';
import { invalidFields, notFound } from '../problems/problems.ts';
import { actorOf } from '../requests/authentication.ts';
import { markReplayed, requestKeyOf } from '../requests/idempotency.ts';
import { readFields } from '../requests/read-fields.ts';
import { type Handler, offer } from '../requests/routes.ts';
import { tellState } from '../requests/seen-state.ts';
import { type ComplaintBody, complaintBody } from '../schemas/complaint-body.ts';
import type { ComplaintView } from '../schemas/complaint-view.ts';
import { readInFull } from './complaint-in-full.ts';
import { complaintView } from './complaint-view.ts';
import { newComplaint } from './intake.ts';
import { journalOfComplaint } from './journal.ts';
import { complaintInPath } from './known-complaint.ts';
import { listOfComplaints } from './list.ts';

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
    const { reference, repeated } = await register(dependencies, body, actorOf(response), requestKey);
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

async function register(
  dependencies: ApiDependencies,
  body: ComplaintBody,
  actor: string,
  requestKey: RequestKey | undefined,
): Promise<{ reference: string; repeated: boolean }> {
  const { register, checkpoint } = dependencies;
  const earlier = requestKey && (await earlierRequest(register.database, requestKey));
  if (earlier) return { reference: earlier.reference, repeated: true };
  const procedure = procedureOf(dependencies, body.procedure);
  const linked = body.linkedTo ? await readComplaint(register.database, body.linkedTo) : undefined;
  const complaint = newComplaint(body, procedure, { now: register.clock(), actor, earlier: linked?.row });
  return registerComplaint(
    register,
    complaint,
    (reference) => planRegistration(procedure, { ...complaint, reference, byPost: isByPost(complaint) }),
    {
      requestKey,
      ...(checkpoint === undefined ? {} : { checkpoint }),
    },
  );
}

function procedureOf({ library }: ApiDependencies, id: string): Procedure {
  const procedure = library.inForce(id);
  if (procedure) return procedure;
  const known = library.allInForce().map((one) => one.id);
  throw invalidFields([{ path: 'procedure', message: `is not known; allowed: ${known.join(', ')}` }]);
}

async function shown({ register, library }: ApiDependencies, reference: string): Promise<ComplaintView> {
  const procedure = await library.procedureOf(reference);
  const complaint = await readInFull(register, reference, rulebook(procedure));
  if (!complaint) throw notFound('There is no complaint of this reference.');
  return complaintView(complaint, procedure);
}
