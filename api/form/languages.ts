import type { Language } from '../../register/complaint-content.ts';

const among: Record<Language, string> = { fr: ' ou en ', nl: ' of het ', en: ' or ' };

/** Languages by their names in another: `français ou en anglais`, after 'en'; `Frans of het Engels`, after 'in het'. */
export function languagesIn(page: Language, languages: readonly Language[]): string {
  const names = new Intl.DisplayNames([page], { type: 'language' });
  return languages.map((language) => names.of(language) ?? language).join(among[page]);
}
