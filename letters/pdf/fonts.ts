import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { charactersOf } from './characters.ts';

const { resolve } = createRequire(import.meta.url);

/** Source Sans 3 (SIL Open Font License): open shapes, clear at 9 pt, every letter of the Latin, Greek and Cyrillic scripts. */
export const fontFiles: readonly string[] = [
  '400Regular/SourceSans3_400Regular.ttf',
  '400Regular_Italic/SourceSans3_400Regular_Italic.ttf',
  '600SemiBold/SourceSans3_600SemiBold.ttf',
  '600SemiBold_Italic/SourceSans3_600SemiBold_Italic.ttf',
].map((file) => resolve(`@expo-google-fonts/source-sans-3/${file}`));

let characters: Set<number> | undefined;

/** What nearly every text is made of, so that few are looked at character by character. */
const usual = /^[ -~\u00a0-\u00ac\u00ae-\u017f–—‘’“”…€]*$/;

/** What stands for a character that no font of ours has. */
const box = '□';

/**
 * A text as it can be printed. Both standards refuse a character without a shape, and a complainant may write any: what the fonts do not
 * have (emoji, other scripts) becomes a box, and what has no shape at all is left out.
 */
export function printable(text: string): string {
  return breakable(usual.test(text) ? text : withBoxes(text));
}

/** A word that is wider than a page may be broken (at no-width spaces), so that nothing of it is lost beyond the edge. */
function breakable(text: string): string {
  return text.replace(/\S{50,}/gu, (word) => word.replace(/\S{40}(?=\S)/gu, '$&\u200b'));
}

function withBoxes(text: string): string {
  characters ??= charactersOf(readFileSync(fontFiles[0] ?? ''));
  const known = characters;
  return text
    .normalize('NFC')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cs}]+/gu, '')
    .replace(/\P{Cc}/gu, (character) => (known.has(character.codePointAt(0) ?? 0) || /\s/.test(character) ? character : box))
    .replace(/□{2,}/g, box);
}
