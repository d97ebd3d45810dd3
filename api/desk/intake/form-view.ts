import type { Language } from '../../../letters/letter.ts';
import { type Classification, type ClassificationList, offered } from '../../../procedures/classification.ts';
import { capacities } from '../../../procedures/recourse-schema.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import { salutations } from '../../../register/complaint-content.ts';
import type { KnownInsurer } from '../../../register/insurers/insurers.ts';
import { complaintKinds, mandates } from '../../../workflows/domain/complaint.ts';
import { senders } from '../../schemas/complaint-body.ts';
import { countriesToChoose } from '../parts/countries.ts';
import { nameOfStaff } from '../parts/staff.ts';
import { domainWord } from '../words/domain.ts';
import { message } from '../words/words.ts';
import { idOf, labelOf, type WrongField } from './errors.ts';
import { spokenChoicesOf, spokenTyped } from './spoken.ts';
import { type Typed, ticked } from './typed.ts';

type Kind = 'line' | 'text' | 'date' | 'time' | 'choice' | 'email' | 'tel' | 'tick';

/** An entry of a list to choose from. */
interface Option {
  value: string;
  words: string;
  chosen: boolean;
}

/** A field as partial `intake-field` shows it. */
export interface FieldView {
  id: string;
  name: string;
  label: string;
  kind: Kind;
  value: string;
  options?: Option[];
  hint?: string;
  error?: string | undefined;
  describedBy: string;
  unread: boolean;
  isText: boolean;
  isChoice: boolean;
  /** A box to tick, and whether it is. */
  isTick: boolean;
  isTicked: boolean;
  /** What a box that is ticked says something of. */
  about?: string;
  inputType: string;
  /** Where the fields are asked for that depend on it. */
  follow?: string;
}

/** What a form is shown with. */
export interface FormState {
  procedure: Procedure | undefined;
  typed: Typed;
  concernedStaff: readonly string[];
  wrong?: readonly WrongField[];
  /** The names of fields that could not be read. */
  unread?: readonly string[];
  language: Language;
  classification: Classification;
  insurers: readonly KnownInsurer[];
  /** In the firm's zone. */
  today: string;
}

/** The parts of the form that a new complaint and an intake have in common. */
export function formView(state: FormState): Record<string, unknown> {
  const { procedure, language, classification, typed } = state;
  const field = (name: string, kind: Kind = 'line', options?: Option[]) => fieldView(state, name, kind, options);
  const chosen = (name: string, values: readonly string[], words: (value: string) => string) =>
    values.map((value) => ({ value, words: words(value), chosen: (typed[name] ?? '') === value }));
  const person = (who: string) => [
    field(`${who}.name`),
    field(
      `${who}.salutation`,
      'choice',
      chosen(`${who}.salutation`, salutationsUnknownFirst, (one) => message(language, `intake.salutation.${one}`)),
    ),
    field(`${who}.email`, 'email'),
    field(`${who}.phone`, 'tel'),
    field(`${who}.address.lines`, 'text'),
    field(`${who}.address.postcode`),
    field(`${who}.address.town`),
    field(`${who}.address.country`, 'choice', countries(typed[`${who}.address.country`], procedure, language)),
  ];
  const list = (of: ClassificationList, name: string) =>
    blankFirst(
      offered(classification, of, state.today).map(({ id, name: names }) => ({
        value: id,
        words: names[language],
        chosen: typed[name] === id,
      })),
      message(language, 'intake.later'),
    );
  const ofFirm = fieldsByFirm(state);
  return {
    complainant: [
      field(
        'sender',
        'choice',
        chosen('sender', senders, (one) => domainWord(language, 'senders', one)),
      ),
      ...person('complainant'),
      field('complainant.status'),
      field(
        'capacity',
        'choice',
        chosen('capacity', capacities, (one) => domainWord(language, 'capacities', one)),
      ),
      ofFirm.language,
    ],
    representative: [
      ...person('representative'),
      field(
        'representative.mandate',
        'choice',
        chosen('representative.mandate', mandates, (one) => message(language, `intake.mandate.${one}`)),
      ),
    ],
    representativeOpen:
      Boolean(typed['representative.name']) || (state.wrong ?? []).some(({ name }) => name.startsWith('representative')),
    complaint: [
      field(
        'kind',
        'choice',
        chosen('kind', complaintKinds, (one) => capital(domainWord(language, 'kinds', one))),
      ),
      field('matter'),
      field('reason', 'text'),
      field('policyNumber'),
      { ...field('noPolicyNumber', 'tick'), about: labelOf('policyNumber', language) },
      field('claimNumber'),
      field('stepsTaken', 'text'),
      field('answerReceived', 'text'),
      field('arguments', 'text'),
      field('solutionSought', 'text'),
    ],
    dates: [field('sent', 'date'), field('earlierWriting.on', 'date'), field('earlierWriting.to')],
    oral: [ofFirm.spoken, field('solvedAtOnce', 'text')],
    handling: [
      field('product', 'choice', list('products', 'product')),
      field('reasonCategory', 'choice', list('reasons', 'reasonCategory')),
      field(
        'insurer',
        'choice',
        blankFirst(
          state.insurers.map(({ id, name }) => ({ value: id, words: name, chosen: typed['insurer'] === id })),
          message(language, 'intake.later'),
        ),
      ),
      ofFirm.caseHandler,
      field('linkedTo'),
    ],
    staff: ofFirm.staff,
    staffError: state.wrong?.find(({ name }) => name === 'concernedStaff')?.message,
    problems: (state.wrong ?? []).map(({ field: id, message: words }) => ({ field: id, message: words })),
  };
}

