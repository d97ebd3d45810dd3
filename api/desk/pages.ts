import { randomUUID } from 'node:crypto';
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import type { Language } from '../../letters/letter.ts';
import { type Caller, callerOf } from '../access/caller.ts';
import type { Capability } from '../access/roles.ts';
import type { Handler } from '../requests/routes.ts';
import { formAsSent, keepForm } from './access/kept-form.ts';
import { inTimeOrKept } from './access/late-upload.ts';
import { signedIn } from './access/signed-in.ts';
import { deskAssets } from './assets.ts';
import { render } from './render.ts';
import { formTokenOf, isOwnForm, isPlainForm, originOf, requireOwnForm, type SessionLeft } from './session.ts';
import { navigation } from './shell.ts';
import { message } from './words/words.ts';

/** A page to send. */
export interface Page {
  /** Its template: `my-day`. */
  page: string;
  /** Stands in the window's title and is the page's heading where the template says so. */
  title: string;
  data?: Record<string, unknown>;
  status?: number;
  /** Without the layout, for a part of a page. */
  fragment?: boolean;
  /** The entry of the navigation that it belongs to. */
  active?: string;
  /** Scripts of its own: `['complaint.js']`. */
  scripts?: readonly string[];
}

/** The most that a form may have. */
const formLimit = '512kb';
const readForm = express.urlencoded({ extended: false, limit: formLimit, parameterLimit: 2000 });

const ownForm: RequestHandler = (request, response, next) => {
  const own = isOwnForm(request);
  if (own && request.session.keptForm !== undefined) delete request.session.keptForm;
  // Its person has signed in anew meanwhile, in another window: what they wrote is shown, to be sent with the token of now.
  if (!own && originOf(request) === 'here' && isPlainForm(request) && keepForm(request, formAsSent(request)))
    return response.redirect(303, '/desk/kept-form');
  requireOwnForm(request, response);
  next();
};

/** A form with files is read, and its token asked for, by whoever takes the files. */
const ownFormOrUpload: RequestHandler = (request, response, next) =>
  request.is('multipart/form-data') ? next() : ownForm(request, response, next);

/** Who signs in may have had the page open for long: that the form is this site's own is enough. */
const openForm: RequestHandler = (request, response, next) => {
  if (originOf(request) !== 'here') requireOwnForm(request, response);
  next();
};

const onlySignedIn = signedIn(readForm);

/** Offers a page of the desk to whoever is signed in; a form that is posted must come from the session's own page. */
export function deskPage(router: Router, path: string, { get, post }: { get?: Handler; post?: Handler }): void {
  offerDesk(router, path, { get, post }, { first: [onlySignedIn], checked: ownForm });
}

/** The same where a form may come with files: `post` must read it with `readUpload` and ask for its token with `requireOwnForm`. */
export function uploadPage(router: Router, path: string, { get, post }: { get?: Handler; post: Handler }): void {
  offerDesk(router, path, { get, post }, { first: [onlySignedIn], checked: ownFormOrUpload });
}

/** Offers a page of the desk to everybody: signing in. */
export function openPage(router: Router, path: string, { get, post }: { get?: Handler; post?: Handler }): void {
  offerDesk(router, path, { get, post }, { first: [], checked: openForm });
}

function offerDesk(
  router: Router,
  path: string,
  { get, post }: { get?: Handler | undefined; post?: Handler | undefined },
  { first, checked }: { first: RequestHandler[]; checked: RequestHandler },
): void {
  const route = router.route(path);
  if (get) route.get(...first, get);
  if (post) route.post(...first, readForm, checked, inTimeOrKept(post));
}

/** Sends a page in the person's language, with the layout around it unless it is a part of one. */
export function sendPage(
  request: Request,
  response: Response,
  { page, title, data = {}, status = 200, fragment = false, active, scripts = [] }: Page,
): void {
  const language = languageOf(request, response);
  const by = (response.locals['caller'] as Caller | undefined)?.account?.id;
  const all = { ...data, scripts, language, title, csrf: formTokenOf(request), formKey: randomUUID(), by, path: request.path };
  response
    .status(status)
    .type('html')
    .send(render(page, all, fragment ? undefined : shellOf(request, response, active)));
}

/** The language of whoever is signed in; else the browser's first that the desk speaks. */
export function languageOf(request: Request, response: Response): Language {
  const caller = response.locals['caller'] === undefined ? undefined : callerOf(response);
  return caller?.account?.language ?? ((request.acceptsLanguages('fr', 'nl', 'en') || 'fr') as Language);
}

/** A message in the person's language. */
export function say(request: Request, response: Response, key: string, values?: Record<string, unknown>): string {
  return message(languageOf(request, response), key, values);
}

/** Tells something on the next page that is sent. */
export function tellNext(request: Request, key: string, values?: Record<string, string | number>): void {
  request.session.notice = { key, ...(values === undefined ? {} : { values }) };
}

/** The fields of a form: of several of one name the last. */
export function formOf(request: Request): Record<string, string> {
  return Object.fromEntries(
    Object.keys((request.body ?? {}) as object).map((name) => [name, valuesOf(request, name).at(-1) ?? '']),
  );
}

/** All values of a field of a form. */
export function valuesOf(request: Request, name: string): string[] {
  const values = [((request.body ?? {}) as Record<string, unknown>)[name]].flat();
  // Nobody types a NUL, and the register could not keep it.
  return values.filter((value) => typeof value === 'string').map((value) => value.replaceAll('\0', ''));
}

function shellOf(request: Request, response: Response, active: string | undefined): Record<string, unknown> {
  const caller = response.locals['caller'] === undefined ? undefined : callerOf(response);
  // Where the register is away there is no session.
  const session = request.session as Request['session'] | undefined;
  const notice = session?.notice;
  const may = (capability: Capability) => (caller?.firmsWith(capability).length ?? 0) !== 0;
  if (notice) delete session.notice;
  return {
    assets: deskAssets.version,
    person: caller?.name,
    sessionLeft: response.locals['sessionLeft'] as SessionLeft | undefined,
    theme: caller?.account?.theme ?? 'auto',
    singleKeys: caller?.account?.single_keys ?? false,
    navigation: caller ? navigation(caller, active) : [],
    notice: notice && message(languageOf(request, response), notice.key, notice.values),
    noticeAlerts: notice?.alert ?? false,
    // Whoever reads complaints may look at the letters and the procedures behind them.
    seesAdministration: may('administer') || may('read'),
    maySearch: may('read'),
    mayRegister: may('register'),
  };
}
