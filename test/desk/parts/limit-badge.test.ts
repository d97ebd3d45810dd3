import { describe, expect, test } from '@jest/globals';
import { type LimitOfDuty, type LimitState, limitBadge } from '../../../api/desk/parts/limit-badge.ts';
import type { Language } from '../../../letters/letter.ts';
import { loadProcedures } from '../../../procedures/load-procedures.ts';
import { planDuties } from '../../../procedures/plan-duties.ts';
import type { DutyName } from '../../../workflows/domain/duties.ts';

const procedures = await loadProcedures();

/** A duty of a complaint that was received on 13 May 2026, as its firm plans it. */
function given(
  firm: string,
  name: DutyName,
  today: string,
  change: Partial<LimitOfDuty> = {},
  sentOn = '2026-05-13',
): LimitOfDuty {
  const procedure = procedures.get(firm);
  if (!procedure) throw new Error(`${firm} is missing`);
  const dates = { receivedOn: '2026-05-13', sentOn };
  const duty = planDuties(procedure, { reference: 'X', kind: 'classic', ...dates }).find((one) => one.duty === name);
  if (!duty) throw new Error(`${firm} plans no ${name}`);
  return { duty, begun: true, today, procedure, language: 'fr', dates, ...change };
}

/** No-break spaces are written as plain ones here. */
const said = (limit: LimitOfDuty) => {
  const { state, words, date } = limitBadge(limit);
  return [state, `${words}, ${date}`.replaceAll('\u00a0', ' ')];
};

describe('A limit badge', () => {
  // Opticourtage acknowledges within ten jours ouvrables: from 13 May, without Ascension and Whit Monday, until Wednesday 27 May.
  test.each<[string, string, LimitState, string]>([
    ['counts jours ouvrables, Saturdays too', '2026-05-22', 'ahead', 'Encore 3 jours ouvrables, mer. 27 mai'],
    ['does not count a Sunday or a holiday', '2026-05-24', 'soon', 'Encore 2 jours ouvrables, mer. 27 mai'],
    ['says when one day is left', '2026-05-26', 'soon', 'Encore 1 jour ouvrable, mer. 27 mai'],
    ['says when it is the last day', '2026-05-27', 'last-day', 'Dernier jour, mer. 27 mai'],
    ['counts how late it is in the same days', '2026-05-29', 'late', 'En retard de 2 jours ouvrables, mer. 27 mai'],
    ['skips a Sunday there too', '2026-06-01', 'late', 'En retard de 4 jours ouvrables, mer. 27 mai'],
    ['names the year where it is another', '2027-01-04', 'late', 'En retard de 185 jours ouvrables, mer. 27 mai 2026'],
  ])('%s', (_rule, today, state, words) => {
    expect(said(given('opticourtage', 'acknowledgement', today))).toEqual([state, words]);
  });

  test.each<[Language, string, string]>([
    ['nl', '2026-05-19', 'Laatste dag, di 19 mei'],
    ['nl', '2026-05-18', 'Nog 1 werkdag, di 19 mei'],
    ['nl', '2026-05-15', 'Nog 2 werkdagen, di 19 mei'],
    ['nl', '2026-05-21', '2 werkdagen te laat, di 19 mei'],
    ['en', '2026-05-15', '2 working days left, Tue 19 May'],
    ['en', '2026-05-20', '1 working day late, Tue 19 May'],
    ['fr', '2026-05-20', 'En retard de 1 jour ouvré, mar. 19 mai'],
  ])('speaks %s, on %s: %s', (language, today, words) => {
    expect(said(given('optimco', 'acknowledgement', today, { language }))[1]).toBe(words);
  });

  test('of a limit of months counts calendar days, and calls the last seven of them soon', () => {
    const on = (today: string) => said(given('optimco', 'final-response', today, { language: 'nl' }));
    expect(on('2026-06-05')).toEqual(['ahead', 'Nog 8 kalenderdagen, za 13 jun']);
    expect(on('2026-06-06')).toEqual(['soon', 'Nog 7 kalenderdagen, za 13 jun']);
    expect(on('2026-06-14')).toEqual(['late', '1 kalenderdag te laat, za 13 jun']);
  });

  test('is late on the very next day, also where no day has counted since', () => {
    const { duty } = given('optimco', 'acknowledgement', '2026-05-19');
    const friday = { ...duty, dueOn: '2026-05-22' };
    expect(said(given('optimco', 'acknowledgement', '2026-05-23', { duty: friday }))).toEqual(['late', 'En retard, ven. 22 mai']);
  });

  test('of a date that was announced counts the days on which the firm works, and the calendar’s where none is left', () => {
    const sunday = '2026-05-31';
    const limits = [{ source: 'ours' as const, dueOn: sunday, dueAt: 0, rule: 'announced to the complainant' }];
    const duty = { duty: 'announced-date' as const, dueOn: sunday, limits };
    const on = (today: string) => said(given('opticourtage', 'acknowledgement', today, { duty }));
    expect(on('2026-05-27')).toEqual(['soon', 'Encore 2 jours ouvrés, dim. 31 mai']);
    expect(on('2026-05-29')).toEqual(['soon', 'Encore 2 jours calendaires, dim. 31 mai']);
    expect(limitBadge(given('opticourtage', 'acknowledgement', '2026-05-27', { duty })).sources).toEqual([
      { rule: 'date annoncée au réclamant', until: 'jusqu’au dim. 31 mai 2026', passed: false },
    ]);
  });

  test('says what was done in time, what was done late, what is not owed yet and what is not owed any more', () => {
    const { duty } = given('opticourtage', 'acknowledgement', '2026-05-13');
    const done = (instant: string) => ({ duty: { ...duty, doneAt: Date.parse(instant) } });
    const on = (change: Partial<LimitOfDuty>) => said(given('opticourtage', 'acknowledgement', '2026-06-20', change));
    // Half past eleven at night in UTC is the next day in Paris.
    expect(on(done('2026-05-26T21:00:00Z'))).toEqual(['done', 'Fait, mar. 26 mai']);
    expect(on(done('2026-05-27T22:30:00Z'))).toEqual(['done-late', 'Fait avec 1 jour ouvrable de retard, jeu. 28 mai']);
    expect(on({ begun: false })).toEqual(['not-begun', 'Pas encore dû, mer. 27 mai']);
    expect(on({ duty: { ...duty, void: 'answered' } })).toEqual(['void', 'Plus rien à faire, mer. 27 mai']);
  });

  test('has every limit with its source and the day from which it runs, and marks those that have passed', () => {
    const { sources } = limitBadge(given('opticourtage', 'acknowledgement', '2026-05-26', {}, '2026-05-11'));
    expect(sources.map(({ rule }) => rule.replaceAll('\u00a0', ' '))).toEqual([
      '10 jours ouvrables à compter de l’envoi – recommandation de l’ACPR',
      '10 jours ouvrables à compter de la réception – notre procédure',
    ]);
    expect(sources[0]).toMatchObject({
      until: 'jusqu’au sam. 23 mai 2026',
      since: 'Envoi\u00a0: lun. 11 mai 2026',
      passed: true,
    });
    expect(sources[1]).toMatchObject({
      until: 'jusqu’au mer. 27 mai 2026',
      since: 'Réception\u00a0: mer. 13 mai 2026',
      passed: false,
    });
  });
});
