import { applyDecision } from './apply-decision.ts';
import {
  beginChange,
  type Change,
  type Circumstances,
  endDuties,
  endWith,
  goOnAsBefore,
  lettersAfterDisagreement,
  planAnew,
  raiseLevel,
  stageOf,
  treatASecondTime,
  untilWritten,
  writeByPost,
} from './change.ts';
import type { ComplaintFacts, ComplaintPart, EscalationTarget, Level } from './complaint.ts';
import { type DutyName, type DutyStatus, lettersOfDuty } from './duties.ts';
import { isContestable } from './ending.ts';
import type { FirmRules } from './firm-rules.ts';
import type { LetterKind } from './letters.ts';
import type { Message, Received } from './messages.ts';
import { answeredWholeAt, isDecided, partPromised } from './parts.ts';

/** Applies a message that `judge` has allowed. */
export function apply(before: ComplaintFacts, duties: DutyStatus[], message: Message, circumstances: Circumstances): Change {
  const change = beginChange(before);
  switch (message.signal) {
    case 'decide':
      applyDecision(change, duties, message.body, circumstances);
      break;
    case 'escalate':
      escalate(change, message.body.to, circumstances.id);
      break;
    case 'receive':
      takeIn(change, duties, message.body, circumstances);
      break;
  }
  return change;
}

/** What the answer replaces: it is owed no more once the answer has left, while an enquiry stays to be answered. */
const replacedByTheAnswer: readonly DutyName[] = [
  'acknowledgement',
  'insurer-forwarding',
  'interim-reply',
  'announced-date',
  'insurer-chaser',
  'mandate-request',
  ...untilWritten,
];

/** The answer to a part has left. */
export function answered(
  before: ComplaintFacts,
  duties: DutyStatus[],
  { sentAt, part, firm }: { sentAt: number; part: ComplaintPart; firm: FirmRules },
): Change {
  const change = beginChange(before);
  const { facts } = change;
  if (part === 'gdpr') facts.gdpr = { ...facts.gdpr, answeredAt: sentAt };
  else facts.answeredAt = sentAt;
  if (facts.secondTreatment) delete facts.disagreed;
  facts.stage = stageOf(facts);
  endReplaced(change, duties, before, part);
  // The complainant wrote back before the letter's evidence was known.
  if (part === 'classic' && facts.disagreed && firm.secondTreatment && !facts.secondTreatment) {
    treatASecondTime(change, sentAt);
    if (facts.insurerNamedBy !== undefined && facts.disagreedBy !== undefined)
      change.owed.push({ duty: 'escalation-notice', letters: ['second-review-request'], occasion: facts.disagreedBy });
  }
  return change;
}

function endReplaced(change: Change, duties: DutyStatus[], before: ComplaintFacts, part: ComplaintPart): void {
  const whole = answeredWholeAt(change.facts) !== undefined;
  const isReplaced = ({ duty, occasion, letters }: DutyStatus) => {
    if (duty === 'acknowledgement') return whole;
    if (duty === 'announced-date') return whole || part === partPromised(before.kind, occasion);
    if (duty === 'decision-notice') return whole && letters.includes('missing-facts');
    return part === 'classic' ? replacedByTheAnswer.includes(duty) : whole && replacedByTheAnswer.includes(duty);
  };
  endDuties(change, duties, (duty) => isReplaced(duty) && !isBegun(duty, before), 'answered');
}

/** A forwarding that was decided still goes to the insurer, even if the answer left first. */
function isBegun(duty: DutyStatus, facts: ComplaintFacts): boolean {
  return duty.duty === 'insurer-forwarding' && facts.responsibility === 'insurer';
}

/** The acknowledgement has left. */
export function acknowledged(before: ComplaintFacts, sentAt: number): ComplaintFacts {
  const facts = { ...before, acknowledgedAt: sentAt, revision: before.revision + 1 };
  return { ...facts, stage: stageOf(facts) };
}

/** Nobody wrote in time, although asked twice: the complaint is closed, and its last letter says that it can still be written. */
export function neverWritten(before: ComplaintFacts, duties: DutyStatus[]): Change {
  const change = beginChange(before);
  endWith(change, duties, 'never-written', { duty: 'decision-notice', letters: ['never-written'] });
  return change;
}

/** Nothing is owed any more and the answer, or the decision that ended it, is out. */
export function closed(before: ComplaintFacts): ComplaintFacts {
  const { closing, ...rest } = before;
  const facts: ComplaintFacts = { ...rest, closure: { reason: closing ?? 'answered' }, revision: before.revision + 1 };
  return { ...facts, stage: stageOf(facts) };
}

