import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Language } from '../../../letters/letter.ts';
import { originOf } from '../session.ts';
import { message } from '../words/words.ts';
import { formAsSent, keepForm } from './kept-form.ts';

/** Tells the script of a page that its person is not signed in any more. */
const sessionEndedHeader = 'X-Session-Ended';

/**
 * Lets only who is signed in through. Anybody else is sent to sign in and back afterwards; the text of a form is kept meanwhile, and a
 * part of a page only says what is the matter.
 *
 * @param readBody reads a form
 */
export function signedIn(readBody: RequestHandler): RequestHandler {
  return (request, response, next) => {
    if (response.locals['caller'] !== undefined) return next();
    if (isPart(request.headers)) return endedHere(request, response);
    if (request.method !== 'POST') {
      request.session.next = request.originalUrl;
      return response.redirect(303, '/desk/sign-in');
    }
    readBody(request, response, (fault?: unknown) => {
      if (fault !== undefined) return next(fault);
      tries(request, response, () => {
        // Of another site's making, or a person's who never had a session here: nothing to keep.
        const kept = originOf(request) === 'here' && keepForm(request, formAsSent(request));
        request.session.notice = { key: kept ? 'access.endedTextKept' : 'access.ended' };
        response.redirect(303, '/desk/sign-in');
      });
    });
  };
}

/** What the register keeps for those who are not signed in stays little. */
const tries = rateLimit({
  windowMs: 15 * 60_000,
  limit: 60,
  legacyHeaders: false,
  keyGenerator: ({ ip }) => ipKeyGenerator(ip ?? ''),
  handler: (_request, response) => response.redirect(303, '/desk/sign-in'),
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
