import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { accountByLogin, anyAccount, makeAccount } from '../register/accounts/accounts.ts';
import { hashPassword, isPassword } from '../register/accounts/passwords.ts';
import type { Register } from '../register/register.ts';
import { keptSecret } from './kept-secret.ts';

/** What `npm start` says about signing in. */
export type FirstAccount =
  /** Just made. */
  | { login: string; password: string }
  /** Made by an earlier start; its password is still the one in the file. */
  | { login: string; passwordFile: string }
  /** Somebody has changed it, or people have other accounts. */
  | undefined;

const login = 'admin';
const file = 'first-password';

/**
 * Makes the first account where there is none: it manages complaints and accounts of every firm. Its password is kept in the data
 * folder (mode 600) until somebody has given the account another one.
 */
export async function firstAccount(register: Register, folder: string): Promise<FirstAccount> {
  if (await anyAccount(register.database)) return earlierAccount(register, folder);
  const password = passwordIn(keptSecret(folder, file));
  await makeAccount(register, {
    login,
    name: 'Administrateur',
    password: await hashPassword(password),
    grants: [
      { procedure: '*', role: 'complaints-manager', staff: null },
      { procedure: '*', role: 'administrator', staff: null },
    ],
  });
  return { login, password };
}

async function earlierAccount({ database }: Register, folder: string): Promise<FirstAccount> {
  const path = join(folder, file);
  if (!existsSync(path)) return undefined;
  const account = await accountByLogin(database, login);
  const isStill = await isPassword(passwordIn(readFileSync(path, 'utf8').trim()), account?.password);
  if (isStill && account?.disabled_at === null) return { login, passwordFile: path };
  rmSync(path, { force: true });
  return undefined;
}

/** Short enough to be typed. */
function passwordIn(secret: string): string {
  return secret.slice(0, 20);
}

/** What `npm start` says about signing in. */
export function signInWith(first: FirstAccount): string {
  if (first === undefined) return 'sign in with your account';
  if ('password' in first) return `sign in as ${first.login} with ${first.password} (told once; change it under Préférences)`;
  return `sign in as ${first.login}; its password is in ${first.passwordFile}`;
}
