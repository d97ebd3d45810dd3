import type { Request, RequestHandler, Response, Router } from 'express';
import type { Language } from '../../letters/letter.ts';
import type { Procedure } from '../../procedures/schema.ts';
import { publicHost } from '../desk/session.ts';
import { Problem } from '../problems/problem.ts';
import type { Handler } from '../requests/routes.ts';
import { cookieIn, setCookie } from './cookies.ts';
import { readPlainForm } from './posted-form.ts';
import { publicAssets, renderPublic } from './render.ts';

/** A public page to send. */
export interface PublicPage {
  /** Its template in templates/pages/public: `form-start`. */
  page: string;
  /** The page's heading, and with the firm's name the window's title. */
  title: string;
  language: Language;
  data?: Record<string, unknown>;
  /** Whose page it is; its name stands at the top, and how it is reached at the foot. */
  firm?: Procedure['firm'] | undefined;
  /** Where the firm's name leads. */
  home?: string | undefined;
  /** The id of the form that a change of language posts, so that what was typed in it stays; left out where nothing was typed. */
  languageForm?: string | undefined;
  status?: number;
  /** Scripts of its own, from templates/pages/public/scripts. */
  scripts?: readonly string[];
}

/** Public pages run their own scripts and styles alone, stand in nobody else's page, and tell no other site where they were. */
export const publicHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Robots-Tag': 'noindex, nofollow',
  });
  next();
};

/** Offers a public page. A form that is posted comes from this site; one without files is read before (posted-form.ts). */
export function publicPage(router: Router, path: string, { get, post }: { get?: Handler; post?: Handler }): void {
  const route = router.route(path);
  if (get) route.get(get);
  if (post) route.post(fromThisSite, readPlainForm, post);
  const allow = [...(get ? ['GET', 'HEAD'] : []), ...(post ? ['POST'] : [])].join(', ');
  route.all(() => {
    throw new Problem(405, { detail: `Offered here: ${allow}`, headers: { Allow: allow } });
  });
}

/** Sends a public page. */
export function sendPublicPage(
  request: Request,
  response: Response,
  { page, title, language, data = {}, firm, home, languageForm, status = 200, scripts = [] }: PublicPage,
): void {
  const shell = {
    assets: publicAssets.version,
    languages: languagesToChoose(language),
    languageForm,
    firm,
    home,
    scripts,
  };
  const all = { ...data, language, title, path: request.path };
  response
    .status(status)
    .type('html')
    .send(renderPublic(page, all, shell));
}

/** The languages that public pages speak, each by its own name. */
const languageNames: Record<Language, string> = { fr: 'Français', nl: 'Nederlands', en: 'English' };

function languagesToChoose(current: Language) {
  return (Object.keys(languageNames) as Language[]).map((code) => ({
    code,
    name: languageNames[code],
    current: code === current,
  }));
}

const languageCookie = 'doleance-language';

/**
 * The language that somebody has chosen with the buttons, for all public pages.
 *
 * @param usual where they have chosen none
 */
export function languageFor(request: Request, response: Response, usual: Language): Language {
  const asked = request.query['language'];
  if (isLanguage(asked)) {
    keepLanguage(request, response, asked);
    return asked;
  }
  const kept = cookieIn(request, languageCookie);
  return isLanguage(kept) ? kept : usual;
}

/** Remembers the language that was chosen. */
export function keepLanguage(request: Request, response: Response, language: Language): void {
  setCookie(request, response, { name: languageCookie, value: language });
}

export function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && Object.hasOwn(languageNames, value);
}

/** No other site may post here in somebody's name. A page that gives no referrer away has no origin in its posts either. */
const fromThisSite: RequestHandler = (request, _response, next) => {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const foreign =
    site === undefined
      ? origin !== undefined && origin !== 'null' && ![host, request.app.get(publicHost)].includes(hostOf(origin))
      : site === 'cross-site' || site === 'same-site';
  if (foreign) throw new Problem(403, { detail: 'This form was sent from another site.' });
  next();
};

function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : '';
}
