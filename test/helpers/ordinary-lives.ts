import type { ComplaintCase, Lifecycle } from './lifecycle.ts';

/** Lives that complaints lead, each up to its end: recorded for replay, counted, and searched for what is personal. */
export const ordinaryLives: Record<string, (lifecycle: Lifecycle) => Promise<ComplaintCase>> = {
  'acknowledged, forwarded with its notice, resolved, closed': async (lifecycle) => {
    const complaint = await lifecycle.complain({ received: '2026-05-13 18:30' });
    await complaint.goTo('2026-05-15 11:00');
    await complaint.decide({ decision: 'set-responsibility', responsibility: 'insurer' });
    await complaint.goTo('2026-05-28 11:00');
    await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
    return complaint;
  },
  'told that the answer is late, then answered': async (lifecycle) => {
    const complaint = await lifecycle.complain({ received: '2026-05-13 18:30' });
    await complaint.goTo('2026-07-20 11:00');
    await complaint.decide({ decision: 'resolve', outcome: 'partly-upheld' });
    return complaint;
  },
  'not accepted after closure': async (lifecycle) => {
    const complaint = await lifecycle.complain({ received: '2026-05-13 18:30' });
    await complaint.decide({ decision: 'resolve', outcome: 'rejected' });
    await complaint.goTo('2026-06-10 11:00');
    await complaint.receive('disagreement');
    return complaint;
  },
  'gone to the mediator, then summoned': async (lifecycle) => {
    const complaint = await lifecycle.complain({ received: '2026-05-13 18:30' });
    await complaint.escalate('mediator');
    await complaint.receive('summons');
    await complaint.goTo('2026-05-20 11:00');
    await complaint.decide({ decision: 'resolve', outcome: 'settled' });
    return complaint;
  },
  'answered by post': async (lifecycle) => {
    const complaint = await lifecycle.complain({ received: '2026-05-13 18:30', content: { email: undefined } });
    await complaint.decide({ decision: 'acknowledge-now' });
    await complaint.goTo('2026-05-15 15:00');
    await complaint.post(await complaint.letter('acknowledgement'), '2026-05-15 12:00');
    await complaint.decide({ decision: 'resolve', outcome: 'rejected' });
    await complaint.goTo('2026-05-18 15:00');
    await complaint.post(await complaint.letter('rejected'), '2026-05-18 12:00');
    return complaint;
  },
  'signalled by hand, then withdrawn': async (lifecycle) => {
    const complaint = await lifecycle.complain({ received: '2026-05-13 18:30' });
    await complaint.byHand('decide', { decision: 'resolve', outcome: 'rejected' });
    await complaint.byHand('receive', { what: 'enquiry' });
    await complaint.goTo('2026-05-18 15:00');
    await complaint.decide({ decision: 'withdraw' });
    return complaint;
  },
};
