import type { LetterKind } from '../../workflows/domain/letters.ts';
import type { Language, LetterFields } from '../letter.ts';
import type { LetterSources } from './sources.ts';

/** Whether staff worded a letter of this kind otherwise, with the decision that it comes from. */
export function wasEdited(kind: LetterKind, { texts }: Pick<LetterSources, 'texts'>): boolean {
  return texts.editedLetters?.some((edited) => edited.kind === kind) === true;
}

/** Staff's own words for a letter; words in another language than it is written in are none. */
export function editedText(kind: LetterKind, language: Language, { texts }: Pick<LetterSources, 'texts'>): string | undefined {
  return texts.editedLetters?.find((edited) => edited.kind === kind && edited.language === language)?.text;
}

/** The mediators that this letter does not name: staff's own words may not send anybody there either. */
export function closedWaysOn({ recourse }: LetterFields, { directory }: Pick<LetterSources, 'directory'>): string[] {
  const named = recourse?.mediator?.name;
  const mediators = directory.bodies
    .filter(({ type }) => type === 'mediator')
    .map(({ name }) => Object.values(name).filter((one) => one !== undefined));
  return mediators.filter((names) => named === undefined || !names.includes(named)).flatMap((names) => names.map(withoutArticle));
}

/** `La Médiation de l’Assurance` is also named in the middle of a sentence. */
function withoutArticle(name: string): string {
  return name.replace(/^(?:le |la |les |l[’']|de |het |the )/i, '');
}
