/** Words that are frequent in one of the languages and in none of the others. */
const words: Record<'fr' | 'nl' | 'en', ReadonlySet<string>> = {
  fr: new Set(
    'je vous nous mon ma mes votre vos le la les des du une est et que qui pas pour avec dans sur ce cette ai avez été bonjour madame monsieur réclamation contrat assurance sinistre cordialement merci depuis au aux ne plus mais'.split(
      ' ',
    ),
  ),
  nl: new Set(
    'ik u uw mijn wij onze het een en niet dat van voor met ik heb hebben heeft zijn geachte mevrouw heer klacht verzekering schade schadegeval groeten bedankt polis ook maar nog naar bij aan deze dit wordt werd geen'.split(
      ' ',
    ),
  ),
  en: new Set(
    'i you your my we our the and not that this with for have has was were been dear sir madam complaint insurance claim policy regards sincerely thank please which would from they it are'.split(
      ' ',
    ),
  ),
};

/** So much of a text is enough to tell. */
const enough = 5_000;
/** Fewer words than this tell nothing. */
const fewest = 3;

/** The language that a text is most likely written in; undefined where it does not show. */
export function languageOf(text: string): 'fr' | 'nl' | 'en' | undefined {
  const given =
    text
      .slice(0, enough)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  const counts = (['fr', 'nl', 'en'] as const)
    .map((language) => ({ language, count: given.filter((word) => words[language].has(word)).length }))
    .toSorted((one, other) => other.count - one.count);
  const [first, second] = counts;
  if (!first || !second || first.count < fewest) return undefined;
  return first.count >= second.count * 1.5 ? first.language : undefined;
}
