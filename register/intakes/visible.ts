import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type Viewer, visibleTo } from '../viewer.ts';

/**
 * The condition under which an intake is shown: its firm is one of theirs, it is not about them, and they may see the complaint that it
 * belongs to. One whose firm nobody knows yet is for those who see every firm.
 *
 * @param intake the name of the table `intake` in the query
 */
export function intakeVisibleTo(viewer: Viewer, intake = 'intake'): RawBuilder<SqlBool> {
  const { firms, staff } = viewer;
  const column = (name: string) => sql.ref(`${intake}.${name}`);
  const conditions: RawBuilder<SqlBool>[] = [
    sql`(${column('complaint')} is null or exists (
      select from complaint as its_complaint
      where its_complaint.reference = ${column('complaint')} and ${visibleTo(viewer, 'its_complaint')}))`,
  ];
  if (firms !== 'all') conditions.push(sql`${column('procedure')} = any(${[...firms]}::text[])`);
  for (const { procedure, id } of staff)
    conditions.push(sql`not (${column('procedure')} is not distinct from ${procedure} and ${id} = any(${column('barred')}))`);
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}
