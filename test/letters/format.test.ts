import { describe, expect, test } from '@jest/globals';
import { aYearAfter, formatAmount, formatDate, formatPhone } from '../../letters/format.ts';
import type { Language } from '../../letters/letter.ts';

describe('dates, whose day is never parted from its month at a line’s end', () => {
  test.each<[string, Language, string]>([
    ['2026-05-01', 'fr', '1er\u00a0mai 2026'],
    ['2026-05-02', 'fr', '2\u00a0mai 2026'],
    ['2026-08-31', 'fr', '31\u00a0août 2026'],
    ['2026-05-01', 'nl', '1\u00a0mei 2026'],
    ['2026-03-15', 'nl', '15\u00a0maart 2026'],
    ['2026-05-01', 'en', '1\u00a0May 2026'],
    ['2028-02-29', 'en', '29\u00a0February 2028'],
  ])('%s in %s is %s', (date, language, words) => {
    expect(formatDate(date, language)).toBe(words);
  });

  test.each(['2026-02-30', '2026-13-01', '2026-00-10', '2026-01-00', '1 mai 2026', '', '2026-5-1'])(
    '%j is refused as no day',
    (date) => {
      expect(() => formatDate(date, 'fr')).toThrow(RangeError);
    },
  );

  test.each([
    ['2026-05-12', '2027-05-12'],
    ['2028-02-29', '2029-02-28'],
    ['2027-02-28', '2028-02-28'],
  ])('a year after %s is %s', (date, later) => {
    expect(aYearAfter(date)).toBe(later);
  });
});

describe('amounts are never broken over two lines', () => {
  test.each<[number, string, Language, string]>([
    [125_050, 'EUR', 'fr', '1\u00a0250,50\u00a0€'],
    [5, 'EUR', 'fr', '0,05\u00a0€'],
    [123_456_789, 'EUR', 'fr', '1\u00a0234\u00a0567,89\u00a0€'],
    [10_000, 'CHF', 'fr', '100,00\u00a0CHF'],
    [125_050, 'EUR', 'nl', '1.250,50\u00a0euro'],
    [125_050, 'EUR', 'en', '€1,250.50'],
    [125_050, 'CHF', 'en', 'CHF\u00a01,250.50'],
    [-8_000, 'EUR', 'fr', '-80,00\u00a0€'],
  ])('%i cents of %s in %s', (cents, currency, language, words) => {
    expect(formatAmount({ cents, currency }, language)).toBe(words);
  });

  test.each([
    [0.5, 'EUR'],
    [Number.NaN, 'EUR'],
    [100, 'euro'],
  ])('%d cents of %s are refused', (cents, currency) => {
    expect(() => formatAmount({ cents, currency }, 'fr')).toThrow(RangeError);
  });
});

describe('phone numbers are written as the reader dials them', () => {
  test.each<[string, string | undefined, string]>([
    ['+33157969060', 'FR', '01 57 96 90 60'],
    ['+33157969060', 'GP', '01 57 96 90 60'],
    ['+33157969060', 'BE', '+33 1 57 96 90 60'],
    ['+33157969060', undefined, '+33 1 57 96 90 60'],
    ['+590690123456', 'GP', '06 90 12 34 56'],
    ['+590690123456', 'BE', '+590 6 90 12 34 56'],
    ['+3231234567', 'BE', '03 123 45 67'],
    ['+3210123456', 'BE', '010 12 34 56'],
    ['+32470123456', 'BE', '0470 12 34 56'],
    ['+3231234567', 'FR', '+32 3 123 45 67'],
    ['+442079460123', 'FR', '+442079460123'],
  ])('%s read in %s', (phone, country, words) => {
    expect(formatPhone(phone, country)).toBe(words);
  });

  test.each(['01 57 96 90 60', '+33 1 57', '33157969060', ''])('%j is refused: not E.164', (phone) => {
    expect(() => formatPhone(phone, 'FR')).toThrow(RangeError);
  });
});
