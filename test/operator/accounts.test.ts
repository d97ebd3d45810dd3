import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { setPassword } from '../../register/accounts/account-state.ts';
import { accountByLogin } from '../../register/accounts/accounts.ts';
import { readAccountChanges } from '../../register/accounts/changes.ts';
import { hashPassword, isPassword } from '../../register/accounts/passwords.ts';
import { firstAccount, signInWith } from '../../start/first-account.ts';
import { temporalClient } from '../../start/temporal-client.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';
import { type GivenRegister, givenRegister } from '../register/given.ts';
import { call } from './calls.ts';

const makeFolder = temporaryFolders();
let given: GivenRegister;
beforeAll(async () => {
  given = await givenRegister();
});
afterAll(() => given.close());

async function doleance(...args: string[]) {
  const temporal = temporalClient({ address: '127.0.0.1:1', namespace: 'default' });
  try {
    return await call({ parts: given, temporal }, ...args);
  } finally {
    await temporal.close();
  }
}

const known = (login: string) => accountByLogin(given.register.database, login);

describe('The first start', () => {
  test('makes an account, tells its password once, and keeps it for its owner alone until it is another', async () => {
    const folder = makeFolder();
    const made = await firstAccount(given.register, folder);
    const password = made !== undefined && 'password' in made ? made.password : '';
    expect(await isPassword(password, (await known('admin'))?.password)).toBe(true);
    expect(signInWith(made)).toContain(password);
    const file = join(folder, 'first-password');
    expect(statSync(file).mode & 0o777).toBe(0o600);

    const later = await firstAccount(given.register, folder);
    expect(signInWith(later)).toBe(`sign in as admin; its password is in ${file}`);

    const account = await known('admin');
    if (account)
      await setPassword(given.register, { account, password: await hashPassword('x', { N: 1024, r: 8, p: 1 }), actor: 'tests' });
    expect(signInWith(await firstAccount(given.register, folder))).toBe('sign in with your account');
    expect(() => statSync(file)).toThrow('ENOENT');
  });

  test('makes none where there is one, whatever lies in the folder', async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'first-password'), 'left over from another register\n');
    expect(await firstAccount(given.register, folder)).toBeUndefined();
    rmSync(folder, { recursive: true });
  });
});

describe('doleance account', () => {
  test('adds somebody, whose password is printed, and lists them', async () => {
    const { stdout, exitCode } = await doleance(
      'account',
      'add',
      'Camille',
      '--name',
      'Camille Exemple',
      '--role',
      'compliance@*,case-handler@optimco',
      '--as',
      'Op',
    );
    const [, password = ''] = /^camille can sign in with: (\S+)\n$/.exec(stdout) ?? [];
    expect([exitCode, await isPassword(password, (await known('camille'))?.password)]).toEqual([0, true]);
    expect((await doleance('account', 'list')).stdout).toContain(
      'camille  Camille Exemple  local  in use  never signed in  compliance@* case-handler@optimco',
    );
  });

  test('changes roles, gives a new password, disables and enables, each noted with who did it', async () => {
    const kept = (await known('camille'))?.password;
    expect((await doleance('account', 'grant', 'camille', '--role', 'compliance@*', '--as', 'Op')).stdout).toBe(
      'camille has: compliance@*\n',
    );
    expect((await doleance('account', 'reset-password', 'camille')).stdout).toContain('can sign in with:');
    expect((await known('camille'))?.password).not.toBe(kept);
    expect((await doleance('account', 'disable', 'camille')).stdout).toBe('camille is disabled.\n');
    expect((await doleance('account', 'disable', 'camille')).stdout).toBe('camille is disabled already.\n');
    expect((await doleance('account', 'enable', 'camille')).stdout).toBe('camille may sign in again.\n');
    const lines = await readAccountChanges(given.register.database, { account: (await known('camille'))?.id ?? '', limit: 4 });
    expect(lines.map(({ event, actor }) => `${event} by ${actor}`)).toEqual([
      'account-enabled by operator',
      'account-disabled by operator',
      'password-reset by operator',
      'role-taken by Op',
    ]);
  });

  test.each([
    [['account'], "'' is not known here"],
    [['account', 'delete', 'camille'], "'delete' is not known here"],
    [['account', 'disable'], 'LOGIN is missing'],
    [['account', 'disable', 'nobody'], "Nobody has the login 'nobody'"],
    [['account', 'add', 'x', '--name', 'X'], "LOGIN is 'x'"],
    [['account', 'add', 'other'], '--name is missing'],
    [['account', 'add', 'other', '--name', 'X'], '--role is missing'],
    [['account', 'add', 'other', '--name', 'X', '--role', 'king@*'], "'king@*' is no role at a firm"],
    [['account', 'add', 'other', '--name', 'X', '--role', 'compliance@nowhere'], "'compliance@nowhere' is no role at a firm"],
    [['account', 'add', 'camille', '--name', 'X', '--role', 'compliance@*'], 'taken or reserved'],
  ])('%j is refused with what is allowed', async (args, told) => {
    const { exitCode, stderr } = await doleance(...args);
    expect([exitCode, stderr.includes(told)]).toEqual([1, true]);
  });
});

test('doleance verify names the rows of the journal of accounts that do not say what they said', async () => {
  expect((await doleance('verify')).exitCode).toBe(0);
  const { database } = given.register;
  await sql`alter table account_change disable trigger all`.execute(database);
  await sql`update account_change set detail = '{"role":"administrator"}' where number = 3`.execute(database);
  const { exitCode, stdout } = await doleance('verify');
  expect([exitCode, stdout]).toEqual([1, expect.stringContaining('accounts, row 3:')]);
});
