import { describe, expect, test } from '@jest/globals';
import { civilDateAt, instantAt, startOfDay } from '../../procedures/zoned-time.ts';

const utc = (instant: number) => new Date(instant).toISOString();

describe('times in the firm’s zone', () => {
  test.each([
    ['2026-05-13T21:59:59.999Z', 'Europe/Paris', '2026-05-13'],
    ['2026-05-13T22:00:00Z', 'Europe/Paris', '2026-05-14'],
    ['2026-12-31T23:00:00Z', 'Europe/Paris', '2027-01-01'],
    ['2026-05-14T03:59:59Z', 'America/Guadeloupe', '2026-05-13'],
    ['2026-05-14T04:00:00Z', 'America/Guadeloupe', '2026-05-14'],
  ])('%s in %s is %s', (instant, zone, day) => {
    expect(civilDateAt(Date.parse(instant), zone)).toBe(day);
  });

  test.each([
    ['2026-05-14', 'Europe/Paris', '2026-05-13T22:00:00.000Z'],
    ['2026-12-14', 'Europe/Brussels', '2026-12-13T23:00:00.000Z'],
    ['2026-03-29', 'Europe/Paris', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', 'Europe/Paris', '2026-03-29T22:00:00.000Z'],
    ['2026-10-26', 'Europe/Paris', '2026-10-25T23:00:00.000Z'],
    ['2026-05-14', 'America/Guadeloupe', '2026-05-14T04:00:00.000Z'],
    // Clocks went forward at midnight: that day began at one.
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
  ])('%s in %s begins at %s', (day, zone, instant) => {
    expect(utc(startOfDay(day, zone))).toBe(instant);
  });

  test.each([
    ['summer time', '2026-07-13', '08:00', 61, '2026-07-13T06:01:01.000Z'],
    ['winter time', '2026-12-14', '08:00', 0, '2026-12-14T07:00:00.000Z'],
    ['the day on which clocks go forward', '2026-03-29', '08:00', 0, '2026-03-29T06:00:00.000Z'],
    ['the day on which clocks go back', '2026-10-25', '08:00', 0, '2026-10-25T07:00:00.000Z'],
    ['a time that is skipped counts from after the skip', '2026-03-29', '02:30', 0, '2026-03-29T01:30:00.000Z'],
    ['a time that comes twice is the first', '2026-10-25', '02:30', 0, '2026-10-25T00:30:00.000Z'],
  ])('%s', (_rule, day, time, seconds, instant) => {
    expect(utc(instantAt(day, time, seconds, 'Europe/Paris'))).toBe(instant);
  });
});
