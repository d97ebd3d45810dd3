import type { Duty, DutyName } from '../workflows/domain/duties.ts';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import { addCalendarDays } from './civil-dates.ts';
import { isWorkingDay, workingDayFrom, workingDaysBefore } from './counting.ts';
import type { Procedure } from './schema.ts';
import { civilDateAt, instantAt } from './zoned-time.ts';

/** When Doléance acts by itself on a duty. */
type ActingTimes = Pick<Duty, 'sendOn' | 'sendAt' | 'sendBy'>;

/**
 * The day and the second on which Doléance acts by itself: the last working day on or before the due date, less the margin, in
 * the firm's sending window, at a second that follows from the reference, so that a thousand letters do not leave at once.
 *
 * @param postDays working days besides, in which a letter is printed and posted
 * @param notBefore the day on which the duty arose; what would have been due to leave before it leaves at once
 */
export function actingTimes(
  procedure: Procedure,
  {
    reference,
    duty,
    dueOn,
    notBefore,
    postDays = 0,
  }: { reference: string; duty: DutyName; dueOn: CivilDate; notBefore?: CivilDate | undefined; postDays?: number | undefined },
): ActingTimes {
  const sendOn = sendingDay(procedure, dueOn, notBefore, postDays);
  const { start, end } = windowOn(procedure, sendOn);
  return { sendOn, sendAt: start + offsetWithin(end - start, `${reference}/${duty}`), sendBy: end };
}

/**
 * When a duty is acted on that its worker comes to late: at once where it is due today or earlier, or would fall due before the
 * next window; else in today's window while it is open, or at the same second of the next working day's.
 *
 * @param now workflow time
 */
export function nextSendingTime(procedure: Procedure, duty: Duty, now: Instant): Instant {
  if (now < duty.sendAt) return duty.sendAt;
  const today = civilDateAt(now, procedure.firm.timeZone);
  if (now < duty.sendBy || duty.dueOn <= today) return now;
  const offset = duty.sendAt - windowOn(procedure, duty.sendOn).start;
  if (isWorkingDay(today, procedure.calendar.days)) {
    const { start, end } = windowOn(procedure, today);
    if (now < end) return Math.max(now, start + offset);
  }
  const next = workingDayFrom(addCalendarDays(today, 1), procedure.calendar.days);
  return next > duty.dueOn ? now : windowOn(procedure, next).start + offset;
}

function sendingDay(procedure: Procedure, dueOn: CivilDate, notBefore: CivilDate | undefined, postDays: number): CivilDate {
  const holidays = procedure.calendar.days;
  const planned = workingDaysBefore(dueOn, procedure.sendingWindow.marginDays + postDays, holidays);
  if (notBefore === undefined || planned >= notBefore) return planned;
  const nextWorkingDay = workingDayFrom(notBefore, holidays);
  return nextWorkingDay <= dueOn ? nextWorkingDay : notBefore;
}

function windowOn({ sendingWindow, firm }: Procedure, date: CivilDate): { start: Instant; end: Instant } {
  const start = instantAt(date, sendingWindow.from, 0, firm.timeZone);
  return { start, end: Math.max(start, instantAt(date, sendingWindow.to, 0, firm.timeZone)) };
}

/** A whole number of seconds, as milliseconds, below the length given; the same for the same words. */
function offsetWithin(length: number, words: string): number {
  const seconds = Math.floor(length / 1000);
  return seconds === 0 ? 0 : (hash(words) % seconds) * 1000;
}

/** FNV-1a over UTF-16 code units, 32 bits, with the last rounds of MurmurHash3 so that references in a row fall far apart. */
function hash(words: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < words.length; index += 1) {
    value = Math.imul(value ^ words.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
