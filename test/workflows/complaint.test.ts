import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { type ComplaintCase, type Lifecycle, openLifecycle } from '../helpers/lifecycle.ts';
import { type ComplaintWanted, inParis, ordinaryTexts, paris } from '../helpers/lifecycle-wanted.ts';
import { outsideProgram, testWith } from '../helpers/programs.ts';

/*
 * The sentences of Opticourtage's procedure, each lived through: real PostgreSQL and SMTP, and a server that skips to the next deadline.
 * A complaint received on Wednesday 13 May 2026: to the insurer by Wednesday 20 May, acknowledged by Wednesday 27 May (Ascension
 * and Whit Monday are no jours ouvrables), answered by Monday 13 July.
 */

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

describe('« un accusé de réception vous sera transmis par écrit dans les 10 jours ouvrables »', () => {
  test(
    'unless answered, a complaint is acknowledged on its tenth jour ouvrable, between eight and ten',
    async () => {
      const complaint = await complain();
      await complaint.goTo('2026-05-27 07:30');
      expect(await complaint.letters()).toEqual([]);
      await complaint.goTo('2026-05-27 10:30');
      expect(await complaint.letters()).toEqual(['acknowledgement sent 2026-05-27']);
      expect((await complaint.sentAt('acknowledgement')).slice(11, 13)).toMatch(/08|09/);
      expect(complaint.mails().map(({ to }) => to)).toEqual([['dominique@example.org']]);
      expect(await complaint.facts()).toMatchObject({ stage: 'acknowledged' });
      await complaint.goTo('2026-05-28 12:00');
      expect(await complaint.breaches()).toEqual([]);
    },
    limit,
  );

  test(
    'staff may have it acknowledged at once, outside the sending window too, and it is acknowledged once',
    async () => {
      const complaint = await complain();
      await complaint.decide({ decision: 'acknowledge-now' });
      expect(await complaint.sentAt('acknowledgement')).toMatch(/^2026-05-13 18:3/);
      await complaint.goTo('2026-05-28 12:00');
      expect(await complaint.letters()).toEqual(['acknowledgement sent 2026-05-13']);
    },
    limit,
  );

  test(
    'a complaint that is answered before is not acknowledged; it closes with its answer',
    async () => {
      const complaint = await complain();
      await complaint.goTo('2026-05-26 11:00');
      await complaint.decide({ decision: 'resolve', outcome: 'rejected' });
      expect(await complaint.letters()).toEqual(['rejected sent 2026-05-26']);
      expect(await complaint.facts()).toMatchObject({ stage: 'closed', closure: { reason: 'answered' } });
      expect(await complaint.isRunning()).toBe(false);
      expect((await complaint.duty('acknowledgement')).void).toBe('answered');
      expect(await complaint.openDuties()).toEqual([]);
    },
    limit,
  );

  test(
    'a limit that ends on a Saturday is kept on the Friday before',
    async () => {
      const complaint = await complain({ received: '2026-05-13 18:30', sentOn: '2026-05-11' });
      await complaint.goTo('2026-05-22 10:30');
      expect(await complaint.letters()).toEqual(['acknowledgement sent 2026-05-22']);
    },
    limit,
  );
});

describe('« OPTICOURTAGE transmettra alors à l’assureur les informations dans les 5 jours ouvrables et en informera le plaignant »', () => {
  const insurer = { decision: 'set-responsibility', responsibility: 'insurer' } as const;

  test(
    'both letters leave at once when the insurer is found responsible',
    async () => {
      const complaint = await complain();
      await complaint.goTo('2026-05-18 15:00');
      await complaint.decide(insurer);
      expect((await complaint.letters()).sort()).toEqual(['forwarding sent 2026-05-18', 'forwarding-notice sent 2026-05-18']);
      expect(
        complaint
          .mails()
          .flatMap(({ to }) => to)
          .sort(),
      ).toEqual(['dominique@example.org', 'reclamations@example.com']);
      await complaint.goTo('2026-05-21 12:00');
      expect(await complaint.breaches()).toEqual([]);
    },
    limit,
  );

  test(
    'found later than five jours ouvrables after receipt: both at once, and a breach that the manager is told of',
    async () => {
      const complaint = await complain();
      await complaint.goTo('2026-05-22 15:00');
      expect(await complaint.breaches()).toEqual([]);
      await complaint.decide(insurer);
      expect((await complaint.letters()).sort()).toEqual([
        'breach-alert sent 2026-05-22',
        'forwarding sent 2026-05-22',
        'forwarding-notice sent 2026-05-22',
      ]);
      expect(await complaint.breaches()).toEqual([expect.stringMatching(/^insurer-forwarding procedure 2026-05-20 /)]);
    },
    limit,
  );

  test(
    'where nothing has triggered it, it is no breach, and the answer ends it',
    async () => {
      const complaint = await complain();
      await complaint.goTo('2026-06-10 12:00');
      expect(await complaint.breaches()).toEqual([]);
      await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
      expect((await complaint.duty('insurer-forwarding')).void).toBe('answered');
      expect(await complaint.breaches()).toEqual([]);
    },
    limit,
  );
});

