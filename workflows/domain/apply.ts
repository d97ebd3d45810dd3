import type { ClosureReason, ComplaintFacts, EscalationTarget, Level, Stage } from './complaint.ts';
import { levels } from './complaint.ts';
import { type DutyName, type DutyStatus, isOpen, lettersOfDuty } from './duties.ts';
import type { LetterKind } from './letters.ts';
import type { Decision, Message, Received } from './messages.ts';
import type { CivilDate } from './time.ts';

/** A duty that a message gives rise to; its occasion is the message's id. */
export interface OwedDuty {
  duty: DutyName;
  letters: LetterKind[];
  /** The date that was given, where the duty is to keep it. */
  dueOn?: CivilDate;
}

/** What a message changes. */
export interface Change {
  facts: ComplaintFacts;
  owed: OwedDuty[];
  /** The duties of which nothing is owed any more. */
  ended: { duty: DutyName; occasion: string; void: NonNullable<DutyStatus['void']> }[];
}

/**
 * Applies a message that `judge` has allowed.
 *
 * @param id the message's id: the occasion of the duties that it gives rise to
 */
export function apply(before: ComplaintFacts, duties: DutyStatus[], message: Message, id: string): Change {
  const change: Change = { facts: { ...before, revision: before.revision + 1 }, owed: [], ended: [] };
  switch (message.signal) {
    case 'decide':
      applyDecision(change, duties, message.body, id);
      break;
    case 'escalate':
      escalate(change, message.body.to, id);
      break;
    case 'receive':
      takeIn(change, duties, message.body);
      break;
  }
  return change;
}

