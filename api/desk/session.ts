import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import session from 'express-session';
import { accountInUse } from '../../register/accounts/accounts.ts';
import type { AccountRow } from '../../register/tables.ts';
import { callerOfAccount, setCaller } from '../access/caller.ts';
import type { SignInUnderWay } from '../access/oidc/issuer.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Problem } from '../problems/problem.ts';
import { seal, unseal } from './access/sealed.ts';
import { SessionStore } from './session-store.ts';

declare module 'express-session' {
  interface SessionData {
    /** The account that is signed in. */
    account?: string;
    /** What every form of this session carries. */
    formToken?: string;
    /** When they signed in; milliseconds since 1970. */
    begun?: number;
    /** Where to go once signed in. */
    next?: string;
    /** Said on the next page: the key of a message, with what stands in it. */
    notice?: { key: string; values?: Record<string, string | number>; alert?: boolean };
    /** Files came after the session had ended: nothing of them is kept, and who signs in is told to choose them again. */
    filesLost?: boolean;
    /** A form that came after the session had ended, sealed: see kept-form.ts. */
    keptForm?: string;
    /** A token or a password that is shown on the next page and never again, sealed. */
    shownOnce?: string;
    /** Those who are on their way to the issuer and back, by their state. */
    underWay?: Record<string, SignInUnderWay>;
    /** By which the issuer recognises whom it is to sign out, sealed. */
    idToken?: string;
  }
}

const minute = 60_000;

/** So long may nobody do anything before a session ends, and so long does it last at most; minutes. */
const usualSession = { idleMinutes: 60, wholeMinutes: 12 * 60 } as const;

/** How long a session lasts from now on, without anything being done and at most; seconds. */
export interface SessionLeft {
  idle: number;
  whole: number;
}

/** The setting of the program that says under which host people reach it. */
export const publicHost = 'public host';

/** Reads the session and who is signed in by it. */
export function sessions({ register, desk }: Pick<ApiDependencies, 'register' | 'desk'>): RequestHandler[] {
  const { sessionSecret, secureCookies } = desk;
  const { idleMinutes = usualSession.idleMinutes, wholeMinutes = usualSession.wholeMinutes } = desk;
  const keeping = session({
    store: new SessionStore(register, { idle: idleMinutes * minute, whole: wholeMinutes * minute }),
    secret: sessionSecret,
    name: secureCookies ? '__Host-doleance' : 'doleance',
    genid: () => randomBytes(32).toString('base64url'),
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, sameSite: 'lax', secure: secureCookies, path: '/', maxAge: idleMinutes * minute },
    proxy: true,
  });
  const knowing: RequestHandler = async (request, response, next) => {
    const { account: id, begun = Date.now() } = request.session;
    const known = id === undefined ? undefined : await accountInUse(register.database, id);
    if (known) {
      setCaller(response, callerOfAccount(known.account, known.grants));
      const wholeLeft = wholeMinutes * 60 - Math.floor((Date.now() - begun) / 1_000);
      response.locals['sessionLeft'] = { idle: idleMinutes * 60, whole: wholeLeft } satisfies SessionLeft;
    }
    next();
  };
  const all = [keeping, keptBeforeLeading, knowing];
  return secureCookies ? [reachedByHttps, ...all] : all;
}

/**
 * A session is kept while its answer ends, and a browser follows a redirect as soon as its head is there: it would find who has just
 * signed in a stranger, and what the next page should tell forgotten. So what leads on waits until the session is kept.
 */
const keptBeforeLeading: RequestHandler = (request, response, next) => {
  const redirect = response.redirect.bind(response);
  const before = contentOf(request);
  response.redirect = (one: number | string, other?: number | string) => {
    const [status, to] = typeof one === 'number' ? [one, String(other)] : [Number(other ?? 302), one];
    if (contentOf(request) === before) return redirect(status, to);
    request.session.save((fault?: unknown) => (fault ? next(fault) : redirect(status, to)));
  };
  next();
};

/** What a page asks for by itself, again and again, is nothing that a person does: the session's idle limit goes on. */
export function askedByItself({ sessionStore, sessionID }: Request): void {
  if (sessionStore instanceof SessionStore) sessionStore.leave(sessionID);
}

