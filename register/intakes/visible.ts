import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Viewer } from '../viewer.ts';

/**
 * The condition under which an intake is shown: its firm is one of theirs, it is not about them, and they have declared no conflict of
 * interest in the complaint that it belongs to. One whose firm nobody knows yet is for those who see every firm.
 *
 * @param intake the name of the table `intake` in the query
 */
export function intakeVisibleTo({ firms, staff, account }: Viewer, intake = 'intake'): RawBuilder<SqlBool> {
  const column = (name: string) => sql.ref(`${intake}.${name}`);
  const conditions: RawBuilder<SqlBool>[] = [sql`true`];
  if (firms !== 'all') conditions.push(sql`${column('procedure')} = any(${[...firms]}::text[])`);
  for (const { procedure, id } of staff)
    conditions.push(sql`not (${column('procedure')} is not distinct from ${procedure} and ${id} = any(${column('barred')}))`);
  if (account !== undefined)
    conditions.push(
      sql`not exists (select from conflict_of_interest as conflict
        where conflict.reference = ${column('complaint')} and conflict.account = ${account})`,
    );
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}
