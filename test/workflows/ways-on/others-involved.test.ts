import { describe, expect } from '@jest/globals';
import type { ComplaintCase } from '../../helpers/lifecycle.ts';
import { lifecycleOfFile } from '../../helpers/lifecycle-of-file.ts';
import { testWith } from '../../helpers/programs.ts';

/*
 * Who else has a part in a complaint: a representative, the insurer, the mediator, colleagues; and what comes after its end. A complaint
 * to Opticourtage, received on Wednesday 13 May 2026: answered by Monday 13 July, the mediator's year until 13 May 2027.
 */

const test = testWith('Temporal test server');
const { complainAs } = lifecycleOfFile();
const complain = complainAs({ received: '2026-05-13 18:30' });
const insurer = { decision: 'set-responsibility', responsibility: 'insurer' } as const;
const reject = { decision: 'resolve', outcome: 'rejected' } as const;
const mediator = /saisir gratuitement La Médiation de l’Assurance/;

describe('somebody who writes for the complainant', () => {
  const lawyer = {
    mandate: 'missing',
    sender: 'lawyer',
    representative: { name: 'Camille Modèle', salutation: 'lawyer', email: 'camille@example.com' },
  } as const;

  test('without a mandate is asked for it, and learns nothing about the client; the complainant is written to', async () => {
    const complaint = await complain(lawyer);
    expect(await complaint.letters()).toEqual(['mandate-request sent 2026-05-13']);
    expect(await complaint.addresseeOf('mandate-request')).toBe('camille@example.com');
    const text = await complaint.textOf('mandate-request');
    expect(text).toContain(complaint.reference);
    expect(text).not.toMatch(/Dominique|résiliation/);
    await complaint.decide({ decision: 'acknowledge-now' });
    expect(await complaint.addresseeOf('acknowledgement')).toBe('dominique@example.org');
  });

  test('once it is shown, is written to instead of the complainant', async () => {
    const complaint = await complain(lawyer);
    await complaint.goTo('2026-05-18 11:00');
    await complaint.receive('mandate');
    expect((await complaint.facts()).mandate).toBe('recorded');
    await complaint.goTo('2026-05-27 12:00');
    expect(await complaint.addresseeOf('acknowledgement')).toBe('camille@example.com');
    expect(await complaint.textOf('acknowledgement')).toContain('Maître');
    await complaint.decide(reject);
    expect(await complaint.addresseeOf('rejected')).toBe('camille@example.com');
  });

  test('the request waits in the post tray until the mandate comes', async () => {
    const complaint = await complain({
      ...lawyer,
      representative: {
        ...lawyer.representative,
        email: undefined,
        address: { lines: ['4 rue Modèle', '75002 PARIS'], country: 'FR' },
      },
    });
    expect(await complaint.letters()).toEqual(['mandate-request awaiting-post']);
    await complaint.receive('mandate');
    expect(await complaint.letters()).toEqual(['mandate-request superseded']);
    expect((await complaint.duty('mandate-request')).void).toBe('replied');
  });
});

describe('a lawyer who comes after the registration', () => {
  const lawyer = { name: 'Camille Modèle', salutation: 'lawyer', email: 'camille@example.com' } as const;

  test('with a mandate, gets the letters from then on', async () => {
    const complaint = await complain();
    await complaint.goTo('2026-05-18 11:00');
    await complaint.decide({ decision: 'name-representative', mandate: 'recorded' }, { representative: lawyer });
    expect(await complaint.letters()).toEqual([]);
    await complaint.goTo('2026-05-27 12:00');
    expect(await complaint.addresseeOf('acknowledgement')).toBe('camille@example.com');
    expect(await complaint.textOf('acknowledgement')).toContain('Maître');
    await complaint.decide(reject);
    expect(await complaint.addresseeOf('rejected')).toBe('camille@example.com');
  });

  test('without one is asked for it, and gets the letters once it has come', async () => {
    const complaint = await complain();
    await complaint.goTo('2026-05-18 11:00');
    await complaint.decide({ decision: 'name-representative', mandate: 'missing' }, { representative: lawyer });
    expect(await complaint.letters()).toEqual(['mandate-request sent 2026-05-18']);
    expect(await complaint.addresseeOf('mandate-request')).toBe('camille@example.com');
    expect(await complaint.textOf('mandate-request')).not.toMatch(/Dominique|résiliation/);
    await complaint.decide({ decision: 'acknowledge-now' });
    expect(await complaint.addresseeOf('acknowledgement')).toBe('dominique@example.org');
    await complaint.receive('mandate');
    await complaint.decide(reject);
    expect(await complaint.addresseeOf('rejected')).toBe('camille@example.com');
  });

  test('in the place of another is asked on the same day, whose own request is not posted any more', async () => {
    const complaint = await complain({
      mandate: 'missing',
      sender: 'lawyer',
      representative: {
        name: 'Sacha Modèle',
        salutation: 'lawyer',
        address: { lines: ['4 rue Modèle', '75002 PARIS'], country: 'FR' },
      },
    });
    expect(await complaint.letters()).toEqual(['mandate-request awaiting-post']);
    await complaint.decide({ decision: 'name-representative', mandate: 'missing' }, { representative: lawyer });
    expect(await complaint.letters()).toEqual(['mandate-request superseded', 'mandate-request sent 2026-05-13']);
  });
});

