import { describe, expect, test } from '@jest/globals';
import { planOwed } from '../../procedures/plan-owed.ts';
import { planRegistration } from '../../procedures/plan-registration.ts';
import { inTimeForPost, postingDays } from '../../procedures/post.ts';
import type { ProcedureContent } from '../../procedures/schema.ts';
import type { OwedDuty } from '../../workflows/domain/change.ts';
import type { DutyName } from '../../workflows/domain/duties.ts';
import { duty, facts } from '../workflows/domain/situations.ts';
import { alteredProcedure, procedureOf, theProcedure } from './altered-procedure.ts';

/* Who has no e-mail address is written to by post, which takes staff three working days. */

const reference = 'OPT-2026-000123';
const procedure = theProcedure();
const withWindow = (window: Partial<ProcedureContent['sendingWindow']>) =>
  alteredProcedure((content) => {
    content.sendingWindow = { ...content.sendingWindow, ...window };
  });

describe('a duty whose letter must be posted is acted on three working days earlier', () => {
  const planned = (name: DutyName, dueOn: string, from = '2026-05-13', firm = procedure) =>
    inTimeForPost(firm, reference, duty(name, { dueOn, sendOn: dueOn }), from);

  test.each<[string, DutyName, string, string]>([
    ['an acknowledgement', 'acknowledgement', '2026-05-27', '2026-05-21'],
    ['over a weekend', 'final-response', '2026-07-13', '2026-07-08'],
    ['from the last working day before a Saturday', 'gdpr-response', '2026-06-13', '2026-06-09'],
    ['over a public holiday', 'interim-reply', '2026-07-16', '2026-07-10'],
  ])('%s', (_rule, name, dueOn, sendOn) => {
    expect(planned(name, dueOn)).toMatchObject({ dueOn, sendOn });
  });

  test.each<DutyName>(['insurer-forwarding', 'insurer-chaser', 'never-written'])(
    'but not %s, of which nothing has to reach the complainant',
    (name) => {
      const before = duty(name, { dueOn: '2026-05-27', sendOn: '2026-05-27' });
      expect(inTimeForPost(procedure, reference, before, '2026-05-13')).toBe(before);
    },
  );

  test('never before the day on which it arose', () => {
    expect(planned('enquiry-answer', '2026-06-03', '2026-06-02').sendOn).toBe('2026-06-02');
  });

  test('the last day stays what it was, and so do the limits', () => {
    const before = duty('final-response');
    const { dueOn, dueAt, limits } = inTimeForPost(procedure, reference, before, '2026-05-01');
    expect({ dueOn, dueAt, limits }).toEqual({ dueOn: before.dueOn, dueAt: before.dueAt, limits: before.limits });
  });

  test('as many days as the procedure says, on top of its margin', () => {
    expect(planned('acknowledgement', '2026-05-27', '2026-05-13', withWindow({ postDays: 1 })).sendOn).toBe('2026-05-26');
    expect(planned('acknowledgement', '2026-05-27', '2026-05-13', withWindow({ postDays: 0 })).sendOn).toBe('2026-05-27');
    expect(planned('acknowledgement', '2026-05-27', '2026-05-13', withWindow({ marginDays: 1 })).sendOn).toBe('2026-05-20');
  });

  test('three in versions of a procedure that do not say', () => {
    const silent = alteredProcedure((content) => {
      delete content.sendingWindow.postDays;
    });
    expect(planned('acknowledgement', '2026-05-27', '2026-05-13', silent).sendOn).toBe('2026-05-21');
  });
});

const complaint = { reference, kind: 'classic', receivedOn: '2026-05-13', registeredOn: '2026-05-13' } as const;
const sending = (byPost: boolean) =>
  planRegistration(procedure, { ...complaint, byPost }).map(({ duty, sendOn }) => `${duty} ${sendOn}`);

test('at registration that holds for the letters to the complainant, and not for those to the insurer', () => {
  expect(sending(true)).toEqual(['acknowledgement 2026-05-21', 'insurer-forwarding 2026-05-20', 'final-response 2026-07-08']);
  expect(sending(false)).toEqual(['acknowledgement 2026-05-27', 'insurer-forwarding 2026-05-20', 'final-response 2026-07-13']);
});

describe('what comes to be owed later', () => {
  const later = (owed: OwedDuty, byPost: boolean, firm = procedure) =>
    planOwed(firm, owed, { facts: facts(byPost ? { byPost } : {}), duties: [] }, 'message-7', '2026-05-20')?.sendOn;

  test('is acted on earlier too', () => {
    const owed: OwedDuty = { duty: 'announced-date', letters: [], dueOn: '2026-07-13' };
    expect([later(owed, true), later(owed, false)]).toEqual(['2026-07-08', '2026-07-13']);
  });

  test('except an acknowledgement that is put off for an answer: it waits until its very day', () => {
    const owed: OwedDuty = { duty: 'acknowledgement', letters: [], clock: 'answer-within-week' };
    const optimco = procedureOf('optimco');
    expect([later(owed, true, optimco), later(owed, false, optimco)]).toEqual(['2026-05-20', '2026-05-20']);
  });
});

describe('a letter is posted on a working day, and it presses from one working day before', () => {
  test.each([
    ['on a Wednesday', '2026-05-27', '2026-05-27', '2026-05-26'],
    ['before a Sunday', '2026-07-12', '2026-07-10', '2026-07-09'],
    ['before a Saturday', '2026-06-13', '2026-06-12', '2026-06-11'],
    ['on a Monday, from Friday on', '2026-06-15', '2026-06-15', '2026-06-12'],
    ['before a public holiday and the weekend that follows it', '2026-05-02', '2026-04-30', '2026-04-29'],
  ])('%s', (_, dueOn, last, alarmFrom) => {
    expect(postingDays(procedure, dueOn)).toEqual({ last, alarmFrom });
  });
});
