import { datesOf } from '../../procedures/complaint-dates.ts';
import { insurerReplyBy } from '../../procedures/insurer-reply.ts';
import { defaultNewDate } from '../../procedures/plan-duties.ts';
import { lastDayToWrite } from '../../procedures/plan-owed.ts';
import type { Procedure } from '../../procedures/schema.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import type { KnownComplaint } from '../../register/complaints.ts';
import { type ComplaintFacts, type ComplaintPart, outcomes } from '../../workflows/domain/complaint.ts';
import { type DutyStatus, isOpen, sameDuty } from '../../workflows/domain/duties.ts';
import type { LetterKind } from '../../workflows/domain/letters.ts';
import {
  answerDutyOf,
  answeredAtOf,
  answeredWholeAt,
  partPromised,
  partsOf,
  promisesAnswerTo,
} from '../../workflows/domain/parts.ts';
import type { LetterToSend } from '../../workflows/domain/standing.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import type { LetterFields } from '../letter.ts';
import type { LetterSources } from './sources.ts';

/** The days that a letter names, all in the firm's zone. */
export function datesOfLetter(letter: LetterToSend, letterDate: CivilDate, sources: LetterSources): Partial<LetterFields> {
  const { complaint, procedure, sentLetters } = sources;
  const { facts } = complaint;
  const duty = complaint.duties.find((one) => sameDuty(one, letter));
  const written = datesOf(facts);
  const promised = answerBy(complaint, letterDate);
  return {
    // A complaint that was written later is what the letters after it speak of; those that ask for writing speak of the talk.
    receivedOn: facts.oral === 'invited' && !asksForWriting.includes(letter.kind) ? written.receivedOn : facts.receivedOn,
    // The complaint's own day: an earlier writing moves the clocks, not the letter that is answered.
    sentOn: facts.oral === undefined ? facts.sentOn : written.sentOn,
    writtenOn: written.sentOn ?? written.receivedOn,
    answerBy: letter.kind === 'delay' ? promisedBefore(complaint, letter) : promised,
    ...(duty && letterDate > duty.dueOn ? { late: true } : {}),
    closedOn: closedOn(complaint, procedure, letterDate),
    answeredOn: letter.kind === 'reopened' ? earlierAnswer(sentLetters) : answeredOn(complaint, procedure),
    newDate: newDateOf(letter, letterDate, sources),
    ...separateAnswer(letter, complaint),
    gdprAnswerBy: complaint.duties.find((one) => one.duty === 'gdpr-response' && isOpen(one))?.dueOn,
    informationBy: sources.texts.answerBy ?? replyBy(procedure, promised, letterDate),
    insurerReplyBy: replyBy(procedure, promised, letterDate),
    forwardedOn: forwardedOn(letter.kind, sentLetters) ?? letterDate,
    missedOn: letter.kind === 'chaser' ? sentLetters.findLast(asksInsurer)?.promisedOn : undefined,
    invitedOn: sentLetters.findLast(({ kind }) => kind === 'invitation-to-write')?.sentOn,
    remindedOn: sentLetters.findLast(({ kind }) => kind === 'reminder-to-write')?.sentOn,
    closingOn: letter.kind === 'reminder-to-write' ? lastDayToWrite(procedure, letterDate) : undefined,
    sentOnOn: sentLetters.findLast(({ kind }) => kind === 'sent-on-to-mediator')?.sentOn,
  };
}

/** A reminder names the first day on which the insurer was asked, a notice the last one. */
function forwardedOn(kind: LetterKind, sentLetters: LetterSources['sentLetters']): CivilDate | undefined {
  if (kind === 'chaser') return sentLetters.find(asksInsurer)?.sentOn;
  if (kind === 'forwarding-notice') return sentLetters.findLast((letter) => letter.kind === 'forwarding')?.sentOn;
  return undefined;
}

const asksForWriting: LetterKind[] = ['invitation-to-write', 'reminder-to-write', 'never-written'];

const asksInsurer = ({ kind, promisedOn }: LetterSources['sentLetters'][number]) =>
  insurerLetters.includes(kind) && promisedOn !== undefined;

const insurerLetters: LetterKind[] = ['forwarding', 'chaser', 'second-review-request'];

/**
 * The day that a letter gives somebody, kept with it: a date for the complainant is a duty of its own, a date that the insurer misses
 * is followed by a reminder. Letters that leave together for one duty bear the same day.
 */
export function promisedOn(
  letter: LetterToSend,
  fields: LetterFields,
  { complaint, insurer }: LetterSources,
): CivilDate | undefined {
  switch (letter.duty) {
    case 'interim-reply':
      return fields.newDate;
    case 'reminder-to-write':
      return fields.closingOn;
    case 'insurer-forwarding':
    case 'insurer-chaser':
      return fields.insurerReplyBy;
    case 'recourse-details':
      return complaint.facts.secondTreatment && insurer ? fields.insurerReplyBy : undefined;
    case 'escalation-notice':
      return fields.escalatedTo === 'insurer' || letter.kind === 'second-review-request' ? fields.insurerReplyBy : undefined;
    default:
      return undefined;
  }
}

