import { sql } from 'kysely';
import type { Queries } from '../register.ts';

/**
 * The complaints whose kept figure is not what the register says now. None ever is, unless somebody changed the table by hand: triggers
 * keep each figure in the transaction that changes what it is made from (migration 0014).
 */
export async function wrongFigures(queries: Queries): Promise<string[]> {
  const { rows } = await sql<{ reference: string }>`
    select reference from (
      (table figure except table figure_now) union (table figure_now except table figure)
    ) as different order by reference`.execute(queries);
  return [...new Set(rows.map(({ reference }) => reference))];
}

/** Makes every figure anew from the register, and the sums by month from them. @returns how many complaints there are */
export async function rebuildFigures(queries: Queries): Promise<number> {
  const { rows } = await sql<{ reference: string }>`select reference from complaint`.execute(queries);
  await sql`delete from figure where not exists (select from complaint where complaint.reference = figure.reference)`.execute(
    queries,
  );
  const batch = 1_000;
  for (let from = 0; from < rows.length; from += batch) {
    const references = rows.slice(from, from + batch).map(({ reference }) => reference);
    await sql`select keep_figures(${references}::text[])`.execute(queries);
  }
  await sql`delete from figure_month`.execute(queries);
  await sql`
    insert into figure_month_mark
    select distinct figure.procedure, one.month from figure cross join lateral (values (received_month), (closed_month), (answered_month),
      (month_of(mediation_on))) as one (month) where one.month is not null
    union select figure.procedure, month_of(on_day) from redress join figure using (reference)`.execute(queries);
  await sql`select add_up_marked_months()`.execute(queries);
  return rows.length;
}
