import { type Request, type Response, Router } from 'express';
import { addCalendarDays } from '../../../procedures/civil-dates.ts';
import { type Classification, offered } from '../../../procedures/classification.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import { civilDateAt } from '../../../procedures/zoned-time.ts';
import { usualDaysToCheck } from '../../../register/actions/actions.ts';
import { type ActionState, actionStates, historyOf, type ListedAction, listActions } from '../../../register/actions/list.ts';
import { complaintsOfCause, recurringBy } from '../../../register/actions/recurring.ts';
import { knownInsurers } from '../../../register/insurers/insurers.ts';
import { callerOf, requireMaySomewhere } from '../../access/caller.ts';
import { viewerWith } from '../../access/viewer-with.ts';
import { changing, knownAction, opening } from '../../actions/acting.ts';
import { announcedMeasures } from '../../actions/action-view.ts';
import { causesFor } from '../../actions/causes.ts';
import { idInPath } from '../../complaints/known-complaint.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { countIn, isId } from '../../requests/plain-values.ts';
import type { Handler } from '../../requests/routes.ts';
import { actionBody, actionChange } from '../../schemas/actions.ts';
import { onceAForm } from '../once-a-form.ts';
import { deskPage, languageOf, say, sendPage, tellNext } from '../pages.ts';
import { nameOfStaff } from '../parts/staff.ts';
import { attempt, typed, type WrongField } from './forms.ts';
import { type ActionNaming, actionLine, causeLine, nameOfCause } from './view.ts';

/** Causes that recur, and what is done about them. */
export function actionPages(dependencies: ApiDependencies): Router {
  const router = Router();
  deskPage(router, '/desk/actions', { get: overview(dependencies) });
  deskPage(router, '/desk/actions/new', { get: newForm(dependencies), post: open(dependencies) });
  deskPage(router, '/desk/actions/:id', { get: shown(dependencies), post: changed(dependencies) });
  return router;
}

/** So many actions stand on one page. */
const pageSize = 50;

/** What the tabs of the list show. */
const shows: Record<string, readonly ActionState[]> = {
  pressing: ['overdue', 'check-due', 'not-effective', 'open'],
  done: ['done'],
  over: ['effective', 'replaced', 'given-up'],
  all: actionStates,
};

function firmsOf({ library }: ApiDependencies, response: Response): Procedure[] {
  requireMaySomewhere(response, 'actions');
  return library.allInForce().filter(({ id }) => callerOf(response).may('actions', id));
}

async function namingOf(dependencies: ApiDependencies, request: Request, response: Response): Promise<ActionNaming> {
  const { register, directory, classification, library } = dependencies;
  const insurers = await knownInsurers(register.database, directory);
  return {
    language: languageOf(request, response),
    classification,
    insurers: new Map(insurers.map(({ id, name }) => [id, name])),
    procedureOf: (id) => library.inForce(id),
  };
}

function overview(dependencies: ApiDependencies): Handler {
  const { register } = dependencies;
  return async (request, response) => {
    const firms = firmsOf(dependencies, response);
    const firm = firms.find(({ id }) => id === request.query['procedure'])?.id;
    const show = Object.keys(shows).find((name) => name === request.query['show']) ?? 'pressing';
    const offset = countIn(request.query['offset']) ?? 0;
    const asked = { viewer: viewerWith(callerOf(response), 'actions'), now: register.clock() };
    const filter = { firms: firm === undefined ? undefined : [firm], state: shows[show] };
    const [naming, causes, rows] = await Promise.all([
      namingOf(dependencies, request, response),
      causesFor(dependencies, response, firm === undefined ? undefined : [firm]),
      listActions(register.database, asked, filter, { limit: pageSize + 1, after: offset }),
    ]);
    const address = (more: Record<string, string>) =>
      `/desk/actions?${new URLSearchParams({ ...(firm === undefined ? {} : { procedure: firm }), ...more }).toString()}`;
    const since = addCalendarDays(causes.until, 1 - causes.days);
    sendPage(request, response, {
      page: 'actions',
      title: say(request, response, 'actions.title'),
      active: 'actions',
      data: {
        firms: firms.map(({ id, firm: { name } }) => ({ id, name, chosen: id === firm })),
        severalFirms: firms.length > 1,
        show,
        newAction: `/desk/actions/new${firm === undefined ? '' : `?procedure=${firm}`}`,
        causesAbout: say(request, response, 'actions.causes.about', { days: causes.days, least: causes.least }),
        causes: causes.items.map((cause) => causeLine(cause, { since, until: causes.until }, naming)),
        tabs: Object.keys(shows).map((name) => ({
          label: say(request, response, `actions.show.${name}`),
          href: address({ show: name }),
          current: name === show,
        })),
        lines: rows.slice(0, pageSize).map((action) => actionLine(action, naming)),
        next: rows.length > pageSize ? address({ show, offset: String(offset + pageSize) }) : '',
        before: offset > 0 ? address({ show, offset: String(Math.max(0, offset - pageSize)) }) : '',
      },
    });
  };
}

