/** A sentence that a file quotes, and where it stands in that file. */
export interface Quotation {
  path: PropertyKey[];
  sentence: string;
}

/** Text with every run of blanks as one blank and every quotation mark straight, so that only words are compared. */
export function plainText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[‘’‚′ʼ`´]/g, "'")
    .replace(/[“”„«»″]/g, '"')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Every `sentence` of a value, however deep. */
export function quotationsIn(value: unknown, path: PropertyKey[] = []): Quotation[] {
  if (Array.isArray(value)) return value.flatMap((part, index) => quotationsIn(part, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === 'sentence' && typeof part === 'string'
      ? [{ path: [...path, key], sentence: part }]
      : quotationsIn(part, [...path, key]),
  );
}

/** True where the text has the sentence word for word, whatever its blanks and quotation marks. */
export function isQuotedFrom(text: string, sentence: string): boolean {
  return plainText(text).includes(plainText(sentence));
}
