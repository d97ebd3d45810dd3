import type { ComplaintKind, ComplaintPart, EscalationTarget, Level, Mandate, Outcome, Responsibility } from './complaint.ts';
import type { CivilDate } from './time.ts';

/**
 * What staff decide, without its texts: reasons and terms stay in the register, a signal carries the facts of the procedure only.
 * Amounts are kept with the texts.
 */
export type Decision =
  | { decision: 'acknowledge-now' }
  | { decision: 'assign'; caseHandler: string }
  /** Somebody writes for the complainant, or somebody else than before; `byPost` where who does has no e-mail address. */
  | { decision: 'name-representative'; mandate: Mandate; byPost?: true }
  /** What was missing or wrong in the file is known now; `mailbox` where the complainant's e-mail address is among it. */
  | { decision: 'complete-file'; mailbox?: true }
  | { decision: 'classify'; as: Classification }
  | { decision: 'set-responsibility'; responsibility: Responsibility }
  | { decision: 'answer-within-week' }
  | { decision: 'invite-to-write' }
  | { decision: 'interim-reply-now'; newDate: CivilDate }
  | { decision: 'request-information' }
  | { decision: 'announce-delay'; newDate: CivilDate; part?: ComplaintPart }
  | { decision: 'answer-enquiry' }
  | { decision: 'record-result'; outcome: Outcome }
  /** `validUntil`: the first day in its texts that must not have passed when the letter leaves. */
  | { decision: 'resolve'; outcome: Outcome; part?: ComplaintPart; proposed?: true; validUntil?: CivilDate }
  | { decision: 'approve' }
  | { decision: 'send-back' }
  | { decision: 'announce-measures' }
  | { decision: 'redirect' }
  | { decision: 'send-on-to-mediator' }
  | { decision: 'extend-gdpr'; newDate: CivilDate }
  | { decision: 'raise-level'; level: Level }
  | { decision: 'recompute-plan'; sentOn?: CivilDate }
  /** The complaint goes on by the version of the procedure that is in force, with its dates planned anew. */
  | { decision: 'move-to-version'; version: string }
  /** The complaint is about this member of the staff, or they are too near to it: they are in charge of nothing in it. */
  | { decision: 'declare-conflict'; staff: string }
  | { decision: 'cannot-treat-further' }
  | { decision: 'withdraw' }
  | { decision: 'reopen' }
  | { decision: 'close' };
export type DecisionName = Decision['decision'];

/** What a complaint is, as staff see it. */
export type Classification = ComplaintKind | 'not-a-complaint';

/** The complaint goes on to somebody else. */
export interface Escalation {
  to: EscalationTarget;
}

/** What comes in after the complaint itself. */
export const receivedKinds = [
  'information',
  'enquiry',
  'disagreement',
  'insurer-reply',
  'offer-accepted',
  'withdrawal',
  'mediator-accepted',
  'mediator-refused',
  'mediator-opinion',
  'summons',
  /** A complaint that was made by word of mouth has been written. */
  'written-complaint',
  /** Who writes for the complainant has shown the mandate. */
  'mandate',
  /** From Doléance itself: the time to go to the mediator ends soon. */
  'mediator-period-ending',
] as const;
export type ReceivedKind = (typeof receivedKinds)[number];

export interface Received {
  what: ReceivedKind;
  /** Of a written complaint: the day written on it, in the firm's zone; absent where unknown. */
  sentOn?: CivilDate;
}

/**
 * What the register itself tells the workflow: the complaint has been registered; a letter's evidence has come, or was found to be
 * wrong; the run is to go on as a new one, which takes the complaint up from the register.
 */
export type Notice =
  | { what: 'registered' }
  | { what: 'renew' }
  | { what: 'letter-posted'; letter: string; sentAt: number }
  | { what: 'letter-bounced'; letter: string };

/** A message to a complaint's workflow. */
export type Message =
  | { signal: 'decide'; body: Decision }
  | { signal: 'escalate'; body: Escalation }
  | { signal: 'receive'; body: Received };

/** The texts that a message can bring with it; which ones are needed depends on the letter that it occasions. */
export const textNames = [
  'reasons',
  'upheldPoints',
  'rejectedPoints',
  'measures',
  'redress',
  'offerTerms',
  'missingFacts',
  'answer',
  'insurer',
  'text',
  'statement',
  'whoAnswers',
  'rightFirm',
  'representative',
  'completed',
  'situation',
  'doneBy',
] as const;
export type TextName = (typeof textNames)[number];

/** Why a message cannot be applied; the API and the workflow give the same reason. */
export type Refusal =
  | 'already-acknowledged'
  | 'already-answered'
  | 'already-decided'
  | 'already-assigned'
  | 'already-forwarded'
  | 'already-escalated'
  | 'already-written'
  | 'closed'
  | 'closing'
  | 'conflict-of-interest'
  | 'not-answered'
  | 'not-closed'
  | 'no-enquiry-open'
  | 'nothing-decided'
  | 'nothing-proposed'
  | 'no-interim-reply-open'
  | 'no-mandate-asked'
  | 'not-in-procedure'
  | 'not-made-by-word-of-mouth'
  | 'not-this-part'
  | 'not-written-yet'
  | 'level-not-higher'
  | 'date-not-later'
  | 'date-not-possible'
  | 'too-late'
  | 'own-proposal'
  | 'person-erased'
  | 'unknown-case-handler'
  | 'version-not-in-force'
  | 'text-missing'
  | 'malformed';
