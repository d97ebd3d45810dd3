import type { Language } from '../../../letters/letter.ts';
import type { TimeLineMark } from '../../../pictures/happenings.ts';
import { drawTimeLine, type TimeLineBar } from '../../../pictures/time-line.ts';
import { datesOf } from '../../../procedures/complaint-dates.ts';
import { unitOfRule } from '../../../procedures/counted-days.ts';
import { isWorkingDay } from '../../../procedures/counting.ts';
import { isHoliday } from '../../../procedures/holidays.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import { civilDateAt } from '../../../procedures/zoned-time.ts';
import type { DutyStatus } from '../../../workflows/domain/duties.ts';
import { isOwed } from '../../../workflows/domain/owed.ts';
import type { CivilDate } from '../../../workflows/domain/time.ts';
import type { ComplaintInFull } from '../../complaints/complaint-in-full.ts';
import { type LimitBadge, limitBadge } from '../parts/limit-badge.ts';
import { shortDay } from '../words/days.ts';
import { domainWord } from '../words/domain.ts';
import { message } from '../words/words.ts';
import { whatHappened } from './journal.ts';

/** The time line of a complaint: the picture, and the table that says the same. */
export interface TimeLine {
  svg: string;
  rows: TimeLineRow[];
}

/** Something that happened, or a duty on its last day. */
export interface TimeLineRow {
  day: CivilDate;
  icon: string;
  what: string;
  href?: string | undefined;
  /** From when a duty runs. */
  from?: CivilDate | undefined;
  badge?: LimitBadge | undefined;
  /** The badge's day is the one on which it was done. */
  done?: boolean | undefined;
}

interface Sight {
  complaint: ComplaintInFull;
  procedure: Procedure;
  language: Language;
  today: CivilDate;
}

/** The room that the picture has on a desk of 1280 pixels. */
const width = 760;

/** Draws a complaint's time line and writes its table. */
export function timeLine(complaint: ComplaintInFull, procedure: Procedure, language: Language): TimeLine {
  const today = civilDateAt(complaint.now, procedure.firm.timeZone);
  const sight = { complaint, procedure, language, today };
  const { facts, duties } = complaint;
  const inOrder = inProcedureOrder(duties);
  const goesOn = facts.closure === undefined;
  const happenings = happeningsOf(sight);
  const say = (key: string, values?: Record<string, unknown>) => message(language, `complaint.${key}`, values);
  const svg = drawTimeLine({
    bars: inOrder.map((duty) => barOf(duty, sight)),
    marks: happenings,
    ...(goesOn ? { today } : {}),
    counts: countingDays(complaint, procedure),
    isHoliday: (day) => isHoliday(procedure.calendar.days, day),
    width,
    words: {
      title: say('timeline.title', { reference: facts.reference }),
      description: say('timeline.description', { count: inOrder.length, events: happenings.length }),
      kinds: { in: say('timeline.in'), out: say('timeline.out'), decision: say('timeline.decision') },
      holidays: say('timeline.holidays'),
      today: (day) => say('timeline.today', { day: withoutYear(day, language) }),
      day: (day) => dayAndMonth(day, language),
    },
  });
  return { svg, rows: rowsOf(inOrder, happenings, sight) };
}

/** The kind of days of the last limit; a limit of months is shown in the days on which the firm works. */
function countingDays({ duties }: ComplaintInFull, procedure: Procedure): (day: CivilDate) => boolean {
  const final =
    duties.findLast(({ duty }) => duty === 'final-response') ?? duties.findLast(({ duty }) => duty === 'gdpr-response');
  const holidays = procedure.calendar.days;
  switch (unitOfRule(final?.limits[0]?.rule ?? '')) {
    case 'calendarDays':
      return () => true;
    case 'monToSatDays':
      return (day) => new Date(`${day}T12:00:00Z`).getUTCDay() !== 0 && !isHoliday(holidays, day);
    default:
      return (day) => isWorkingDay(day, holidays);
  }
}

const order: readonly DutyStatus['duty'][] = [
  'complaint-copy',
  'invitation-to-write',
  'reminder-to-write',
  'never-written',
  'acknowledgement',
  'mandate-request',
  'insurer-forwarding',
  'insurer-chaser',
  'interim-reply',
  'resolution-letter',
  'final-response',
  'gdpr-response',
  'announced-date',
];

/** As the procedure takes them, then as they arose. */
function inProcedureOrder(duties: readonly DutyStatus[]): DutyStatus[] {
  const place = ({ duty }: DutyStatus) => (order.includes(duty) ? order.indexOf(duty) : order.length);
  return duties.toSorted((one, other) => place(one) - place(other));
}

