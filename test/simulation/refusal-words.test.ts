import { expect, test } from '@jest/globals';
import { refusalWords } from '../../api/desk/words/refusals.ts';
import { whyRefused } from '../../api/problems/problems.ts';

const english = /\b(due|answer|received|decision|complaint|upheld|undefined|the|not|with|first)\b/;

test.each(['fr', 'nl'] as const)('each reason of a refusal has words in %s, and none in English', (language) => {
  const { 'unfit-detail': _, ...words } = refusalWords[language];
  expect(Object.keys(words).toSorted()).toEqual(Object.keys(whyRefused).toSorted());
  for (const sentence of Object.values(refusalWords[language])) expect(sentence).not.toMatch(english);
});

test('in English each reason is the API’s', () => {
  expect(refusalWords.en).toMatchObject(whyRefused);
});
