import type { LetterKind } from '../workflows/domain/letters.ts';
import { editableText, NothingEditable, withEditedText, withoutMarks } from './body.ts';
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
  /** Staff's own words for what they may change, as `editableText` gives it. */
  edited?: string | undefined;
  /** What staff's own words may not name besides: ways on that this complainant does not have. */
  closedNames?: readonly string[] | undefined;
}

/** A letter with what staff may change of it. */
export interface EditableLetter {
  rendered: RenderedLetter;
  /** Absent where Doléance words all of it. */
  editable: string | undefined;
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
  return renderEditable(kind, language, fields, options).rendered;
}

/**
 * The same with what staff may change of it.
 *
 * @throws IncompleteLetter, NoTemplate, RangeError as `renderLetter` does
 */
export function renderEditable(
  kind: LetterKind,
  language: Language,
  fields: LetterFields,
  options: RenderOptions = {},
): EditableLetter {
  refuse(kind, lacking(kind, language, fields));
  const { missing, ...letter } = renderAndRead(kind, language, fields, options);
  refuse(kind, missing);
  return letter;
}

/**
 * Writes a letter that need not leave yet and says what it lacks: nothing where `renderLetter` would write it. Where fields are missing
 * it has its subject and no text.
 *
 * @throws NoTemplate, RangeError as `renderLetter` does
 */
export function renderDraft(
  kind: LetterKind,
  language: Language,
  fields: LetterFields,
  options: RenderOptions = {},
): EditableLetter & { missing: string[] } {
  const missing = lacking(kind, language, fields);
  if (missing.length === 0) return renderAndRead(kind, language, fields, options);
  const rendered = { kind, language, subject: subjectOf(kind, language, fields), html: '', text: '' };
  return { rendered, missing, editable: undefined };
}

/** What must be there before a letter is written. */
function lacking(kind: LetterKind, language: Language, fields: LetterFields): string[] {
  return [...missingFields(kind, fields, language), ...pastDates(kind, fields)];
}

/** The letter, and what its text does not show although it must. */
function renderAndRead(
  kind: LetterKind,
  language: Language,
  fields: LetterFields,
  options: RenderOptions,
): EditableLetter & { missing: string[] } {
  const { edited, forbiddenNames = [], closedNames = [] } = options;
  const view = viewOf(kind, language, fields);
  const template = templateOf(kind, language, options.procedure, options.templates);
  const marked = template(view);
  const worded = edited === undefined ? withoutMarks(marked) : edit(kind, marked, edited);
  const html = changeWords(worded, (words) => setSpaces(words, language));
  const text = plainText(html);
  const rendered = { kind, language, subject: subjectOf(kind, language, fields), html: keepWhole(html, view), text };
  const forbidden = edited === undefined ? forbiddenNames : [...forbiddenNames, ...closedNames];
  return {
    rendered,
    editable: edited ?? editableText(marked),
    missing: [...notShown(kind, fields, view, text, edited !== undefined), ...obsoleteNames(text, fields, forbidden)],
  };
}

/** @throws IncompleteLetter where the letter has nothing that could be changed */
function edit(kind: LetterKind, marked: string, edited: string): string {
  try {
    return withEditedText(marked, edited);
  } catch (fault) {
    if (fault instanceof NothingEditable) throw new IncompleteLetter(kind, ['edited']);
    throw fault;
  }
}

/** References and phone numbers are not broken at a line's end, and are still found and copied as they are. */
function keepWhole(html: string, view: View): string {
  const values = [view['reference'], view['linkedReference'], view['contactPhone']].filter((value) => typeof value === 'string');
  const whole = (words: string) =>
    values.reduce((read, value) => read.replaceAll(value, `<span style="white-space:nowrap">${value}</span>`), words);
  return changeWords(html, whole);
}

/** What is still to come when the letter is read; a day that has passed would be an untrue promise. */
const days = [
  'newDate',
  'informationBy',
  'insurerReplyBy',
  'closingOn',

  'offerUntil',
  'paidBy',
] as const satisfies readonly FieldName[];

function pastDates(kind: LetterKind, fields: LetterFields): string[] {
  const passed = (date: string | undefined) => isGiven(date) && (date ?? '') < fields.letterDate;
  const until = kindsOfLetter[kind].mediator === 'with-last-day' && passed(fields.recourse?.mediator?.until);
  return [
    ...days.filter((name) => passed(fields[name])).map((name) => `past:${name}`),
    ...(until ? ['past:recourse.mediator.until'] : []),
  ];
}

function refuse(kind: LetterKind, missing: string[]): void {
  if (missing.length > 0) throw new IncompleteLetter(kind, missing);
}

/** Fields that templates turn into other words, so that their value need not be read in the letter. */
const notLiteral: readonly FieldName[] = [
  'country',
  'unwritten',
  'responsible',
  'escalatedTo',
  'situationFacts',
  'outcome',
  'brokenLimits',
  'complaintCopy',
];

