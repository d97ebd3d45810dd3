import { expect, test } from '@jest/globals';
import { messagesOf } from '../../../api/pages/messages.ts';

const words = { of: 'Le texte de {firm} dit que {firm} répond.', link: 'Délié de {reference}.' };
const say = messagesOf({ area: { fr: words, nl: { ...words, of: 'De tekst van {firm}' }, en: words } });

test.each([
  { firm: 'Almena', reads: 'Le texte d’Almena dit qu’Almena répond.' },
  { firm: 'OPTICOURTAGE', reads: 'Le texte d’OPTICOURTAGE dit qu’OPTICOURTAGE répond.' },
  { firm: 'Élan Courtage', reads: 'Le texte d’Élan Courtage dit qu’Élan Courtage répond.' },
  { firm: 'Hélène Modèle', reads: 'Le texte d’Hélène Modèle dit qu’Hélène Modèle répond.' },
  { firm: 'Yves Exemple', reads: 'Le texte d’Yves Exemple dit qu’Yves Exemple répond.' },
  { firm: 'Yannick Exemple', reads: 'Le texte de Yannick Exemple dit que Yannick Exemple répond.' },
  { firm: '123 Courtage', reads: 'Le texte de 123 Courtage dit que 123 Courtage répond.' },
])('before $firm French drops a vowel where it must', ({ firm, reads }) => {
  expect(say('fr', 'area.of', { firm })).toBe(reads);
});

test('a reference is no word that anything is dropped before', () => {
  expect(say('fr', 'area.link', { reference: 'OPT-2026-000009' })).toBe('Délié de OPT-2026-000009.');
});

test('no other language drops any', () => {
  expect(say('nl', 'area.of', { firm: 'Almena' })).toBe('De tekst van Almena');
});
