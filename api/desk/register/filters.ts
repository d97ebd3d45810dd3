import type { Language } from '../../../letters/letter.ts';
import { classifiedAs } from '../../../procedures/classification.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import { channels } from '../../../register/complaint-content.ts';
import type { KnownInsurer } from '../../../register/insurers/insurers.ts';
import type { NamedInsurer } from '../../../register/insurers/named.ts';
import { complaintOrders } from '../../../register/list-order.ts';
import { complaintKinds, levels, outcomes, stages } from '../../../workflows/domain/complaint.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { several } from '../../requests/pages.ts';
import type { FilterQuery } from '../../schemas/list.ts';
import { staffName } from '../parts/staff.ts';
import { keptInWords } from '../statistics/kept.ts';
import { fullDay } from '../words/days.ts';
import { domainWord } from '../words/domain.ts';
import { message } from '../words/words.ts';
import { chosen, flags, type RegisterQuestion, registerAddress, ticked } from './question.ts';

type Chosen = (typeof chosen)[number];
type Ticked = (typeof ticked)[number];

interface Choice {
  value: string;
  label: string;
}

interface Reader {
  language: Language;
  firms: readonly Procedure[];
  insurers: readonly KnownInsurer[];
  /** Those that decisions named and the directory does not have. */
  named: readonly NamedInsurer[];
}

const values: Record<Ticked, readonly string[]> = {
  stage: stages,
  level: levels,
  outcome: outcomes,
  channel: channels,
  kind: complaintKinds,
};
const words: Record<Ticked, string> = {
  stage: 'stages',
  level: 'levels',
  outcome: 'outcomes',
  channel: 'channels',
  kind: 'kinds',
};

/** The form of the filters, with what is asked for filled in; and each filter in words, with the address without it. */
export function filterForm({ classification }: ApiDependencies, question: RegisterQuestion, reader: Reader) {
  const { filter, sort } = question;
  const { language, firms } = reader;
  const options = choicesOf(classification, reader);
  const shown = chosen.filter((name) => name !== 'procedure' || firms.length > 1);
  return {
    filter,
    ticked: ticked.map((name) => ({
      name,
      label: message(language, `register.${name}`),
      choices: tickedChoices(name, language).map((choice) => ({
        ...choice,
        on: (several(filter[name]) as string[] | undefined)?.includes(choice.value),
      })),
    })),
    chosen: shown.map((name) => ({
      name,
      label: message(language, `register.${name}`),
      choices: options[name].map((choice) => ({ ...choice, on: several(filter[name])?.[0] === choice.value })),
    })),
    flags: flags.map((name) => ({ name, label: message(language, `register.${name}`), on: filter[name] === 'true' })),
    closed: (['true', 'false'] as const).map((value) => ({
      value,
      label: message(language, `register.closed.${value}`),
      on: filter.closed === value,
    })),
    sorts: complaintOrders.map((value) => ({ value, label: message(language, `register.sort.${value}`), on: sort === value })),
    active: activeFilters(question, options, language),
  };
}

function tickedChoices(name: Ticked, language: Language): Choice[] {
  return values[name].map((value) => ({ value, label: domainWord(language, words[name], value) }));
}

function choicesOf(
  classification: ApiDependencies['classification'],
  { language, firms, insurers, named }: Reader,
): Record<Chosen, Choice[]> {
  const none = { value: 'none', label: message(language, 'register.none') };
  const of = (list: 'products' | 'reasons' | 'causes') => [
    ...classification[list].map(({ id }) => ({ value: id, label: classifiedAs(classification, list, id, language) })),
    none,
  ];
  return {
    procedure: firms.map(({ id, firm }) => ({ value: id, label: firm.name })),
    caseHandler: [{ value: 'none', label: message(language, 'register.nobody') }, ...people(firms, language)],
    product: of('products'),
    reasonCategory: of('reasons'),
    rootCause: of('causes'),
    insurer: [...insurerChoices(insurers, named), none],
  };
}

/** The insurers that lists are narrowed to: those of the directory, and those that decisions named; by name. */
export function insurerChoices(insurers: readonly KnownInsurer[], named: readonly NamedInsurer[]): Choice[] {
  const known = insurers.filter(({ example }) => !example).map(({ id, name }) => ({ value: id, label: name }));
  const further = named.map(({ value, name }) => ({ value, label: name }));
  return [...known, ...further].toSorted((one, other) => one.label.localeCompare(other.label, 'fr'));
}

/** One of each id: the same function may be kept at several firms. */
function people(firms: readonly Procedure[], language: Language): Choice[] {
  const known = new Map<string, { name: string; firms: string[] }>();
  for (const { firm, staff } of firms)
    for (const member of staff) {
      const one = known.get(member.id) ?? { name: staffName(member, language), firms: [] };
      known.set(member.id, { ...one, firms: [...one.firms, firm.name] });
    }
  return [...known].map(([value, { name, firms: at }]) => ({
    value,
    label: firms.length > 1 ? `${name} (${at.join(', ')})` : name,
  }));
}

function activeFilters({ filter, sort }: RegisterQuestion, options: Record<Chosen, Choice[]>, language: Language) {
  return (Object.keys(filter) as (keyof FilterQuery)[]).map((name) => {
    const { [name]: _left, ...others } = filter;
    const label = labelOf(name, filter, options, language);
    return { label, href: registerAddress(others, { sort }), remove: message(language, 'register.without', { label }) };
  });
}

function labelOf(name: keyof FilterQuery, filter: FilterQuery, options: Record<Chosen, Choice[]>, language: Language): string {
  const own = message(language, `register.${name}`);
  if (name === 'closed') return message(language, `register.closed.${filter.closed}`);
  if ((flags as readonly string[]).includes(name) && filter[name] === 'true') return own;
  const said = [filter[name] ?? ''].flat().map((value) => valueInWords(name, value, options, language));
  return message(language, 'register.filter', { name: own, value: said.join(', ') });
}

function valueInWords(name: keyof FilterQuery, value: string, options: Record<Chosen, Choice[]>, language: Language): string {
  if (name in words) return domainWord(language, words[name as Ticked], value);
  if (name === 'closure') return domainWord(language, 'closures', value);
  if (name === 'kept') return keptInWords(value, language);
  if (name in options) return options[name as Chosen].find((choice) => choice.value === value)?.label ?? value;
  if (value === 'false') return message(language, 'columns.answers.no');
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? fullDay(value, language) : value;
}
