import type { Procedure } from '../../procedures/schema.ts';
import type { KnownComplaint } from '../../register/complaints.ts';
import type { ComplaintFacts } from '../../workflows/domain/complaint.ts';
import type { LetterKind } from '../../workflows/domain/letters.ts';
import { answeredWholeAt, isDecided, partPromised } from '../../workflows/domain/parts.ts';
import type { LetterToSend } from '../../workflows/domain/standing.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { kindsOfLetter } from '../kinds.ts';
import type { Language, LetterFields, Recourse, SituationFact } from '../letter.ts';
import { copyOf } from './complaint-copy.ts';
import { brokenLimits, datesOfLetter } from './dates.ts';
import { languageOf, linesUnderName, people } from './people.ts';
import { recourseOf } from './recourse.ts';
import type { LetterSources } from './sources.ts';
import { minimumFacts, waysToWrite } from './ways-to-write.ts';

/** The fields of a letter; a field that is not known is left out, and `renderLetter` says whether the letter can do without it. */
export function letterFields(letter: LetterToSend, letterDate: CivilDate, sources: LetterSources): LetterFields {
  const { complaint, procedure } = sources;
  const { facts, row } = complaint;
  const language = languageOf(letter.kind, sources);
  return {
    reference: facts.reference,
    letterDate,
    firmName: procedure.firm.name,
    firmAddress: procedure.firm.address,
    country: row.country,
    responsible: facts.responsibility,
    recourse: recourseFor(letter, language, letterDate, sources),
    link: sources.link,
    ...(mayKnowPrivatePage(letter.kind, sources) ? { privatePage: sources.privatePage } : {}),
    ...(letter.kind === 'complaint-copy' ? { complaintCopy: copyOf(sources, language) } : {}),
    ...aboutTheComplaint(letter.kind, language, sources),
    ...promisesOf(sources),
    ...people(letter.kind, language, sources),
    ...insurerFields(sources),
    ...staffTexts(letter, sources),
    ...datesOfLetter(letter, letterDate, sources),
    ...occasionFields(letter, sources),
    ...(letter.kind === 'breach-alert' ? brokenLimits(complaint, letter) : {}),
    ...(waitsForWriting(facts) ? { unwritten: true } : {}),
    ...(asksForWriting.includes(letter.kind)
      ? {
          waysToWrite: waysToWrite({ channels: waysFor(letter.kind, procedure) }, language, sources.publicUrl),
          minimumFacts: minimumFacts(procedure, language),
        }
      : {}),
  };
}

/** A delay of the answer about personal data is no matter of the insurance mediator's. */
function recourseFor(letter: LetterToSend, language: Language, on: CivilDate, sources: LetterSources): Recourse {
  const recourse = recourseOf(sources, language, on, namesMediator(letter.kind, sources));
  const { kind } = sources.complaint.facts;
  if (letter.kind !== 'delay' || partPromised(kind, letter.occasion) !== 'gdpr') return recourse;
  const { mediator, ...others } = recourse;
  return others;
}

/** A letter about the mediator names it, whoever wrote and about what. */
function namesMediator(kind: LetterKind, { message }: LetterSources): boolean {
  return kind === 'sent-on' || kind === 'sent-on-to-mediator' || message?.body['to'] === 'mediator';
}

const asksForWriting: LetterKind[] = ['invitation-to-write', 'reminder-to-write', 'never-written', 'mandate-request'];

/** The form makes a complaint of whatever it is sent: a mandate would become a second one. */
function waysFor(kind: LetterKind, { channels }: Procedure): Procedure['channels'] {
  return kind === 'mandate-request' ? channels.filter(({ channel }) => channel !== 'web-form') : channels;
}

function waitsForWriting({ oral, writing }: ComplaintFacts): boolean {
  return oral === 'invited' && writing === undefined;
}

/** The page shows everything about the complaint: it is for the complainant, and for who has shown the mandate. */
function mayKnowPrivatePage(kind: LetterKind, { complaint }: LetterSources): boolean {
  return kindsOfLetter[kind].recipient === 'complainant' && !isWithoutMandate(complaint);
}

function isWithoutMandate({ row, facts }: KnownComplaint): boolean {
  return row.sender === 'journalist' && facts.mandate !== 'recorded';
}

