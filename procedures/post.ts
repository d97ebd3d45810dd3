import type { Duty, DutyName } from '../workflows/domain/duties.ts';
import type { CivilDate } from '../workflows/domain/time.ts';
import { workingDaysBefore } from './counting.ts';
import type { Procedure } from './schema.ts';
import { actingTimes } from './sending-times.ts';

/** Working days in which a letter is printed and posted, where the procedure does not say. */
const usualPostDays = 3;

/** These are for the insurer, or acted on when a day has passed: nothing has to reach the complainant before. */
const notForTheComplainant: readonly DutyName[] = ['insurer-forwarding', 'insurer-chaser', 'never-written'];

/**
 * A duty to somebody without an e-mail address is acted on earlier, so that its letter is in the post tray in time to be printed and
 * posted.
 *
 * @param from the day on which the duty arose, in the firm's zone
 */
export function inTimeForPost<Planned extends Duty>(
  procedure: Procedure,
  reference: string,
  duty: Planned,
  from: CivilDate,
): Planned {
  if (notForTheComplainant.includes(duty.duty)) return duty;
  const postDays = procedure.sendingWindow.postDays ?? usualPostDays;
  return { ...duty, ...actingTimes(procedure, { reference, duty: duty.duty, dueOn: duty.dueOn, notBefore: from, postDays }) };
}

/** Until when a letter can be posted, and from when on that presses. */
export interface PostingDays {
  /** The last working day, Monday to Friday, on or before the last day of what the letter is for: no post is taken in on others. */
  last: CivilDate;
  /** One working day before: from then on it is told every day. */
  alarmFrom: CivilDate;
}

/** When a letter from the post tray must be posted, given the last day of what it is for. */
export function postingDays({ calendar }: Pick<Procedure, 'calendar'>, dueOn: CivilDate): PostingDays {
  return { last: workingDaysBefore(dueOn, 0, calendar.days), alarmFrom: workingDaysBefore(dueOn, 1, calendar.days) };
}
