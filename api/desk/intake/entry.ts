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
import { formAsSent, keepForm } from '../access/kept-form.ts';
import { sizeInWords } from '../attachments/words-of-files.ts';
import { formOf, languageOf, say, sendPage, tellNext, valuesOf } from '../pages.ts';
import { originOf } from '../session.ts';
import { domainWord } from '../words/domain.ts';
import {
  type EntryFiles,
  giveFiles,
  keepWithForm,
  readSentFiles,
  type SentFiles,
  saidOf,
  takeFromForm,
  waitingLine,
} from './entry-files.ts';
import { idOf, type WrongField, wrongFields } from './errors.ts';
import { type Entry, foreseen } from './foreseen.ts';
import { formKeyOf, newFormKey } from './form-key.ts';
import { type FormState, fieldsByFirm, fieldsOfFirmPath, fieldView, formView } from './form-view.ts';
import { askToConfirm, requireClearlySpoken, spokenTyped } from './spoken.ts';
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
  /** What waits with it. */
  files?: EntryFiles;
  /** Files that waited with it are gone: they have to be chosen again. */
  filesAgain?: boolean;
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

/** The fields that another firm has other choices for: who is in charge, whom the complaint is about, the language of letters. */
export function fieldsOfFirm(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    requireMaySomewhere(response, 'register');
    const { language, caseHandler, spoken, staff } = fieldsByFirm(
      await stateOf(dependencies, request, response, formOf(request)),
    );
    sendPage(request, response, {
      page: 'intake-firm',
      title: '',
      fragment: true,
      data: { fields: [language, caseHandler, spoken], form: { staff } },
    });
  };
}

/** Registers what was typed, keeps it for later, or shows what would follow; files that were sent with it wait with the form. */
export function enterComplaint(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    requireMaySomewhere(response, 'register');
    const sent = await readSentFiles(dependencies, request, response).catch(unlessOutdated(request));
    if (sent === 'kept-form') return response.redirect(303, '/desk/kept-form');
    await answerEntry(dependencies, request, response, sent);
  };
}

/** A form of an earlier session comes with its text kept; its files have to be chosen again. */
function unlessOutdated(request: Request) {
  return (fault: unknown): 'kept-form' => {
    const isOutdated = fault instanceof Problem && fault.kind === 'form-outdated';
    if (isOutdated && originOf(request) === 'here' && keepForm(request, formAsSent(request))) return 'kept-form';
    throw fault;
  };
}

/** Does what was asked for. */
async function answerEntry(dependencies: ApiDependencies, request: Request, response: Response, sent: SentFiles): Promise<void> {
  const { register, attachments } = dependencies;
  const typed = formOf(request);
  const draft = await formKeyOf(register.database, typed['key'], register.clock());
  if (draft === undefined) {
    await attachments.discard(sent.taken);
    const filesAgain = sent.taken.length + sent.faults.length + valuesOf(request, 'kept').length > 0;
    return sendForm(dependencies, request, response, typed, { status: 422, outdated: true, filesAgain });
  }
  const { procedure = '' } = typed;
  const language = languageOf(request, response);
  if (typed['removeFile'] !== undefined) await takeFromForm(dependencies, draft, typed['removeFile']);
  const files = await keepWithForm(dependencies, request, response, { draft, sent, procedure, language });
  const shown = { key: typed['key'], files };
  if (typed['act'] === 'show' || typed['removeFile'] !== undefined)
    return sendForm(dependencies, request, response, typed, shown);
  const wrong = files.faults.map((message) => ({ name: 'files', field: idOf('files'), message }));
  if (wrong.length > 0) return sendForm(dependencies, request, response, typed, { ...shown, wrong, status: 422 });
  if (isAnyLost([...valuesOf(request, 'kept'), ...sent.taken.map(saidOf)], files))
    return sendForm(dependencies, request, response, typed, { ...shown, status: 422, filesAgain: true });
  try {
    await enter(dependencies, request, response, typed, { key: draft, files, taken: sent.taken });
  } catch (fault) {
    const why = await shownOfFault(dependencies, request, response, typed, { fault, key: draft });
    await sendForm(dependencies, request, response, typed, { ...why, ...(why.key === undefined ? {} : { files }) });
  }
}

/** A form that lay for more than a day has lost its files. */
function isAnyLost(said: readonly string[], { waiting, ended }: EntryFiles): boolean {
  const there = waiting.map(saidOf);
  return !ended && said.some((one) => !there.includes(one));
}

