import { Temporal } from 'temporal-polyfill/implementation';
import type { CivilDate } from '../workflows/domain/time.ts';

/** True for `YYYY-MM-DD` where that day exists (no 30 February). */
export function isCivilDate(value: string): value is CivilDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  try {
    return Temporal.PlainDate.from(value, { overflow: 'reject' }).toString() === value;
  } catch {
    return false;
  }
}

/** The day that lies this many calendar days later, or earlier where `days` is negative. */
export function addCalendarDays(date: CivilDate, days: number): CivilDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** From date to date; where that date is missing, the last day of the month: 31 December and two months is 28 or 29 February. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  return Temporal.PlainDate.from(date).add({ months }, { overflow: 'constrain' }).toString();
}
