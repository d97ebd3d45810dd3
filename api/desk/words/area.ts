import type { Language } from '../../../letters/letter.ts';

/** The messages of an area of the desk, the same in every language (ICU MessageFormat). */
export type AreaWords = Record<Language, Record<string, string>>;

/** Holds that every language has the same messages. */
export function area<const Words extends Record<string, string>>(words: {
  fr: Words;
  nl: Record<keyof Words, string>;
  en: Record<keyof Words, string>;
}): AreaWords {
  return words;
}
