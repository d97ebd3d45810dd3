import type { ClosureReason, ComplaintFacts, ComplaintPart, Correspondent, Level, Result, Stage } from './complaint.ts';
import { levels } from './complaint.ts';
import { type DutyEnd, type DutyName, type DutyStatus, isOpen, lettersOfDuty } from './duties.ts';
import type { FirmRules } from './firm-rules.ts';
import type { LetterKind } from './letters.ts';
import { answerDutyOf, answeredAtOf, answeredWholeAt, partsOf, wasAnswered } from './parts.ts';
import type { CivilDate } from './time.ts';

/** Which clock a duty runs on that something gives rise to; its own, from the day of that, where this is left out. */
export type Clock =
  /** All the limits that it had from the start, those that have passed too. */
  | 'original'
  /** Planned anew from the complaint's dates as they are known now. */
  | 'from-the-start'
  /** The week within which an answer is possible (Optimco). */
  | 'answer-within-week';

/** A duty that a message gives rise to; its occasion is the message's id unless it names another. */
export interface OwedDuty {
  duty: DutyName;
  letters: LetterKind[];
  /** The date that was given, where the duty is to keep it. */
  dueOn?: CivilDate;
  /** The duty is due on this day at the latest. */
  notAfter?: CivilDate;
  clock?: Clock;
  occasion?: string;
}

/** What a message changes. */
export interface Change {
  facts: ComplaintFacts;
  owed: OwedDuty[];
  /** The duties of which nothing is owed any more. */
  ended: { duty: DutyName; occasion: string; void: DutyEnd }[];
}

/** What a change is made in. */
export interface Circumstances {
  /** The message's id: the occasion of the duties that it gives rise to. */
  id: string;
  /** In the firm's zone. */
  today: CivilDate;
  firm: FirmRules;
}

export function beginChange(before: ComplaintFacts): Change {
  return { facts: { ...before, revision: before.revision + 1 }, owed: [], ended: [] };
}

/** Ends the open duties that a rule picks. */
export function endDuties(change: Change, duties: DutyStatus[], which: (duty: DutyStatus) => boolean, reason: DutyEnd): void {
  const isEnded = (duty: DutyStatus) => change.ended.some((end) => end.duty === duty.duty && end.occasion === duty.occasion);
  for (const duty of duties.filter((one) => isOpen(one) && which(one) && !isEnded(one)))
    change.ended.push({ duty: duty.duty, occasion: duty.occasion, void: reason });
}

/** The complaint ends with one last letter; everything else is owed no more. */
export function endWith(
  change: Change,
  duties: DutyStatus[],
  reason: ClosureReason,
  last: { duty: DutyName; letters: LetterKind[] },
): void {
  const { facts } = change;
  facts.closing = reason;
  delete facts.proposal;
  // An answer that was decided and has not left never will.
  if (facts.answeredAt === undefined) delete facts.result;
  if (facts.gdpr && facts.gdpr.answeredAt === undefined) {
    const { result, ...rest } = facts.gdpr;
    facts.gdpr = rest;
  }
  endDuties(change, duties, () => true, 'closed');
  change.owed.push(last);
}

/** A part is decided: its answer leaves with the duty to answer it, which a complaint that was never written does not have yet. */
export function decidePart(change: Change, duties: DutyStatus[], part: ComplaintPart, result: Result): void {
  const { facts } = change;
  if (part === 'gdpr') facts.gdpr = { ...facts.gdpr, result };
  else facts.result = result;
  if (facts.proposal?.part === part) delete facts.proposal;
  endDuties(change, duties, (duty) => untilWritten.includes(duty.duty), 'answered');
  if (!duties.some((duty) => duty.duty === answerDutyOf[part] && isOpen(duty)))
    change.owed.push({ duty: answerDutyOf[part], letters: [] });
}

/** The steps by which a complaint made by word of mouth is asked to be written. */
export const untilWritten: readonly DutyName[] = ['invitation-to-write', 'reminder-to-write', 'never-written'];

/** The firm treats the complaint a second time, with the insurer's help where one is named. */
export function treatASecondTime(change: Change, firstAnsweredAt: number): void {
  const { facts, owed } = change;
  facts.secondTreatment = { firstAnsweredAt };
  delete facts.result;
  delete facts.answeredAt;
  delete facts.recordedResult;
  delete facts.closure;
  delete facts.closing;
  delete facts.insurerReplied;
  facts.stage = stageOf(facts);
  owed.push({ duty: 'final-response', letters: [] });
}

