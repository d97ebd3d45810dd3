import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addMonths } from '../../procedures/civil-dates.ts';
import { lastDayOf, type Unit, workingDaysBefore } from '../../procedures/counting.ts';
import { calendarRows } from './procedure-files.ts';
import { slowCalendars, slowCount, slowDayAfter, slowMonths, slowWorkingDayUntil } from './slow-counting.ts';

const calendars = new Map(await Promise.all(slowCalendars.map(async (id) => [id, await calendarRows(id)] as const)));
const france = calendars.get('france') ?? [];

const anyDay = fc.integer({ min: 0, max: 40 * 365 }).map((days) => slowDayAfter('2020-01-01', days));
const anyCalendar = fc.constantFrom(...slowCalendars);

describe('counting time limits', () => {
  test.each<[string, string, number, Unit, string]>([
    ['the day of receipt is not counted', '2026-09-07', 1, 'monToSatDays', '2026-09-08'],
    ['Saturdays are jours ouvrables', '2026-09-11', 1, 'monToSatDays', '2026-09-12'],
    ['Saturdays are no jours ouvrés', '2026-09-11', 1, 'monToFriDays', '2026-09-14'],
    ['Sundays are neither', '2026-09-12', 1, 'monToSatDays', '2026-09-14'],
    ['public holidays are skipped', '2026-05-13', 10, 'monToSatDays', '2026-05-27'],
    ['calendar days count everything', '2026-12-24', 7, 'calendarDays', '2026-12-31'],
    ['months run from date to date', '2026-05-13', 2, 'months', '2026-07-13'],
    ['a missing date is the last day of the month', '2026-12-31', 2, 'months', '2027-02-28'],
    ['in a leap year too', '2027-12-31', 2, 'months', '2028-02-29'],
    ['29 February and a year is 28 February', '2028-02-29', 12, 'months', '2029-02-28'],
    ['31 August and one month is 30 September', '2026-08-31', 1, 'months', '2026-09-30'],
    ['a limit of months that ends on a holiday is not extended', '2026-10-25', 2, 'months', '2026-12-25'],
    ['no days at all is the day itself', '2026-09-12', 0, 'monToSatDays', '2026-09-12'],
  ])('%s: %s and %i %s', (_rule, from, within, unit, last) => {
    expect(lastDayOf(from, within, unit, france)).toBe(last);
  });

  test('days agree with a second, slower count', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: 1, max: 60 }),
        anyCalendar,
        fc.constantFrom(5 as const, 6 as const),
        (from, days, id, lastWeekday) => {
          const unit = lastWeekday === 6 ? 'monToSatDays' : 'monToFriDays';
          expect(lastDayOf(from, days, unit, calendars.get(id) ?? [])).toBe(slowCount(from, days, lastWeekday, id));
        },
      ),
    );
  });

  test('months agree with a second, slower count', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 36 }), (from, months) => {
        expect(addMonths(from, months)).toBe(slowMonths(from, months));
      }),
    );
  });

  test('the last working day before a limit agrees with a second, slower search', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 5 }), anyCalendar, (day, margin, id) => {
        let expected = slowWorkingDayUntil(day, id);
        for (let step = 0; step < margin; step += 1) expected = slowWorkingDayUntil(slowDayAfter(expected, -1), id);
        expect(workingDaysBefore(day, margin, calendars.get(id) ?? [])).toBe(expected);
      }),
    );
  });

  test('a longer limit never ends earlier', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom<Unit>('monToSatDays', 'monToFriDays', 'calendarDays', 'months'),
        (from, days, unit) => {
          expect(lastDayOf(from, days, unit, france) <= lastDayOf(from, days + 1, unit, france)).toBe(true);
        },
      ),
    );
  });
});
