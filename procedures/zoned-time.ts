import { Temporal } from 'temporal-polyfill/implementation';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';

/** The day that an instant falls on in a zone (`Europe/Paris`). */
export function civilDateAt(instant: Instant, timeZone: string): CivilDate {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The first instant of a day in a zone; not always midnight where clocks change at midnight. */
export function startOfDay(date: CivilDate, timeZone: string): Instant {
  return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone }).epochMilliseconds;
}

/**
 * The instant of a time of day in a zone, and some seconds later. A time that the clocks skip counts from after the skip;
 * one that they show twice is the first of the two.
 *
 * @param time `HH:MM`
 */
export function instantAt(date: CivilDate, time: string, secondsOffset: number, timeZone: string): Instant {
  const start = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) });
  return start.epochMilliseconds + secondsOffset * 1000;
}
