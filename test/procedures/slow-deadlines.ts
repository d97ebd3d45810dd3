// The rules of the five firms, written a second time by hand from their texts and the supervisor's recommendation, and counted by
// slow-counting.ts: nothing here reads the files or the program that it checks.

import { type SlowCalendar, slowCount, slowDayAfter, slowMonths, slowWorkingDayUntil } from './slow-counting.ts';

export const firms = ['opticourtage', 'alter-ego', '123-courtage', 'optimco', 'almena'] as const;
export type Firm = (typeof firms)[number];

export const calendarOf: Record<Firm, SlowCalendar> = {
  opticourtage: 'france',
  'alter-ego': 'france',
  '123-courtage': 'france',
  optimco: 'belgium',
  almena: 'guadeloupe',
};

export const zoneOf: Record<Firm, string> = {
  opticourtage: 'Europe/Paris',
  'alter-ego': 'Europe/Paris',
  '123-courtage': 'Europe/Paris',
  optimco: 'Europe/Brussels',
  almena: 'America/Guadeloupe',
};

export interface SlowDeadline {
  duty: string;
  dueOn: string;
  sendOn: string;
  /** The days of all limits with who set them, strictest first. */
  limits: { source: string; dueOn: string }[];
}

interface Dates {
  received: string;
  sent?: string | undefined;
}

/** The deadlines of a complaint received on a day since 2023, and sent on that day or before. */
export function slowDeadlines(firm: Firm, kind: 'classic' | 'gdpr', dates: Dates): SlowDeadline[] {
  const limits = kind === 'classic' ? classicLimits(firm, dates) : limitsOfPersonalData(firm, dates);
  return limits.map(([duty, ...days]) => {
    const sorted = days.toSorted((one, other) => one.dueOn.localeCompare(other.dueOn));
    const dueOn = sorted[0]?.dueOn ?? '';
    return { duty, dueOn, sendOn: slowSendOn(dueOn, dates.received, calendarOf[firm]), limits: sorted };
  });
}

type Row = [duty: string, ...limits: { source: string; dueOn: string }[]];

function classicLimits(firm: Firm, { received, sent = received }: Dates): Row[] {
  const calendar = calendarOf[firm];
  const own = (dueOn: string) => ({ source: 'procedure', dueOn });
  const acknowledgement = { source: 'acpr', dueOn: slowCount(sent, 10, 6, calendar) };
  const answer = { source: 'acpr', dueOn: slowMonths(sent, 2) };
  switch (firm) {
    case 'opticourtage':
      return [
        ['acknowledgement', own(slowCount(received, 10, 6, calendar)), acknowledgement],
        ['insurer-forwarding', own(slowCount(received, 5, 6, calendar))],
        ['final-response', own(slowMonths(received, 2)), answer],
      ];
    case 'alter-ego':
      return [
        ['acknowledgement', acknowledgement],
        ['final-response', answer],
      ];
    case '123-courtage': {
      const forty = slowCount(received, 40, 5, calendar);
      const pulled = forty > answer.dueOn ? [{ source: 'ours', dueOn: answer.dueOn }] : [];
      return [
        ['acknowledgement', own(slowCount(received, 10, 5, calendar)), acknowledgement],
        ['interim-reply', ...pulled, own(forty)],
        ['final-response', answer],
      ];
    }
    case 'optimco':
      return [
        ['acknowledgement', own(slowCount(received, 3, 5, calendar))],
        ['final-response', own(slowMonths(received, 1))],
      ];
    case 'almena':
      return [
        ['acknowledgement', own(slowCount(received, 10, 6, calendar)), acknowledgement],
        ['final-response', own(slowMonths(received, 2)), answer],
      ];
  }
}

function limitsOfPersonalData(firm: Firm, { received }: Dates): Row[] {
  const calendar = calendarOf[firm];
  const law = { source: 'gdpr', dueOn: slowMonths(received, 1) };
  const own = (dueOn: string) => ({ source: 'procedure', dueOn });
  const tenOuvrables = slowCount(received, 10, 6, calendar);
  switch (firm) {
    case 'opticourtage':
    case 'almena':
      return [
        ['acknowledgement', own(tenOuvrables)],
        ['gdpr-response', law, own(slowMonths(received, 2))],
      ];
    case 'alter-ego':
      return [
        ['acknowledgement', { source: 'ours', dueOn: tenOuvrables }],
        ['gdpr-response', law],
      ];
    case '123-courtage':
      return [
        ['acknowledgement', own(slowCount(received, 10, 5, calendar))],
        ['gdpr-response', law],
      ];
    case 'optimco':
      return [
        ['acknowledgement', own(slowCount(received, 3, 5, calendar))],
        ['gdpr-response', own(slowMonths(received, 1)), law],
      ];
  }
}

/** The last working day, never before receipt: what would have left earlier leaves on the first working day, or at once. */
function slowSendOn(due: string, received: string, calendar: SlowCalendar): string {
  const last = slowWorkingDayUntil(due, calendar);
  if (last >= received) return last;
  for (let day = received; day <= due; day = slowDayAfter(day, 1)) {
    if (slowWorkingDayUntil(day, calendar) === day) return day;
  }
  return received;
}