const fields = [
  'procedure',
  'title',
  'description',
  'reasonCategory',
  'product',
  'insurer',
  'rootCause',
  'owner',
  'dueOn',
  'complaints',
  'follows',
];

function newForm(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const naming = await namingOf(dependencies, request, response);
    await sendForm(dependencies, request, response, await proposed(dependencies, request, response, naming));
  };
}

/** What a new form says already: what recurs, the complaint that it was opened from, or the action that did not work. */
async function proposed(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  naming: ActionNaming,
): Promise<Record<string, string>> {
  const { register, classification } = dependencies;
  const one = (name: string) => (typeof request.query[name] === 'string' ? request.query[name] : '');
  const follows = one('follows');
  if (follows !== '') {
    const before = await knownAction(dependencies, response, isId(follows) ? follows : undefined);
    return {
      procedure: before.procedure,
      follows: before.id,
      title: before.title ?? '',
      reasonCategory: before.reason_category ?? '',
      product: before.product ?? '',
      insurer: before.insurer ?? '',
      rootCause: before.root_cause ?? '',
      owner: before.owner ?? '',
      complaints: before.complaints.join(' '),
    };
  }
  const by = recurringBy.find((name) => name === one('by'));
  const procedure = firmsOf(dependencies, response).find(({ id }) => id === one('procedure'))?.id ?? '';
  if (by === undefined) return { procedure, complaints: one('complaint') };
  const { days } = classification.recurring;
  const until = civilDateAt(register.clock(), naming.procedureOf(procedure)?.firm.timeZone ?? 'UTC');
  const viewer = viewerWith(callerOf(response), 'actions');
  const references = await complaintsOfCause(register.database, { viewer, until, days }, { procedure, by, id: one('id') });
  return { procedure, [by]: one('id'), complaints: references.join(' '), cause: nameOfCause({ by, id: one('id') }, naming) };
}

async function sendForm(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  form: Record<string, string>,
  { status = 200, problems = [] }: { status?: number; problems?: WrongField[] } = {},
): Promise<void> {
  const { register, classification, directory } = dependencies;
  const language = languageOf(request, response);
  const firms = firmsOf(dependencies, response);
  const procedure = firms.find(({ id }) => id === form['procedure']) ?? firms[0];
  const insurers = await knownInsurers(register.database, directory);
  sendPage(request, response, {
    page: 'action-new',
    title: say(request, response, form['follows'] ? 'actions.newInstead' : 'actions.new'),
    active: 'actions',
    status,
    data: {
      form: { ...form, procedure: procedure?.id ?? '' },
      problems,
      wrong: Object.fromEntries(problems.map(({ field, message: words }) => [field, words])),
      firms: firms.map(({ id, firm }) => ({ id, name: firm.name, chosen: id === procedure?.id })),
      severalFirms: firms.length > 1,
      fixedFirm: Boolean(form['follows']) || Boolean(form['cause']),
      firmName: procedure?.firm.name ?? '',
      people: procedure ? peopleOf(procedure, form['owner'], language) : [],
      lists: lists(classification, form, procedure, register.clock(), language),
      insurers: insurers.map(({ id, name }) => ({ id, name, chosen: id === form['insurer'] })),
    },
  });
}

function lists(
  classification: Classification,
  form: Record<string, string>,
  procedure: Procedure | undefined,
  now: number,
  language: ActionNaming['language'],
) {
  const today = civilDateAt(now, procedure?.firm.timeZone ?? 'UTC');
  const options = (list: 'reasons' | 'products' | 'causes', chosen: string | undefined) =>
    offered(classification, list, today).map(({ id, name }) => ({ id, name: name[language], chosen: id === chosen }));
  return {
    reasons: options('reasons', form['reasonCategory']),
    products: options('products', form['product']),
    causes: options('causes', form['rootCause']),
  };
}

