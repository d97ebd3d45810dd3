import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { charactersOf } from '../../../letters/pdf/characters.ts';
import { fontFiles, printable } from '../../../letters/pdf/fonts.ts';

test('every font has the same characters, among them all that our letters are written with', () => {
  const [first, ...others] = fontFiles.map((file) => charactersOf(readFileSync(file)));
  for (const other of others) expect([...other].sort()).toEqual([...(first ?? [])].sort());
  for (const character of 'ÀÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿ«»‘’“”–—…€§°№ŁřşĞΩЖ□–\u00a0\u202f')
    expect([character, first?.has(character.codePointAt(0) ?? 0)]).toEqual([character, true]);
});

test('a file that is no font is refused', () => {
  expect(() => charactersOf(Buffer.alloc(64))).toThrow(RangeError);
});

describe('a text as it can be printed', () => {
  test.each([
    ['our own words stay as they are', 'L’été, « 12 € » – naïve…', 'L’été, « 12 € » – naïve…'],
    ['an accent that is apart joins its letter', 'e\u0301te\u0301', 'été'],
    ['what has no shape is left out', 'a\u200bb\u00adc\ufeffd\u202ee', 'abcde'],
    ['what no font has becomes a box, and a row of it one box', 'Bravo 😡😡 !', 'Bravo □ !'],
    ['other scripts too', '山田 太郎', '□ □'],
    ['an emoji of several characters is one box', '👩‍👧', '□'],
    ['control characters vanish', 'a\u0000b\u0007c', 'abc'],
  ])('%s', (_, given, printed) => {
    expect(printable(given)).toBe(printed);
  });
});
