import type { ComplaintCase, Lifecycle } from './lifecycle.ts';
import type { ComplaintWanted } from './lifecycle-wanted.ts';

type Live = (lifecycle: Lifecycle) => Promise<ComplaintCase>;

/** The procedures' ways on, each lived to its end: recorded for replay, counted, and searched for what is personal. */
export const waysOnLives: Record<string, Live> = {
  'acknowledged, told in the meantime, resolved, closed': life({ procedure: '123-courtage' }, async (complaint) => {
    await complaint.goTo('2026-07-10 11:00');
    await complaint.decide({ decision: 'record-result', outcome: 'upheld' });
    await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
  }),
  'treated a second time with the insurer': life({ procedure: '123-courtage' }, async (complaint) => {
    await complaint.decide({ decision: 'set-responsibility', responsibility: 'insurer' });
    await complaint.decide({ decision: 'resolve', outcome: 'rejected' });
    await complaint.goTo('2026-06-03 11:00');
    await complaint.receive('disagreement');
    await complaint.receive('insurer-reply');
    await complaint.decide({ decision: 'resolve', outcome: 'settled' });
  }),
  'an answer within the week that did not come, then a delay with reasons': life({ procedure: 'optimco' }, async (complaint) => {
    await complaint.decide({ decision: 'answer-within-week' });
    await complaint.goTo('2026-06-10 11:00');
    await complaint.decide({ decision: 'announce-delay', newDate: '2026-07-10' });
    await complaint.goTo('2026-06-20 11:00');
    await complaint.decide({ decision: 'resolve', outcome: 'rejected' });
  }),
  'justified to the complainant, not to the supervisor': life({ procedure: 'almena' }, async (complaint) => {
    await complaint.goTo('2026-07-01 11:00');
    await complaint.decide({ decision: 'announce-delay', newDate: '2026-07-31' });
    await complaint.goTo('2026-07-20 11:00');
    await complaint.decide({ decision: 'resolve', outcome: 'partly-upheld' });
  }),
  'spoken and never written': life({ procedure: 'alter-ego', channel: 'phone', oral: 'invited' }, async (complaint) => {
    await complaint.goTo('2026-06-16 11:00');
  }),
  'spoken, then written': life({ procedure: 'alter-ego', channel: 'meeting', oral: 'invited' }, async (complaint) => {
    await complaint.goTo('2026-05-21 11:00');
    await complaint.writeDown('2026-05-19');
    await complaint.goTo('2026-06-02 11:00');
    await complaint.decide({ decision: 'resolve', outcome: 'rejected' });
  }),
  'sent to the right firm, contested, answered': life({ procedure: 'alter-ego' }, async (complaint) => {
    await complaint.decide({ decision: 'redirect' });
    await complaint.goTo('2026-05-20 11:00');
    await complaint.receive('disagreement');
    await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
  }),
  'sent on to the mediator': life({ procedure: 'alter-ego' }, async (complaint) => {
    await complaint.decide({ decision: 'send-on-to-mediator' });
    await complaint.post(await complaint.letter('sent-on-to-mediator'), '2026-05-13 19:00');
  }),
  'no complaint': life({}, async (complaint) => {
    await complaint.decide({ decision: 'classify', as: 'not-a-complaint' });
  }),
  'about personal data, put off, answered': life({ kind: 'gdpr' }, async (complaint) => {
    await complaint.goTo('2026-06-05 11:00');
    await complaint.decide({ decision: 'extend-gdpr', newDate: '2026-07-10' });
    await complaint.goTo('2026-06-20 11:00');
    await complaint.decide({ decision: 'resolve', outcome: 'rejected' });
  }),
  'both a complaint and about personal data': life({ kind: 'classic-and-gdpr' }, async (complaint) => {
    await complaint.goTo('2026-06-14 11:00');
    await complaint.decide({ decision: 'resolve', outcome: 'rejected', part: 'gdpr' });
    await complaint.goTo('2026-07-14 11:00');
    await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
  }),
  'by a lawyer, with a mandate that came later': life(
    {
      mandate: 'missing',
      sender: 'lawyer',
      level: '2b',
      representative: { name: 'Camille Modèle', salutation: 'lawyer', email: 'camille@example.com' },
    },
    async (complaint) => {
      await complaint.goTo('2026-05-18 11:00');
      await complaint.receive('mandate');
      await complaint.decide({ ...upheld, proposed: true });
      await complaint.decide({ decision: 'send-back' });
      await complaint.decide({ ...upheld, proposed: true });
      await complaint.decide({ decision: 'approve' });
    },
  ),
  'an insurer that was reminded twice': life({}, async (complaint) => {
    await complaint.decide({ decision: 'set-responsibility', responsibility: 'insurer' });
    await complaint.goTo('2026-07-01 11:00');
    await complaint.decide({ decision: 'resolve', outcome: 'rejected' });
  }),
  'planned anew, asked about, answered': life({}, async (complaint) => {
    await complaint.decide({ decision: 'recompute-plan', sentOn: '2026-05-11' });
    await complaint.receive('enquiry');
    await complaint.decide({ decision: 'answer-enquiry' });
    await complaint.decide({ decision: 'resolve', outcome: 'rejected' });
  }),
  'told after closure of measures and of the last day for the mediator': life({}, async (complaint) => {
    await complaint.decide(upheld);
    await complaint.goTo('2026-06-10 11:00');
    await complaint.decide({ decision: 'announce-measures' });
    await complaint.receive('mediator-period-ending');
  }),
  'gone to the insurer, then to court': life({}, async (complaint) => {
    await complaint.escalate('insurer');
    await complaint.escalate('court');
    await complaint.decide({ decision: 'cannot-treat-further' });
  }),
};

const upheld = { decision: 'resolve', outcome: 'upheld' } as const;

/** A complaint received on Wednesday 13 May 2026, and what becomes of it. */
function life(wanted: Partial<ComplaintWanted>, live: (complaint: ComplaintCase) => Promise<void>): Live {
  return async (lifecycle) => {
    const complaint = await lifecycle.complain({ received: '2026-05-13 18:30', ...wanted });
    await live(complaint);
    return complaint;
  };
}
