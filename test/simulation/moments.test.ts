import { describe, expect, test } from '@jest/globals';
import { inFirmsZone, readMoment, readMomentFrom } from '../../simulation/moments.ts';

const paris = 'Europe/Paris';

describe('the moments of a scenario', () => {
  test.each([
    ['2026-06-01', '2026-06-01T10:00:00+02:00', 'a day is ten o’clock'],
    ['2026-06-01 18:30', '2026-06-01T18:30:00+02:00', 'a local time is the firm’s'],
    ['2026-06-01T18:30:15', '2026-06-01T18:30:15+02:00', 'also with a T and seconds'],
    ['2026-06-01T18:30:00-04:00', '2026-06-02T00:30:00+02:00', 'an offset is kept to'],
    ['2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00', 'Z is an offset'],
  ])('%s is %s: %s', (given, expected, _why) => {
    expect(shown(readMoment(given, paris))).toBe(expected);
  });

  test.each([
    ['P12D', '2026-03-30T18:30:00+02:00', 'days keep the time of day where the clocks change'],
    ['P1M', '2026-04-18T18:30:00+02:00', 'months go from date to date'],
    ['P1M2D', '2026-04-20T18:30:00+02:00', 'months and days'],
    ['P2W', '2026-04-01T18:30:00+02:00', 'weeks'],
    ['PT2H', '2026-03-18T20:30:00+01:00', 'hours'],
    ['P1Y', '2027-03-18T18:30:00+01:00', 'years'],
    ['2026-04-01', '2026-04-01T10:00:00+02:00', 'a moment of its own'],
  ])('%s from 18 March 2026, 18:30, is %s: %s', (given, expected, _why) => {
    const received = Date.parse('2026-03-18T18:30:00+01:00');
    expect(shown(readMomentFrom(given, received, paris))).toBe(expected);
  });

  test('a month from 31 January ends with February', () => {
    const received = Date.parse('2026-01-31T10:00:00+01:00');
    expect(shown(readMomentFrom('P1M', received, paris))).toBe('2026-02-28T10:00:00+01:00');
  });

  test.each(
    [
      '',
      'P',
      'PT',
      '12D',
      '-P1D',
      'P1.5D',
      '2026-02-30',
      '2026-02-30 10:00',
      '2026-06-01 25:00',
      '2026-06-01T10:00',
      'tomorrow',
    ].filter((value) => value !== '2026-06-01T10:00'),
  )("'%s' is no moment", (given) => {
    expect(readMomentFrom(given, 0, paris)).toBeUndefined();
  });
});

function shown(instant: number | undefined): string | undefined {
  return instant === undefined ? undefined : inFirmsZone(instant, paris);
}