function barOf(duty: DutyStatus, sight: Sight): TimeLineBar {
  const { complaint, procedure, language } = sight;
  const dayOf = (at: number) => civilDateAt(at, procedure.firm.timeZone);
  const name = domainWord(language, 'duties', duty.duty);
  const badge = badgeOf(duty, sight);
  return {
    name,
    title: `${name}, ${badge.words}, ${badge.date}`,
    from: startOf(duty, sight),
    dueOn: duty.dueOn,
    sendOn: duty.sendOn,
    doneOn: duty.doneAt === undefined ? undefined : dayOf(duty.doneAt),
    endedOn: duty.void === undefined ? undefined : endedOn(duty, sight),
    begun: duty.doneAt !== undefined || duty.void !== undefined || isOwed(complaint.facts, duty),
  };
}

/** How a duty stands, with its limits. */
export function badgeOf(duty: DutyStatus, { complaint, procedure, language, today }: Sight): LimitBadge {
  return limitBadge({
    duty,
    begun: isOwed(complaint.facts, duty) || duty.doneAt !== undefined,
    today,
    procedure,
    language,
    dates: datesOf(complaint.facts),
  });
}

/** The day on which a duty began to run: the complaint's receipt, or what gave rise to it. */
function startOf({ duty, occasion, dueOn }: DutyStatus, { complaint, procedure }: Sight): CivilDate {
  const { facts, messages, letters, journal } = complaint;
  const dayOf = (at: number) => civilDateAt(at, procedure.firm.timeZone);
  const message = messages.find(({ id }) => occasion.includes(id));
  const letter = letters.find(({ id }) => occasion.includes(id));
  const planned = journal.find(({ event, detail }) => event === 'new-date-planned' && detail['occasion'] === occasion);
  const at = message?.accepted_at ?? letter?.sent_at ?? (duty === 'announced-date' ? planned?.at : undefined);
  const start = at ? dayOf(at.getTime()) : (facts.writing?.receivedOn ?? facts.receivedOn);
  return start < dueOn ? start : facts.receivedOn < dueOn ? facts.receivedOn : dueOn;
}

function endedOn({ duty, occasion, dueOn }: DutyStatus, { complaint, procedure }: Sight): CivilDate {
  const line = complaint.journal.findLast(
    ({ event, detail }) => event === 'duty-ended' && detail['duty'] === duty && detail['occasion'] === occasion,
  );
  return line ? civilDateAt(line.at.getTime(), procedure.firm.timeZone) : dueOn;
}

/** What came in, went out and was decided, in order. */
function happeningsOf({ complaint, procedure, language }: Sight): (TimeLineMark & { href?: string | undefined })[] {
  const { facts, messages, letters } = complaint;
  const dayOf = (at: Date) => civilDateAt(at.getTime(), procedure.firm.timeZone);
  const received = { day: facts.receivedOn, kind: 'in' as const, title: message(language, 'complaint.timeline.received') };
  const taken = messages
    .filter(({ state }) => state !== 'refused')
    .map(({ id, signal, body, accepted_at }) => ({
      day: dayOf(accepted_at),
      kind: signal === 'receive' ? ('in' as const) : ('decision' as const),
      title: whatHappened(body, { language, procedure }),
      href: `#message-${id}`,
    }));
  const sent = letters.flatMap(({ id, kind, sent_at, posted_on }) =>
    sent_at === null
      ? []
      : [
          {
            day: posted_on ?? dayOf(sent_at),
            kind: 'out' as const,
            title: domainWord(language, 'letters', kind),
            href: `/desk/complaints/${facts.reference}/letters/${id}.html`,
          },
        ],
  );
  return [received, ...taken, ...sent].toSorted((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0));
}

const icons: Record<TimeLineMark['kind'], string> = { in: 'inbox', out: 'send', decision: 'gavel' };

function rowsOf(duties: DutyStatus[], happenings: ReturnType<typeof happeningsOf>, sight: Sight): TimeLineRow[] {
  const { language } = sight;
  const ofDuties = duties.map((duty): TimeLineRow => {
    const badge = badgeOf(duty, sight);
    return {
      day: duty.dueOn,
      icon: badge.icon,
      what: domainWord(language, 'duties', duty.duty),
      from: badge.state === 'not-begun' ? undefined : startOf(duty, sight),
      badge,
      done: duty.doneAt !== undefined,
    };
  });
  const happened = happenings.map(({ day, kind, title, href }): TimeLineRow => ({ day, icon: icons[kind], what: title, href }));
  return [...happened, ...ofDuties].toSorted((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0));
}

function withoutYear(day: CivilDate, language: Language): string {
  return shortDay(day, language).replace(/\s\d{4}$/, '');
}

function dayAndMonth(day: CivilDate, language: Language): string {
  return withoutYear(day, language).replace(/^\S+\s/, '');
}
