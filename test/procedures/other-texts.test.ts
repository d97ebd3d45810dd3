import { describe, expect, test } from '@jest/globals';
import { planDuties, planOwnDuty } from '../../procedures/plan-duties.ts';
import { procedureOf } from './altered-procedure.ts';

const plan = (id: string, receivedOn: string) =>
  planDuties(procedureOf(id), { reference: 'X', kind: 'classic', receivedOn }).map(
    ({ duty, dueOn, limits }) => `${duty} ${dueOn} ${limits.map(({ source }) => source).join('+')}`,
  );

describe('the files carry the rules of the other four texts', () => {
  test('Alter Ego: no number of its own, so the supervisor’s alone', () => {
    expect(plan('alter-ego', '2026-05-13')).toEqual(['acknowledgement 2026-05-27 acpr', 'final-response 2026-07-13 acpr']);
  });

  test('123 Courtage: ten and forty jours ouvrés, the supervisor’s being stricter', () => {
    expect(plan('123-courtage', '2026-05-13')).toEqual([
      'acknowledgement 2026-05-27 acpr+procedure',
      'interim-reply 2026-07-10 procedure',
      'final-response 2026-07-13 acpr',
    ]);
  });

  test('123 Courtage: five jours ouvrés from the result', () => {
    const letter = planOwnDuty(procedureOf('123-courtage'), {
      reference: 'X',
      duty: 'resolution-letter',
      occasion: 'first',
      from: '2026-05-13',
    });
    expect(letter.limits).toMatchObject([{ source: 'procedure', dueOn: '2026-05-21' }]);
  });

  test('Optimco: three werkdagen and a month, in Belgium’s calendar and zone, without the French supervisor', () => {
    expect(plan('optimco', '2026-07-20')).toEqual([
      'acknowledgement 2026-07-24 procedure',
      'final-response 2026-08-20 procedure',
    ]);
    expect(procedureOf('optimco').timeLimits[0]?.answerPossibleWithin).toEqual({ within: 7, unit: 'calendarDays' });
  });

  test('Almena: 27 May is a holiday there, and its days begin at Guadeloupe’s midnight', () => {
    expect(plan('almena', '2026-05-13')).toEqual([
      'acknowledgement 2026-05-28 procedure+acpr',
      'final-response 2026-07-13 procedure+acpr',
    ]);
    const [acknowledgement] = planDuties(procedureOf('almena'), { reference: 'X', kind: 'classic', receivedOn: '2026-05-13' });
    expect(acknowledgement?.dueAt).toBe(Date.parse('2026-05-29T04:00:00Z'));
  });
});
