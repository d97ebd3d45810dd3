import { isCivilDate } from '../../../procedures/civil-dates.ts';
import { instantAt } from '../../../procedures/zoned-time.ts';
import type { IntakeFields } from '../../../register/intakes/intake-content.ts';

/** What stands in the fields of a form, by their names: `complainant.name`, `complainant.address.lines`. */
export type Typed = Record<string, string>;

/** What a box that is ticked sends. */
export const ticked = 'yes';

/** The names of the form's fields that are fields of a complaint; each is its path in `POST /api/complaints`. */
export const fieldNames = [
  'kind',
  'sent',
  'language',
  'sender',
  'capacity',
  ...personNames('complainant'),
  'complainant.status',
  ...personNames('representative'),
  'representative.mandate',
  'matter',
  'reason',
  'stepsTaken',
  'answerReceived',
  'arguments',
  'solutionSought',
  'policyNumber',
  'noPolicyNumber',
  'claimNumber',
  'earlierWriting.on',
  'earlierWriting.to',
  'caseHandler',
  'linkedTo',
  'solvedAtOnce',
  'product',
  'reasonCategory',
  'insurer',
] as const;

function personNames(who: 'complainant' | 'representative') {
  const fields = ['name', 'salutation', 'email', 'phone', 'address.lines', 'address.postcode', 'address.town', 'address.country'];
  return fields.map((field) => `${who}.${field}`);
}

/** The fields of a complaint, as a form has them; what was left blank is left out. */
export function fieldsTyped(typed: Typed, concernedStaff: readonly string[], home: string): IntakeFields {
  const fields: Record<string, unknown> = {};
  for (const name of fieldNames) {
    const value = (typed[name] ?? '').trim();
    // A form always has one chosen; that it is not known is not said, so a lawyer is addressed as one.
    if (name.endsWith('.salutation') && value === 'none') continue;
    // Staff who have the number have it, whatever was said before.
    if (name === 'noPolicyNumber') {
      if (value === ticked && (typed['policyNumber'] ?? '').trim() === '') fields[name] = true;
    } else if (value !== '') put(fields, name.split('.'), name.endsWith('address.lines') ? linesOf(value) : value);
  }
  if (concernedStaff.length > 0) fields['concernedStaff'] = [...concernedStaff];
  return withoutEmptyPeople(fields, home);
}

function put(within: Record<string, unknown>, [name = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) within[name] = value;
  else {
    within[name] ??= {};
    put(within[name] as Record<string, unknown>, rest, value);
  }
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** A form always has a country, a salutation and a mandate chosen: alone they say nothing of a person or an address. */
function withoutEmptyPeople(fields: IntakeFields, home: string): IntakeFields {
  const { complainant, representative, ...rest } = fields;
  const isSaid =
    representative && ['name', 'email', 'phone', 'address'].some((name) => name in withAddress(representative, home));
  return {
    ...rest,
    ...(complainant === undefined ? {} : { complainant: withAddress(complainant, home) }),
    ...(representative !== undefined && isSaid ? { representative: withAddress(representative, home) } : {}),
  };
}

function withAddress<Person extends NonNullable<IntakeFields['representative']>>(person: Person, home: string): Person {
  const { address, ...rest } = person;
  if (address?.lines === undefined && address?.postcode === undefined && address?.town === undefined) return rest as Person;
  const { lines, postcode, town, country = home } = address;
  // Where only a place is known, it is the address.
  const known = lines === undefined ? { lines: [[postcode, town].filter(Boolean).join(' ')] } : { lines, postcode, town };
  return { ...rest, address: { ...known, country } } as unknown as Person;
}

/** What a form shows of fields that were kept. */
export function typedOf(fields: IntakeFields): { typed: Typed; concernedStaff: string[] } {
  const typed: Typed = {};
  for (const name of fieldNames) {
    const value = name
      .split('.')
      .reduce<unknown>((within, part) => (within as Record<string, unknown> | undefined)?.[part], fields);
    if (Array.isArray(value)) typed[name] = value.join('\n');
    else if (typeof value === 'string') typed[name] = value;
    else if (value === true) typed[name] = ticked;
  }
  return { typed, concernedStaff: fields.concernedStaff ?? [] };
}

/** The moment of receipt as a form gives it, a day and perhaps a time on the firm's clocks; as typed where it is none. */
export function receivedTyped(typed: Typed, timeZone: string): string | undefined {
  const day = (typed['received'] ?? '').trim();
  const time = (typed['receivedTime'] ?? '').trim();
  if (day === '') return undefined;
  if (!isCivilDate(day) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return day;
  return new Date(instantAt(day, time, 0, timeZone)).toISOString();
}
