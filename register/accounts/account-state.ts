import type { Queries, Register } from '../register.ts';
import type { AccountRow } from '../tables.ts';
import { noteChange } from './changes.ts';
import { endSessionsOf } from './sessions.ts';
import { forgetTries } from './tries.ts';

/** The kind under which sign-ins with a login are counted. */
export const signInAs = 'sign-in as';

/** Lets somebody in no more: their sessions end, their tokens work no more. @returns false where they were not let in before */
export async function disableAccount({ database, clock }: Register, account: string, actor: string): Promise<boolean> {
  const at = new Date(clock());
  return database.transaction().execute(async (queries) => {
    const disabled = await queries
      .updateTable('account')
      .set({ disabled_at: at })
      .where('id', '=', account)
      .where('disabled_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!disabled) return false;
    await endSessionsOf(queries, account);
    await noteChange(queries, { at, actor, event: 'account-disabled', account });
    return true;
  });
}

/** Lets somebody in again, with the roles that they had. @returns false where they are let in already */
export async function enableAccount({ database, clock }: Register, account: string, actor: string): Promise<boolean> {
  const at = new Date(clock());
  return database.transaction().execute(async (queries) => {
    const enabled = await queries
      .updateTable('account')
      .set({ disabled_at: null })
      .where('id', '=', account)
      .where('disabled_at', 'is not', null)
      .returning('id')
      .executeTakeFirst();
    if (!enabled) return false;
    await noteChange(queries, { at, actor, event: 'account-enabled', account });
    return true;
  });
}

/**
 * Gives an account another password: whoever is signed in with the old one is signed out, and tries begin anew.
 *
 * @param change.password as `hashPassword` gives it
 * @param change.own who has it changed it themselves
 * @param change.keepSession the digest of the session that goes on
 */
export async function setPassword(
  { database, clock }: Register,
  change: { account: AccountRow; password: string; actor: string; own?: boolean; keepSession?: Buffer | undefined },
): Promise<void> {
  const { account, password, actor, own = false, keepSession } = change;
  await database.transaction().execute(async (queries) => {
    await queries.updateTable('account').set({ password }).where('id', '=', account.id).execute();
    await endSessionsOf(queries, account.id, keepSession);
    await forgetTries(queries, signInAs, account.login);
    const event = own ? 'password-changed' : 'password-reset';
    await noteChange(queries, { at: new Date(clock()), actor, event, account: account.id });
  });
}

/** How somebody is called and reached; the login stays. */
export async function setDetails(
  { database, clock }: Register,
  { account, name, email, actor }: { account: string; name: string; email: string | null; actor: string },
): Promise<void> {
  await database.transaction().execute(async (queries) => {
    const changed = await queries
      .updateTable('account')
      .set({ name, email })
      .where('id', '=', account)
      .where((where) => where.or([where('name', '<>', name), where('email', 'is distinct from', email)]))
      .returning('id')
      .executeTakeFirst();
    if (changed) await noteChange(queries, { at: new Date(clock()), actor, event: 'details-changed', account });
  });
}

/** What somebody sets for themselves. */
export type Preferences = Pick<AccountRow, 'language' | 'theme' | 'single_keys'>;

export async function setPreferences(queries: Queries, account: string, preferences: Preferences): Promise<void> {
  await queries.updateTable('account').set(preferences).where('id', '=', account).execute();
}

/** Notes that somebody has signed in, by the wall clock. */
export async function noteSignIn(queries: Queries, account: string): Promise<void> {
  await queries.updateTable('account').set({ signed_in_at: new Date() }).where('id', '=', account).execute();
}
