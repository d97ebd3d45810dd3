import { insurerOf, type RecourseDirectory } from '../../procedures/recourse.ts';
import type { CompletedFields, Insurer, MessageTexts, Representative } from '../../register/complaint-content.ts';
import type { ComplaintPart } from '../../workflows/domain/complaint.ts';
import type { Decision, Message } from '../../workflows/domain/messages.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { personOf } from '../complaints/intake-content.ts';
import { isPhoneNumber, noPhoneNumber } from '../complaints/phone-number.ts';
import { invalidFields } from '../problems/problems.ts';
import type { DecisionBody, EscalationBody, ReceivedBody } from '../schemas/message-bodies.ts';
import { given } from '../schemas/text.ts';

/** A message apart from its texts: what the workflow sees, and what stays in the register. */
export interface MessageContents {
  message: Message;
  texts: MessageTexts;
}

/** What the texts of a message are made with. */
export interface Surroundings {
  directory: RecourseDirectory;
  /** Today, in the firm's zone. */
  today: CivilDate;
  /** The firm's, ISO 3166-1 alpha-2: telephone numbers are dialled from there. */
  country: string;
}

export function decisionContents(body: DecisionBody, surroundings: Surroundings): MessageContents {
  return { message: { signal: 'decide', body: factsOf(body) }, texts: textsOf(body, surroundings) };
}

export function escalationContents(body: EscalationBody, surroundings: Surroundings): MessageContents {
  return { message: { signal: 'escalate', body: { to: body.to } }, texts: textsOf(body, surroundings) };
}

export function receivedContents(body: ReceivedBody, surroundings: Surroundings): MessageContents {
  const sentOn = body.what === 'written-complaint' ? body.sentOn : undefined;
  const received = { what: body.what, ...(sentOn === undefined ? {} : { sentOn }) };
  return { message: { signal: 'receive', body: received }, texts: textsOf(body, surroundings) };
}

function factsOf(body: DecisionBody): Decision {
  switch (body.decision) {
    case 'assign':
      return { decision: body.decision, caseHandler: body.caseHandler };
    case 'name-representative': {
      const { mandate, email } = body.representative;
      return { decision: body.decision, mandate, ...(given(email) === undefined ? { byPost: true } : {}) };
    }
    case 'complete-file':
      return { decision: body.decision, ...(body.fields.complainant?.email === undefined ? {} : { mailbox: true }) };
    case 'classify':
      return { decision: body.decision, as: body.as };
    case 'set-responsibility':
      return { decision: body.decision, responsibility: body.responsibility };
    case 'announce-delay':
      return { decision: body.decision, newDate: body.newDate, ...partOf(body) };
    case 'interim-reply-now':
    case 'extend-gdpr':
      return { decision: body.decision, newDate: body.newDate };
    case 'record-result':
      return { decision: body.decision, outcome: body.outcome };
    case 'resolve':
      return {
        decision: body.decision,
        outcome: body.outcome,
        ...partOf(body),
        ...(body.proposed ? { proposed: true } : {}),
        ...validityOf(body),
      };
    case 'raise-level':
      return { decision: body.decision, level: body.level };
    case 'move-to-version':
      return { decision: body.decision, version: body.version };
    case 'declare-conflict':
      return { decision: body.decision, staff: body.staff };
    case 'recompute-plan':
      return { decision: body.decision, ...(body.sentOn === undefined ? {} : { sentOn: body.sentOn }) };
    default:
      return { decision: body.decision };
  }
}

function partOf({ part }: { part?: ComplaintPart | undefined }): { part?: ComplaintPart } {
  return part === undefined ? {} : { part };
}

/** The letter gives one day that must not have passed when it leaves: until when an offer stands, or by when redress is paid. */
function validityOf(body: Extract<DecisionBody, { decision: 'resolve' }>): { validUntil?: CivilDate } {
  const validUntil = body.outcome === 'settled' ? body.offer.until : body.redress?.paidBy;
  return validUntil === undefined ? {} : { validUntil };
}

