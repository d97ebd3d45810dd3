import type { CivilDate } from '../workflows/domain/time.ts';
import { addCalendarDays, addMonths, weekdayOf } from './civil-dates.ts';
import { type HolidayRow, isHoliday } from './holidays.ts';

/**
 * What a time limit is counted in: `monToSatDays` are French *jours ouvrables*, `monToFriDays` *jours ouvrés* and Belgian
 * *werkdagen*, both without public holidays.
 */
export const units = ['monToSatDays', 'monToFriDays', 'calendarDays', 'months'] as const;
export type Unit = (typeof units)[number];

const saturday = 6;
const friday = 5;

/** True for a day that counts; every day counts in `calendarDays` and `months`. */
export function counts(date: CivilDate, unit: Unit, holidays: readonly HolidayRow[]): boolean {
  switch (unit) {
    case 'monToSatDays':
      return weekdayOf(date) <= saturday && !isHoliday(holidays, date);
    case 'monToFriDays':
      return weekdayOf(date) <= friday && !isHoliday(holidays, date);
    case 'calendarDays':
    case 'months':
      return true;
  }
}

/** True for a day on which a firm works and letters leave by themselves: Monday to Friday, no public holiday. */
export function isWorkingDay(date: CivilDate, holidays: readonly HolidayRow[]): boolean {
  return counts(date, 'monToFriDays', holidays);
}

/**
 * The last day of a time limit. The day that it runs from is not counted. Nothing extends a limit of calendar days or months
 * whose last day is a holiday.
 */
export function lastDayOf(from: CivilDate, within: number, unit: Unit, holidays: readonly HolidayRow[]): CivilDate {
  if (unit === 'months') return addMonths(from, within);
  if (unit === 'calendarDays') return addCalendarDays(from, within);
  let day = from;
  for (let left = within; left > 0; ) {
    day = addCalendarDays(day, 1);
    if (counts(day, unit, holidays)) left -= 1;
  }
  return day;
}

/** The nearest working day on or before a day. */
export function workingDayUntil(date: CivilDate, holidays: readonly HolidayRow[]): CivilDate {
  let day = date;
  while (!isWorkingDay(day, holidays)) day = addCalendarDays(day, -1);
  return day;
}

/** The nearest working day on or after a day. */
export function workingDayFrom(date: CivilDate, holidays: readonly HolidayRow[]): CivilDate {
  let day = date;
  while (!isWorkingDay(day, holidays)) day = addCalendarDays(day, 1);
  return day;
}

/** A working day, so many working days earlier. */
export function workingDaysBefore(date: CivilDate, days: number, holidays: readonly HolidayRow[]): CivilDate {
  let day = workingDayUntil(date, holidays);
  for (let left = days; left > 0; left -= 1) day = workingDayUntil(addCalendarDays(day, -1), holidays);
  return day;
}
