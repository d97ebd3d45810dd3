import type { FieldError } from '../../../problems/problem.ts';
import { readAmount } from '../../parts/money.ts';
import type { Act } from './acts.ts';
import type { Field } from './fields.ts';

/** What was typed, by the names of the fields. */
export type Typed = Readonly<Record<string, string>>;

/** A letter that is worded otherwise in the form. */
export interface TypedLetter {
  kind: string;
  language: string;
  text: string;
}

/** The body that a form stands for, as the API takes it; and what cannot be read at all. */
export interface ReadForm {
  body: Record<string, unknown>;
  errors: FieldError[];
}

/** Reads a form; what is blank is left out. */
export function readForm(act: Act, typed: Typed): ReadForm {
  const body: Record<string, unknown> = structuredClone(act.fixed);
  const errors: FieldError[] = [];
  // What stands in a form when it is opened is as good as typed; what comes back without it was taken out.
  const opened = Object.keys(typed).length === 0;
  for (const field of act.fields) {
    const value = opened ? known(field, typed) : tidy(typed[field.name] ?? '');
    if (value === '' || (field.onlyChanged && value === tidy(field.preset ?? ''))) continue;
    if (field.kind === 'money') readMoney(body, field, value, errors);
    else put(body, field.name, field.kind === 'lines' ? linesOf(value) : field.kind === 'tick' ? true : value);
  }
  if (act.fields.some(({ onlyChanged }) => onlyChanged)) keepWhole(body, act, typed);
  chooseInsurer(body);
  leaveOutEmptyAddress(body);
  if (typed['proposed'] === 'on') body['proposed'] = true;
  const letters = editedLetters(typed);
  if (letters.length > 0) body['editedLetters'] = letters;
  return { body, errors };
}

/** What was typed, or else what stood there. */
function known({ name, preset = '' }: Field, typed: Typed): string {
  return tidy(typed[name] ?? preset);
}

function tidy(value: string): string {
  return value.replace(/\r\n?/g, '\n').trim();
}

/** An address that changed in part is given whole; and where nothing changed, that is said. */
function keepWhole(body: Record<string, unknown>, act: Act, typed: Typed): void {
  body['fields'] ??= {};
  if (valueAt(body, 'fields.complainant.address') === undefined) return;
  for (const field of act.fields.filter(({ name }) => name.startsWith('fields.complainant.address.'))) {
    const value = known(field, typed);
    if (value !== '') put(body, field.name, field.kind === 'lines' ? linesOf(value) : value);
  }
}

function readMoney(body: Record<string, unknown>, { name }: Field, value: string, errors: FieldError[]): void {
  const cents = readAmount(value);
  const owner = name.slice(0, -'.amount'.length);
  if (cents === undefined) errors.push({ path: name, code: 'no-amount', message: 'is no amount' });
  put(body, `${owner}.cents`, cents ?? 0);
  put(body, `${owner}.currency`, 'EUR');
}

/** True where a form that completes what is known says nothing but that. */
export function saysNothingNew({ body, errors }: ReadForm): boolean {
  const { fields } = body;
  return errors.length === 0 && typeof fields === 'object' && fields !== null && Object.keys(fields).length === 0;
}

/** One of the directory, or one by name: not both. */
function chooseInsurer(body: Record<string, unknown>): void {
  const insurer = body['insurer'] as Record<string, unknown> | undefined;
  if (insurer?.['id'] === undefined) return;
  const { id, reference } = insurer;
  body['insurer'] = { id, ...(reference === undefined ? {} : { reference }) };
}

/** A form always has a country chosen: alone it says nothing of an address. */
function leaveOutEmptyAddress(body: Record<string, unknown>): void {
  const representative = body['representative'] as { address?: { lines?: unknown } } | undefined;
  if (representative?.address && representative.address.lines === undefined) delete representative.address;
}

const prefix = 'edited.';

/** The letters that the form has open to be worded otherwise; one that says what was proposed is none. */
export function editedLetters(typed: Typed): TypedLetter[] {
  return Object.keys(typed)
    .filter((name) => name.startsWith(prefix))
    .map((name) => {
      const kind = name.slice(prefix.length);
      return { kind, language: typed[`language.${kind}`] ?? '', text: typed[name] ?? '' };
    })
    .filter(({ kind, text }) => plain(text) !== plain(typed[`proposed.${kind}`] ?? ''));
}

/** The letters that stand open in the form, changed or not. */
export function openLetters(typed: Typed): string[] {
  return Object.keys(typed)
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length));
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function linesOf(value: string): string[] {
  return value
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/^[-–•*]\s+/, '').trim())
    .filter((line) => line !== '');
}

/** `redress.paidBy` belongs into `redress`. */
function put(body: Record<string, unknown>, path: string, value: unknown): void {
  const [name = '', ...rest] = path.split('.');
  if (rest.length === 0) {
    body[name] = value;
    return;
  }
  const inner = (body[name] ?? {}) as Record<string, unknown>;
  put(inner, rest.join('.'), value);
  body[name] = inner;
}

/**
 * The same body with something in the place of the texts that are still to be written, so that a letter can be looked at before.
 *
 * @param stand what stands for a text, given the name of its field
 */
export function completed(act: Act, body: Record<string, unknown>, stand: (field: Field) => string): Record<string, unknown> {
  const whole = structuredClone(body);
  for (const field of act.fields) {
    const isGiven = valueAt(whole, field.name) !== undefined;
    if (isGiven || !(field.required || field.words === 'measures-or-redress')) continue;
    if (field.words === 'measures-or-redress' && whole['redress'] !== undefined) continue;
    if (field.kind === 'text' || field.kind === 'line') put(whole, field.name, stand(field));
    if (field.kind === 'lines') put(whole, field.name, [stand(field)]);
  }
  return whole;
}

function valueAt(body: Record<string, unknown>, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], body);
}

/** The field of the form that an error in the body is about. */
export function fieldOfError(
  { path, code }: Pick<FieldError, 'path' | 'code'>,
  act: Act,
  letters: readonly TypedLetter[],
): string {
  const [first = '', second = ''] = path.split('.');
  if (first === 'editedLetters') return `${prefix}${letters[Number(second)]?.kind ?? ''}`;
  if (path.endsWith('.cents') || path.endsWith('.currency')) return `${first}.amount`;
  const names = act.fields.map(({ name }) => name);
  if (code === 'not-reachable') return names.find((name) => name === `${path}.email`) ?? path;
  if (names.includes(path)) return path;
  return names.find((name) => path.startsWith(`${name}.`) || name.startsWith(`${path}.`)) ?? path;
}
