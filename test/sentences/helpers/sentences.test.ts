import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { sentencesOf, sentencesOfText } from './sentences.ts';

const files = ['opticourtage.fr.txt', 'alter-ego.fr.txt', '123-courtage.fr.txt', 'optimco.nl.txt', 'almena.fr.txt'];
const withoutBlanks = (text: string) => text.normalize('NFC').replace(/\s/g, '');

test.each(files)('the sentences of %s are the whole text, word for word and in its order', (file) => {
  const text = readFileSync(new URL(`../../../procedures/texts/${file}`, import.meta.url), 'utf8');
  expect(withoutBlanks(sentencesOfText(file).join(''))).toBe(withoutBlanks(text));
});

describe('A text is split', () => {
  test.each([
    ['at each line', 'Een klacht?\n\nWie?\n', ['Een klacht?', 'Wie?']],
    ['after each sentence of a line', 'Bent u ontevreden? Laat het ons weten.', ['Bent u ontevreden?', 'Laat het ons weten.']],
    ['where the blank after a sentence is missing', 'rapide.Votre réclamation', ['rapide.', 'Votre réclamation']],
    ['not after the number of an entry', '1. Dès qu’une réclamation est reçue', ['1. Dès qu’une réclamation est reçue']],
    ['not within an address', 'www.ombudsman-insurance.be door', ['www.ombudsman-insurance.be door']],
    ['not where a blank line tears it apart', 'tussenkomst wenst\n\nvan de', ['tussenkomst wenst van de']],
    ['between a colon and what it announces', 'e-mail naar:\n\nklacht@optimco.be', ['e-mail naar:', 'klacht@optimco.be']],
  ])('%s', (_rule, text, sentences) => {
    expect(sentencesOf(text)).toEqual(sentences);
  });
});
