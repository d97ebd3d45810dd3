import { describe, expect } from '@jest/globals';
import { lifecycleOfFile } from '../../helpers/lifecycle-of-file.ts';
import { testWith } from '../../helpers/programs.ts';

/*
 * Alter Ego, lived through: its text has no time limits, so the supervisor's stand. A talk on Wednesday 13 May 2026: asked to write on
 * the same day, reminded on Friday 29 May, closed on Monday 15 June where nothing has come by Friday 12 June.
 */

const test = testWith('Temporal test server');
const complain = lifecycleOfFile().complainAs({ procedure: 'alter-ego', received: '2026-05-13 18:30' });

describe('« il convient de demander au prospect ou au client concerné de la formaliser par écrit »', () => {
  const call = { channel: 'phone', oral: 'invited' } as const;

  test('who spoke is asked to write at once, with the ways to write and the minimum facts; no clock runs', async () => {
    const complaint = await complain(call);
    expect(await complaint.letters()).toEqual(['invitation-to-write sent 2026-05-13']);
    const text = await complaint.textOf('invitation-to-write');
    expect(text).toContain('reclamations@alteregoassurances.fr');
    expect(text).toContain('vos nom et prénom');
    expect(await complaint.openDuties()).toEqual(['reminder-to-write']);
  });

  test('never written: reminded once with the closing day, closed with that reason, kept in the register', async () => {
    const complaint = await complain(call);
    await complaint.goTo('2026-05-29 12:00');
    expect((await complaint.letters()).at(-1)).toBe('reminder-to-write sent 2026-05-29');
    expect(await complaint.textOf('reminder-to-write')).toContain('12 juin 2026');
    await complaint.goTo('2026-06-15 07:30');
    expect((await complaint.facts()).closure).toBeUndefined();
    await complaint.goTo('2026-06-15 12:00');
    expect((await complaint.letters()).at(-1)).toBe('never-written sent 2026-06-15');
    expect(await complaint.facts()).toMatchObject({ stage: 'closed', closure: { reason: 'never-written' } });
    const text = await complaint.textOf('never-written');
    for (const day of ['13 mai 2026', '29 mai 2026']) expect(text).toContain(day);
    expect(await complaint.isRunning()).toBe(false);
    expect(await complaint.breaches()).toEqual([]);
  });

  test('written in time, the clocks run from the writing, and nobody is reminded', async () => {
    const complaint = await complain(call);
    await complaint.goTo('2026-05-21 11:00');
    await complaint.writeDown('2026-05-19');
    expect((await complaint.duty('reminder-to-write')).void).toBe('written');
    expect((await complaint.duty('acknowledgement')).dueOn).toBe('2026-06-01');
    expect((await complaint.duty('final-response')).dueOn).toBe('2026-07-19');
    await complaint.goTo('2026-06-01 12:00');
    expect(await complaint.letters()).toEqual(['invitation-to-write sent 2026-05-13', 'acknowledgement sent 2026-06-01']);
    expect(await complaint.textOf('acknowledgement')).toContain('21 mai 2026');
  });

  test('written after it was closed, it goes on, and its clocks run from the writing', async () => {
    const complaint = await complain(call);
    await complaint.goTo('2026-06-20 11:00');
    await complaint.writeDown();
    expect(await complaint.facts()).toMatchObject({ stage: 'received' });
    expect((await complaint.duty('final-response')).dueOn).toBe('2026-08-20');
    await complaint.goTo('2026-07-02 12:00');
    expect((await complaint.letters()).at(-1)).toBe('acknowledgement sent 2026-07-02');
  });

  test('put right at once, it is recorded and nothing is owed; written all the same, it goes on', async () => {
    const complaint = await complain({ ...call, solvedAtOnce: true });
    expect(await complaint.letters()).toEqual([]);
    expect(await complaint.facts()).toMatchObject({ stage: 'closed', closure: { reason: 'solved-at-once' } });
    await complaint.goTo('2026-05-20 11:00');
    await complaint.writeDown();
    expect(await complaint.openDuties()).toEqual(['acknowledgement', 'final-response']);
  });

  test('answered before anybody wrote, it is owed nothing more', async () => {
    const complaint = await complain(call);
    await complaint.goTo('2026-05-20 11:00');
    await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
    expect(await complaint.letters()).toEqual(['invitation-to-write sent 2026-05-13', 'upheld sent 2026-05-20']);
    expect(await complaint.openDuties()).toEqual([]);
  });
});

