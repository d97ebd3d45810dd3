import { type Request, type Response, Router } from 'express';
import type { z } from 'zod';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import { type Acceptance, acceptMessage, readMessageTexts, repeated } from '../../register/messages.ts';
import { Erased } from '../../register/personal-texts.ts';
import { earlierRequest, messageOf } from '../../register/queries.ts';
import { type ComplaintInPath, complaintInPath, idInPath } from '../complaints/known-complaint.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { notFound } from '../problems/problems.ts';
import { actorOf } from '../requests/authentication.ts';
import { requestKeyOf } from '../requests/idempotency.ts';
import { readFields } from '../requests/read-fields.ts';
import { type Handler, offer } from '../requests/routes.ts';
import { seenState } from '../requests/seen-state.ts';
import { answerAccepted } from './answer.ts';
import { decisions, escalations, type MessageKind, received } from './message-kinds.ts';
import { messageView } from './message-view.ts';
import { refusalAtOnce } from './refusal.ts';

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

type Accepted = Extract<Acceptance, { accepted: true }>;

function accept<Schema extends z.ZodType>(dependencies: ApiDependencies, kind: MessageKind<Schema>): Handler {
  return async (request, response) => {
    const known = await complaintInPath(dependencies, request, response);
    await answerAccepted(dependencies, known, await acceptedBy(dependencies, kind, known, request, response), request, response);
  };
}

/** @throws Problem where it is refused */
async function acceptedBy<Schema extends z.ZodType>(
  dependencies: ApiDependencies,
  { path, schema, check, contents }: MessageKind<Schema>,
  known: ComplaintInPath,
  request: Request,
  response: Response,
): Promise<Accepted> {
  const { register, directory, checkpoint } = dependencies;
  const { reference, procedure, rulebook } = known;
  const body = readFields(schema, request.body);
  const requestKey = requestKeyOf(request, response, `POST /api/complaints/${reference}/${path}`, body);
  const earlier = requestKey && (await earlierRequest(register.database, requestKey));
  if (earlier?.message) return repeated(register.database, reference, earlier.message);
  const seen = seenState(request);
  const today = civilDateAt(register.clock(), procedure.firm.timeZone);
  check?.(body, today);
  const { message, texts } = contents(body, { directory, today });
  const acceptance = await acceptMessage(register, { reference, message, texts, actor: actorOf(response) }, rulebook, {
    requestKey,
    seen,
    ...(checkpoint === undefined ? {} : { checkpoint }),
  });
  if (!acceptance.accepted) throw await refusalAtOnce(dependencies, known, acceptance.reason, { message, texts });
  return acceptance;
}

function oneMessage(dependencies: ApiDependencies): Handler {
  const { database } = dependencies.register;
  return async (request, response) => {
    const { reference } = await complaintInPath(dependencies, request, response);
    const id = idInPath(request);
    const row = id === undefined ? undefined : await messageOf(database, reference, id);
    if (!row) throw notFound('This complaint has no message of this id.');
    const texts = await readMessageTexts(database, row.id).catch((error: unknown) => {
      if (error instanceof Erased) return {};
      throw error;
    });
    response.json(messageView(row, texts));
  };
}