/** The new date that a letter gives for the answer. */
function newDateOf(letter: LetterToSend, letterDate: CivilDate, { complaint, procedure }: LetterSources): CivilDate | undefined {
  const { facts, duties } = complaint;
  const duty = duties.find((one) => sameDuty(one, letter));
  switch (letter.kind) {
    case 'delay':
      return duty?.duty === 'announced-date' ? duty.dueOn : defaultNewDate(procedure, letterDate);
    case 'interim-reply': {
      // Without a date from staff, the last day of the answer while it is to come.
      const final = duties.find((one) => one.duty === 'final-response' && isOpen(one))?.dueOn;
      const days = [facts.interimReply?.newDate, final].find((day) => day !== undefined && day > letterDate);
      return days ?? defaultNewDate(procedure, letterDate);
    }
    case 'recourse-details':
    case 'second-review-request':
      return facts.secondTreatment && duties.findLast((one) => one.duty === 'final-response' && isOpen(one))?.dueOn;
    case 'gdpr-extension':
      return facts.gdpr?.extendedTo;
    default:
      return undefined;
  }
}

/** The day on which the complaint was closed without an answer; today, while its last letter has not left. */
function closedOn({ facts, row }: KnownComplaint, procedure: Procedure, letterDate: CivilDate): CivilDate | undefined {
  if (answeredWholeAt(facts) !== undefined) return undefined;
  if (!row.closed_at) return facts.closing ? letterDate : undefined;
  return civilDateAt(row.closed_at.getTime(), procedure.firm.timeZone);
}

function answeredOn({ facts }: KnownComplaint, procedure: Procedure): CivilDate | undefined {
  const at = facts.kind === 'gdpr' ? facts.gdpr?.answeredAt : (facts.answeredAt ?? facts.secondTreatment?.firstAnsweredAt);
  return at === undefined ? undefined : civilDateAt(at, procedure.firm.timeZone);
}

/** The answer that a reopened complaint had before. */
function earlierAnswer(sentLetters: LetterSources['sentLetters']): CivilDate | undefined {
  return sentLetters.findLast(({ kind }) => answers.includes(kind))?.sentOn;
}

const answers: LetterKind[] = [...outcomes, 'gdpr-answer'];

/** Early enough for the firm to keep its own date; a date that has passed already hurries nobody. */
function replyBy(procedure: Procedure, promised: CivilDate | undefined, letterDate: CivilDate): CivilDate {
  const ahead = promised !== undefined && promised >= letterDate ? promised : undefined;
  return insurerReplyBy(procedure, { from: letterDate, answerBy: ahead });
}

/** The date that a letter about a delay takes back: the one promised before the new one. */
function promisedBefore({ facts, duties }: KnownComplaint, letter: LetterToSend): CivilDate | undefined {
  const given = duties.findIndex((known) => sameDuty(known, letter));
  const isPromise = promisesOf(facts, partPromised(facts.kind, letter.occasion));
  return duties.slice(0, Math.max(0, given)).findLast(isPromise)?.dueOn;
}

/** The other part's answer, where a letter about one part could be taken for the answer to both. */
function separateAnswer({ kind }: LetterToSend, { facts, duties }: KnownComplaint): Partial<LetterFields> {
  const part = aboutData.includes(kind) ? 'classic' : aboutTheRest.includes(kind) ? 'gdpr' : undefined;
  if (part === undefined || !partsOf(facts.kind).includes(part) || answeredAtOf(facts, part) !== undefined) return {};
  const open = duties.findLast((one) => one.duty === answerDutyOf[part] && isOpen(one));
  return open ? { separateAnswerBy: open.dueOn, separatePart: part } : {};
}

const aboutData: LetterKind[] = ['gdpr-acknowledgement', 'gdpr-answer'];
const aboutTheRest: LetterKind[] = ['acknowledgement', 'ten-day-notice', ...outcomes];

/** The next date by which the complainant was promised an answer; the one that was missed where none is to come. */
function answerBy({ facts, duties }: KnownComplaint, letterDate: CivilDate): CivilDate | undefined {
  const next = partsOf(facts.kind).find((part) => answeredAtOf(facts, part) === undefined) ?? 'classic';
  const isPromise = promisesOf(facts, next);
  // A date that was announced is what the complainant was told last.
  const announced = duties.findLast((duty) => duty.duty === 'announced-date' && isOpen(duty) && isPromise(duty));
  if (announced && announced.dueOn >= letterDate) return announced.dueOn;
  const promised = duties
    .filter((duty) => isOpen(duty) && isPromise(duty))
    .map((duty) => duty.dueOn)
    .toSorted();
  return promised.find((day) => day >= letterDate) ?? promised.at(-1);
}

/** What promises an answer to a part by a day. */
function promisesOf({ kind }: ComplaintFacts, part: ComplaintPart): (duty: DutyStatus) => boolean {
  return (duty) => promisesAnswerTo(kind, part, duty);
}

/** The limits of an alert: its occasion is its duty's, then the day on which they ended, or the source of the one that passed. */
export function brokenLimits({ duties }: KnownComplaint, { duty: name, occasion }: LetterToSend): Partial<LetterFields> {
  const [first = '', which] = occasion.split('/');
  const duty: DutyStatus | undefined = duties.find((known) => known.duty === name && known.occasion === first);
  const limits = duty?.limits.filter(({ source, dueOn }) => which === source || which === dueOn) ?? [];
  return {
    duty: name,
    dueOn: limits[0]?.dueOn ?? duty?.dueOn,
    brokenLimits: limits.map(({ rule, source, dueOn }) => ({ rule, source, dueOn })),
  };
}
