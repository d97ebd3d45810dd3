import { untilWritten } from './change.ts';
import { type ComplaintFacts, type ComplaintPart, escalationTargets, levels, type Outcome } from './complaint.ts';
import { type DutyName, type DutyStatus, isOpen } from './duties.ts';
import { isContestable, isNotTreatedFurther } from './ending.ts';
import type { FirmRules } from './firm-rules.ts';
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
import {
  answeredAtOf,
  answeredWholeAt,
  isBegunToBeAnswered,
  isDecided,
  isOutdated,
  partsOf,
  promisesAnswerTo,
  resultOf,
} from './parts.ts';
import type { CivilDate } from './time.ts';

/** What a verdict rests on. */
export interface Situation {
  facts: ComplaintFacts;
  duties: DutyStatus[];
  firm: FirmRules;
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
  if (situation.facts.erased) return refused('person-erased');
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
  if (situation.facts.erased) return [];
  return decisionNames.filter((name) => rules[name](situation) === undefined);
}

/** Each decision's rule: the reason against it, or nothing. */
const rules: Record<DecisionName, (situation: Situation) => Refusal | undefined> = {
  'acknowledge-now': ({ facts, duties }) => {
    if (atRest(facts)) return atRest(facts);
    if (facts.oral === 'invited' && !facts.writing) return 'not-written-yet';
    if (answeredWholeAt(facts) !== undefined) return 'already-answered';
    if (facts.acknowledgedAt !== undefined || facts.acknowledgeNow) return 'already-acknowledged';
    return owes(duties, 'acknowledgement') ? undefined : 'already-answered';
  },
  assign: ({ facts, firm }) => atRest(facts) ?? nobodyElse(facts, firm),
  // Until the end: a lawyer may come once the answer is decided, and letters still follow.
  'name-representative': ({ facts }) => atRest(facts),
  // At any time: letters may still be owed, or wait for an address, when everything is decided.
  'complete-file': () => undefined,
  classify: ({ facts }) => undecided(facts),
  'set-responsibility': ({ facts }) => {
    if (atRest(facts)) return atRest(facts);
    if (facts.result) return 'already-decided';
    return facts.responsibility === 'insurer' ? 'already-forwarded' : undefined;
  },
  'answer-within-week': ({ facts, duties, firm }) => {
    if (!firm.answerWithinWeek) return 'not-in-procedure';
    if (undecided(facts)) return undecided(facts);
    if (facts.answerWithinWeek) return 'already-decided';
    return owes(duties, 'acknowledgement') && !facts.acknowledgeNow ? undefined : 'already-acknowledged';
  },
  'invite-to-write': ({ facts, duties }) => {
    if (facts.oral === undefined) return 'not-made-by-word-of-mouth';
    // A right about one's own data needs no writing (GDPR, article 12).
    if (partsOf(facts.kind).includes('gdpr')) return 'not-this-part';
    if (facts.writing) return 'already-written';
    if (untilWritten.some((duty) => owes(duties, duty))) return 'already-decided';
    return undecided(facts);
  },
  'interim-reply-now': ({ facts, duties }) => {
    if (undecided(facts)) return undecided(facts);
    return owes(duties, 'interim-reply') && !facts.interimReply ? undefined : 'no-interim-reply-open';
  },
  'request-information': ({ facts }) => undecided(facts),
  'announce-delay': ({ facts }) => undecided(facts),
  'answer-enquiry': ({ facts, duties }) =>
    duties.some((duty) => duty.duty === 'enquiry-answer' && isOpen(duty) && !(duty.occasion in facts.enquiryAnswers))
      ? undefined
      : 'no-enquiry-open',
  'record-result': ({ facts, firm }) => {
    if (!firm.resolutionLetter || !partsOf(facts.kind).includes('classic')) return 'not-in-procedure';
    if (atRest(facts)) return atRest(facts);
    return (facts.result ?? facts.recordedResult) ? 'already-decided' : undefined;
  },
  resolve: ({ facts, today }) =>
    atRest(facts) ?? (partsOf(facts.kind).some((part) => isOpenToDecide(facts, part, today)) ? undefined : 'already-decided'),
  approve: ({ facts, today }) => {
    if (atRest(facts)) return atRest(facts);
    if (!facts.proposal) return 'nothing-proposed';
    return (facts.proposal.validUntil ?? today) < today ? 'date-not-possible' : undefined;
  },
  'send-back': ({ facts }) => atRest(facts) ?? (facts.proposal ? undefined : 'nothing-proposed'),
  'announce-measures': ({ facts }) =>
    partsOf(facts.kind).some((part) => answeredAtOf(facts, part) !== undefined) ? undefined : 'not-answered',
  redirect: ({ facts }) => atRest(facts) ?? (isBegunToBeAnswered(facts) ? 'already-decided' : undefined),
  'send-on-to-mediator': ({ facts }) => atRest(facts) ?? (isBegunToBeAnswered(facts) ? 'already-decided' : undefined),
  'extend-gdpr': ({ facts, duties, firm, today }) => {
    if (atRest(facts)) return atRest(facts);
    if (!partsOf(facts.kind).includes('gdpr') || firm.latestGdprExtension === undefined) return 'not-this-part';
    if (facts.gdpr?.result ?? facts.gdpr?.extendedTo) return 'already-decided';
    const lastDay = gdprLimit(duties);
    return lastDay === undefined || today > lastDay ? 'too-late' : undefined;
  },
  'raise-level': ({ facts }) => (facts.level === levels.at(-1) ? 'level-not-higher' : undefined),
  'recompute-plan': ({ facts }) => undecided(facts),
  'move-to-version': ({ facts, firm }) => {
    if (atRest(facts)) return atRest(facts);
    if (firm.versionInForce === undefined) return 'version-not-in-force';
    return firm.versionInForce === facts.procedureVersion ? 'already-decided' : undefined;
  },
  // At any time, after the end too: who is barred does not read the complaint either.
  'declare-conflict': ({ facts, firm }) => (firm.staff.some((id) => !facts.barred?.includes(id)) ? undefined : 'already-decided'),
  'cannot-treat-further': ({ facts }) => undecided(facts),
  withdraw: ({ facts }) => undecided(facts),
  reopen: ({ facts }) => (facts.closure ? undefined : facts.closing ? 'closing' : 'not-closed'),
  // Closing twice changes nothing: the answer's letter closes a complaint by itself, perhaps a moment before staff do.
  close: ({ facts }) => (isDecided(facts) || facts.closure || facts.closing ? undefined : 'nothing-decided'),
};

