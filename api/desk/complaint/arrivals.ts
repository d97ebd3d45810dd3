import type { Response } from 'express';
import type { Language } from '../../../letters/letter.ts';
import type { MessageTexts } from '../../../register/complaint-content.ts';
import { relativesOf } from '../../../register/pairs.ts';
import type { MessageRow } from '../../../register/tables.ts';
import { markRead, unreadOf } from '../../../register/unread.ts';
import type { DecisionName } from '../../../workflows/domain/messages.ts';
import { callerOf, requireMay } from '../../access/caller.ts';
import { judgeComplaints, relatedIn } from '../../arrivals/relatives.ts';
import type { ComplaintInFull } from '../../complaints/complaint-in-full.ts';
import { complaintInPath } from '../../complaints/known-complaint.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../problems/problem.ts';
import { notFound } from '../../problems/problems.ts';
import { isId } from '../../requests/plain-values.ts';
import type { Handler } from '../../requests/routes.ts';
import { referenceForm } from '../../schemas/text.ts';
import { formOf, tellNext, valuesOf } from '../pages.ts';
import { domainWord } from '../words/domain.ts';
import { message } from '../words/words.ts';
import { pathOfAct } from './decisions.ts';
import type { Telling } from './journal.ts';
import { shownMessage } from './messages.ts';

/** What came in by itself and nobody has read. */
export interface UnreadPanel {
  messages: ReturnType<typeof shownMessage>[];
  mayRead: boolean;
  /** Where the complaint is completed with what came in, if that is to be done now. */
  complete?: string;
}

/** What of a complaint nobody has read yet; undefined where there is nothing. */
export async function unreadPanel(
  { register }: ApiDependencies,
  { reference, messages, allowed }: { reference: string; messages: readonly MessageRow[]; allowed: readonly DecisionName[] },
  texts: ReadonlyMap<string, MessageTexts>,
  telling: Telling,
  mayDecide: boolean,
): Promise<UnreadPanel | undefined> {
  const ids = await unreadOf(register.database, reference);
  const unread = messages.filter(({ id }) => ids.includes(id));
  if (unread.length === 0) return undefined;
  const informs = unread.some(({ body }) => body['what'] === 'information');
  const completes = informs && mayDecide && (allowed as readonly string[]).includes('complete-file');
  return {
    messages: unread.map((row) => shownMessage(row, texts, telling)),
    mayRead: mayDecide,
    ...(completes ? { complete: pathOfAct(reference, 'complete-file') } : {}),
  };
}

/** What belongs to a complaint and what may, as its page shows them; undefined where there is nothing. */
export async function relativesPanel(
  { register }: ApiDependencies,
  response: Response,
  { row, content }: ComplaintInFull,
  language: Language,
): Promise<Record<string, unknown> | undefined> {
  const { viewer } = callerOf(response);
  const { linked, repetitions, possible } = await relativesOf(register.database, relatedIn(row, content), viewer);
  if (linked.length + repetitions.length + possible.length === 0) return undefined;
  return {
    linked: linked.map((one) => ({ ...one, href: `/desk/complaints/${one.reference}` })),
    repetitions: repetitions.map((one) => ({ ...one, href: `/desk/intakes/${one.id}` })),
    possible: possible.map((one) => ({
      ...one,
      href: one.reference === undefined ? `/desk/intakes/${one.intake?.id}` : `/desk/complaints/${one.reference}`,
      name: one.reference ?? message(language, 'intake.number', { number: one.intake?.number }),
      stageWords: one.stage && domainWord(language, 'stages', one.stage),
      same: new Intl.ListFormat(language, { type: 'conjunction' }).format(
        one.same.map((kind) => message(language, `intake.same.${kind}`)),
      ),
    })),
  };
}

/** Somebody has read what they saw. */
export function readMessages(dependencies: ApiDependencies): Handler {
  const { register } = dependencies;
  return async (request, response) => {
    const { reference, procedure } = await complaintInPath(dependencies, request, response);
    requireMay(response, 'decide', procedure.id);
    const messages = valuesOf(request, 'message').filter(isId);
    const { actor } = callerOf(response);
    const read = await register.database
      .transaction()
      .execute((queries) => markRead(queries, { reference, messages, actor }, register.clock()));
    tellNext(request, 'complaint.unread.done', { count: read });
    response.redirect(303, `/desk/complaints/${reference}`);
  };
}

/** Two complaints are linked, kept apart, or neither any more. */
export function judgeRelatives(dependencies: ApiDependencies): Handler {
  const { register } = dependencies;
  return async (request, response) => {
    const { reference } = await complaintInPath(dependencies, request, response);
    const { other = '', verdict = '' } = formOf(request);
    const known = verdicts.find((one) => one === verdict);
    if (known === undefined || !referenceForm.test(other)) throw notFound('There is no complaint of this reference.');
    try {
      await register.database
        .transaction()
        .execute((queries) => judgeComplaints(dependencies, queries, { reference, other, verdict: known }, callerOf(response)));
    } catch (fault) {
      if (fault instanceof Problem && fault.status === 422) throw notFound('There is no complaint of this reference.');
      throw fault;
    }
    tellNext(request, `complaint.relatives.done.${known}`, { reference: other });
    response.redirect(303, `/desk/complaints/${reference}#relatives`);
  };
}

const verdicts = ['linked', 'apart', 'open'] as const;
