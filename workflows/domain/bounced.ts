import { stageOf } from './change.ts';
import type { ComplaintFacts, Correspondent } from './complaint.ts';
import { type DutyName, type DutyStatus, isOpen } from './duties.ts';
import type { Recipient } from './letters.ts';
import { answeredAtOf, partAnsweredBy } from './parts.ts';
import type { Instant } from './time.ts';

/** A letter that counted as sent and never arrived. */
export interface BouncedLetter {
  duty: DutyName;
  occasion: string;
  recipient: Recipient;
}

/** What becomes of a complaint of which a letter never arrived: its facts, the duties that are open again, and those that followed from it. */
export interface OpenedAgain {
  facts: ComplaintFacts;
  duties: DutyStatus[];
  /** Owed no more until the letter has really left. */
  ended: DutyStatus[];
}

/** What the answer's leaving had ended, and what is owed again because it never arrived: only a sent answer replaces it. */
const owedUntilAnswered: readonly DutyName[] = ['acknowledgement', 'interim-reply', 'announced-date'];

/**
 * A letter that bounced was not sent: its duty is open again with the dates that it had, and what its leaving had brought about is taken
 * back. Letters to whose mail came back go by post until there is another address.
 */
export function bounced(before: ComplaintFacts, duties: DutyStatus[], letter: BouncedLetter, now: Instant): OpenedAgain {
  const facts: ComplaintFacts = { ...before, revision: before.revision + 1 };
  goByPost(facts, letter.recipient);
  const its = duties.find(({ duty, occasion }) => duty === letter.duty && occasion === letter.occasion);
  if (!its || its.void !== undefined) return { facts, duties: [], ended: [] };
  // One of several letters of a duty that is open still: it is kept from the beginning once more, so that this one is waited for.
  if (its.doneAt === undefined) return { facts, duties: [openAgain(its)], ended: [] };
  const { doneAt } = its;
  const answer = takeBack(facts, its, doneAt);
  facts.stage = stageOf(facts);
  const others = duties.filter((duty) => (answer && isOwedAgain(duty, now)) || isResultLetter(duty, doneAt));
  return {
    facts,
    duties: [its, ...others].map(openAgain),
    ended: duties.filter((duty) => isOpen(duty) && followsFrom(duty, its, letter.recipient)),
  };
}

/** What a letter that has left gives rise to: none of it stands before the letter has. */
function followsFrom({ duty, occasion }: DutyStatus, its: DutyStatus, recipient: Recipient): boolean {
  switch (duty) {
    case 'announced-date':
      return its.duty === 'interim-reply' && occasion.startsWith(`interim-reply-${its.occasion}`);
    case 'reminder-to-write':
      return its.duty === 'invitation-to-write';
    case 'never-written':
      return its.duty === 'reminder-to-write';
    case 'insurer-chaser':
      return recipient === 'insurer';
    default:
      return false;
  }
}

function goByPost(facts: ComplaintFacts, recipient: Recipient): void {
  if (recipient !== 'complainant' && recipient !== 'representative') return;
  const person: Correspondent = recipient === 'complainant' && facts.mandate !== 'recorded' ? 'complainant' : 'representative';
  facts.undeliverable = [...new Set([...(facts.undeliverable ?? []), person])];
  if (recipient === 'complainant') facts.byPost = true;
}

/** Takes back what the duty's evidence had made of the facts. @returns whether it was the answer that stands, and was not contested */
function takeBack(facts: ComplaintFacts, { duty }: DutyStatus, doneAt: Instant): boolean {
  if (duty === 'acknowledgement') delete facts.acknowledgedAt;
  const part = partAnsweredBy(duty);
  // Who contests an answer has it, whatever a mail server says of it.
  if (!part || facts.disagreed || answeredAtOf(facts, part) !== doneAt) return false;
  if (part === 'classic') delete facts.answeredAt;
  else if (facts.gdpr) {
    const { answeredAt: _never, ...rest } = facts.gdpr;
    facts.gdpr = rest;
  }
  if (facts.closure?.reason === 'answered') delete facts.closure;
  return true;
}

function isOwedAgain({ duty, void: reason, dueAt }: DutyStatus, now: Instant): boolean {
  return reason === 'answered' && owedUntilAnswered.includes(duty) && dueAt > now;
}

/** The answer is the letter with the detailed result, too: it was done with the same evidence. */
function isResultLetter(duty: DutyStatus, doneAt: Instant): boolean {
  return duty.duty === 'resolution-letter' && duty.doneAt === doneAt;
}

function openAgain(duty: DutyStatus): DutyStatus {
  const { doneAt: _sent, void: _ended, ...open } = duty;
  return { ...open, openedAgain: (duty.openedAgain ?? 0) + 1 };
}
