import { closingOf, salutationOf } from '../letters/address.ts';
import { kindsOfLetter } from '../letters/kinds.ts';
import type { LetterFields, Recourse, SituationFact } from '../letters/letter.ts';
import { insurerReplyBy } from '../procedures/insurer-reply.ts';
import { defaultNewDate, mediatorPeriod } from '../procedures/plan-duties.ts';
import { type RecourseDirectory, recourseFor } from '../procedures/recourse.ts';
import type { Procedure, StaffMember } from '../procedures/schema.ts';
import { civilDateAt } from '../procedures/zoned-time.ts';
import type { ComplaintContent, Insurer, MessageTexts } from '../register/complaint-content.ts';
import type { KnownComplaint } from '../register/complaints.ts';
import { type DutyStatus, isOpen } from '../workflows/domain/duties.ts';
import type { LetterKind } from '../workflows/domain/letters.ts';
import type { LetterToSend } from '../workflows/domain/standing.ts';
import type { CivilDate } from '../workflows/domain/time.ts';

/** Everything that a letter is made from. */
export interface LetterSources {
  complaint: KnownComplaint;
  content: ComplaintContent;
  procedure: Procedure;
  directory: RecourseDirectory;
  /** What came with the message that occasions the letter. */
  texts: MessageTexts;
  /** The message that occasions the letter, where there is one. */
  message?: { body: Record<string, unknown>; acceptedOn: CivilDate } | undefined;
  /** The insurer that was named, and since when it is awaited. */
  insurer?: Insurer | undefined;
  insurerAwaitedSince?: CivilDate | undefined;
  /** Where staff look the complaint up. */
  link: string;
}

/** The fields of a letter; a field that is not known is left out, and `renderLetter` says whether the letter can do without it. */
export function letterFields(letter: LetterToSend, letterDate: CivilDate, sources: LetterSources): LetterFields {
  const { complaint, content, procedure } = sources;
  const { facts, row } = complaint;
  return {
    reference: facts.reference,
    letterDate,
    firmName: procedure.firm.name,
    firmAddress: procedure.firm.address,
    country: row.country,
    matter: content.matter ?? defaultMatter[row.language] ?? defaultMatter.fr,
    sentOn: facts.sentOn,
    receivedOn: facts.receivedOn,
    policyNumber: content.policyNumber,
    claimNumber: content.claimNumber,
    responsible: facts.responsibility,
    recourse: recourseOf(sources, letterDate),
    answerBy: letter.kind === 'delay' ? promisedBefore(complaint, letter) : answerBy(complaint, letterDate),
    closedOn: closedOn(complaint, procedure, letterDate),
    answeredOn: facts.answeredAt === undefined ? undefined : civilDateAt(facts.answeredAt, procedure.firm.timeZone),
    ...people(letter.kind, sources),
    ...insurerFields(sources, letterDate),
    ...staffTexts(letter, sources),
    ...datesOf(letter, letterDate, sources),
  };
}

const defaultMatter: Record<string, string> & { fr: string } = {
  fr: 'les faits que vous nous avez exposés',
  nl: 'de feiten die u ons hebt gemeld',
  en: 'the matter that you raised with us',
};

function people(kind: LetterKind, { complaint, content, procedure, insurer }: LetterSources): Partial<LetterFields> {
  const contact = staff(procedure, complaint.facts.caseHandler ?? procedure.defaultContact.staff);
  const manager = staff(procedure, procedure.complaintsManager);
  const signatory = (procedure.signs[kind] ?? kindsOfLetter[kind].signs) === 'complaints-manager' ? manager : contact;
  return {
    contactName: contact.name,
    contactRole: contact.role,
    contactEmail: contact.email,
    contactPhone: procedure.defaultContact.phone,
    signatoryName: signatory.name,
    signatoryRole: signatory.role,
    ...recipient(kind, complaint, content, manager, insurer),
  };
}

