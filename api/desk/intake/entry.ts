import type { Request, Response } from 'express';
import type { Procedure } from '../../../procedures/schema.ts';
import { civilDateAt } from '../../../procedures/zoned-time.ts';
import { channels } from '../../../register/complaint-content.ts';
import { insurersOn, knownInsurers } from '../../../register/insurers/insurers.ts';
import { KeyUsedOtherwise } from '../../../register/request-keys.ts';
import { type Caller, callerOf, requireMaySomewhere } from '../../access/caller.ts';
import { registerFromBody } from '../../complaints/registering.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { keepFromBody } from '../../intakes/keeping.ts';
import { Problem } from '../../problems/problem.ts';
import { readFields } from '../../requests/read-fields.ts';
import type { Handler } from '../../requests/routes.ts';
import { complaintBody } from '../../schemas/complaint-body.ts';
import { intakeBody } from '../../schemas/intakes.ts';
import { formOf, languageOf, say, sendPage, tellNext, valuesOf } from '../pages.ts';
import { domainWord } from '../words/domain.ts';
import { type WrongField, wrongFields } from './errors.ts';
import { type Entry, foreseen } from './foreseen.ts';
import { formKeyOf, newFormKey } from './form-key.ts';
import { fieldView, formView } from './form-view.ts';
import { fieldsTyped, receivedTyped, type Typed } from './typed.ts';

/** What the form is shown with besides what was typed. */
interface Shown {
  key?: string | undefined;
  wrong?: readonly WrongField[];
  status?: number;
  /** The form was sent before, with other words: the complaint that it became. */
  already?: string;
  /** It is none of ours, or too old. */
  outdated?: boolean;
}

/** Staff enter what came by letter, telephone or in a meeting, or was forwarded to them by hand. */
export function newComplaintForm(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    requireMaySomewhere(response, 'register');
    const { procedure, channel } = request.query;
    const asked = firmsOf(dependencies, response).find(({ id }) => id === procedure) ?? firmsOf(dependencies, response)[0];
    const typed: Typed = {
      procedure: asked?.id ?? '',
      channel: channels.find((one) => one === channel) ?? 'letter',
      received: asked ? todayOf(dependencies, asked) : '',
      'representative.mandate': 'missing',
    };
    await sendForm(dependencies, request, response, typed);
  };
}

/** What is typed so far, as a part of the page: dates, what is missing, what may be there already. */
export function entryForeseen(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    requireMaySomewhere(response, 'register');
    const typed = formOf(request);
    sendPage(request, response, {
      page: 'intake-foreseen',
      title: '',
      fragment: true,
      data: { foreseen: await whatFollows(dependencies, request, response, typed) },
    });
  };
}

/** Registers what was typed, keeps it for later, or shows what would follow. */
export function enterComplaint(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    requireMaySomewhere(response, 'register');
    const typed = formOf(request);
    if (typed['act'] === 'show') return sendForm(dependencies, request, response, typed, { key: typed['key'] });
    const { register } = dependencies;
    const key = await formKeyOf(register.database, typed['key'], register.clock());
    if (key === undefined) return sendForm(dependencies, request, response, typed, { status: 422, outdated: true });
    try {
      await enter(dependencies, request, response, typed, key);
    } catch (fault) {
      await sendFault(dependencies, request, response, typed, { fault, key });
    }
  };
}

async function enter(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  typed: Typed,
  key: string,
): Promise<void> {
  const caller = callerOf(response);
  const entry = entryOf(dependencies, request, response, typed);
  const raw = {
    ...entry.fields,
    procedure: entry.procedure?.id ?? typed['procedure'],
    channel: typed['channel'],
    ...(entry.received === undefined ? {} : { received: entry.received }),
  };
  if (typed['act'] === 'keep') {
    const { procedure, channel, received, ...fields } = raw as Record<string, unknown>;
    const body = readFields(intakeBody, {
      source: 'staff',
      procedure,
      channel,
      ...(received === undefined ? {} : { received }),
      fields,
    });
    const requestKey = { actor: caller.actor, route: 'POST /desk/complaints/new (kept)', key, request: JSON.stringify(body) };
    const { id } = await keepFromBody(dependencies, body, { caller, requestKey });
    tellNext(request, 'intake.kept');
    return response.redirect(303, `/desk/intakes/${id}`);
  }
  const body = readFields(complaintBody, raw);
  const { reference } = await registerFromBody(dependencies, body, { caller, requestKey: keyOf(caller, key, body) });
  response.locals['reference'] = reference;
  tellNext(request, 'intake.registered.notice', { reference });
  response.redirect(303, `/desk/complaints/${reference}${typed['act'] === 'attach' ? '/attachments' : ''}`);
}

