import { sql } from 'kysely';
import { holidaysOf } from '../../procedures/holidays.ts';
import type { Procedure } from '../../procedures/schema.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import type { Queries } from '../register.ts';

/** The years for which a firm's public holidays are kept: no complaint of a register that begins today lies outside. */
const firstYear = 2010;
const lastYear = 2059;

/**
 * Keeps what a firm's days are counted with: its zone and its public holidays. Where they have changed, the firm's figures are counted
 * anew, those of complaints that run on an older version of the procedure as well: a calendar is the law's, not the version's.
 */
export async function keepCalendar(queries: Queries, { id, firm, calendar }: Procedure): Promise<void> {
  await sql`
    insert into firm_calendar as kept (procedure, time_zone, holidays)
    values (${id}, ${firm.timeZone}, ${holidaysBetween(calendar.days)}::date[])
    on conflict (procedure) do update set time_zone = excluded.time_zone, holidays = excluded.holidays
    where (kept.time_zone, kept.holidays) is distinct from (excluded.time_zone, excluded.holidays)`.execute(queries);
}

function holidaysBetween(rows: Procedure['calendar']['days']): CivilDate[] {
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_none, index) => firstYear + index);
  return [...new Set(years.flatMap((year) => holidaysOf(rows, year)))].sort();
}
