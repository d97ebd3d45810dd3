import { describe, expect, test } from '@jest/globals';
import { isQuotedFrom, quotationsIn } from '../../procedures/quotations.ts';

describe('quotations', () => {
  const text = 'Nous nous engageons quoi qu’il en soit\nà apporter une réponse : « deux mois ».';

  test.each([
    ['word for word', 'quoi qu’il en soit', true],
    ['with straight quotation marks', "quoi qu'il en soit", true],
    ['over a line’s end', 'en soit à apporter', true],
    ['with straight quotation marks for guillemets, and narrow blanks', 'réponse\u00a0: "\u202fdeux mois\u202f"', true],
    ['with blanks of another width', 'réponse\u00a0:\u202f« deux mois »', true],
    ['with accents composed otherwise', 'à apporter une réponse'.normalize('NFD'), true],
    ['with another number', 'trois mois', false],
    ['with a word left out', 'Nous engageons quoi qu’il en soit', false],
    ['with other capitals', 'nous nous engageons', false],
  ])('%s', (_how, sentence, found) => {
    expect(isQuotedFrom(text, sentence)).toBe(found);
  });

  test('are found however deep they stand, with their place', () => {
    expect(
      quotationsIn({ sentence: 'a', list: [{ sentence: 'b', other: 'c' }, null], steps: { court: { sentence: 'd' } } }),
    ).toEqual([
      { path: ['sentence'], sentence: 'a' },
      { path: ['list', 0, 'sentence'], sentence: 'b' },
      { path: ['steps', 'court', 'sentence'], sentence: 'd' },
    ]);
  });
});
