import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { askedFor, isSearchable, wordsOf } from '../../register/search-words.ts';

describe('The words of a text', () => {
  test.each([
    ['Ma Résiliation', ['ma', 'résiliation']],
    ['l’annulation, aujourd’hui', ['l', 'annulation', 'aujourd', 'hui']],
    ['POL-778899', ['pol778899', 'pol', '778899']],
    ['AB 12 345', ['ab12345', 'ab', '12', '345']],
    ['dominique.exemple@example.org', ['dominique.exemple@example.org', 'dominique', 'exemple', 'example', 'org']],
    ['le cœur', ['le', 'coeur']],
    ['e\u0301cole', ['école']],
    ['ﬁn', ['fin']],
    ['— … !', []],
  ])('%j are %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test('come from wherever a text stands, but not from codes', () => {
    const content = {
      complainant: { name: 'Dominique Exemple', salutation: 'madam', address: { lines: ['Lille'], country: 'FR' } },
    };
    expect(wordsOf([content, { redress: { cents: 100, currency: 'EUR' }, missingFacts: ['facture'] }])).toEqual([
      'dominique',
      'exemple',
      'lille',
      'facture',
    ]);
  });

  test('are each there once, and no more than have room', () => {
    const many = Array.from({ length: 40_000 }, (_, place) => `mot${place}`).join(' ');
    const words = wordsOf(`${many} ${many}`);
    expect(new Set(words).size).toBe(words.length);
    expect(words.join('').length).toBeLessThanOrEqual(100_000);
    expect(wordsOf('x'.repeat(5_000))).toEqual(['x'.repeat(100)]);
  });

  test('are found in a moment, however long a text without a blank is', () => {
    const long = 'a'.repeat(200_000);
    expect(wordsOf(`${long} ${long}@x nom@example.org`)).toEqual(expect.arrayContaining(['a'.repeat(100), 'nom@example.org']));
  });

  test('are never cut through a character', () => {
    expect(wordsOf(`${'a'.repeat(99)}𠀀𠀀`)).toEqual([`${'a'.repeat(99)}𠀀`]);
  });
});

describe('What is searched for', () => {
  test.each([
    ['résiliation contrat', [{ words: ['résiliation'] }, { words: ['contrat'] }]],
    ['POL-7788', [{ words: ['pol', '7788'], whole: 'pol7788' }]],
    ['<dominique@exam', [{ words: [], whole: 'dominique@exam' }]],
    ['@example.org', [{ words: ['example', 'org'] }]],
    ['??? --', []],
  ])('%j is read as %j', (text, asked) => {
    expect(askedFor(text)).toEqual(asked);
    expect(isSearchable(text)).toBe(asked.length > 0);
  });

  test('is found in a text that has it, whatever the text is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const words = wordsOf(text);
        for (const { words: parts, whole } of askedFor(text))
          expect(
            parts.every((part) => words.includes(part)) || (whole !== undefined && words.some((one) => one.startsWith(whole))),
          ).toBe(true);
      }),
    );
  });
});
