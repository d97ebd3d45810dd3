/** The widths of letters in a wide screen font (DejaVu Sans), as parts of its size: where one of them fits, so do the others. */
const narrowLetters = /[ijlI.,;:!'’|\u202f]/;
const slimLetters = /[frt \u00a0()-]/;
const wideLetters = /[mwMWœæŒÆ@%…—]/;
const capitals = /\p{Lu}/u;

/** The room that words take at most, in pixels; bold ones take a tenth more. */
export function textWidth(words: string, size: number, isBold = false): number {
  const inParts = [...words].reduce((sum, letter) => sum + partOf(letter), 0);
  return inParts * size * (isBold ? 1.1 : 1);
}

function partOf(letter: string): number {
  if (narrowLetters.test(letter)) return 0.32;
  if (slimLetters.test(letter)) return 0.4;
  if (wideLetters.test(letter)) return 1;
  return capitals.test(letter) ? 0.76 : 0.63;
}

/** Words in lines of so many pixels; a word that is longer by itself stands alone in its line. */
export function wrapped(words: string, room: number, size: number, isBold = false): string[] {
  const lines: string[] = [];
  for (const word of words.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && textWidth(longer, size, isBold) <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
