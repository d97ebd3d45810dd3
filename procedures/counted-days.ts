import type { CivilDate } from '../workflows/domain/time.ts';
import { type Unit, units } from './counting.ts';
import { type HolidayRow, holidaysOf } from './holidays.ts';

/** What days are counted in; a limit of months is counted down in calendar days. */
export type DayKind = Exclude<Unit, 'months'>;

const oneDay = 86_400_000;

/**
 * How many days of a kind lie after a day, up to and including another: 0 where none does, negative where the other day is earlier.
 * Counted by weeks and not day by day, so that a list can ask it for each of its rows.
 */
export function countedDays(from: CivilDate, to: CivilDate, kind: DayKind, holidays: readonly HolidayRow[]): number {
  if (to < from) return 0 - countedDays(to, from, kind, holidays);
  const [first, last] = [numberOf(from), numberOf(to)];
  if (kind === 'calendarDays') return last - first;
  const lastWeekday = kind === 'monToSatDays' ? 6 : 5;
  const free = freeDays(from, to, holidays).filter((day) => weekdayOf(numberOf(day)) <= lastWeekday);
  return weekdaysUpTo(last, lastWeekday) - weekdaysUpTo(first, lastWeekday) - free.length;
}

/** What a limit's rule (`10 monToSatDays from received`) counts in; undefined where it names a date and counts nothing. */
export function unitOfRule(rule: string): Unit | undefined {
  const [, unit] = /^(?:not after the final response: )?\d+ (\w+) from /.exec(rule) ?? [];
  return units.find((known) => known === unit || known === `${unit}s`);
}

/** The public holidays after a day, up to and including another. */
function freeDays(from: CivilDate, to: CivilDate, holidays: readonly HolidayRow[]): CivilDate[] {
  const [firstYear, lastYear] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_none, place) => firstYear + place);
  const days = years.flatMap((year) => holidaysOfYear(holidays, year)).filter((day) => day > from && day <= to);
  return [...new Set(days)];
}

const known = new WeakMap<readonly HolidayRow[], Map<number, CivilDate[]>>();

function holidaysOfYear(rows: readonly HolidayRow[], year: number): CivilDate[] {
  const years = known.get(rows) ?? new Map<number, CivilDate[]>();
  const days = years.get(year) ?? holidaysOf(rows, year);
  known.set(rows, years.set(year, days));
  return days;
}

/** Days since a Sunday long ago: 1 is a Monday. */
function numberOf(day: CivilDate): number {
  const sunday = Date.UTC(1583, 0, 2);
  return (Date.parse(`${day}T00:00:00Z`) - sunday) / oneDay;
}

/** 1 for Monday, 7 for Sunday. */
function weekdayOf(number: number): number {
  return ((((number - 1) % 7) + 7) % 7) + 1;
}

/** How many days from Monday to the last weekday lie in the first so many days. */
function weekdaysUpTo(number: number, lastWeekday: number): number {
  const weeks = Math.floor(number / 7);
  return weeks * lastWeekday + Math.min(number - weeks * 7, lastWeekday);
}
