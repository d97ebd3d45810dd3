import { formatDate } from '../../letters/format.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import type { Language } from '../../register/complaint-content.ts';
import type { CivilDate, Instant } from '../../workflows/domain/time.ts';

/** How a page writes dates: in the firm's language and zone. */
export class PageDates {
  readonly #language: Language;
  readonly #timeZone: string;

  constructor(language: Language, timeZone: string) {
    this.#language = language;
    this.#timeZone = timeZone;
  }

  /** `27 mai 2026` */
  day(date: CivilDate): string {
    return formatDate(date, this.#language);
  }

  /** `mercredi 27 mai 2026`: limits in working days are checked by the weekday. */
  dayWithWeekday(date: CivilDate): string {
    const weekday = new Intl.DateTimeFormat(this.#language, { weekday: 'long', timeZone: 'UTC' }).format(noon(date));
    return `${weekday} ${this.day(date)}`;
  }

  /** `mercredi 27 mai 2026, 08:35` */
  moment(instant: Instant): string {
    const time = new Intl.DateTimeFormat('en-GB', { timeZone: this.#timeZone, hour: '2-digit', minute: '2-digit' }).format(
      instant,
    );
    return `${this.dayWithWeekday(this.dayOf(instant))}, ${time}`;
  }

  /** `27 mai` on an axis; `mai 2026` where a tick stands for a month. */
  tick(date: CivilDate, ofMonth: boolean): string {
    const form = ofMonth ? ({ month: 'short', year: 'numeric' } as const) : ({ day: 'numeric', month: 'short' } as const);
    return new Intl.DateTimeFormat(this.#language, { ...form, timeZone: 'UTC' }).format(noon(date));
  }

  dayOf(instant: Instant): CivilDate {
    return civilDateAt(instant, this.#timeZone);
  }
}

function noon(date: CivilDate): Date {
  return new Date(`${date}T12:00:00Z`);
}
