/** The longest text that is kept of a mail; characters. With the notes under it, it is within what an intake may have. */
export const mostText = 190_000;

/** Marks that turn the direction of writing, and characters that nobody sees. */
const unseen = /[\u200B-\u200D\u2060\u202A-\u202E\u2066-\u2069\uFEFF\u00AD]/g;

/** Text as it is kept: one form of each accented letter, plain line ends, nothing that does not print. */
export function tidyText(given: string): string {
  const text = given
    .slice(0, mostText)
    .replace(/\p{Cs}/gu, '\ufffd')
    .normalize('NFC')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(unseen, '')
    .replace(/(?![\n\t])\p{Cc}/gu, '');
  return withoutEmptyRuns(text.split('\n').map((line) => line.trimEnd()));
}

/** The beginning of a text, with a sign where it was longer. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 2).replace(/\p{Cs}/gu, '')} …`;
}

/** One line: an address's name, a subject. */
export function tidyLine(given: string, most: number): string {
  const line = tidyText(given.slice(0, most * 4)).replace(/[\n\t]/g, ' ');
  return line
    .slice(0, most)
    .replace(/\p{Cs}/gu, '')
    .trim();
}

/** At most two empty lines follow each other. */
function withoutEmptyRuns(lines: readonly string[]): string {
  const kept: string[] = [];
  let empty = 0;
  for (const line of lines) {
    empty = line === '' ? empty + 1 : 0;
    if (empty <= 2) kept.push(line);
  }
  return kept.join('\n').trim();
}
