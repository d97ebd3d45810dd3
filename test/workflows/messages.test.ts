import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { type ComplaintCase, type Lifecycle, openLifecycle } from '../helpers/lifecycle.ts';
import { type ComplaintWanted, paris } from '../helpers/lifecycle-wanted.ts';
import { outsideProgram, testWith } from '../helpers/programs.ts';

/* What is decided, what comes in and where a complaint goes on to, before and after closure, and how messages reach it. */

const test = testWith('Temporal test server');
/** The longest that one complaint's life may take on the wall, in milliseconds. */
const limit = 45_000;

let lifecycle: Lifecycle | undefined;
beforeAll(async () => {
  const program = outsideProgram('Temporal test server');
  if (program !== undefined) lifecycle = await openLifecycle('skipping', { program });
}, 60_000);
afterAll(() => lifecycle?.close());

function complain(wanted: Partial<ComplaintWanted> = {}): Promise<ComplaintCase> {
  if (lifecycle === undefined) throw new Error('no server');
  return lifecycle.complain({ received: '2026-05-13 18:30', ...wanted });
}

/** Acknowledged on 27 May, answered and closed on 1 June. */
async function closedComplaint(): Promise<ComplaintCase> {
  const complaint = await complain();
  await complaint.goTo('2026-06-01 12:00');
  await complaint.decide({ decision: 'resolve', outcome: 'rejected' });
  expect(await complaint.isRunning()).toBe(false);
  return complaint;
}

const applied = { state: 'applied' };

describe('« si la réponse apportée n’est pas jugée satisfaisante … les coordonnées de l’Assureur et du médiateur »', () => {
  test(
    'a disagreement after closure begins a new run, which gives the details of insurer, mediator and court and ends',
    async () => {
      const complaint = await closedComplaint();
      await complaint.goTo('2026-06-20 09:00');
      expect(await complaint.receive('disagreement')).toMatchObject(applied);
      expect((await complaint.letters()).at(-1)).toBe('recourse-details sent 2026-06-20');
      const letter = complaint.mails().at(-1);
      expect(letter?.raw).toMatch(/m=C3=A9diat|médiat/i);
      expect(await complaint.facts()).toMatchObject({ stage: 'disagreed', level: '2a', closure: { reason: 'answered' } });
      expect(await complaint.isRunning()).toBe(false);
      expect(await complaint.openDuties()).toEqual([]);
    },
    limit,
  );

  test(
    'the insurer, the mediator and the court are open in any order, after closure too, each once',
    async () => {
      const complaint = await closedComplaint();
      expect(await complaint.escalate('court')).toMatchObject(applied);
      expect(await complaint.facts()).toMatchObject({ stage: 'in-court', level: '4' });
      expect(await complaint.escalate('mediator')).toMatchObject(applied);
      expect(await complaint.escalate('insurer')).toMatchObject(applied);
      expect(await complaint.facts()).toMatchObject({
        stage: 'in-court',
        level: '4',
        escalations: ['court', 'mediator', 'insurer'],
      });
      const letters = (await complaint.letterRows()).map(({ kind, state }) => `${kind} ${state}`).slice(2);
      expect(letters.toSorted()).toEqual(['escalation sent', 'escalation sent', 'escalation sent', 'forwarding sent']);
      expect(await complaint.isRunning()).toBe(false);
      expect(await complaint.accept({ signal: 'escalate', body: { to: 'court' } })).toEqual({
        accepted: false,
        reason: 'already-escalated',
      });
    },
    limit,
  );

  test(
    'a complaint that goes on while it is open is still acknowledged and answered',
    async () => {
      const complaint = await complain();
      await complaint.escalate('mediator');
      await complaint.goTo('2026-05-28 12:00');
      await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
      expect(await complaint.letters()).toEqual([
        'escalation sent 2026-05-13',
        'acknowledgement sent 2026-05-27',
        'upheld sent 2026-05-28',
      ]);
    },
    limit,
  );
});

describe('a complaint that ends otherwise', () => {
  test(
    'is confirmed when it is withdrawn, and nothing follows',
    async () => {
      const complaint = await complain({ content: { email: undefined } });
      await complaint.decide({ decision: 'acknowledge-now' });
      await complaint.receive('withdrawal');
      expect(await complaint.letters()).toEqual(['acknowledgement superseded', 'withdrawal awaiting-post']);
      await complaint.post(await complaint.letter('withdrawal'), '2026-05-13 19:00');
      expect(await complaint.facts()).toMatchObject({ stage: 'closed', closure: { reason: 'withdrawn' } });
      expect(await complaint.isRunning()).toBe(false);
      expect(await complaint.openDuties()).toEqual([]);
    },
    limit,
  );

  test(
    'says so with its reasons when it cannot be treated further',
    async () => {
      const complaint = await complain();
      await complaint.goTo('2026-05-28 12:00');
      await complaint.decide({ decision: 'cannot-treat-further' });
      expect((await complaint.letters()).at(-1)).toBe('not-treated-further sent 2026-05-28');
      expect(await complaint.facts()).toMatchObject({ closure: { reason: 'not-treated-further' } });
      expect(await complaint.isRunning()).toBe(false);
    },
    limit,
  );
});

