import type { OwedDuty } from '../workflows/domain/change.ts';
import type { ComplaintFacts } from '../workflows/domain/complaint.ts';
import type { Duty, DutyName, DutyStatus, Limit } from '../workflows/domain/duties.ts';
import type { LetterKind } from '../workflows/domain/letters.ts';
import type { CivilDate } from '../workflows/domain/time.ts';
import { addCalendarDays } from './civil-dates.ts';
import { datesOf } from './complaint-dates.ts';
import { workingDayFrom } from './counting.ts';
import { insurerReplyBy } from './insurer-reply.ts';
import { lettersFor } from './letters-of-duties.ts';
import { dutyOf, lastDay, limitOn, planDuties, planOwnDuty, replanFinalResponse } from './plan-duties.ts';
import { inTimeForPost } from './post.ts';
import type { Procedure } from './schema.ts';

/** A duty with its dates and the letters that fulfil it. */
export type PlannedDuty = Duty & { letters: LetterKind[] };

/** How a complaint stands when something gives rise to a duty. */
interface Standing {
  facts: ComplaintFacts;
  duties: DutyStatus[];
}

/**
 * The dates of a duty that something gives rise to.
 *
 * @param on the day of that, in the firm's zone; not counted
 * @returns undefined for a duty that the complaint's own dates lead to, but that no text and no law has a number for
 */
export function planOwed(
  procedure: Procedure,
  owed: OwedDuty,
  complaint: Standing,
  occasion: string,
  on: CivilDate,
): PlannedDuty | undefined {
  const planned = datesOfOwed(procedure, owed, complaint, owed.occasion ?? occasion, on);
  if (planned === undefined) return undefined;
  // An acknowledgement that is put off waits for the answer until its very day.
  const early = complaint.facts.byPost && owed.clock !== 'answer-within-week';
  const timed = early ? inTimeForPost(procedure, complaint.facts.reference, planned, on) : planned;
  const letters = owed.duty === 'acknowledgement' ? lettersFor(procedure, complaint.facts.kind, owed.duty) : owed.letters;
  return { ...timed, letters };
}

function datesOfOwed(
  procedure: Procedure,
  owed: OwedDuty,
  { facts, duties }: Standing,
  occasion: string,
  on: CivilDate,
): Duty | undefined {
  const { reference } = facts;
  const { duty } = owed;
  if (owed.clock === 'from-the-start') {
    const fromTheStart = planDuties(procedure, { reference, kind: facts.kind, ...datesOf(facts) });
    const planned = fromTheStart.find((one) => one.duty === duty);
    return planned && dutyOf(procedure, reference, duty, occasion, planned.limits, on);
  }
  if (owed.clock === 'answer-within-week') return dutyOf(procedure, reference, duty, occasion, [weekOf(procedure, facts)], on);
  const original = duties.find((one) => one.duty === duty);
  // The last of its name has what was moved by a decision meanwhile.
  const last = duties.findLast((one) => one.duty === duty);
  if (owed.clock === 'original' && last) return dutyOf(procedure, reference, duty, occasion, last.limits, on);
  if (owed.dueOn !== undefined)
    return dutyOf(procedure, reference, duty, occasion, limitsOfGivenDate(procedure, owed, original), on);
  if (duty === 'final-response' || duty === 'gdpr-response')
    // What was never written has no first clock: it is answered within the time of a second answer.
    return replanFinalResponse(procedure, {
      reference,
      occasion,
      original: { duty, limits: original?.limits ?? [] },
      reopenedOn: on,
    });
  const planned = planOwnDuty(procedure, { reference, duty, occasion, from: on });
  if (owed.notAfter === undefined || planned.dueOn <= owed.notAfter) return planned;
  const cap = limitOn(procedure, 'ours', owed.notAfter < on ? on : owed.notAfter, 'not after the answer itself is due');
  return dutyOf(procedure, reference, duty, occasion, [...planned.limits, cap], on);
}

/** A date given to the complainant; an answer about personal data keeps the limits that its extension does not touch. */
function limitsOfGivenDate(procedure: Procedure, { duty, dueOn = '' }: OwedDuty, original: Duty | undefined): Limit[] {
  if (duty !== 'gdpr-response')
    return [limitOn(procedure, 'ours', dueOn, ruleOfGivenDate[duty] ?? 'announced to the complainant')];
  const extended = limitOn(procedure, 'gdpr', dueOn, 'extended with reasons within the first month');
  // The firm's own limit gives way where its text allows reasons; Opticourtage's does not, and caps the new date.
  const stand = original?.limits.filter(({ source, extension }) => source !== 'gdpr' && extension !== 'with-reasons') ?? [];
  return [extended, ...stand];
}

const ruleOfGivenDate: Partial<Record<DutyName, string>> = {
  'insurer-chaser': 'after the date given to the insurer',
  'never-written': 'after the date given for writing',
};

/** The week within which an answer is possible, counted from the receipt. */
function weekOf(procedure: Procedure, facts: ComplaintFacts): Limit {
  const rule = procedure.timeLimits.find((limit) => limit.duty === 'acknowledgement' && limit.answerPossibleWithin);
  if (!rule?.answerPossibleWithin) throw new RangeError(`${procedure.id} does not put its acknowledgement off`);
  const { within, unit } = rule.answerPossibleWithin;
  const { receivedOn } = datesOf(facts);
  return limitOn(procedure, 'procedure', lastDay(procedure, { within, unit }, receivedOn), `${within} ${unit} from received`);
}

/** When an insurer that has not replied is reminded: so many days after the date that it was given. */
export function chaserDueOn(procedure: Procedure, replyBy: CivilDate, askedOn: CivilDate): CivilDate {
  const { within, unit } = procedure.insurerReply.chaserWithin ?? defaultChaser;
  // A letter posted after the day that it gives leaves the insurer the usual time.
  const given = replyBy > askedOn ? replyBy : insurerReplyBy(procedure, { from: askedOn });
  return lastDay(procedure, { within, unit }, given);
}

const defaultChaser = { within: 2, unit: 'monToFriDays' } as const;

/** The working day after the last day that somebody was given to write. */
export function closingDayAfter(procedure: Procedure, closingOn: CivilDate, remindedOn: CivilDate): CivilDate {
  const given = closingOn > remindedOn ? closingOn : lastDayToWrite(procedure, remindedOn);
  return workingDayFrom(addCalendarDays(given, 1), procedure.calendar.days);
}

/** The last day to write, given in the reminder of that day. */
export function lastDayToWrite(procedure: Procedure, remindedOn: CivilDate): CivilDate {
  return planOwnDuty(procedure, { reference: procedure.prefix, duty: 'never-written', occasion: 'first', from: remindedOn })
    .dueOn;
}
