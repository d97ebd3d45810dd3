import { type ComplaintFacts, escalationTargets, type Outcome } from './complaint.ts';
import { type DutyStatus, isOpen } from './duties.ts';
import {
  type Decision,
  type DecisionName,
  type Escalation,
  type Message,
  type Received,
  type Refusal,
  receivedKinds,
  type TextName,
} from './messages.ts';
import type { CivilDate } from './time.ts';

/** What a verdict rests on. */
export interface Situation {
  facts: ComplaintFacts;
  duties: DutyStatus[];
  /** The ids of the staff named in the procedure. */
  staff: string[];
  /** Today, in the firm's zone. */
  today: CivilDate;
}

export type Verdict = { allowed: true } | { allowed: false; reason: Refusal };

const allowed: Verdict = { allowed: true };
const refused = (reason: Refusal): Verdict => ({ allowed: false, reason });

/**
 * Says whether a message can be applied now. The API asks before it accepts, the register asks again when it applies:
 * the same rule gives the same answer at both ends.
 *
 * @param texts the names of the texts that the message brings with it
 */
export function judge(situation: Situation, message: Message, texts: readonly TextName[]): Verdict {
  switch (message.signal) {
    case 'decide':
      return judgeDecision(situation, message.body, texts);
    case 'escalate':
      return judgeEscalation(situation, message.body, texts);
    case 'receive':
      return judgeReceived(situation, message.body);
  }
}

/** The decisions that staff can take now, given the texts and details that each needs. */
export function allowedDecisions(situation: Situation): DecisionName[] {
  return decisionNames.filter((name) => rules[name](situation) === undefined);
}

/** Each decision's rule: the reason against it, or nothing. */
const rules: Record<DecisionName, (situation: Situation) => Refusal | undefined> = {
  'acknowledge-now': ({ facts, duties }) => {
    if (isAtRest(facts)) return 'closed';
    if (facts.answeredAt !== undefined) return 'already-answered';
    if (facts.acknowledgedAt !== undefined || facts.acknowledgeNow) return 'already-acknowledged';
    return duties.some((duty) => duty.duty === 'acknowledgement' && isOpen(duty)) ? undefined : 'already-answered';
  },
  assign: ({ facts }) => (isAtRest(facts) ? 'closed' : undefined),
  'set-responsibility': ({ facts }) => {
    if (isAtRest(facts)) return 'closed';
    if (facts.result) return 'already-decided';
    return facts.responsibility === 'insurer' ? 'already-forwarded' : undefined;
  },
  'request-information': ({ facts }) => undecided(facts),
  'announce-delay': ({ facts }) => undecided(facts),
  'answer-enquiry': ({ facts, duties }) =>
    duties.some((duty) => duty.duty === 'enquiry-answer' && isOpen(duty) && !(duty.occasion in facts.enquiryAnswers))
      ? undefined
      : 'no-enquiry-open',
  resolve: ({ facts }) => undecided(facts),
  'cannot-treat-further': ({ facts }) => undecided(facts),
  withdraw: ({ facts }) => undecided(facts),
  reopen: ({ facts }) => (facts.closure ? undefined : 'not-closed'),
  // Closing twice changes nothing: the answer's letter closes a complaint by itself, perhaps a moment before staff do.
  close: ({ facts }) => (facts.result || facts.closure || facts.closing ? undefined : 'nothing-decided'),
};

const decisionNames = Object.keys(rules) as DecisionName[];

function judgeDecision(situation: Situation, decision: Decision, texts: readonly TextName[]): Verdict {
  const rule = rules[decision.decision];
  if (rule === undefined) return refused('malformed');
  const reason = rule(situation) ?? detailsAgainst(situation, decision);
  if (reason) return refused(reason);
  return textsNeeded(decision).every((group) => group.some((text) => texts.includes(text))) ? allowed : refused('text-missing');
}

function detailsAgainst({ facts, staff, duties, today }: Situation, decision: Decision): Refusal | undefined {
  if (decision.decision === 'assign') {
    if (!staff.includes(decision.caseHandler)) return 'unknown-case-handler';
    return facts.caseHandler === decision.caseHandler ? 'already-assigned' : undefined;
  }
  if (decision.decision === 'set-responsibility' && facts.responsibility === decision.responsibility) return 'already-decided';
  if (decision.decision === 'announce-delay') {
    const promised = duties.filter((duty) => duty.duty === 'announced-date' && isOpen(duty)).map((duty) => duty.dueOn);
    return [today, ...promised].every((day) => decision.newDate > day) ? undefined : 'date-not-later';
  }
  return undefined;
}

/** What a decision's letter would be empty without: one of each group must be given. */
export function textsNeeded(decision: Decision): TextName[][] {
  switch (decision.decision) {
    case 'set-responsibility':
      return decision.responsibility === 'insurer' ? [['insurer'], ['reasons']] : [];
    case 'request-information':
      return [['missingFacts'], ['reasons']];
    case 'announce-delay':
    case 'cannot-treat-further':
    case 'reopen':
      return [['reasons']];
    case 'answer-enquiry':
      return [['answer']];
    case 'resolve':
      return textsOfOutcome[decision.outcome];
    default:
      return [];
  }
}

/** Opticourtage promises to say whether corrective measures or redress, or both, are appropriate. */
const textsOfOutcome: Record<Outcome, TextName[][]> = {
  upheld: [['reasons'], ['measures', 'redress']],
  'partly-upheld': [['reasons'], ['upheldPoints'], ['rejectedPoints'], ['measures', 'redress']],
  rejected: [['reasons']],
  settled: [['reasons'], ['offerTerms']],
};

/** Anyone may go on to anyone, at any time and in any order; the same step twice at once is one step. */
function judgeEscalation({ facts }: Situation, escalation: Escalation, texts: readonly TextName[]): Verdict {
  if (!escalationTargets.includes(escalation.to)) return refused('malformed');
  if (facts.escalations.includes(escalation.to)) return refused('already-escalated');
  const complete = escalation.to !== 'insurer' || (texts.includes('insurer') && texts.includes('reasons'));
  return complete ? allowed : refused('text-missing');
}

/** What comes in is always taken in, unless it cannot be what it says. */
function judgeReceived({ facts }: Situation, received: Received): Verdict {
  if (!receivedKinds.includes(received.what)) return refused('malformed');
  // An answer that is decided counts: its letter may be on its way while the complainant already writes back.
  if (received.what === 'disagreement' && !facts.result && facts.answeredAt === undefined) return refused('not-answered');
  if (received.what === 'offer-accepted' && facts.result?.outcome !== 'settled') return refused('nothing-decided');
  if (received.what === 'withdrawal' && isAtRest(facts)) return refused('closed');
  return allowed;
}

function isAtRest(facts: ComplaintFacts): boolean {
  return facts.closure !== undefined || facts.closing !== undefined;
}

function undecided(facts: ComplaintFacts): Refusal | undefined {
  if (isAtRest(facts)) return 'closed';
  return facts.result ? 'already-decided' : undefined;
}
