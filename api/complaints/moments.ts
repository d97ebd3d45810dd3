import { Temporal } from 'temporal-polyfill/implementation';
import { isCivilDate } from '../../procedures/civil-dates.ts';
import { civilDateAt, instantAt } from '../../procedures/zoned-time.ts';
import type { CivilDate, Instant } from '../../workflows/domain/time.ts';

/** A moment as it was given: a day in the firm's zone, or an instant, of which the day follows. */
export interface Moment {
  day: CivilDate;
  instant: Instant;
}

const withOffset = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/i;

/**
 * Reads a date-time with its offset, or a day in the firm's zone; of a day, noon stands for the unknown time, but never later than now.
 *
 * @returns undefined where it is neither
 */
export function readMoment(value: string, timeZone: string, now: Instant): Moment | undefined {
  if (isCivilDate(value)) return { day: value, instant: noonOf(value, timeZone, now) };
  if (!withOffset.test(value)) return undefined;
  try {
    const instant = Temporal.Instant.from(value).epochMilliseconds;
    return { day: civilDateAt(instant, timeZone), instant };
  } catch {
    return undefined;
  }
}

/** An instant of that day that has passed: noon, or now where that is earlier. */
export function noonOf(day: CivilDate, timeZone: string, now: Instant): Instant {
  return Math.min(instantAt(day, '12:00', 0, timeZone), day === civilDateAt(now, timeZone) ? now : Number.POSITIVE_INFINITY);
}