/** What the complaint is about; a journalist learns nothing about a client, and who has shown no mandate nothing at all. */
function aboutTheComplaint(kind: LetterKind, language: Language, { complaint, content }: LetterSources): Partial<LetterFields> {
  const { complainant, matter, policyNumber, claimNumber, reason, solutionSought } = content;
  const hidden = isWithoutMandate(complaint) && kindsOfLetter[kind].recipient === 'complainant';
  return {
    matter: (hidden ? undefined : matter) ?? defaultMatter[language],
    ...(hidden ? {} : { policyNumber, claimNumber }),
    complainantName: complainant.name,
    complaintText: [reason, content.arguments, solutionSought].filter((part) => part !== undefined).join('\n\n'),
    linkedReference: complaint.facts.linkedTo,
  };
}

const defaultMatter: Record<Language, string> = {
  fr: 'les faits que vous nous avez exposés',
  nl: 'de feiten die u ons hebt gemeld',
  en: 'the matter that you raised with us',
};

function promisesOf({ procedure }: LetterSources): Partial<LetterFields> {
  const promises = procedure.promises?.map(({ promise }) => promise) ?? [];
  return {
    ...(promises.includes('free-of-charge') ? { freeOfCharge: true } : {}),
    ...(promises.includes('help-offered') ? { helpOffered: true } : {}),
  };
}

function insurerFields({ insurer }: LetterSources): Partial<LetterFields> {
  if (!insurer) return {};
  return {
    insurerName: insurer.name,
    insurerAddress: linesUnderName(insurer),
    insurerEmail: insurer.email,
    insurerReference: insurer.reference,
  };
}

function staffTexts({ kind }: LetterToSend, { texts, complaint, insurerAwaitedSince }: LetterSources): Partial<LetterFields> {
  const { redress, offer, rightFirm } = texts;
  const showsFile = showsTheFile.includes(kind) && !texts.answer && !texts.reasons && !texts.situation;
  return {
    reasons: texts.reasons,
    upheldPoints: texts.upheldPoints,
    rejectedPoints: texts.rejectedPoints,
    measures: texts.measures,
    doneBy: texts.doneBy,
    situation: texts.situation,
    whoAnswers: texts.whoAnswers,
    missingFacts: texts.missingFacts,
    answer: texts.answer,
    ...(redress ? { redressAmount: { cents: redress.cents, currency: redress.currency }, paidBy: redress.paidBy } : {}),
    ...(offer ? { offerTerms: offer.terms, offerEffect: offer.effect, offerUntil: offer.until } : {}),
    ...(offer?.cents === undefined ? {} : { offerAmount: { cents: offer.cents, currency: offer.currency ?? 'EUR' } }),
    ...(rightFirm ? { rightFirmName: rightFirm.name, rightFirmAddress: rightFirm.address, rightFirmEmail: rightFirm.email } : {}),
    ...(showsFile && isUnderExamination(complaint) ? { situationFacts: situationOf(complaint, insurerAwaitedSince) } : {}),
  };
}

const showsTheFile: LetterKind[] = ['delay', 'progress-answer', 'interim-reply'];

/** Nobody examines any more what is answered or closed. */
function isUnderExamination({ facts }: KnownComplaint): boolean {
  return answeredWholeAt(facts) === undefined && !facts.closure && !facts.closing;
}

/** Without staff's words a letter states only what the file shows: reasons are never invented. */
function situationOf({ facts }: KnownComplaint, insurerAwaitedSince: CivilDate | undefined): SituationFact[] {
  if (facts.recordedResult || isDecided(facts)) return [{ fact: 'result-being-written' }];
  return insurerAwaitedSince === undefined
    ? [{ fact: 'examination-unfinished' }]
    : [{ fact: 'examination-unfinished' }, { fact: 'insurer-awaited', since: insurerAwaitedSince }];
}

/** What the message that occasions a letter says of itself. */
function occasionFields({ kind }: LetterToSend, { complaint, message }: LetterSources): Partial<LetterFields> {
  const on = message?.acceptedOn;
  const contested = message?.body['what'] === 'disagreement';
  switch (kind) {
    case 'escalation':
    case 'escalation-to-insurer':
      return { escalatedTo: message?.body['to'] as LetterFields['escalatedTo'], escalatedOn: on };
    case 'forwarding':
      return message?.body['to'] === undefined ? {} : { escalatedTo: message.body['to'] as LetterFields['escalatedTo'] };
    case 'recourse-details':
    case 'second-review-request':
      return { disagreedOn: on };
    case 'withdrawal':
      return { withdrawnOn: on };
    case 'reopened':
      return { reopenedOn: on, ...(contested ? { disagreedOn: on } : {}) };
    case 'gdpr-answer':
      return { outcome: complaint.facts.gdpr?.result?.outcome };
    default:
      return {};
  }
}
