import { type Request, type Response, Router } from 'express';
import { type KnownIntake, listIntakes, readIntake } from '../../register/intakes/intakes.ts';
import { callerOf } from '../access/caller.ts';
import { sendAttachment } from '../attachments/download.ts';
import { idInPath } from '../complaints/known-complaint.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pathOfComplaint, pathOfIntake } from '../paths.ts';
import { Problem } from '../problems/problem.ts';
import { markReplayed, requestKeyOf } from '../requests/idempotency.ts';
import { nextPage, several } from '../requests/pages.ts';
import { readFields } from '../requests/read-fields.ts';
import { type Handler, offer } from '../requests/routes.ts';
import { seenState, tellState } from '../requests/seen-state.ts';
import { type IntakeList, intakeBody, intakeDecision, intakesQuery } from '../schemas/intakes.ts';
import { decideIntake, noSuchIntake } from './deciding.ts';
import { addIntakeFiles, fileInPath } from './files.ts';
import { intakeView, listedIntake } from './intake-view.ts';
import { keepFromBody } from './keeping.ts';

/** What arrives and waits for staff: kept, listed, read, decided. */
export function intakeRoutes(dependencies: ApiDependencies): Router {
  const router = Router();
  offer(router, '/api/intakes', { get: list(dependencies), post: keeping(dependencies) });
  offer(router, '/api/intakes/:id', {
    get: async (request, response) => {
      await sendIntake(dependencies, response, await intakeInPath(dependencies, request, response));
    },
  });
  offer(router, '/api/intakes/:id/decisions', { post: deciding(dependencies) });
  offer(router, '/api/intakes/:id/files', {
    upload: async (request, response) => {
      await addIntakeFiles(dependencies, request, response, await intakeInPath(dependencies, request, response));
    },
  });
  offer(router, '/api/intakes/:id/files/:file', {
    get: async (request, response) => {
      const file = fileInPath(await intakeInPath(dependencies, request, response), request);
      await sendAttachment(dependencies.attachments, request, response, file);
    },
  });
  return router;
}

function list({ register }: ApiDependencies): Handler {
  return async (request, response) => {
    const query = readFields(intakesQuery, request.query);
    const { limit, offset } = query;
    const filter = { procedure: several(query.procedure), state: several(query.state) };
    const rows = await listIntakes(register.database, callerOf(response).viewer, filter, { limit: limit + 1, offset });
    const next = rows.length > limit ? nextPage('/api/intakes', request.query, { offset: offset + limit }) : null;
    if (next !== null) response.links({ next });
    response.json({ items: rows.slice(0, limit).map(listedIntake), next } satisfies IntakeList);
  };
}

function keeping(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const body = readFields(intakeBody, request.body);
    const requestKey = requestKeyOf(request, response, 'POST /api/intakes', body);
    const { id, repeated } = await keepFromBody(dependencies, body, { caller: callerOf(response), requestKey });
    markReplayed(response, repeated);
    response.status(201).location(pathOfIntake(id));
    await sendKnown(dependencies, response, id);
  };
}

function deciding(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { row } = await intakeInPath(dependencies, request, response);
    const decision = readFields(intakeDecision, request.body);
    const requestKey = requestKeyOf(request, response, `POST /api/intakes/${row.id}/decisions`, decision);
    const { reference, repeated } = await decideIntake(dependencies, row.id, decision, {
      caller: callerOf(response),
      requestKey,
      seen: stateSeen(request),
    });
    markReplayed(response, repeated);
    if (reference !== undefined) {
      response.locals['reference'] = reference;
      response.location(pathOfComplaint(reference));
    }
    const known = await readIntake(dependencies.register.database, row.id, callerOf(response).viewer);
    // Given to another firm, it may be out of sight for who gave it.
    if (known) await sendIntake(dependencies, response, known);
    else response.status(204).end();
  };
}

/** The one state that If-Match names; of several, a client has seen the latest. */
function stateSeen(request: Request): number | undefined {
  const seen = seenState(request);
  if (seen === undefined || seen === 'any') return undefined;
  return seen.length === 0 ? 0 : Math.max(...seen);
}

/** @throws Problem 404, also for one that who asks may not see */
async function intakeInPath({ register }: ApiDependencies, request: Request, response: Response): Promise<KnownIntake> {
  const id = idInPath(request);
  const intake = id === undefined ? undefined : await readIntake(register.database, id, callerOf(response).viewer);
  if (!intake) throw noSuchIntake();
  return intake;
}

async function sendKnown(dependencies: ApiDependencies, response: Response, id: string): Promise<void> {
  const intake = await readIntake(dependencies.register.database, id, callerOf(response).viewer);
  // Whoever may register and not read has handed it in.
  if (intake) await sendIntake(dependencies, response, intake);
  else throw new Problem(404, { detail: 'It is kept, and not shown to you.' });
}

async function sendIntake(dependencies: ApiDependencies, response: Response, intake: KnownIntake): Promise<void> {
  tellState(response, intake.events.at(-1)?.number);
  response.json(await intakeView(dependencies, intake, callerOf(response).viewer));
}
