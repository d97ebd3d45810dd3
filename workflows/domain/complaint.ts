import type { CivilDate, Instant } from './time.ts';

/** What a complaint is about, as the law tells them apart. */
export type ComplaintKind = 'classic' | 'gdpr';

/** Where a complaint stands in its life. */
export const stages = ['received', 'acknowledged', 'answered', 'closed', 'disagreed', 'with-mediator', 'in-court'] as const;
export type Stage = (typeof stages)[number];

/** The level of treatment, 1 to 4; 2a is a second treatment, 2b a sensitive sender, 3 the mediator, 4 the court. */
export const levels = ['1', '2a', '2b', '3', '4'] as const;
export type Level = (typeof levels)[number];

/** How a complaint was decided. */
export const outcomes = ['upheld', 'partly-upheld', 'rejected', 'settled'] as const;
export type Outcome = (typeof outcomes)[number];

/** Who answers for what the complaint is about. */
export const responsibilities = ['firm', 'insurer'] as const;
export type Responsibility = (typeof responsibilities)[number];

/** Why a complaint is closed. */
export const closureReasons = ['answered', 'withdrawn', 'not-treated-further'] as const;
export type ClosureReason = (typeof closureReasons)[number];

/** To whom a complaint can go on. */
export const escalationTargets = ['insurer', 'mediator', 'court'] as const;
export type EscalationTarget = (typeof escalationTargets)[number];

/**
 * What the rules need to know of a complaint, and nothing about the person: this is what the register keeps in plain,
 * what the workflow carries, and what decides whether a decision is allowed.
 */
export interface ComplaintFacts {
  reference: string;
  /** The procedure's id: `opticourtage`. */
  procedure: string;
  /** The version of the procedure that the complaint keeps: `opticourtage@1`. */
  procedureVersion: string;
  kind: ComplaintKind;
  /** Civil dates in the firm's zone; `sentOn` is absent where unknown. */
  sentOn?: CivilDate;
  receivedOn: CivilDate;
  registeredOn: CivilDate;
  stage: Stage;
  level: Level;
  /** The id of the person in charge, from the procedure's staff; absent while unassigned. */
  caseHandler?: string;
  responsibility?: Responsibility;
  /** The decision or escalation that named the insurer, by its message's id. */
  insurerNamedBy?: string;
  /** Staff asked for the acknowledgement to leave now. */
  acknowledgeNow: boolean;
  /** When the acknowledgement left, by its evidence. */
  acknowledgedAt?: Instant;
  /** The result that staff decided; its letter may not have left yet. */
  result?: { outcome: Outcome; decision: string };
  /** When the answer left, by its evidence. */
  answeredAt?: Instant;
  /** The complainant does not accept the answer. */
  disagreed?: true;
  closure?: { reason: ClosureReason };
  /** Set while a decision has closed the complaint but its last letter has not left yet. */
  closing?: ClosureReason;
  /** Where the complaint has gone on to, in the order of events. */
  escalations: EscalationTarget[];
  /** Staff's answers to enquiries that wait to be sent: the enquiry's occasion → the decision's message id. */
  enquiryAnswers: Record<string, string>;
  /** Grows with every change, so that an older picture never replaces a newer one. */
  revision: number;
}
