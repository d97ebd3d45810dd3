import { expect, test } from '@jest/globals';
import { median, percentile, rounded, slope } from '../../bench/statistics.ts';

test.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[4, 1, 3, 2], 2.5],
])('the median of %j is %d', (values, middle) => {
  expect(median(values)).toBe(middle);
});

test.each([
  [0, 1],
  [50, 3],
  [75, 4],
  [90, 4.6],
  [100, 5],
])('of 1 to 5, %d in a hundred lie below %d', (of100, value) => {
  expect(percentile([5, 3, 1, 4, 2], of100)).toBeCloseTo(value);
});

test('without values there is no median', () => {
  expect(() => median([])).toThrow(RangeError);
});

test('the slope is how much the second grows with the first', () => {
  expect(
    slope([
      [10, 1_500],
      [20, 3_000],
      [40, 6_000],
    ]),
  ).toBeCloseTo(150);
  expect(() => slope([[1, 1]])).toThrow(RangeError);
});

test.each([
  [123.456, 123],
  [0.012_34, 0.0123],
  [1_234, 1_230],
])('%d is shown as %d', (value, shown) => {
  expect(rounded(value)).toBe(shown);
});
