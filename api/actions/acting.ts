import type { Response } from 'express';
import { addCalendarDays } from '../../procedures/civil-dates.ts';
import type { Procedure } from '../../procedures/schema.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import {
  type ActionRefusal,
  ActionRefused,
  changeAction,
  checkAction,
  finishAction,
  giveUpAction,
  openAction,
  usualDaysToCheck,
} from '../../register/actions/actions.ts';
import { type ListedAction, readAction } from '../../register/actions/list.ts';
import type { Queries } from '../../register/register.ts';
import { maySee } from '../../register/viewer.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { callerOf, requireMay } from '../access/caller.ts';
import { viewerWith } from '../access/viewer-with.ts';
import { requireClassified } from '../classification/errors.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type FieldError, Problem } from '../problems/problem.ts';
import { invalidFields, notFound } from '../problems/problems.ts';
import type { ActionBody, ActionChange } from '../schemas/actions.ts';
import { given } from '../schemas/text.ts';

/** The action of an id that the caller may see. @throws Problem 404 */
export async function knownAction(
  { register }: Pick<ApiDependencies, 'register'>,
  response: Response,
  id: string | undefined,
): Promise<ListedAction> {
  const viewer = viewerWith(callerOf(response), 'actions');
  const action = id === undefined ? undefined : await readAction(register.database, { viewer, now: register.clock() }, id);
  if (!action) throw notFound('There is no action of this id.');
  return action;
}

/**
 * Checks an action that is to be opened, and gives what opens it; the API and the desk both come here.
 *
 * @throws Problem 403, 404, 422
 */
export async function opening(
  dependencies: ApiDependencies,
  response: Response,
  body: ActionBody,
): Promise<(queries: Queries) => Promise<{ id: string; number: number }>> {
  const { library, register } = dependencies;
  const procedure = library.inForce(body.procedure);
  if (!procedure) {
    const known = library.allInForce().filter(({ id }) => callerOf(response).may('actions', id));
    throw invalidFields([
      { path: 'procedure', code: 'not-known', message: `is not known; allowed: ${known.map(({ id }) => id).join(', ')}` },
    ]);
  }
  requireMay(response, 'actions', procedure.id);
  await requireClassified(dependencies, body, { procedure });
  const errors = [...errorsOfOwner(procedure, body.owner), ...(await errorsOfComplaints(dependencies, response, body))];
  if (errors.length > 0) throw invalidFields(errors);
  if (body.follows !== undefined) {
    const before = await knownAction(dependencies, response, body.follows);
    if (before.procedure !== procedure.id)
      throw invalidFields([{ path: 'follows', code: 'other-firm', message: 'is an action of another firm' }]);
  }
  const { actor } = callerOf(response);
  const now = register.clock();
  const action = {
    procedure: procedure.id,
    title: body.title,
    description: given(body.description),
    reasonCategory: given(body.reasonCategory),
    product: given(body.product),
    insurer: given(body.insurer),
    rootCause: given(body.rootCause),
    owner: body.owner,
    dueOn: body.dueOn,
    complaints: [...new Set(body.complaints)],
    follows: body.follows,
  };
  return (queries) => refusedAsProblem(() => openAction(queries, action, { actor, now }));
}

/** Checks a change of an action, and gives what makes it. @throws Problem 403, 422 */
export function changing(
  { library, register }: Pick<ApiDependencies, 'library' | 'register'>,
  response: Response,
  action: ListedAction,
  body: ActionChange,
): (queries: Queries) => Promise<void> {
  requireMay(response, 'actions', action.procedure);
  const procedure = library.inForce(action.procedure);
  const today = civilDateAt(register.clock(), procedure?.firm.timeZone ?? 'UTC');
  const doing = { actor: callerOf(response).actor, now: register.clock(), seen: body.seen };
  return (queries) => refusedAsProblem(() => change(queries, action, body, { procedure, today, doing }));
}

