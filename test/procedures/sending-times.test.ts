import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nextSendingTime, planAnnouncedDate } from '../../procedures/plan-duties.ts';
import type { Procedure } from '../../procedures/schema.ts';
import { actingTimes } from '../../procedures/sending-times.ts';
import { alteredProcedure, theProcedure } from './altered-procedure.ts';

const procedure = theProcedure();
const paris = (time: string) => Date.parse(time);
const promised = (dueOn: string, firm: Procedure = procedure) =>
  planAnnouncedDate(firm, { reference: 'OPT-2026-000123', occasion: 'delay-1', dueOn });
const withMargin = (days: number) =>
  alteredProcedure((content) => {
    content.sendingWindow.marginDays = days;
  });

describe('the day on which Doléance acts by itself', () => {
  test.each([
    ['the due date itself', 0, '2026-07-13', '2026-07-13'],
    ['Friday, where the due date is a Saturday', 0, '2026-07-11', '2026-07-10'],
    ['the day before a public holiday', 0, '2026-07-14', '2026-07-13'],
    ['Thursday, where Friday and the weekend are off', 0, '2026-12-27', '2026-12-24'],
    ['one working day earlier with a margin of one', 1, '2026-07-13', '2026-07-10'],
    ['margins skip holidays and weekends', 3, '2026-05-18', '2026-05-12'],
    ['a margin counts from the last working day', 1, '2026-07-11', '2026-07-09'],
  ])('is %s', (_rule, margin, dueOn, sendOn) => {
    expect(promised(dueOn, withMargin(margin)).sendOn).toBe(sendOn);
  });

  test.each([
    ['what was due before it arose is done at once', 0, '2026-05-01', '2026-05-13', '2026-05-13'],
    ['at once on a Sunday too, where no working day is left', 0, '2026-09-13', '2026-09-13', '2026-09-13'],
    ['a margin that reaches before the beginning leaves the first working day', 3, '2026-09-15', '2026-09-12', '2026-09-14'],
  ])('%s', (_rule, marginDays, dueOn, notBefore, sendOn) => {
    expect(
      actingTimes(withMargin(marginDays), { reference: 'OPT-2026-000123', duty: 'acknowledgement', dueOn, notBefore }).sendOn,
    ).toBe(sendOn);
  });
});

describe('the second on which Doléance acts by itself', () => {
  const at = (reference: string) => actingTimes(procedure, { reference, duty: 'acknowledgement', dueOn: '2026-05-27' }).sendAt;

  test('follows from the reference and the duty alone', () => {
    expect(at('OPT-2026-000123')).toBe(at('OPT-2026-000123'));
    const other = actingTimes(procedure, { reference: 'OPT-2026-000123', duty: 'final-response', dueOn: '2026-05-27' });
    expect(other.sendAt).not.toBe(at('OPT-2026-000123'));
  });

  test('lies in the window, on a whole second', () => {
    fc.assert(
      fc.property(fc.nat(999_999), (number) => {
        const sendAt = at(`OPT-2026-${String(number).padStart(6, '0')}`);
        expect(sendAt >= paris('2026-05-27T08:00:00+02:00') && sendAt < paris('2026-05-27T10:00:00+02:00')).toBe(true);
        expect(sendAt % 1000).toBe(0);
      }),
    );
  });

  test('spreads a thousand references over the window', () => {
    const minutes = new Map<number, number>();
    for (let number = 1; number <= 1000; number += 1) {
      const minute = Math.floor(at(`OPT-2026-${String(number).padStart(6, '0')}`) / 60_000);
      minutes.set(minute, (minutes.get(minute) ?? 0) + 1);
    }
    expect(minutes.size).toBeGreaterThan(110);
    expect(Math.max(...minutes.values())).toBeLessThan(30);
  });

  test('stays in the window on the days on which the clocks change', () => {
    const nightly = alteredProcedure((content) => {
      content.sendingWindow = { from: '01:00', to: '04:00', marginDays: 0 };
    });
    for (const [dueOn, start, end] of [
      ['2026-03-29', '2026-03-29T01:00:00+01:00', '2026-03-29T04:00:00+02:00'],
      ['2026-10-25', '2026-10-25T01:00:00+02:00', '2026-10-25T04:00:00+01:00'],
    ] as const) {
      for (let number = 1; number <= 300; number += 1) {
        const times = actingTimes(nightly, { reference: `OPT-${number}`, duty: 'acknowledgement', dueOn, notBefore: dueOn });
        expect(times.sendBy).toBe(paris(end));
        expect(times.sendAt >= paris(start) && times.sendAt < times.sendBy).toBe(true);
      }
    }
  });
});

describe('a worker that comes late', () => {
  const onFriday = promised('2026-07-11');
  const offset = onFriday.sendAt - paris('2026-07-10T08:00:00+02:00');

  test('waits while the second has not come', () => {
    expect(nextSendingTime(procedure, onFriday, paris('2026-07-01T12:00:00+02:00'))).toBe(onFriday.sendAt);
  });

  test('acts at once while the day’s window is open', () => {
    const now = paris('2026-07-10T09:59:59+02:00');
    expect(nextSendingTime(procedure, onFriday, now)).toBe(Math.max(now, onFriday.sendAt));
  });

  test.each([
    ['on the due date, after the window', '2026-07-13', '2026-07-13T23:59:00+02:00'],
    ['after the due date', '2026-07-13', '2026-08-01T03:00:00+02:00'],
    ['where the next window would come after the due date', '2026-07-11', '2026-07-10T15:00:00+02:00'],
    ['on a holiday that is the due date', '2026-07-14', '2026-07-14T06:00:00+02:00'],
  ])('acts at once %s', (_when, dueOn, now) => {
    expect(nextSendingTime(procedure, promised(dueOn), paris(now))).toBe(paris(now));
  });

  const early = promised('2026-07-13', withMargin(3));
  const second = early.sendAt - paris('2026-07-08T08:00:00+02:00');

  test.each([
    ['at the same second of the next day’s window', '2026-07-08T11:00:00+02:00', '2026-07-09T08:00:00+02:00'],
    ['at the same second today, where today’s window is still to come', '2026-07-09T03:00:00+02:00', '2026-07-09T08:00:00+02:00'],
    ['after a weekend, where that is in time', '2026-07-11T09:00:00+02:00', '2026-07-13T08:00:00+02:00'],
  ])('acts %s', (_when, now, window) => {
    expect(early.sendOn).toBe('2026-07-08');
    expect(nextSendingTime(procedure, early, paris(now))).toBe(paris(window) + second);
  });

  test('acts at once in a later day’s window, once its second has passed there', () => {
    const now = paris('2026-07-09T09:59:59+02:00');
    expect(nextSendingTime(procedure, early, now)).toBe(now);
  });

  test('never waits past the due date', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: -20 * 24, max: 3 * 24 }),
        fc.integer({ min: 0, max: 5 }),
        (days, hours, margin) => {
          const firm = withMargin(margin);
          const duty = promised(new Date(paris('2026-01-02T00:00:00Z') + days * 86_400_000).toISOString().slice(0, 10), firm);
          const now = duty.dueAt + hours * 3_600_000;
          const next = nextSendingTime(firm, duty, now);
          expect(next >= now).toBe(true);
          expect(next < duty.dueAt || next === now).toBe(true);
        },
      ),
    );
    expect(offset).toBeGreaterThanOrEqual(0);
  });
});
