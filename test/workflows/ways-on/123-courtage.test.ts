import { describe, expect } from '@jest/globals';
import { lifecycleOfFile } from '../../helpers/lifecycle-of-file.ts';
import { testWith } from '../../helpers/programs.ts';

/*
 * 123 Courtage, lived through. A complaint received on Wednesday 13 May 2026: ten jours ouvrés end on Friday 29 May, the supervisor's
 * ten jours ouvrables on Wednesday 27 May, forty jours ouvrés on Friday 10 July, the supervisor's two months on Monday 13 July.
 */

const test = testWith('Temporal test server');
const complain = lifecycleOfFile().complainAs({ procedure: '123-courtage', received: '2026-05-13 18:30' });
const resolve = { decision: 'resolve', outcome: 'upheld' } as const;

describe('« Si, dans les dix jours ouvrés […], le problème n’est pas résolu, vous en serez informé(e) par écrit »', () => {
  test('the notice leaves by the supervisor’s ten ouvrables, names who is in charge and how long it takes', async () => {
    const complaint = await complain();
    await complaint.goTo('2026-05-27 12:00');
    expect(await complaint.letters()).toEqual(['ten-day-notice sent 2026-05-27']);
    const text = await complaint.textOf('ten-day-notice');
    expect(text).toContain('13 juillet 2026');
    expect(text).toContain('Le service gestion');
    expect(await complaint.facts()).toMatchObject({ stage: 'acknowledged' });
    expect((await complaint.duty('acknowledgement')).limits.map(({ source, dueOn }) => `${source} ${dueOn}`)).toEqual([
      'acpr 2026-05-27',
      'procedure 2026-05-29',
    ]);
  });

  test('a call is a complaint like any other: the firm’s own ten ouvrés run from it, and the supervisor’s from the writing', async () => {
    const complaint = await complain({ channel: 'phone', oral: 'taken' });
    await complaint.goTo('2026-05-18 11:00');
    expect((await complaint.duty('acknowledgement')).dueOn).toBe('2026-05-29');
    await complaint.writeDown();
    expect((await complaint.duty('acknowledgement')).limits.map(({ source, dueOn }) => `${source} ${dueOn}`)).toEqual([
      'procedure 2026-05-29',
      'acpr 2026-05-30',
    ]);
    expect((await complaint.duty('final-response')).dueOn).toBe('2026-07-18');
    await complaint.goTo('2026-05-29 12:00');
    expect(await complaint.letters()).toEqual(['ten-day-notice sent 2026-05-29']);
  });
});

describe('« Si, après 40 jours ouvrés […], aucune solution n’a été trouvée, nous vous écrirons »', () => {
  test('the situation and the date expected are told, and that date is kept as a duty', async () => {
    const complaint = await complain();
    await complaint.goTo('2026-07-08 12:00');
    const staffs = { situation: 'L’expertise est en cours.' };
    await complaint.decide({ decision: 'interim-reply-now', newDate: '2026-07-31' }, staffs);
    expect((await complaint.letters()).at(-1)).toBe('interim-reply sent 2026-07-08');
    expect(await complaint.textOf('interim-reply')).toMatch(/31 juillet 2026[\s\S]*L’expertise est en cours/);
    expect(await complaint.duty('announced-date')).toMatchObject({ dueOn: '2026-07-31', occasion: 'interim-reply-first' });
    await complaint.goTo('2026-07-31 12:00');
    expect((await complaint.letters()).slice(2)).toEqual(['breach-alert sent 2026-07-14', 'delay sent 2026-07-31']);
    await complaint.goTo('2026-08-01 12:00');
    expect(await complaint.breaches()).toEqual([
      'announced-date ours 2026-07-31 not-done-in-time',
      'final-response acpr 2026-07-13 not-done-in-time',
    ]);
  });

  test('without staff it says what the file shows, and gives the last day of the answer', async () => {
    const complaint = await complain();
    await complaint.goTo('2026-07-10 12:00');
    expect(await complaint.letters()).toEqual(['ten-day-notice sent 2026-05-27', 'interim-reply sent 2026-07-10']);
    expect(await complaint.textOf('interim-reply')).toContain('13 juillet 2026');
    expect((await complaint.duty('announced-date')).dueOn).toBe('2026-07-13');
    await complaint.goTo('2026-07-13 12:00');
    expect((await complaint.letters()).slice(2)).toEqual(['delay sent 2026-07-13']);
  });

  test('where forty jours ouvrés end after the final limit, the reply is pulled forward to it', async () => {
    const complaint = await complain({ received: '2026-04-08 10:00' });
    expect(await complaint.duty('interim-reply')).toMatchObject({ dueOn: '2026-06-08' });
    await complaint.goTo('2026-06-08 12:00');
    expect(await complaint.letters()).toEqual(['ten-day-notice sent 2026-04-20', 'interim-reply sent 2026-06-08']);
    expect((await complaint.duty('announced-date')).dueOn).toBe('2026-07-08');
  });
});

