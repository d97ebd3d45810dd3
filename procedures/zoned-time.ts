import { Temporal } from 'temporal-polyfill/implementation';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';

/** The day that an instant falls on in a zone (`Europe/Paris`). */
export function civilDateAt(instant: Instant, timeZone: string): CivilDate {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The first instant of a day in a zone; not always midnight where clocks change at midnight. */
export function startOfDay(date: CivilDate, timeZone: string): Instant {
  return remembered(`${date} ${timeZone}`, () => Temporal.PlainDate.from(date).toZonedDateTime({ timeZone }).epochMilliseconds);
}

/**
 * The instant of a time of day in a zone, and some seconds later. A time that the clocks skip counts from after the skip;
 * one that they show twice is the first of the two.
 *
 * @param time `HH:MM`
 */
export function instantAt(date: CivilDate, time: string, secondsOffset: number, timeZone: string): Instant {
  const start = remembered(`${date} ${time} ${timeZone}`, () => {
    const plainTime = Temporal.PlainTime.from(time);
    return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
  });
  return start + secondsOffset * 1000;
}

// Looking an offset up is by far the slowest part of planning, and thousands of complaints share few days.
const instants = new Map<string, Instant>();
const mostInstants = 10_000;

function remembered(key: string, find: () => Instant): Instant {
  const known = instants.get(key);
  if (known !== undefined) return known;
  if (instants.size >= mostInstants) instants.clear();
  const found = find();
  instants.set(key, found);
  return found;
}
