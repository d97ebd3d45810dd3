import type { Language } from '../../../letters/letter.ts';
import { limitInWords, ruleInWords } from '../../../letters/rule-words.ts';
import { countedDays, type DayKind, unitOfRule } from '../../../procedures/counted-days.ts';
import type { ComplaintDates } from '../../../procedures/plan-duties.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import { civilDateAt } from '../../../procedures/zoned-time.ts';
import type { DutyStatus, Limit } from '../../../workflows/domain/duties.ts';
import type { CivilDate } from '../../../workflows/domain/time.ts';
import { shortDay } from '../words/days.ts';
import { message } from '../words/words.ts';

/** How a limit stands: to whoever looks, the first of these cannot wait, and the last ones can. */
export type LimitState = 'late' | 'last-day' | 'soon' | 'ahead' | 'done' | 'done-late' | 'not-begun' | 'void';

/** Of what a badge is made. */
export interface LimitOfDuty {
  duty: Pick<DutyStatus, 'duty' | 'dueOn' | 'limits' | 'doneAt' | 'void'>;
  /** When it was done, in the firm's zone, where `duty.doneAt` does not say so. */
  doneOn?: CivilDate | undefined;
  /** False while nothing has triggered it: forwarding, before the insurer's responsibility is decided. */
  begun: boolean;
  /** In the firm's zone. */
  today: CivilDate;
  /** Its calendar says which days count. */
  procedure: Procedure;
  language: Language;
  /** The complaint's dates, so that each limit says from which day it runs. */
  dates?: ComplaintDates | undefined;
}

/** A limit for people: icon, words, date; and where it comes from. */
export interface LimitBadge {
  state: LimitState;
  /** Of Lucide. */
  icon: string;
  /** `En retard de 2 jours ouvrables` */
  words: string;
  /** `mar. 14 oct.`: the last day, or the day on which it was done. */
  date: string;
  /** The same day, `YYYY-MM-DD`. */
  day: CivilDate;
  /** Every limit of the duty, the strictest first. */
  sources: LimitSourceLine[];
}

/** One limit: what it rests on, its last day, and the day that it runs from where that is known. */
export interface LimitSourceLine {
  rule: string;
  until: string;
  since?: string;
  passed: boolean;
}

const icons: Record<LimitState, string> = {
  late: 'circle-alert',
  'last-day': 'alarm-clock',
  soon: 'clock-alert',
  ahead: 'clock',
  done: 'circle-check',
  'done-late': 'clock-check',
  'not-begun': 'circle-dashed',
  void: 'circle-slash',
};

/** How a duty's strictest limit stands, counted in that limit's own kind of days on the procedure's calendar. */
export function limitBadge(limit: LimitOfDuty): LimitBadge {
  const { state, day, words } = standing(limit);
  return { state, icon: icons[state], words, day, date: dayInBadge(day, limit), sources: sourcesOf(limit) };
}

function standing(limit: LimitOfDuty): { state: LimitState; day: CivilDate; words: string } {
  const { duty, today, language, procedure } = limit;
  const { dueOn } = duty;
  const plain = (state: LimitState, day = dueOn) => ({ state, day, words: message(language, `limits.${state}`) });
  const doneOn = limit.doneOn ?? (duty.doneAt === undefined ? undefined : civilDateAt(duty.doneAt, procedure.firm.timeZone));
  if (doneOn !== undefined)
    return doneOn <= dueOn ? plain('done', doneOn) : { ...delayed('done-late', doneOn, limit), day: doneOn };
  if (duty.void !== undefined) return plain('void');
  if (!limit.begun) return plain('not-begun');
  if (today > dueOn) return { ...delayed('late', today, limit), day: dueOn };
  if (today === dueOn) return plain('last-day');
  return { ...daysLeft(limit), day: dueOn };
}

/** A day after the last one on which nothing counts is late already, by no counted day. */
function delayed(state: 'late' | 'done-late', until: CivilDate, limit: LimitOfDuty): { state: LimitState; words: string } {
  const { kind, holidays } = countingOf(limit);
  const count = countedDays(limit.duty.dueOn, until, kind, holidays);
  const { language } = limit;
  const words =
    count === 0
      ? message(language, `limits.${state}-today`)
      : message(language, `limits.${state}`, { days: daysInWords(count, kind, language) });
  return { state, words };
}

/** Soon is two counted days or fewer; a limit of months is soon within its last seven days. */
function daysLeft(limit: LimitOfDuty): { state: LimitState; words: string } {
  const { duty, today, language } = limit;
  const { kind, holidays, inMonths } = countingOf(limit);
  const counted = countedDays(today, duty.dueOn, kind, holidays);
  const state = counted <= (inMonths ? 7 : 2) ? 'soon' : 'ahead';
  // A date that was announced may lie on a day that does not count: then the calendar's days say how far it is.
  const [count, shown] =
    counted > 0 ? [counted, kind] : [countedDays(today, duty.dueOn, 'calendarDays', holidays), 'calendarDays' as const];
  return { state, words: message(language, 'limits.left', { days: daysInWords(count, shown, language) }) };
}

function daysInWords(count: number, kind: DayKind, language: Language): string {
  return message(language, `limits.${kind}`, { count }).replace(' ', '\u00a0');
}

/** A limit of months counts down in calendar days; a date that was announced, in the days on which the firm works. */
function countingOf({ duty, procedure }: LimitOfDuty) {
  const unit = unitOfRule(duty.limits[0]?.rule ?? '') ?? 'monToFriDays';
  const inMonths = unit === 'months';
  return { kind: inMonths ? ('calendarDays' as const) : unit, inMonths, holidays: procedure.calendar.days };
}

/** Without the year, where it is this one. */
function dayInBadge(day: CivilDate, { today, language }: Pick<LimitOfDuty, 'today' | 'language'>): string {
  const year = day.slice(0, 4);
  const words = shortDay(day, language);
  return (year === today.slice(0, 4) ? words.replace(` ${year}`, '') : words).replaceAll(' ', '\u00a0');
}

function sourcesOf(limit: LimitOfDuty): LimitSourceLine[] {
  const { duty, today, language } = limit;
  const open = duty.doneAt === undefined && limit.doneOn === undefined && duty.void === undefined;
  return duty.limits.map(({ rule, source, dueOn }) => {
    const since = sinceOf(rule, limit);
    return {
      // A date that was announced needs no source.
      rule: rule === announced ? ruleInWords(rule, language) : limitInWords(rule, source, language),
      until: message(language, 'limits.until', { day: shortDay(dueOn, language) }),
      ...(since === undefined ? {} : { since }),
      passed: open && limit.begun && dueOn < today,
    };
  });
}

const announced = 'announced to the complainant';

/** The day that a limit runs from, where it is one of the complaint's own dates. */
function sinceOf(rule: Limit['rule'], { dates, language }: Pick<LimitOfDuty, 'dates' | 'language'>): string | undefined {
  const [, start, guessed] = / from (received|sent|registered)( \(unknown: received\))?$/.exec(rule) ?? [];
  if (dates === undefined || start === undefined) return undefined;
  const name = guessed ? 'received' : (start as 'received' | 'sent' | 'registered');
  const day = { received: dates.receivedOn, sent: dates.sentOn, registered: dates.registeredOn }[name];
  if (day === undefined) return undefined;
  return message(language, 'limits.since', { name: message(language, `limits.${name}`), day: shortDay(day, language) });
}