describe('« une réponse définitive dans les deux mois à compter de la date de réception »', () => {
  test(
    'the answer leaves when it is decided, at whatever hour',
    async () => {
      const complaint = await complain();
      await complaint.goTo('2026-06-14 22:00');
      await complaint.decide({ decision: 'resolve', outcome: 'partly-upheld' });
      expect(await complaint.letters()).toEqual(['acknowledgement sent 2026-05-27', 'partly-upheld sent 2026-06-14']);
      expect(complaint.mails().at(-1)?.raw).toContain(complaint.reference);
      expect(await complaint.breaches()).toEqual([]);
    },
    limit,
  );

  test(
    'decided on the last evening, it is in time',
    async () => {
      const complaint = await complain();
      await complaint.goTo('2026-07-13 23:50');
      await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
      expect(await complaint.sentAt('upheld')).toMatch(/^2026-07-13 23:5/);
      expect(await complaint.breaches()).toEqual([]);
    },
    limit,
  );

  test(
    'without a decision, a letter before the last day says that the answer is late, from what the file shows',
    async () => {
      const complaint = await complain({ received: '2026-05-12 09:00' });
      await complaint.goTo('2026-07-10 10:30');
      expect(await complaint.letters()).toEqual(['acknowledgement sent 2026-05-26', 'delay sent 2026-07-10']);
      expect(await complaint.duty('announced-date')).toMatchObject({ dueOn: '2026-08-10', occasion: 'final-response-first' });
      expect((await complaint.duty('final-response')).dueOn).toBe('2026-07-12');
    },
    limit,
  );

  test(
    'the limits are broken when their last day has ended, and not before; the manager is told of both in one mail',
    async () => {
      const complaint = await complain({ received: '2026-05-12 09:00' });
      await complaint.goTo('2026-07-12 23:55');
      expect(await complaint.breaches()).toEqual([]);
      await complaint.goTo('2026-07-13 00:05');
      expect(await complaint.breaches()).toEqual([
        'final-response acpr 2026-07-12 not-done-in-time',
        'final-response procedure 2026-07-12 not-done-in-time',
      ]);
      const alerts = complaint.mails().filter(({ to }) => to.includes('reclamations-rgpd@opticourtage.com'));
      expect(alerts).toHaveLength(1);
      const text = await complaint.textOf('breach-alert');
      expect(text).toContain('Dernier jour : 12 juillet 2026');
      expect(text).toMatch(/2 mois à compter de la réception – notre procédure/);
      expect(text).toMatch(/2 mois à compter de l’envoi .*– recommandation de l’ACPR/);
    },
    limit,
  );

  test(
    'every new date is kept: another letter, another date, a breach of the promise, again until the answer',
    async () => {
      const complaint = await complain({ received: '2026-05-12 09:00' });
      await complaint.goTo('2026-09-12 12:00');
      expect((await complaint.letters()).filter((letter) => letter.startsWith('delay'))).toEqual([
        'delay sent 2026-07-10',
        'delay sent 2026-08-10',
        'delay sent 2026-09-10',
      ]);
      const announced = (await complaint.duties()).filter(({ duty }) => duty === 'announced-date').map(({ dueOn }) => dueOn);
      expect(announced).toEqual(['2026-08-10', '2026-09-10', '2026-10-10']);
      expect((await complaint.breaches()).filter((breach) => breach.startsWith('announced-date'))).toEqual([
        'announced-date ours 2026-08-10 not-done-in-time',
        'announced-date ours 2026-09-10 not-done-in-time',
      ]);
      await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
      expect(await complaint.openDuties()).toEqual([]);
      await complaint.goTo('2026-10-12 12:00');
      expect((await complaint.letters()).at(-1)).toBe('upheld sent 2026-09-12');
    },
    limit,
  );

  test(
    'staff announce a delay with its reasons: their date counts, no letter repeats it, and the limit stays',
    async () => {
      const complaint = await complain();
      await complaint.goTo('2026-07-01 12:00');
      await complaint.decide({ decision: 'announce-delay', newDate: '2026-07-31' });
      expect((await complaint.letters()).at(-1)).toBe('delay sent 2026-07-01');
      expect(complaint.mails().at(-1)?.raw).toContain('31');
      await complaint.goTo('2026-07-14 12:00');
      expect((await complaint.letters()).filter((letter) => letter.startsWith('delay'))).toHaveLength(1);
      expect(await complaint.breaches()).toEqual([
        'final-response acpr 2026-07-13 not-done-in-time',
        'final-response procedure 2026-07-13 not-done-in-time',
      ]);
      await complaint.decide({ decision: 'announce-delay', newDate: '2026-08-20' });
      const announced = (await complaint.duties()).filter(({ duty }) => duty === 'announced-date');
      expect(announced.map(({ dueOn, void: reason }) => [dueOn, reason])).toEqual([
        ['2026-07-31', 'replaced'],
        ['2026-08-20', undefined],
      ]);
      await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
      expect((await complaint.breaches()).filter((breach) => breach.startsWith('announced-date'))).toEqual([]);
    },
    limit,
  );

  test(
    'the supervisor’s two months run from sending and the firm’s from receipt, and each is judged by itself',
    async () => {
      const complaint = await complain({ received: '2026-05-18 10:00', sentOn: '2026-05-13' });
      await complaint.goTo('2026-07-14 12:00');
      expect(await complaint.breaches()).toEqual(['final-response acpr 2026-07-13 not-done-in-time']);
      await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
      await complaint.goTo('2026-07-20 12:00');
      expect(await complaint.breaches()).toEqual(['final-response acpr 2026-07-13 not-done-in-time']);
    },
    limit,
  );
});

