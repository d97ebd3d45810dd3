import { describe, expect, test } from '@jest/globals';
import { planDuties } from '../../procedures/plan-duties.ts';
import { chaserDueOn, closingDayAfter, lastDayToWrite, planOwed } from '../../procedures/plan-owed.ts';
import type { OwedDuty } from '../../workflows/domain/change.ts';
import type { ComplaintFacts } from '../../workflows/domain/complaint.ts';
import type { DutyStatus } from '../../workflows/domain/duties.ts';
import { facts } from '../workflows/domain/situations.ts';
import { procedureOf, theProcedure } from './altered-procedure.ts';

const reference = 'OPT-2026-000123';

/** What is owed, planned on 20 May 2026 for a complaint received on 13 May. */
function planned(firm: string, owed: OwedDuty, known: Partial<ComplaintFacts> = {}) {
  const procedure = procedureOf(firm);
  const complaint = facts(known);
  const fromTheStart = planDuties(procedure, { reference, kind: complaint.kind, receivedOn: '2026-05-13' });
  const duties: DutyStatus[] = fromTheStart.map((duty) => ({ ...duty, letters: [] }));
  return planOwed(procedure, owed, { facts: complaint, duties }, 'message-7', '2026-05-20');
}

const limits = (duty: ReturnType<typeof planned>) => duty?.limits.map(({ source, dueOn }) => `${source} ${dueOn}`);

describe('an answer about personal data that is put off', () => {
  test.each([
    ['optimco', '2026-08-13', ['gdpr 2026-08-13']],
    ['almena', '2026-08-13', ['gdpr 2026-08-13']],
    ['opticourtage', '2026-07-10', ['gdpr 2026-07-10', 'procedure 2026-07-13']],
  ])('keeps the firm’s own limit where its text allows no reasons: %s', (firm, dueOn, expected) => {
    const owed: OwedDuty = { duty: 'gdpr-response', letters: [], dueOn };
    expect(limits(planned(firm, owed, { kind: 'gdpr' }))).toEqual(expected);
  });
});

describe('what was meant for the mediator', () => {
  const final: OwedDuty = { duty: 'final-response', letters: [], clock: 'from-the-start' };
  test('is answered within the firm’s own time from the sending, once it is treated as a complaint', () => {
    const from = (known: Partial<ComplaintFacts>) => limits(planned('opticourtage', final, { sentOn: '2026-05-11', ...known }));
    expect(from({})).toEqual(['acpr 2026-07-11', 'procedure 2026-07-13']);
    expect(from({ countedFromSending: true })).toEqual(['procedure 2026-07-11', 'acpr 2026-07-11']);
  });
});

describe('after an earlier writing', () => {
  const final: OwedDuty = { duty: 'final-response', letters: [], clock: 'from-the-start' };
  test.each([
    ['the regulator’s limits run from it', { sentOn: '2026-05-11', firstWrittenOn: '2026-04-20' }, 'acpr 2026-06-20'],
    ['also where the sending is unknown', { firstWrittenOn: '2026-04-20' }, 'acpr 2026-06-20'],
    ['but from the sending where that came first', { sentOn: '2026-05-04', firstWrittenOn: '2026-05-06' }, 'acpr 2026-07-04'],
  ])('%s', (_rule, known, acpr) => {
    expect(limits(planned('opticourtage', final, known))).toEqual([acpr, 'procedure 2026-07-13']);
  });
});

describe('a letter that is posted after the day that it gives', () => {
  const procedure = theProcedure();

  test('leaves the usual time to write, counted from the posting', () => {
    expect(closingDayAfter(procedure, '2026-06-10', '2026-05-27')).toBe('2026-06-11');
    const fresh = lastDayToWrite(procedure, '2026-06-15');
    expect(fresh).toBe('2026-06-29');
    expect(closingDayAfter(procedure, '2026-06-10', '2026-06-15')).toBe('2026-06-30');
    expect(closingDayAfter(procedure, '2026-06-15', '2026-06-15')).toBe('2026-06-30');
  });

  test('leaves the insurer the usual time, counted from the posting', () => {
    // Ten ouvrés to reply, and two more before it is reminded.
    expect(chaserDueOn(procedure, '2026-06-02', '2026-05-18')).toBe('2026-06-04');
    expect(chaserDueOn(procedure, '2026-06-02', '2026-06-15')).toBe('2026-07-01');
    expect(chaserDueOn(procedure, '2026-06-15', '2026-06-15')).toBe('2026-07-01');
  });
});
