import { Temporal } from 'temporal-polyfill/implementation';
import type { CivilDate } from '../workflows/domain/time.ts';
import { addCalendarDays, addMonths } from './civil-dates.ts';
import { type HolidayRow, isHoliday } from './holidays.ts';

/**
 * What a time limit is counted in: `monToSatDays` are French *jours ouvrables*, `monToFriDays` *jours ouvrés* and Belgian
 * *werkdagen*, both without public holidays.
 */
export const units = ['monToSatDays', 'monToFriDays', 'calendarDays', 'months'] as const;
export type Unit = (typeof units)[number];

const saturday = 6;
const friday = 5;

/** True for a day on which a firm works and letters leave by themselves: Monday to Friday, no public holiday. */
export function isWorkingDay(date: CivilDate, holidays: readonly HolidayRow[]): boolean {
  return counts(Temporal.PlainDate.from(date), friday, holidays);
}

/**
 * The last day of a time limit. The day that it runs from is not counted. Nothing extends a limit of calendar days or months
 * whose last day is a holiday.
 */
export function lastDayOf(from: CivilDate, within: number, unit: Unit, holidays: readonly HolidayRow[]): CivilDate {
  switch (unit) {
    case 'monToSatDays':
      return walk(from, within, saturday, holidays);
    case 'monToFriDays':
      return walk(from, within, friday, holidays);
    case 'calendarDays':
      return addCalendarDays(from, within);
    case 'months':
      return addMonths(from, within);
  }
}

/** The nearest working day on or after a day. */
export function workingDayFrom(date: CivilDate, holidays: readonly HolidayRow[]): CivilDate {
  return walk(addCalendarDays(date, -1), 1, friday, holidays);
}

/** The nearest working day on or before a day, and so many working days earlier. */
export function workingDaysBefore(date: CivilDate, days: number, holidays: readonly HolidayRow[]): CivilDate {
  return walk(addCalendarDays(date, 1), -days - 1, friday, holidays);
}

/** The day that is reached after so many counted days, backwards where their number is negative; the first day is not counted. */
function walk(from: CivilDate, days: number, lastWeekday: number, holidays: readonly HolidayRow[]): CivilDate {
  const step = { days: Math.sign(days) };
  let day = Temporal.PlainDate.from(from);
  for (let left = Math.abs(days); left > 0; ) {
    day = day.add(step);
    if (counts(day, lastWeekday, holidays)) left -= 1;
  }
  return day.toString();
}

function counts(day: Temporal.PlainDate, lastWeekday: number, holidays: readonly HolidayRow[]): boolean {
  return day.dayOfWeek <= lastWeekday && !isHoliday(holidays, day.toString());
}
