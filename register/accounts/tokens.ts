import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Instant } from '../../workflows/domain/time.ts';
import type { Queries, Register } from '../register.ts';
import { reservedNames } from './accounts.ts';
import { noteChange } from './changes.ts';
import type { ApiTokenRow } from './tables.ts';

/** What a token may do, and for whom: never more than its holder. */
export interface TokenScope {
  capabilities: readonly string[];
  /** `*` is every firm that its holder has. */
  firms: readonly string[];
}

/** A token as it is made. */
export interface NewToken extends TokenScope {
  name: string;
  /** The person who has it; left out for a system. */
  account?: string | undefined;
  expiresAt: Instant;
  actor: string;
}

/** A token as it is listed: everything but itself. */
export type ListedToken = Omit<ApiTokenRow, 'digest'> & { login: string | null };

/** A known token in use, and who has it. */
export type TokenInUse = Pick<ApiTokenRow, 'id' | 'name' | 'account' | 'capabilities' | 'firms'>;

/** So that a token is recognised where it should not be: in a mail, in a repository. */
const beginning = 'doleance_';
const form = /^doleance_[A-Za-z0-9_-]{43}$/;

/**
 * Days for which the tokens of somebody whose password another service knows work after they have last signed in: that service
 * tells nobody when they leave.
 */
export const daysWithoutSignIn = 35;

/**
 * Makes a token.
 *
 * @returns the token itself, which is shown once and kept nowhere; undefined where a system of this name has or had one, or somebody
 * signs in under this name
 */
export async function makeToken(
  { database, clock }: Register,
  { name, account, capabilities, firms, expiresAt, actor }: NewToken,
): Promise<{ token: string; id: string } | undefined> {
  const token = `${beginning}${randomBytes(32).toString('base64url')}`;
  const [id, at] = [randomUUID(), new Date(clock())];
  return database.transaction().execute(async (queries) => {
    if (account === undefined && (reservedNames.includes(name.toLowerCase()) || (await isLogin(queries, name)))) return undefined;
    const made = await queries
      .insertInto('api_token')
      .values({
        id,
        name,
        account: account ?? null,
        digest: digestOf(token),
        ending: token.slice(-4),
        capabilities: [...capabilities],
        firms: [...firms],
        created_at: at,
        created_by: actor,
        expires_at: new Date(expiresAt),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) return undefined;
    await noteChange(queries, {
      at,
      actor,
      event: 'token-made',
      account,
      token: id,
      detail: { capabilities: [...capabilities], firms: [...firms], until: new Date(expiresAt).toISOString() },
    });
    return { token, id };
  });
}

/**
 * The token that a request came with, and notes that it was used. It is judged by the wall clock.
 *
 * @returns undefined where it is unknown, has expired or was revoked, or where its holder may not work any more
 */
export async function tokenInUse({ database }: Register, token: string): Promise<TokenInUse | undefined> {
  if (!form.test(token)) return undefined;
  const { rows } = await sql<TokenInUse & { used_lately: boolean }>`
    select token.id, token.name, token.account, capabilities, firms,
      coalesce(last_used_at > now() - interval '1 minute', false) as used_lately
    from api_token as token left join account on account.id = token.account
    where digest = ${digestOf(token)} and revoked_at is null and expires_at > now() and (token.account is null
      or disabled_at is null and (issuer is null or signed_in_at > now() - make_interval(days => ${daysWithoutSignIn})))`.execute(
    database,
  );
  const [row] = rows;
  if (!row) return undefined;
  const { used_lately, ...known } = row;
  // Written down once a minute at most: a busy system would do little else.
  if (!used_lately) await sql`update api_token set last_used_at = now() where id = ${row.id}`.execute(database);
  return known;
}

/** Whether it was made here once, whatever has become of it. */
export async function wasToken({ database }: Register, token: string): Promise<boolean> {
  if (!form.test(token)) return false;
  const row = await database.selectFrom('api_token').select('id').where('digest', '=', digestOf(token)).executeTakeFirst();
  return row !== undefined;
}

/** The tokens of a person, or of all systems and people; the newest first. */
export async function listTokens(queries: Queries, { account }: { account?: string } = {}): Promise<ListedToken[]> {
  return queries
    .selectFrom('api_token as token')
    .leftJoin('account', 'account.id', 'token.account')
    .select(['token.id', 'token.name', 'token.account', 'ending', 'capabilities', 'firms', 'token.created_at', 'created_by'])
    .select(['expires_at', 'last_used_at', 'revoked_at', 'revoked_by', 'account.login'])
    .$if(account !== undefined, (query) => query.where('token.account', '=', account ?? ''))
    .orderBy('token.created_at', 'desc')
    .orderBy('token.id')
    .execute();
}

/** Ends a token at once. @returns false where there is none that still holds */
export async function revokeToken({ database, clock }: Register, id: string, actor: string): Promise<boolean> {
  const at = new Date(clock());
  return database.transaction().execute(async (queries) => {
    const revoked = await queries
      .updateTable('api_token')
      .set({ revoked_at: at, revoked_by: actor })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .returning(['id', 'account'])
      .executeTakeFirst();
    if (!revoked) return false;
    await noteChange(queries, { at, actor, event: 'token-revoked', account: revoked.account ?? undefined, token: id });
    return true;
  });
}

/** What a system does stands in the journal under its name, which must be nobody's login. */
async function isLogin(queries: Queries, name: string): Promise<boolean> {
  const row = await queries.selectFrom('account').select('id').where('login', '=', name.toLowerCase()).executeTakeFirst();
  return row !== undefined;
}

/** A token has 256 bits of its own: a plain digest keeps it. */
function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