describe('« Dans les cinq jours ouvrés qui suivent les résultats […], vous recevrez une lettre de résolution »', () => {
  const record = { decision: 'record-result', outcome: 'upheld' } as const;

  test('released within five ouvrés of the result, the letter keeps both limits', async () => {
    const complaint = await complain();
    await complaint.goTo('2026-06-01 11:00');
    await complaint.decide(record);
    expect(await complaint.letters()).toEqual(['ten-day-notice sent 2026-05-27']);
    expect((await complaint.duty('resolution-letter')).dueOn).toBe('2026-06-08');
    await complaint.goTo('2026-06-08 20:00');
    await complaint.decide(resolve);
    expect((await complaint.letters()).at(-1)).toBe('upheld sent 2026-06-08');
    expect(await complaint.breaches()).toEqual([]);
    expect(await complaint.openDuties()).toEqual([]);
    expect(await complaint.facts()).toMatchObject({ stage: 'closed' });
    expect(await complaint.textOf('upheld')).toMatch(/aide/);
  });

  test('released later, the letter’s limit is broken, and the manager is told when it passes', async () => {
    const complaint = await complain();
    await complaint.goTo('2026-06-01 11:00');
    await complaint.decide(record);
    await complaint.goTo('2026-06-09 12:00');
    expect((await complaint.letters()).at(-1)).toBe('breach-alert sent 2026-06-09');
    await complaint.decide(resolve);
    expect(await complaint.breaches()).toEqual(['resolution-letter procedure 2026-06-08 not-done-in-time']);
  });

  test('it is never due after the answer itself', async () => {
    const complaint = await complain();
    await complaint.goTo('2026-07-09 11:00');
    await complaint.decide(record);
    expect((await complaint.duty('resolution-letter')).dueOn).toBe('2026-07-13');
  });
});

describe('« Niveau 2a […] Traitement par 123 Courtage avec l’aide de la compagnie »', () => {
  const insurer = { decision: 'set-responsibility', responsibility: 'insurer' } as const;

  test('after a disagreement the insurer is asked, and the second answer is due within the first clock', async () => {
    const complaint = await complain();
    await complaint.decide(insurer);
    await complaint.goTo('2026-05-20 11:00');
    await complaint.decide({ decision: 'resolve', outcome: 'rejected' });
    await complaint.goTo('2026-06-03 11:00');
    await complaint.receive('disagreement');
    expect(await complaint.facts()).toMatchObject({ stage: 'disagreed', level: '2a' });
    expect((await complaint.letters()).slice(-2).toSorted()).toEqual([
      'recourse-details sent 2026-06-03',
      'second-review-request sent 2026-06-03',
    ]);
    expect((await complaint.duty('final-response')).dueOn).toBe('2026-07-13');
    const text = await complaint.textOf('recourse-details');
    expect(text).toContain('13 juillet 2026');
    expect(text).toContain('La Médiation de l’Assurance');
    expect(await complaint.addresseeOf('second-review-request')).toBe('reclamations@example.com');
    await complaint.receive('insurer-reply');
    await complaint.goTo('2026-06-15 11:00');
    await complaint.decide({ decision: 'resolve', outcome: 'settled' });
    expect((await complaint.letters()).at(-1)).toBe('settled sent 2026-06-15');
    expect(await complaint.facts()).toMatchObject({ stage: 'closed', level: '2a' });
    expect(await complaint.breaches()).toEqual([]);
  });

  test('where the first clock has passed, the procedure’s month for a second answer runs', async () => {
    const complaint = await complain();
    await complaint.goTo('2026-06-10 11:00');
    await complaint.decide({ decision: 'resolve', outcome: 'rejected' });
    await complaint.goTo('2026-08-03 11:00');
    await complaint.receive('disagreement');
    expect((await complaint.letters()).at(-1)).toBe('recourse-details sent 2026-08-03');
    expect((await complaint.duty('final-response')).dueOn).toBe('2026-09-03');
    await complaint.decide(resolve);
    expect(await complaint.breaches()).toEqual([]);
    await complaint.receive('disagreement');
    expect((await complaint.letters()).filter((letter) => letter.startsWith('recourse-details'))).toHaveLength(2);
    expect(await complaint.openDuties()).toEqual([]);
  });

  test('who writes back while the answer waits for the post is treated again once it is posted', async () => {
    const complaint = await complain({ content: { email: undefined } });
    await complaint.goTo('2026-05-15 11:00');
    await complaint.decide({ decision: 'resolve', outcome: 'rejected' });
    await complaint.receive('disagreement');
    expect(await complaint.letters()).toEqual(['rejected awaiting-post']);
    await complaint.post(await complaint.letter('rejected'), '2026-05-15 16:00');
    expect(await complaint.letters()).toEqual(['rejected sent 2026-05-15', 'recourse-details awaiting-post']);
    expect(await complaint.facts()).toMatchObject({ stage: 'disagreed', secondTreatment: {} });
    expect(await complaint.openDuties()).toContain('final-response');
  });
});

