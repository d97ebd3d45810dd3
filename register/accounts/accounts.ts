import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Queries, Register } from '../register.ts';
import type { AccountGrantRow, AccountRow } from '../tables.ts';
import { noteChange } from './changes.ts';

export type { AccountRow } from '../tables.ts';

/** What an account may do for a firm, and who they are among its staff. */
export type Grant = Pick<AccountGrantRow, 'procedure' | 'role' | 'staff'>;

/** An account as it is made. */
export interface NewAccount {
  login: string;
  name: string;
  email?: string | undefined;
  language?: AccountRow['language'] | undefined;
  /** As `hashPassword` gives it. */
  password?: string | undefined;
  /** Who they are at the service that knows their password. */
  identity?: { issuer: string; subject: string } | undefined;
  grants: readonly Grant[];
  /** Who makes it: `doleance` unless given. */
  actor?: string | undefined;
}

/** Names that the journal gives to Doléance itself, and to operators. */
export const reservedNames: readonly string[] = ['doleance', 'operator', 'administrator', 'system'];

/** Makes an account. @returns undefined where the login is reserved or taken, also by a system's token: the journal names both */
export async function makeAccount({ database, clock }: Register, made: NewAccount): Promise<AccountRow | undefined> {
  return database.transaction().execute((queries) => makeAccountWithin(queries, made, new Date(clock())));
}

/** The same, within a transaction. */
export async function makeAccountWithin(
  queries: Queries,
  { login, name, email, language, password, identity, grants, actor = 'doleance' }: NewAccount,
  at: Date,
): Promise<AccountRow | undefined> {
  const lowered = login.toLowerCase();
  if (reservedNames.includes(lowered) || (await isSystem(queries, lowered))) return undefined;
  const account = await queries
    .insertInto('account')
    .values({
      id: randomUUID(),
      login: lowered,
      name,
      email: email ?? null,
      language: language ?? 'fr',
      password: password ?? null,
      issuer: identity?.issuer ?? null,
      subject: identity?.subject ?? null,
      created_at: at,
      disabled_at: null,
    })
    .onConflict((conflict) => conflict.column('login').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!account) return undefined;
  const { id } = account;
  await noteChange(queries, { at, actor, event: 'account-made', account: id, detail: { login: lowered } });
  for (const grant of grants) {
    await queries
      .insertInto('account_grant')
      .values({ account: id, ...grant })
      .execute();
    const { procedure, role, staff } = grant;
    await noteChange(queries, {
      at,
      actor,
      event: 'role-given',
      account: id,
      detail: { procedure, role, ...(staff === null ? {} : { staff }) },
    });
  }
  return account;
}

/** @returns undefined where nobody has this login; of somebody who is disabled too */
export async function accountByLogin(queries: Queries, login: string): Promise<AccountRow | undefined> {
  return queries.selectFrom('account').selectAll().where('login', '=', login.toLowerCase()).executeTakeFirst();
}

/** @returns undefined where there is no such account; of somebody who is disabled too */
export async function accountById(queries: Queries, id: string): Promise<AccountRow | undefined> {
  return queries.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Somebody who may work, with what they may do; undefined once they are disabled. */
export async function accountInUse(queries: Queries, id: string): Promise<{ account: AccountRow; grants: Grant[] } | undefined> {
  const account = await queries
    .selectFrom('account')
    .selectAll()
    .where('id', '=', id)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return account && { account, grants: await grantsOf(queries, id) };
}

/** What an account may do. */
export async function grantsOf(queries: Queries, id: string): Promise<Grant[]> {
  return queries
    .selectFrom('account_grant')
    .select(['procedure', 'role', 'staff'])
    .where('account', '=', id)
    .orderBy('procedure')
    .orderBy('role')
    .execute();
}

/** Everybody who has or had an account, with what they may do, by name. */
export async function listAccounts(queries: Queries): Promise<(AccountRow & { grants: Grant[] })[]> {
  const accounts = await queries.selectFrom('account').selectAll().orderBy('name').orderBy('login').execute();
  const grants = await queries.selectFrom('account_grant').selectAll().orderBy('procedure').orderBy('role').execute();
  const held = new Map(accounts.map(({ id }): [string, Grant[]] => [id, []]));
  for (const { account, ...grant } of grants) held.get(account)?.push(grant);
  return accounts.map((account) => ({ ...account, grants: held.get(account.id) ?? [] }));
}

/** Whether anybody has an account yet. */
export async function anyAccount(queries: Queries): Promise<boolean> {
  const { rows } = await sql`select from account limit 1`.execute(queries);
  return rows.length > 0;
}

async function isSystem(queries: Queries, name: string): Promise<boolean> {
  const { rows } = await sql`select from api_token where account is null and lower(name) = ${name}`.execute(queries);
  return rows.length > 0;
}
