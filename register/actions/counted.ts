import { sql } from 'kysely';
import type { CivilDate } from '../../workflows/domain/time.ts';
import type { Queries } from '../register.ts';
import type { Viewer } from '../viewer.ts';
import { actionVisibleTo } from './list.ts';

/** Corrective actions of a period, by what became of them in it. */
export interface CountedActions {
  opened: number;
  done: number;
  effective: number;
  notEffective: number;
}

/** What firms did about causes within some days, as far as somebody may see it; opened is counted in the firm's zone. */
export async function countActions(
  queries: Queries,
  { viewer, firms, from, to }: { viewer: Viewer; firms: readonly string[]; from: CivilDate; to: CivilDate },
): Promise<CountedActions> {
  const within = (day: ReturnType<typeof sql>) => sql`${day} between ${from}::date and ${to}::date`;
  const { rows } = await sql<CountedActions>`
    select
      count(*) filter (where ${within(sql`(opened_at at time zone coalesce(time_zone, 'UTC'))::date`)})::integer as opened,
      count(*) filter (where ${within(sql`done_on`)})::integer as done,
      count(*) filter (where ${within(sql`checked_on`)} and effective)::integer as effective,
      count(*) filter (where ${within(sql`checked_on`)} and not effective)::integer as "notEffective"
    from action left join firm_calendar using (procedure)
    where action.procedure = any(${[...firms]}::text[]) and ${actionVisibleTo(viewer)}`.execute(queries);
  return rows[0] ?? { opened: 0, done: 0, effective: 0, notEffective: 0 };
}
