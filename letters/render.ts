import type { LetterKind } from '../workflows/domain/letters.ts';
import { type FieldName, isGiven, kindsOfLetter, missingFields } from './kinds.ts';
import { IncompleteLetter, type Language, type LetterFields, type RenderedLetter } from './letter.ts';
import { changeWords, plainText } from './markup.ts';
import { templateOf } from './templates.ts';
import { setSpaces } from './typography.ts';
import { linesOf, subjectOf, type View, viewOf } from './view.ts';

export interface RenderOptions {
  /** The procedure whose own templates come before the common ones. */
  procedure?: string | undefined;
  /** Words and addresses that no letter may contain: bodies that no longer exist, mailboxes that are not confirmed. */
  forbiddenNames?: readonly string[] | undefined;
  /** The folder of the templates, by default that of this project. */
  templates?: string | undefined;
}

/**
 * Writes a letter, or refuses to: what a letter must say is checked before, in its fields, and after, in its text.
 *
 * @throws IncompleteLetter when a field is missing or blank, when the text does not show what its kind must, or names an obsolete body
 * @throws NoTemplate when the language has no template of that kind
 * @throws RangeError when a date, an amount or a phone number is none
 */
export function renderLetter(
  kind: LetterKind,
  language: Language,
  fields: LetterFields,
  options: RenderOptions = {},
): RenderedLetter {
  refuse(kind, [...missingFields(kind, fields, language), ...pastDates(fields)]);
  const view = viewOf(kind, language, fields);
  const template = templateOf(kind, language, options.procedure, options.templates);
  const html = changeWords(template(view), (words) => setSpaces(words, language));
  const text = plainText(html);
  refuse(kind, [...notShown(kind, fields, view, text), ...obsoleteNames(text, fields, options.forbiddenNames ?? [])]);
  return { kind, language, subject: subjectOf(kind, language, fields), html, text };
}

/** What is still to come when the letter is read; a day that has passed would be an untrue promise. */
const days = ['newDate', 'informationBy', 'insurerReplyBy', 'offerUntil', 'paidBy'] as const satisfies readonly FieldName[];

function pastDates(fields: LetterFields): string[] {
  return days.filter((name) => isGiven(fields[name]) && (fields[name] ?? '') < fields.letterDate).map((name) => `past:${name}`);
}

function refuse(kind: LetterKind, missing: string[]): void {
  if (missing.length > 0) throw new IncompleteLetter(kind, missing);
}

/** Fields that templates turn into other words, so that their value need not be read in the letter. */
const notLiteral: readonly FieldName[] = ['country', 'responsible', 'escalatedTo', 'situationFacts'];

function notShown(kind: LetterKind, fields: LetterFields, view: View, text: string): string[] {
  const read = plain(text);
  const missing = namesToShow(kind, fields)
    .filter((name) => !(linesOf(view[name] as string | string[] | null) ?? []).every((line) => read.includes(plain(line))))
    .map((name) => `text:${name}`);
  const { recourse } = kindsOfLetter[kind];
  return recourse ? [...missing, ...recourseNotShown(recourse, view, read)] : missing;
}

function namesToShow(kind: LetterKind, fields: LetterFields): FieldName[] {
  const { mandatory, oneOf = [], together = [], shows = [] } = kindsOfLetter[kind];
  const names = new Set<FieldName>([
    ...mandatory,
    ...oneOf.flat(2),
    ...shows,
    ...(fields.escalatedTo === 'insurer' ? ['insurerName' as const] : []),
  ]);
  const has = (name: FieldName) => isGiven(fields[name]);
  // A new date stands in the place of the date promised first, and of the day of an earlier answer.
  if (names.has('answerBy') && has('newDate')) names.add('newDate');
  if (has('newDate') || has('answeredOn') || has('closedOn')) names.delete('answerBy');
  if (has('newDate')) names.delete('answeredOn');
  for (const [first, second] of together) if (!has(first)) names.delete(second);
  return [...names].filter((name) => has(name) && !notLiteral.includes(name));
}

function recourseNotShown(recourse: 'open' | 'final', { mediator, court }: View, read: string): string[] {
  const missing: string[] = [];
  if (mediator) {
    const { name, addressLine, website, until } = mediator as Record<string, string | null>;
    if (![name, addressLine, website, until].every((words) => !words || read.includes(plain(words))))
      missing.push('text:recourse.mediator');
  }
  if (recourse === 'final' && court && !read.includes(plain(court as string))) missing.push('text:recourse.court');
  return missing;
}

/** The complainant's own words, quoted to the insurer, may name what no longer exists. */
function obsoleteNames(text: string, { complaintText }: LetterFields, forbidden: readonly string[]): string[] {
  const ours = (linesOf(complaintText) ?? []).reduce((read, line) => read.replace(plain(line), ' '), plain(text));
  return forbidden.filter((name) => isGiven(name) && mentions(ours, plain(name))).map((name) => `obsolete:${name}`);
}

/** Whole words only; capitals matter in a single word ('FFA'), not in addresses and longer names. */
function mentions(text: string, words: string): boolean {
  const escaped = words.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, /[ .]/.test(words) ? 'iu' : 'u').test(text);
}

/** One kind of space, one kind of apostrophe. */
function plain(text: string): string {
  return text
    .replace(/\s*\n>\s?/g, '\n')
    .replace(/\s+/g, ' ')
    .replaceAll('’', "'")
    .trim();
}
