import { Temporal } from 'temporal-polyfill/implementation';
import { isCivilDate } from '../procedures/civil-dates.ts';
import { instantAt } from '../procedures/zoned-time.ts';
import type { Instant } from '../workflows/domain/time.ts';

/** The time of day of a moment that is given as a day. */
const usualTime = '10:00';

const withOffset = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$/;
const local = /^(\d{4}-\d{2}-\d{2})[ T]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;
const period = /^P(?!$)(\d{1,4}Y)?(\d{1,4}M)?(\d{1,4}W)?(\d{1,5}D)?(T(?!$)(\d{1,5}H)?(\d{1,6}M)?(\d{1,8}S)?)?$/;

/** How moments are written in a scenario, for who made a mistake in one. */
export const momentForms =
  '2026-06-01T10:00:00+02:00, 2026-06-01 10:00 or 2026-06-01 (at 10:00), in the firm’s zone where no offset stands';
/** How long after the receipt, likewise. */
export const periodForms = 'a time from the receipt such as P12D, P1M, P1M2D or PT2H';

/**
 * Reads a moment: an instant with its offset, a local date-time, or a day, which stands for ten o'clock.
 *
 * @returns undefined where it is none of them, or no moment of the calendar
 */
export function readMoment(value: string, timeZone: string): Instant | undefined {
  if (isCivilDate(value)) return instantAt(value, usualTime, 0, timeZone);
  const [, date, hoursMinutes, seconds] = readLocal(value) ?? [];
  if (date !== undefined && hoursMinutes !== undefined) return instantAt(date, hoursMinutes, Number(seconds ?? 0), timeZone);
  if (!withOffset.test(value)) return undefined;
  try {
    return Temporal.Instant.from(value).epochMilliseconds;
  } catch {
    return undefined;
  }
}

function readLocal(value: string): string[] | undefined {
  const [whole, date, hours, minutes, seconds] = local.exec(value) ?? [];
  if (whole === undefined || date === undefined || !isCivilDate(date)) return undefined;
  return [whole, date, `${hours}:${minutes}`, seconds ?? '0'];
}

/** The same, or how long after the receipt: as many days or months later at the same time of day in the firm's zone. */
export function readMomentFrom(value: string, received: Instant, timeZone: string): Instant | undefined {
  if (!period.test(value)) return readMoment(value, timeZone);
  const start = Temporal.Instant.fromEpochMilliseconds(received).toZonedDateTimeISO(timeZone);
  return start.add(Temporal.Duration.from(value)).epochMilliseconds;
}

/** An instant with the firm's own offset, to the second: `2026-05-26T08:12:33+02:00`. */
export function inFirmsZone(instant: Instant, timeZone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  return zoned.toString({ timeZoneName: 'never', smallestUnit: 'second' });
}