async function enter(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  typed: Typed,
  { key, files, taken }: { key: string; files: EntryFiles; taken: SentFiles['taken'] },
): Promise<void> {
  const caller = callerOf(response);
  const entry = entryOf(dependencies, request, response, typed);
  const raw = {
    ...entry.fields,
    procedure: entry.procedure?.id ?? typed['procedure'],
    channel: typed['channel'],
    ...(entry.received === undefined ? {} : { received: entry.received }),
  };
  const said = [...new Set([...valuesOf(request, 'kept'), ...taken.map(saidOf)])];
  const give = giveFiles(dependencies, response, files);
  if (typed['act'] === 'keep') {
    const { procedure, channel, received, ...fields } = raw as Record<string, unknown>;
    const body = readFields(intakeBody, {
      source: 'staff',
      procedure,
      channel,
      ...(received === undefined ? {} : { received }),
      fields,
    });
    const { id } = await keepFromBody(dependencies, body, {
      caller,
      requestKey: keyOf(caller, 'POST /desk/complaints/new (kept)', key, body, said),
      also: (queries, intake) => give(queries, { intake }),
    });
    tellNext(request, 'intake.kept');
    return response.redirect(303, `/desk/intakes/${id}`);
  }
  requireClearlySpoken(typed, entry.procedure);
  const body = readFields(complaintBody, raw);
  const asked = spokenTyped(typed) === 'confirm';
  const { reference } = await registerFromBody(dependencies, body, {
    caller,
    byFile: true,
    requestKey: keyOf(caller, 'POST /desk/complaints/new', key, asked ? { ...body, asked } : body, said),
    also: async (queries, reference) => {
      await give(queries, { complaint: reference });
      if (asked && entry.procedure) await askToConfirm(dependencies, entry.procedure, caller.actor)(queries, reference);
    },
  });
  response.locals['reference'] = reference;
  const infected = files.waiting.filter(({ scan }) => scan === 'infected').length;
  const notice = said.length === 0 ? 'intake.registered.notice' : 'intake.registered.with-files';
  tellNext(request, notice, { reference, count: said.length, infected });
  response.redirect(303, `/desk/complaints/${reference}`);
}

/** Other files make another request: none is lost because the form was sent before without them. */
function keyOf(caller: Caller, route: string, key: string, body: unknown, files: readonly string[]) {
  const request = JSON.stringify(files.length === 0 ? body : [body, files.toSorted()]);
  return { actor: caller.actor, route, key, request };
}

/** What is wrong is told beside what was typed. @throws what is no fault of the form */
async function shownOfFault(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  typed: Typed,
  { fault, key }: { fault: unknown; key: string },
): Promise<Shown> {
  if (fault instanceof KeyUsedOtherwise) {
    const already = await registeredBefore(dependencies, callerOf(response), key);
    return { status: 422, ...(already === undefined ? {} : { already }) };
  }
  if (!(fault instanceof Problem) || fault.status !== 422) throw fault;
  const wrong = wrongFields(fault.extensions.errors ?? [], languageOf(request, response));
  return { key: typed['key'], wrong, status: 422 };
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
    asked: spokenTyped(typed) === 'confirm',
  };
}

function whatFollows(dependencies: ApiDependencies, request: Request, response: Response, typed: Typed) {
  const reader = { viewer: callerOf(response).viewer, language: languageOf(request, response) };
  return foreseen(dependencies, entryOf(dependencies, request, response, typed), reader);
}

/** What the form is shown with, as far as it follows from what is typed. */
async function stateOf(dependencies: ApiDependencies, request: Request, response: Response, typed: Typed): Promise<FormState> {
  const { register, directory, classification } = dependencies;
  const firms = firmsOf(dependencies, response);
  const procedure = firms.find(({ id }) => id === typed['procedure']);
  const today = todayOf(dependencies, procedure ?? firms[0]);
  return {
    procedure,
    typed,
    concernedStaff: valuesOf(request, 'concernedStaff'),
    language: languageOf(request, response),
    classification,
    insurers: insurersOn(await knownInsurers(register.database, directory), today),
    today,
  };
}

async function sendForm(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  typed: Typed,
  { key, wrong = [], status = 200, already, outdated, files, filesAgain = false }: Shown = {},
): Promise<void> {
  const { register, attachments } = dependencies;
  const language = languageOf(request, response);
  const firms = firmsOf(dependencies, response);
  const state = { ...(await stateOf(dependencies, request, response, typed)), wrong };
  const { procedure, today } = state;
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
      firm: {
        ...fieldView(
          state,
          'procedure',
          'choice',
          firms.map(({ id, firm }) => option(id, firm.name, 'procedure')),
        ),
        follow: fieldsOfFirmPath,
      },
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
      files: {
        again: filesAgain,
        waiting: (files?.waiting ?? []).map((file) => waitingLine(file, language)),
        faults: wrong.filter(({ name }) => name === 'files').map(({ message }) => message),
        limits: {
          files: attachments.limits.files,
          file: sizeInWords(attachments.limits.fileBytes, language),
          left: sizeInWords(attachments.limits.complaintBytes, language),
        },
      },
      oralOpen: spokenTyped(typed) !== 'usual' || typed['channel'] === 'phone' || typed['channel'] === 'meeting',
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
