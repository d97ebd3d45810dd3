import type { Request, Response } from 'express';
import { KeyUsedOtherwise, type RequestKey } from '../../../../register/request-keys.ts';
import { ComplaintChanged, type SeenState } from '../../../../register/seen-state.ts';
import { callerOf } from '../../../access/caller.ts';
import type { ApiDependencies } from '../../../dependencies.ts';
import { acceptBody, routeOfMessage } from '../../../messages/accept.ts';
import { type FieldError, Problem } from '../../../problems/problem.ts';
import { countIn, isId } from '../../../requests/plain-values.ts';
import { readFields } from '../../../requests/read-fields.ts';
import type { Handler } from '../../../requests/routes.ts';
import { formOf } from '../../pages.ts';
import { domainWord } from '../../words/domain.ts';
import { journalSentences, namesOfActors } from '../journal.ts';
import { type Act, isFork } from './acts.ts';
import { lookAhead } from './foreseen.ts';
import { type AskedForm, addressOf, askedForm, type FormState, showForm } from './form.ts';
import { readForm, type Typed } from './read-form.ts';

/** Opens a form. */
export function openForm(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const asked = await askedForm(dependencies, request, response);
    const refusal = isFork(asked.act) ? undefined : await refusalOf(dependencies, asked, asked.act, {});
    await showForm(dependencies, request, response, asked, { typed: {}, ...(refusal ? { refusal } : {}) });
  };
}

/** Sends a form: what it asks for is kept, or the form comes back with what was typed and why not. */
export function sendForm(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const asked = await askedForm(dependencies, request, response);
    const typed = formOf(request);
    const { act } = asked;
    if (isFork(act)) return response.redirect(303, addressOf(asked));
    if (typed['_edit'] !== undefined) return startEditing(dependencies, request, response, asked, act, typed);
    if (typed['_unedit'] !== undefined) return stopEditing(dependencies, request, response, asked, typed);
    const back = (state: Omit<FormState, 'typed'>) =>
      showForm(dependencies, request, response, asked, { typed, ...seenState(typed), ...state });
    const { body, errors } = readForm(act, typed);
    if (errors.length > 0) return back({ status: 422, errors: [...errors, ...errorsOfSchema(act, body)] });
    try {
      const accepted = await acceptBody(dependencies, act.kind, asked.known, readFields(act.kind.schema, body), {
        caller: callerOf(response),
        requestKey: requestKey(asked, act, typed, body, response),
        seen: () => begunIn(typed),
      });
      response.redirect(303, `/desk/complaints/${asked.known.reference}?message=${accepted.id}`);
    } catch (fault) {
      const state = await stateAfter(dependencies, asked, fault);
      if (!state) throw fault;
      await back(state);
    }
  };
}

/** A second click on the same page is the same form. */
function requestKey(
  { known }: AskedForm,
  act: Act,
  typed: Typed,
  body: Record<string, unknown>,
  response: Response,
): RequestKey | undefined {
  const key = typed['_key'];
  if (key === undefined || !isId(key)) return undefined;
  return {
    actor: callerOf(response).actor,
    route: routeOfMessage(known.reference, act.kind),
    key: `desk-${key}`,
    request: JSON.stringify(body),
  };
}

/** Whoever writes is not kept back by a letter that leaves meanwhile: what can no longer be decided is refused all the same. */
function begunIn(typed: Typed): SeenState | undefined {
  const { seen } = seenState(typed);
  return seen === undefined ? undefined : { begunAt: seen };
}

function errorsOfSchema(act: Act, body: Record<string, unknown>): FieldError[] {
  try {
    readFields(act.kind.schema, body);
    return [];
  } catch (fault) {
    return fault instanceof Problem ? (fault.extensions.errors ?? []) : [];
  }
}

/** What the form says when it comes back; undefined for what is no matter of the form. */
async function stateAfter(
  dependencies: ApiDependencies,
  { known, language }: AskedForm,
  fault: unknown,
): Promise<Omit<FormState, 'typed'> | undefined> {
  if (fault instanceof ComplaintChanged) {
    const { database } = dependencies.register;
    const names = await namesOfActors(
      database,
      fault.changes.map(({ actor }) => actor),
    );
    return {
      status: 412,
      seen: fault.number,
      changes: journalSentences(fault.changes, { language, procedure: known.procedure, names }),
    };
  }
  // The page was gone back to, or stood in another window: what was sent from it before is kept, and this is something else.
  if (fault instanceof KeyUsedOtherwise) return { status: 409, sentBefore: true };
  if (!(fault instanceof Problem)) return undefined;
  const { errors, reason } = fault.extensions;
  if (fault.status === 422 && errors) return { status: 422, errors, reason };
  if (fault.status === 409) return { status: 409, refusal: domainWord(language, 'refusals', reason ?? 'malformed') };
  return undefined;
}

async function refusalOf(dependencies: ApiDependencies, asked: AskedForm, act: Act, typed: Typed): Promise<string | undefined> {
  const foreseen = await lookAhead(dependencies, asked, act, readForm(act, typed));
  return foreseen.state === 'refused' && act.fields.length === 0
    ? domainWord(asked.language, 'refusals', foreseen.reason)
    : undefined;
}

/** Opens a letter's text in the form. */
async function startEditing(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  asked: AskedForm,
  act: Act,
  typed: Typed,
): Promise<void> {
  const { _edit: kind = '', ...rest } = typed;
  // A letter is worded from what it is to say, not from the gaps that a preview shows.
  const read = readForm(act, rest);
  const gaps = [...read.errors, ...errorsOfSchema(act, read.body)];
  if (gaps.length > 0)
    return showForm(dependencies, request, response, asked, { typed: rest, status: 422, errors: gaps, ...seenState(typed) });
  const foreseen = await lookAhead(dependencies, asked, act, read);
  if (foreseen.state === 'incomplete')
    return showForm(dependencies, request, response, asked, {
      typed: rest,
      status: 422,
      errors: foreseen.errors,
      ...seenState(typed),
    });
  const letter = foreseen.state === 'foreseen' ? foreseen.letters.find((one) => one.kind === kind) : undefined;
  const text = letter?.editable;
  const opened =
    letter && text !== undefined
      ? { [`edited.${kind}`]: text, [`proposed.${kind}`]: text, [`language.${kind}`]: letter.language }
      : {};
  await showForm(dependencies, request, response, asked, { typed: { ...rest, ...opened }, ...seenState(typed) });
}

/** Back to the text that the fields make. */
async function stopEditing(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  asked: AskedForm,
  typed: Typed,
): Promise<void> {
  const kind = typed['_unedit'] ?? '';
  const own = [`edited.${kind}`, `proposed.${kind}`, `language.${kind}`, '_unedit'];
  const rest = Object.fromEntries(Object.entries(typed).filter(([name]) => !own.includes(name)));
  await showForm(dependencies, request, response, asked, { typed: rest, ...seenState(typed) });
}

function seenState(typed: Typed): Pick<FormState, 'seen'> {
  const seen = countIn(typed['_seen']);
  return seen === undefined ? {} : { seen };
}