describe('a complaint that comes to the register late', () => {
  test(
    'acts at once, records the breach of the limit that has passed, and keeps the one that is still open',
    async () => {
      const complaint = await complain({ received: '2026-05-26 10:00', sentOn: '2026-05-11', registered: '2026-05-28 15:00' });
      expect(await complaint.duty('acknowledgement')).toMatchObject({ dueOn: '2026-05-23' });
      expect((await complaint.letters()).sort()).toEqual(['acknowledgement sent 2026-05-28', 'breach-alert sent 2026-05-28']);
      expect(await complaint.breaches()).toEqual([expect.stringMatching(/^acknowledgement acpr 2026-05-23 /)]);
      await complaint.goTo('2026-06-10 12:00');
      expect(await complaint.breaches()).toHaveLength(1);
    },
    limit,
  );

  test(
    'whose answer was due says so at once',
    async () => {
      const complaint = await complain({ received: '2026-05-13 18:30', registered: '2026-07-20 11:00' });
      expect((await complaint.letters()).filter((letter) => !letter.startsWith('breach-alert')).sort()).toEqual([
        'acknowledgement sent 2026-07-20',
        'delay sent 2026-07-20',
      ]);
      expect((await complaint.breaches()).map((breach) => breach.replace(/ [a-z-]+$/, '')).sort()).toEqual([
        'acknowledgement acpr 2026-05-27',
        'acknowledgement procedure 2026-05-27',
        'final-response acpr 2026-07-13',
        'final-response procedure 2026-07-13',
      ]);
    },
    limit,
  );
});

describe('letters that go by post', () => {
  test(
    'without an e-mail address the duty stays open until the letter is posted; the day of posting is the evidence',
    async () => {
      const complaint = await complain({ content: { email: undefined } });
      await complaint.goTo('2026-05-27 11:00');
      expect(await complaint.letters()).toEqual(['acknowledgement awaiting-post']);
      expect(await complaint.openDuties()).toContain('acknowledgement');
      await complaint.goTo('2026-05-28 09:00');
      expect(await complaint.breaches()).toHaveLength(2);
      await complaint.post(await complaint.letter('acknowledgement'), '2026-05-27 16:00', 'RA 1');
      expect((await complaint.duty('acknowledgement')).doneAt).toBe(inParis('2026-05-27 16:00'));
      expect(await complaint.letters()).toContain('acknowledgement sent 2026-05-27');
      expect(await complaint.breaches()).toEqual([]);
      expect((await complaint.status()).openDuties.map(({ duty }) => duty)).not.toContain('acknowledgement');
    },
    limit,
  );

  test(
    'posted after the last day, it is late, and stays a breach',
    async () => {
      const complaint = await complain({ content: { email: undefined } });
      await complaint.goTo('2026-05-29 09:00');
      await complaint.post(await complaint.letter('acknowledgement'), '2026-05-28 16:00');
      expect(await complaint.breaches()).toHaveLength(2);
      expect(await complaint.openDuties()).not.toContain('acknowledgement');
    },
    limit,
  );

  test(
    'an address that the mail server refuses for good falls back to the post',
    async () => {
      const complaint = await complain({ content: { email: 'unknown@example.org' } });
      if (lifecycle) lifecycle.mail.refusal = (to) => (to === 'unknown@example.org' ? 550 : undefined);
      await complaint.decide({ decision: 'acknowledge-now' });
      expect(await complaint.letters()).toEqual(['acknowledgement awaiting-post']);
      expect((await complaint.letter('acknowledgement')).last_code).toBe(550);
      await complaint.post(await complaint.letter('acknowledgement'), '2026-05-13 19:00');
      expect(await complaint.facts()).toMatchObject({ stage: 'acknowledged' });
      expect(complaint.mails()).toEqual([]);
    },
    limit,
  );

  test(
    'an answer in the post tray takes an acknowledgement out of it once it is posted',
    async () => {
      const complaint = await complain({ content: { email: undefined } });
      await complaint.goTo('2026-05-27 11:00');
      await complaint.decide({ decision: 'resolve', outcome: 'rejected' });
      expect(await complaint.letters()).toEqual(['acknowledgement awaiting-post', 'rejected awaiting-post']);
      await complaint.post(await complaint.letter('rejected'), '2026-05-27 15:00');
      expect(await complaint.letters()).toEqual(['acknowledgement superseded', 'rejected sent 2026-05-27']);
      expect(await complaint.isRunning()).toBe(false);
    },
    limit,
  );
});