function recipient(
  kind: LetterKind,
  { row }: KnownComplaint,
  { complainant }: ComplaintContent,
  manager: StaffMember,
  insurer: Insurer | undefined,
): Partial<LetterFields> {
  const language = row.language as 'fr' | 'nl' | 'en';
  const salutation = kindsOfLetter[kind].recipient === 'complainant' ? complainant.salutation : 'none';
  const formulas = { salutation: salutationOf(salutation, language, complainant.name), closing: closingOf(salutation, language) };
  if (kindsOfLetter[kind].recipient === 'insurer')
    return { ...formulas, recipientName: insurer?.name, recipientAddress: insurer?.address };
  if (kindsOfLetter[kind].recipient === 'staff') return { ...formulas, recipientName: manager.name };
  return { ...formulas, recipientName: complainant.name, recipientAddress: addressLines(complainant.address, row.country) };
}

/** The lines under the name; the country is written where the letter leaves it. */
function addressLines(address: ComplaintContent['complainant']['address'], home: string): string[] | undefined {
  if (!address) return undefined;
  const abroad = address.country !== home;
  return abroad ? [...address.lines, countryName(address.country)] : address.lines;
}

function countryName(country: string): string {
  return (new Intl.DisplayNames('fr', { type: 'region' }).of(country) ?? country).toUpperCase();
}

function staff(procedure: Procedure, id: string): StaffMember {
  const person = procedure.staff.find((one) => one.id === id) ?? procedure.staff[0];
  if (!person) throw new RangeError(`${procedure.id} names no staff`);
  return person;
}

function insurerFields({ insurer, complaint, content, procedure }: LetterSources, letterDate: CivilDate): Partial<LetterFields> {
  if (!insurer) return {};
  return {
    insurerName: insurer.name,
    insurerAddress: insurer.address,
    insurerEmail: insurer.email,
    insurerReference: insurer.reference,
    forwardedOn: letterDate,
    insurerReplyBy: replyBy(procedure, complaint, letterDate),
    complainantName: content.complainant.name,
    complaintText: [content.reason, content.arguments, content.solutionSought].filter((part) => part !== undefined).join('\n\n'),
  };
}

function staffTexts(
  { kind, duty, occasion }: LetterToSend,
  { texts, complaint, insurerAwaitedSince }: LetterSources,
): Partial<LetterFields> {
  const { redress, offer } = texts;
  return {
    reasons: texts.reasons,
    upheldPoints: texts.upheldPoints,
    rejectedPoints: texts.rejectedPoints,
    measures: texts.measures,
    ...(redress ? { redressAmount: { cents: redress.cents, currency: redress.currency }, paidBy: redress.paidBy } : {}),
    ...(offer ? { offerTerms: offer.terms, offerUntil: offer.until } : {}),
    ...(offer?.cents === undefined ? {} : { offerAmount: { cents: offer.cents, currency: offer.currency ?? 'EUR' } }),
    missingFacts: texts.missingFacts,
    answer: texts.answer,
    ...(showsTheFile.includes(kind) && !texts.answer && !texts.reasons && isUnderExamination(complaint)
      ? { situationFacts: situationOf(insurerAwaitedSince) }
      : {}),
    ...(kind === 'breach-alert' ? breachFields(complaint, duty, occasion) : {}),
  };
}

const showsTheFile: LetterKind[] = ['delay', 'progress-answer', 'interim-reply'];

/** Nobody examines any more what is decided or closed. */
function isUnderExamination({ facts }: KnownComplaint): boolean {
  return !facts.result && facts.answeredAt === undefined && !facts.closure && !facts.closing;
}

/** The day on which the complaint was closed without an answer; today, while its last letter has not left. */
function closedOn({ facts, row }: KnownComplaint, procedure: Procedure, letterDate: CivilDate): CivilDate | undefined {
  if (facts.answeredAt !== undefined) return undefined;
  if (!row.closed_at) return facts.closing ? letterDate : undefined;
  return civilDateAt(row.closed_at.getTime(), procedure.firm.timeZone);
}

/** Without staff's reasons a letter states only what the file shows: reasons are never invented. */
function situationOf(insurerAwaitedSince: CivilDate | undefined): SituationFact[] {
  return insurerAwaitedSince === undefined
    ? [{ fact: 'examination-unfinished' }]
    : [{ fact: 'examination-unfinished' }, { fact: 'insurer-awaited', since: insurerAwaitedSince }];
}

/** An alert's occasion is its duty's, and the source of the limit that passed. */
function breachFields({ duties }: KnownComplaint, name: DutyStatus['duty'], occasion: string): Partial<LetterFields> {
  const [first = '', source] = occasion.split('/');
  const duty = duties.find((known) => known.duty === name && known.occasion === first);
  const limit = duty?.limits.find((one) => one.source === source);
  return { duty: name, dueOn: limit?.dueOn ?? duty?.dueOn, breachReason: limit && `${limit.rule} (${limit.source})` };
}

