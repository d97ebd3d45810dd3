import type { LetterKind } from '../workflows/domain/letters.ts';
import type { CivilDate } from '../workflows/domain/time.ts';
import { aYearAfter, formatAmount, formatDate, formatPhone } from './format.ts';
import { isGiven, kindsOfLetter } from './kinds.ts';
import type { Language, LetterFields, Mediator, Recourse, RecourseBody } from './letter.ts';
import { dutyWords } from './words.ts';

/** What templates read: every name is there, formatted in the letter's language, or null where nothing is to be printed. */
export type View = Record<string, unknown>;

const texts = [
  'reference',
  'firmName',
  'recipientName',
  'country',
  'salutation',
  'closing',
  'contactName',
  'contactRole',
  'contactEmail',
  'signatoryName',
  'signatoryRole',
  'matter',
  'policyNumber',
  'claimNumber',
  'insurerName',
  'insurerEmail',
  'insurerReference',
  'complainantName',
  'complaintText',
  'situation',
  'reasons',
  'upheldPoints',
  'rejectedPoints',
  'measures',
  'redress',
  'offerTerms',
  'answer',
  'breachReason',
] as const satisfies readonly (keyof LetterFields)[];

const dates = [
  'letterDate',
  'receivedOn',
  'answerBy',
  'newDate',
  'answeredOn',
  'closedOn',
  'forwardedOn',
  'insurerReplyBy',
  'paidBy',
  'offerUntil',
  'informationBy',
  'disagreedOn',
  'escalatedOn',
  'contactFrom',
  'withdrawnOn',
  'reopenedOn',
  'dueOn',
] as const satisfies readonly (keyof LetterFields)[];

const amounts = ['redressAmount', 'offerAmount'] as const satisfies readonly (keyof LetterFields)[];
const lists = ['firmAddress', 'recipientAddress', 'insurerAddress'] as const satisfies readonly (keyof LetterFields)[];

/**
 * @throws RangeError for a date, an amount or a phone number that is none
 */
export function viewOf(kind: LetterKind, language: Language, fields: LetterFields): View {
  const day = (date: CivilDate | undefined) => (isGiven(date) ? formatDate(date as CivilDate, language) : null);
  const view: View = { language, subject: subjectOf(kind, language, fields) };
  for (const name of texts) view[name] = fields[name]?.trim() || null;
  for (const name of dates) view[name] = day(fields[name]);
  for (const name of amounts) view[name] = fields[name] ? formatAmount(fields[name], language) : null;
  for (const name of lists) view[name] = linesOf(fields[name]);
  return {
    ...view,
    // Written and received on the same day: said once.
    sentOn: fields.sentOn === fields.receivedOn ? null : day(fields.sentOn),
    answerByPassed: isGiven(fields.answerBy) && (fields.answerBy ?? '') < fields.letterDate,
    contactFrom: view['contactFrom'] ?? view['letterDate'],
    reopenedOn: view['reopenedOn'] ?? view['letterDate'],
    contactPhone: isGiven(fields.contactPhone) ? formatPhone(fields.contactPhone as string, fields.country) : null,
    missingFacts: linesOf(fields.missingFacts),
    insurerAddressLine: linesOf(fields.insurerAddress)?.join(', ') ?? null,
    insurerIsResponsible: fields.responsible === 'insurer',
    situationFacts: (fields.situationFacts ?? []).map((fact) => ({
      examinationUnfinished: fact.fact === 'examination-unfinished',
      insurerAwaitedSince: fact.fact === 'insurer-awaited' ? day(fact.since) : null,
    })),
    escalatedToInsurer: fields.escalatedTo === 'insurer',
    escalatedToMediator: fields.escalatedTo === 'mediator',
    escalatedToCourt: fields.escalatedTo === 'court',
    ...recourseView(fields, day),
    duty: fields.duty ? dutyWords[language][fields.duty] : null,
    link: isGiven(fields.link) ? webAddress(fields.link as string) : null,
  };
}

/** `OPT-2026-000123 – Accusé de réception de votre réclamation` */
export function subjectOf(kind: LetterKind, language: Language, fields: LetterFields): string {
  const { subject, subjectWithout } = kindsOfLetter[kind];
  const phrases = subjectWithout && !isGiven(fields[subjectWithout.field]) ? subjectWithout.subject : subject;
  return `${fields.reference} – ${phrases[language]}`;
}

/** The lines of a text or a list, blank ones left out; null where none is left. */
export function linesOf(text: string | readonly string[] | undefined | null): string[] | null {
  const lines = [text ?? []].flat().flatMap((item) => item.split(/\r\n|\r|\n/));
  const given = lines.map((line) => line.trim()).filter((line) => line !== '');
  return given.length === 0 ? null : given;
}

function recourseView(fields: LetterFields, day: (date: CivilDate | undefined) => string | null): View {
  const recourse: Recourse = fields.recourse ?? { consumer: false };
  // Who has already gone to the mediator is not asked in what capacity.
  const named = recourse.consumer || fields.escalatedTo === 'mediator' ? recourse.mediator : undefined;
  return {
    mediator: named ? mediatorView(named, fields, day) : null,
    authority: recourse.authority ? bodyView(recourse.authority) : null,
    court: recourse.court?.trim() || null,
  };
}

function mediatorView(mediator: Mediator, fields: LetterFields, day: (date: CivilDate | undefined) => string | null): View {
  const { from, until } = mediator;
  const written = fields.sentOn ?? fields.receivedOn;
  return {
    ...bodyView(mediator),
    free: mediator.free !== false,
    from: day(from),
    /** Not before `from`. */
    isLater: isGiven(from) && (from ?? '') > fields.letterDate,
    isOpenNow: isGiven(from) && (from ?? '') <= fields.letterDate,
    until: day(until),
    isOver: isGiven(until) && (until ?? '') < fields.letterDate,
    /** The last day lies a year after the written complaint, so a letter can say so. */
    untilIsAYear: isGiven(until) && written !== undefined && aYearAfter(written) === until,
  };
}

function bodyView({ name, addressLine, website, email }: RecourseBody): View {
  const address = isGiven(website) ? webAddress(website as string) : null;
  return {
    name,
    addressLine: addressLine?.trim() || null,
    website: address?.replace(/^https?:\/\//, '').replace(/\/$/, '') ?? null,
    websiteAddress: address,
    email: email?.trim() || null,
  };
}

/** @throws RangeError when a link would lead anywhere but to the web */
function webAddress(given: string): string {
  const address =
    /^[a-z][a-z0-9+.-]*:/i.test(given.trim()) && !/^[^/]*:\d/.test(given.trim()) ? given.trim() : `https://${given.trim()}`;
  if (!/^https?:\/\/[^\s"'<>]+$/i.test(address)) throw new RangeError('A link in a letter leads to http or https.');
  return address;
}
