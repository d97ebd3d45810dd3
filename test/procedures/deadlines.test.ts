import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type DeadlinesQuestion, DeadlinesQuestionError, deadlinesAnswer } from '../../procedures/deadlines.ts';
import { isHoliday } from '../../procedures/holidays.ts';
import { loadProcedures } from '../../procedures/load-procedures.ts';
import { goldenRows } from './golden-table.ts';
import { calendarRows } from './procedure-files.ts';
import { slowCount, slowDayAfter, slowMonths, slowWorkingDayUntil, withWeekday } from './slow-counting.ts';

const procedures = await loadProcedures();
const france = await calendarRows('france');

describe('deadlines of opticourtage', () => {
  test.each(
    goldenRows('opticourtage-classic.md').map(({ heading, cells }) => ({
      heading,
      received: cells[0] ?? '',
      sent: cells[2] ?? '',
      cells,
    })),
  )('$heading: received $received, sent $sent', ({ received, sent, cells }) => {
    const answer = deadlinesAnswer(procedures, { procedure: 'opticourtage', received, sent: sent === '–' ? undefined : sent });
    const columns = answer.deadlines.flatMap(({ dueOn, sendOn, limits }) => [
      limits.length === 1 ? withWeekday(dueOn) : `${withWeekday(dueOn)}, ${strictest(limits)}`,
      withWeekday(sendOn),
    ]);
    expect(answer.deadlines.map(({ duty }) => duty)).toEqual(['acknowledgement', 'insurer-forwarding', 'final-response']);
    expect(columns).toEqual(cells.slice(3, 9));
    expect(answer.received).toBe(received);
  });

  test('the golden table names the days and the skipped holidays as the calendar has them', () => {
    for (const { cells } of goldenRows('opticourtage-classic.md')) {
      const [, day = '', sent = '', acknowledgement = '', , forwarding = ''] = cells;
      const start = sent === '–' ? day.slice(4) : [day.slice(4), sent.slice(0, 10)].toSorted()[0];
      const end = [acknowledgement.slice(4, 14), forwarding.slice(4, 14)].toSorted()[1] ?? '';
      const skipped: string[] = [];
      for (let one = slowDayAfter(start ?? '', 1); one <= end; one = slowDayAfter(one, 1)) {
        if (isHoliday(france, one) && !withWeekday(one).startsWith('Sun')) skipped.push(withWeekday(one));
      }
      const named = cells[9] === '–' ? [] : (cells[9] ?? '').split(', ').map((holiday) => holiday.slice(0, 14));
      expect({ received: day, skipped: named }).toEqual({ received: day, skipped });
      expect(withWeekday(day.slice(4))).toBe(day);
    }
  });

  test('a classic complaint has the firm’s own limits and the supervisor’s, each with its rule', () => {
    const { deadlines } = deadlinesAnswer(procedures, {
      procedure: 'opticourtage',
      received: '2026-05-13T18:30:00+02:00',
      sent: '2026-05-12',
    });
    expect(deadlines).toEqual([
      {
        duty: 'acknowledgement',
        dueOn: '2026-05-26',
        sendOn: '2026-05-26',
        limits: [
          { source: 'acpr', dueOn: '2026-05-26', rule: '10 monToSatDays from sent' },
          { source: 'procedure', dueOn: '2026-05-27', rule: '10 monToSatDays from received' },
        ],
      },
      {
        duty: 'insurer-forwarding',
        dueOn: '2026-05-20',
        sendOn: '2026-05-20',
        limits: [{ source: 'procedure', dueOn: '2026-05-20', rule: '5 monToSatDays from received' }],
      },
      {
        duty: 'final-response',
        dueOn: '2026-07-12',
        sendOn: '2026-07-10',
        limits: [
          { source: 'acpr', dueOn: '2026-07-12', rule: '2 months from sent' },
          { source: 'procedure', dueOn: '2026-07-13', rule: '2 months from received' },
        ],
      },
    ]);
  });

  test('an unknown sending date counts from receipt, and the rule says so', () => {
    const { deadlines } = deadlinesAnswer(procedures, { procedure: 'opticourtage', received: '2026-05-13' });
    expect(deadlines[0]?.limits[1]).toEqual({
      source: 'acpr',
      dueOn: '2026-05-27',
      rule: '10 monToSatDays from sent (unknown: received)',
    });
  });

  test('a complaint about personal data has the law’s month and the firm’s two, and nothing of the supervisor’s', () => {
    const { deadlines } = deadlinesAnswer(procedures, { procedure: 'opticourtage', received: '2026-01-31', kind: 'gdpr' });
    expect(deadlines).toEqual([
      {
        duty: 'acknowledgement',
        dueOn: '2026-02-12',
        sendOn: '2026-02-12',
        limits: [{ source: 'procedure', dueOn: '2026-02-12', rule: '10 monToSatDays from received' }],
      },
      {
        duty: 'gdpr-response',
        dueOn: '2026-02-28',
        sendOn: '2026-02-27',
        limits: [
          { source: 'gdpr', dueOn: '2026-02-28', rule: '1 month from received' },
          { source: 'procedure', dueOn: '2026-03-31', rule: '2 months from received' },
        ],
      },
    ]);
  });

  test('before the recommendation of 2022 the supervisor’s limits ran from receipt, and before 2017 there were none here', () => {
    const limits = (received: string, sent: string) =>
      deadlinesAnswer(procedures, { procedure: 'opticourtage', received, sent }).deadlines[2]?.limits.map(
        ({ source, rule }) => `${source}: ${rule}`,
      );
    expect(limits('2023-01-02', '2022-12-30')).toEqual(['acpr: 2 months from sent', 'procedure: 2 months from received']);
    expect(limits('2022-12-30', '2022-12-28')).toEqual(['procedure: 2 months from received', 'acpr: 2 months from received']);
    expect(limits('2017-04-28', '2017-04-27')).toEqual(['procedure: 2 months from received']);
  });

  test('every deadline agrees with a second, slower count', () => {
    const anyDay = fc.integer({ min: 0, max: 30 * 365 }).map((days) => slowDayAfter('2023-01-01', days));
    fc.assert(
      fc.property(anyDay, fc.option(fc.integer({ min: 0, max: 90 })), (received, underway) => {
        const sent = underway === null ? undefined : slowDayAfter(received, -underway);
        const { deadlines } = deadlinesAnswer(procedures, { procedure: 'opticourtage', received, sent });
        const start = sent ?? received;
        const due = [slowCount(start, 10, 6, 'france'), slowCount(received, 5, 6, 'france'), slowMonths(start, 2)];
        expect(deadlines.map(({ dueOn }) => dueOn)).toEqual(due);
        expect(deadlines.map(({ sendOn }) => sendOn)).toEqual(due.map((day) => actsOn(day, received)));
      }),
    );
  });
});

