import type { ComplaintFacts } from './complaint.ts';
import { type DutyStatus, isOpen, sameDuty } from './duties.ts';
import { isNotTreatedFurther } from './ending.ts';
import type { LetterKind } from './letters.ts';
import { hasLaterPromise, partAnsweredBy, resultOf, wasAnswered } from './parts.ts';

/** How a complaint stands, and on which duties it is time to act. */
export interface Standpoint {
  facts: ComplaintFacts;
  duties: DutyStatus[];
  /** True where Doléance acts on a duty by itself now. */
  acts: (duty: DutyStatus) => boolean;
}

/** A letter that leaves at once. */
export interface LeavingLetter {
  duty: DutyStatus;
  kind: LetterKind;
  /** The message that lets it leave, where the duty alone does not. */
  cause?: string | undefined;
}

/**
 * The letters that leave at once as a complaint stands, in the order in which they leave: the same sentences as the functions of
 * `workflows/complaint.ts`, without the waiting. A test holds the two against each other.
 */
function lettersLeaving(standpoint: Standpoint): LeavingLetter[] {
  return standpoint.duties.filter(isOpen).flatMap((duty) => leavingFor(duty, standpoint));
}

/** The letters that leave at once after a change and would not have left without it. */
export function lettersFollowing(before: Standpoint, after: Standpoint): LeavingLetter[] {
  const would = lettersLeaving(before);
  const leaves = (letter: LeavingLetter) =>
    would.some((one) => one.kind === letter.kind && one.cause === letter.cause && sameDuty(one.duty, letter.duty));
  return lettersLeaving(after).filter((letter) => !leaves(letter));
}

/** The duties that get a new date at once after a change and would not have got one without it. */
export function datesFollowing(before: Standpoint, after: Standpoint): DutyStatus[] {
  const would = before.duties.filter((duty) => needsNewDate(duty, before));
  return after.duties.filter((duty) => needsNewDate(duty, after) && !would.some((one) => sameDuty(one, duty)));
}

function leavingFor(duty: DutyStatus, { facts, acts }: Standpoint): LeavingLetter[] {
  const all = (cause?: string) => duty.letters.map((kind) => ({ duty, kind, cause }));
  switch (duty.duty) {
    case 'acknowledgement':
      return facts.acknowledgeNow || acts(duty) ? all() : [];
    case 'insurer-forwarding':
      return facts.responsibility === 'insurer' ? all(facts.insurerNamedBy) : [];
    case 'insurer-chaser':
    case 'reminder-to-write':
      return acts(duty) ? all() : [];
    case 'interim-reply':
      return facts.interimReply || acts(duty) ? [{ duty, kind: 'interim-reply', cause: facts.interimReply?.decision }] : [];
    case 'final-response':
    case 'gdpr-response':
      return answer(duty, facts);
    case 'announced-date':
      return duty.occasion.startsWith('interim-reply-') ? [] : [{ duty, kind: 'delay' }];
    case 'enquiry-answer': {
      const written = facts.enquiryAnswers[duty.occasion];
      return written !== undefined || acts(duty) ? [{ duty, kind: 'progress-answer', cause: written }] : [];
    }
    case 'recourse-details':
      return facts.secondTreatment || wasAnswered(facts) || isNotTreatedFurther(facts) ? all() : [];
    case 'resolution-letter':
    case 'never-written':
      return [];
    case 'complaint-copy':
    case 'escalation-notice':
    case 'decision-notice':
    case 'invitation-to-write':
    case 'mandate-request':
    case 'redirecting':
    case 'sending-on':
    case 'mediation-reminder':
      return all();
  }
}

function answer(duty: DutyStatus, facts: ComplaintFacts): LeavingLetter[] {
  const result = resultFor(duty, facts);
  return result ? [{ duty, kind: duty.duty === 'gdpr-response' ? 'gdpr-answer' : result.outcome, cause: result.decision }] : [];
}

function resultFor({ duty }: DutyStatus, facts: ComplaintFacts) {
  const part = partAnsweredBy(duty);
  return part && resultOf(facts, part);
}

/** The last day of an answer, or of a date that was given for it, is near, and the answer is not decided. */
function needsNewDate(duty: DutyStatus, standpoint: Standpoint): boolean {
  const { facts, duties, acts } = standpoint;
  if (!isOpen(duty) || !acts(duty) || hasLaterPromise(facts.kind, duties, duty)) return false;
  if (duty.duty === 'announced-date') return true;
  // An interim reply that leaves now gives the new date itself.
  const interim = duties.some((one) => one.duty === 'interim-reply' && isOpen(one) && acts(one));
  return partAnsweredBy(duty.duty) !== undefined && !resultFor(duty, facts) && !interim;
}