function peopleOf(procedure: Procedure, chosen: string | undefined, language: ActionNaming['language']) {
  return procedure.staff.map(({ id }) => ({ id, name: nameOfStaff(procedure, id, language), chosen: id === chosen }));
}

function open(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const form = typed(request, fields);
    const body = { ...form, complaints: referencesIn(form['complaints'] ?? '') };
    let made = { id: '', number: 0 };
    const refused = await attempt(request, response, {
      schema: actionBody,
      body,
      work: async (fieldsRead) => {
        const work = await opening(dependencies, response, fieldsRead);
        const asked = { route: 'POST /desk/actions/new', body: fieldsRead };
        ({ made } = await onceAForm(dependencies.register, request, response, asked, work));
      },
    });
    if (refused) return sendForm(dependencies, request, response, form, refused);
    tellNext(request, 'actions.opened', { number: made.number });
    response.redirect(303, `/desk/actions/${made.id}`);
  };
}

/** References with spaces, commas or lines between them. */
function referencesIn(words: string): string[] {
  return words
    .split(/[\s,;]+/)
    .filter((word) => word !== '')
    .map((word) => word.toUpperCase());
}

function shown(dependencies: ApiDependencies): Handler {
  return async (request, response) =>
    sendAction(dependencies, request, response, await knownAction(dependencies, response, idInPath(request)));
}

async function sendAction(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  action: ListedAction,
  { status = 200, problems = [], form = {} }: { status?: number; problems?: WrongField[]; form?: Record<string, string> } = {},
): Promise<void> {
  const { register } = dependencies;
  const naming = await namingOf(dependencies, request, response);
  const { language } = naming;
  const procedure = naming.procedureOf(action.procedure);
  const today = civilDateAt(register.clock(), procedure?.firm.timeZone ?? 'UTC');
  const [measures, history] = await Promise.all([
    announcedMeasures(register.database, action),
    historyOf(register.database, action.id),
  ]);
  const line = actionLine(action, naming);
  sendPage(request, response, {
    page: 'action',
    title: line.title,
    active: 'actions',
    status,
    data: {
      line,
      action,
      measures,
      problems,
      form: {
        seen: String(action.revision),
        title: action.title ?? '',
        description: action.description ?? '',
        dueOn: action.due_on,
        doneOn: today,
        checkOn: addCalendarDays(today, usualDaysToCheck),
        checkedOn: today,
        ...form,
      },
      today,
      zone: procedure?.firm.timeZone ?? 'UTC',
      hidden: Number(action.complaint_count) - action.complaints.length,
      people: procedure ? peopleOf(procedure, form['owner'] ?? action.owner ?? undefined, language) : [],
      mayChange: callerOf(response).may('actions', action.procedure),
      toDo: action.state === 'open' || action.state === 'overdue',
      toCheck: action.state === 'done' || action.state === 'check-due',
      toReplace: action.state === 'not-effective',
      replace: `/desk/actions/new?follows=${action.id}`,
      history: history.map(({ at, actor, event, detail }) => ({
        at,
        actor,
        words: say(request, response, `actions.event.${event}`),
        result:
          event === 'action-checked'
            ? say(request, response, `actions.state.${detail['effective'] ? 'effective' : 'not-effective'}`)
            : '',
      })),
    },
  });
}

const changeFields = [
  'change',
  'seen',
  'title',
  'description',
  'owner',
  'dueOn',
  'doneOn',
  'checkOn',
  'checkedOn',
  'effective',
  'finding',
];

function changed(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const action = await knownAction(dependencies, response, idInPath(request));
    const form = typed(request, changeFields);
    const refused = await attempt(request, response, {
      schema: actionChange,
      body: bodyOf(form),
      work: async (body) => {
        const work = changing(dependencies, response, action, body);
        await dependencies.register.database.transaction().execute(work);
      },
    });
    if (refused) return sendAction(dependencies, request, response, action, { ...refused, form });
    tellNext(request, 'actions.saved');
    response.redirect(303, `/desk/actions/${action.id}`);
  };
}

function bodyOf({ seen, effective, ...form }: Record<string, string>): Record<string, unknown> {
  return {
    ...form,
    ...(seen === undefined ? {} : { seen: Number(seen) }),
    ...(effective === undefined ? {} : { effective: effective === 'yes' }),
  };
}
