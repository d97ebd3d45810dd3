/** So many characters of different words are found of one text; more than that is no complaint. */
const mostCharacters = 100_000;
const longestWord = 100;

/** Codes among the texts, which nobody searches for. */
const codes = ['salutation', 'country', 'currency'];

/**
 * The different words under which texts are found: small letters, accents kept. Beside its words, an e-mail address is found as a
 * whole, and a number also without its blanks and hyphens: `pol`, `778899`, `pol778899`.
 *
 * @param texts a text, or an object or a list of them, however deep
 */
export function wordsOf(texts: unknown): string[] {
  const words = new Set<string>();
  let characters = 0;
  for (const text of textsIn(texts))
    for (const word of wordsOfText(text)) {
      if (words.has(word)) continue;
      characters += word.length;
      if (characters > mostCharacters) return [...words];
      words.add(word);
    }
  return [...words];
}

/** Between two blanks of what is searched for: all of `words`, or the `whole` where it is an address or a number. */
export interface Asked {
  words: string[];
  whole?: string;
}

/** Reads what is searched for. Empty where there is no letter and no digit in it. */
export function askedFor(text: string): Asked[] {
  return inOneForm(text)
    .split(/\s+/u)
    .map(asked)
    .filter(({ words, whole }) => words.length > 0 || whole !== undefined);
}

/** Whether there is anything in it to search for. */
export function isSearchable(text: string): boolean {
  return askedFor(text).length > 0;
}

function asked(piece: string): Asked {
  const begun = /^[<("']*([\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]*)/u.exec(piece)?.[1];
  if (begun !== undefined) return { words: [], whole: cut(begun.replace(/\.$/, '')) };
  const words = plainWords(piece);
  const whole = compact(piece, words);
  return { words, ...(whole === undefined ? {} : { whole }) };
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const one of value) yield* textsIn(one);
  else if (typeof value === 'object' && value !== null)
    for (const [name, one] of Object.entries(value)) if (!codes.includes(name)) yield* textsIn(one);
}

/** Looked for where one can begin only: in long texts without a blank, looking from every letter on would take minutes. */
const addresses = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

function* wordsOfText(given: string): Generator<string> {
  const text = inOneForm(given);
  for (const [address] of text.matchAll(addresses)) yield cut(address);
  // A policy number may be written with blanks.
  const whole = text.length <= 40 ? compact(text, plainWords(text)) : undefined;
  if (whole !== undefined) yield whole;
  for (const piece of text.split(/\s+/u)) {
    const words = plainWords(piece);
    yield* words;
    const together = compact(piece, words);
    if (together !== undefined) yield together;
  }
}

function plainWords(piece: string): string[] {
  return (piece.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? []).map(cut);
}

/** A number whose parts stand together; undefined for what is none, or has one part only. */
function compact(piece: string, words: string[]): string | undefined {
  if (words.length < 2 || piece.includes('@') || !/\p{N}/u.test(piece)) return undefined;
  const together = words.join('');
  return together.length <= 40 ? together : undefined;
}

/** By whole characters: half of one could not be kept. */
function cut(word: string): string {
  return word.length <= longestWord ? word : Array.from(word).slice(0, longestWord).join('');
}

/** Ligatures and letters that lose no accent, but are written in two letters where a keyboard lacks them. */
const spelledOut: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', đ: 'd', ł: 'l' };

function inOneForm(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[œæßøđł]/g, (letter) => spelledOut[letter] ?? letter)
    .normalize('NFC');
}