/** The answer has left: what it replaces is owed no more, and an enquiry stays to be answered. */
export function answered(before: ComplaintFacts, duties: DutyStatus[], sentAt: number): Change {
  const change: Change = { facts: { ...before, answeredAt: sentAt, revision: before.revision + 1 }, owed: [], ended: [] };
  change.facts.stage = stageOf(change.facts);
  const replaced: DutyName[] = ['acknowledgement', 'insurer-forwarding', 'interim-reply', 'resolution-letter', 'announced-date'];
  const isReplaced = (duty: DutyStatus) => replaced.includes(duty.duty) || duty.letters.includes('missing-facts');
  endDuties(change, duties, (duty) => isReplaced(duty) && !isBegun(duty, before), 'answered');
  return change;
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

/** Nothing is owed any more and the answer, or the decision that ended it, is out. */
export function closed(before: ComplaintFacts): ComplaintFacts {
  const { closing, ...rest } = before;
  const facts: ComplaintFacts = { ...rest, closure: { reason: closing ?? 'answered' }, revision: before.revision + 1 };
  return { ...facts, stage: stageOf(facts) };
}

function applyDecision(change: Change, duties: DutyStatus[], decision: Decision, id: string): void {
  const { facts, owed } = change;
  switch (decision.decision) {
    case 'acknowledge-now':
      facts.acknowledgeNow = true;
      break;
    case 'assign':
      // Before the acknowledgement nobody was named to the complainant, so there is no change to tell.
      if (facts.acknowledgedAt !== undefined) owed.push({ duty: 'decision-notice', letters: ['reassignment'] });
      facts.caseHandler = decision.caseHandler;
      break;
    case 'set-responsibility':
      facts.responsibility = decision.responsibility;
      if (decision.responsibility === 'insurer') {
        facts.insurerNamedBy = id;
        // The first forwarding ended with an answer, and the complaint was reopened since: it is owed again.
        const forwardings = duties.filter((duty) => duty.duty === 'insurer-forwarding');
        if (forwardings.length > 0 && !forwardings.some(isOpen))
          owed.push({ duty: 'insurer-forwarding', letters: lettersOfDuty['insurer-forwarding'] ?? [] });
      }
      break;
    case 'request-information':
      owed.push({ duty: 'decision-notice', letters: ['missing-facts'] });
      break;
    case 'announce-delay':
      endDuties(change, duties, (duty) => duty.duty === 'announced-date', 'replaced');
      owed.push({ duty: 'announced-date', letters: [], dueOn: decision.newDate });
      break;
    case 'answer-enquiry': {
      const enquiry = duties.find(
        (duty) => duty.duty === 'enquiry-answer' && isOpen(duty) && !(duty.occasion in facts.enquiryAnswers),
      );
      if (enquiry) facts.enquiryAnswers = { ...facts.enquiryAnswers, [enquiry.occasion]: id };
      break;
    }
    case 'resolve':
      facts.result = { outcome: decision.outcome, decision: id };
      break;
    case 'cannot-treat-further':
      endWith(change, duties, 'not-treated-further', 'not-treated-further');
      break;
    case 'withdraw':
      endWith(change, duties, 'withdrawn', 'withdrawal');
      break;
    case 'reopen':
      delete facts.closure;
      delete facts.result;
      delete facts.answeredAt;
      delete facts.disagreed;
      facts.stage = stageOf(facts);
      owed.push({ duty: 'decision-notice', letters: ['reopened'] }, { duty: 'final-response', letters: [] });
      break;
    case 'close':
      // The answer's letter closes the complaint by itself; staff only record that they are done with it.
      break;
  }
}

function takeIn(change: Change, duties: DutyStatus[], received: Received): void {
  const { facts, owed } = change;
  switch (received.what) {
    case 'disagreement':
      facts.disagreed = true;
      facts.stage = stageOf(facts);
      raiseLevel(facts, '2a');
      owed.push({ duty: 'recourse-details', letters: lettersOfDuty['recourse-details'] ?? [] });
      break;
    case 'enquiry':
      owed.push({ duty: 'enquiry-answer', letters: lettersOfDuty['enquiry-answer'] ?? [] });
      break;
    case 'withdrawal':
      endWith(change, duties, 'withdrawn', 'withdrawal');
      break;
    case 'mediator-accepted':
      goOnTo(facts, 'mediator');
      break;
    case 'summons':
      goOnTo(facts, 'court');
      break;
    case 'mediator-refused':
    case 'mediator-opinion':
      raiseLevel(facts, '3');
      facts.escalations = facts.escalations.filter((target) => target !== 'mediator');
      facts.stage = stageOf(facts);
      break;
    case 'information':
    case 'insurer-reply':
    case 'offer-accepted':
      // Kept with its text for staff; no duty follows from it by itself.
      break;
  }
}

function escalate(change: Change, to: EscalationTarget, id: string): void {
  const letters: LetterKind[] = to === 'insurer' ? ['forwarding', 'escalation'] : ['escalation'];
  if (to === 'insurer') change.facts.insurerNamedBy ??= id;
  goOnTo(change.facts, to);
  change.owed.push({ duty: 'escalation-notice', letters });
}

function goOnTo(facts: ComplaintFacts, target: EscalationTarget): void {
  if (!facts.escalations.includes(target)) facts.escalations = [...facts.escalations, target];
  raiseLevel(facts, levelOfTarget[target]);
  facts.stage = stageOf(facts);
}

const levelOfTarget: Record<EscalationTarget, Level> = { insurer: '2a', mediator: '3', court: '4' };

/** A level rises and never falls, whatever the order of events. */
function raiseLevel(facts: ComplaintFacts, level: Level): void {
  if (levels.indexOf(level) > levels.indexOf(facts.level)) facts.level = level;
}

/** The complaint ends with one last letter; everything else is owed no more. */
function endWith(change: Change, duties: DutyStatus[], reason: ClosureReason, letter: LetterKind): void {
  change.facts.closing = reason;
  endDuties(change, duties, () => true, 'closed');
  change.owed.push({ duty: 'decision-notice', letters: [letter] });
}

function endDuties(
  change: Change,
  duties: DutyStatus[],
  which: (duty: DutyStatus) => boolean,
  reason: NonNullable<DutyStatus['void']>,
): void {
  for (const { duty, occasion } of duties.filter((duty) => isOpen(duty) && which(duty)))
    change.ended.push({ duty, occasion, void: reason });
}

function stageOf(facts: ComplaintFacts): Stage {
  if (facts.escalations.includes('court')) return 'in-court';
  if (facts.escalations.includes('mediator')) return 'with-mediator';
  if (facts.disagreed && facts.answeredAt !== undefined) return 'disagreed';
  if (facts.closure) return 'closed';
  if (facts.answeredAt !== undefined) return 'answered';
  return facts.acknowledgedAt !== undefined ? 'acknowledged' : 'received';
}
