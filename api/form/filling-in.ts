import type { Request, Response } from 'express';
import { mostOfDraft } from '../../attachments/limits.ts';
import type { Procedure } from '../../procedures/schema.ts';
import { NoRoomLeft } from '../../register/attachments.ts';
import { type DraftBudget, DraftBudgetSpent, type DraftSource, requireDraftRoom } from '../../register/draft-budget.ts';
import { dropDraft, makeDraft, saveDraft } from '../../register/drafts.ts';
import { Erased } from '../../register/personal-texts.ts';
import { addWaitingFiles, removeWaitingFile } from '../../register/waiting-files.ts';
import { sizeInWords } from '../desk/attachments/words-of-files.ts';
import { momentInWords } from '../desk/words/days.ts';
import { isLanguage, keepLanguage, languageFor, sendPublicPage } from '../public/pages.ts';
import type { Fields } from '../public/posted-form.ts';
import { publicMessage } from '../public/words/words.ts';
import { isId } from '../requests/plain-values.ts';
import { roomOfForm, sourceOf, tellFull } from './budget.ts';
import { showCheck } from './checking.ts';
import { type Fault, faultsOf } from './faults.ts';
import type { DraftContent, Form, Shown, Visit } from './form.ts';
import { pathOf } from './form.ts';
import { formView } from './form-view.ts';
import { type Hindrance, hindranceOf, saidOf } from './hindrances.ts';
import { type Answers, answersIn } from './questions.ts';
import { countFiles, countPost } from './rates.ts';
import { type FormRoom, type RefusedFile, readSentForm, type SentForm } from './reading.ts';
import { type FormToken, isOutdated, newToken, readToken } from './token.ts';

/** The form, with what this browser has typed into it before. */
export async function formPage(form: Form, procedure: Procedure, request: Request, response: Response): Promise<void> {
  const visit = form.visit(procedure, request, response);
  const { database } = form.dependencies.register;
  const { token, content, files, savedAt } = await form.gate.through(async () => {
    const open = await form.open(visit, request);
    const { content, savedAt } = open?.draft ?? {};
    // Two pages that are open beside each other, with nothing kept yet, are two forms.
    if (!open || !content)
      return { token: await newToken(database, procedure.id, visit.now), content: undefined, files: [], savedAt: undefined };
    return { token: open.token, content, files: await form.filesOf(open.token), savedAt };
  });
  form.remember(procedure, request, response, token);
  const moment = savedAt === undefined ? '' : momentInWords(savedAt, procedure.firm.timeZone, visit.page);
  sendForm(form, visit, {
    request,
    response,
    answers: content?.answers ?? firstAnswers(procedure),
    token: token.text,
    files,
    notices: content?.notices ?? [],
    mayDiscard: content !== undefined,
    // Who comes back from the next page, or has just added a file, knows it.
    resumed:
      content === undefined || request.query['from'] !== undefined
        ? undefined
        : publicMessage(visit.page, 'form.resumed', { moment }),
  });
}

/** Most write for themselves, at home. */
function firstAnswers({ firm }: Procedure): Answers {
  return {
    ...answersIn({}),
    writer: 'myself',
    country: firm.country,
    clientCountry: firm.country,
    letters: firm.languages[0] ?? 'fr',
  };
}

/** What the page of the form shows besides. */
interface ShownForm extends Shown {
  faults?: readonly Fault[];
  refused?: readonly RefusedFile[];
  /** Said above everything else. */
  urgent?: string | undefined;
  resumed?: string | undefined;
  mayDiscard?: boolean;
  status?: number;
}

/** Sends the form's page. */
export function sendForm(form: Form, { procedure, page, products }: Visit, shown: ShownForm): void {
  const { limits } = form.dependencies.attachments;
  const { request, response, answers, token, files = [], faults = [], refused = [], notices = [], urgent, status = 200 } = shown;
  const values = {
    file: sizeInWords(limits.fileBytes, page),
    all: sizeInWords(mostOfDraft(limits), page),
    files: limits.files,
  };
  sendPublicPage(request, response, {
    page: 'form',
    title: publicMessage(page, 'form.title'),
    language: page,
    firm: procedure.firm,
    home: pathOf(procedure),
    languageForm: 'complaint',
    status,
    scripts: ['errors.js'],
    data: formView({
      procedure,
      page,
      answers,
      token,
      files,
      faults,
      refused: refused.map((one) => publicMessage(page, `form.refused.${one.refused}`, { ...values, name: one.name })),
      notices: [
        ...(urgent === undefined ? [] : [{ kind: 'late' as const, words: urgent }]),
        ...notices.map((notice) => ({ kind: 'soon' as const, words: publicMessage(page, `form.${notice}`) })),
      ],
      resumed: shown.resumed,
      mayDiscard: shown.mayDiscard ?? true,
      products,
      fileBytes: limits.fileBytes,
    }),
  });
}

