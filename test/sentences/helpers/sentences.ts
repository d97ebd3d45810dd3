import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const texts = fileURLToPath(new URL('../../../procedures/texts/', import.meta.url));

/** The sentences of a firm's text, in its order. */
export function sentencesOfText(file: string): string[] {
  return sentencesOf(readFileSync(`${texts}${file}`, 'utf8'));
}

/**
 * Splits a text into its sentences, and loses nothing of it but blank space. Every line that is not blank stands for itself,
 * be it a heading, an address or an entry of a list, and
 * - a line with several sentences is split after each full stop, question or exclamation mark that a capital letter follows, with a
 *   blank or without (`rapide.Votre réclamation`); the number that an entry of a list begins with ends no sentence;
 * - a sentence that a blank line tears apart is put together: a line that begins with a small letter goes on with the one before,
 *   unless that one ends with a mark (`Via e-mail naar:`).
 * Runs of blanks become one.
 */
export function sentencesOf(text: string): string[] {
  const lines = text
    .normalize('NFC')
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
  return joined(lines).flatMap((line) => line.split(/(?<=[.!?])(?<!^\d+\.) ?(?=\p{Lu})/u));
}

function joined(lines: readonly string[]): string[] {
  const whole: string[] = [];
  for (const line of lines) {
    const before = whole.at(-1);
    const goesOn = /^\p{Ll}/u.test(line) && before !== undefined && /[\p{L}\p{N}]$/u.test(before);
    if (goesOn) whole.splice(-1, 1, `${before} ${line}`);
    else whole.push(line);
  }
  return whole;
}
