import type { Request, Response } from 'express';
import type { Procedure } from '../../../procedures/schema.ts';
import { civilDateAt } from '../../../procedures/zoned-time.ts';
import { insurersOn, knownInsurers } from '../../../register/insurers/insurers.ts';
import { IntakeChanged, IntakeDecided } from '../../../register/intakes/course.ts';
import type { IntakeEvent } from '../../../register/intakes/events.ts';
import { type KnownIntake, listIntakes, readIntake } from '../../../register/intakes/intakes.ts';
import { intakeStates } from '../../../register/intakes/tables.ts';
import { countWaitingFiles } from '../../../register/waiting-files.ts';
import { callerOf, requireMaySomewhere } from '../../access/caller.ts';
import { idInPath } from '../../complaints/known-complaint.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { decideIntake, noSuchIntake } from '../../intakes/deciding.ts';
import { type FieldError, Problem } from '../../problems/problem.ts';
import { countIn } from '../../requests/plain-values.ts';
import { readFields } from '../../requests/read-fields.ts';
import type { Handler } from '../../requests/routes.ts';
import { intakeDecision } from '../../schemas/intakes.ts';
import { receivedPlainly } from '../../schemas/message-bodies.ts';
import { formOf, languageOf, say, sendPage, tellNext, valuesOf } from '../pages.ts';
import { intakeBadge } from '../parts/intake-badge.ts';
import { domainWord } from '../words/domain.ts';
import { message } from '../words/words.ts';
import { asRead } from './as-read.ts';
import { firmsOf } from './entry.ts';
import { type WrongField, wrongFields } from './errors.ts';
import { filesOfIntake } from './files-panel.ts';
import { foreseen } from './foreseen.ts';
import { formKeyOf, newFormKey } from './form-key.ts';
import { fieldView, formView } from './form-view.ts';
import { fieldsTyped, type Typed, typedOf } from './typed.ts';

/** So many stand on one page. */
const pageSize = 50;

/** Those that wait, the nearest limit first; or those that were decided, the latest first. */
export function intakesPage(dependencies: ApiDependencies): Handler {
  const { register, library } = dependencies;
  return async (request, response) => {
    requireMaySomewhere(response, 'read');
    const language = languageOf(request, response);
    const state = intakeStates.find((one) => one === request.query['state']) ?? 'waiting';
    const offset = offsetOf(request);
    const rows = await listIntakes(
      register.database,
      callerOf(response).viewer,
      { state: [state] },
      { limit: pageSize + 1, offset },
    );
    const files = await countWaitingFiles(
      register.database,
      rows.map(({ id }) => id),
    );
    const now = register.clock();
    sendPage(request, response, {
      page: 'intakes',
      title: say(request, response, 'intake.title'),
      active: 'intakes',
      data: {
        heading: say(request, response, 'intake.title'),
        waiting: state === 'waiting',
        state,
        states: intakeStates.map((one) => ({ id: one, words: message(language, `intake.state.${one}`), current: one === state })),
        items: rows.slice(0, pageSize).map((row) => ({
          ...row,
          zone: zoneOf(row.procedure === null ? undefined : library.inForce(row.procedure)),
          firm: row.procedure === null ? undefined : library.inForce(row.procedure)?.firm.name,
          badge: intakeBadge(row, row.procedure === null ? undefined : library.inForce(row.procedure), now, language),
          suspicionWords: suspicionInWords(row.suspicion, language),
          files: files.get(row.id),
        })),
        next: rows.length > pageSize ? `/desk/intakes?state=${state}&offset=${offset + pageSize}` : '',
        previous: offset > 0 ? `/desk/intakes?state=${state}&offset=${Math.max(0, offset - pageSize)}` : '',
        mayRegister: callerOf(response).firmsWith('register').length > 0,
      },
    });
  };
}

function offsetOf(request: Request): number {
  const { offset } = request.query;
  return countIn(offset) ?? 0;
}

function zoneOf(procedure: Procedure | undefined): string {
  return procedure?.firm.timeZone ?? 'Europe/Paris';
}

const suspicionsWithWords: ReadonlySet<string> = new Set([
  'robot',
  'auto-reply',
  'mailing-list',
  'bounce',
  'spam',
  'sender-not-checked',
  'no-sender',
  'empty',
  'malformed',
  'too-large',
  'unreadable',
]);

/** A code of another system is shown as it is. */
function suspicionInWords(code: string | null, language: 'fr' | 'nl' | 'en'): string {
  if (code === null) return '';
  return suspicionsWithWords.has(code)
    ? message(language, `intake.suspicion.${code}`)
    : message(language, 'intake.suspicion.other', { code });
}

/** What a form is shown with after a decision that could not be taken. */
interface Again {
  /** What was typed; left out, what was kept. */
  typed?: Typed;
  concernedStaff?: readonly string[];
  wrong?: readonly WrongField[];
  status?: number;
  changes?: IntakeEvent[];
  /** The decision that was wrong, whose form is open. */
  decision?: string | undefined;
  key?: string | undefined;
  outdated?: boolean;
}