/** Where a form asks for the fields of the firm that was chosen in it. */
export const fieldsOfFirmPath = '/desk/complaints/new/firm';

/** The fields whose choices are the firm's own: language of letters, who is in charge, what becomes of a talk, whom it is about. */
export function fieldsByFirm(state: FormState) {
  const { procedure, language, typed } = state;
  const languages = (procedure?.firm.languages ?? ['fr', 'nl', 'en']).map((value) => ({
    value,
    words: message(language, `intake.language.${value}`),
    chosen: typed['language'] === value,
  }));
  return {
    language: fieldView(state, 'language', 'choice', languages),
    caseHandler: fieldView(state, 'caseHandler', 'choice', handlers(state)),
    spoken: fieldView(
      state,
      'spoken',
      'choice',
      spokenChoicesOf(procedure).map((value) => ({
        value,
        words: message(language, `intake.spoken.${value}`),
        chosen: spokenTyped(typed) === value,
      })),
    ),
    staff: (procedure?.staff ?? []).map(({ id }) => ({
      id,
      name: procedure ? nameOfStaff(procedure, id, language) : id,
      chosen: state.concernedStaff.includes(id),
    })),
  };
}

/** What is not known is not guessed. */
const salutationsUnknownFirst = salutations.toSorted((one, other) => Number(other === 'none') - Number(one === 'none'));

/** A field that stands apart from the parts: the receipt, the firm, the channel. */
export function fieldView(
  { typed, wrong = [], unread = [], language }: Pick<FormState, 'typed' | 'wrong' | 'unread' | 'language'>,
  name: string,
  kind: Kind,
  options?: Option[],
): FieldView {
  const hint = hintOf(name, language);
  const found = wrong.find((one) => one.name === name)?.message;
  const error = found?.replace(/^.*? ?: /, '');
  const id = idOf(name);
  const isUnread = unread.includes(name) && (typed[name] ?? '') === '';
  const inputTypes: Record<Kind, string> = {
    line: 'text',
    text: '',
    choice: '',
    date: 'date',
    time: 'time',
    email: 'email',
    tel: 'tel',
    tick: 'checkbox',
  };
  return {
    id,
    name,
    label: labelOf(name, language),
    kind,
    value: typed[name] ?? '',
    ...(options === undefined ? {} : { options }),
    ...(hint === undefined ? {} : { hint }),
    error,
    describedBy: [hint && `${id}-hint`, isUnread && `${id}-unread`, error && `${id}-error`].filter(Boolean).join(' '),
    unread: isUnread,
    isText: kind === 'text',
    isChoice: kind === 'choice',
    isTick: kind === 'tick',
    isTicked: kind === 'tick' && typed[name] === ticked,
    inputType: inputTypes[kind],
  };
}

const withHint: readonly string[] = [
  'sent',
  'earlierWriting.on',
  'earlierWriting.to',
  'complainant.salutation',
  'complainant.email',
  'complainant.status',
  'matter',
  'reason',
  'sender',
  'linkedTo',
  'solvedAtOnce',
  'spoken',
  'representative.mandate',
  'caseHandler',
  'received',
  'receivedTime',
];

function hintOf(name: string, language: Language): string | undefined {
  return withHint.includes(name) ? message(language, `intake.hint.${name}`) : undefined;
}

function handlers({ procedure, typed, language }: FormState): Option[] {
  const staff = (procedure?.staff ?? []).map(({ id }) => ({
    value: id,
    words: procedure ? nameOfStaff(procedure, id, language) : id,
    chosen: typed['caseHandler'] === id,
  }));
  return blankFirst(staff, message(language, 'intake.as-procedure-says'));
}

function blankFirst(options: Option[], words: string): Option[] {
  return [{ value: '', words, chosen: !options.some(({ chosen }) => chosen) }, ...options];
}

function countries(typed: string | undefined, procedure: Procedure | undefined, language: Language): Option[] {
  const code = typed ?? procedure?.firm.country ?? 'FR';
  return countriesToChoose(code, language).map((one) => ({ ...one, chosen: one.value === code }));
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