function takeIn(change: Change, duties: DutyStatus[], received: Received, circumstances: Circumstances): void {
  const { facts, owed } = change;
  const { today } = circumstances;
  switch (received.what) {
    case 'disagreement':
      disagree(change, duties, circumstances);
      break;
    case 'enquiry':
      owed.push({ duty: 'enquiry-answer', letters: lettersOfDuty['enquiry-answer'] ?? [] });
      break;
    case 'withdrawal':
      endWith(change, duties, 'withdrawn', { duty: 'decision-notice', letters: ['withdrawal'] });
      break;
    case 'written-complaint':
      facts.writing = { receivedOn: today, ...(received.sentOn === undefined ? {} : { sentOn: received.sentOn }) };
      startClocksOfWriting(change, duties);
      break;
    case 'mandate':
      facts.mandate = 'recorded';
      if (facts.representativeNamedBy !== undefined) writeByPost(facts, isRepresentativeByPost(facts));
      endDuties(change, duties, ({ duty }) => duty === 'mandate-request', 'replied');
      break;
    case 'insurer-reply':
      facts.insurerReplied = true;
      endDuties(change, duties, ({ duty }) => duty === 'insurer-chaser', 'replied');
      break;
    case 'mediator-accepted':
      facts.mediator = 'has-it';
      goOnTo(facts, 'mediator');
      break;
    case 'summons':
      goOnTo(facts, 'court');
      break;
    case 'mediator-refused':
    case 'mediator-opinion':
      facts.mediator = received.what === 'mediator-refused' ? 'refused' : 'gave-opinion';
      raiseLevel(facts, '3');
      facts.escalations = facts.escalations.filter((target) => target !== 'mediator');
      facts.stage = stageOf(facts);
      break;
    case 'mediator-period-ending':
      owed.push({ duty: 'mediation-reminder', letters: lettersOfDuty['mediation-reminder'] ?? [] });
      break;
    case 'information':
    case 'offer-accepted':
      // Kept with its text for staff; no duty follows from it by itself.
      break;
  }
}

/** Whoever was named has no mailbox, or their mail came back. */
function isRepresentativeByPost({ representativeByPost, undeliverable }: ComplaintFacts): true | undefined {
  return representativeByPost ?? (undeliverable?.includes('representative') ? true : undefined);
}

function disagree(change: Change, duties: DutyStatus[], { firm, id }: Circumstances): void {
  const { facts, owed } = change;
  if (isContestable(facts)) return goOnAsBefore(change, duties);
  facts.disagreed = true;
  facts.disagreedBy = id;
  raiseLevel(facts, '2a');
  const isTreatedAgain = firm.secondTreatment && facts.answeredAt !== undefined && !facts.secondTreatment;
  if (isTreatedAgain) treatASecondTime(change, facts.answeredAt ?? 0);
  facts.stage = stageOf(facts);
  owed.push({ duty: 'recourse-details', letters: lettersAfterDisagreement(facts, isTreatedAgain) });
}

/** What runs from the writing: everything, or where the firm took the call as a complaint, the regulator's limits besides its own. */
function startClocksOfWriting(change: Change, duties: DutyStatus[]): void {
  const { facts } = change;
  // Who was told that it was put right at once, and writes all the same, was not content.
  if (isContestable(facts) || facts.closure?.reason === 'solved-at-once' || facts.closing === 'solved-at-once') {
    delete facts.closure;
    delete facts.closing;
    facts.stage = stageOf(facts);
  }
  // What has ended with an answer or at the complainant's wish is kept with its writing, and owes nothing anew.
  if (facts.closure || facts.closing || isDecided(facts)) return;
  endDuties(change, duties, ({ duty, letters }) => untilWritten.includes(duty) || letters.includes('never-written'), 'written');
  const names: DutyName[] = ['acknowledgement', 'interim-reply', 'final-response', 'gdpr-response'];
  planAnew(change, duties, facts.oral === 'invited' ? ['insurer-forwarding', ...names] : names);
}

function escalate(change: Change, to: EscalationTarget, id: string): void {
  const { facts } = change;
  const letters: Record<EscalationTarget, LetterKind[]> = {
    insurer: ['forwarding', 'escalation'],
    mediator: ['escalation', ...toldToTheInsurer(facts)],
    court: ['escalation', ...toldToTheInsurer(facts)],
  };
  if (to === 'insurer') {
    facts.insurerNamedBy ??= id;
    delete facts.insurerReplied;
  }
  if (to === 'mediator') facts.mediator = 'has-it';
  goOnTo(facts, to);
  change.owed.push({ duty: 'escalation-notice', letters: letters[to] });
}

/** An insurer that was asked learns where the complaint has gone. */
function toldToTheInsurer({ insurerNamedBy }: ComplaintFacts): LetterKind[] {
  return insurerNamedBy === undefined ? [] : ['escalation-to-insurer'];
}

function goOnTo(facts: ComplaintFacts, target: EscalationTarget): void {
  if (!facts.escalations.includes(target)) facts.escalations = [...facts.escalations, target];
  raiseLevel(facts, levelOfTarget[target]);
  facts.stage = stageOf(facts);
}

const levelOfTarget: Record<EscalationTarget, Level> = { insurer: '2a', mediator: '3', court: '4' };
