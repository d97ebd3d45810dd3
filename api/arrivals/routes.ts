import { Router } from 'express';
import type { Relatives } from '../../register/pairs.ts';
import { markRead, unreadOf } from '../../register/unread.ts';
import { callerOf, requireMay } from '../access/caller.ts';
import { complaintInPath } from '../complaints/known-complaint.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pathOfComplaint, pathOfIntake, pathOfMessage } from '../paths.ts';
import { once } from '../requests/idempotency.ts';
import { readFields } from '../requests/read-fields.ts';
import { type Handler, offer } from '../requests/routes.ts';
import { pairBody, type ReadAnswer, type RelativesView, readBody, type UnreadList } from '../schemas/arrivals.ts';
import { judgeComplaints, relativesSeenBy } from './relatives.ts';

/** What came in on a complaint and nobody has read, and what may be about the same. */
export function arrivalRoutes(dependencies: ApiDependencies): Router {
  const router = Router();
  offer(router, '/api/complaints/:reference/unread', { get: unread(dependencies) });
  offer(router, '/api/complaints/:reference/unread/read', { post: read(dependencies) });
  offer(router, '/api/complaints/:reference/relatives', { get: listed(dependencies), post: judged(dependencies) });
  return router;
}

function unread(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { reference } = await complaintInPath(dependencies, request, response);
    const ids = await unreadOf(dependencies.register.database, reference);
    response.json({ items: ids.map((id) => ({ id, links: { self: pathOfMessage(reference, id) } })) } satisfies UnreadList);
  };
}

function read(dependencies: ApiDependencies): Handler {
  const { register } = dependencies;
  return async (request, response) => {
    const { reference, procedure } = await complaintInPath(dependencies, request, response);
    requireMay(response, 'decide', procedure.id);
    const body = readFields(readBody, request.body);
    const { actor } = callerOf(response);
    const asked = { route: `POST ${pathOfComplaint(reference)}/unread/read`, body, about: reference };
    const done = await once(register, request, response, asked, async (queries) => ({
      read: await markRead(queries, { reference, messages: body.messages, actor }, register.clock()),
    }));
    response.json(done satisfies ReadAnswer);
  };
}

function listed(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { reference } = await complaintInPath(dependencies, request, response);
    response.json(relativesView(await relativesSeenBy(dependencies, reference, callerOf(response))));
  };
}

function judged(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { reference } = await complaintInPath(dependencies, request, response);
    const body = readFields(pairBody, request.body);
    const caller = callerOf(response);
    const pair = { reference, other: body.reference, verdict: body.verdict };
    const asked = { route: `POST ${pathOfComplaint(reference)}/relatives`, body, about: reference };
    await once(dependencies.register, request, response, asked, async (queries) => {
      await judgeComplaints(dependencies, queries, pair, caller);
      return {};
    });
    response.json(relativesView(await relativesSeenBy(dependencies, reference, caller)));
  };
}

function relativesView({ linked, repetitions, possible }: Relatives): RelativesView {
  return {
    linked: linked.map((one) => ({ ...one, links: { self: pathOfComplaint(one.reference) } })),
    repetitions: repetitions.map(({ receivedAt, ...one }) => ({
      ...one,
      received: receivedAt.toISOString(),
      links: { self: pathOfIntake(one.id) },
    })),
    possible,
  };
}
