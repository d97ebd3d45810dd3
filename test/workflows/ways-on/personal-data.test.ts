import { describe, expect } from '@jest/globals';
import { lifecycleOfFile } from '../../helpers/lifecycle-of-file.ts';
import { testWith } from '../../helpers/programs.ts';

/*
 * Complaints about personal data, alone and together with a classic one. Received on Wednesday 13 May 2026 at Opticourtage: the law's month
 * ends on Saturday 13 June, the firm's own two months, in all and whatever happens, on Monday 13 July.
 */

const test = testWith('Temporal test server');
const { complainAs } = lifecycleOfFile();
const complain = complainAs({ procedure: 'opticourtage', kind: 'gdpr', received: '2026-05-13 18:30' });
const both = complainAs({ procedure: 'opticourtage', kind: 'classic-and-gdpr', received: '2026-05-13 18:30' });
const insuranceMediator = /Médiation de l’Assurance/;

describe('a complaint about personal data alone', () => {
  test('has its own acknowledgement with the month’s date and the authority, and no insurance mediator', async () => {
    const complaint = await complain();
    await complaint.goTo('2026-05-27 12:00');
    expect(await complaint.letters()).toEqual(['gdpr-acknowledgement sent 2026-05-27']);
    const text = await complaint.textOf('gdpr-acknowledgement');
    expect(text).toContain('13 juin 2026');
    expect(text).toContain('CNIL');
    expect(text).not.toMatch(insuranceMediator);
    expect(text).not.toMatch(/pièce d’identité/);
    expect(await complaint.facts()).toMatchObject({ stage: 'acknowledged' });
  });

  test('is answered in one form, with the authority and the court', async () => {
    const complaint = await complain();
    await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
    expect(await complaint.letters()).toEqual(['gdpr-answer sent 2026-05-13']);
    const text = await complaint.textOf('gdpr-answer');
    expect(text).toContain('Nous corrigeons votre contrat.');
    expect(text).toContain('CNIL');
    expect(text).not.toMatch(insuranceMediator);
    expect(await complaint.facts()).toMatchObject({ stage: 'closed' });
  });

  test('not answered in the month: told before its end, broken after it, and the firm’s two months still run', async () => {
    const complaint = await complain();
    await complaint.goTo('2026-06-12 12:00');
    expect((await complaint.letters()).at(-1)).toBe('delay sent 2026-06-12');
    await complaint.goTo('2026-06-14 12:00');
    expect(await complaint.breaches()).toEqual(['gdpr-response gdpr 2026-06-13 not-done-in-time']);
    await complaint.goTo('2026-07-14 12:00');
    expect(await complaint.breaches()).toEqual(expect.arrayContaining(['gdpr-response procedure 2026-07-13 not-done-in-time']));
  });

  test('a longer time is told with its reasons within the month, and replaces its limit', async () => {
    const complaint = await complain();
    await complaint.goTo('2026-06-05 11:00');
    await complaint.decide({ decision: 'extend-gdpr', newDate: '2026-07-10' });
    expect((await complaint.letters()).at(-1)).toBe('gdpr-extension sent 2026-06-05');
    expect(await complaint.textOf('gdpr-extension')).toContain('10 juillet 2026');
    expect((await complaint.duty('gdpr-response')).limits.map(({ source, dueOn }) => `${source} ${dueOn}`)).toEqual([
      'gdpr 2026-07-10',
      'procedure 2026-07-13',
    ]);
    await complaint.goTo('2026-06-20 11:00');
    expect(await complaint.breaches()).toEqual([]);
    await complaint.decide({ decision: 'resolve', outcome: 'rejected' });
    expect((await complaint.letters()).at(-1)).toBe('gdpr-answer sent 2026-06-20');
    expect(await complaint.breaches()).toEqual([]);
  });

  test('« quoi qu’il en soit »: no extension goes past the firm’s two months, and none is told after the first month', async () => {
    const complaint = await complain();
    const extend = (newDate: string) => complaint.accept({ signal: 'decide', body: { decision: 'extend-gdpr', newDate } });
    await complaint.goTo('2026-06-05 11:00');
    expect(await extend('2026-07-14')).toEqual({ accepted: false, reason: 'date-not-possible' });
    await complaint.goTo('2026-06-14 11:00');
    expect(await extend('2026-07-10')).toEqual({ accepted: false, reason: 'too-late' });
  });

  test('where the firm has no cap, the law’s three months in all hold', async () => {
    const complaint = await complain({ procedure: '123-courtage' });
    await complaint.decide({ decision: 'extend-gdpr', newDate: '2026-08-13' });
    expect((await complaint.duty('gdpr-response')).dueOn).toBe('2026-08-13');
    expect(await complaint.letters()).toEqual(['gdpr-extension sent 2026-05-13']);
  });

  test('the day after a disagreement it is told of the authority, never of the mediator', async () => {
    const complaint = await complain();
    await complaint.decide({ decision: 'resolve', outcome: 'rejected' });
    await complaint.goTo('2026-05-20 11:00');
    await complaint.receive('disagreement');
    const text = await complaint.textOf('recourse-details');
    expect(text).toContain('CNIL');
    expect(text).not.toMatch(insuranceMediator);
  });
});