describe('an insurer that does not reply', () => {
  test('is reminded twice at most, each time with a new date', async () => {
    const complaint = await complain();
    await complaint.goTo('2026-05-18 11:00');
    await complaint.decide(insurer);
    // Ten ouvrés from 18 May are Tuesday 2 June; two more, Thursday 4 June.
    expect((await complaint.duty('insurer-chaser')).dueOn).toBe('2026-06-04');
    await complaint.goTo('2026-06-04 12:00');
    expect((await complaint.letters()).at(-1)).toBe('chaser sent 2026-06-04');
    const text = await complaint.textOf('chaser');
    for (const day of ['18 mai 2026', '2 juin 2026', '18 juin 2026']) expect(text).toContain(day);
    await complaint.goTo('2026-07-08 12:00');
    expect((await complaint.letters()).filter((letter) => letter.startsWith('chaser'))).toEqual([
      'chaser sent 2026-06-04',
      'chaser sent 2026-06-22',
    ]);
    expect(await complaint.openDuties()).toEqual(['final-response']);
  });

  test('its reply ends the reminding', async () => {
    const complaint = await complain();
    await complaint.decide(insurer);
    await complaint.goTo('2026-05-20 11:00');
    await complaint.receive('insurer-reply');
    expect((await complaint.duty('insurer-chaser')).void).toBe('replied');
    await complaint.goTo('2026-06-10 12:00');
    expect((await complaint.letters()).filter((letter) => letter.startsWith('chaser'))).toEqual([]);
  });

  test('so does the firm’s own answer', async () => {
    const complaint = await complain();
    await complaint.decide(insurer);
    await complaint.decide(reject);
    expect((await complaint.duty('insurer-chaser')).void).toBe('answered');
    expect(await complaint.facts()).toMatchObject({ stage: 'closed' });
  });
});

describe('the mediator, uninvited and after closure', () => {
  async function answeredAnd(...what: ('mediator-accepted' | 'mediator-refused' | 'mediator-opinion')[]): Promise<ComplaintCase> {
    const complaint = await complain();
    await complaint.decide(reject);
    expect(await complaint.textOf('rejected')).toMatch(mediator);
    await complaint.goTo('2026-06-10 11:00');
    for (const one of what) await complaint.receive(one);
    return complaint;
  }

  /** What the next letter says of the mediator. */
  async function told(complaint: ComplaintCase): Promise<string> {
    await complaint.receive('disagreement');
    return complaint.textOf('recourse-details');
  }

  test('has the file: letters say so, and send nobody there', async () => {
    const complaint = await answeredAnd('mediator-accepted');
    expect(await complaint.facts()).toMatchObject({ stage: 'with-mediator', level: '3', mediator: 'has-it' });
    const text = await told(complaint);
    expect(text).toContain('La Médiation de l’Assurance');
    expect(text).not.toMatch(mediator);
  });

  test('refuses: the way is as open as before, and the level stays', async () => {
    const complaint = await answeredAnd('mediator-accepted', 'mediator-refused');
    expect(await complaint.facts()).toMatchObject({ stage: 'closed', level: '3', mediator: 'refused' });
    expect(await told(complaint)).toMatch(mediator);
  });

  test('gives its opinion: only the court is left', async () => {
    const complaint = await answeredAnd('mediator-opinion');
    expect(await complaint.facts()).toMatchObject({ stage: 'closed', level: '3', mediator: 'gave-opinion' });
    const text = await told(complaint);
    expect(text).not.toMatch(mediator);
    expect(text).toMatch(/tribunal|justice/);
  });

  test('a complaint that goes on to the court tells the insurer that was asked', async () => {
    const complaint = await complain();
    await complaint.decide(insurer);
    await complaint.escalate('court');
    expect((await complaint.letters()).slice(2).toSorted()).toEqual([
      'escalation sent 2026-05-13',
      'escalation-to-insurer sent 2026-05-13',
    ]);
    expect(await complaint.facts()).toMatchObject({ stage: 'in-court', level: '4' });
  });

  test('the year’s end is told once it is near, with its last day and the written complaint’s', async () => {
    const complaint = await complain({ sentOn: '2026-05-11' });
    await complaint.decide(reject);
    await complaint.goTo('2027-04-12 11:00');
    await complaint.receive('mediator-period-ending');
    expect((await complaint.letters()).at(-1)).toBe('year-reminder sent 2027-04-12');
    const text = await complaint.textOf('year-reminder');
    expect(text).toContain('11 mai 2027');
    expect(text).toContain('11 mai 2026');
    expect(await complaint.isRunning()).toBe(false);
  });
});