/** An intake: what came left, what was read of it right. */
export function intakePage(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    await sendIntakePage(dependencies, request, response, await intakeInPath(dependencies, request, response));
  };
}

/** @throws Problem 404 where there is none that they may see */
export async function intakeInPath({ register }: ApiDependencies, request: Request, response: Response): Promise<KnownIntake> {
  requireMaySomewhere(response, 'read');
  const id = idInPath(request);
  const intake = id === undefined ? undefined : await readIntake(register.database, id, callerOf(response).viewer);
  if (!intake) throw noSuchIntake();
  return intake;
}

/** What follows from what is typed. */
export function intakeForeseen(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const intake = await intakeInPath(dependencies, request, response);
    const typed = formOf(request);
    sendPage(request, response, {
      page: 'intake-foreseen',
      title: '',
      fragment: true,
      data: { foreseen: await whatFollows(dependencies, request, response, intake, typed, valuesOf(request, 'concernedStaff')) },
    });
  };
}

/** Takes the decision that a button names. */
export function decideOnIntake(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const intake = await intakeInPath(dependencies, request, response);
    const typed = formOf(request);
    const again = {
      typed,
      concernedStaff: valuesOf(request, 'concernedStaff'),
      key: typed['key'],
      decision: typed['decision'],
    };
    if (typed['decision'] === 'show') return sendIntakePage(dependencies, request, response, intake, again);
    const { register } = dependencies;
    const key = await formKeyOf(register.database, typed['key'], register.clock());
    if (key === undefined) {
      const outdated = { ...again, key: undefined, outdated: true, status: 422 };
      return sendIntakePage(dependencies, request, response, intake, outdated);
    }
    try {
      const body = readFields(intakeDecision, decisionTyped(dependencies, intake, typed, again.concernedStaff));
      const caller = callerOf(response);
      const requestKey = {
        actor: caller.actor,
        route: `POST /desk/intakes/${intake.row.id}`,
        key,
        request: JSON.stringify(body),
      };
      const { reference } = await decideIntake(dependencies, intake.row.id, body, {
        caller,
        requestKey,
        seen: countIn(typed['seen']) ?? 0,
      });
      tellNext(request, `intake.done.${body.decision}`, { reference: reference ?? '' });
      response.redirect(303, await whereNext(dependencies, response, intake, body.decision, reference));
    } catch (fault) {
      const current = (await readIntake(register.database, intake.row.id, callerOf(response).viewer)) ?? intake;
      await sendIntakePage(dependencies, request, response, current, { ...again, ...shownFault(fault, request, response) });
    }
  };
}

/** A registered one leads to its complaint, another to itself, one that went to another firm to the list. */
async function whereNext(
  { register }: ApiDependencies,
  response: Response,
  { row }: KnownIntake,
  decision: string,
  reference: string | undefined,
): Promise<string> {
  if (reference !== undefined && decision !== 'link-as-duplicate') return `/desk/complaints/${reference}`;
  const visible = await readIntake(register.database, row.id, callerOf(response).viewer);
  return visible && ['confirm', 'complete', 'redirect', 'take-up-again'].includes(decision)
    ? `/desk/intakes/${row.id}`
    : '/desk/intakes';
}

/** @throws what a person cannot mend */
function shownFault(fault: unknown, request: Request, response: Response): Partial<Again> {
  if (fault instanceof IntakeChanged) return { status: 412, changes: fault.changes };
  if (fault instanceof IntakeDecided) return { status: 409 };
  if (fault instanceof Problem && fault.status === 422)
    return { status: 422, wrong: wrongFields(unprefixed(fault.extensions.errors ?? []), languageOf(request, response)) };
  if (fault instanceof Problem && fault.status === 409) {
    const language = languageOf(request, response);
    const reason = fault.extensions.reason;
    const words = reason === undefined ? message(language, 'intake.error.other') : domainWord(language, 'refusals', reason);
    return { status: 409, wrong: [{ name: 'reference', field: 'f-reference', message: words }] };
  }
  throw fault;
}

/** The fields of an intake are the form's own. */
function unprefixed(errors: readonly FieldError[]): FieldError[] {
  return errors.map((error) => ({ ...error, path: error.path.replace(/^fields\./, '') }));
}