describe('what comes in while an answer or an ending is on its way', () => {
  const insurer = { decision: 'set-responsibility', responsibility: 'insurer' } as const;

  test('who disagrees before the answer is posted has it reviewed with the insurer that was named, once it is', async () => {
    const complaint = await complain({ content: { email: undefined } });
    await complaint.decide(insurer);
    await complaint.post(await complaint.letter('forwarding-notice'), '2026-05-13 19:00');
    await complaint.goTo('2026-05-15 11:00');
    await complaint.decide({ decision: 'resolve', outcome: 'rejected' });
    await complaint.receive('disagreement');
    expect((await complaint.letters()).slice(2)).toEqual(['rejected awaiting-post']);
    await complaint.post(await complaint.letter('rejected'), '2026-05-15 16:00');
    expect((await complaint.letters()).slice(2).toSorted()).toEqual([
      'recourse-details awaiting-post',
      'rejected sent 2026-05-15',
      'second-review-request sent 2026-05-15',
    ]);
    expect(await complaint.duty('escalation-notice')).toMatchObject({ letters: ['second-review-request'] });
    // Ten ouvrés to reply from Friday 15 May, over Whit Monday, are Monday 1 June; two more, Wednesday 3 June.
    expect((await complaint.duty('insurer-chaser')).dueOn).toBe('2026-06-03');
  });

  test('half answered, withdrawn and then contested, it is treated again, and closes with the second answer', async () => {
    const complaint = await complain({ kind: 'classic-and-gdpr' });
    await complaint.goTo('2026-05-20 11:00');
    await complaint.decide({ decision: 'resolve', outcome: 'rejected' });
    await complaint.receive('withdrawal');
    expect(await complaint.facts()).toMatchObject({ closure: { reason: 'withdrawn' } });
    await complaint.goTo('2026-06-03 11:00');
    await complaint.receive('disagreement');
    const again = await complaint.facts();
    expect(again).toMatchObject({ stage: 'disagreed', secondTreatment: {} });
    expect([again.closing, again.closure]).toEqual([undefined, undefined]);
    expect((await complaint.letters()).at(-1)).toBe('recourse-details sent 2026-06-03');
    expect(await complaint.openDuties()).toEqual(['final-response']);
    await complaint.decide(resolve);
    expect((await complaint.letters()).at(-1)).toBe('upheld sent 2026-06-03');
    expect(await complaint.facts()).toMatchObject({ stage: 'closed', closure: { reason: 'answered' } });
  });

  test('withdrawn while its answer waits for the post, it is not answered, and cannot be contested', async () => {
    const complaint = await complain({ content: { email: undefined } });
    await complaint.decide(resolve);
    await complaint.receive('withdrawal');
    expect(await complaint.letters()).toEqual(['upheld superseded', 'withdrawal awaiting-post']);
    expect(await complaint.facts()).not.toHaveProperty('result');
    expect(await complaint.accept({ signal: 'receive', body: { what: 'disagreement' } })).toEqual({
      accepted: false,
      reason: 'not-answered',
    });
  });
});

describe('the levels', () => {
  test('a level is raised by staff, by the mediator and by a summons, and starts no clock anew', async () => {
    const complaint = await complain();
    const before = await complaint.duty('final-response');
    await complaint.decide({ decision: 'raise-level', level: '2b' });
    expect((await complaint.facts()).level).toBe('2b');
    await complaint.receive('mediator-accepted');
    expect(await complaint.facts()).toMatchObject({ level: '3', stage: 'with-mediator' });
    await complaint.receive('summons');
    expect(await complaint.facts()).toMatchObject({ level: '4', stage: 'in-court' });
    expect(await complaint.duty('final-response')).toEqual(before);
  });
});
