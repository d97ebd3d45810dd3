import { Router } from 'express';
import type { z } from 'zod';
import { acceptWithin } from '../../register/messages.ts';
import type { Queries } from '../../register/register.ts';
import { versionSeenBy } from '../../register/viewer.ts';
import { type Caller, callerOf } from '../access/caller.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pathOfComplaint, pathOfMessage } from '../paths.ts';
import { whyRefused } from '../problems/problems.ts';
import { once } from '../requests/idempotency.ts';
import { readFields } from '../requests/read-fields.ts';
import { type Handler, offer } from '../requests/routes.ts';
import { type AssignmentsAnswer, assignmentsBody } from '../schemas/assignments.ts';

type Assignment = z.output<typeof assignmentsBody>['assignments'][number];
/** Said of a complaint that somebody may read and not assign. */
const notYours = 'Your role does not include this.';

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
    const caller = callerOf(response);
    const items = await once(register, request, response, { route: 'POST /api/assignments', body }, (queries) =>
      assignAll(dependencies, queries, body.assignments, caller),
    );
    const accepted = items.filter(({ state }) => state === 'accepted').length;
    response.json({ items, accepted, refused: items.length - accepted } satisfies AssignmentsAnswer);
  };
}

/** In the order of the references, so that two requests never wait for each other; answered in the order of the request. */
export async function assignAll(
  dependencies: ApiDependencies,
  queries: Queries,
  assignments: Assignment[],
  caller: Caller,
): Promise<Item[]> {
  const items = new Map<string, Item>();
  const byReference = assignments.toSorted((one, other) => (one.reference < other.reference ? -1 : 1));
  for (const one of byReference) items.set(one.reference, await assign(dependencies, queries, one, caller));
  return assignments.flatMap(({ reference }) => items.get(reference) ?? []);
}

async function assign(
  { register, library }: ApiDependencies,
  queries: Queries,
  assignment: Assignment,
  caller: Caller,
): Promise<Item> {
  const { reference, caseHandler } = assignment;
  const version = await versionSeenBy(queries, caller.viewer, reference);
  if (version === undefined)
    return { ...assignment, state: 'refused', reason: 'no-such-complaint', detail: 'There is no complaint of this reference.' };
  const procedure = await library.version(version);
  if (!caller.may('assign', procedure.id)) return { ...assignment, state: 'refused', reason: 'not-allowed', detail: notYours };
  const acceptance = await acceptWithin(
    queries,
    { reference, message: { signal: 'decide', body: { decision: 'assign', caseHandler } }, actor: caller.actor },
    library.rulebookFor(procedure),
    { now: register.clock() },
  );
  if (!acceptance.accepted)
    return { ...assignment, state: 'refused', reason: acceptance.reason, detail: whyRefused[acceptance.reason] };
  const { id } = acceptance;
  const links = { self: pathOfMessage(reference, id), complaint: pathOfComplaint(reference) };
  return { ...assignment, state: 'accepted', id, links };
}
