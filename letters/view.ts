import type { LetterKind } from '../workflows/domain/letters.ts';
import type { CivilDate } from '../workflows/domain/time.ts';
import { aYearAfter, formatAmount, formatDate, formatPhone } from './format.ts';
import { hasPostalAddress, isGiven, isGone, kindsOfLetter, letterheadEmail } from './kinds.ts';
import type { Language, LetterFields, Mediator, Picture, Recourse, RecourseBody } from './letter.ts';
import { reasonInWords, ruleInWords, sourceWords } from './rule-words.ts';
import { capitalised, dutyWords, firstInSentence, insideSentence, isFunction } from './words.ts';

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
  'offerEffect',
  'answer',
  'linkedReference',
  'onBehalfOf',
  'rightFirmName',
  'rightFirmEmail',
] as const satisfies readonly (keyof LetterFields)[];

const dates = [
  'letterDate',
  'receivedOn',
  'writtenOn',
  'answerBy',
  'newDate',
  'answeredOn',
  'closedOn',
  'forwardedOn',
  'insurerReplyBy',
  'missedOn',
  'doneBy',
  'paidBy',
  'offerUntil',
  'informationBy',
  'invitedOn',
  'remindedOn',
  'closingOn',
  'sentOnOn',
  'gdprAnswerBy',
  'separateAnswerBy',
  'disagreedOn',
  'escalatedOn',
  'contactFrom',
  'withdrawnOn',
  'reopenedOn',
  'dueOn',
] as const satisfies readonly (keyof LetterFields)[];

const amounts = ['redressAmount', 'offerAmount'] as const satisfies readonly (keyof LetterFields)[];
const lists = [
  'firmAddress',
  'signatureLines',
  'recipientAddress',
  'insurerAddress',
  'rightFirmAddress',
  'waysToWrite',
  'minimumFacts',
] as const satisfies readonly (keyof LetterFields)[];

/**
 * @throws RangeError for a date, an amount or a phone number that is none
 */
export function viewOf(kind: LetterKind, language: Language, fields: LetterFields): View {
  const day = (date: CivilDate | undefined) => (isGiven(date) ? formatDate(date as CivilDate, language) : null);
  const view: View = { language, subject: subjectOf(kind, language, fields) };
  for (const name of texts) view[name] = fields[name]?.trim() || null;
  for (const name of dates) view[name] = day(fields[name]);
  // Whom nothing of the client may reach.
  for (const name of kindsOfLetter[kind].private ?? []) view[name] = null;
  for (const name of amounts) view[name] = fields[name] ? formatAmount(fields[name], language) : null;
  for (const name of lists) view[name] = linesOf(fields[name]);
  const passed = (date: CivilDate | undefined) => isGiven(date) && (date ?? '') < fields.letterDate;
  return {
    ...view,
    ...ofTheFirm(fields, language),
    late: fields.late === true,
    unwritten: fields.unwritten === true,
    freeOfCharge: fields.freeOfCharge === true,
    helpOffered: fields.helpOffered === true,
    // Written and received on the same day: said once.
    sentOn: fields.sentOn === fields.receivedOn ? null : day(fields.sentOn),
    answerByPassed: passed(fields.answerBy),
    gdprAnswerByPassed: passed(fields.gdprAnswerBy),
    contactFrom: view['contactFrom'] ?? view['letterDate'],
    reopenedOn: view['reopenedOn'] ?? view['letterDate'],
    contactPhone: isGiven(fields.contactPhone) ? formatPhone(fields.contactPhone as string, fields.country) : null,
    missingFacts: linesOf(fields.missingFacts),
    insurerAddressLine: linesOf(fields.insurerAddress)?.join(', ') ?? null,
    rightFirmAddressLine: linesOf(fields.rightFirmAddress)?.join(', ') ?? null,
    /** In mid-sentence. */
    whoAnswers: isGiven(fields.whoAnswers) ? insideSentence((fields.whoAnswers as string).trim(), language) : null,
    separateIsData: fields.separatePart === 'gdpr',
    insurerIsResponsible: fields.responsible === 'insurer',
    situationFacts: (fields.situationFacts ?? []).map((fact) => ({
      examinationUnfinished: fact.fact === 'examination-unfinished',
      resultBeingWritten: fact.fact === 'result-being-written',
      insurerAwaitedSince: fact.fact === 'insurer-awaited' ? day(fact.since) : null,
    })),
    escalatedToInsurer: fields.escalatedTo === 'insurer',
    escalatedToMediator: fields.escalatedTo === 'mediator',
    escalatedToCourt: fields.escalatedTo === 'court',
    upheld: fields.outcome === 'upheld',
    partlyUpheld: fields.outcome === 'partly-upheld',
    rejected: fields.outcome === 'rejected',
    /** The outcome for checks; templates ask the three above. */
    outcome: fields.outcome ?? null,
    ...recourseView(kind, fields, day),
    duty: fields.duty ? dutyWords[language][fields.duty] : null,
    breachReason: isGiven(fields.breachReason) ? reasonInWords((fields.breachReason as string).trim(), language) : null,
    brokenLimits: (fields.brokenLimits ?? []).map(({ rule, source, dueOn }) => ({
      rule: ruleInWords(rule, language),
      source: sourceWords[language][source],
      /** Only where it is another day than the duty's. */
      dueOn: dueOn === fields.dueOn ? null : day(dueOn),
    })),
    link: isGiven(fields.link) ? webAddress(fields.link as string) : null,
    privatePage: isGiven(fields.privatePage) ? webAddress(fields.privatePage as string) : null,
    complaintCopy: fields.complaintCopy ?? null,
  };
}