/** The decision with the fields that it takes, and no others. */
function decisionTyped(
  dependencies: ApiDependencies,
  { row }: KnownIntake,
  typed: Typed,
  concernedStaff: readonly string[],
): Record<string, unknown> {
  const decision = typed['decision'] ?? '';
  const procedure = row.procedure ?? typed['procedure'];
  const home = dependencies.library.inForce(procedure ?? '')?.firm.country ?? 'FR';
  const firm = procedure === undefined || procedure === '' ? {} : { procedure };
  const fields = fieldsTyped(typed, concernedStaff, home);
  const day = (typed['receivedEarlier'] ?? '').trim();
  const received = day === '' ? {} : { received: day };
  const one = (...names: string[]) => Object.fromEntries(names.map((name) => [name, (typed[name] ?? '').trim()]));
  switch (decision) {
    case 'register':
      return { decision, ...firm, ...received, fields };
    case 'answer-as-no-complaint':
      return { decision, ...firm, ...received, fields, ...one('statement', 'reasons', 'whoAnswers') };
    case 'complete':
      return { decision, ...firm, fields };
    case 'add-to-complaint':
      return { decision, reference: typed['reference'] ?? '', what: typed['what'] ?? 'information' };
    case 'link-as-duplicate':
      return { decision, reference: typed['reference'] ?? '' };
    case 'redirect':
      return { decision, procedure: typed['toFirm'] ?? '' };
    case 'hand-over':
      return { decision, ...one('desk', 'handedTo', 'statement') };
    case 'not-a-complaint':
    case 'take-up-again':
      return { decision, ...one('statement') };
    default:
      return { decision };
  }
}

function whatFollows(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  { row, files }: KnownIntake,
  typed: Typed,
  concernedStaff: readonly string[],
) {
  const procedure = dependencies.library.inForce(row.procedure ?? typed['procedure'] ?? '');
  const earlier = (typed['receivedEarlier'] ?? '').trim();
  return foreseen(
    dependencies,
    {
      procedure,
      channel: row.channel,
      fields: fieldsTyped(typed, concernedStaff, procedure?.firm.country ?? 'FR'),
      received: earlier === '' ? row.received_at.toISOString() : earlier,
      intake: row.id,
      files,
    },
    { viewer: callerOf(response).viewer, language: languageOf(request, response) },
  );
}

/** Shows an intake, after a fault with what was wrong. */
export async function sendIntakePage(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  intake: KnownIntake,
  again?: Again,
): Promise<void> {
  const { register, directory, classification, library } = dependencies;
  const language = languageOf(request, response);
  const { row, events } = intake;
  const procedure = library.inForce(row.procedure ?? again?.typed?.['procedure'] ?? '');
  const zone = zoneOf(procedure);
  const today = civilDateAt(register.clock(), zone);
  const kept = typedOf(intake.fields);
  const { typed = kept.typed, concernedStaff = kept.concernedStaff, wrong = [] } = again ?? {};
  const firms = firmsOf(dependencies, response);
  const state = {
    procedure,
    typed,
    concernedStaff,
    wrong,
    unread: row.unread,
    language,
    classification,
    insurers: insurersOn(await knownInsurers(register.database, directory), today),
    today,
  };
  const form = formView(state);
  const waiting = row.state === 'waiting';
  const heading = say(request, response, 'intake.heading', { number: row.number });
  sendPage(request, response, {
    page: 'intake',
    title: (again?.status ?? 200) === 200 ? heading : `${say(request, response, 'shell.error')} – ${heading}`,
    active: 'intakes',
    status: again?.status ?? 200,
    data: {
      heading,
      intake: row,
      came: intake.message,
      files: await filesOfIntake(dependencies, response, intake, language),
      zone,
      firmName: procedure?.firm.name,
      waiting,
      stateWords: message(language, `intake.state.${row.state}`),
      suspicion: suspicionInWords(row.suspicion, language),
      statement: intake.statement,
      mayDecide: waiting && callerOf(response).may('register', row.procedure ?? '*'),
      mayTakeUp:
        ['not-a-complaint', 'redirected', 'duplicate'].includes(row.state) &&
        callerOf(response).may('decide', row.procedure ?? '*'),
      key: again?.key ?? (await newFormKey(register.database, register.clock())),
      seen: events.at(-1)?.number,
      outdated: again?.outdated,
      changes: again?.changes?.map((event) => ({ ...event, words: message(language, `intake.event.${event.event}`) })),
      decided: again?.status === 409 && !waiting,
      firmUnknown: row.procedure === null,
      firm: fieldView(
        state,
        'procedure',
        'choice',
        [{ value: '', words: say(request, response, 'intake.choose'), chosen: !typed['procedure'] }].concat(
          firms.map(({ id, firm }) => ({ value: id, words: firm.name, chosen: typed['procedure'] === id })),
        ),
      ),
      otherFirms: library
        .allInForce()
        .filter(({ id }) => id !== row.procedure)
        .map(({ id, firm }) => ({ id, name: firm.name })),
      whats: receivedPlainly.map((what) => ({
        id: what,
        words: domainWord(language, 'received', what),
        chosen: typed['what'] === what,
      })),
      values: { reference: intake.message?.about ?? '', ...typed },
      errors: Object.fromEntries(wrong.map(({ name, message: words }) => [name.replace('.', '-'), words])),
      open: Object.fromEntries([[again?.decision ?? '', true]]),
      form,
      asRead: asRead(form, { hasRepresentative: (typed['representative.name'] ?? '') !== '' }),
      events: events.map((event) => ({ ...event, words: message(language, `intake.event.${event.event}`) })),
      foreseen: waiting ? await whatFollows(dependencies, request, response, intake, typed, concernedStaff) : undefined,
    },
  });
}
