import type { CivilDate } from '../workflows/domain/time.ts';
import { addCalendarDays } from './civil-dates.ts';

/** A public holiday as the law has it: on a day of the year, or a number of days after Easter Sunday. */
export interface HolidayRow {
  /** `MM-DD`; absent for a movable day. */
  on?: string | undefined;
  /** Days after Easter Sunday, negative before it; absent for a fixed day. */
  easter?: number | undefined;
  /** The first day on which the rule holds; absent where it is older than any complaint. */
  holdsFrom?: CivilDate | undefined;
}

/** Easter Sunday of a year in the Gregorian calendar, by the method of Meeus, Jones and Butcher. */
export function easterSunday(year: number): CivilDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const moonCorrection = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - moonCorrection + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const sum = epact + weekday - 7 * late + 114;
  return `${pad(year, 4)}-${pad(Math.floor(sum / 31), 2)}-${pad((sum % 31) + 1, 2)}`;
}

/** The public holidays of one year. */
export function holidaysOf(rows: readonly HolidayRow[], year: number): CivilDate[] {
  const easter = easterSunday(year);
  return rows
    .map((row) => ({ row, day: row.on === undefined ? addCalendarDays(easter, row.easter ?? 0) : `${pad(year, 4)}-${row.on}` }))
    .filter(({ row, day }) => row.holdsFrom === undefined || day >= row.holdsFrom)
    .map(({ day }) => day);
}

const known = new WeakMap<readonly HolidayRow[], Map<string, ReadonlySet<CivilDate>>>();

/** True on a public holiday. */
export function isHoliday(rows: readonly HolidayRow[], date: CivilDate): boolean {
  const years = known.get(rows) ?? new Map<string, ReadonlySet<CivilDate>>();
  const year = date.slice(0, 4);
  const days = years.get(year) ?? new Set(holidaysOf(rows, Number(year)));
  known.set(rows, years.set(year, days));
  return days.has(date);
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
