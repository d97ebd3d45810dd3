import type { Procedure } from '../../procedures/schema.ts';
import type { ListedAction } from '../../register/actions/list.ts';
import { readMessageTexts } from '../../register/message-texts.ts';
import { unlessErased } from '../../register/personal-texts.ts';
import type { Queries } from '../../register/register.ts';
import type { ActionView } from '../schemas/actions.ts';

/** An action as the API shows it. @param procedure in force; undefined where the firm has none any more */
export function actionView(action: ListedAction, procedure: Procedure | undefined): ActionView {
  const person = procedure?.staff.find(({ id }) => id === action.owner);
  return {
    id: action.id,
    number: action.number,
    procedure: action.procedure,
    state: action.state,
    title: action.title,
    description: action.description,
    reasonCategory: action.reason_category,
    product: action.product,
    insurer: action.insurer,
    rootCause: action.root_cause,
    owner: action.owner === null ? null : { id: action.owner, ...(person ? { name: person.name } : {}) },
    dueOn: action.due_on,
    openedAt: new Date(action.opened_at).toISOString(),
    openedBy: action.opened_by,
    doneOn: action.done_on,
    doneBy: action.done_by,
    checkOn: action.check_on,
    checkedOn: action.checked_on,
    checkedBy: action.checked_by,
    effective: action.effective,
    finding: action.finding,
    givenUpOn: action.given_up_on,
    follows: action.follows,
    followedBy: action.followed_by,
    complaints: action.complaints,
    complaintCount: Number(action.complaint_count),
    revision: action.revision,
  };
}

/** The words of measures that were announced to a complainant; undefined for other actions, and once the person has been erased. */
export async function announcedMeasures(queries: Queries, { message }: ListedAction): Promise<string | undefined> {
  if (message === null) return undefined;
  return (await unlessErased(readMessageTexts(queries, message)))?.measures;
}