const decisionNames = Object.keys(rules) as DecisionName[];

function judgeDecision(situation: Situation, decision: Decision, texts: readonly TextName[]): Verdict {
  const rule = rules[decision.decision];
  if (rule === undefined) return refused('malformed');
  const reason = rule(situation) ?? detailsAgainst(situation, decision);
  if (reason) return refused(reason);
  return textsNeeded(decision, situation.facts).every((group) => group.some((text) => texts.includes(text)))
    ? allowed
    : refused('text-missing');
}

/** Why a complaint can be given to nobody: everybody is too near to it, or the only one there is has it. */
function nobodyElse({ caseHandler, barred }: ComplaintFacts, { staff }: FirmRules): Refusal | undefined {
  const free = staff.filter((id) => !barred?.includes(id));
  if (free.length === 0) return 'conflict-of-interest';
  return free.every((id) => id === caseHandler) ? 'already-assigned' : undefined;
}

function detailsAgainst(situation: Situation, decision: Decision): Refusal | undefined {
  const { facts, duties, firm, today } = situation;
  switch (decision.decision) {
    case 'assign':
      if (!firm.staff.includes(decision.caseHandler)) return 'unknown-case-handler';
      if (facts.barred?.includes(decision.caseHandler)) return 'conflict-of-interest';
      return facts.caseHandler === decision.caseHandler ? 'already-assigned' : undefined;
    case 'classify':
      return againstClassification(facts, decision.as);
    case 'set-responsibility':
      return facts.responsibility === decision.responsibility ? 'already-decided' : undefined;
    case 'announce-delay':
      return againstDelay(situation, decision.newDate, decision.part ?? partDelayed(facts));
    case 'interim-reply-now':
      return decision.newDate > today ? undefined : 'date-not-later';
    case 'resolve':
      return againstResolution(situation, decision);
    case 'extend-gdpr':
      return decision.newDate > (gdprLimit(duties) ?? today) && decision.newDate <= (firm.latestGdprExtension ?? today)
        ? undefined
        : 'date-not-possible';
    case 'raise-level':
      return levels.indexOf(decision.level) > levels.indexOf(facts.level) ? undefined : 'level-not-higher';
    case 'recompute-plan':
      if (decision.sentOn === undefined) return undefined;
      return facts.oral !== undefined || decision.sentOn > facts.receivedOn ? 'date-not-possible' : undefined;
    case 'move-to-version':
      return decision.version === firm.versionInForce ? undefined : 'version-not-in-force';
    case 'declare-conflict':
      if (!firm.staff.includes(decision.staff)) return 'unknown-case-handler';
      return facts.barred?.includes(decision.staff) ? 'already-decided' : undefined;
    default:
      return undefined;
  }
}

