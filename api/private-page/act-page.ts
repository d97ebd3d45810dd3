import type { Request, Response } from 'express';
import { sizeInWords } from '../desk/attachments/words-of-files.ts';
import { sendPublicPage } from '../public/pages.ts';
import { publicMessage } from '../public/words/words.ts';
import { type Act, actsNow } from './acts.ts';
import { type Contents, contentsOf } from './contents.ts';
import { newFormKey, subjectOf } from './form-key.ts';
import type { Visit } from './visit.ts';
import { waysOnOf } from './ways-on.ts';

/** What an act's page shows besides: what was typed, and what is wrong with it. */
export interface Shown {
  text?: string;
  /** That of the form which was sent; left out: a new one. */
  key?: string | undefined;
  /** What is wrong with the text, in the person's language. */
  error?: string | undefined;
  /** What was not taken of the files, a line each. */
  refused?: readonly string[];
  /** Said above everything else. */
  notice?: { kind: 'late' | 'soon'; words: string } | undefined;
  status?: number;
  /** When it may be sent again; seconds. */
  retryAfter?: number | undefined;
}

/** Which acts take a text, and whether it must be there; `or-files` where files do as well. */
export const textOfAct: Record<Act, 'needed' | 'or-files' | 'optional' | 'none'> = {
  add: 'or-files',
  write: 'needed',
  ask: 'optional',
  accept: 'none',
  disagree: 'optional',
  withdraw: 'optional',
};

/** The acts that files can come with. */
export const withFiles: readonly Act[] = ['add', 'write', 'disagree'];

/** The page on which somebody reads what an act means, and sends it: a second step, since opening a page never acts. */
export async function actPage(act: Act, visit: Visit, request: Request, response: Response): Promise<void> {
  await showAct(act, visit, request, response);
}

/** Shows an act's page; one that cannot be done now says why, and keeps what was typed. */
export async function showAct(act: Act, visit: Visit, request: Request, response: Response, shown: Shown = {}): Promise<void> {
  const { base, page, procedure, reference, dependencies, situation } = visit;
  const contents = await contentsOf(visit);
  const isOffered = actsNow(situation, contents.offer).includes(act);
  const { text = '', error, refused = [], notice, retryAfter } = shown;
  if (retryAfter !== undefined) response.set('Retry-After', String(retryAfter));
  const problems = [
    ...(error === undefined ? [] : [{ field: 'text', message: error }]),
    ...refused.map((message) => ({ field: 'files', message })),
  ];
  sendPublicPage(request, response, {
    page: 'private-act',
    title: publicMessage(page, `privatePage.${act}.title`),
    language: page,
    firm: procedure.firm,
    home: base,
    languageForm: isOffered ? 'act' : undefined,
    status: shown.status ?? 200,
    scripts: ['errors.js'],
    data: {
      act,
      base,
      reference,
      firm: procedure.firm,
      isOffered,
      problems: problems.length > 0 ? problems : undefined,
      notices: notice && [notice],
      key: shown.key ?? (await newFormKey(dependencies.register.database, subjectOf(act, situation))),
      text: textOfAct[act] === 'none' ? undefined : fieldOf(act, visit, text, error),
      kept: text,
      files: withFiles.includes(act) ? filesField(visit, refused) : undefined,
      offer: act === 'accept' ? contents.offer : undefined,
      asked: act === 'add' ? contents.asked : undefined,
      ways: act === 'disagree' ? waysOnOf(visit, contents) : undefined,
      effect: effectOf(act, visit, contents),
    },
  });
}

function fieldOf(act: Act, { page }: Visit, value: string, error: string | undefined) {
  const isOptional = textOfAct[act] === 'optional';
  return {
    id: 'text',
    name: 'text',
    label: publicMessage(page, `privatePage.${act}.label`),
    hint: publicMessage(page, `privatePage.${act}.hint`),
    value,
    error,
    optional: isOptional,
    describedBy: error === undefined ? 'text-hint' : 'text-hint text-error',
  };
}

function filesField({ dependencies, page }: Visit, refused: readonly string[]) {
  const { fileBytes, files } = dependencies.attachments.limits;
  return { most: files, size: sizeInWords(fileBytes, page), refused: refused.length > 0 };
}

/** What happens once it is sent, in as far as it depends on the firm or on where the complaint stands. */
function effectOf(act: Act, { procedure, situation }: Visit, { offer }: Contents): string | undefined {
  if (act === 'disagree') {
    if (situation.facts.closure !== undefined && situation.facts.closure.reason !== 'answered') return 'disagree.reopened';
    const again = procedure.steps.disagreement.does === 'second-treatment' && !situation.facts.secondTreatment;
    return again ? 'disagree.again' : 'disagree.details';
  }
  return act === 'accept' && offer?.effect === undefined ? 'accept.effect' : undefined;
}
