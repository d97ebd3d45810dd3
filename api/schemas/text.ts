import { z } from 'zod';
import { isCivilDate } from '../../procedures/civil-dates.ts';
import { saying } from '../problems/field-faults.ts';

/** The longest text that staff or a complainant write. */
const longestText = 20_000;

/** Text on one line: trimmed, one form of each accented letter, line breaks as spaces. */
export function line(most: number) {
  return z
    .string()
    .overwrite((value) => tidied(value).replace(/[\n\t]+/g, ' '))
    .min(1)
    .max(most)
    .refine(isPrintable, notPrintable);
}

/** Text of several lines. */
export function text(most = longestText) {
  return z.string().overwrite(tidied).min(1).max(most).refine(isPrintable, notPrintable);
}

/** The same, where a form may send an empty field: blank is as good as left out. */
export function optionalLine(most: number) {
  return z
    .string()
    .overwrite((value) => tidied(value).replace(/[\n\t]+/g, ' '))
    .max(most)
    .refine(isPrintable, notPrintable)
    .optional();
}

export function optionalText(most = longestText) {
  return z.string().overwrite(tidied).max(most).refine(isPrintable, notPrintable).optional();
}

/** What is left of an optional text: blank is nothing. */
export function given(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

/** The form of a complaint's reference: `OPT-2026-000123`. */
export const referenceForm = /^[A-Z]{3}-\d{4}-\d{6,9}$/;

/** The form of an Idempotency-Key: visible ASCII characters, no blanks. */
export const idempotencyKeyForm = /^[!-~]{1,255}$/;

/** A day that exists. */
export const civilDate = z
  .string()
  .refine(isCivilDate, saying('no-day', 'is no day of the calendar; write it like 2026-05-13'))
  .meta({ format: 'date' });

const address =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])$/;

/** An e-mail address, and nothing that could become a header. */
export function emailAddress() {
  return z
    .string()
    .overwrite((value) => value.trim())
    .max(254)
    .regex(address, saying('no-email', 'is no e-mail address; write it like dominique@example.org'));
}

export const countryCode = z
  .string()
  .regex(/^[A-Z]{2}$/, { error: 'must be two capital letters, like FR' })
  .refine(isCountry, { error: 'is no country (ISO 3166-1)' });

const regionNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

function isCountry(code: string): boolean {
  return code !== 'ZZ' && /^[A-Z]{2}$/.test(code) && regionNames.of(code) !== undefined;
}

/** Marks that turn the direction of writing can make a text read differently from what it says. */
const directionMarks = /[\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

function tidied(value: string): string {
  return value
    .normalize('NFC')
    .replace(directionMarks, '')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .trim();
}

const notPrintable = saying('characters', 'has control characters or broken characters');

function isPrintable(value: string): boolean {
  return !/(?![\n\t])\p{Cc}|\p{Cs}/u.test(value);
}

/** An id of the procedures' files. */
export const identifier = z.string().regex(/^[a-z0-9-]{1,60}$/, { error: 'must be an id: small letters, digits, hyphens' });

/** A filter that may be given several times: `stage=received&stage=acknowledged` asks for either. */
export function anyOf<Value extends z.ZodType>(value: Value) {
  return z.union([value, z.array(value).min(1).max(30)]).optional();
}
