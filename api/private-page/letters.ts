import type { Request, Response } from 'express';
import { kindsOfLetter } from '../../letters/kinds.ts';
import { letterPdf } from '../../letters/pdf/pdf.ts';
import { sheetOf } from '../../letters/writing/sheet.ts';
import type { Language } from '../../register/complaint-content.ts';
import { readLetterContent } from '../../register/letters.ts';
import { lettersOf } from '../../register/queries.ts';
import type { LetterRow } from '../../register/tables.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { idInPath } from '../complaints/known-complaint.ts';
import { sendPdf } from '../letters/pdf.ts';
import { sendPublicPage } from '../public/pages.ts';
import { type PrivateHandler, sendNoPage, type Visit } from './visit.ts';

/** A letter as it was written: it runs nothing and loads nothing, stands in a frame of the page at most, and its links open outside. */
const letterPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

/** The page with the letter in its frame. */
const framePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A letter as the page lists it. */
export interface LetterShown {
  title: string;
  /** When it left, in the firm's zone. */
  day: CivilDate;
  byPost: boolean;
  path: string;
}

export function letterShown(letter: LetterRow, { base, page, procedure, rulebook }: Visit): LetterShown {
  const { subject, subjectWithout } = kindsOfLetter[letter.kind];
  // What a firm answers to a disagreement is a second look or the ways on.
  const isPlain = procedure.steps.disagreement.does === 'recourse-details';
  return {
    title: ((isPlain ? subjectWithout?.subject : undefined) ?? subject)[page],
    day: letter.posted_on ?? (letter.sent_at ? rulebook.dayOf(letter.sent_at.getTime()) : letter.letter_date),
    byPost: letter.way === 'post',
    path: `${base}/letters/${letter.id}`,
  };
}

type LetterHandler = (visit: Visit, letter: LetterRow, request: Request, response: Response) => Promise<void>;

/** A letter that they got: the page of one that they did not get is no page. */
function withLetter(handle: LetterHandler): PrivateHandler {
  return async (visit, request, response) => {
    const { database } = visit.dependencies.register;
    const id = idInPath(request);
    const letter = (await lettersOf(database, visit.reference)).find((one) => one.id === id);
    if (letter?.state !== 'sent' || letter.recipient !== 'complainant') return sendNoPage(request, response);
    await handle(visit, letter, request, response);
  };
}

/** A letter to be read, with its other forms. */
export const letterPage = withLetter(async (visit, letter, request, response) => {
  const { base, page, procedure, reference } = visit;
  const shown = letterShown(letter, visit);
  response.set('Content-Security-Policy', framePolicy);
  sendPublicPage(request, response, {
    page: 'private-letter',
    title: shown.title,
    language: page,
    firm: procedure.firm,
    home: base,
    data: {
      base,
      reference,
      letter: shown,
      writtenIn: letter.language === page ? undefined : languageName(letter.language, page),
    },
  });
});

function languageName(language: string, page: Language): string {
  return new Intl.DisplayNames([page], { type: 'language' }).of(language) ?? language;
}

/** The letter itself, as it was sent; with `?save` to be kept. */
export const letterAsHtml = withLetter(async ({ dependencies }, letter, request, response) => {
  const { html } = await readLetterContent(dependencies.register.database, letter);
  response.set({ 'Content-Security-Policy': letterPolicy, 'X-Frame-Options': 'SAMEORIGIN' });
  const isSaved = request.query['save'] !== undefined;
  if (isSaved) response.attachment(`${letter.reference}-${letter.kind}.html`);
  response.type('text/html; charset=utf-8').send(isSaved ? html : html.replace(/<head\b[^>]*>/i, '$&<base target="_blank">'));
});

/** The letter as it is printed. */
export const letterAsPdf = withLetter(async ({ dependencies, procedure }, letter, _request, response) => {
  const content = await readLetterContent(dependencies.register.database, letter);
  const bytes = await letterPdf(sheetOf(letter, content, procedure), { standard: 'ua-1' });
  sendPdf(response, bytes, `${letter.reference}-${letter.kind}.pdf`);
});