const plainTexts = [
  'reasons',
  'upheldPoints',
  'rejectedPoints',
  'measures',
  'redress',
  'missingFacts',
  'answerBy',
  'answer',
  'text',
  'statement',
  'whoAnswers',
  'rightFirm',
  'situation',
  'doneBy',
] as const;

function textsOf(body: DecisionBody | EscalationBody | ReceivedBody, surroundings: Surroundings): MessageTexts {
  const fields: Record<string, unknown> = body;
  const texts = plainTexts
    .map((name) => [name, fields[name]] as const)
    .filter(([, value]) => value !== undefined && value !== '');
  return {
    ...Object.fromEntries(texts),
    ...('offer' in body ? { offer: offer(body.offer) } : {}),
    ...('insurer' in body ? { insurer: insurer(body.insurer, surroundings) } : {}),
    ...('representative' in body ? { representative: representative(body.representative, surroundings) } : {}),
    ...('fields' in body ? { completed: completed(body.fields, surroundings) } : {}),
    ...('editedLetters' in body && body.editedLetters ? { editedLetters: body.editedLetters } : {}),
  };
}

type OfferBody = Extract<DecisionBody, { outcome: 'settled'; offer: unknown }>['offer'];

/** A blank effect is none: the letter's usual sentence stands in for it. */
function offer({ effect, ...rest }: OfferBody): NonNullable<MessageTexts['offer']> {
  return { ...rest, ...(given(effect) === undefined ? {} : { effect }) };
}

type RepresentativeBody = Extract<DecisionBody, { decision: 'name-representative' }>['representative'];

/** @throws Problem 422 where the telephone number is none */
function representative(body: RepresentativeBody, { country }: Surroundings): Representative {
  const person = personOf(body, body.address?.country ?? country, 'none');
  if (person.phone !== undefined && !isPhoneNumber(person.phone))
    throw invalidFields([{ path: 'representative.phone', code: 'no-phone', message: noPhoneNumber }]);
  return person;
}

type CompletedBody = Extract<DecisionBody, { decision: 'complete-file' }>['fields'];

/** @throws Problem 422 where the telephone number is none */
function completed({ complainant, ...rest }: CompletedBody, { country }: Surroundings): CompletedFields {
  if (!complainant) return rest;
  const { status, salutation, ...given } = complainant;
  const { salutation: _usual, ...person } = personOf(
    { ...given, name: given.name ?? '' },
    given.address?.country ?? country,
    'none',
  );
  if (person.phone !== undefined && !isPhoneNumber(person.phone))
    throw invalidFields([{ path: 'fields.complainant.phone', code: 'no-phone', message: noPhoneNumber }]);
  return {
    ...rest,
    complainant: { ...person, ...(status === undefined ? {} : { status }), ...(salutation === undefined ? {} : { salutation }) },
  };
}

type InsurerBody = Extract<EscalationBody, { to: 'insurer' }>['insurer'];

function insurer(body: InsurerBody, { directory, today }: Surroundings): Insurer {
  const reference = given(body.reference);
  const named = 'id' in body ? insurerInDirectory(directory, body.id, today) : body;
  const id = 'id' in body ? body.id : idOfName(directory, body.name);
  return {
    ...(id === undefined ? {} : { id }),
    name: named.name,
    ...(named.email === undefined ? {} : { email: named.email }),
    ...(named.address === undefined ? {} : { address: named.address }),
    ...(named.language === undefined ? {} : { language: named.language }),
    ...(reference === undefined ? {} : { reference }),
  };
}

/** An insurer that was named in full and stands in the directory is that one, for whoever counts complaints by insurer. */
function idOfName({ insurers }: RecourseDirectory, name: string): string | undefined {
  const plain = (words: string) => words.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
  return insurers.find((one) => plain(one.name) === plain(name))?.id;
}

function insurerInDirectory(directory: RecourseDirectory, id: string, today: CivilDate) {
  const entry = insurerOf(directory, id, today);
  if (entry) return entry;
  const known = directory.insurers.filter((one) => insurerOf(directory, one.id, today)).map((one) => one.id);
  throw invalidFields([
    {
      path: 'insurer.id',
      code: 'not-known',
      message: `is not in the recourse directory; allowed: ${known.join(', ')}, or the insurer by name`,
    },
  ]);
}
