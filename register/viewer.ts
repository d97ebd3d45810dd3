import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Queries } from './register.ts';

/** Who reads, as far as it decides what they may see. */
export interface Viewer {
  /** The procedures whose complaints they may read. */
  firms: readonly string[] | 'all';
  /** Who they are among the staff of procedures; a complaint about them is not shown to them. */
  staff: readonly { procedure: string; id: string }[];
  /** Their account, by which a declared conflict of interest is known; absent for systems. */
  account?: string | undefined;
}

/** Sees everything: the operator's own access, and what Doléance does by itself. */
export const everything: Viewer = { firms: 'all', staff: [] };

/**
 * The condition under which a complaint is shown: its firm is one of theirs, it is not about them, and they have declared no conflict
 * of interest. Every query that a page or an answer is made from carries it.
 *
 * @param complaint the name of the table `complaint` in the query
 */
export function visibleTo({ firms, staff, account }: Viewer, complaint = 'complaint'): RawBuilder<SqlBool> {
  const conditions: RawBuilder<SqlBool>[] = [sql`true`];
  if (firms !== 'all') conditions.push(sql`${column(complaint, 'procedure')} = any(${[...firms]}::text[])`);
  for (const { procedure, id } of staff)
    conditions.push(
      sql`not (${column(complaint, 'procedure')} = ${procedure} and coalesce(${column(complaint, 'facts')} -> 'barred' ? ${id}, false))`,
    );
  if (account !== undefined)
    conditions.push(
      sql`not exists (select from conflict_of_interest as conflict
        where conflict.reference = ${column(complaint, 'reference')} and conflict.account = ${account})`,
    );
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}

/** The version of the procedure that a complaint keeps; undefined where there is no such complaint, or none that they may see. */
export async function versionSeenBy(queries: Queries, viewer: Viewer, reference: string): Promise<string | undefined> {
  const { rows } = await sql<{ procedure_version: string }>`
    select procedure_version from complaint where reference = ${reference} and ${visibleTo(viewer)}`.execute(queries);
  return rows[0]?.procedure_version;
}

/** Whether they may see this complaint; false too where there is none. */
export async function maySee(queries: Queries, viewer: Viewer, reference: string): Promise<boolean> {
  return (await versionSeenBy(queries, viewer, reference)) !== undefined;
}

/** What decides whether a complaint is shown, as `visibleTo` asks it. */
export interface Seen {
  procedure: string;
  /** Staff whom it is about. */
  barred: readonly string[];
  /** The accounts that have declared a conflict of interest. */
  conflicts: readonly string[];
}

/** The same rule as `visibleTo`, for one who is told of changes that were read for many. */
export function isVisible({ firms, staff, account }: Viewer, { procedure, barred, conflicts }: Seen): boolean {
  if (firms !== 'all' && !firms.includes(procedure)) return false;
  if (staff.some((one) => one.procedure === procedure && barred.includes(one.id))) return false;
  return account === undefined || !conflicts.includes(account);
}

/** Whether they may see anything of this firm. */
export function seesFirm({ firms }: Viewer, procedure: string): boolean {
  return firms === 'all' || firms.includes(procedure);
}

function column(table: string, name: string) {
  return sql.ref(`${table}.${name}`);
}
