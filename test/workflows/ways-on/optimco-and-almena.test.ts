import { describe, expect } from '@jest/globals';
import { lifecycleOfFile } from '../../helpers/lifecycle-of-file.ts';
import { testWith } from '../../helpers/programs.ts';

/*
 * Optimco, in Brussels and in Dutch: received on Wednesday 13 May 2026, three werkdagen end on Tuesday 19 May (Ascension), the week on
 * Wednesday 20 May, the month on Saturday 13 June. Almena, in Guadeloupe: ten jours ouvrables end on Thursday 28 May, because the
 * abolition of slavery is kept on 27 May there.
 */

const test = testWith('Temporal test server');
const { complainAs } = lifecycleOfFile();
const toOptimco = complainAs({ procedure: 'optimco', received: '2026-05-13 18:30' });
const toAlmena = complainAs({ procedure: 'almena', received: '2026-05-13 18:30' });
const reject = { decision: 'resolve', outcome: 'rejected' } as const;

describe('« Binnen 3 werkdagen na ontvangst van uw klacht, wordt er een ontvangstmelding van de klacht gestuurd »', () => {
  test('without a word from staff, the third werkdag counts', async () => {
    const complaint = await toOptimco();
    await complaint.goTo('2026-05-19 12:00');
    expect(await complaint.letters()).toEqual(['acknowledgement sent 2026-05-19']);
    const text = await complaint.textOf('acknowledgement');
    expect(text).toContain('13 juni 2026');
    expect(text).toContain('De klachtendienst');
  });

  describe('« tenzij het mogelijk is om binnen een week na ontvangst van de klacht een antwoord ten gronde te geven »', () => {
    test('the answer comes within the week: nobody is acknowledged, and nothing is late', async () => {
      const complaint = await toOptimco();
      await complaint.decide({ decision: 'answer-within-week' });
      await complaint.goTo('2026-05-20 07:30');
      await complaint.decide(reject);
      expect(await complaint.letters()).toEqual(['rejected sent 2026-05-20']);
      expect(await complaint.breaches()).toEqual([]);
      expect(await complaint.facts()).toMatchObject({ stage: 'closed' });
    });

    test('it does not come: acknowledged on the seventh day, which breaks the three werkdagen, and the manager is told', async () => {
      const complaint = await toOptimco();
      await complaint.decide({ decision: 'answer-within-week' });
      await complaint.goTo('2026-05-20 12:00');
      expect(await complaint.letters()).toEqual(['acknowledgement sent 2026-05-20', 'breach-alert sent 2026-05-20']);
      expect(await complaint.breaches()).toEqual(['acknowledgement procedure 2026-05-19 no-answer-within-week']);
      await complaint.goTo('2026-05-22 12:00');
      expect(await complaint.breaches()).toHaveLength(1);
    });
  });
});

describe('« Indien het niet mogelijk blijkt […], zal dit binnen de termijn door middel van een schriftelijk schrijven gemotiveerd worden »', () => {
  test('a delay whose reasons were told within the month is no breach of it', async () => {
    const complaint = await toOptimco();
    await complaint.goTo('2026-06-10 11:00');
    await complaint.decide({ decision: 'announce-delay', newDate: '2026-07-10' }, { reasons: 'Wij wachten op een deskundige.' });
    expect(await complaint.textOf('delay')).toContain('Wij wachten op een deskundige.');
    await complaint.goTo('2026-06-20 12:00');
    expect(await complaint.letters()).toEqual(['acknowledgement sent 2026-05-19', 'delay sent 2026-06-10']);
    expect(await complaint.breaches()).toEqual([]);
    await complaint.goTo('2026-07-11 12:00');
    expect(await complaint.breaches()).toEqual(['announced-date ours 2026-07-10 not-done-in-time']);
    await complaint.decide(reject);
    expect(await complaint.breaches()).toHaveLength(1);
  });

  test('without reasons from staff the letter leaves before the month ends, and the month is broken', async () => {
    const complaint = await toOptimco();
    await complaint.goTo('2026-06-12 12:00');
    expect((await complaint.letters()).at(-1)).toBe('delay sent 2026-06-12');
    await complaint.goTo('2026-06-14 12:00');
    expect(await complaint.breaches()).toEqual(['final-response procedure 2026-06-13 not-done-in-time']);
  });
});