async function change(
  queries: Queries,
  { id, done_on, owner }: ListedAction,
  body: ActionChange,
  { procedure, today, doing }: { procedure: Procedure | undefined; today: CivilDate; doing: Parameters<typeof changeAction>[3] },
): Promise<void> {
  switch (body.change) {
    case 'edit': {
      const wanted = given(body.owner);
      refuse(wanted === undefined || wanted === owner || !procedure ? [] : errorsOfOwner(procedure, wanted));
      const { title, description, dueOn, rootCause } = body;
      const changes = {
        title: given(title),
        description: given(description),
        owner: wanted,
        dueOn,
        rootCause: given(rootCause),
      };
      return changeAction(queries, id, changes, doing);
    }
    case 'done': {
      const doneOn = body.doneOn ?? today;
      const checkOn = body.checkOn ?? addCalendarDays(doneOn, usualDaysToCheck);
      refuse([
        ...(doneOn > today ? [{ path: 'doneOn', code: 'in-the-future' as const, message: 'is still to come' }] : []),
        ...(checkOn < doneOn ? [{ path: 'checkOn', code: 'out-of-order' as const, message: "is before 'doneOn'" }] : []),
      ]);
      return finishAction(queries, id, { doneOn, checkOn }, doing);
    }
    case 'check': {
      const checkedOn = body.checkedOn ?? today;
      refuse([
        ...(checkedOn > today ? [{ path: 'checkedOn', code: 'in-the-future' as const, message: 'is still to come' }] : []),
        ...(done_on !== null && checkedOn < done_on
          ? [{ path: 'checkedOn', code: 'out-of-order' as const, message: 'is before the action was done' }]
          : []),
      ]);
      return checkAction(queries, id, { checkedOn, effective: body.effective, finding: body.finding }, doing);
    }
    case 'give-up':
      return giveUpAction(queries, id, { on: today, finding: body.finding }, doing);
  }
}

function refuse(errors: FieldError[]): void {
  if (errors.length > 0) throw invalidFields(errors);
}

function errorsOfOwner({ staff }: Procedure, owner: string | undefined): FieldError[] {
  if (given(owner) === undefined || staff.some(({ id }) => id === owner)) return [];
  return [
    { path: 'owner', code: 'not-known', message: `is not on the firm's staff; allowed: ${staff.map(({ id }) => id).join(', ')}` },
  ];
}

/** Complaints of the firm that the caller may see; which others there are is nobody's to learn here. */
async function errorsOfComplaints(
  { register: { database } }: Pick<ApiDependencies, 'register'>,
  response: Response,
  { procedure, complaints }: ActionBody,
): Promise<FieldError[]> {
  const { viewer } = callerOf(response);
  const errors: FieldError[] = [];
  for (const [index, reference] of complaints.entries())
    if (!(await maySee(database, { ...viewer, firms: both(viewer.firms, procedure) }, reference)))
      errors.push({ path: `complaints.${index}`, code: 'no-reference', message: 'is no complaint of this firm' });
  return errors;
}

function both(firms: readonly string[] | 'all', firm: string): readonly string[] {
  return firms === 'all' || firms.includes(firm) ? [firm] : [];
}

const refusals: Record<ActionRefusal, string> = {
  'changed-meanwhile': 'Somebody has changed this action since you saw it.',
  'already-done': 'This action is done already.',
  'not-done': 'This action is not done yet, or has not been looked at.',
  'already-checked': 'It has been said already whether this action worked.',
  'given-up': 'This action was given up.',
  'replaced-already': 'Another action has come in its place already.',
};

async function refusedAsProblem<Made>(work: () => Promise<Made>): Promise<Made> {
  return work().catch((fault: unknown) => {
    if (fault instanceof ActionRefused)
      throw new Problem(409, { kind: `action-${fault.reason}`, detail: refusals[fault.reason] });
    throw fault;
  });
}
