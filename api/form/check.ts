import type { Request, Response } from 'express';
import type { Procedure } from '../../procedures/schema.ts';
import { makeDraft, saveDraft } from '../../register/drafts.ts';
import { KeyUsedOtherwise } from '../../register/request-keys.ts';
import { Problem } from '../problems/problem.ts';
import { isLanguage, keepLanguage } from '../public/pages.ts';
import { type Fields, postedForm } from '../public/posted-form.ts';
import { showCheck } from './checking.ts';
import { faultsOf } from './faults.ts';
import { circumstances, sendForm } from './filling-in.ts';
import { type DraftContent, type DraftNotice, type Form, pathOf, type Visit } from './form.ts';
import { hindranceOf } from './hindrances.ts';
import { type Answers, answersIn } from './questions.ts';
import { countSent } from './rates.ts';
import { earlierComplaint, howSent, keepForStaff, looksLikeRobot, registerSent } from './sending.ts';
import { sendSent, wasJustSent } from './sent.ts';
import { type FormToken, newToken, readToken } from './token.ts';

/** Everything that was answered, to be read once more and sent. */
export async function checkPage(form: Form, procedure: Procedure, request: Request, response: Response): Promise<void> {
  const visit = form.visit(procedure, request, response);
  const open = await form.gate.through(() => form.open(visit, request));
  if (open?.draft?.became) return response.redirect(303, pathOf(procedure, '/sent'));
  const content = open?.draft?.content;
  if (!open || !content) return response.redirect(303, pathOf(procedure, '/form'));
  const { token } = open;
  const files = await form.gate.through(() => form.filesOf(token));
  const { answers, notices } = content;
  const faults = faultsOf(answers, procedure, circumstances(visit));
  if (faults.length > 0)
    return sendForm(form, visit, { request, response, answers, token: token.text, files, faults, notices, status: 422 });
  showCheck(form, visit, { request, response, answers, token: token.text, files, notices });
}

/** Sends what was checked. What stands on the page is what is sent; the draft adds its files. */
export async function sendCheck(form: Form, procedure: Procedure, request: Request, response: Response): Promise<void> {
  const { fields, foreign } = postedForm(request);
  const { language, shown } = fields;
  const chosen = [language, shown].find(isLanguage);
  const visit = form.visit(procedure, request, response, chosen);
  const answers = answersIn(fields);
  if (isLanguage(language)) {
    keepLanguage(request, response, language);
    if (form.keepsCookies(procedure, request)) return response.redirect(303, pathOf(procedure, '/check'));
    return showCheck(form, visit, { request, response, answers, token: fields['token'] ?? '' });
  }
  const stopped = await hindranceOf({ log: form.dependencies.log, response }, async () => {
    await sendOnce(form, visit, { request, response, answers, fields, foreign });
  });
  if (stopped) showCheck(form, visit, { request, response, answers, token: fields['token'] ?? '', stopped });
}

interface Sent {
  request: Request;
  response: Response;
  answers: Answers;
  fields: Fields;
  foreign: boolean;
}

async function sendOnce(form: Form, visit: Visit, { request, response, answers, fields, foreign }: Sent): Promise<void> {
  const { procedure, now } = visit;
  const { dependencies, gate } = form;
  const { token, draft, before } = await gate.through(async () => {
    const token = await readToken(dependencies.register.database, procedure.id, fields['token']);
    const draft = token && (await form.draftOf(procedure, token, now));
    const isOpen = token === undefined || (draft !== undefined && draft.became === undefined);
    return { token, draft, before: isOpen ? ('not-sent' as const) : await howSent(dependencies, token, answers) };
  });
  const again = (notice: DraftNotice) =>
    showAgain(form, visit, { request, response, answers, foreign, begunAt: token?.begunAt, notice });
  if (before === 'other') return again('again');
  if (!token || (!draft && before === 'not-sent')) return again('outdated');
  if (before === 'not-sent') {
    const faults = faultsOf(answers, procedure, circumstances(visit));
    if (faults.length > 0) {
      const files = await gate.through(() => form.filesOf(token));
      return sendForm(form, visit, { request, response, answers, token: token.text, files, faults, status: 422 });
    }
    const taken = await gate.through(async () => {
      await countSent(dependencies.register, request, answers.email === '' ? undefined : answers.email, form.rates);
      return take(form, visit, { token, answers, trapped: draft?.content?.trapped === true });
    });
    if (!taken) return again('again');
  }
  form.remember(procedure, request, response, token);
  if (draft && form.keepsCookies(procedure, request)) return response.redirect(303, pathOf(procedure, '/sent'));
  const reference = await gate.through(() => earlierComplaint(dependencies, token, answers));
  // Once more, much later, it may be somebody else who sends it.
  const showsLink = before === 'not-sent' || wasJustSent(visit, draft);
  await sendSent(form, visit, { request, response, reference, showsLink });
}

/**
 * Registers it; what a robot may have sent, or what cannot be registered after all, is kept for staff.
 *
 * @returns false where something else was sent from the same page meanwhile
 */
async function take(
  { dependencies }: Form,
  { procedure, page, today, now, products }: Visit,
  { token, answers, trapped }: { token: FormToken; answers: Answers; trapped: boolean },
): Promise<boolean> {
  const sending = { token, answers, page, today, products };
  try {
    if (looksLikeRobot(token, trapped, now)) await keepForStaff(dependencies, procedure, { ...sending, suspicion: 'robot' });
    else await registerSent(dependencies, procedure, sending);
    return true;
  } catch (fault) {
    if (fault instanceof KeyUsedOtherwise) return (await howSent(dependencies, token, answers)) === 'sent';
    if (!(fault instanceof Problem) || fault.status !== 422) throw fault;
    await keepForStaff(dependencies, procedure, { ...sending, suspicion: undefined });
    return true;
  }
}

/** Keeps what stood on the page under another token, to be looked at once more and sent. */
async function showAgain(
  form: Form,
  visit: Visit,
  {
    request,
    response,
    answers,
    foreign,
    begunAt,
    notice,
  }: Omit<Sent, 'fields'> & { begunAt: number | undefined; notice: DraftNotice },
): Promise<void> {
  const { procedure } = visit;
  const notices: DraftNotice[] = [notice, ...(foreign ? (['foreign'] as const) : [])];
  const token = await form.gate.through(() => keepAgain(form, visit, { answers, notices, begunAt }));
  form.remember(procedure, request, response, token);
  if (form.keepsCookies(procedure, request)) return response.redirect(303, pathOf(procedure, '/check'));
  showCheck(form, visit, { request, response, answers, token: token.text, notices });
}

async function keepAgain(
  form: Form,
  { procedure, page, now }: Visit,
  { answers, notices, begunAt }: { answers: Answers; notices: DraftNotice[]; begunAt: number | undefined },
): Promise<FormToken> {
  const { database } = form.dependencies.register;
  const token = await newToken(database, procedure.id, now, begunAt);
  const content: DraftContent = { answers, trapped: false, notices };
  await database.transaction().execute(async (queries) => {
    await makeDraft(queries, { id: token.draft, procedure: procedure.id, language: page }, now);
    await saveDraft(queries, token.draft, { language: page, content }, now);
  });
  return token;
}
