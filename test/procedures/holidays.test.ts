import { describe, expect, test } from '@jest/globals';
import { easterSunday, holidaysOf, isHoliday } from '../../procedures/holidays.ts';
import { goldenRows } from './golden-table.ts';
import { calendarRows } from './procedure-files.ts';
import { slowCalendars, slowDayAfter, slowEaster, slowIsHoliday, withWeekday } from './slow-counting.ts';

describe('public holidays', () => {
  test('Easter falls on the same Sunday by two methods, from the Gregorian reform on', () => {
    for (let year = 1583; year <= 2500; year += 1) expect(easterSunday(year)).toBe(slowEaster(year));
  });

  test('Easter falls on the days that the church has printed', () => {
    expect([1818, 1943, 2000, 2008, 2019, 2038, 2049, 2076, 2100].map(easterSunday)).toEqual([
      '1818-03-22',
      '1943-04-25',
      '2000-04-23',
      '2008-03-23',
      '2019-04-21',
      '2038-04-25',
      '2049-04-18',
      '2076-04-19',
      '2100-03-28',
    ]);
  });

  test.each(goldenRows('holidays.md').map(({ heading, cells }) => ({ calendar: heading, year: cells[0] ?? '', cells })))(
    '$calendar has the holidays of $year as in the golden table',
    async ({ calendar, year, cells: [, easter, days] }) => {
      const rows = await calendarRows(calendar);
      expect(withWeekday(easterSunday(Number(year)))).toBe(easter);
      const named = rows
        .map((row) => `${withWeekday(holidaysOf([row], Number(year))[0] ?? '')} ${row.name.fr}`)
        .toSorted((one, other) => (one.slice(4) < other.slice(4) ? -1 : 1));
      expect(named.join(', ')).toBe(days);
    },
  );

  test.each(slowCalendars)('%s agrees with a second table on every day of forty years', async (calendar) => {
    const rows = await calendarRows(calendar);
    const differing: string[] = [];
    for (let day = '2020-01-01'; day < '2060-01-01'; day = slowDayAfter(day, 1)) {
      if (isHoliday(rows, day) !== slowIsHoliday(day, calendar)) differing.push(day);
    }
    expect(differing).toEqual([]);
  });

  test.each([
    ['france', 11],
    ['guadeloupe', 12],
    ['alsace-moselle', 13],
    ['belgium', 10],
  ])('%s has %i days by law, each with its source', async (calendar, count) => {
    const rows = await calendarRows(calendar);
    expect(rows).toHaveLength(count);
    expect(rows.filter(({ source }) => !/L3133-1|L3134-13|L3422-2|18 avril 1974/.test(source))).toEqual([]);
  });

  test('customary days of Guadeloupe lengthen no limit: Mi-Carême, Good Friday, 21 July', async () => {
    const rows = await calendarRows('guadeloupe');
    expect(['2026-03-12', '2026-04-03', '2026-07-21'].filter((day) => isHoliday(rows, day))).toEqual([]);
  });

  test('a day that became a holiday later is none before', async () => {
    const rows = await calendarRows('guadeloupe');
    expect([isHoliday(rows, '1983-05-27'), isHoliday(rows, '1984-05-27')]).toEqual([false, true]);
  });
});