describe('a complaint that is reopened', () => {
  test(
    'keeps its clock while that runs',
    async () => {
      const complaint = await closedComplaint();
      await complaint.goTo('2026-06-20 12:00');
      expect(await complaint.decide({ decision: 'reopen' })).toMatchObject(applied);
      expect((await complaint.letters()).at(-1)).toBe('reopened sent 2026-06-20');
      const again = await complaint.duty('final-response');
      expect([again.dueOn, again.limits.map(({ source }) => source)]).toEqual(['2026-07-13', ['procedure', 'acpr']]);
      expect(await complaint.isRunning()).toBe(true);
      await complaint.goTo('2026-07-14 12:00');
      expect(await complaint.letters()).toContain('delay sent 2026-07-13');
      expect(await complaint.breaches()).toHaveLength(2);
      await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
      expect(await complaint.facts()).toMatchObject({ stage: 'closed', result: { outcome: 'upheld' } });
      expect(await complaint.isRunning()).toBe(false);
    },
    limit,
  );

  test(
    'gets a month once that clock has passed, and no breach for it',
    async () => {
      const complaint = await closedComplaint();
      await complaint.goTo('2026-08-03 12:00');
      await complaint.decide({ decision: 'reopen' });
      const again = await complaint.duty('final-response');
      expect([again.dueOn, again.limits.map(({ source }) => source)]).toEqual(['2026-09-03', ['ours']]);
      await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
      expect(await complaint.breaches()).toEqual([]);
      expect((await complaint.letters()).slice(-2)).toEqual(['reopened sent 2026-08-03', 'upheld sent 2026-08-03']);
    },
    limit,
  );
});

describe('what staff do on the way', () => {
  test(
    'missing facts are asked for, a new case handler is told of, an enquiry is answered',
    async () => {
      const complaint = await complain();
      await complaint.decide({ decision: 'acknowledge-now' });
      await complaint.decide({ decision: 'request-information' });
      await complaint.decide({ decision: 'assign', caseHandler: 'client-service' });
      await complaint.receive('enquiry');
      expect(await complaint.openDuties()).toContain('enquiry-answer');
      await complaint.decide({ decision: 'answer-enquiry' });
      expect((await complaint.letters()).map((letter) => letter.split(' ')[0])).toEqual([
        'acknowledgement',
        'missing-facts',
        'reassignment',
        'progress-answer',
      ]);
      expect(await complaint.openDuties()).not.toContain('enquiry-answer');
    },
    limit,
  );

  test(
    'an enquiry that nobody answers is answered from what the file shows on its last day',
    async () => {
      const complaint = await complain();
      await complaint.receive('enquiry');
      await complaint.goTo('2026-05-21 12:00');
      expect(await complaint.letters()).toEqual(['progress-answer sent 2026-05-21']);
      expect(await complaint.breaches()).toEqual([]);
    },
    limit,
  );
});

describe('a signal by hand, from the command line or the UI', () => {
  test(
    'is applied and recorded as by hand',
    async () => {
      const complaint = await complain();
      expect(await complaint.byHand('decide', { decision: 'acknowledge-now' })).toMatchObject({
        state: 'applied',
        actor: 'by-hand',
      });
      expect(await complaint.letters()).toEqual(['acknowledgement sent 2026-05-13']);
      expect((await complaint.journal()).find(({ event }) => event === 'decision-applied')).toMatchObject({ actor: 'by-hand' });
    },
    limit,
  );

  test(
    'is refused where its letter needs a text, which it cannot carry',
    async () => {
      const complaint = await complain();
      const refused = { state: 'refused', refusal: 'text-missing', actor: 'by-hand' };
      expect(await complaint.byHand('decide', { decision: 'resolve', outcome: 'upheld', reasons: 'Parce que.' })).toMatchObject(
        refused,
      );
      expect(await complaint.byHand('escalate', { to: 'insurer' })).toMatchObject(refused);
      expect(await complaint.letters()).toEqual([]);
      expect((await complaint.journal()).map(({ event }) => event)).toContain('decision-refused');
    },
    limit,
  );

  test(
    'is refused as malformed where it is none, and what comes after it is applied all the same',
    async () => {
      const complaint = await complain();
      const refused = { state: 'refused', refusal: 'malformed' };
      for (const payload of [undefined, 'close', { decision: 'forget' }, { decision: 'announce-delay', newDate: '2026-02-30' }])
        expect([payload, await complaint.byHand('decide', payload)]).toEqual([payload, expect.objectContaining(refused)]);
      expect(await complaint.byHand('receive', { what: 'letter-posted', letter: 'none', sentAt: 1 })).toMatchObject(refused);
      expect(await complaint.byHand('decide', { decision: 'acknowledge-now', messageId: 'mine' })).toMatchObject(applied);
      expect(await complaint.letters()).toEqual(['acknowledgement sent 2026-05-13']);
    },
    limit,
  );

  test(
    'with the id of another complaint’s message is still this complaint’s signal',
    async () => {
      const other = await complain();
      await other.decide({ decision: 'acknowledge-now' });
      const messageId = (await other.messages()).at(-1)?.id;
      const complaint = await complain();
      expect(await complaint.byHand('decide', { decision: 'acknowledge-now', messageId })).toMatchObject({
        state: 'applied',
        actor: 'by-hand',
      });
      expect(await other.letters()).toHaveLength(1);
      expect(await complaint.letters()).toHaveLength(1);
    },
    limit,
  );
});