/** Keeps what was typed, and goes where the button leads: on to the check page, or back to the form. */
export async function postForm(form: Form, procedure: Procedure, request: Request, response: Response): Promise<void> {
  const { attachments, log, register } = form.dependencies;
  const teller = { log, response };
  let hindrance = await hindranceOf(teller, () => form.gate.through(() => countPost(register, request, form.rates)));
  const source = sourceOf(procedure, request);
  const room = async (): Promise<FormRoom | 'none'> => {
    let left: FormRoom | undefined;
    hindrance ??= await hindranceOf(teller, () =>
      form.gate.through(async () => {
        await countFiles(register, request, form.rates);
        left = await roomOfForm(form, source);
      }),
    );
    return left ?? 'none';
  };
  const sent = await readSentForm(attachments, request, response, room);
  const visit = form.visit(procedure, request, response, languageOf(sent, request, response, procedure));
  const answers = answersIn(sent.fields);
  let kept: Kept | undefined;
  const fault = await hindranceOf(teller, async () => {
    kept = await form.gate.through(() => keep(form, visit, { sent, answers, source }));
  }).finally(() => (kept ? undefined : attachments.discardUnlessEntered(sent.files)));
  if (kept) form.remember(procedure, request, response, kept.token);
  const stopped = hindrance ?? fault;
  if (stopped || !kept) return sendStopped(form, visit, { request, response, sent, answers, token: kept?.token.text, stopped });
  await lead(form, visit, { request, response, sent, answers, kept });
}

/** What was kept of a form. */
interface Kept {
  token: FormToken;
  content: DraftContent;
  /** Files for which there was no room left. */
  refused: RefusedFile[];
  /** The budget that had none. */
  full?: keyof DraftBudget | undefined;
}

/** Keeps what came, in one transaction, under the token that came with it or, where that is of no use any more, a new one. */
async function keep(form: Form, visit: Visit, came: { sent: SentForm; answers: Answers; source: DraftSource }): Promise<Kept> {
  const { procedure, page, now } = visit;
  const { sent, answers, source } = came;
  const { register, attachments } = form.dependencies;
  const { database } = register;
  const given = await readToken(database, procedure.id, sent.fields['token']);
  const known = given && (await form.draftOf(procedure, given, now));
  const isOld = given !== undefined && known === undefined && isOutdated(given, now);
  const isFit = given !== undefined && known?.became === undefined && !isOld;
  const token = isFit ? given : await newToken(database, procedure.id, now, given?.begunAt);
  const content: DraftContent = {
    answers,
    trapped: known?.content?.trapped === true || (sent.fields['subject'] ?? '') !== '',
    notices: [
      ...new Set([
        ...(known?.content?.notices ?? []),
        ...(sent.foreign ? (['foreign'] as const) : []),
        ...(known?.became === undefined ? [] : (['again'] as const)),
        ...(isOld ? (['outdated'] as const) : []),
      ]),
    ],
  };
  const save = (files: SentForm['files']) =>
    database.transaction().execute(async (queries) => {
      await makeDraft(queries, { id: token.draft, procedure: procedure.id, language: page }, now);
      // First of all, as who sends it does: nobody waits for this draft while others wait for the budget.
      if (!(await saveDraft(queries, token.draft, { language: page, content }, now))) throw new SentMeanwhile();
      const most = mostOfDraft(attachments.limits);
      if (files.length > 0) await requireDraftRoom(queries, source, form.budget, sizeOf(files));
      await addWaitingFiles(queries, { draft: token.draft }, files, { actor: 'web-form', most, source }, now);
    });
  try {
    await save(sent.files);
    return { token, content, refused: [] };
  } catch (fault) {
    if (fault instanceof SentMeanwhile || fault instanceof Erased) return keep(form, visit, came);
    const full = fault instanceof DraftBudgetSpent ? fault.of : undefined;
    if (full === undefined && !(fault instanceof NoRoomLeft)) throw fault;
    await save([]);
    await attachments.discard(sent.files);
    const refused = full === undefined ? ('no-room' as const) : ('not-now' as const);
    return { token, content, refused: sent.files.map(({ name }) => ({ name, refused })), full };
  }
}

