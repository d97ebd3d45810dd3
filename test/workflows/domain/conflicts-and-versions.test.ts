import { describe, expect, test } from '@jest/globals';
import { apply } from '../../../workflows/domain/apply.ts';
import type { ComplaintFacts } from '../../../workflows/domain/complaint.ts';
import { allowedDecisions, judge, type Situation } from '../../../workflows/domain/judge.ts';
import type { Decision } from '../../../workflows/domain/messages.ts';
import { circumstances, facts, openFromTheStart, plainFirm } from './situations.ts';

const inForce = 'opticourtage@ba9876543210';

function situationOf(changed: Partial<ComplaintFacts> = {}): Situation {
  return {
    facts: facts(changed),
    duties: openFromTheStart,
    firm: { ...plainFirm, staff: ['client-service', 'complaints-manager'], versionInForce: inForce },
    today: '2026-05-18',
  };
}

function verdictOn(decision: Decision, changed: Partial<ComplaintFacts> = {}): string {
  const verdict = judge(situationOf(changed), { signal: 'decide', body: decision }, []);
  return verdict.allowed ? 'allowed' : verdict.reason;
}

function after(decision: Decision, changed: Partial<ComplaintFacts> = {}) {
  const { facts: before, duties } = situationOf(changed);
  return apply(before, duties, { signal: 'decide', body: decision }, circumstances());
}

describe('A conflict of interest', () => {
  const declared: Decision = { decision: 'declare-conflict', staff: 'client-service' };

  test.each<[string, Partial<ComplaintFacts>, string]>([
    ['can be declared while the complaint is open', {}, 'allowed'],
    ['can be declared once it is closed: who is barred does not read it either', { closure: { reason: 'answered' } }, 'allowed'],
    ['is declared once', { barred: ['client-service'] }, 'already-decided'],
  ])('%s', (_rule, changed, verdict) => {
    expect(verdictOn(declared, changed)).toBe(verdict);
  });

  test('is one of the staff’s that the procedure names', () => {
    expect(verdictOn({ decision: 'declare-conflict', staff: 'stranger' })).toBe('unknown-case-handler');
  });

  test('leaves nobody in charge where that person was', () => {
    const change = after(declared, { caseHandler: 'client-service' });
    expect(change.facts).toMatchObject({ barred: ['client-service'] });
    expect(change.facts).not.toHaveProperty('caseHandler');
  });

  test('leaves whoever else is in charge, and everything that is owed', () => {
    const change = after(declared, { caseHandler: 'complaints-manager', barred: ['somebody'] });
    expect(change.facts).toMatchObject({ caseHandler: 'complaints-manager', barred: ['somebody', 'client-service'] });
    expect([change.owed, change.ended]).toEqual([[], []]);
  });

  test('keeps the complaint from being given to that person again', () => {
    expect(verdictOn({ decision: 'assign', caseHandler: 'client-service' }, { barred: ['client-service'] })).toBe(
      'conflict-of-interest',
    );
  });
});

describe('Moving a complaint to the version in force', () => {
  const moved: Decision = { decision: 'move-to-version', version: inForce };

  test.each<[string, Partial<ComplaintFacts>, Decision, string]>([
    ['is allowed while it is open', {}, moved, 'allowed'],
    ['is not once it is closed', { closure: { reason: 'answered' } }, moved, 'closed'],
    ['is not while its last letter is on its way', { closing: 'withdrawn' }, moved, 'closing'],
    ['is not where it is there already', { procedureVersion: inForce }, moved, 'already-decided'],
    ['goes to no other version', {}, { decision: 'move-to-version', version: 'opticourtage@cccc' }, 'version-not-in-force'],
  ])('%s', (_rule, changed, decision, verdict) => {
    expect(verdictOn(decision, changed)).toBe(verdict);
  });

  test('is not offered to a firm that has no version in force', () => {
    const situation = situationOf();
    situation.firm.versionInForce = undefined;
    expect(allowedDecisions(situation)).not.toContain('move-to-version');
  });

  test('plans anew what is open, from the start', () => {
    const { facts: moving, owed } = after(moved);
    expect(moving.procedureVersion).toBe(inForce);
    expect(owed.map(({ duty, clock }) => [duty, clock])).toEqual([
      ['final-response', 'from-the-start'],
      ['insurer-forwarding', 'from-the-start'],
      ['acknowledgement', 'from-the-start'],
    ]);
  });

  test('leaves the dates of what is decided already', () => {
    const { facts: moving, owed, ended } = after(moved, { result: { outcome: 'upheld', decision: 'message-2' } });
    expect(moving.procedureVersion).toBe(inForce);
    expect([owed, ended]).toEqual([[], []]);
  });
});
