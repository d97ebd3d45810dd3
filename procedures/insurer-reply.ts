import type { CivilDate } from '../workflows/domain/time.ts';
import { addCalendarDays } from './civil-dates.ts';
import { lastDayOf, workingDaysBefore } from './counting.ts';
import type { Procedure } from './schema.ts';

/** Working days that an insurer is given to answer a forwarded complaint; no text says how many. */
const daysToReply = 10;

/** Working days that the firm keeps for itself between the insurer's reply and its own answer. */
const daysKept = 5;

/**
 * By when the insurer is asked to answer a forwarded complaint: early enough for the firm to keep its own date.
 *
 * @param from the day of forwarding, in the firm's zone
 * @param answerBy the day by which the firm has promised its answer; absent where that day has passed
 */
export function insurerReplyBy(
  procedure: Procedure,
  { from, answerBy }: { from: CivilDate; answerBy?: CivilDate | undefined },
): CivilDate {
  const holidays = procedure.calendar.days;
  const usual = lastDayOf(from, daysToReply, 'monToFriDays', holidays);
  if (answerBy === undefined) return usual;
  const latest = workingDaysBefore(answerBy, daysKept, holidays);
  const earliest = addCalendarDays(from, 1);
  return [usual, latest < earliest ? earliest : latest].toSorted()[0] ?? usual;
}
