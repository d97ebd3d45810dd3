import { expect, test } from '@jest/globals';
import { isCivilDate } from '../../procedures/civil-dates.ts';

test.each([
  ['2026-05-13', true],
  ['2028-02-29', true],
  ['0001-01-01', true],
  ['0000-01-01', false],
  ['2026-02-29', false],
  ['2026-13-01', false],
  ['2026-5-13', false],
  ['-271821-04-20', false],
])('%s is a day: %s', (text, isDay) => {
  expect(isCivilDate(text)).toBe(isDay);
});
