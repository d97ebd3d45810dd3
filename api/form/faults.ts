import type { Procedure } from '../../procedures/schema.ts';
import type { Language } from '../../register/complaint-content.ts';
import type { CivilDate, Instant } from '../../workflows/domain/time.ts';
import { errorsOf } from '../complaints/intake-errors.ts';
import { isPhoneNumber, phoneNumber } from '../complaints/phone-number.ts';
import { complaintBody } from '../schemas/complaint-body.ts';
import { emailAddress } from '../schemas/text.ts';
import { bodyOf, isPossible, linesOf, writtenOn } from './body.ts';
import { type Answers, choices, type FieldName, fieldNames, longest, wants } from './questions.ts';

/** What is wrong with an answer, or missing. */
export interface Fault {
  field: FieldName;
  /** The last part of the message's name: `form.fault.<why>`. */
  why: string;
  values?: Record<string, string | number>;
  /** True where the procedure asks for it and a complaint is one without it: whoever does not have it goes on without. */
  canWait?: boolean;
}

interface Circumstances {
  page: Language;
  /** In the firm's zone. */
  today: CivilDate;
  now: Instant;
  /** The kinds of contract that may be chosen, by id. */
  products: readonly string[];
}

/**
 * Everything that is wrong with what somebody answered, in the order of the form, each field once. A complaint needs its reason, a name, and a
 * way to answer it; whatever else the procedure asks for can wait.
 */
export function faultsOf(answers: Answers, procedure: Procedure, circumstances: Circumstances): Fault[] {
  const found = [
    ...faultsOfTexts(answers),
    ...faultsOfChoices(answers, circumstances.products),
    ...faultsOfPerson(answers),
    ...faultsOfReach(answers),
    ...faultsOfPlace(answers),
    ...faultsOfDay(answers, circumstances.today),
    ...(answers.without === '' ? missing(answers, procedure) : []),
  ];
  const faults = inOrder(found);
  return faults.length > 0 ? faults : faultsOfBody(answers, procedure, circumstances);
}

function inOrder(faults: readonly Fault[]): Fault[] {
  const first = fieldNames.map((name) => faults.find(({ field }) => field === name));
  return first.filter((fault) => fault !== undefined);
}

function faultsOfTexts(answers: Answers): Fault[] {
  return (Object.entries(longest) as [FieldName, number][]).flatMap(([field, most]) => {
    const { length } = answers[field];
    return length > most ? [{ field, why: 'too-long', values: { most, length } }] : [];
  });
}

function faultsOfChoices(answers: Answers, products: readonly string[]): Fault[] {
  const unknown = (Object.entries(choices) as [FieldName, readonly string[]][])
    .filter(([field, known]) => answers[field] !== '' && !known.includes(answers[field]))
    .map(([field]): Fault => ({ field, why: 'choose' }));
  const product: Fault[] =
    answers.product === '' || products.includes(answers.product) ? [] : [{ field: 'product', why: 'choose' }];
  return [...unknown, ...product];
}

function faultsOfPerson(answers: Answers): Fault[] {
  const faults: Fault[] = [];
  if (answers.kind === '') faults.push({ field: 'kind', why: 'kind' });
  if (answers.reason === '') faults.push({ field: 'reason', why: 'reason' });
  if (answers.given === '' && answers.family === '' && !(answers.organisation !== '' && answers.writer !== 'myself'))
    faults.push({ field: 'given', why: 'name' });
  if (answers.writer === 'somebody-else') {
    if (answers.client === '') faults.push({ field: 'client', why: 'client' });
    if (answers.role === '') faults.push({ field: 'role', why: 'role' });
    if (answers.clientIs === '') faults.push({ field: 'clientIs', why: 'clientIs' });
  }
  return faults;
}

function faultsOfReach(answers: Answers): Fault[] {
  const faults: Fault[] = [];
  const { email, clientEmail, phone, country } = answers;
  if (email !== '' && !isEmail(email)) faults.push({ field: 'email', why: 'email' });
  if (clientEmail !== '' && answers.writer === 'somebody-else' && !isEmail(clientEmail))
    faults.push({ field: 'clientEmail', why: 'email' });
  if (phone !== '' && !(/^\+?[0-9 ()./\-\u00a0\u202f]+$/.test(phone) && isPhoneNumber(phoneNumber(phone, country))))
    faults.push({ field: 'phone', why: 'phone' });
  if (email === '' && answers.street === '' && answers.town === '') faults.push({ field: 'email', why: 'reach' });
  return faults;
}

function isEmail(text: string): boolean {
  return emailAddress().safeParse(text).success;
}

/** Digits that a postcode has at home; elsewhere anything may be one. */
const postcodes: Record<string, RegExp> = { FR: /^\d{5}$/, BE: /^\d{4}$/ };

