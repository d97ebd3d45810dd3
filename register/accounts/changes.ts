import { sql } from 'kysely';
import type { Queries, Register } from '../register.ts';

/** What can happen to an account or a token. */
export const accountEvents = [
  'account-made',
  'account-disabled',
  'account-enabled',
  'details-changed',
  'role-given',
  'role-taken',
  'staff-bound',
  'password-changed',
  'password-reset',
  'token-made',
  'token-revoked',
] as const;
export type AccountEvent = (typeof accountEvents)[number];

/** One row of what happened to accounts and tokens. */
export interface AccountChange {
  at: Date;
  /** Who did it: a login, an operator's name, an issuer, or `doleance`. */
  actor: string;
  event: AccountEvent;
  /** The account that it was done to. */
  account?: string | undefined;
  token?: string | undefined;
  /** Roles, firms, ids; never a password or a token. */
  detail?: Record<string, unknown>;
}

/** Adds a row; the database numbers it and chains it to the one before. */
export async function noteChange(
  queries: Queries,
  { at, actor, event, account, token, detail = {} }: AccountChange,
): Promise<void> {
  await queries
    .insertInto('account_change')
    .values({ at, actor, event, account: account ?? null, token: token ?? null, detail: JSON.stringify(detail) })
    .execute();
}

/** A row as it is read, with the names that people know. */
export interface AccountChangeLine {
  number: number;
  at: Date;
  actor: string;
  event: AccountEvent;
  login: string | null;
  token_name: string | null;
  detail: Record<string, unknown>;
}

/** The newest first. @param before the number of the row before which it begins */
export async function readAccountChanges(
  queries: Queries,
  { account, before, limit }: { account?: string; before?: number; limit: number },
): Promise<AccountChangeLine[]> {
  return queries
    .selectFrom('account_change as change')
    .leftJoin('account', 'account.id', 'change.account')
    .leftJoin('api_token', 'api_token.id', 'change.token')
    .select(['change.number', 'change.at', 'change.actor', 'change.detail', 'account.login', 'api_token.name as token_name'])
    .select(sql<AccountEvent>`change.event`.as('event'))
    .$if(account !== undefined, (query) => query.where('change.account', '=', account ?? ''))
    .$if(before !== undefined, (query) => query.where('change.number', '<', before ?? 0))
    .orderBy('change.number', 'desc')
    .limit(limit)
    .execute();
}

/** The numbers of the rows whose hash or predecessor does not fit; empty where nothing was changed or taken out. */
export async function verifyAccountChanges({ database }: Register): Promise<number[]> {
  const { rows } = await sql<{ number: number }>`
    select number from (
      select change, number, previous, hash,
        lag(hash, 1, '\\x'::bytea) over (order by number) as expected, row_number() over (order by number) as place
      from account_change as change) as links
    where hash <> account_change_hash(change) or previous <> expected or number <> place
    order by number`.execute(database);
  return rows.map(({ number }) => number);
}