function keyOf(caller: Caller, key: string, body: unknown) {
  return { actor: caller.actor, route: 'POST /desk/complaints/new', key, request: JSON.stringify(body) };
}

/** What is wrong is told beside what was typed. */
async function sendFault(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  typed: Typed,
  { fault, key }: { fault: unknown; key: string },
): Promise<void> {
  if (fault instanceof KeyUsedOtherwise) {
    const already = await registeredBefore(dependencies, callerOf(response), key);
    return sendForm(dependencies, request, response, typed, { status: 422, ...(already === undefined ? {} : { already }) });
  }
  if (!(fault instanceof Problem) || fault.status !== 422) throw fault;
  const wrong = wrongFields(fault.extensions.errors ?? [], languageOf(request, response));
  await sendForm(dependencies, request, response, typed, { key: typed['key'], wrong, status: 422 });
}

/** The complaint that the same form became. */
async function registeredBefore({ register }: ApiDependencies, caller: Caller, key: string): Promise<string | undefined> {
  const row = await register.database
    .selectFrom('idempotency_key')
    .select('reference')
    .where('actor', '=', caller.actor)
    .where('route', '=', 'POST /desk/complaints/new')
    .where('key', '=', key)
    .executeTakeFirst();
  return row?.reference ?? undefined;
}

function entryOf(dependencies: ApiDependencies, request: Request, response: Response, typed: Typed): Entry {
  const firms = firmsOf(dependencies, response);
  const procedure = firms.find(({ id }) => id === typed['procedure']);
  return {
    procedure,
    channel: typed['channel'] ?? '',
    fields: fieldsTyped(typed, valuesOf(request, 'concernedStaff'), procedure?.firm.country ?? 'FR'),
    received: receivedTyped(typed, procedure?.firm.timeZone ?? 'Europe/Paris'),
  };
}

function whatFollows(dependencies: ApiDependencies, request: Request, response: Response, typed: Typed) {
  const reader = { viewer: callerOf(response).viewer, language: languageOf(request, response) };
  return foreseen(dependencies, entryOf(dependencies, request, response, typed), reader);
}

async function sendForm(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  typed: Typed,
  { key, wrong = [], status = 200, already, outdated }: Shown = {},
): Promise<void> {
  const { register, directory, classification } = dependencies;
  const language = languageOf(request, response);
  const firms = firmsOf(dependencies, response);
  const procedure = firms.find(({ id }) => id === typed['procedure']);
  const today = todayOf(dependencies, procedure ?? firms[0]);
  const state = {
    procedure,
    typed,
    concernedStaff: valuesOf(request, 'concernedStaff'),
    wrong,
    language,
    classification,
    insurers: insurersOn(await knownInsurers(register.database, directory), today),
    today,
  };
  const heading = say(request, response, 'intake.new');
  const option = (value: string, words: string, name: string) => ({ value, words, chosen: typed[name] === value });
  sendPage(request, response, {
    page: 'complaint-new',
    title: status === 200 ? heading : `${say(request, response, 'shell.error')} – ${heading}`,
    active: 'intakes',
    status,
    data: {
      heading,
      key: key ?? (await newFormKey(register.database, register.clock())),
      already,
      outdated,
      today,
      severalFirms: firms.length > 1,
      procedureId: procedure?.id ?? '',
      firm: fieldView(
        state,
        'procedure',
        'choice',
        firms.map(({ id, firm }) => option(id, firm.name, 'procedure')),
      ),
      channel: fieldView(
        state,
        'channel',
        'choice',
        channels
          .toSorted((one, other) => byHand.indexOf(one) - byHand.indexOf(other))
          .map((one) => option(one, domainWord(language, 'channels', one), 'channel')),
      ),
      received: fieldView(state, 'received', 'date'),
      receivedTime: fieldView(state, 'receivedTime', 'time'),
      oralOpen: Boolean(typed['solvedAtOnce']) || typed['channel'] === 'phone' || typed['channel'] === 'meeting',
      form: formView(state),
      foreseen: await whatFollows(dependencies, request, response, typed),
    },
  });
}

/** What is entered by hand comes first. */
const byHand: readonly string[] = ['letter', 'phone', 'meeting', 'e-mail', 'web-form'];

/** The firms for which they may register. */
export function firmsOf({ library }: ApiDependencies, response: Response): Procedure[] {
  const caller = callerOf(response);
  return library.allInForce().filter(({ id }) => caller.may('register', id));
}

function todayOf({ register }: ApiDependencies, procedure: Procedure | undefined): string {
  return civilDateAt(register.clock(), procedure?.firm.timeZone ?? 'Europe/Paris');
}
