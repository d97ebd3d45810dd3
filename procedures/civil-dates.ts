import { Temporal } from 'temporal-polyfill/implementation';
import type { CivilDate } from '../workflows/domain/time.ts';

/** True for `YYYY-MM-DD` where that day exists (no 30 February, and no year 0, which the register's calendar does not have). */
export function isCivilDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || value.startsWith('0000')) return false;
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
