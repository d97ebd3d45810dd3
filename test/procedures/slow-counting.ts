// A second way to count, written apart from the first and without its helpers: it walks through the calendar one day after
// another on plain JavaScript dates in UTC, with Easter from the golden number and the epact, as Knuth has it.

const oneDay = 86_400_000;
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

export const slowCalendars = ['france', 'guadeloupe', 'alsace-moselle', 'belgium'] as const;
export type SlowCalendar = (typeof slowCalendars)[number];

/** Easter Sunday, by The Art of Computer Programming, volume 1, exercise 1.3.2–14. */
export function slowEaster(year: number): string {
  const goldenNumber = (year % 19) + 1;
  const century = Math.trunc(year / 100) + 1;
  const leapYearsDropped = Math.trunc((3 * century) / 4) - 12;
  const moonCorrection = Math.trunc((8 * century + 5) / 25) - 5;
  const sunday = Math.trunc((5 * year) / 4) - leapYearsDropped - 10;
  let epact = (11 * goldenNumber + 20 + moonCorrection - leapYearsDropped) % 30;
  if (epact < 0) epact += 30;
  if ((epact === 25 && goldenNumber > 11) || epact === 24) epact += 1;
  let march = 44 - epact;
  if (march < 21) march += 30;
  march += 7 - ((sunday + march) % 7);
  return written(Date.UTC(year, 2, march));
}

/** `Wed 2026-05-13` */
export function withWeekday(day: string): string {
  return `${weekdays[new Date(day).getUTCDay()]} ${day}`;
}

export function slowDayAfter(day: string, days: number): string {
  return written(Date.parse(day) + days * oneDay);
}

export function slowIsHoliday(day: string, calendar: SlowCalendar): boolean {
  const easter = slowEaster(Number(day.slice(0, 4)));
  const after = (Date.parse(day) - Date.parse(easter)) / oneDay;
  const inTheYear = day.slice(5);
  const everywhere = ['01-01', '05-01', '08-15', '11-01', '11-11', '12-25'].includes(inTheYear) || [1, 39, 50].includes(after);
  if (calendar === 'belgium') return everywhere || inTheYear === '07-21';
  const french = everywhere || inTheYear === '05-08' || inTheYear === '07-14';
  if (calendar === 'guadeloupe') return french || inTheYear === '05-27';
  return calendar === 'alsace-moselle' ? french || inTheYear === '12-26' || after === -2 : french;
}

/** The last of so many days after a day, Monday to `lastWeekday` (5 Friday, 6 Saturday) without holidays. */
export function slowCount(from: string, days: number, lastWeekday: 5 | 6, calendar: SlowCalendar): string {
  const counted: string[] = [];
  for (let day = slowDayAfter(from, 1); counted.length < days; day = slowDayAfter(day, 1)) {
    const weekday = new Date(day).getUTCDay();
    if (weekday !== 0 && weekday <= lastWeekday && !slowIsHoliday(day, calendar)) counted.push(day);
  }
  return counted.at(-1) ?? from;
}

/** The same date so many months later, or the last day before it that exists in that month. */
export function slowMonths(from: string, months: number): string {
  const monthsSinceZero = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1 + months;
  const year = Math.trunc(monthsSinceZero / 12);
  const month = (monthsSinceZero % 12) + 1;
  const inMonth: string[] = [];
  for (let day = 1; day <= Number(from.slice(8)); day += 1) {
    const candidate = written(Date.UTC(year, month - 1, day));
    if (Number(candidate.slice(5, 7)) === month) inMonth.push(candidate);
  }
  return inMonth.at(-1) ?? from;
}

/** The nearest Monday to Friday, no holiday, on or before a day. */
export function slowWorkingDayUntil(day: string, calendar: SlowCalendar): string {
  const weekday = new Date(day).getUTCDay();
  const works = weekday >= 1 && weekday <= 5 && !slowIsHoliday(day, calendar);
  return works ? day : slowWorkingDayUntil(slowDayAfter(day, -1), calendar);
}

function written(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
