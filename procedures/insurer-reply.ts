import type { CivilDate } from '../workflows/domain/time.ts';
import { addCalendarDays } from './civil-dates.ts';
import { lastDayOf, workingDayFrom, workingDaysBefore } from './counting.ts';
import type { Procedure } from './schema.ts';

/**
 * By when the insurer is asked to answer a forwarded complaint: within the procedure's time, early enough for the firm to keep its
 * own date, and never before the next working day.
 *
 * @param from the day of forwarding, in the firm's zone
 * @param answerBy the day by which the firm has promised its answer; absent where that day has passed
 */
export function insurerReplyBy(
  { insurerReply, calendar }: Procedure,
  { from, answerBy }: { from: CivilDate; answerBy?: CivilDate | undefined },
): CivilDate {
  const usual = lastDayOf(from, insurerReply.within, insurerReply.unit, calendar.days);
  if (answerBy === undefined) return usual;
  const latest = workingDaysBefore(answerBy, insurerReply.workingDaysBeforeAnswer, calendar.days);
  const earliest = workingDayFrom(addCalendarDays(from, 1), calendar.days);
  if (latest < earliest) return earliest;
  return latest < usual ? latest : usual;
}
