import { expect, test } from '@jest/globals';
import { isPhoneNumber, phoneNumber } from '../../../api/complaints/phone-number.ts';

test.each([
  ['+33 1 23 45 67 89', 'FR', '+33123456789'],
  ['+33 (0)1 23 45 67 89', 'FR', '+33123456789'],
  ['0033 1.23.45.67.89', 'BE', '+33123456789'],
  ['01 23 45 67 89', 'FR', '+33123456789'],
  ['02 123 45 67', 'BE', '+3221234567'],
  ['0590 12 34 56', 'GP', '+590590123456'],
  ['06 1234 5678', 'IT', '0612345678'],
  ['17', 'FR', '17'],
])('%s in %s is kept as %s', (typed, country, kept) => {
  expect(phoneNumber(typed, country)).toBe(kept);
});

test.each([
  ['+33123456789', true],
  ['0612345678', true],
  ['17', false],
  ['+1234567890123456', false],
  ['33+1', false],
])('%s is a telephone number: %p', (number, is) => {
  expect(isPhoneNumber(number)).toBe(is);
});