function sizeOf(files: SentForm['files']): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

/** The draft was sent at that very moment: what came since is kept under another token. */
class SentMeanwhile extends Error {}

/** Where the button that was pressed leads. */
async function lead(
  form: Form,
  visit: Visit,
  {
    request,
    response,
    sent,
    answers,
    kept,
  }: { request: Request; response: Response; sent: SentForm; answers: Answers; kept: Kept },
): Promise<void> {
  const { procedure } = visit;
  const { database } = form.dependencies.register;
  const { token } = kept;
  const { do: pressed, remove, language } = sent.fields;
  if (pressed === 'discard') {
    await form.gate.through(() => database.transaction().execute((queries) => dropDraft(queries, token.draft)));
    form.forget(procedure, request, response);
    return response.redirect(303, pathOf(procedure, '/form'));
  }
  if (remove !== undefined && isId(remove))
    await form.gate.through(() => removeWaitingFile(database, { draft: token.draft }, remove));
  const refused = [...sent.refused, ...kept.refused];
  const stays = remove !== undefined || language !== undefined || pressed === 'upload' || pressed === 'back';
  const faults = stays ? [] : faultsOf(answers, procedure, circumstances(visit));
  const isFine = refused.length === 0 && faults.length === 0;
  if (isFine && form.keepsCookies(procedure, request))
    return response.redirect(303, stays ? backTo(procedure, sent.fields) : pathOf(procedure, '/check'));
  const files = await form.gate.through(() => form.filesOf(token));
  const { notices } = kept.content;
  const shown = { request, response, answers, token: token.text, files, notices };
  // Without cookies no page knows of the one before: it is shown at once, and carries everything along.
  if (isFine && !stays) return showCheck(form, visit, shown);
  const of = kept.full ?? sent.full;
  const full = of && (await tellFull(form, visit, { request, response, of }));
  sendForm(form, visit, { ...shown, faults, refused, status: isFine ? 200 : 422, ...full });
}

/** The form again, where somebody was in it. */
function backTo(procedure: Procedure, { do: pressed, language }: Fields): string {
  if (language !== undefined) return `${pathOf(procedure, '/form')}?from=language`;
  return pressed === 'back' ? `${pathOf(procedure, '/form')}?from=check` : `${pathOf(procedure, '/form')}?from=files#files`;
}

/** With what answers are checked. */
export function circumstances({ page, today, now, products }: Visit) {
  return { page, today, now, products: products.map(({ id }) => id) };
}

/** The language of the button that was pressed, else that of the page that was sent. */
function languageOf({ fields }: SentForm, request: Request, response: Response, { firm }: Procedure) {
  const { language, shown } = fields;
  if (isLanguage(language)) {
    keepLanguage(request, response, language);
    return language;
  }
  return isLanguage(shown) ? shown : languageFor(request, response, firm.languages[0] ?? 'fr');
}

/** The form once more with everything that was typed, and when to send it again. */
async function sendStopped(
  form: Form,
  visit: Visit,
  {
    request,
    response,
    sent,
    answers,
    token,
    stopped = { status: 503, retryAfter: 60 },
  }: {
    request: Request;
    response: Response;
    sent: SentForm;
    answers: Answers;
    token: string | undefined;
    stopped: Hindrance | undefined;
  },
): Promise<void> {
  const { page } = visit;
  const lostFiles = sent.skipped + sent.files.length > 0 ? ` ${publicMessage(page, 'form.skipped')}` : '';
  response.set('Retry-After', String(stopped.retryAfter));
  sendForm(form, visit, {
    request,
    response,
    answers,
    token: token ?? sent.fields['token'] ?? '',
    urgent: saidOf(page, stopped) + lostFiles,
    status: stopped.status,
  });
}
