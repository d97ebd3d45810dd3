import { Router } from 'express';
import type { z } from 'zod';
import { acceptWithin } from '../../register/messages.ts';
import { rulebook } from '../../register/procedure-rules.ts';
import { procedureVersionOf } from '../../register/queries.ts';
import type { Queries } from '../../register/register.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pathOfComplaint, pathOfMessage } from '../paths.ts';
import { whyRefused } from '../problems/problems.ts';
import { actorOf } from '../requests/authentication.ts';
import { once } from '../requests/idempotency.ts';
import { readFields } from '../requests/read-fields.ts';
import { type Handler, offer } from '../requests/routes.ts';
import { type AssignmentsAnswer, assignmentsBody } from '../schemas/assignments.ts';

type Assignment = z.output<typeof assignmentsBody>['assignments'][number];
type Item = AssignmentsAnswer['items'][number];

/** Putting people in charge of many complaints at once. */
export function assignmentRoutes(dependencies: ApiDependencies): Router {
  const router = Router();
  offer(router, '/api/assignments', { post: assigning(dependencies) });
  return router;
}

/** Each is a decision like any other, accepted or refused by itself; those accepted are kept together, once this is answered. */
function assigning(dependencies: ApiDependencies): Handler {
  const { register } = dependencies;
  return async (request, response) => {
    const body = readFields(assignmentsBody, request.body);
    const actor = actorOf(response);
    const items = await once(register, request, response, { route: 'POST /api/assignments', body }, (queries) =>
      assignAll(dependencies, queries, body.assignments, actor),
    );
    const accepted = items.filter(({ state }) => state === 'accepted').length;
    response.json({ items, accepted, refused: items.length - accepted } satisfies AssignmentsAnswer);
  };
}

/** In the order of the references, so that two requests never wait for each other; answered in the order of the request. */
async function assignAll(
  dependencies: ApiDependencies,
  queries: Queries,
  assignments: Assignment[],
  actor: string,
): Promise<Item[]> {
  const items = new Map<string, Item>();
  const byReference = assignments.toSorted((one, other) => (one.reference < other.reference ? -1 : 1));
  for (const one of byReference) items.set(one.reference, await assign(dependencies, queries, one, actor));
  return assignments.flatMap(({ reference }) => items.get(reference) ?? []);
}

async function assign(
  { register, library }: ApiDependencies,
  queries: Queries,
  assignment: Assignment,
  actor: string,
): Promise<Item> {
  const { reference, caseHandler } = assignment;
  const version = await procedureVersionOf(queries, reference);
  if (version === undefined)
    return { ...assignment, state: 'refused', reason: 'no-such-complaint', detail: 'There is no complaint of this reference.' };
  const acceptance = await acceptWithin(
    queries,
    { reference, message: { signal: 'decide', body: { decision: 'assign', caseHandler } }, actor },
    rulebook(await library.version(version)),
    { now: register.clock() },
  );
  if (!acceptance.accepted)
    return { ...assignment, state: 'refused', reason: acceptance.reason, detail: whyRefused[acceptance.reason] };
  const { id } = acceptance;
  const links = { self: pathOfMessage(reference, id), complaint: pathOfComplaint(reference) };
  return { ...assignment, state: 'accepted', id, links };
}
