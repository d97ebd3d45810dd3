import { z } from 'zod';
import { isCivilDate } from './civil-dates.ts';

/**
 * An object with exactly these fields; an unknown one is refused with the list of those that are known,
 * so that a slip of the pen never goes unnoticed.
 */
export function fields<Shape extends z.core.$ZodShape>(shape: Shape) {
  const known = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') return `${list(issue.keys)} is not known here; allowed: ${known}`;
      return issue.input === undefined ? `is missing; give the fields ${known}` : `must be a group of the fields ${known}`;
    },
  });
}

/** One of a few words. */
export function oneOf<const Words extends readonly string[]>(words: Words) {
  return z.enum(words, {
    error: (issue) =>
      issue.input === undefined
        ? `is missing; allowed: ${words.join(', ')}`
        : `${quote(issue.input)} is not allowed; allowed: ${words.join(', ')}`,
  });
}

/** At least one entry. */
export function someOf<Entry extends z.core.SomeType>(entry: Entry, what: string) {
  return z
    .array(entry, { error: (issue) => (issue.input === undefined ? `is missing; give ${what}` : `must be a list: ${what}`) })
    .min(1, { error: `is empty; give ${what}` });
}

/** Text that is not blank. */
export const text = z
  .string({ error: (issue) => (issue.input === undefined ? 'is missing; give a text' : 'must be a text') })
  .refine((value) => value.trim() !== '', { error: 'is blank; give a text' });

/** Text of a given form. */
export function textLike(form: RegExp, example: string) {
  return z
    .string({
      error: (issue) => (issue.input === undefined ? `is missing; write it like ${example}` : `must be a text like ${example}`),
    })
    .refine((value) => form.test(value), { error: (issue) => `${quote(issue.input)} does not fit; write it like ${example}` })
    .meta({ pattern: form.source, description: `like ${example}` });
}

export const identifier = textLike(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'complaints-manager (small letters, digits, hyphens)');
export const emailAddress = textLike(/^[^\s@<>"]+@[^\s@<>".]+(\.[^\s@<>".]+)+$/, 'complaints@example.org');
export const phoneNumber = textLike(/^\+[1-9]\d{6,14}$/, '+33157969060 (with the country, without spaces)');
export const countryCode = textLike(/^[A-Z]{2}$/, 'FR (two capital letters)');
export const timeOfDay = textLike(/^([01]\d|2[0-3]):[0-5]\d$/, '08:00');

/** A day that exists, `YYYY-MM-DD`. */
export const civilDate = z
  .string({
    error: (issue) => (issue.input === undefined ? 'is missing; write a day like 2026-05-13' : 'must be a day like 2026-05-13'),
  })
  .refine(isCivilDate, { error: (issue) => `${quote(issue.input)} is no day of the calendar; write it like 2026-05-13` })
  .meta({ format: 'date', description: 'a day, like 2026-05-13' });

export const yesOrNo = z.boolean({
  error: (issue) =>
    issue.input === undefined ? 'is missing; allowed: true, false' : `${quote(issue.input)} is not allowed; allowed: true, false`,
});

/** A whole number between two bounds, both allowed. */
export function wholeNumber(least: number, most: number) {
  const allowed = `allowed: a whole number from ${least} to ${most}`;
  return z
    .number({
      error: (issue) =>
        issue.input === undefined ? `is missing; ${allowed}` : `${quote(issue.input)} is not allowed; ${allowed}`,
    })
    .refine((value) => Number.isInteger(value) && value >= least && value <= most, {
      error: (issue) => `${quote(issue.input)} is not allowed; ${allowed}`,
    })
    .meta({ type: 'integer', minimum: least, maximum: most });
}

/** The languages that letters are written in. */
export const languages = ['fr', 'nl', 'en'] as const;

/** A name in one or more languages. */
export const names = fields({ fr: text.optional(), nl: text.optional(), en: text.optional() }).refine(
  (given) => Object.keys(given).length > 0,
  { error: `is empty; give the name in at least one of ${languages.join(', ')}` },
);

const confirmations = ['confirmed', 'unconfirmed'] as const;
/** Whether a fact was found on its source's own page, or still waits for that. */
export const status = oneOf(confirmations);

function list(keys: readonly string[]): string {
  return keys.map((key) => quote(key)).join(', ');
}

function quote(value: unknown): string {
  return `'${typeof value === 'string' ? value : JSON.stringify(value)}'`;
}