describe('how messages reach the workflow', () => {
  test(
    'the same message twice changes nothing, neither while it is open nor after closure',
    async () => {
      const complaint = await complain();
      await complaint.decide({ decision: 'request-information' });
      const first = (await complaint.messages()).at(-1)?.id ?? '';
      const before = [await complaint.facts(), await complaint.letters(), (await complaint.journal()).length];
      await complaint.deliverAgain(first);
      expect([await complaint.facts(), await complaint.letters(), (await complaint.journal()).length]).toEqual(before);

      await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
      const closed = [await complaint.facts(), await complaint.letters(), (await complaint.journal()).length];
      await complaint.deliverAgain(first);
      expect([await complaint.facts(), await complaint.letters(), (await complaint.journal()).length]).toEqual(closed);
      expect(await complaint.isRunning()).toBe(false);
    },
    limit,
  );

  test(
    'what was accepted while Temporal was away is applied in the order of its acceptance',
    async () => {
      const complaint = await complain();
      const decisions = [
        { decision: 'assign', caseHandler: 'client-service' },
        { decision: 'set-responsibility', responsibility: 'firm' },
        { decision: 'acknowledge-now' },
        { decision: 'assign', caseHandler: 'complaints-manager' },
        { decision: 'resolve', outcome: 'upheld' },
      ] as const;
      for (const body of decisions) expect(await complaint.accept({ signal: 'decide', body })).toMatchObject({ accepted: true });
      await complaint.deliver();
      await complaint.rest();
      const journal = (await complaint.journal()).filter(({ event }) => event === 'decision-applied');
      expect(journal.map(({ detail }) => detail['decision'])).toEqual(decisions.map(({ decision }) => decision));
      expect(await complaint.facts()).toMatchObject({ caseHandler: 'complaints-manager', closure: { reason: 'answered' } });
      expect(await complaint.letters()).not.toContainEqual(expect.stringContaining('queued'));
    },
    limit,
  );

  test(
    'what can no longer be applied when its turn comes is refused with its reason, and recorded',
    async () => {
      const complaint = await complain();
      const late = await complaint.accept({ signal: 'decide', body: { decision: 'acknowledge-now' } });
      if (!late.accepted) throw new Error('not accepted');
      await complaint.byHand('decide', { decision: 'acknowledge-now' });
      await complaint.deliver();
      await complaint.rest();
      expect(await complaint.outcome(late.id)).toMatchObject({ state: 'refused', refusal: 'already-acknowledged' });
      expect(await complaint.letters()).toHaveLength(1);
    },
    limit,
  );
});

describe('a run that takes up a complaint half way, as after a restore or a long history', () => {
  test(
    'sends nothing twice and forgets nothing',
    async () => {
      const complaint = await complain({ content: { email: undefined } });
      await complaint.goTo('2026-05-27 11:00');
      await complaint.decide({ decision: 'announce-delay', newDate: '2026-07-31' });
      await complaint.receive('enquiry');
      const before = [await complaint.facts(), await complaint.duties(), await complaint.letters()];
      const { facts, openDuties } = await complaint.status();
      await complaint.runAnew();
      expect([await complaint.facts(), await complaint.duties(), await complaint.letters()]).toEqual(before);
      expect(await complaint.status()).toMatchObject({ facts, openDuties, waitingMessages: 0 });
      await complaint.post(await complaint.letter('acknowledgement'), '2026-05-27 16:00');
      await complaint.goTo('2026-06-03 12:00');
      expect((await complaint.letters()).map((letter) => letter.split(' ').slice(0, 2).join(' '))).toEqual([
        'acknowledgement sent',
        'delay awaiting-post',
        'progress-answer awaiting-post',
      ]);
    },
    limit,
  );

  test(
    'goes on after the answer’s last day has passed while no run was there: the letter once, the breach recorded',
    async () => {
      const complaint = await complain();
      await complaint.goTo('2026-06-01 12:00');
      await complaint.interrupt();
      await complaint.passUntil('2026-07-20 12:00');
      await complaint.nudge();
      expect(await complaint.letters()).toEqual(
        expect.arrayContaining(['acknowledgement sent 2026-05-27', 'delay sent 2026-07-20', 'breach-alert sent 2026-07-20']),
      );
      expect(await complaint.breaches()).toHaveLength(2);
      await complaint.runAnew();
      expect((await complaint.letters()).filter((letter) => letter.startsWith('delay'))).toHaveLength(1);
      expect(await complaint.breaches()).toHaveLength(2);
      expect(paris(await complaint.now())).toMatch(/^2026-07-20/);
    },
    limit,
  );
});
