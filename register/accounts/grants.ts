import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { Queries, Register } from '../register.ts';
import { type Grant, grantsOf } from './accounts.ts';
import { noteChange } from './changes.ts';

/** Somebody else has changed what the account may do since it was read. */
export class GrantsChanged extends Error {}

/** Changes of what an account may do. */
export interface GrantChange {
  account: string;
  /** What it may do from now on; anything else that it might before is taken. */
  grants: readonly Grant[];
  /** Who does it. */
  actor: string;
  /** Only these are touched; left out: all. */
  firms?: readonly string[] | undefined;
  /** All that it might do when it was read; left out where nobody has read it. */
  seen?: readonly Grant[] | undefined;
}

/** Gives an account these roles and takes the others, noting each. @returns whether anything changed @throws GrantsChanged */
export async function setGrants({ database, clock }: Register, change: GrantChange): Promise<boolean> {
  return database.transaction().execute((queries) => setGrantsWithin(queries, change, new Date(clock())));
}

/** The same, within a transaction. @throws GrantsChanged */
export async function setGrantsWithin(
  queries: Queries,
  { account, grants, actor, firms, seen }: GrantChange,
  at: Date,
): Promise<boolean> {
  // Two administrators at once: the second sees what the first has done.
  await sql`select from account where id = ${account} for update`.execute(queries);
  const touched = ({ procedure }: Grant) => firms === undefined || firms.includes(procedure);
  const held = await grantsOf(queries, account);
  if (seen !== undefined && !areSame(held, seen)) throw new GrantsChanged();
  const before = held.filter(touched);
  const wanted = [...new Map(grants.filter(touched).map((grant) => [keyOf(grant), grant])).values()];
  const taken = before.filter((old) => !wanted.some((grant) => keyOf(grant) === keyOf(old)));
  const given = wanted.filter((grant) => !before.some((old) => keyOf(old) === keyOf(grant)));
  const rebound = wanted.filter((grant) => before.some((old) => keyOf(old) === keyOf(grant) && old.staff !== grant.staff));
  for (const grant of taken) {
    await remove(queries, account, grant);
    await noteChange(queries, { at, actor, event: 'role-taken', account, detail: roleOf(grant) });
  }
  for (const grant of given) {
    await queries
      .insertInto('account_grant')
      .values({ account, ...grant })
      .execute();
    await noteChange(queries, { at, actor, event: 'role-given', account, detail: detailOf(grant) });
  }
  for (const grant of rebound) {
    await bind(queries, account, grant);
    await noteChange(queries, { at, actor, event: 'staff-bound', account, detail: { ...roleOf(grant), staff: grant.staff } });
  }
  return taken.length + given.length + rebound.length > 0;
}

function areSame(one: readonly Grant[], other: readonly Grant[]): boolean {
  const all = (grants: readonly Grant[]) => grants.map((grant) => `${keyOf(grant)}=${grant.staff}`).toSorted();
  return isDeepStrictEqual(all(one), all(other));
}

function keyOf({ procedure, role }: Grant): string {
  return `${role}@${procedure}`;
}

function roleOf({ procedure, role }: Grant) {
  return { procedure, role };
}

function detailOf({ procedure, role, staff }: Grant) {
  return { procedure, role, ...(staff === null ? {} : { staff }) };
}

async function remove(queries: Queries, account: string, { procedure, role }: Grant): Promise<void> {
  await queries
    .deleteFrom('account_grant')
    .where('account', '=', account)
    .where('procedure', '=', procedure)
    .where('role', '=', role)
    .execute();
}

async function bind(queries: Queries, account: string, { procedure, role, staff }: Grant): Promise<void> {
  await queries
    .updateTable('account_grant')
    .set({ staff })
    .where('account', '=', account)
    .where('procedure', '=', procedure)
    .where('role', '=', role)
    .execute();
}
