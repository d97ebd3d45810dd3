import { type Request, type Response, Router } from 'express';
import type { z } from 'zod';
import { readMessageTexts } from '../../register/message-texts.ts';
import { unlessErased } from '../../register/personal-texts.ts';
import { messageOf } from '../../register/queries.ts';
import { callerOf } from '../access/caller.ts';
import { type ComplaintInPath, complaintInPath, idInPath } from '../complaints/known-complaint.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { notFound } from '../problems/problems.ts';
import { requestKeyOf } from '../requests/idempotency.ts';
import { readFields } from '../requests/read-fields.ts';
import { type Handler, offer } from '../requests/routes.ts';
import { seenState } from '../requests/seen-state.ts';
import { type Accepted, acceptBody, routeOfMessage } from './accept.ts';
import { answerAccepted } from './answer.ts';
import { decisions, escalations, type MessageKind, received } from './message-kinds.ts';
import { messageView } from './message-view.ts';

/** Deciding, escalating, taking in, and what became of it. */
export function messageRoutes(dependencies: ApiDependencies): Router {
  const router = Router();
  const accepting = <Schema extends z.ZodType>(kind: MessageKind<Schema>) => ({ post: accept(dependencies, kind) });
  offer(router, '/api/complaints/:reference/decisions', accepting(decisions));
  offer(router, '/api/complaints/:reference/escalations', accepting(escalations));
  offer(router, '/api/complaints/:reference/received', accepting(received));
  offer(router, '/api/complaints/:reference/messages/:id', { get: oneMessage(dependencies) });
  return router;
}

function accept<Schema extends z.ZodType>(dependencies: ApiDependencies, kind: MessageKind<Schema>): Handler {
  return async (request, response) => {
    const known = await complaintInPath(dependencies, request, response);
    await answerAccepted(dependencies, known, await acceptedBy(dependencies, kind, known, request, response), request, response);
  };
}

/** @throws Problem where it is refused */
async function acceptedBy<Schema extends z.ZodType>(
  dependencies: ApiDependencies,
  kind: MessageKind<Schema>,
  known: ComplaintInPath,
  request: Request,
  response: Response,
): Promise<Accepted> {
  const { reference } = known;
  const body = readFields(kind.schema, request.body);
  const requestKey = requestKeyOf(request, response, routeOfMessage(reference, kind), body);
  return acceptBody(dependencies, kind, known, body, {
    caller: callerOf(response),
    requestKey,
    seen: () => seenState(request),
  });
}

function oneMessage(dependencies: ApiDependencies): Handler {
  const { database } = dependencies.register;
  return async (request, response) => {
    const { reference } = await complaintInPath(dependencies, request, response);
    const id = idInPath(request);
    const row = id === undefined ? undefined : await messageOf(database, reference, id);
    if (!row) throw notFound('This complaint has no message of this id.');
    const texts = await unlessErased(readMessageTexts(database, row.id), {});
    response.json(messageView(row, texts));
  };
}
