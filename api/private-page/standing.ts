import type { ClosureReason, ComplaintFacts, Outcome } from '../../workflows/domain/complaint.ts';
import { type DutyStatus, isOpen } from '../../workflows/domain/duties.ts';
import { isNotTreatedFurther } from '../../workflows/domain/ending.ts';
import { isOwed } from '../../workflows/domain/owed.ts';
import {
  answerDutyOf,
  answeredAtOf,
  answeredWholeAt,
  hasLaterPromise,
  partsOf,
  promisesAnswerTo,
  wasAnswered,
} from '../../workflows/domain/parts.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import type { Offer } from './offer.ts';

/** Where a complaint stands, as its page says it. */
export type StandingName =
  | 'received'
  | 'to-be-written'
  | 'waiting-for-you'
  | 'examined'
  | 'with-insurer'
  | 'partly-answered'
  | `answered-${Exclude<Outcome, 'settled'>}`
  | 'answered-gdpr'
  | 'offer-open'
  | 'offer-accepted'
  | 'offer-over'
  | 'second-look'
  | 'disagreed'
  | 'with-mediator'
  | 'mediator-opinion'
  | 'mediator-refused'
  | 'in-court'
  | `closed-${Exclude<ClosureReason, 'answered'>}`;

/** What was seen of a complaint besides its facts. */
export interface Seen {
  offer: Offer | undefined;
  /** The firm asked for something that has not come. */
  asked: boolean;
  /** The insurer was asked, by a letter that has left, and has not replied. */
  insurerAsked: boolean;
}

/**
 * Where a complaint stands. What is decided and has not left yet is not said: the complainant learns it from the letter.
 */
export function standingOf(facts: ComplaintFacts, { offer, asked, insurerAsked }: Seen): StandingName {
  if (facts.escalations.includes('court')) return 'in-court';
  if (facts.escalations.includes('mediator')) return 'with-mediator';
  if (facts.disagreed && facts.secondTreatment) return 'second-look';
  if (facts.disagreed && (wasAnswered(facts) || isNotTreatedFurther(facts))) return 'disagreed';
  const ending = endingOf(facts);
  if (ending !== undefined) return `closed-${ending}`;
  if (answeredWholeAt(facts) !== undefined) return answeredAs(facts, offer);
  if (wasAnswered(facts)) return 'partly-answered';
  if (facts.oral === 'invited' && !facts.writing) return 'to-be-written';
  if (asked) return 'waiting-for-you';
  if (insurerAsked) return 'with-insurer';
  return facts.acknowledgedAt === undefined ? 'received' : 'examined';
}

/** An ending without an answer. Who withdraws knows of it at once; every other is told by a letter first. */
function endingOf({ closure, closing }: ComplaintFacts): Exclude<ClosureReason, 'answered'> | undefined {
  const reason = closure?.reason ?? (closing === 'withdrawn' ? closing : undefined);
  return reason === 'answered' ? undefined : reason;
}

function answeredAs(facts: ComplaintFacts, offer: Offer | undefined): StandingName {
  if (facts.mediator === 'gave-opinion') return 'mediator-opinion';
  if (facts.mediator === 'refused') return 'mediator-refused';
  if (offer) return `offer-${offer.state}`;
  const outcome = facts.kind === 'gdpr' ? undefined : facts.result?.outcome;
  return outcome === undefined || outcome === 'settled' ? 'answered-gdpr' : `answered-${outcome}`;
}

/** What happens next on the firm's side. */
export interface Step {
  what: StepName;
  /** The last day for it, in the firm's zone. */
  day: CivilDate;
  late: boolean;
}

const steps = {
  'complaint-copy': 'complaint-copy',
  acknowledgement: 'acknowledgement',
  'insurer-forwarding': 'insurer-forwarding',
  'interim-reply': 'interim-reply',
  'announced-date': 'answer',
  'final-response': 'answer',
  'gdpr-response': 'gdpr-answer',
  'resolution-letter': 'resolution-letter',
  'enquiry-answer': 'enquiry-answer',
  'recourse-details': 'recourse-details',
  'escalation-notice': 'escalation-notice',
  'decision-notice': 'decision-notice',
  'invitation-to-write': 'invitation-to-write',
  redirecting: 'redirecting',
  'sending-on': 'sending-on',
  'never-written': 'never-written',
} as const satisfies Partial<Record<DutyStatus['duty'], string>>;

/** A step by what it is for who waits for it. */
export type StepName = (typeof steps)[keyof typeof steps] | 'second-answer';

/** What the firm still does, and by when, the next first; of two dates for one answer the later, since it was given last. */
export function nextSteps(facts: ComplaintFacts, duties: readonly DutyStatus[], today: CivilDate): Step[] {
  return duties
    .filter((duty) => duty.duty in steps && isOwed(facts, duty))
    .filter((duty) => !isPromise(facts, duty) || !hasLaterPromise(facts.kind, duties, duty))
    .map((duty) => ({ what: stepOf(facts, duty), day: duty.dueOn, late: duty.dueOn < today }))
    .toSorted((one, other) => one.day.localeCompare(other.day));
}

function isPromise({ kind }: ComplaintFacts, duty: DutyStatus): boolean {
  return partsOf(kind).some((part) => promisesAnswerTo(kind, part, duty));
}

function stepOf(facts: ComplaintFacts, duty: DutyStatus): StepName {
  const step = steps[duty.duty as keyof typeof steps];
  if (step !== 'answer') return step;
  if (facts.kind !== 'classic' && promisesAnswerTo(facts.kind, 'gdpr', duty)) return 'gdpr-answer';
  return facts.secondTreatment ? 'second-answer' : 'answer';
}

/** A promise that was not kept. */
export interface Lateness {
  what: 'answer' | 'gdpr-answer' | 'acknowledgement';
  /** The last day for it, which has passed. */
  was: CivilDate;
  /** The day that was given in its place and is still to come; undefined where none was. */
  until: CivilDate | undefined;
}

/** What the firm is late with; the answer before everything else. Undefined where it is late with neither answer nor acknowledgement. */
export function latenessOf(facts: ComplaintFacts, duties: readonly DutyStatus[], today: CivilDate): Lateness | undefined {
  for (const part of partsOf(facts.kind)) {
    if (answeredAtOf(facts, part) !== undefined) continue;
    const promises = duties.filter((duty) => isOpen(duty) && promisesAnswerTo(facts.kind, part, duty));
    const owed = promises.find(({ duty }) => duty === answerDutyOf[part]) ?? promises[0];
    if (!owed || owed.dueOn >= today) continue;
    const until = promises
      .map(({ dueOn }) => dueOn)
      .toSorted()
      .at(-1);
    return {
      what: part === 'gdpr' ? 'gdpr-answer' : 'answer',
      was: owed.dueOn,
      until: until !== undefined && until >= today ? until : undefined,
    };
  }
  const acknowledgement = duties.find((duty) => duty.duty === 'acknowledgement' && isOwed(facts, duty) && duty.dueOn < today);
  return acknowledgement && { what: 'acknowledgement', was: acknowledgement.dueOn, until: undefined };
}