describe('questions that cannot be answered', () => {
  test.each<[string, Partial<DeadlinesQuestion>, keyof DeadlinesQuestion, RegExp]>([
    [
      'an unknown procedure is answered with the known ones',
      { procedure: 'nobody' },
      'procedure',
      /'nobody' is not known; allowed: 123-courtage, almena, alter-ego, opticourtage, optimco/,
    ],
    ['a day that does not exist', { received: '2026-02-30' }, 'received', /'2026-02-30' is no date/],
    ['a time that does not exist', { received: '2026-02-03T25:00:00Z' }, 'received', /is no date/],
    ['a date-time without its offset', { received: '2026-05-13T18:30:00' }, 'received', /has no offset from UTC/],
    ['words', { received: 'yesterday' }, 'received', /'yesterday' is no date; allowed: 2026-05-13T18:30:00\+02:00 or 2026-05-13/],
    ['a year beyond the calendars', { received: '9999-12-31' }, 'received', /allowed: years 1990 to 2199/],
    ['a sending date that is none', { sent: '' }, 'sent', /'' is no date/],
    ['sent on a later day than received', { sent: '2026-05-14' }, 'sent', /'2026-05-14' is after '2026-05-13'/],
    ['sent later on the day of receipt', { received: '2026-05-13T10:00:00Z', sent: '2026-05-13T10:00:01Z' }, 'sent', /is after/],
    ['an unknown kind', { kind: 'urgent' }, 'kind', /'urgent' is not known; allowed: classic, gdpr, classic-and-gdpr/],
  ])('%s', (_rule, wrong, field, message) => {
    const ask = () => deadlinesAnswer(procedures, { procedure: 'opticourtage', received: '2026-05-13', ...wrong });
    expect(ask).toThrow(message);
    expect(ask).toThrow(expect.objectContaining({ name: DeadlinesQuestionError.name, field }));
  });

  test('sent on the day of receipt, at a time or at none, is no contradiction', () => {
    const due = (received: string, sent: string) =>
      deadlinesAnswer(procedures, { procedure: 'opticourtage', received, sent }).deadlines[2]?.dueOn;
    expect(due('2026-05-13T10:00:00+02:00', '2026-05-13')).toBe('2026-07-13');
    expect(due('2026-05-13', '2026-05-13T23:30:00+02:00')).toBe('2026-07-13');
    expect(due('2026-05-13T10:00:00Z', '2026-05-13T10:00:00Z')).toBe('2026-07-13');
  });
});

function strictest(limits: { source: string; dueOn: string }[]): string | undefined {
  return limits.every(({ dueOn }) => dueOn === limits[0]?.dueOn) ? 'both' : limits[0]?.source;
}

/** The last working day, never before receipt: what would have left earlier leaves on the first working day, or at once. */
function actsOn(due: string, received: string): string {
  const last = slowWorkingDayUntil(due, 'france');
  if (last >= received) return last;
  for (let day = received; day <= due; day = slowDayAfter(day, 1)) {
    if (slowWorkingDayUntil(day, 'france') === day) return day;
  }
  return received;
}
