import type { Language } from './letter.ts';

const noBreak = '\u00a0';

/**
 * Sets the spaces that must not break. In French: before : ; ? ! % €, between « » and what they hold, after n° and article. Only
 * spaces that are there are changed, so that a web address or a quoted text keeps its characters; templates can be written with
 * plain spaces.
 */
export function setSpaces(words: string, language: Language): string {
  if (language !== 'fr') return words;
  return words
    .replace(/[ \u202f](?=[:;?!»%€])/g, noBreak)
    .replace(/«[ \u202f]/g, `«${noBreak}`)
    .replace(/\b([Nn]°) (?=\S)/g, `$1${noBreak}`)
    .replace(/\b([Aa]rticles?) (?=[LRDA]?\.? ?\d)/g, `$1${noBreak}`);
}
