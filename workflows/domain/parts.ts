import { type ComplaintFacts, type ComplaintKind, type ComplaintPart, complaintParts, type Result } from './complaint.ts';
import { type Duty, type DutyName, type DutyStatus, isOpen } from './duties.ts';
import type { LetterKind } from './letters.ts';
import type { CivilDate, Instant } from './time.ts';

/** The parts that a complaint of a kind has: one message can be a complaint and one about personal data. */
export function partsOf(kind: ComplaintKind): ComplaintPart[] {
  return kind === 'classic-and-gdpr' ? [...complaintParts] : [kind];
}

/** The duty that answers a part. */
export const answerDutyOf: Record<ComplaintPart, 'final-response' | 'gdpr-response'> = {
  classic: 'final-response',
  gdpr: 'gdpr-response',
};

/** The part that a duty answers; undefined for every other duty. */
export function partAnsweredBy(duty: DutyName): ComplaintPart | undefined {
  return complaintParts.find((part) => answerDutyOf[part] === duty);
}

/** The part that a form of acknowledgement is about. */
export function partAcknowledgedBy(letter: LetterKind): ComplaintPart {
  return letter === 'gdpr-acknowledgement' ? 'gdpr' : 'classic';
}

/** What was decided on a part. */
export function resultOf(facts: ComplaintFacts, part: ComplaintPart): Result | undefined {
  return part === 'gdpr' ? facts.gdpr?.result : facts.result;
}

/** When the answer to a part left, by its evidence. */
export function answeredAtOf(facts: ComplaintFacts, part: ComplaintPart): Instant | undefined {
  return part === 'gdpr' ? facts.gdpr?.answeredAt : facts.answeredAt;
}

/** True where a day in a result's letter has passed before that letter left: it can be decided anew, with other days. */
export function isOutdated(facts: ComplaintFacts, part: ComplaintPart, today: CivilDate): boolean {
  const validUntil = resultOf(facts, part)?.validUntil;
  return validUntil !== undefined && validUntil < today && answeredAtOf(facts, part) === undefined;
}

/** True once every part has its result. */
export function isDecided(facts: ComplaintFacts): boolean {
  return partsOf(facts.kind).every((part) => resultOf(facts, part) !== undefined);
}

/** When the last part was answered; undefined while one is not. */
export function answeredWholeAt(facts: ComplaintFacts): Instant | undefined {
  const instants = partsOf(facts.kind).map((part) => answeredAtOf(facts, part));
  return instants.every((instant) => instant !== undefined) ? Math.max(...instants) : undefined;
}

/** True once a part has been decided or answered. */
export function isBegunToBeAnswered(facts: ComplaintFacts): boolean {
  return partsOf(facts.kind).some((part) => resultOf(facts, part) ?? answeredAtOf(facts, part));
}

/** True once the answer to a part has left. */
export function wasAnswered(facts: ComplaintFacts): boolean {
  return partsOf(facts.kind).some((part) => answeredAtOf(facts, part) !== undefined);
}

/** True for a duty that promises an answer to a part by a day: the answer itself, and a date announced for it. */
export function promisesAnswerTo(
  kind: ComplaintKind,
  part: ComplaintPart,
  { duty, occasion }: Pick<Duty, 'duty' | 'occasion'>,
): boolean {
  return duty === 'announced-date' ? partPromised(kind, occasion) === part : duty === answerDutyOf[part];
}

/** The part whose answer an announced date promises: a date that follows from a duty bears its name in its occasion. */
export function partPromised(kind: ComplaintKind, occasion: string): ComplaintPart {
  return kind === 'gdpr' || (kind !== 'classic' && occasion.includes('gdpr-response')) ? 'gdpr' : 'classic';
}

/** True where the complainant was given a date for the same answer that is later than this duty's. */
export function hasLaterPromise(kind: ComplaintKind, duties: readonly DutyStatus[], duty: DutyStatus): boolean {
  const part = partAnsweredBy(duty.duty) ?? partPromised(kind, duty.occasion);
  const isPromise = (other: DutyStatus) => other.duty === 'announced-date' && partPromised(kind, other.occasion) === part;
  return duties.some((other) => isPromise(other) && isOpen(other) && other.dueOn > duty.dueOn);
}
