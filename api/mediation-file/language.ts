import { type Language, languages } from '../../register/complaint-content.ts';

/** The language in which a complaint is treated. */
export function languageOfComplaint(language: string): Language {
  return languages.find((one) => one === language) ?? 'fr';
}
