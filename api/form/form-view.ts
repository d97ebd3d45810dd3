import type { ClassificationEntry } from '../../procedures/classification.ts';
import type { Procedure } from '../../procedures/schema.ts';
import type { Language } from '../../register/complaint-content.ts';
import type { WaitingFile } from '../../register/waiting-files.ts';
import { sizeInWords } from '../desk/attachments/words-of-files.ts';
import { publicMessage } from '../public/words/words.ts';
import { countriesIn } from './countries.ts';
import type { Fault } from './faults.ts';
import { languagesIn } from './languages.ts';
import { type Answers, type ChoiceName, choices, type FieldName, wants } from './questions.ts';

/** What the form shows. */
export interface FormShown {
  procedure: Procedure;
  page: Language;
  answers: Answers;
  token: string;
  faults?: readonly Fault[];
  files?: readonly WaitingFile[];
  /** Why files were not taken, a sentence each. */
  refused?: readonly string[];
  /** What is said at its top, a sentence each. */
  notices?: readonly { kind: 'late' | 'soon' | 'good' | 'info'; words: string }[];
  /** When what was typed was saved; absent where nothing was. */
  resumed?: string | undefined;
  /** True where something is kept that can be taken away. */
  mayDiscard?: boolean;
  /** The kinds of contract that may be chosen. */
  products: readonly ClassificationEntry[];
  fileBytes: number;
}

/** A field as the template has it. */
export interface FieldShown {
  name: FieldName;
  id: string;
  label: string;
  hint?: string | undefined;
  value: string;
  error?: string | undefined;
  /** True where it may be left blank and nobody asks again. */
  optional: boolean;
  describedBy?: string | undefined;
  options?: { value: string; words: string; id: string; chosen: boolean }[];
}

/** How a field differs from a line of text that must be filled in. */
interface Asked {
  optional?: boolean;
  label?: string;
  hint?: boolean;
  options?: { value: string; words: string }[];
}

/** The id of a field's input. */
export function idOf(name: FieldName): string {
  return `f-${name}`;
}

/** What the template of the form shows. */
export function formView(shown: FormShown): Record<string, unknown> {
  const { procedure, page, answers, faults = [], files = [], refused = [], notices = [] } = shown;
  const forAnother = answers.writer === 'somebody-else';
  const field = (name: FieldName, asked: Asked = {}) => fieldShown(shown, name, asked);
  const choice = (name: ChoiceName, asked: Asked = {}) => field(name, { ...asked, options: choicesOf(name, page) });
  const isFirms = procedure.firm.languages.includes(page);
  return {
    procedure: procedure.id,
    token: shown.token,
    notices: isFirms ? notices : [...notices, { kind: 'info', words: lettersNotice(shown) }],
    resumed: shown.resumed,
    mayDiscard: shown.mayDiscard === true,
    problems: [
      ...faults.map((fault) => ({ field: targetOf(fault), message: faultInWords(page, fault) })),
      ...refused.map((message) => ({ field: 'f-files', message })),
    ],
    refused,
    offersWithout: answers.without !== '' || faults.some(({ canWait }) => canWait === true),
    asksArguments: wants(procedure, 'arguments'),
    asksSteps: wants(procedure, 'steps-taken') || wants(procedure, 'answer-received'),
    asksLetters: !isFirms && procedure.firm.languages.length > 1,
    kind: choice('kind'),
    reason: field('reason', { hint: true }),
    arguments: field('arguments', { hint: true }),
    solution: field('solution', { hint: true, optional: !wants(procedure, 'solution-sought') }),
    contacted: choice('contacted', { hint: true }),
    steps: field('steps'),
    answer: field('answer', { hint: true }),
    written: choice('written', { hint: true }),
    writtenDay: field('writtenDay', { hint: true }),
    writtenMonth: field('writtenMonth'),
    writtenYear: field('writtenYear'),
    writtenUnknown: field('writtenUnknown'),
    writtenTo: field('writtenTo', { hint: true, optional: true }),
    product: field('product', { optional: true, options: productsOf(shown) }),
    policy: field('policy', { hint: true, optional: !wants(procedure, 'policy-number') }),
    noPolicy: field('noPolicy'),
    claim: field('claim', { hint: true, optional: true }),
    filesHint: publicMessage(page, 'form.hint.files', { size: sizeInWords(shown.fileBytes, page) }),
    files: files.map(({ id, name, size, scan }) => ({
      id,
      name,
      size: sizeInWords(size, page),
      infected: scan === 'infected' ? publicMessage(page, 'form.refused.infected', { name }) : undefined,
    })),
    writer: choice('writer'),
    organisation: field('organisation', { optional: true }),
    role: choice('role', { hint: true }),
    client: field('client', { hint: true }),
    clientIs: choice('clientIs'),
    clientEmail: field('clientEmail'),
    clientAddress: field('clientAddress', { hint: true, optional: true }),
    clientCountry: field('clientCountry', { options: countriesIn(page) }),
    status: choice('status', {
      optional: !wants(procedure, 'capacity'),
      ...(forAnother ? { label: 'status.somebody-else' } : {}),
    }),
    statusOther: field('statusOther'),
    given: field('given'),
    family: field('family'),
    country: field('country', { options: countriesIn(page) }),
    street: field('street', { hint: true, optional: !wants(procedure, 'postal-address') }),
    complement: field('complement', { hint: true, optional: true }),
    postcode: field('postcode', { optional: !wants(procedure, 'postal-address') }),
    town: field('town', { optional: !wants(procedure, 'postal-address') }),
    phone: field('phone', { hint: true, optional: !wants(procedure, 'phone') }),
    // It may be left out where a postal address is given, which its hint says.
    email: field('email', { hint: true }),
    letters: field('letters', { options: languagesOf(shown) }),
    without: field('without'),
  };
}