describe('after the end', () => {
  test('measures are announced by a letter of their own', async () => {
    const complaint = await complain();
    await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
    await complaint.goTo('2026-06-10 11:00');
    await complaint.decide({ decision: 'announce-measures' });
    expect((await complaint.letters()).at(-1)).toBe('measures sent 2026-06-10');
    expect(await complaint.textOf('measures')).toContain('30 juin 2027');
    expect(await complaint.facts()).toMatchObject({ stage: 'closed' });
    expect(await complaint.isRunning()).toBe(false);
  });

  test('the same matter is reopened on the same clock', async () => {
    const complaint = await complain();
    await complaint.decide(reject);
    await complaint.goTo('2026-06-10 11:00');
    await complaint.decide({ decision: 'reopen' });
    expect((await complaint.letters()).at(-1)).toBe('reopened sent 2026-06-10');
    expect((await complaint.duty('final-response')).dueOn).toBe('2026-07-13');
  });

  test('a new matter has its own reference and clocks, and its acknowledgement names the earlier one', async () => {
    const earlier = await complain();
    await earlier.decide(reject);
    const complaint = await complain({ received: '2026-06-10 11:00', linkedTo: earlier.reference });
    expect((await complaint.duty('final-response')).dueOn).toBe('2026-08-10');
    await complaint.decide({ decision: 'acknowledge-now' });
    expect(await complaint.textOf('acknowledgement')).toContain(earlier.reference);
    expect((await earlier.journal()).map(({ event }) => event)).toContain('new-matter-registered');
  });
});

describe('colleagues', () => {
  test('what one proposes, another approves or sends back', async () => {
    const complaint = await complain();
    await complaint.decide({ ...reject, proposed: true });
    expect(await complaint.letters()).toEqual([]);
    await complaint.decide({ decision: 'send-back' });
    await complaint.decide({ decision: 'resolve', outcome: 'upheld', proposed: true });
    await complaint.goTo('2026-05-18 11:00');
    await complaint.decide({ decision: 'approve' });
    expect(await complaint.letters()).toEqual(['upheld sent 2026-05-18']);
    expect(await complaint.textOf('upheld')).toContain('Les faits sont établis par les pièces du dossier.');
  });

  test('a change of who is in charge is told, and nobody gets a complaint about themselves', async () => {
    const complaint = await complain({ barred: ['client-service'] });
    const assign = (caseHandler: string) => ({ decision: 'assign', caseHandler }) as const;
    expect(await complaint.accept({ signal: 'decide', body: assign('client-service') })).toEqual({
      accepted: false,
      reason: 'conflict-of-interest',
    });
    await complaint.decide({ decision: 'acknowledge-now' });
    expect(await complaint.textOf('acknowledgement')).not.toContain('Le service clients');
    await complaint.decide(assign('complaints-manager'));
    expect((await complaint.letters()).at(-1)).toBe('reassignment sent 2026-05-13');
  });

  test('a day of sending that comes to light plans anew what is still open', async () => {
    const complaint = await complain();
    await complaint.goTo('2026-05-18 11:00');
    await complaint.decide({ decision: 'recompute-plan', sentOn: '2026-05-05' });
    expect((await complaint.duty('acknowledgement')).dueOn).toBe('2026-05-19');
    await complaint.goTo('2026-05-19 12:00');
    expect(await complaint.letters()).toEqual(['acknowledgement sent 2026-05-19']);
    expect((await complaint.duty('final-response')).limits.map(({ source, dueOn }) => `${source} ${dueOn}`)).toEqual([
      'acpr 2026-07-05',
      'procedure 2026-07-13',
    ]);
  });
});

