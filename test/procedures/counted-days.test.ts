import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { countedDays, unitOfRule } from '../../procedures/counted-days.ts';
import { lastDayOf } from '../../procedures/counting.ts';
import { calendarRows } from './procedure-files.ts';
import { slowCalendars, slowCount, slowDayAfter } from './slow-counting.ts';

const calendars = new Map(await Promise.all(slowCalendars.map(async (id) => [id, await calendarRows(id)] as const)));

test('the days between agree with a second, slower count, in both directions', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 40 * 365 }).map((days) => slowDayAfter('2020-01-01', days)),
      fc.integer({ min: 1, max: 80 }),
      fc.constantFrom(...slowCalendars),
      fc.constantFrom(5 as const, 6 as const),
      (from, days, id, lastWeekday) => {
        const kind = lastWeekday === 6 ? 'monToSatDays' : 'monToFriDays';
        const rows = calendars.get(id) ?? [];
        const last = slowCount(from, days, lastWeekday, id);
        expect(countedDays(from, last, kind, rows)).toBe(days);
        expect(countedDays(last, from, kind, rows)).toBe(-days);
      },
    ),
    { numRuns: 200 },
  );
});

test('calendar days count everything, and nothing lies between a day and itself', () => {
  expect(countedDays('2026-12-24', '2027-01-01', 'calendarDays', [])).toBe(8);
  expect(countedDays('2026-12-24', '2026-12-24', 'monToFriDays', [])).toBe(0);
  expect(lastDayOf('2026-12-24', countedDays('2026-12-24', '2027-03-01', 'calendarDays', []), 'calendarDays', [])).toBe(
    '2027-03-01',
  );
});

test.each([
  ['10 monToSatDays from received', 'monToSatDays'],
  ['1 monToFriDay from sent (unknown: received)', 'monToFriDays'],
  ['1 month from received', 'months'],
  ['not after the final response: 2 months from sent', 'months'],
  ['announced to the complainant', undefined],
  ['30 fortnights from received', undefined],
])('the rule "%s" counts in %s', (rule, unit) => {
  expect(unitOfRule(rule)).toBe(unit);
});
