import type { LetterKind } from './letters.ts';
import type { CivilDate, Instant } from './time.ts';

/** What a firm owes: to the complainant, or on the complainant's behalf. */
export const dutyNames = [
  /** Send who complained by the web form a dated copy of it. */
  'complaint-copy',
  /** Tell the complainant in writing that the complaint has arrived. */
  'acknowledgement',
  /** Pass a complaint that is the insurer's responsibility on, and tell the complainant. */
  'insurer-forwarding',
  /** Say how the complaint stands while it takes long. */
  'interim-reply',
  /** Send the letter with the detailed result, once the result is known. */
  'resolution-letter',
  /** Answer the complaint. */
  'final-response',
  /** Answer a request about personal data. */
  'gdpr-response',
  /** Keep a new date that was given to the complainant. */
  'announced-date',
  /** Give the details of the insurer, the mediator and other ways on, after a disagreement. */
  'recourse-details',
  /** Answer an enquiry about how the complaint stands. */
  'enquiry-answer',
  /** Tell the complainant that the complaint has gone on to the insurer, the mediator or the court. */
  'escalation-notice',
  /** Tell the complainant of a decision that is neither the answer nor one of the above. */
  'decision-notice',
  /** Ask somebody who complained by word of mouth to write. */
  'invitation-to-write',
  /** Ask once more, and say when the complaint is closed otherwise. */
  'reminder-to-write',
  /** Close a complaint that was never written. */
  'never-written',
  /** Ask who writes for somebody else to show the mandate. */
  'mandate-request',
  /** Remind the insurer that has not replied. */
  'insurer-chaser',
  /** Tell who wrote to the wrong firm which one is right. */
  'redirecting',
  /** Send a letter that was meant for the mediator on, and tell who wrote it. */
  'sending-on',
  /** Remind the complainant of the last day to go to the mediator. */
  'mediation-reminder',
] as const;
export type DutyName = (typeof dutyNames)[number];

/** Who set a time limit: the firm's own procedure, the French supervisor's recommendation, the GDPR, Belgian law, or Doléance where all are silent. */
export const limitSources = ['procedure', 'acpr', 'gdpr', 'belgium', 'ours'] as const;
export type LimitSource = (typeof limitSources)[number];

/** One time limit of a duty. */
export interface Limit {
  source: LimitSource;
  /** The last day allowed, in the firm's zone. */
  dueOn: CivilDate;
  /** The first instant after `dueOn`: what is done before it is in time. */
  dueAt: Instant;
  /** How the day was found, for a person to read: `10 monToSatDays from received`. */
  rule: string;
  /** A delay whose reasons were told in time is no breach of this limit. */
  extension?: 'with-reasons';
}

/** A duty with its dates, planned once. */
export interface Duty {
  duty: DutyName;
  /** Tells duties of one name apart: `first`, or the id of the message that gave rise to it. */
  occasion: string;
  /** The strictest limit's last day, in the firm's zone. */
  dueOn: CivilDate;
  /** The first instant after `dueOn`. */
  dueAt: Instant;
  /** The day on which Doléance acts by itself. */
  sendOn: CivilDate;
  /** The second of that day, in the firm's sending window, that follows from the reference. */
  sendAt: Instant;
  /** The end of that day's sending window. */
  sendBy: Instant;
  /** Every limit, the strictest first. */
  limits: Limit[];
}

/** A duty as it stands: `doneAt` is evidence (SMTP's answer, the day of posting), absent while it is open. */
export interface DutyStatus extends Duty {
  /** The letters that fulfil it, all of them; empty where the decision will name them. */
  letters: LetterKind[];
  doneAt?: Instant;
  /** Why nothing is owed any more although nothing was sent. */
  void?: DutyEnd;
  /** How often it was open again after it had ended, because a letter never arrived; absent where it never was. */
  openedAgain?: number;
}

/**
 * Why nothing of a duty is owed any more: the answer went out, the complaint was closed, a newer date took its place, the complaint
 * was written, the one who was asked replied.
 */
export const dutyEnds = ['answered', 'closed', 'replaced', 'written', 'replied'] as const;
export type DutyEnd = (typeof dutyEnds)[number];

/** The letters that fulfil a duty, where the duty alone says so. */
export const lettersOfDuty: Partial<Record<DutyName, LetterKind[]>> = {
  'complaint-copy': ['complaint-copy'],
  acknowledgement: ['acknowledgement'],
  'insurer-forwarding': ['forwarding', 'forwarding-notice'],
  'interim-reply': ['interim-reply'],
  'recourse-details': ['recourse-details'],
  'enquiry-answer': ['progress-answer'],
  'invitation-to-write': ['invitation-to-write'],
  'reminder-to-write': ['reminder-to-write'],
  'mandate-request': ['mandate-request'],
  'insurer-chaser': ['chaser'],
  redirecting: ['misdirected'],
  'sending-on': ['sent-on-to-mediator', 'sent-on'],
  'mediation-reminder': ['year-reminder'],
};

/** True while something is still owed. */
export function isOpen(duty: DutyStatus): boolean {
  return duty.doneAt === undefined && duty.void === undefined;
}

/** The same duty of the same occasion. */
export function sameDuty(one: { duty: DutyName; occasion: string }, other: { duty: DutyName; occasion: string }): boolean {
  return one.duty === other.duty && one.occasion === other.occasion;
}