/** What is decided already stays what it was. */
function againstClassification(
  facts: ComplaintFacts,
  as: Extract<Decision, { decision: 'classify' }>['as'],
): Refusal | undefined {
  if (as === 'not-a-complaint') return isBegunToBeAnswered(facts) ? 'already-decided' : undefined;
  if (as === facts.kind) return 'already-decided';
  const kept = partsOf(as);
  const dropped = partsOf(facts.kind).filter((part) => !kept.includes(part));
  return dropped.some((part) => resultOf(facts, part)) ? 'already-decided' : undefined;
}

function againstResolution(
  { facts, firm, today }: Situation,
  { part = partResolved(facts), outcome, proposed }: Extract<Decision, { decision: 'resolve' }>,
): Refusal | undefined {
  if (!partsOf(facts.kind).includes(part)) return 'not-this-part';
  // Nobody settles for less than a right about one's own data.
  if (part === 'gdpr' && outcome === 'settled') return 'not-this-part';
  if (!isOpenToDecide(facts, part, today)) return 'already-decided';
  // Its letter is on its way: only its days can be given anew.
  const before = resultOf(facts, part);
  if (before && before.outcome !== outcome) return 'already-decided';
  const isProposed = proposed ?? firm.approvalRequired;
  return isProposed && facts.proposal && facts.proposal.part !== part ? 'already-decided' : undefined;
}

/** A part without a result, or with one whose letter could not leave before a day in it had passed. */
function isOpenToDecide(facts: ComplaintFacts, part: ComplaintPart, today: CivilDate): boolean {
  return resultOf(facts, part) === undefined || isOutdated(facts, part, today);
}

function againstDelay({ facts, duties, today }: Situation, newDate: CivilDate, part: ComplaintPart): Refusal | undefined {
  if (!partsOf(facts.kind).includes(part)) return 'not-this-part';
  if (resultOf(facts, part)) return 'already-decided';
  return [today, ...datesThatStand(facts, part, duties)].every((day) => newDate > day) ? undefined : 'date-not-later';
}

/** The part whose answer is late where the decision does not say: the one that is not decided. */
export function partDelayed(facts: ComplaintFacts): ComplaintPart {
  return partsOf(facts.kind).find((part) => !resultOf(facts, part)) ?? partResolved(facts);
}

/** The part that a result is about where the decision does not say: the classic one, where there is one. */
export function partResolved({ kind }: Pick<ComplaintFacts, 'kind'>): ComplaintPart {
  return kind === 'gdpr' ? 'gdpr' : 'classic';
}

/** The dates by which the complainant expects an answer: a later one is no delay unless it comes after all of them. */
function datesThatStand({ kind }: ComplaintFacts, part: ComplaintPart, duties: DutyStatus[]): CivilDate[] {
  return duties.filter((duty) => isOpen(duty) && promisesAnswerTo(kind, part, duty)).map((duty) => duty.dueOn);
}

/** The last day of the law's month for an answer about personal data. */
function gdprLimit(duties: DutyStatus[]): CivilDate | undefined {
  const duty = duties.find((one) => one.duty === 'gdpr-response' && isOpen(one));
  return duty?.limits.find(({ source }) => source === 'gdpr')?.dueOn;
}

