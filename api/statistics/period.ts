import { addCalendarDays, addMonths } from '../../procedures/civil-dates.ts';
import { mostMonths } from '../../register/statistics/summary.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';

/** Whole months, by the first day of the first and the last day of the last. */
export interface Period {
  from: CivilDate;
  to: CivilDate;
}

/**
 * The period that is asked for: to this month where no end is given, and from January of the last one's year where no beginning is.
 *
 * @param given months, `2026-05`
 */
export function periodOf({ from, to }: { from?: string | undefined; to?: string | undefined }, today: CivilDate): Period {
  const last = `${to ?? (from !== undefined && from > today.slice(0, 7) ? from : today.slice(0, 7))}-01`;
  const first = from === undefined ? `${last.slice(0, 4)}-01-01` : `${from}-01`;
  const earliest = addMonths(last, 1 - mostMonths);
  return { from: first < earliest ? earliest : first, to: addCalendarDays(addMonths(last, 1), -1) };
}
