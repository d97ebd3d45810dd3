import { sql } from 'kysely';
import type { Queries, Register } from '../register.ts';
import type { AccountRow } from '../tables.ts';
import { type Grant, grantsOf, makeAccountWithin } from './accounts.ts';
import { noteChange } from './changes.ts';
import { setGrantsWithin } from './grants.ts';

/** Who somebody is, as the service says that knows their password. */
export interface GivenIdentity {
  issuer: string;
  subject: string;
  login: string;
  name: string;
  email?: string | undefined;
  grants: readonly Grant[];
  /** False where the service says nothing of who they are among the staff: what an administrator has said stays. */
  staffGiven: boolean;
}

/**
 * The account of somebody who has signed in elsewhere, made the first time. Their name, address and roles become what that service says
 * now; a local account of the same login is another person's.
 *
 * @returns undefined for somebody to whom that service gives no role here; roles that they had are taken
 */
export async function accountOfIdentity({ database, clock }: Register, given: GivenIdentity): Promise<AccountRow | undefined> {
  const at = new Date(clock());
  return database.transaction().execute(async (queries) => {
    // The same person in two windows at once.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`account ${given.issuer} ${given.subject}`}, 0))`.execute(queries);
    const known = await queries
      .selectFrom('account')
      .selectAll()
      .where('issuer', '=', given.issuer)
      .where('subject', '=', given.subject)
      .executeTakeFirst();
    const account = known
      ? await brought(queries, known, given, at)
      : given.grants.length > 0
        ? await made(queries, given, at)
        : undefined;
    return given.grants.length > 0 ? account : undefined;
  });
}

async function made(queries: Queries, given: GivenIdentity, at: Date): Promise<AccountRow> {
  const { issuer, subject, login, name, email, grants } = given;
  // `dominique-2` where somebody else is called dominique already.
  for (let number = 1; number <= 1_000; number += 1) {
    const wanted = number === 1 ? login : `${login}-${number}`;
    const identity = { issuer, subject };
    const account = await makeAccountWithin(queries, { login: wanted, name, email, identity, grants, actor: issuer }, at);
    if (account) return account;
  }
  throw new Error('No login is left for somebody who has signed in elsewhere.');
}

async function brought(queries: Queries, known: AccountRow, given: GivenIdentity, at: Date): Promise<AccountRow> {
  const { issuer, name, email = null, staffGiven } = given;
  const bound = await grantsOf(queries, known.id);
  const grants = staffGiven
    ? given.grants
    : [...given.grants.map((grant) => ({ ...grant, staff: staffOf(bound, grant) })), ...boundBeside(bound, given.grants)];
  await setGrantsWithin(queries, { account: known.id, grants, actor: issuer }, at);
  if (known.name !== name || known.email !== email) {
    await queries.updateTable('account').set({ name, email }).where('id', '=', known.id).execute();
    await noteChange(queries, { at, actor: issuer, event: 'details-changed', account: known.id });
  }
  return { ...known, name, email };
}

function staffOf(bound: readonly Grant[], { procedure }: Grant): string | null {
  return bound.find((grant) => grant.procedure === procedure && grant.staff !== null)?.staff ?? null;
}

/** Who has a role for every firm has it at one besides where an administrator has said who they are among its staff. */
function boundBeside(bound: readonly Grant[], given: readonly Grant[]): Grant[] {
  return bound.filter(
    ({ procedure, role, staff }) =>
      staff !== null &&
      given.some((grant) => grant.procedure === '*' && grant.role === role) &&
      !given.some((grant) => grant.procedure === procedure),
  );
}