describe('one letter that is both', () => {
  test('has two clocks under one reference and two acknowledgements', async () => {
    const complaint = await both();
    expect((await complaint.duty('final-response')).dueOn).toBe('2026-07-13');
    expect((await complaint.duty('gdpr-response')).dueOn).toBe('2026-06-13');
    await complaint.goTo('2026-05-27 12:00');
    expect((await complaint.letters()).toSorted()).toEqual([
      'acknowledgement sent 2026-05-27',
      'gdpr-acknowledgement sent 2026-05-27',
    ]);
    expect(await complaint.textOf('acknowledgement')).toMatch(insuranceMediator);
    expect(await complaint.textOf('gdpr-acknowledgement')).not.toMatch(insuranceMediator);
  });

  test('is closed only when both parts have their answers', async () => {
    const complaint = await both();
    await complaint.goTo('2026-06-05 11:00');
    await complaint.decide({ decision: 'resolve', outcome: 'rejected', part: 'gdpr' });
    expect((await complaint.letters()).at(-1)).toBe('gdpr-answer sent 2026-06-05');
    expect(await complaint.openDuties()).toEqual(['final-response', 'insurer-forwarding'].toSorted().toReversed());
    expect(await complaint.facts()).toMatchObject({ stage: 'acknowledged' });
    await complaint.goTo('2026-06-20 11:00');
    await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
    expect((await complaint.letters()).at(-1)).toBe('upheld sent 2026-06-20');
    expect(await complaint.facts()).toMatchObject({ stage: 'closed', closure: { reason: 'answered' } });
    expect(await complaint.breaches()).toEqual([]);
  });

  test('the classic answer first leaves the law’s month alone', async () => {
    const complaint = await both();
    await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
    expect(await complaint.letters()).toEqual(['upheld sent 2026-05-13']);
    await complaint.goTo('2026-06-14 12:00');
    expect(await complaint.breaches()).toEqual(['gdpr-response gdpr 2026-06-13 not-done-in-time']);
    await complaint.decide({ decision: 'resolve', outcome: 'upheld', part: 'gdpr' });
    expect(await complaint.facts()).toMatchObject({ stage: 'closed' });
  });

  test('what is answered is acknowledged no more, and the other part still is', async () => {
    const complaint = await both();
    await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
    await complaint.goTo('2026-05-27 12:00');
    expect(await complaint.letters()).toEqual(['upheld sent 2026-05-13', 'gdpr-acknowledgement sent 2026-05-27']);
    expect(await complaint.openDuties()).toEqual(['gdpr-response']);
    expect(await complaint.breaches()).toEqual([]);
  });

  test('each part’s delay is told by itself, takes back its own date, and gives another', async () => {
    const complaint = await both();
    const delays = async () => (await complaint.letters()).filter((letter) => letter.startsWith('delay'));
    await complaint.goTo('2026-06-12 12:00');
    expect(await delays()).toEqual(['delay sent 2026-06-12']);
    expect(await complaint.textOf('delay')).toContain('au plus tard le 13 juin 2026');
    await complaint.goTo('2026-07-14 12:00');
    expect(await delays()).toEqual(['delay sent 2026-06-12', 'delay sent 2026-07-10', 'delay sent 2026-07-13']);
    expect(await complaint.textOf('delay')).toContain('au plus tard le 13 juillet 2026');
    const dates = (await complaint.duties()).filter(({ duty }) => duty === 'announced-date').map(({ dueOn }) => dueOn);
    expect(dates).toEqual(['2026-07-12', '2026-08-10', '2026-08-13']);
  });
});

describe('a complaint that turns out to be something else', () => {
  test('about personal data besides: the month runs from the receipt, and its acknowledgement follows', async () => {
    const complaint = await complain({ kind: 'classic' });
    await complaint.decide({ decision: 'acknowledge-now' });
    await complaint.goTo('2026-05-20 11:00');
    await complaint.decide({ decision: 'classify', as: 'classic-and-gdpr' });
    expect(await complaint.letters()).toEqual(['acknowledgement sent 2026-05-13', 'gdpr-acknowledgement sent 2026-05-20']);
    expect((await complaint.duty('gdpr-response')).dueOn).toBe('2026-06-13');
  });

  test('about personal data alone: only that clock is left', async () => {
    const complaint = await complain({ kind: 'classic' });
    await complaint.decide({ decision: 'classify', as: 'gdpr' });
    expect((await complaint.openDuties()).toSorted()).toEqual(['acknowledgement', 'gdpr-response']);
    await complaint.goTo('2026-05-27 12:00');
    expect(await complaint.letters()).toEqual(['gdpr-acknowledgement sent 2026-05-27']);
  });
});
