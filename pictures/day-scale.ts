import { addCalendarDays } from '../procedures/civil-dates.ts';
import type { CivilDate } from '../workflows/domain/time.ts';

/** Which days a scale shows, and how wide: days that count in a limit have room, the others take a sliver. */
export interface DaysShown {
  from: CivilDate;
  until: CivilDate;
  counts: (day: CivilDate) => boolean;
  /** The room there is, in pixels; days that count shrink to fit in it, and no further than they can be told apart. */
  room: number;
  left: number;
}

const widest = 16;
const uncounted = 3;
/** Days narrower than this give up the slivers between the weeks first. */
const narrow = 6;
/** A year and more still has room; what is longer is scrolled. */
const narrowest = 2;

/** Where days stand in a picture: each has its left and right edge. */
export class DayScale {
  readonly #edges = new Map<CivilDate, { left: number; right: number }>();
  readonly #first: CivilDate;
  readonly #last: CivilDate;
  readonly days: readonly CivilDate[];
  /** The right edge of the last day, in pixels. */
  readonly right: number;
  /** The width of a day that counts, in pixels. */
  readonly perDay: number;

  constructor({ from, until, counts, room, left }: DaysShown) {
    this.days = daysBetween(from, until);
    const counted = this.days.filter(counts);
    const others = this.days.length - counted.length;
    const perDay = (sliver: number) => (room - sliver * others) / Math.max(1, counted.length);
    const sliver = perDay(uncounted) < narrow ? 1 : uncounted;
    this.perDay = Math.floor(Math.min(widest, Math.max(narrowest, perDay(sliver))) * 10) / 10;
    const set = new Set(counted);
    let x = left;
    for (const day of this.days) {
      const right = tenth(x + (set.has(day) ? this.perDay : sliver));
      this.#edges.set(day, { left: tenth(x), right });
      x = right;
    }
    this.right = x;
    this.#first = from;
    this.#last = until;
  }

  /** The left edge of a day; of one that is not shown the nearest edge of the scale. */
  leftOf(day: CivilDate): number {
    return this.#of(day).left;
  }

  rightOf(day: CivilDate): number {
    return this.#of(day).right;
  }

  middleOf(day: CivilDate): number {
    const { left, right } = this.#of(day);
    return tenth((left + right) / 2);
  }

  /** Whether single weeks can be told apart by the days between them. */
  get showsWeeks(): boolean {
    return this.perDay >= narrow;
  }

  shows(day: CivilDate): boolean {
    return this.#edges.has(day);
  }

  #of(day: CivilDate): { left: number; right: number } {
    const nearest = day < this.#first ? this.#first : day > this.#last ? this.#last : day;
    return this.#edges.get(nearest) ?? { left: 0, right: 0 };
  }
}

function daysBetween(from: CivilDate, until: CivilDate): CivilDate[] {
  const days: CivilDate[] = [];
  for (let day = from; day <= until; day = addCalendarDays(day, 1)) days.push(day);
  return days;
}

function tenth(x: number): number {
  return Math.round(x * 10) / 10;
}
