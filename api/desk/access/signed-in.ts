import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { MulterError } from 'multer';
import type { Language } from '../../../letters/letter.ts';
import { beginNoSession } from '../session.ts';
import { message } from '../words/words.ts';
import { keepLateForm, type Late, readTextOfUpload } from './late-upload.ts';

/** Tells the script of a page that its person is not signed in any more. */
const sessionEndedHeader = 'X-Session-Ended';

/**
 * Lets only who is signed in through. Anybody else is sent to sign in and back afterwards; the text of a form is kept meanwhile, files
 * have to be chosen again, and a part of a page only says what is the matter.
 *
 * @param readForm reads a form without files
 */
export function signedIn(readForm: RequestHandler): RequestHandler {
  return (request, response, next) => {
    if (response.locals['caller'] !== undefined) return next();
    if (isPart(request.headers)) return endedHere(request, response);
    if (request.method !== 'POST') return response.redirect(303, leadingOnTo(request.originalUrl, '/desk/sign-in'));
    tries(request, response, () => {
      const read = request.is('multipart/form-data') ? readTextOfUpload : readForm;
      read(request, response, (fault?: unknown) => {
        // More than any form of ours has is nobody's text.
        if (fault instanceof MulterError) request.body = {};
        else if (fault !== undefined) return next(fault);
        tellLate(request, keepLateForm(request));
        response.redirect(303, '/desk/sign-in');
      });
    });
  };
}

/**
 * A page on the way to being signed in, with where it leads afterwards: in its address, so that the register keeps nothing for those who
 * only knock.
 */
export function leadingOnTo(next: string, page: '/desk/sign-in' | '/desk/oidc'): string {
  return next === '/desk' || next.length > 2_000 ? page : `${page}?next=${encodeURIComponent(next)}`;
}

/** What became of a form is told on the sign-in page. That files have to be chosen anew is told again afterwards, where they are chosen. */
function tellLate({ session, originalUrl }: Request, late: Late): void {
  session.notice = { key: endings[late], alert: true };
  if (late !== 'files-lost') return;
  session.next = originalUrl;
  session.filesLost = true;
}

const endings: Record<Late, string> = {
  'text-kept': 'access.endedTextKept',
  'files-lost': 'access.endedFilesLost',
  'nothing-kept': 'access.ended',
};

/** What the register keeps for those who are not signed in stays little. */
const tries = rateLimit({
  windowMs: 15 * 60_000,
  limit: 60,
  legacyHeaders: false,
  keyGenerator: ({ ip }) => ipKeyGenerator(ip ?? ''),
  handler: (_request, response) => response.redirect(303, '/desk/sign-in'),
});

/** So many sessions may strangers of one network begin, in so long a time, by looking at pages. */
export const strangersSessions = { limit: 200, windowMs: 15 * 60_000 } as const;

/** Every page has a form, and its token begins a session. Whoever knocks on and on gets pages without one. */
export const sparingWithStrangers: RequestHandler = rateLimit({
  ...strangersSessions,
  legacyHeaders: false,
  skip: ({ session, method }) => method !== 'GET' || (session as Request['session'] | undefined)?.formToken !== undefined,
  keyGenerator: ({ ip }) => ipKeyGenerator(ip ?? ''),
  handler: (request, _response, next) => {
    beginNoSession(request);
    next();
  },
});

/** Asked for by a script, or shown within a page. */
function isPart(headers: Record<string, string | string[] | undefined>): boolean {
  return headers['hx-request'] !== undefined || headers['sec-fetch-dest'] === 'iframe';
}

/** The page around it has the person's text still; its script tells them what to do, and so does this. */
function endedHere(request: Request, response: Response): void {
  const language = (request.acceptsLanguages('fr', 'nl', 'en') || 'fr') as Language;
  response
    .status(401)
    .set({ [sessionEndedHeader]: 'true', 'Content-Security-Policy': "default-src 'none'; frame-ancestors 'self'" })
    .type('html')
    .send(
      `<!doctype html><html lang="${language}"><title>Doléance</title><p>${message(language, 'access.endedHere')}</p></html>`,
    );
}