function datesOf(
  letter: LetterToSend,
  letterDate: CivilDate,
  { complaint, texts, procedure, message, link }: LetterSources,
): Partial<LetterFields> {
  const duty = complaint.duties.find((known) => known.duty === letter.duty && known.occasion === letter.occasion);
  return {
    link,
    // Without a day from staff, the complainant has as long as an insurer would.
    informationBy: texts.answerBy ?? replyBy(procedure, complaint, letterDate),
    ...(letter.kind === 'delay' || letter.kind === 'interim-reply'
      ? { newDate: duty?.duty === 'announced-date' ? duty.dueOn : defaultNewDate(procedure, letterDate) }
      : {}),
    ...(letter.kind === 'escalation' ? escalationFields(message) : {}),
    ...(letter.kind === 'recourse-details' ? { disagreedOn: message?.acceptedOn } : {}),
    ...(letter.kind === 'withdrawal' ? { withdrawnOn: message?.acceptedOn } : {}),
    ...(letter.kind === 'reopened' ? { reopenedOn: message?.acceptedOn } : {}),
  };
}

function escalationFields(message: LetterSources['message']): Partial<LetterFields> {
  return { escalatedTo: message?.body['to'] as LetterFields['escalatedTo'], escalatedOn: message?.acceptedOn };
}

/** Early enough for the firm to keep its own date; a date that has passed already hurries nobody. */
function replyBy(procedure: Procedure, complaint: KnownComplaint, letterDate: CivilDate): CivilDate {
  const promised = answerBy(complaint, letterDate);
  return insurerReplyBy(procedure, {
    from: letterDate,
    answerBy: promised !== undefined && promised >= letterDate ? promised : undefined,
  });
}

/** The date that a letter about a delay takes back: the one promised before the new one. */
function promisedBefore({ duties }: KnownComplaint, { duty, occasion }: LetterToSend): CivilDate | undefined {
  const given = duties.findIndex((known) => known.duty === duty && known.occasion === occasion);
  return duties.slice(0, Math.max(0, given)).findLast((known) => promises.includes(known.duty))?.dueOn;
}

/** The duties that promise an answer by a day. */
const promises: DutyStatus['duty'][] = ['announced-date', 'final-response', 'gdpr-response'];

/** The next date by which the complainant was promised an answer; the one that was missed where none is to come. */
function answerBy({ duties }: KnownComplaint, letterDate: CivilDate): CivilDate | undefined {
  const promised = duties
    .filter((duty) => isOpen(duty) && promises.includes(duty.duty))
    .map((duty) => duty.dueOn)
    .toSorted();
  return promised.find((day) => day >= letterDate) ?? promised.at(-1);
}

function recourseOf({ directory, complaint, procedure }: LetterSources, letterDate: CivilDate): Recourse {
  const { row, facts } = complaint;
  const language = row.language as 'fr' | 'nl' | 'en';
  const bodies = recourseFor(directory, {
    kind: facts.kind,
    capacity: row.capacity as Parameters<typeof recourseFor>[1]['capacity'],
    country: procedure.firm.country,
    responsibility: facts.responsibility,
    on: letterDate,
  }).filter((body) => procedure.recourse.some((named) => named.body === body.id));
  const ofType = (type: (typeof bodies)[number]['type']) => bodies.find((body) => body.type === type);
  const mediator = ofType('mediator');
  const authority = ofType('data-protection-authority');
  const period = mediatorPeriod(procedure, facts);
  return {
    consumer: row.capacity === 'consumer',
    ...(mediator
      ? { mediator: { ...printed(mediator, language), free: mediator.free, from: period?.from, until: period?.until } }
      : {}),
    ...(authority ? { authority: printed(authority, language) } : {}),
    court: ofType('court')?.name[language],
  };
}

function printed(body: ReturnType<typeof recourseFor>[number], language: 'fr' | 'nl' | 'en') {
  return {
    name: body.name[language] ?? body.name.fr ?? body.id,
    addressLine: body.address?.slice(1).join(', '),
    website: body.website,
    email: body.email?.print ? body.email.address : undefined,
  };
}
