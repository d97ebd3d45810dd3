/**
 * What can be wrong with a field. Beside its English sentence each error carries one of these: programs and the desk word it from the code,
 * so that a sentence can be put better without anything that reads it breaking.
 */
export const fieldFaults = [
  // The form of what was sent.
  'missing',
  'empty',
  'unknown-field',
  'wrong-type',
  'not-allowed',
  'wrong-form',
  'characters',
  'too-long',
  'too-many',
  'too-few',
  'too-small',
  'too-large',
  'repeated',
  // What a field stands for.
  'no-amount',
  'no-day',
  'no-email',
  'no-phone',
  'no-reference',
  'no-sentence',
  'not-known',
  'not-reachable',
  // Days.
  'in-the-future',
  'passed',
  'not-later',
  'too-far-ahead',
  'too-far-back',
  'out-of-order',
  'after-receipt',
  'after-arrival',
  'outside-gdpr-period',
  // The firm's procedure.
  'other-firm',
  'same-firm',
  'firm-language',
  'no-web-form',
  'conflict',
  'only-said',
  'only-for-spoken',
  'spoken-otherwise',
  'not-in-procedure',
  'needs-no-writing',
  'nothing-new',
  'other-part',
  // A letter in staff's own words.
  'no-letter',
  'letter-language',
  'not-editable',
  'not-shown',
  'forbidden-name',
  'day-passed',
  // Files.
  'file-refused',
  // The request itself.
  'key-used-otherwise',
] as const;
export type FieldFault = (typeof fieldFaults)[number];

/** The sentences that schemas say, with their codes: of an error a schema can choose the words alone. */
const faultOfSentence = new Map<string, FieldFault>();

/** What a schema says of a field that is wrong in this way; `readFields` gives the error its code. */
export function saying(code: FieldFault, sentence: string): { error: string } {
  faultOfSentence.set(sentence, code);
  return { error: sentence };
}

/** The code of what a schema said; undefined for a sentence that has none of its own. */
export function faultSaid(sentence: string): FieldFault | undefined {
  return faultOfSentence.get(sentence);
}