describe('« devra l’orienter vers l’intermédiaire d’assurance ou la compagnie d’assurance concerné »', () => {
  test('who wrote to the wrong firm is told which one is right, and why', async () => {
    const complaint = await complain();
    await complaint.goTo('2026-05-15 11:00');
    await complaint.decide({ decision: 'redirect' });
    expect(await complaint.letters()).toEqual(['misdirected sent 2026-05-15']);
    const text = await complaint.textOf('misdirected');
    expect(text).toContain('Autre Courtage');
    expect(text).toContain('69001 LYON');
    expect(await complaint.facts()).toMatchObject({ stage: 'closed', closure: { reason: 'misdirected' } });
  });

  test('contested, the complaint goes on with its first limits', async () => {
    const complaint = await complain();
    await complaint.goTo('2026-05-15 11:00');
    await complaint.decide({ decision: 'redirect' });
    await complaint.goTo('2026-05-20 11:00');
    await complaint.receive('disagreement');
    expect((await complaint.letters()).at(-1)).toBe('reopened sent 2026-05-20');
    expect(await complaint.facts()).toMatchObject({ stage: 'received', level: '1' });
    expect((await complaint.duty('final-response')).dueOn).toBe('2026-07-13');
    await complaint.goTo('2026-05-27 12:00');
    expect((await complaint.letters()).at(-1)).toBe('acknowledgement sent 2026-05-27');
  });
});

describe('« ledit courrier lui est adressé et le réclamant en est averti par écrit »', () => {
  test('the letter goes to the mediator by post, and once it has its writer is told, with an offer to treat it as a complaint', async () => {
    const complaint = await complain({ sentOn: '2026-05-11' });
    await complaint.goTo('2026-05-15 11:00');
    await complaint.decide({ decision: 'send-on-to-mediator' });
    expect(await complaint.letters()).toEqual(['sent-on-to-mediator awaiting-post']);
    expect((await complaint.facts()).closure).toBeUndefined();
    await complaint.post(await complaint.letter('sent-on-to-mediator'), '2026-05-15 16:00');
    expect(await complaint.letters()).toEqual(['sent-on-to-mediator sent 2026-05-15', 'sent-on sent 2026-05-15']);
    expect(await complaint.facts()).toMatchObject({ stage: 'closed', closure: { reason: 'meant-for-mediator' } });
    expect(await complaint.addresseeOf('sent-on-to-mediator')).toMatch(/^La Médiation de l’Assurance, TSA 50110/);
    const text = await complaint.textOf('sent-on');
    expect(text).toContain('11 mai 2026');
    expect(text).not.toMatch(/recevable/);
  });

  test('who takes the offer has a complaint, counted from the letter’s sending', async () => {
    const complaint = await complain({ sentOn: '2026-05-11' });
    await complaint.decide({ decision: 'send-on-to-mediator' });
    await complaint.post(await complaint.letter('sent-on-to-mediator'), '2026-05-13 19:00');
    await complaint.goTo('2026-05-20 11:00');
    await complaint.receive('disagreement');
    expect((await complaint.duty('final-response')).dueOn).toBe('2026-07-11');
    expect((await complaint.duty('acknowledgement')).dueOn).toBe('2026-05-23');
  });
});

describe('a letter that is no complaint', () => {
  test('is answered as what it is, says how to contest that, and contested keeps its first limits', async () => {
    const complaint = await complain();
    await complaint.goTo('2026-05-18 11:00');
    await complaint.decide({ decision: 'classify', as: 'not-a-complaint' });
    expect(await complaint.letters()).toEqual(['not-a-complaint sent 2026-05-18']);
    const text = await complaint.textOf('not-a-complaint');
    expect(text).toContain('le service des contrats');
    expect(text).not.toContain('aucun mécontentement');
    expect(await complaint.facts()).toMatchObject({ closure: { reason: 'not-a-complaint' } });
    await complaint.goTo('2026-06-02 11:00');
    await complaint.receive('disagreement');
    // The ten days had passed meanwhile: acknowledged at once, and late.
    expect((await complaint.letters()).slice(1).toSorted()).toEqual([
      'acknowledgement sent 2026-06-02',
      'breach-alert sent 2026-06-02',
      'reopened sent 2026-06-02',
    ]);
    expect(await complaint.breaches()).toEqual([expect.stringMatching(/^acknowledgement acpr 2026-05-27 /)]);
    expect((await complaint.duty('final-response')).dueOn).toBe('2026-07-13');
    await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
    expect(await complaint.facts()).toMatchObject({ stage: 'closed', closure: { reason: 'answered' } });
  });
});
