/** The envelopes whose window letters are laid out for; a procedure's `firm.envelope` names one. */
export type Envelope = 'france-dl' | 'belgium-114x229';

/** Of a firm whose procedure names none. */
export const defaultEnvelope: Envelope = 'france-dl';

/** A place on the sheet, in millimetres from its left and upper edges. */
export interface SheetBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

interface Window {
  /** What is seen however the sheet slides in its envelope: here the address stands. */
  always: SheetBox;
  /** What may be seen when it slides: nothing else may stand here. */
  ever: SheetBox;
}

/**
 * A sheet folded at 99 and 198 mm (210 × 99 mm) in its envelope. France DL: 220 × 110 mm, window 100 × 35 mm, 20 mm from the right and
 * lower edges. Belgium: 229 × 114 mm, window 100 × 40 mm, 15 mm from the right and 30 mm from the lower edge (bpost's minima).
 */
export const windows: Record<Envelope, Window> = {
  'france-dl': {
    always: { left: 100, top: 55, width: 90, height: 24 },
    ever: { left: 90, top: 44, width: 110, height: 46 },
  },
  'belgium-114x229': {
    always: { left: 114, top: 44, width: 81, height: 25 },
    ever: { left: 95, top: 29, width: 115, height: 55 },
  },
};

/** Who receives a letter, as it is kept with the letter. */
export interface AddressOnLetter {
  name: string;
  /** The lines under the name; abroad the last one is the country. */
  lines: readonly string[];
  /** The sender's country, ISO 3166-1 alpha-2. */
  home: string;
}

/** So many lines a window takes at 9 pt; letters within the country need six. */
export const mostLines = 7;

/** The length of line that the post advises; what is longer is printed smaller. */
export const longestLine = 38;

/**
 * The lines of an address as they stand in the window. In France, the lines from the street on are in capitals without punctuation
 * (NF Z 10-011); Belgian and other addresses stay as they are written. More lines than the window takes are drawn together at the top,
 * where the name and its complements stand: the post reads an address from below.
 */
export function windowLines({ name, lines, home }: AddressOnLetter): string[] {
  const given = [name, ...lines].map((line) => line.replace(/\s+/g, ' ').trim()).filter((line) => line !== '');
  const written = isFrench(given, home) ? given.map((line, index) => (index === 0 ? line : inFrance(line, index, given))) : given;
  return drawnTogether(written);
}

/** A postcode of five digits on the last line at home, or above the country on a letter from abroad. */
function isFrench(lines: string[], home: string): boolean {
  const last = lines.at(-1) ?? '';
  if (home === 'FR') return hasFrenchPostcode(last);
  return last === 'FRANCE' && hasFrenchPostcode(lines.at(-2) ?? '');
}

function hasFrenchPostcode(line: string): boolean {
  return /^\d{5} \S/.test(line);
}

/** The street, what stands under it (a hamlet, a box), and the town. Complements above the street stay as they are written. */
function inFrance(line: string, index: number, lines: string[]): string {
  const town = lines.findLastIndex(hasFrenchPostcode);
  const street = lines.findIndex((one, at) => at > 0 && at < town && /^\d/.test(one));
  const from = street === -1 ? Math.max(1, town - 1) : street;
  if (index < from) return line;
  return line
    .toLocaleUpperCase('fr')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function drawnTogether(lines: string[]): string[] {
  const tooMany = lines.length - mostLines;
  if (tooMany <= 0) return lines;
  const [name = '', ...rest] = lines;
  return [name, rest.slice(0, tooMany + 1).join(', '), ...rest.slice(tooMany + 1)];
}
