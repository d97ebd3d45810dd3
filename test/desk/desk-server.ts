import { randomUUID } from 'node:crypto';
import type { Role } from '../../api/access/roles.ts';
import type { ApiDependencies } from '../../api/dependencies.ts';
import { accountByLogin, makeAccount } from '../../register/accounts/accounts.ts';
import { hashPassword } from '../../register/accounts/passwords.ts';
import { type Answer, type ApiUnderTest, startApi } from '../api/api-server.ts';

/** Who signs in: by default a complaints manager of every firm. */
export interface Wanted {
  login?: string;
  name?: string;
  language?: 'fr' | 'nl' | 'en';
  /** One role for each firm; `*` is every firm. */
  grants?: { procedure: string; role: Role; staff?: string }[];
}

/** Somebody at the desk, with the cookie and the form token of a browser. */
export interface SignedIn {
  login: string;
  password: string;
  account: string;
  cookie: string;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** Posts a form with the session's token; redirects are not followed. */
  post(path: string, form?: Record<string, string | string[]>, headers?: Record<string, string>): Promise<Answer>;
}

/** The desk on a database of its own. */
export interface DeskUnderTest extends ApiUnderTest {
  /** Makes an account and signs in with it. */
  signIn(wanted?: Wanted): Promise<SignedIn>;
  /** In another window, with an account that there is. */
  signInAgain(login: string, password: string): Promise<SignedIn>;
}

const password = 'un mot de passe pour les tests';

export async function startDesk(overrides: Partial<ApiDependencies> = {}): Promise<DeskUnderTest> {
  const api = await startApi(overrides);
  // Cheap to guess, and to check: many tests sign in.
  const hashed = hashPassword(password, { N: 1024, r: 8, p: 1 });
  return {
    ...api,
    signIn: async ({ login = `person-${randomUUID().slice(0, 8)}`, name = 'Camille Exemple', language = 'fr', grants } = {}) => {
      const account = await makeAccount(api.register, {
        login,
        name,
        language,
        password: await hashed,
        grants: (grants ?? [{ procedure: '*', role: 'complaints-manager' as const }]).map(({ staff, ...grant }) => ({
          ...grant,
          staff: staff ?? null,
        })),
      });
      if (!account) throw new Error(`'${login}' is taken`);
      return signedIn(api, { login, password }, account.id);
    },
    signInAgain: async (login, given) => {
      const account = await accountByLogin(api.register.database, login);
      return signedIn(api, { login, password: given }, account?.id ?? '');
    },
  };
}

async function signedIn(
  api: ApiUnderTest,
  { login, password }: { login: string; password: string },
  account: string,
): Promise<SignedIn> {
  const page = await api.send('/desk/sign-in', {});
  const first = cookieOf(page);
  const answer = await api.send('/desk/sign-in', {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Cookie: first },
    body: new URLSearchParams({ _csrf: tokenIn(page), login, password }).toString(),
  });
  if (answer.status !== 303) throw new Error(`not signed in: ${answer.status} ${answer.text}`);
  const cookie = cookieOf(answer);
  const get = (path: string, headers: Record<string, string> = {}) =>
    api.send(path, { redirect: 'manual', headers: { Cookie: cookie, ...headers } });
  let token: string | undefined;
  return {
    login,
    password,
    account,
    cookie,
    get,
    post: async (path, form = {}, headers = {}) => {
      token ??= tokenIn(await get('/desk/preferences'));
      const fields = Object.entries(form).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]));
      return api.send(path, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', Cookie: cookie, ...headers },
        body: new URLSearchParams(form['_csrf'] === undefined ? [['_csrf', token], ...fields] : fields).toString(),
      });
    },
  };
}

export function cookieOf({ headers }: Answer): string {
  return headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}

/** The token that the page's forms carry. */
export function tokenIn({ text }: Answer): string {
  const token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1];
  if (token === undefined) throw new Error('the page has no form token');
  return token;
}