/** How the firm is named, reached and shown. */
function ofTheFirm(fields: LetterFields, language: Language): View {
  const contact = fields.contactName?.trim() ?? '';
  return {
    /** At the beginning of a sentence, and in the middle of one: `Le service clients`, `le service clients`. */
    contactName: firstInSentence(contact) || null,
    contactNameInside: insideSentence(contact, language) || null,
    /** Beside a person's name. Who is named by a function (`Le service clients`) needs no second one in a sentence. */
    contactRole: isFunction(contact, language) ? null : fields.contactRole?.trim() || null,
    signatoryName: firstInSentence(fields.signatoryName?.trim() ?? '') || null,
    /** On a line of its own, under the name. */
    signatoryRoleFirst: capitalised(fields.signatoryRole?.trim() ?? '') || null,
    /** A letter can be sent to the letterhead's address. */
    firmHasPostalAddress: hasPostalAddress(fields),
    /** Where an answer by e-mail goes: the contact's mailbox, else the letterhead's. */
    replyEmail: fields.contactEmail?.trim() || letterheadEmail(fields) || null,
    firmLogo: fields.firmLogo ? pictureView(fields.firmLogo) : null,
    signatureImage: fields.signatureImage ? pictureView(fields.signatureImage) : null,
  };
}

function pictureView({ source, alt, width, height }: Picture): View {
  if (!/^https:\/\/[^\s"'<>]+$/i.test(source)) throw new RangeError('A picture in a letter is fetched over https.');
  return { source, alt: alt.trim(), width: String(Math.round(width)), height: String(Math.round(height)) };
}

/** `OPT-2026-000123 – Accusé de réception de votre réclamation`; `OPT-2026-000123 – Échéance, alerte : réponse définitive` */
export function subjectOf(kind: LetterKind, language: Language, fields: LetterFields): string {
  const { subject, subjectWithout, subjectEndsWith } = kindsOfLetter[kind];
  const phrases = subjectWithout && !isGiven(fields[subjectWithout.field]) ? subjectWithout.subject : subject;
  const colon = language === 'fr' ? '\u00a0: ' : ': ';
  const end = subjectEndsWith === 'duty' && fields.duty ? `${colon}${dutyWords[language][fields.duty]}` : '';
  return `${fields.reference} – ${phrases[language]}${end}`;
}

/** The lines of a text or a list, blank ones left out; null where none is left. */
export function linesOf(text: string | readonly string[] | undefined | null): string[] | null {
  const lines = [text ?? []].flat().flatMap((item) => item.split(/\r\n|\r|\n/));
  const given = lines.map((line) => line.trim()).filter((line) => line !== '');
  return given.length === 0 ? null : given;
}

function recourseView(kind: LetterKind, fields: LetterFields, day: (date: CivilDate | undefined) => string | null): View {
  const recourse: Recourse = fields.recourse ?? { consumer: false };
  const rule = kindsOfLetter[kind].mediator;
  const toMediator = fields.escalatedTo === 'mediator';
  // Who has already gone to the mediator, or wrote to it, is not asked in what capacity.
  const mustBeNamed = rule === 'needed' || rule === 'with-last-day';
  const mayBeNamed = rule !== 'never' && (recourse.consumer || toMediator || mustBeNamed);
  const mediator = mayBeNamed && recourse.mediator ? mediatorView(recourse.mediator, kind, fields, day) : null;
  const state = recourse.state ?? 'open';
  return {
    /** To be referred to; null where nobody is to be invited there. */
    mediator: isGone(recourse) && !mustBeNamed ? null : mediator,
    /** Has the file, or is being told of it; may be null though `withMediator` is true. */
    mediatorWithFile: state === 'with-mediator' || toMediator ? mediator : null,
    withMediator: state === 'with-mediator' && rule !== 'never',
    opinionGiven: state === 'opinion-given' && rule !== 'never',
    inCourt: state === 'in-court',
    authority: recourse.authority ? bodyView(recourse.authority) : null,
    court: recourse.court?.trim() || null,
  };
}

function mediatorView(
  mediator: Mediator,
  kind: LetterKind,
  fields: LetterFields,
  day: (date: CivilDate | undefined) => string | null,
): View {
  const { from, until } = mediator;
  const written = fields.writtenOn ?? fields.sentOn ?? fields.receivedOn;
  const needsWriting = mediator.needsWrittenComplaint ?? (isGiven(until) || kind === 'sent-on');
  return {
    ...bodyView(mediator),
    free: mediator.free !== false,
    from: day(from),
    /** Not before `from`. */
    isLater: isGiven(from) && (from ?? '') > fields.letterDate,
    isOpenNow: isGiven(from) && (from ?? '') <= fields.letterDate,
    until: day(until),
    /** It hears only who complained to the firm in writing before. */
    needsWriting,
    /** It does, and nothing has been written yet: no date can be given. */
    isAfterWriting: needsWriting && !isGiven(from) && !isGiven(until),
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