/** What is owed after a disagreement: the ways on, and where an insurer helps with the second answer, the request to it. */
export function lettersAfterDisagreement(facts: ComplaintFacts, isTreatedAgain: boolean): LetterKind[] {
  const details = lettersOfDuty['recourse-details'] ?? [];
  return isTreatedAgain && facts.insurerNamedBy !== undefined ? [...details, 'second-review-request'] : details;
}

/** The letters that end a complaint without an answer. */
const endings: readonly LetterKind[] = ['not-a-complaint', 'misdirected', 'never-written', 'withdrawal', 'not-treated-further'];

/** A complaint that ended untreated goes on as if it had never ended, and its letter says by when it is answered. */
export function goOnAsBefore(change: Change, duties: DutyStatus[]): void {
  const { facts, owed } = change;
  const wasForMediator = (facts.closure?.reason ?? facts.closing) === 'meant-for-mediator';
  if (wasForMediator && facts.sentOn !== undefined) facts.countedFromSending = true;
  // The letter that ended it, where it has not left, would now be untrue.
  endDuties(
    change,
    duties,
    ({ duty, letters }) => duty === 'sending-on' || letters.some((kind) => endings.includes(kind)),
    'replaced',
  );
  delete facts.closure;
  delete facts.closing;
  delete facts.interimReply;
  facts.stage = stageOf(facts);
  if (facts.oral === 'invited' && !facts.writing) {
    // Nothing runs yet that a letter could name: it is asked for in writing again.
    owed.push({ duty: 'invitation-to-write', letters: lettersOfDuty['invitation-to-write'] ?? [] });
    return;
  }
  owed.push({ duty: 'decision-notice', letters: ['reopened'] });
  const had = (name: DutyName) => duties.some((duty) => duty.duty === name);
  const done = (name: DutyName) => duties.some((duty) => duty.duty === name && duty.doneAt !== undefined);
  const answers = partsOf(facts.kind).filter((part) => answeredAtOf(facts, part) === undefined);
  const names: DutyName[] = [
    'acknowledgement',
    'insurer-forwarding',
    'interim-reply',
    ...answers.map((part) => answerDutyOf[part]),
  ];
  const clock = facts.countedFromSending ? 'from-the-start' : 'original';
  for (const duty of names) if (had(duty) && !done(duty)) owed.push({ duty, letters: lettersOfDuty[duty] ?? [], clock });
}

/**
 * Plans duties from the complaint's dates as they are known now; not those that were done or that the answer made needless. Those
 * without a limit are left out by the planning.
 */
export function planAnew(change: Change, duties: DutyStatus[], names: readonly DutyName[]): void {
  const over = (name: DutyName) =>
    duties.some((duty) => duty.duty === name && (duty.doneAt !== undefined || duty.void === 'answered'));
  for (const duty of names.filter((name) => !over(name))) {
    endDuties(change, duties, (one) => one.duty === duty, 'replaced');
    change.owed.push({ duty, letters: lettersOfDuty[duty] ?? [], clock: 'from-the-start' });
  }
}

/** Letters go by post from now on, or by mail. */
export function writeByPost(facts: ComplaintFacts, byPost: true | undefined): void {
  if (byPost) facts.byPost = true;
  else delete facts.byPost;
}

/** There is another address for whoever's mail came back. */
export function writeByMailAgain(facts: ComplaintFacts, person: Correspondent): void {
  const others = facts.undeliverable?.filter((who) => who !== person) ?? [];
  if (others.length > 0) facts.undeliverable = others;
  else delete facts.undeliverable;
}

/** A level rises and never falls, whatever the order of events. */
export function raiseLevel(facts: ComplaintFacts, level: Level): void {
  if (levels.indexOf(level) > levels.indexOf(facts.level)) facts.level = level;
}

export function stageOf(facts: ComplaintFacts): Stage {
  if (facts.escalations.includes('court')) return 'in-court';
  if (facts.escalations.includes('mediator')) return 'with-mediator';
  if (facts.disagreed && (facts.secondTreatment ?? wasAnswered(facts))) return 'disagreed';
  if (facts.closure) return 'closed';
  if (answeredWholeAt(facts) !== undefined) return 'answered';
  return facts.acknowledgedAt !== undefined ? 'acknowledged' : 'received';
}