function faultsOfPlace({ country, postcode, street, town, email, writer, clientAddress }: Answers): Fault[] {
  const faults: Fault[] = [];
  const wanted = postcodes[country];
  if (postcode !== '' && wanted && !wanted.test(postcode.replace(/\s/g, '')))
    faults.push({ field: 'postcode', why: `postcode.${country}` });
  // By post alone, all of it is needed.
  if (email === '' && (street !== '' || town !== '')) {
    if (street === '') faults.push({ field: 'street', why: 'street' });
    if (town === '') faults.push({ field: 'town', why: 'town' });
    if (wanted && postcode === '') faults.push({ field: 'postcode', why: `postcode.${country}` });
  }
  if (writer === 'somebody-else' && linesOf(clientAddress).some((line) => line.length > 100))
    faults.push({ field: 'clientAddress', why: 'address-line' });
  if (writer === 'somebody-else' && linesOf(clientAddress).length > 5)
    faults.push({ field: 'clientAddress', why: 'address-lines' });
  return faults;
}

function faultsOfDay(answers: Answers, today: CivilDate): Fault[] {
  if (answers.written !== 'yes' || answers.writtenUnknown !== '') return [];
  if (answers.writtenDay + answers.writtenMonth + answers.writtenYear === '')
    return answers.without !== '' ? [] : [{ field: 'writtenDay', why: 'day', canWait: true }];
  const day = writtenOn(answers);
  if (day === undefined) return [{ field: 'writtenDay', why: 'no-day' }];
  if (day > today) return [{ field: 'writtenDay', why: 'future' }];
  return isPossible(day, today) ? [] : [{ field: 'writtenDay', why: 'too-old' }];
}

/** What the firm's procedure asks for and the person has not said. */
function missing(answers: Answers, procedure: Procedure): Fault[] {
  const { contacted } = answers;
  const asked: (Fault | false)[] = [
    wants(procedure, 'arguments') && answers.arguments === '' && { field: 'arguments', why: 'arguments' },
    wants(procedure, 'solution-sought') && answers.solution === '' && { field: 'solution', why: 'solution' },
    wants(procedure, 'steps-taken') && contacted === '' && { field: 'contacted', why: 'contacted' },
    wants(procedure, 'steps-taken') && contacted === 'yes' && answers.steps === '' && { field: 'steps', why: 'steps' },
    wants(procedure, 'answer-received') && contacted === 'yes' && answers.answer === '' && { field: 'answer', why: 'answer' },
    wants(procedure, 'policy-number') && answers.policy === '' && answers.noPolicy === '' && { field: 'policy', why: 'policy' },
    wants(procedure, 'capacity') && answers.status === '' && { field: 'status', why: 'status' },
    answers.status === 'other' && answers.statusOther === '' && { field: 'statusOther', why: 'statusOther' },
    wants(procedure, 'postal-address') && answers.street === '' && { field: 'street', why: 'street' },
    wants(procedure, 'postal-address') && answers.town === '' && { field: 'town', why: 'town' },
    wants(procedure, 'phone') && answers.phone === '' && { field: 'phone', why: 'no-phone' },
    wants(procedure, 'e-mail') && answers.email === '' && { field: 'email', why: 'no-email' },
    answers.writer === 'somebody-else' &&
      answers.clientEmail === '' &&
      answers.clientAddress === '' && { field: 'clientEmail', why: 'client-reach' },
  ];
  return asked.filter((fault) => fault !== false).map((fault) => ({ ...fault, canWait: true }));
}

/** The register checks once more by its own rules; what it says is told at the field where it can be put right. */
function faultsOfBody(answers: Answers, procedure: Procedure, { page, today, now }: Circumstances): Fault[] {
  const read = complaintBody.safeParse(bodyOf(answers, procedure, { page, today }));
  const paths = read.success
    ? errorsOf(read.data, procedure, { now, earlier: undefined }).map(({ path }) => path)
    : read.error.issues.map(({ path }) => path.join('.'));
  return inOrder(paths.map((path) => ({ field: fieldOf(path, answers), why: 'other' })));
}

const fields: readonly [path: RegExp, field: FieldName][] = [
  [/^complainant\.status/, 'statusOther'],
  [/^earlierWriting\.to/, 'writtenTo'],
  [/^earlierWriting/, 'writtenDay'],
  [/email$/, 'email'],
  [/phone$/, 'phone'],
  [/address\.lines/, 'street'],
  [/address\.postcode/, 'postcode'],
  [/address\.town/, 'town'],
  [/country$/, 'country'],
  [/name$/, 'given'],
  [/^stepsTaken/, 'steps'],
  [/^answerReceived/, 'answer'],
  [/^arguments/, 'arguments'],
  [/^solutionSought/, 'solution'],
  [/^policyNumber/, 'policy'],
  [/^claimNumber/, 'claim'],
  [/^product/, 'product'],
];

/** What is asked of the person for whom somebody writes. */
const clientFields: typeof fields = [
  [/^complainant\.name/, 'client'],
  [/^complainant\.email/, 'clientEmail'],
  [/^complainant\.address\.lines/, 'clientAddress'],
  [/^(complainant\.address\.)?country/, 'clientCountry'],
];

function fieldOf(path: string, { writer }: Answers): FieldName {
  const all = writer === 'somebody-else' ? [...clientFields, ...fields] : fields;
  return all.find(([pattern]) => pattern.test(path))?.[1] ?? 'reason';
}