describe('a letter about a delay', () => {
  test(
    'takes back the date that was promised before, and gives another',
    async () => {
      const complaint = await complain();
      await complaint.decide({ decision: 'announce-delay', newDate: '2026-07-31' });
      const text = await complaint.textOf('delay');
      expect(text).toMatch(/Vous deviez la recevoir au plus tard le 13\sjuillet 2026.* au plus tard le 31\sjuillet 2026/);
    },
    limit,
  );
});

describe('while the mail server is away', () => {
  async function complainInVain(registered: string): Promise<ComplaintCase> {
    if (lifecycle === undefined) throw new Error('no server');
    lifecycle.mail.refusal = (to) => (to === 'full@example.org' ? 452 : undefined);
    return lifecycle.beginComplaint({ received: '2026-05-13 18:30', registered, content: { email: 'full@example.org' } });
  }

  function mailIsBack(): void {
    if (lifecycle) lifecycle.mail.refusal = () => undefined;
  }

  test(
    'a letter is tried again until it is taken, dated on the day of the attempt, and its delay is a breach',
    async () => {
      const complaint = await complainInVain('2026-05-27 23:30');
      await complaint.passUntil('2026-05-28 00:10');
      const { state, letter_date } = await complaint.letter('acknowledgement');
      expect([state, letter_date]).toEqual(['queued', '2026-05-28']);
      mailIsBack();
      await complaint.goTo('2026-05-28 00:20');
      expect(await complaint.letters()).toContain('acknowledgement sent 2026-05-28');
      expect(await complaint.breaches()).toEqual([
        'acknowledgement acpr 2026-05-27 not-done-in-time',
        'acknowledgement procedure 2026-05-27 not-done-in-time',
      ]);
      expect(complaint.mails().filter(({ to }) => to.includes('full@example.org'))).toHaveLength(1);
    },
    limit,
  );

  test(
    'an acknowledgement leaves before the answer that is decided meanwhile, and no delay is told before it',
    async () => {
      const complaint = await complainInVain('2026-07-13 11:00');
      await complaint.passUntil('2026-07-13 11:10');
      expect((await complaint.letter('acknowledgement')).state).toBe('queued');
      await complaint.sayAndPass({ signal: 'decide', body: { decision: 'resolve', outcome: 'upheld' } }, ordinaryTexts);
      await complaint.passUntil('2026-07-13 11:20');
      mailIsBack();
      await complaint.goTo('2026-07-13 11:40');
      const told = complaint.mails().filter(({ to }) => to.includes('full@example.org'));
      expect(told).toHaveLength(2);
      const [acknowledged, answered] = [await complaint.letter('acknowledgement'), await complaint.letter('upheld')];
      expect(acknowledged.sent_at?.getTime()).toBeLessThanOrEqual(answered.sent_at?.getTime() ?? 0);
      expect(await complaint.isRunning()).toBe(false);
    },
    limit,
  );

  test(
    'a delay that could not be told yet gives way to the answer',
    async () => {
      const complaint = await complain({ content: { email: 'full@example.org' } });
      await complaint.decide({ decision: 'acknowledge-now' });
      const { sendAt } = await complaint.duty('final-response');
      await complaint.goTo(paris(sendAt - 60_000));
      if (lifecycle) lifecycle.mail.refusal = () => 452;
      await complaint.passUntil(paris(sendAt + 240_000));
      expect((await complaint.letter('delay')).state).toBe('queued');
      await complaint.sayAndPass({ signal: 'decide', body: { decision: 'resolve', outcome: 'upheld' } }, ordinaryTexts);
      mailIsBack();
      await complaint.goTo(paris(sendAt + 900_000));
      expect(await complaint.letters()).toEqual([
        'acknowledgement sent 2026-05-13',
        'delay superseded',
        'upheld sent 2026-07-13',
      ]);
    },
    limit,
  );
});
