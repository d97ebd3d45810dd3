import type { CivilDate, Instant } from './time.ts';

/** What a complaint is about, as the law tells them apart. */
export const complaintKinds = ['classic', 'gdpr', 'classic-and-gdpr'] as const;
export type ComplaintKind = (typeof complaintKinds)[number];

/** The parts of a complaint that have a clock and an answer of their own. */
export const complaintParts = ['classic', 'gdpr'] as const;
export type ComplaintPart = (typeof complaintParts)[number];

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

/** Whether somebody who writes for another has shown the authority to. */
export const mandates = ['recorded', 'missing'] as const;
export type Mandate = (typeof mandates)[number];

/** Why a complaint is closed. */
export const closureReasons = [
  'answered',
  'withdrawn',
  'not-treated-further',
  'not-a-complaint',
  'misdirected',
  'meant-for-mediator',
  'never-written',
  'solved-at-once',
] as const;
export type ClosureReason = (typeof closureReasons)[number];

/** To whom a complaint can go on. */
export const escalationTargets = ['insurer', 'mediator', 'court'] as const;
export type EscalationTarget = (typeof escalationTargets)[number];

/** The result that was decided for a complaint or a part of it, and the decision's message id, which leads to its texts. */
export interface Result {
  outcome: Outcome;
  decision: string;
  /** The first day in its texts that must not have passed when its letter leaves; absent where it names none. */
  validUntil?: CivilDate;
}

/** With whom the firm corresponds about a complaint, besides insurers and bodies. */
export type Correspondent = 'complainant' | 'representative';

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
  /** An earlier writing about the same matter, to whomever: the regulator's clocks and the mediator's year run from the first one. */
  firstWrittenOn?: CivilDate;
  receivedOn: CivilDate;
  registeredOn: CivilDate;
  stage: Stage;
  level: Level;
  /** Made by word of mouth: `taken` as a complaint like any other, or `invited` to be written, which starts the clocks. */
  oral?: 'taken' | 'invited';
  /** The first writing of a complaint that was made by word of mouth. */
  writing?: { sentOn?: CivilDate; receivedOn: CivilDate };
  /** The reference of the earlier complaint that this new matter came from. */
  linkedTo?: string;
  /** Letters to the complainant, or to who speaks for the complainant, go by post: there is no e-mail address. */
  byPost?: true;
  /** The decisions that completed the file, by their messages' ids, in order: what the later one says counts. */
  completedBy?: string[];
  /** Whose mail came back as undeliverable: letters to them go by post until another address is given. */
  undeliverable?: Correspondent[];
  /** Somebody writes for the complainant; absent where nobody does. */
  mandate?: Mandate;
  /** The decision that named who writes for the complainant, by its message's id; absent where nobody was named since registration. */
  representativeNamedBy?: string;
  /** Whoever was named since has no e-mail address: letters go by post once the mandate is there. */
  representativeByPost?: true;
  /** Staff whom the complaint is about: they cannot be in charge of it. */
  barred?: string[];
  /** The id of the person in charge, from the procedure's staff; absent while unassigned. */
  caseHandler?: string;
  responsibility?: Responsibility;
  /** The decision or escalation that named the insurer, by its message's id. */
  insurerNamedBy?: string;
  /** The insurer has replied to what it was last asked. */
  insurerReplied?: true;
  /** It was meant for the mediator and is treated as a complaint: the firm's own limits run from its sending. */
  countedFromSending?: true;
  /** Staff asked for the acknowledgement to leave now. */
  acknowledgeNow: boolean;
  /** Staff said that an answer is possible within a week, which puts the acknowledgement off (Optimco). */
  answerWithinWeek?: true;
  /** When the acknowledgement left, by its evidence. */
  acknowledgedAt?: Instant;
  /** Staff wrote the interim reply and set its date: the decision's message id. */
  interimReply?: { decision: string; newDate: CivilDate };
  /** The result is known; its letter has not been released yet (123 Courtage). */
  recordedResult?: Result;
  /** A result that waits for the approval of whom the procedure names. */
  proposal?: Result & { part: ComplaintPart };
  /** The result that staff decided on the classic part; its letter may not have left yet. */
  result?: Result;
  /** When the answer to the classic part left, by its evidence. */
  answeredAt?: Instant;
  /** The same of the part about personal data, and the day to which its answer was put off. */
  gdpr?: { result?: Result; answeredAt?: Instant; extendedTo?: CivilDate };
  /** The complainant does not accept the answer. */
  disagreed?: true;
  /** The disagreement's message id, while it waits for the answer's evidence. */
  disagreedBy?: string;
  /** The firm treats the complaint a second time after a disagreement; when its first answer left. */
  secondTreatment?: { firstAnsweredAt: Instant };
  closure?: { reason: ClosureReason };
  /** Set while a decision has closed the complaint but its last letter has not left yet. */
  closing?: ClosureReason;
  /** The mediator, once heard of. */
  mediator?: 'has-it' | 'refused' | 'gave-opinion';
  /** Where the complaint has gone on to, in the order of events. */
  escalations: EscalationTarget[];
  /** The person was erased: nothing personal is left, so that no letter can be written and nothing be done any more. */
  erased?: true;
  /** Staff's answers to enquiries that wait to be sent: the enquiry's occasion → the decision's message id. */
  enquiryAnswers: Record<string, string>;
  /** Grows with every change, so that an older picture never replaces a newer one. */
  revision: number;
}