/** Where the summary's link leads: to the first of several choices. */
function targetOf({ field }: Fault): string {
  return field in choices ? `${idOf(field)}-${choices[field as ChoiceName][0]}` : idOf(field);
}

/** What is wrong with an answer, in the person's language. */
function faultInWords(page: Language, { why, values }: Fault): string {
  return publicMessage(page, `form.fault.${why}`, values);
}

function fieldShown(
  { page, answers, faults = [] }: FormShown,
  name: FieldName,
  { optional = false, label, hint, options }: Asked,
): FieldShown {
  const id = idOf(name);
  const fault = faults.find(({ field }) => field === name);
  const described = [hint ? `${id}-hint` : '', fault ? `${id}-error` : ''].filter((one) => one !== '').join(' ');
  return {
    name,
    id,
    label: labelIn(page, label ?? name),
    hint: hint ? publicMessage(page, `form.hint.${name}`) : undefined,
    value: answers[name],
    error: fault && faultInWords(page, fault),
    optional,
    describedBy: described === '' ? undefined : described,
    ...(options === undefined
      ? {}
      : { options: options.map((one) => ({ ...one, id: `${id}-${one.value}`, chosen: one.value === answers[name] })) }),
  };
}

/** Some fields have their words elsewhere: the parts of a date. */
const words: Partial<Record<string, string>> = { writtenMonth: 'form.month', writtenYear: 'form.year', without: 'form.without' };

/** The question of a field. */
export function labelIn(page: Language, name: string): string {
  return publicMessage(page, words[name] ?? `form.label.${name}`);
}

function choicesOf(name: ChoiceName, page: Language): { value: string; words: string }[] {
  return choices[name].map((value) => ({ value, words: publicMessage(page, `form.choice.${name}.${value}`) }));
}

function productsOf({ products, page }: FormShown): { value: string; words: string }[] {
  return [
    { value: '', words: publicMessage(page, 'form.choice.product.') },
    ...products.map(({ id, name }) => ({ value: id, words: name[page] })),
  ];
}

function languagesOf({ procedure, page }: FormShown): { value: string; words: string }[] {
  return procedure.firm.languages.map((language) => ({ value: language, words: languagesIn(page, [language]) }));
}

/** What is said where the firm does not write in the language of the page. */
export function lettersNotice({ procedure: { firm }, page }: Pick<FormShown, 'procedure' | 'page'>): string {
  return publicMessage(page, 'form.lettersNotice', {
    language: languagesIn(page, [page]),
    firm: firm.name,
    languages: languagesIn(page, firm.languages),
  });
}
