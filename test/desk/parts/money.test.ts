import { expect, test } from '@jest/globals';
import { readAmount } from '../../../api/desk/parts/money.ts';

const amounts: [typed: string, cents: number | undefined][] = [
  ['1 234,56', 123456],
  ['1\u00a0234,56 €', 123456],
  ['1.234,56', 123456],
  ['1,234.56', 123456],
  ['1’234.56', 123456],
  ['80', 8000],
  ['80,5', 8050],
  ['0,05', 5],
  ['1.234', 123400],
  ['12 345 678,90 EUR', 1234567890],
  ['', undefined],
  ['abc', undefined],
  ['-5', undefined],
  ['1,23,4', undefined],
  ['12.34.56', undefined],
  ['1e3', undefined],
];

for (const [typed, cents] of amounts)
  test(`'${typed}' is ${cents === undefined ? 'no amount' : `${cents} cents`}`, () => {
    expect(readAmount(typed)).toBe(cents);
  });