/** Staff's and the complainant's words, which staff may put otherwise in a letter that they change. */
const ownWords: readonly FieldName[] = [
  'matter',
  'reasons',
  'upheldPoints',
  'rejectedPoints',
  'measures',
  'redress',
  'offerTerms',
  'offerEffect',
  'situation',
  'answer',
  'missingFacts',
  'whoAnswers',
];

function notShown(kind: LetterKind, fields: LetterFields, view: View, text: string, isEdited: boolean): string[] {
  const read = plain(text);
  const missing = namesToShow(kind, fields)
    .filter((name) => !isEdited || !ownWords.includes(name))
    .filter((name) => !(linesOf(view[name] as string | string[] | null) ?? []).every((line) => isRead(read, line)))
    .map((name) => `text:${name}`);
  return [...missing, ...copyNotShown(fields, read), ...limitsNotShown(view, kind, read), ...recourseNotShown(kind, view, read)];
}

/** A capital may be lowered in mid-sentence, and a small letter raised at a line's beginning. */
function isRead(read: string, line: string): boolean {
  const words = plain(line);
  const first = words.charAt(0);
  return [first, first.toLowerCase(), first.toUpperCase()].some((letter) => read.includes(letter + words.slice(1)));
}

function namesToShow(kind: LetterKind, fields: LetterFields): FieldName[] {
  const { mandatory, oneOf = [], together = [], when = [], shows = [] } = kindsOfLetter[kind];
  const names = new Set<FieldName>([
    ...mandatory,
    ...oneOf.flat(2),
    ...when.map(({ needs }) => needs),
    ...shows,
    ...(fields.escalatedTo === 'insurer' ? ['insurerName' as const] : []),
  ]);
  const has = (name: FieldName) => isGiven(fields[name]);
  const needsEarlierAnswer = mandatory.includes('answeredOn');
  // A new date stands in the place of the date promised first, and of the day of an earlier answer.
  if (names.has('answerBy') && has('newDate')) names.add('newDate');
  if (has('newDate') || (!needsEarlierAnswer && (has('answeredOn') || has('closedOn')))) names.delete('answerBy');
  if (has('newDate') && !needsEarlierAnswer) names.delete('answeredOn');
  // What may stand in a limit's words instead.
  if (has('brokenLimits')) names.delete('breachReason');
  for (const [first, second] of together) if (!has(first)) names.delete(second);
  return [...names].filter((name) => has(name) && !notLiteral.includes(name));
}

/** Whoever gets a copy of their complaint finds every word of it. */
function copyNotShown({ complaintCopy = [] }: LetterFields, read: string): string[] {
  const lines = complaintCopy.flatMap(({ heading, text }) => [heading, ...(linesOf(text) ?? [])]);
  return lines.every((line) => isRead(read, line)) ? [] : ['text:complaintCopy'];
}

function limitsNotShown(view: View, kind: LetterKind, read: string): string[] {
  const limits = view['brokenLimits'] as Record<string, string | null>[];
  const shown =
    kind !== 'breach-alert' ||
    limits.every((limit) => Object.values(limit).every((words) => !words || read.includes(plain(words))));
  return shown ? [] : ['text:brokenLimits'];
}

function recourseNotShown(
  kind: LetterKind,
  { mediator, mediatorWithFile, authority, court, inCourt }: View,
  read: string,
): string[] {
  const rules = kindsOfLetter[kind];
  const address = ['name', 'addressLine', 'website'];
  const shows = (body: unknown, names: string[]) => {
    const values = names.map((name) => (body as Record<string, string | null>)[name]);
    return values.every((words) => !words || read.includes(plain(words)));
  };
  const missing: string[] = [];
  if (
    (rules.recourse || rules.mediator) &&
    mediator &&
    !shows(mediator, [...address, ...(rules.mediator === 'needed' ? [] : ['until'])])
  )
    missing.push('text:recourse.mediator');
  if (kind === 'escalation' && mediatorWithFile && !shows(mediatorWithFile, address)) missing.push('text:recourse.mediator');
  if (rules.authority && authority && !shows(authority, address)) missing.push('text:recourse.authority');
  // Who is in court already needs no telling which.
  if (rules.recourse === 'final' && court && !inCourt && !read.includes(plain(court as string)))
    missing.push('text:recourse.court');
  return missing;
}

/** The complainant's own words, quoted to the insurer or given back, may name what no longer exists. */
function obsoleteNames(
  text: string,
  { complaintText, complaintCopy = [] }: LetterFields,
  forbidden: readonly string[],
): string[] {
  const theirs = [complaintText, ...complaintCopy.map((part) => part.text)].flatMap((words) => linesOf(words) ?? []);
  const ours = theirs.reduce((read, line) => read.replace(plain(line), ' '), plain(text));
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
