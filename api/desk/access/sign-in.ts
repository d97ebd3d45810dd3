import { type Request, type Response, Router } from 'express';
import { noteSignIn, signInAs } from '../../../register/accounts/account-state.ts';
import { accountByLogin } from '../../../register/accounts/accounts.ts';
import { isPassword } from '../../../register/accounts/passwords.ts';
import { countTry, forgetTry } from '../../../register/accounts/tries.ts';
import type { Register } from '../../../register/register.ts';
import type { AccountRow } from '../../../register/tables.ts';
import { networkOf } from '../../access/network.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { notFound } from '../../problems/problems.ts';
import type { Handler } from '../../requests/routes.ts';
import { formOf, openPage, say, sendPage } from '../pages.ts';
import { beginSession } from '../session.ts';
import { leadingOnTo } from './signed-in.ts';

/** So many tries that fail, in so many seconds; then nobody is let in from there, or under this name, until they have passed. */
export const tryLimits = { as: 10, from: 50, seconds: 15 * 60 } as const;
const signInFrom = 'sign-in from';

/** Signing in with a local account, or on the way to the firm's own service. */
export function signInPages(dependencies: ApiDependencies): Router {
  const router = Router();
  openPage(router, '/desk/sign-in', { get: form(dependencies), post: signIn(dependencies) });
  return router;
}

function form(dependencies: ApiDependencies): Handler {
  return (request, response) => {
    if (response.locals['caller'] !== undefined) return response.redirect(303, nextOf(request));
    sendSignIn(dependencies, request, response);
  };
}

/** The page on which somebody signs in, with what went wrong before. */
export function sendSignIn(
  { desk }: Pick<ApiDependencies, 'desk'>,
  request: Request,
  response: Response,
  { status = 200, ...data }: { status?: number; login?: string; wrong?: string } = {},
): void {
  sendPage(request, response, {
    page: 'sign-in',
    title: say(request, response, 'access.signIn'),
    status,
    data: {
      ...data,
      next: nextOf(request),
      oidc: leadingOnTo(nextOf(request), '/desk/oidc'),
      local: desk.localSignIn !== false,
      issuer: desk.issuer !== undefined,
    },
  });
}

function signIn(dependencies: ApiDependencies): Handler {
  const { register, desk, log } = dependencies;
  return async (request, response) => {
    if (desk.localSignIn === false) throw notFound('Nobody signs in here with a password.');
    const { login = '', password = '' } = formOf(request);
    const name = login.trim().toLowerCase().slice(0, 200);
    const minutes = await minutesToWait(register, request, name);
    if (minutes > 0) {
      log.warn({ reqId: response.locals['requestId'] as string }, 'sign-in refused: too many tries');
      response.set('Retry-After', String(minutes * 60));
      return sendSignIn(dependencies, request, response, {
        status: 429,
        login,
        wrong: say(request, response, 'access.wait', { minutes }),
      });
    }
    const account = await knownBy(register, name, password);
    if (!account) {
      log.warn({ reqId: response.locals['requestId'] as string }, 'sign-in refused: wrong login or password');
      return sendSignIn(dependencies, request, response, { status: 422, login, wrong: say(request, response, 'access.wrong') });
    }
    await forgetTry(register, signInFrom, networkOf(request));
    await forgetTry(register, signInAs, name);
    request.session.next ??= nextOf(request);
    await letIn(register, request, response, account);
  };
}

/** Begins the session of somebody who is known, and sends them where they wanted to go. */
export async function letIn(
  { database }: Register,
  request: Request,
  response: Response,
  account: AccountRow,
  idToken?: string,
): Promise<void> {
  await beginSession(request, account, idToken);
  await noteSignIn(database, account.id);
  const { next, keptForm, filesLost } = request.session;
  delete request.session.next;
  delete request.session.filesLost;
  if (filesLost) request.session.notice = { key: 'access.filesLost', alert: true };
  response.redirect(303, keptForm === undefined ? ownPath(next) : '/desk/kept-form');
}

/** Somebody with this login and password who may work; it takes as long whether or not there is anybody of this login. */
async function knownBy({ database }: Register, login: string, password: string): Promise<AccountRow | undefined> {
  const account = await accountByLogin(database, login);
  const right = await isPassword(password.slice(0, 1_000), account?.password);
  return account && right && account.disabled_at === null ? account : undefined;
}

/** Counted before the password is looked at, so that many at once are no way round. @returns 0 where nobody has to wait */
async function minutesToWait(register: Register, request: Request, login: string): Promise<number> {
  const from = await countTry(register, signInFrom, networkOf(request), tryLimits.seconds);
  const as = await countTry(register, signInAs, login, tryLimits.seconds);
  const ends = [...(from.made > tryLimits.from ? [from.endsAt] : []), ...(as.made > tryLimits.as ? [as.endsAt] : [])].map(
    (end) => end.getTime() - Date.now(),
  );
  return ends.length === 0 ? 0 : Math.max(1, Math.ceil(Math.max(...ends) / 60_000));
}

/** Where the address, or the form of the sign-in page, says that somebody wanted to go. */
export function nextOf(request: Request): string {
  const asked = formOf(request)['next'] ?? request.query['next'];
  return ownPath(typeof asked === 'string' ? asked : undefined);
}

/** Never to another site, nor to the way out. */
function ownPath(next: string | undefined): string {
  return next !== undefined && /^\/desk(?:[/?]|$)/.test(next) && !/^\/desk\/sign-|\.\.|\\/.test(next) ? next : '/desk';
}
