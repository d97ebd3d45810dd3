import type { Language } from '../../../letters/letter.ts';
import { type Classification, classifiedAs } from '../../../procedures/classification.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import type { ListedAction } from '../../../register/actions/list.ts';
import type { CausesAnswer } from '../../schemas/actions.ts';
import { nameOfStaff } from '../parts/staff.ts';
import { message } from '../words/words.ts';

/** What words of actions are found with. */
export interface ActionNaming {
  language: Language;
  classification: Classification;
  insurers: ReadonlyMap<string, string>;
  procedureOf: (id: string) => Procedure | undefined;
}

const loudness: Partial<Record<ListedAction['state'], string>> = {
  overdue: 'late',
  'check-due': 'soon',
  'not-effective': 'late',
  effective: 'good',
};

const icons: Record<ListedAction['state'], string> = {
  overdue: 'circle-alert',
  'check-due': 'search-check',
  'not-effective': 'circle-x',
  open: 'circle-dashed',
  done: 'hourglass',
  effective: 'circle-check',
  replaced: 'corner-down-right',
  'given-up': 'circle-slash',
};

/** An action as lists and its page show it. */
export function actionLine(action: ListedAction, naming: ActionNaming) {
  const { language, procedureOf } = naming;
  const procedure = procedureOf(action.procedure);
  const { state } = action;
  return {
    href: `/desk/actions/${action.id}`,
    number: action.number,
    title: action.title ?? message(language, 'actions.announced', { reference: action.complaints[0] ?? '' }),
    firm: procedure?.firm.name ?? action.procedure,
    state: message(language, `actions.state.${state}`),
    stateClass: loudness[state] ?? '',
    stateIcon: icons[state],
    owner: action.owner === null ? '' : procedure ? nameOfStaff(procedure, action.owner, language) : action.owner,
    // What happens next, on which day.
    on: state === 'done' || state === 'check-due' ? action.check_on : (action.checked_on ?? action.given_up_on ?? action.due_on),
    dayLabel: message(language, `actions.day.${dayOf(state)}`),
    complaints: Number(action.complaint_count),
    about: aboutOf(action, naming),
  };
}

function dayOf(state: ListedAction['state']): string {
  if (state === 'done' || state === 'check-due') return 'check';
  if (state === 'given-up') return 'given-up';
  return state === 'open' || state === 'overdue' ? 'due' : 'checked';
}

function aboutOf(action: ListedAction, { classification, insurers, language }: ActionNaming): string[] {
  return [
    action.reason_category && classifiedAs(classification, 'reasons', action.reason_category, language),
    action.product && classifiedAs(classification, 'products', action.product, language),
    action.insurer && (insurers.get(action.insurer) ?? action.insurer),
    action.root_cause && classifiedAs(classification, 'causes', action.root_cause, language),
  ].filter((words): words is string => Boolean(words));
}

/** What recurs, with where it leads. */
export function causeLine(
  cause: CausesAnswer['items'][number],
  { since, until }: { since: string; until: string },
  naming: ActionNaming,
) {
  const { language, procedureOf } = naming;
  const { procedure, by, id, count, before } = cause;
  const filter = new URLSearchParams({ procedure, receivedFrom: since, receivedTo: until, [by]: id });
  return {
    firm: procedureOf(procedure)?.firm.name ?? procedure,
    by: message(language, `actions.by.${by}`),
    name: nameOfCause(cause, naming),
    count,
    before,
    trend: message(language, `actions.trend.${count > before ? 'up' : count < before ? 'down' : 'same'}`, { before }),
    trendIcon: count > before ? 'trending-up' : count < before ? 'trending-down' : 'minus',
    rising: count > before,
    register: `/desk/register?${filter.toString()}`,
    actions: cause.actions.map((action) => ({ href: `/desk/actions/${action.id}`, number: action.number })),
    open: `/desk/actions/new?${new URLSearchParams({ procedure, by, id }).toString()}`,
  };
}

/** What a recurring cause is called. */
export function nameOfCause(
  { by, id }: { by: CausesAnswer['items'][number]['by']; id: string },
  { classification, insurers, language }: ActionNaming,
): string {
  if (by === 'insurer') return insurers.get(id) ?? id;
  const list = { reasonCategory: 'reasons', product: 'products', rootCause: 'causes' } as const;
  return classifiedAs(classification, list[by], id, language);
}
