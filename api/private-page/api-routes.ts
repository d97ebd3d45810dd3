import { type Request, type Response, Router } from 'express';
import { readComplaint } from '../../register/complaints.ts';
import { callerOf, requireMay } from '../access/caller.ts';
import { complaintInPath } from '../complaints/known-complaint.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pathOfComplaint } from '../paths.ts';
import { notFound } from '../problems/problems.ts';
import { once } from '../requests/idempotency.ts';
import { readFields } from '../requests/read-fields.ts';
import { type Handler, offer } from '../requests/routes.ts';
import { type PrivatePageView, revocationBody } from '../schemas/private-page.ts';
import { privatePageView, revokeLink } from './view.ts';

/** Staff's side of a complainant's private page. */
export function privatePageRoutes(dependencies: ApiDependencies): Router {
  const router = Router();
  const path = '/api/complaints/:reference/private-page';
  offer(router, path, { get: shown(dependencies) });
  offer(router, `${path}/revoked`, { post: revoked(dependencies) });
  return router;
}

function shown(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    response.json(await viewOf(dependencies, request, response));
  };
}

function revoked(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { reference, procedure } = await complaintInPath(dependencies, request, response);
    requireMay(response, 'decide', procedure.id);
    const body = readFields(revocationBody, request.body);
    const { actor } = callerOf(response);
    const asked = { route: `POST ${pathOfComplaint(reference)}/private-page/revoked`, body, about: reference };
    await once(dependencies.register, request, response, asked, async (queries) => {
      await revokeLink(dependencies, queries, { reference, actor });
      return {};
    });
    response.json(await viewOf(dependencies, request, response));
  };
}

async function viewOf(dependencies: ApiDependencies, request: Request, response: Response): Promise<PrivatePageView> {
  const { register } = dependencies;
  const { reference, procedure, rulebook } = await complaintInPath(dependencies, request, response);
  const complaint = await readComplaint(register.database, reference);
  if (!complaint) throw notFound('There is no complaint of this reference.');
  const may = callerOf(response).may('decide', procedure.id);
  return privatePageView(dependencies, complaint, { procedure, today: rulebook.dayOf(register.clock()), may });
}