/** What a session holds; where the register is away there is none. */
function contentOf(request: Request): string {
  const session = request.session as Request['session'] | undefined;
  if (session === undefined) return '';
  const { cookie, ...content } = session;
  void cookie;
  return `${session.id} ${JSON.stringify(content)}`;
}

/** Where the desk's address is an https one, its cookies are for https, whatever the proxy before it says of this request. */
const reachedByHttps: RequestHandler = (request, _response, next) => {
  request.headers['x-forwarded-proto'] = 'https';
  next();
};

/** Begins a session anew, so that one that was planted before is worth nothing. */
export async function beginSession(request: Request, account: AccountRow, idToken?: string): Promise<void> {
  const { next, keptForm, filesLost } = request.session;
  const kept = keptForm === undefined ? undefined : unseal(request, keptForm);
  await renewed(request);
  request.session.account = account.id;
  request.session.begun = Date.now();
  if (next !== undefined) request.session.next = next;
  if (filesLost) request.session.filesLost = true;
  if (kept !== undefined) request.session.keptForm = seal(request, kept);
  if (idToken !== undefined) request.session.idToken = seal(request, idToken);
}

/** Ends the session, here and in the register; what is said next is said to nobody in particular. */
export async function endSession(request: Request): Promise<void> {
  await renewed(request);
}

async function renewed(request: Request): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    request.session.regenerate((fault?: Error) => (fault ? reject(fault) : resolve())),
  );
}

/**
 * What a form of this session carries, so that no other site can send it. It reads otherwise each time, so that nobody can guess it from
 * the length of compressed pages.
 */
export function formTokenOf(request: Request): string {
  // Where the register is away there is no session, and no form that could be sent.
  if ((request.session as Request['session'] | undefined) === undefined) return '';
  if (withoutSession.has(request) && request.session.formToken === undefined) return '';
  request.session.formToken ??= randomBytes(tokenBytes).toString('base64url');
  const pad = randomBytes(tokenBytes);
  return Buffer.concat([pad, exclusiveOr(pad, Buffer.from(request.session.formToken, 'base64url'))]).toString('base64url');
}

const tokenBytes = 24;

const withoutSession = new WeakSet<Request>();

/** Lets the pages of this request have no form token, unless the session has one already. */
export function beginNoSession(request: Request): void {
  withoutSession.add(request);
}

/** Whether a form, or a request of a script, carries the token of this session and comes from none but this site. */
export function isOwnForm(request: Request): boolean {
  const body = request.body as Record<string, unknown> | undefined;
  const given = body?.['_csrf'] ?? request.headers['x-csrf-token'];
  const wanted = request.session.formToken;
  if (typeof given !== 'string' || wanted === undefined || originOf(request) === 'elsewhere') return false;
  const bytes = Buffer.from(given, 'base64url');
  if (bytes.length !== 2 * tokenBytes) return false;
  const token = exclusiveOr(bytes.subarray(0, tokenBytes), bytes.subarray(tokenBytes));
  return timingSafeEqual(token, Buffer.from(wanted, 'base64url'));
}

/** @throws Problem 403 where a form does not come from this session's own page */
export function requireOwnForm(request: Request, _response: Response): void {
  if (!isOwnForm(request))
    throw new Problem(403, { kind: 'form-outdated', detail: 'This form is no longer valid: load its page again.' });
}

/** Where the browser says that a request comes from; old ones say nothing. A proxy may give the request another host than people see. */
export function originOf(request: Request): 'here' | 'elsewhere' | 'unknown' {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'elsewhere';
  if (origin === undefined) return site === 'same-origin' ? 'here' : 'unknown';
  const from = URL.canParse(origin) ? new URL(origin).host : '';
  return from !== '' && [host, request.app.get(publicHost)].includes(from) ? 'here' : 'elsewhere';
}

/** Not asked for by a script, nor shown within a page. */
export function isPlainForm({ headers }: Request): boolean {
  return headers['hx-request'] === undefined && headers['sec-fetch-dest'] !== 'iframe';
}

function exclusiveOr(one: Buffer, other: Buffer): Buffer {
  return Buffer.from(one.map((byte, index) => byte ^ (other[index] ?? 0)));
}
