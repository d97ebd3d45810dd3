import { type Response, Router } from 'express';
import { historyOf, listActions } from '../../register/actions/list.ts';
import { callerOf, requireMay, requireMaySomewhere } from '../access/caller.ts';
import { viewerWith } from '../access/viewer-with.ts';
import { idInPath } from '../complaints/known-complaint.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pathOfAction } from '../paths.ts';
import { once } from '../requests/idempotency.ts';
import { nextPage, several } from '../requests/pages.ts';
import { readFields } from '../requests/read-fields.ts';
import { type Handler, offer } from '../requests/routes.ts';
import { type ActionInFull, type ActionList, actionBody, actionChange, actionsQuery, causesQuery } from '../schemas/actions.ts';
import { changing, knownAction, opening } from './acting.ts';
import { actionView, announcedMeasures } from './action-view.ts';
import { causesFor } from './causes.ts';

/** Corrective actions, and the causes that recur. */
export function actionRoutes(dependencies: ApiDependencies): Router {
  const router = Router();
  offer(router, '/api/actions', { get: list(dependencies), post: open(dependencies) });
  offer(router, '/api/actions/:id', {
    get: async (request, response) => sendAction(dependencies, response, idInPath(request)),
  });
  offer(router, '/api/actions/:id/changes', { post: change(dependencies) });
  offer(router, '/api/causes', {
    get: async (request, response) => {
      const { procedure } = readFields(causesQuery, request.query);
      response.json(await causesFor(dependencies, response, several(procedure)));
    },
  });
  return router;
}

function list({ register, library }: ApiDependencies): Handler {
  return async (request, response) => {
    requireMaySomewhere(response, 'actions');
    const query = readFields(actionsQuery, request.query);
    const { limit, offset } = query;
    for (const firm of several(query.procedure) ?? []) requireMay(response, 'actions', firm);
    const viewer = viewerWith(callerOf(response), 'actions');
    const filter = {
      firms: several(query.procedure),
      state: several(query.state),
      owner: several(query.owner),
      reference: query.complaint,
    };
    const asked = { viewer, now: register.clock() };
    const rows = await listActions(register.database, asked, filter, { limit: limit + 1, after: offset });
    const items = rows.slice(0, limit).map((action) => actionView(action, library.inForce(action.procedure)));
    const next = rows.length > limit ? nextPage('/api/actions', request.query, { offset: offset + limit }) : null;
    if (next !== null) response.links({ next });
    response.json({ items, next } satisfies ActionList);
  };
}

function open(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const body = readFields(actionBody, request.body);
    const work = await opening(dependencies, response, body);
    const asked = { route: 'POST /api/actions', body };
    const { id } = await once(dependencies.register, request, response, asked, work);
    response.status(201).location(pathOfAction(id));
    await sendAction(dependencies, response, id);
  };
}

function change(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const action = await knownAction(dependencies, response, idInPath(request));
    const body = readFields(actionChange, request.body);
    const work = changing(dependencies, response, action, body);
    const asked = { route: `POST ${pathOfAction(action.id)}/changes`, body };
    await once(dependencies.register, request, response, asked, async (queries) => {
      await work(queries);
      return {};
    });
    await sendAction(dependencies, response, action.id);
  };
}

async function sendAction(dependencies: ApiDependencies, response: Response, id: string | undefined): Promise<void> {
  const { register, library } = dependencies;
  const action = await knownAction(dependencies, response, id);
  const measures = await announcedMeasures(register.database, action);
  const history = await historyOf(register.database, action.id);
  const answer: ActionInFull = {
    ...actionView(action, library.inForce(action.procedure)),
    ...(measures === undefined ? {} : { measures }),
    history: history.map((line) => ({ ...line, at: line.at.toISOString() })),
  };
  response.json(answer);
}