/** What a decision's letter would be empty without: one of each group must be given. */
export function textsNeeded(decision: Decision, facts: Pick<ComplaintFacts, 'kind'>): TextName[][] {
  switch (decision.decision) {
    case 'classify':
      return decision.as === 'not-a-complaint' ? [['statement'], ['reasons'], ['whoAnswers']] : [];
    case 'set-responsibility':
      return decision.responsibility === 'insurer' ? [['insurer'], ['reasons']] : [];
    case 'name-representative':
      return [['representative']];
    case 'complete-file':
      return [['completed']];
    case 'request-information':
      return [['missingFacts'], ['reasons']];
    case 'announce-delay':
    case 'extend-gdpr':
    case 'cannot-treat-further':
    case 'send-back':
    case 'reopen':
      return [['reasons']];
    case 'redirect':
      return [['reasons'], ['rightFirm']];
    case 'interim-reply-now':
      return [['situation']];
    case 'answer-enquiry':
      return [['answer']];
    case 'announce-measures':
      return [['measures'], ['doneBy']];
    case 'resolve':
      return (decision.part ?? partResolved(facts)) === 'gdpr'
        ? textsOfGdprAnswer[decision.outcome]
        : textsOfOutcome[decision.outcome];
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

/** What was done about the data, or why nothing was (GDPR, article 12(3) and (4)). */
const textsOfGdprAnswer: Record<Outcome, TextName[][]> = {
  upheld: [['reasons'], ['measures']],
  'partly-upheld': [['reasons'], ['measures']],
  rejected: [['reasons']],
  settled: [],
};

/** Anyone may go on to anyone, at any time and in any order; the same step twice at once is one step. */
function judgeEscalation({ facts }: Situation, escalation: Escalation, texts: readonly TextName[]): Verdict {
  if (!escalationTargets.includes(escalation.to)) return refused('malformed');
  if (facts.escalations.includes(escalation.to)) return refused('already-escalated');
  const complete = escalation.to !== 'insurer' || (texts.includes('insurer') && texts.includes('reasons'));
  return complete ? allowed : refused('text-missing');
}

/** What comes in is always taken in, unless it cannot be what it says. */
function judgeReceived({ facts, firm, today }: Situation, received: Received): Verdict {
  if (!receivedKinds.includes(received.what)) return refused('malformed');
  if (received.sentOn !== undefined && received.sentOn > today) return refused('date-not-possible');
  const reason = receivedRules[received.what]?.(facts, firm);
  return reason === undefined ? allowed : refused(reason);
}

const receivedRules: Partial<Record<Received['what'], (facts: ComplaintFacts, firm: FirmRules) => Refusal | undefined>> = {
  // An answer that is decided counts: its letter may be on its way while the complainant already writes back.
  disagreement: (facts) =>
    isBegunToBeAnswered(facts) || isContestable(facts) || isNotTreatedFurther(facts) ? undefined : 'not-answered',
  'offer-accepted': ({ result }) => (result?.outcome === 'settled' ? undefined : 'nothing-decided'),
  withdrawal: atRest,
  'written-complaint': ({ oral, writing }) =>
    oral === undefined ? 'not-made-by-word-of-mouth' : writing ? 'already-written' : undefined,
  mandate: ({ mandate }) => (mandate === 'missing' ? undefined : 'no-mandate-asked'),
  'mediator-period-ending': ({ escalations, mediator }, { mediatorPeriod }) => {
    if (!mediatorPeriod) return 'not-in-procedure';
    return escalations.some((target) => target !== 'insurer') || mediator !== undefined ? 'already-escalated' : undefined;
  },
};

/** Why nothing more can be decided: the complaint is closed, or its last letter is on its way. */
function atRest(facts: ComplaintFacts): Refusal | undefined {
  if (facts.closure) return 'closed';
  return facts.closing ? 'closing' : undefined;
}

function undecided(facts: ComplaintFacts): Refusal | undefined {
  return atRest(facts) ?? (isDecided(facts) ? 'already-decided' : undefined);
}

function owes(duties: DutyStatus[], name: DutyName): boolean {
  return duties.some((duty) => duty.duty === name && isOpen(duty));
}
