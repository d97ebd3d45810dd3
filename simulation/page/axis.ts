import { addCalendarDays, addMonths } from '../../procedures/civil-dates.ts';
import { isWorkingDay } from '../../procedures/counting.ts';
import type { Procedure } from '../../procedures/schema.ts';
import { startOfDay } from '../../procedures/zoned-time.ts';
import type { CivilDate, Instant } from '../../workflows/domain/time.ts';
import type { PageDates } from './dates.ts';

/** A label of the axis, at the start of its day. */
export interface Tick {
  x: number;
  label: string;
}

/** The room that a label needs, in pixels. */
const labelRoom = 66;
const dayLength = 86_400_000;

/** Where instants stand between the left and the right edge of a picture. */
export class Axis {
  readonly #from: Instant;
  readonly #until: Instant;
  readonly #left: number;
  readonly #right: number;

  constructor(span: { from: Instant; until: Instant }, edges: { left: number; right: number }) {
    this.#from = span.from;
    this.#until = Math.max(span.until, span.from + dayLength);
    this.#left = edges.left;
    this.#right = edges.right;
  }

  /** Within the edges, to a tenth of a pixel. */
  x(instant: Instant): number {
    const share = (instant - this.#from) / (this.#until - this.#from);
    return Math.round((this.#left + Math.min(1, Math.max(0, share)) * (this.#right - this.#left)) * 10) / 10;
  }

  /** Days, Mondays, or first days of months, as many as have room. */
  ticks(dates: PageDates, timeZone: string): Tick[] {
    const first = dates.dayOf(this.#from);
    const perDay = (this.#right - this.#left) / ((this.#until - this.#from) / dayLength);
    const days = daysFor(first, perDay);
    const ticks: Tick[] = [];
    for (const { day, ofMonth } of days) {
      const instant = startOfDay(day, timeZone);
      if (instant > this.#until) break;
      const x = this.x(instant);
      if (instant >= this.#from && x + labelRoom - 8 <= this.#right + 24) ticks.push({ x, label: dates.tick(day, ofMonth) });
    }
    return ticks;
  }

  /** The public holidays from Monday to Friday: days that count in no limit in working days. */
  holidays({ calendar, firm }: Procedure, dates: PageDates): { x: number; width: number; day: CivilDate }[] {
    const found: { x: number; width: number; day: CivilDate }[] = [];
    const last = dates.dayOf(this.#until);
    for (let day = dates.dayOf(this.#from); day <= last; day = addCalendarDays(day, 1)) {
      if (isWeekend(day) || isWorkingDay(day, calendar.days)) continue;
      const x = this.x(startOfDay(day, firm.timeZone));
      found.push({ x, width: Math.max(1.5, this.x(startOfDay(addCalendarDays(day, 1), firm.timeZone)) - x), day });
    }
    return found;
  }
}

function* daysFor(first: CivilDate, perDay: number): Generator<{ day: CivilDate; ofMonth: boolean }> {
  const step = [1, 7, 14].find((days) => days * perDay >= labelRoom);
  if (step === undefined) {
    const months = [1, 2, 3, 6, 12, 24].find((count) => count * 30 * perDay >= labelRoom) ?? 60;
    for (let day = `${first.slice(0, 8)}01`; ; day = addMonths(day, months)) yield { day, ofMonth: true };
  }
  const start = step === 1 ? first : mondayFrom(first);
  for (let day = start; ; day = addCalendarDays(day, step)) yield { day, ofMonth: false };
}

function mondayFrom(day: CivilDate): CivilDate {
  return addCalendarDays(day, (8 - weekday(day)) % 7);
}

function isWeekend(day: CivilDate): boolean {
  return weekday(day) === 0 || weekday(day) === 6;
}

/** 0 is Sunday. */
function weekday(day: CivilDate): number {
  return new Date(`${day}T12:00:00Z`).getUTCDay();
}
