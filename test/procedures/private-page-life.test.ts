import { describe, expect, test } from '@jest/globals';
import { loadProcedures } from '../../procedures/load-procedures.ts';
import { lastDayOfPrivatePage } from '../../procedures/private-page-life.ts';
import { facts, standings } from '../workflows/domain/situations.ts';

const procedures = await loadProcedures();
const of = (id: string) => {
  const procedure = procedures.get(id);
  if (!procedure) throw new Error(`no procedure ${id}`);
  return procedure;
};
const closed = facts({ ...standings['answered and closed'], receivedOn: '2026-05-13', sentOn: '2026-05-10' });
const life = (id: string, complaint = closed, { capacity = 'consumer', closedOn = '2026-07-01' } = {}) =>
  lastDayOfPrivatePage(of(id), complaint, { capacity, closedOn });

describe('A private page', () => {
  test('has no last day while the complaint is open, or is with the mediator or the court', () => {
    expect(life('opticourtage', facts())).toBeUndefined();
    expect(life('opticourtage', facts(standings['with the mediator']))).toBeUndefined();
    expect(life('opticourtage', facts({ escalations: ['court'], stage: 'in-court' }))).toBeUndefined();
  });

  test('lives in France until the mediator’s year has ended, counted from the written complaint', () => {
    expect(life('opticourtage')).toBe('2027-05-10');
    expect(life('almena')).toBe('2027-05-10');
  });

  test('lives in Belgium, where nobody knows a last day for the ombudsman, for a year after the complaint’s end', () => {
    expect(life('optimco')).toBe('2027-07-01');
  });

  test('lives by the procedure’s own time for whoever has no way to the mediator, or had it no more when the complaint ended', () => {
    expect(life('opticourtage', closed, { capacity: 'professional' })).toBe('2027-07-01');
    expect(life('opticourtage', { ...closed, kind: 'gdpr' })).toBe('2027-07-01');
    expect(life('opticourtage', closed, { closedOn: '2027-06-01' })).toBe('2028-06-01');
    expect(
      lastDayOfPrivatePage(
        { ...of('optimco'), privatePage: { openFor: { within: 6, unit: 'months' }, reason: 'ours' } },
        closed,
        { capacity: 'consumer', closedOn: '2026-07-01' },
      ),
    ).toBe('2027-01-01');
  });
});
