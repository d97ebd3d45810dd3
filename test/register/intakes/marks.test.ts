import { describe, expect, test } from '@jest/globals';
import { plainMarks } from '../../../register/intakes/marks.ts';

const texts = (kind: string, marked: Parameters<typeof plainMarks>[0]) =>
  plainMarks(marked)
    .filter((mark) => mark.kind === kind)
    .map(({ text }) => text);

describe('Two messages are compared', () => {
  test.each([['capitals and blanks', ' Dominique@Example.ORG', 'dominique@example.org']])(
    'by e-mail address without %s',
    (_rule, email, same) => {
      expect(texts('e-mail', { complainant: { email } })).toEqual([same]);
    },
  );

  test.each([
    ['accents and order', 'Élodie Exemple', 'EXEMPLE Elodie'],
    ['titles', 'Mme Dominique Exemple', 'Dominique Exemple'],
    ['hyphens', 'Anne-Marie Exemple', 'Anne Marie Exemple'],
  ])('by name without %s', (_rule, one, other) => {
    expect(texts('name', { complainant: { name: one } })).toEqual(texts('name', { complainant: { name: other } }));
  });

  test.each([
    ['+33 1 23 45 67 89', '01 23 45 67 89'],
    ['+32 470 12 34 56', '0470/12.34.56'],
  ])('by telephone, from abroad as from home: %s', (one, other) => {
    expect(texts('phone', { complainant: { phone: one } })).toEqual(texts('phone', { complainant: { phone: other } }));
  });

  test('by contract and claim, however they are written', () => {
    expect(texts('contract', { policyNumber: 'POL 778.899-A' })).toEqual(['pol778899a']);
    expect(texts('claim', { claimNumber: 'S/2026-1' })).toEqual(['s20261']);
  });

  test('by the beginnings of the matter’s longer words, each once', () => {
    expect(texts('matter', { matter: 'La résiliation, résilier' })).toEqual(['resili']);
    expect(texts('matter', { matter: 'de opzegging van mijn contract' })).toEqual(['opzegg', 'contra']);
  });

  test('by nothing that is not said', () => {
    expect(plainMarks({ complainant: { name: ' ', email: '' }, policyNumber: '' })).toEqual([]);
  });
});
