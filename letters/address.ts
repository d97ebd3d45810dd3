import type { Language } from './letter.ts';

/** How a person is addressed; `none` where it is not known. */
export type Salutation = 'madam' | 'sir' | 'lawyer' | 'none';

/** The words that a letter begins with, without the comma that follows. English names the person where the title is known. */
export function salutationOf(salutation: Salutation, language: Language, name: string): string {
  return salutations[language][salutation].replace('{surname}', name.trim().split(/\s+/).at(-1) ?? name);
}

/** The formula that Dutch and English letters close with; French ones repeat the salutation in a sentence of their own. */
export function closingOf(salutation: Salutation, language: Language): string | undefined {
  return closings[language]?.[salutation];
}

const salutations: Record<Language, Record<Salutation, string>> = {
  fr: { madam: 'Madame', sir: 'Monsieur', lawyer: 'Maître', none: 'Madame, Monsieur' },
  nl: { madam: 'Geachte mevrouw', sir: 'Geachte heer', lawyer: 'Geachte meester', none: 'Geachte mevrouw, geachte heer' },
  en: { madam: 'Dear Ms {surname}', sir: 'Dear Mr {surname}', lawyer: 'Dear Sir or Madam', none: 'Dear Sir or Madam' },
};

const groeten = 'Met vriendelijke groeten';
const closings: Partial<Record<Language, Record<Salutation, string>>> = {
  nl: { madam: groeten, sir: groeten, lawyer: 'Hoogachtend', none: groeten },
  en: { madam: 'Yours sincerely', sir: 'Yours sincerely', lawyer: 'Yours faithfully', none: 'Yours faithfully' },
};
