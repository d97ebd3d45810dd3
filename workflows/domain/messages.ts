import type { EscalationTarget, Outcome, Responsibility } from './complaint.ts';
import type { CivilDate } from './time.ts';

/**
 * What staff decide, without its texts: reasons and terms stay in the register, a signal carries the facts of the procedure only.
 * Amounts are kept with the texts.
 */
export type Decision =
  | { decision: 'acknowledge-now' }
  | { decision: 'assign'; caseHandler: string }
  | { decision: 'set-responsibility'; responsibility: Responsibility }
  | { decision: 'request-information' }
  | { decision: 'announce-delay'; newDate: CivilDate }
  | { decision: 'answer-enquiry' }
  | { decision: 'resolve'; outcome: Outcome }
  | { decision: 'cannot-treat-further' }
  | { decision: 'withdraw' }
  | { decision: 'reopen' }
  | { decision: 'close' };
export type DecisionName = Decision['decision'];

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
] as const;
export type ReceivedKind = (typeof receivedKinds)[number];

export interface Received {
  what: ReceivedKind;
}

/** What the register itself tells the workflow: the complaint has been registered; a letter's evidence has come. */
export type Notice = { what: 'registered' } | { what: 'letter-posted'; letter: string; sentAt: number };

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
  | 'closed'
  | 'not-answered'
  | 'not-closed'
  | 'no-enquiry-open'
  | 'nothing-decided'
  | 'date-not-later'
  | 'unknown-case-handler'
  | 'text-missing'
  | 'malformed';