describe('an enquiry', () => {
  const stages: [string, (complaint: ComplaintCase) => Promise<unknown>, RegExp][] = [
    ['before the acknowledgement', async () => undefined, /13 juillet 2026/],
    ['while the insurer is awaited', (complaint) => complaint.decide(insurer), /Exemple Assurances/],
    ['after the answer', (complaint) => complaint.decide(reject), /13 mai 2026/],
    ['with the mediator', (complaint) => complaint.receive('mediator-accepted'), /Médiation de l’Assurance/],
    ['after a withdrawal', (complaint) => complaint.receive('withdrawal'), /13 mai 2026/],
    [
      'after it was no complaint',
      (complaint) => complaint.decide({ decision: 'classify', as: 'not-a-complaint' }),
      /13 mai 2026/,
    ],
  ];
  for (const [stage, before, says] of stages) {
    test(`${stage} is answered from the file within five days where staff have not`, async () => {
      const complaint = await complain();
      await before(complaint);
      await complaint.goTo('2026-05-15 11:00');
      await complaint.receive('enquiry');
      await complaint.goTo('2026-05-22 12:00');
      expect((await complaint.letters()).at(-1)).toBe('progress-answer sent 2026-05-22');
      expect(await complaint.textOf('progress-answer')).toMatch(says);
    });
  }
});

describe('somebody without an e-mail address', () => {
  test('has letters in the post tray three working days before they are due, and those for the insurer on their day', async () => {
    const complaint = await complain({ content: { email: undefined } });
    expect((await complaint.duty('insurer-forwarding')).sendOn).toBe('2026-05-20');
    await complaint.goTo('2026-05-20 23:00');
    expect(await complaint.letters()).toEqual([]);
    await complaint.goTo('2026-05-21 12:00');
    expect(await complaint.letters()).toEqual(['acknowledgement awaiting-post']);
    expect(await complaint.textOf('acknowledgement')).toContain('13 juillet 2026');
    await complaint.post(await complaint.letter('acknowledgement'), '2026-05-27 16:00');
    await complaint.goTo('2026-07-08 12:00');
    expect(await complaint.letters()).toEqual(['acknowledgement sent 2026-05-27', 'delay awaiting-post']);
    await complaint.post(await complaint.letter('delay'), '2026-07-10 16:00');
    await complaint.decide(reject);
    await complaint.post(await complaint.letter('rejected'), '2026-07-13 16:00');
    expect(await complaint.breaches()).toEqual([]);
    expect(await complaint.facts()).toMatchObject({ stage: 'closed' });
  });
});

describe('what has ended without an answer', () => {
  test('reopened after it was withdrawn, goes on with its first clock', async () => {
    const complaint = await complain();
    await complaint.goTo('2026-05-18 11:00');
    await complaint.decide({ decision: 'withdraw' });
    expect(await complaint.facts()).toMatchObject({ closure: { reason: 'withdrawn' } });
    await complaint.goTo('2026-05-20 11:00');
    await complaint.decide({ decision: 'reopen' });
    expect(await complaint.letters()).toEqual(['withdrawal sent 2026-05-18', 'reopened sent 2026-05-20']);
    expect(await complaint.textOf('reopened')).toContain('13 juillet 2026');
    expect((await complaint.duty('final-response')).dueOn).toBe('2026-07-13');
    await complaint.goTo('2026-05-27 12:00');
    expect((await complaint.letters()).at(-1)).toBe('acknowledgement sent 2026-05-27');
    expect(await complaint.breaches()).toEqual([]);
  });

  test('as what could not be treated further, contested, brings the ways on and is closed again', async () => {
    const complaint = await complain();
    await complaint.goTo('2026-05-18 11:00');
    await complaint.decide({ decision: 'cannot-treat-further' });
    expect(await complaint.facts()).toMatchObject({ closure: { reason: 'not-treated-further' } });
    await complaint.goTo('2026-05-20 11:00');
    await complaint.receive('disagreement');
    expect(await complaint.letters()).toEqual(['not-treated-further sent 2026-05-18', 'recourse-details sent 2026-05-20']);
    expect(await complaint.textOf('recourse-details')).toMatch(mediator);
    expect(await complaint.facts()).toMatchObject({ stage: 'closed', closure: { reason: 'not-treated-further' } });
    expect(await complaint.openDuties()).toEqual([]);
    expect(await complaint.isRunning()).toBe(false);
  });
});