describe('« U kunt zich richten tot de Ombudsman van de verzekeringen »', () => {
  test('the answer names the ombudsman to a consumer, in Dutch, and counts nothing down', async () => {
    const complaint = await toOptimco();
    await complaint.decide(reject);
    const text = await complaint.textOf('rejected');
    expect(text).toMatch(/Ombudsman van de Verzekeringen.*De Meeûssquare 35, 1000 Brussel/);
    expect(text).toContain('www.ombudsman-insurance.be');
    expect(text).not.toMatch(/2027/);
  });

  test('not to a broker', async () => {
    const complaint = await toOptimco({ capacity: 'professional' });
    await complaint.decide(reject);
    expect(await complaint.textOf('rejected')).not.toMatch(/ombudsman/i);
  });

  test('after a disagreement the details are given', async () => {
    const complaint = await toOptimco();
    await complaint.decide(reject);
    await complaint.goTo('2026-06-20 11:00');
    await complaint.receive('disagreement');
    expect(await complaint.letters()).toEqual(['rejected sent 2026-05-13', 'recourse-details sent 2026-06-20']);
    expect(await complaint.textOf('recourse-details')).toContain('Ombudsman van de Verzekeringen');
  });
});

describe('Almena, in Guadeloupe', () => {
  test('« 10 jours ouvrables maximum » skip 27 May, and letters leave between eight and ten there', async () => {
    const complaint = await toAlmena();
    await complaint.goTo('2026-05-28 07:30');
    expect(await complaint.letters()).toEqual([]);
    await complaint.goTo('2026-05-28 10:30');
    expect(await complaint.letters()).toEqual(['acknowledgement sent 2026-05-28']);
    expect((await complaint.sentAt('acknowledgement')).slice(11, 13)).toMatch(/08|09/);
    expect(await complaint.textOf('acknowledgement')).toMatch(/gratuit/);
  });

  test('a letter of the evening counts from its own day, though it is the next one in Paris', async () => {
    const complaint = await toAlmena({ received: '2026-05-13 22:30' });
    expect((await complaint.facts()).receivedOn).toBe('2026-05-13');
    expect((await complaint.duty('final-response')).dueOn).toBe('2026-07-13');
    await complaint.goTo('2026-07-13 23:50');
    await complaint.decide(reject);
    expect(await complaint.breaches()).toEqual([]);
  });

  test('a call is taken: the firm’s limits run from it, the supervisor’s from the confirmation that is asked for', async () => {
    const complaint = await toAlmena({ channel: 'phone', oral: 'taken' });
    const sources = async () => (await complaint.duty('final-response')).limits.map(({ source, dueOn }) => `${source} ${dueOn}`);
    expect(await sources()).toEqual(['procedure 2026-07-13']);
    await complaint.decide({ decision: 'invite-to-write' });
    expect(await complaint.letters()).toEqual(['invitation-to-write sent 2026-05-13']);
    await complaint.goTo('2026-05-20 11:00');
    await complaint.writeDown('2026-05-18');
    expect(await sources()).toEqual(['procedure 2026-07-13', 'acpr 2026-07-18']);
    expect(await complaint.openDuties()).toEqual(['acknowledgement', 'final-response']);
  });

  test('never written, it is still answered: nothing closes a complaint that was taken', async () => {
    const complaint = await toAlmena({ channel: 'phone', oral: 'taken' });
    await complaint.goTo('2026-06-30 12:00');
    expect(await complaint.letters()).toEqual(['acknowledgement sent 2026-05-28']);
    expect(await complaint.facts()).toMatchObject({ stage: 'acknowledged' });
  });

  test('« sauf survenance de circonstances particulières »: a justified delay keeps the firm’s own limit, not the supervisor’s', async () => {
    const complaint = await toAlmena();
    await complaint.goTo('2026-07-01 12:00');
    await complaint.decide({ decision: 'announce-delay', newDate: '2026-07-31' });
    await complaint.goTo('2026-07-14 12:00');
    expect(await complaint.breaches()).toEqual(['final-response acpr 2026-07-13 not-done-in-time']);
    expect((await complaint.letters()).at(-1)).toBe('breach-alert sent 2026-07-14');
    await complaint.decide(reject);
    expect(await complaint.breaches()).toEqual(['final-response acpr 2026-07-13 not-done-in-time']);
  });

  test('a reason told after the limit justifies nothing', async () => {
    const complaint = await toAlmena();
    await complaint.goTo('2026-07-20 12:00');
    await complaint.decide({ decision: 'announce-delay', newDate: '2026-08-31' });
    await complaint.decide(reject);
    expect((await complaint.breaches()).map((breach) => breach.split(' ')[1])).toEqual(['acpr', 'procedure']);
  });
});
