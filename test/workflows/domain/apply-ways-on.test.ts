import { describe, expect, test } from '@jest/globals';
import { answered, apply, neverWritten } from '../../../workflows/domain/apply.ts';
import type { Change } from '../../../workflows/domain/change.ts';
import type { ComplaintFacts } from '../../../workflows/domain/complaint.ts';
import type { DutyStatus } from '../../../workflows/domain/duties.ts';
import type { FirmRules } from '../../../workflows/domain/firm-rules.ts';
import type { Decision, Received } from '../../../workflows/domain/messages.ts';
import { circumstances, duty, facts, openFromTheStart, plainFirm, standings } from './situations.ts';

/** How a complaint stands before. */
interface Case {
  facts?: Partial<ComplaintFacts>;
  duties?: DutyStatus[];
  firm?: Partial<FirmRules>;
}

function decide(body: Decision, { facts: known = {}, duties = openFromTheStart, firm }: Case = {}): Change {
  return apply(facts(known), duties, { signal: 'decide', body }, circumstances(firm));
}

function receive(what: Received['what'], { facts: known = {}, duties = openFromTheStart, firm }: Case = {}): Change {
  return apply(facts(known), duties, { signal: 'receive', body: { what } }, circumstances(firm));
}

const owed = ({ owed }: Change) =>
  owed.map(({ duty, letters, clock, dueOn, notAfter }) =>
    [duty, ...letters, clock, dueOn, notAfter && `not after ${notAfter}`].filter(Boolean).join(' '),
  );
const ended = ({ ended }: Change) => ended.map((end) => `${end.duty} ${end.void}`);
const upheld = { outcome: 'upheld', decision: 'message-2' } as const;
const { answered: wasAnswered } = standings;

describe('what a complaint is', () => {
  test('one about personal data besides begins the second clock with the complaint, and is acknowledged in both forms', () => {
    const change = decide({ decision: 'classify', as: 'classic-and-gdpr' });
    expect(change.facts.kind).toBe('classic-and-gdpr');
    expect(owed(change)).toEqual(['gdpr-response from-the-start', 'acknowledgement acknowledgement from-the-start']);
    expect(ended(change)).toEqual(['acknowledgement replaced']);
  });

  test('one that is acknowledged already gets the acknowledgement of personal data by itself', () => {
    const duties = [duty('acknowledgement', { doneAt: 1 }), duty('final-response')];
    expect(owed(decide({ decision: 'classify', as: 'classic-and-gdpr' }, { duties }))).toEqual([
      'gdpr-response from-the-start',
      'decision-notice gdpr-acknowledgement',
    ]);
  });

  test('one about personal data alone ends what only a classic complaint is owed', () => {
    const duties = [...openFromTheStart, duty('interim-reply')];
    expect(ended(decide({ decision: 'classify', as: 'gdpr' }, { duties }))).toEqual([
      'insurer-forwarding replaced',
      'final-response replaced',
      'interim-reply replaced',
      'acknowledgement replaced',
    ]);
  });

  test('one that is classic after all is passed on and told of like any other', () => {
    const duties = [duty('acknowledgement'), duty('gdpr-response')];
    const change = decide({ decision: 'classify', as: 'classic' }, { facts: { kind: 'gdpr' }, duties });
    expect(owed(change)).toEqual([
      'final-response from-the-start',
      'insurer-forwarding forwarding forwarding-notice from-the-start',
      'interim-reply interim-reply from-the-start',
      'acknowledgement acknowledgement from-the-start',
    ]);
    expect(ended(change)).toEqual(['gdpr-response replaced', 'acknowledgement replaced']);
  });

  test('an acknowledgement that was put off for an answer within the week stays put off', () => {
    const change = decide({ decision: 'classify', as: 'gdpr' }, { facts: { answerWithinWeek: true } });
    expect(owed(change)).toEqual(['gdpr-response from-the-start', 'acknowledgement acknowledgement answer-within-week']);
  });

  const both = { kind: 'classic-and-gdpr' } as const;
  test.each([
    ['goes with its part', both, 'gdpr', undefined],
    ['stays with the other part', both, 'classic', 'classic'],
    ['goes with its part also where the call now counts', { oral: 'invited' }, 'gdpr', undefined],
  ] as const)('a proposal %s', (_, known, as, part) => {
    const proposal = { ...upheld, part: 'classic' } as const;
    expect(decide({ decision: 'classify', as }, { facts: { ...known, proposal } }).facts.proposal?.part).toBe(part);
  });

  test.each([
    [{ decision: 'classify', as: 'not-a-complaint' }, 'not-a-complaint', 'decision-notice not-a-complaint'],
    [{ decision: 'redirect' }, 'misdirected', 'redirecting misdirected'],
    [{ decision: 'send-on-to-mediator' }, 'meant-for-mediator', 'sending-on sent-on-to-mediator sent-on'],
  ] as const)('%j ends everything else with its letters', (decision, reason, letters) => {
    const change = decide(decision);
    expect(change.facts.closing).toBe(reason);
    expect(owed(change)).toEqual([letters]);
    expect(ended(change)).toEqual(['acknowledgement closed', 'insurer-forwarding closed', 'final-response closed']);
  });

  test.each(['not-a-complaint', 'misdirected', 'meant-for-mediator'] as const)(
    'contested, a complaint that ended as %s goes on with its first limits, and that is told',
    (reason) => {
      const duties = openFromTheStart.map((one) => ({ ...one, void: 'closed' as const }));
      const change = receive('disagreement', { facts: { closure: { reason }, stage: 'closed' }, duties });
      expect(change.facts).toMatchObject({ stage: 'received', level: '1' });
      expect(change.facts).not.toHaveProperty('closure');
      expect(change.facts).not.toHaveProperty('disagreed');
      expect(owed(change)).toEqual([
        'decision-notice reopened',
        'acknowledgement acknowledgement original',
        'insurer-forwarding forwarding forwarding-notice original',
        'final-response original',
      ]);
    },
  );

  test('what was meant for the mediator is counted from its sending, where that is known', () => {
    const closed = { closure: { reason: 'meant-for-mediator' }, stage: 'closed' } as const;
    const duties = [duty('final-response', { void: 'closed' })];
    const known = receive('disagreement', { facts: { ...closed, sentOn: '2026-05-11' }, duties });
    expect(known.facts.countedFromSending).toBe(true);
    expect(owed(known)).toEqual(['decision-notice reopened', 'final-response from-the-start']);
    const unknown = receive('disagreement', { facts: closed, duties });
    expect(unknown.facts).not.toHaveProperty('countedFromSending');
    expect(owed(unknown)).toEqual(['decision-notice reopened', 'final-response original']);
  });

  test('reopened after it was withdrawn, it goes on with its first limits', () => {
    const duties = [duty('acknowledgement', { doneAt: 1 }), duty('final-response', { void: 'closed' })];
    const change = decide({ decision: 'reopen' }, { facts: { ...standings.withdrawn, acknowledgedAt: 1 }, duties });
    expect(change.facts).toMatchObject({ stage: 'acknowledged' });
    expect(owed(change)).toEqual(['decision-notice reopened', 'final-response original']);
  });

  test('a disagreement with what could not be treated further brings the ways on, and opens nothing', () => {
    const closed = { closure: { reason: 'not-treated-further' }, stage: 'closed' } as const;
    const change = receive('disagreement', { facts: closed, duties: [], firm: { secondTreatment: true } });
    expect(change.facts).toMatchObject({ ...closed, disagreed: true });
    expect(owed(change)).toEqual(['recourse-details recourse-details']);
  });

  test('reopened by staff it is the same, and what was done stays done', () => {
    const duties = [duty('acknowledgement', { doneAt: 1 }), duty('final-response', { void: 'closed' })];
    const closed = { closure: { reason: 'misdirected' }, stage: 'closed' } as const;
    expect(owed(decide({ decision: 'reopen' }, { facts: closed, duties }))).toEqual([
      'decision-notice reopened',
      'final-response original',
    ]);
  });
});

describe('Optimco’s week', () => {
  test('the acknowledgement is put off to the week’s last day', () => {
    const change = decide({ decision: 'answer-within-week' }, { firm: { answerWithinWeek: true } });
    expect(change.facts.answerWithinWeek).toBe(true);
    expect(ended(change)).toEqual(['acknowledgement replaced']);
    expect(owed(change)).toEqual(['acknowledgement acknowledgement answer-within-week']);
  });
});

describe('123 Courtage', () => {
  test('a result that is known is followed by its letter, never after the answer itself is due', () => {
    const change = decide({ decision: 'record-result', outcome: 'upheld' });
    expect(change.facts.recordedResult).toEqual({ outcome: 'upheld', decision: 'message-7' });
    expect(change.facts).not.toHaveProperty('result');
    expect(owed(change)).toEqual(['resolution-letter not after 2026-05-20']);
  });

  test('staff’s interim reply brings its date with it', () => {
    const change = decide({ decision: 'interim-reply-now', newDate: '2026-08-01' }, { duties: [duty('interim-reply')] });
    expect(change.facts.interimReply).toEqual({ decision: 'message-7', newDate: '2026-08-01' });
    expect(owed(change)).toEqual([]);
  });

  const again = { secondTreatment: true };
  test('after a disagreement it is treated a second time: another answer is owed, and the ways on are told', () => {
    const change = receive('disagreement', { facts: wasAnswered, firm: again });
    expect(change.facts).toMatchObject({ stage: 'disagreed', level: '2a', disagreed: true });
    expect(change.facts.secondTreatment).toEqual({ firstAnsweredAt: wasAnswered.answeredAt });
    expect(change.facts).not.toHaveProperty('result');
    expect(owed(change)).toEqual(['final-response', 'recourse-details recourse-details']);
  });

  test('the insurer that was named is asked for its help', () => {
    const change = receive('disagreement', { facts: { ...wasAnswered, insurerNamedBy: 'message-1' }, firm: again });
    expect(owed(change)).toEqual(['final-response', 'recourse-details recourse-details second-review-request']);
  });

  test('a second disagreement brings the ways on and no third answer', () => {
    const second = { ...wasAnswered, secondTreatment: { firstAnsweredAt: 1 }, insurerNamedBy: 'message-1' };
    expect(owed(receive('disagreement', { facts: second, firm: again }))).toEqual(['recourse-details recourse-details']);
  });

  test('who writes back while the answer is on its way is treated again once it has left', () => {
    const change = answered(facts({ ...standings.decided, disagreed: true }), openFromTheStart, {
      sentAt: 9,
      part: 'classic',
      firm: { ...plainFirm, ...again },
    });
    expect(change.facts.secondTreatment).toEqual({ firstAnsweredAt: 9 });
    expect(owed(change)).toEqual(['final-response']);
  });

  test('and the insurer that was named is asked for its help then', () => {
    const waiting = { ...standings.decided, disagreed: true, disagreedBy: 'message-5', insurerNamedBy: 'message-1' } as const;
    const change = answered(facts(waiting), openFromTheStart, {
      sentAt: 9,
      part: 'classic',
      firm: { ...plainFirm, ...again },
    });
    expect(owed(change)).toEqual(['final-response', 'escalation-notice second-review-request']);
    expect(change.owed.at(-1)?.occasion).toBe('message-5');
  });

  test('who withdraws the part that is left and then disagrees with the other is treated again, and nothing closes that', () => {
    const half = { ...wasAnswered, kind: 'classic-and-gdpr' } as const;
    const withdrawn = receive('withdrawal', { facts: half, duties: [duty('gdpr-response')], firm: again });
    expect(withdrawn.facts).toMatchObject({ closing: 'withdrawn', result: wasAnswered.result });
    const change = receive('disagreement', { facts: withdrawn.facts, duties: [], firm: again });
    expect(change.facts).toMatchObject({ stage: 'disagreed', secondTreatment: { firstAnsweredAt: wasAnswered.answeredAt } });
    expect(change.facts).not.toHaveProperty('closing');
    expect(owed(change)).toEqual(['final-response', 'recourse-details recourse-details']);
  });

  test('the second answer ends the disagreement', () => {
    const before = facts({ disagreed: true, secondTreatment: { firstAnsweredAt: 1 }, result: upheld, stage: 'disagreed' });
    expect(answered(before, [], { sentAt: 9, part: 'classic', firm: plainFirm }).facts).toMatchObject({ stage: 'answered' });
  });
});

describe('personal data', () => {
  const month = duty('gdpr-response', { dueOn: '2026-06-13' });

  test('a longer time replaces the first, and is told before the month ends', () => {
    const change = decide({ decision: 'extend-gdpr', newDate: '2026-07-13' }, { facts: { kind: 'gdpr' }, duties: [month] });
    expect(change.facts.gdpr).toEqual({ extendedTo: '2026-07-13' });
    expect(ended(change)).toEqual(['gdpr-response replaced']);
    expect(owed(change)).toEqual(['gdpr-response 2026-07-13', 'decision-notice gdpr-extension not after 2026-06-13']);
  });

  test('a longer time takes the place of the dates announced for that part, and of no other', () => {
    const dates = [
      duty('announced-date', { occasion: 'gdpr-response-first', dueOn: '2026-06-20' }),
      duty('announced-date', { occasion: 'final-response-first', dueOn: '2026-08-01' }),
    ];
    const change = decide(
      { decision: 'extend-gdpr', newDate: '2026-07-13' },
      { facts: { kind: 'classic-and-gdpr' }, duties: [month, ...dates] },
    );
    expect(change.ended.map(({ duty, occasion }) => `${duty} ${occasion}`)).toEqual([
      'gdpr-response first',
      'announced-date gdpr-response-first',
    ]);
  });

  test.each([
    ['gdpr', 'gdpr-response-message-3', 'gdpr-response-message-7'],
    ['classic', 'message-4', undefined],
  ] as const)('a delay of the part %s replaces its own date alone, and names its part', (part, replaced, occasion) => {
    const dates = ['gdpr-response-message-3', 'message-4'].map((id) => duty('announced-date', { occasion: id }));
    const change = decide(
      { decision: 'announce-delay', newDate: '2026-09-01', part },
      { facts: { kind: 'classic-and-gdpr' }, duties: dates },
    );
    expect(change.ended).toEqual([{ duty: 'announced-date', occasion: replaced, void: 'replaced' }]);
    expect(change.owed).toEqual([
      { duty: 'announced-date', letters: [], dueOn: '2026-09-01', ...(occasion ? { occasion } : {}) },
    ]);
  });

  test('where the decision names no part, the delay is that of the one that is not decided', () => {
    const half = { kind: 'classic-and-gdpr', result: upheld } as const;
    const change = decide({ decision: 'announce-delay', newDate: '2026-09-01' }, { facts: half, duties: [month] });
    expect(change.owed[0]?.occasion).toBe('gdpr-response-message-7');
  });

  test('alone, its delay needs no name of its part', () => {
    const change = decide({ decision: 'announce-delay', newDate: '2026-09-01' }, { facts: { kind: 'gdpr' }, duties: [month] });
    expect(change.owed[0]).not.toHaveProperty('occasion');
  });

  test('each part has its own result', () => {
    const both = { kind: 'classic-and-gdpr' } as const;
    const change = decide({ decision: 'resolve', outcome: 'rejected', part: 'gdpr' }, { facts: both, duties: [month] });
    expect(change.facts.gdpr).toEqual({ result: { outcome: 'rejected', decision: 'message-7' } });
    expect(change.facts).not.toHaveProperty('result');
  });

  test('one part’s answer leaves the other’s clock alone, and the acknowledgement of it', () => {
    const before = facts({ kind: 'classic-and-gdpr', result: upheld });
    const change = answered(before, [...openFromTheStart, month], { sentAt: 9, part: 'classic', firm: plainFirm });
    expect(ended(change)).toEqual(['insurer-forwarding answered']);
    expect(change.facts).toMatchObject({ stage: 'received' });
    const second = answered(
      facts({ kind: 'classic-and-gdpr', answeredAt: 9, gdpr: { result: upheld } }),
      [duty('acknowledgement')],
      { sentAt: 12, part: 'gdpr', firm: plainFirm },
    );
    expect(ended(second)).toEqual(['acknowledgement answered']);
    expect(second.facts).toMatchObject({ stage: 'answered' });
  });
});

describe('word of mouth', () => {
  const asked = { oral: 'invited' } as const;
  const waiting = [duty('invitation-to-write', { doneAt: 1 }), duty('reminder-to-write')];
  const clocks = [
    'insurer-forwarding forwarding forwarding-notice from-the-start',
    'acknowledgement acknowledgement from-the-start',
    'interim-reply interim-reply from-the-start',
    'final-response from-the-start',
    'gdpr-response from-the-start',
  ];

  test('who is asked to write is owed the invitation', () => {
    expect(owed(decide({ decision: 'invite-to-write' }, { facts: { oral: 'taken' } }))).toEqual([
      'invitation-to-write invitation-to-write',
    ]);
  });

  test('written, the clocks begin, and nobody is reminded', () => {
    const change = receive('written-complaint', { facts: asked, duties: waiting });
    expect(change.facts.writing).toEqual({ receivedOn: '2026-05-20' });
    expect(ended(change)).toEqual(['reminder-to-write written']);
    expect(owed(change)).toEqual(clocks);
  });

  test('never written, it is closed with its reason', () => {
    const change = neverWritten(facts(asked), [duty('never-written')]);
    expect(change.facts.closing).toBe('never-written');
    expect(owed(change)).toEqual(['decision-notice never-written']);
    expect(ended(change)).toEqual(['never-written closed']);
  });

  test.each(['never-written', 'solved-at-once'] as const)('written after it was closed as %s, it goes on', (reason) => {
    const change = receive('written-complaint', { facts: { ...asked, closure: { reason }, stage: 'closed' }, duties: [] });
    expect(change.facts).toMatchObject({ stage: 'received' });
    expect(change.facts).not.toHaveProperty('closure');
    expect(owed(change)).toEqual(clocks);
  });

  test.each([
    ['answered', { ...standings['answered and closed'], oral: 'taken' }],
    ['withdrawn', { ...standings.withdrawn, oral: 'taken' }],
    ['decided', { ...standings.decided, oral: 'taken' }],
  ] as const)('written once it was %s, the writing is kept and nothing begins anew', (_, known) => {
    const change = receive('written-complaint', { facts: known });
    expect(change.facts.writing).toEqual({ receivedOn: '2026-05-20' });
    expect([...owed(change), ...ended(change)]).toEqual([]);
  });

  test('contested before anybody wrote, the complainant is asked to write again, and given no date yet', () => {
    const closed = { ...asked, closure: { reason: 'not-a-complaint' }, stage: 'closed' } as const;
    expect(owed(receive('disagreement', { facts: closed, duties: [] }))).toEqual(['invitation-to-write invitation-to-write']);
  });

  test('a result that is decided before anybody wrote has its answer to send, and asks for writing no more', () => {
    const change = decide({ decision: 'resolve', outcome: 'upheld' }, { facts: asked, duties: waiting });
    expect(ended(change)).toEqual(['reminder-to-write answered']);
    expect(owed(change)).toEqual(['final-response']);
  });
});

describe('proposals', () => {
  test('a proposal waits for its approval', () => {
    const change = decide({ decision: 'resolve', outcome: 'upheld', proposed: true });
    expect(change.facts.proposal).toEqual({ outcome: 'upheld', decision: 'message-7', part: 'classic' });
    expect(change.facts).not.toHaveProperty('result');
  });

  test('where the procedure says so, every result waits', () => {
    const change = decide({ decision: 'resolve', outcome: 'upheld' }, { firm: { approvalRequired: true } });
    expect(change.facts.proposal).toMatchObject({ outcome: 'upheld' });
  });

  test('approved, it is the result, with the texts of who proposed it', () => {
    const { facts: after } = decide({ decision: 'approve' }, { facts: { proposal: { ...upheld, part: 'classic' } } });
    expect(after.result).toEqual(upheld);
    expect(after).not.toHaveProperty('proposal');
  });

  test('given anew with other days, the same answer leaves with the duty that it waits for', () => {
    const outdated = { ...upheld, validUntil: '2026-05-19' };
    const change = decide({ decision: 'resolve', outcome: 'upheld', validUntil: '2026-07-01' }, { facts: { result: outdated } });
    expect(change.facts.result).toEqual({ outcome: 'upheld', decision: 'message-7', validUntil: '2026-07-01' });
    expect(owed(change)).toEqual([]);
  });

  test('sent back, there is none any more', () => {
    const { facts: after } = decide({ decision: 'send-back' }, { facts: { proposal: { ...upheld, part: 'classic' } } });
    expect(after).not.toHaveProperty('proposal');
    expect(after).not.toHaveProperty('result');
  });
});

describe('insurer, representative, mediator', () => {
  test('a reply ends the reminding of the insurer', () => {
    expect(ended(receive('insurer-reply', { duties: [duty('insurer-chaser'), duty('final-response')] }))).toEqual([
      'insurer-chaser replied',
    ]);
  });

  test('its reply is remembered until it is asked anew', () => {
    const replied = receive('insurer-reply').facts;
    expect(replied.insurerReplied).toBe(true);
    expect(decide({ decision: 'set-responsibility', responsibility: 'insurer' }, { facts: replied }).facts).not.toHaveProperty(
      'insurerReplied',
    );
    const escalated = apply(replied, [], { signal: 'escalate', body: { to: 'insurer' } }, circumstances());
    expect(escalated.facts).not.toHaveProperty('insurerReplied');
    const again = { ...wasAnswered, insurerReplied: true, insurerNamedBy: 'message-1' } as const;
    expect(receive('disagreement', { facts: again, firm: { secondTreatment: true } }).facts).not.toHaveProperty('insurerReplied');
  });

  test('a mandate is recorded, and asked for no more', () => {
    const change = receive('mandate', { facts: { mandate: 'missing' }, duties: [duty('mandate-request')] });
    expect(change.facts.mandate).toBe('recorded');
    expect(ended(change)).toEqual(['mandate-request replied']);
  });

  test.each([
    ['mediator-accepted', 'has-it', ['mediator'], 'with-mediator'],
    ['mediator-refused', 'refused', [], 'closed'],
    ['mediator-opinion', 'gave-opinion', [], 'closed'],
  ] as const)('%s, uninvited and after closure, is level 3', (what, mediator, escalations, stage) => {
    const change = receive(what, { facts: standings['answered and closed'], duties: [] });
    expect(change.facts).toMatchObject({ mediator, escalations, stage, level: '3' });
    expect(owed(change)).toEqual([]);
  });

  test('an insurer that was asked learns that the complaint has gone on', () => {
    const named = facts({ insurerNamedBy: 'message-1' });
    const to = (target: 'mediator' | 'court') =>
      owed(apply(named, [], { signal: 'escalate', body: { to: target } }, circumstances()));
    expect(to('mediator')).toEqual(['escalation-notice escalation escalation-to-insurer']);
    expect(to('court')).toEqual(['escalation-notice escalation escalation-to-insurer']);
  });

  test('the mediator’s time that ends soon is told', () => {
    expect(owed(receive('mediator-period-ending', { facts: standings['answered and closed'], duties: [] }))).toEqual([
      'mediation-reminder year-reminder',
    ]);
  });
});

describe('what else staff decide', () => {
  test('measures are told by a letter of their own', () => {
    expect(owed(decide({ decision: 'announce-measures' }, { facts: wasAnswered }))).toEqual(['decision-notice measures']);
  });

  test('withdrawn, an answer that was decided and has not left never will', () => {
    const change = decide({ decision: 'withdraw' }, { facts: standings.decided });
    expect(change.facts.closing).toBe('withdrawn');
    expect(change.facts).not.toHaveProperty('result');
  });

  test('withdrawn, an answer about personal data that has not left never will, and one that has left stands', () => {
    const decidedOn = (gdpr: NonNullable<ComplaintFacts['gdpr']>) =>
      receive('withdrawal', { facts: { kind: 'classic-and-gdpr', gdpr } }).facts.gdpr;
    expect(decidedOn({ result: upheld, extendedTo: '2026-07-13' })).toEqual({ extendedTo: '2026-07-13' });
    expect(decidedOn({ result: upheld, answeredAt: 9 })).toEqual({ result: upheld, answeredAt: 9 });
  });

  const inCharge = { decision: 'assign', caseHandler: 'client-service' } as const;
  test.each<[string, Case]>([
    ['an acknowledgement', { facts: standings.acknowledged }],
    ['an answer without an acknowledgement', { facts: { kind: 'classic-and-gdpr', ...wasAnswered } }],
    ['a first answer that is treated again', { facts: { secondTreatment: { firstAnsweredAt: 9 } } }],
    ['an invitation to write', { facts: { oral: 'invited' }, duties: [duty('invitation-to-write', { doneAt: 1 })] }],
  ])('who is in charge is told to whom had %s', (_, one) => {
    expect(owed(decide(inCharge, one))).toEqual(['decision-notice reassignment']);
  });

  test.each<[string, Case]>([
    ['was written yet', {}],
    ['of an invitation has left yet', { facts: { oral: 'invited' }, duties: [duty('invitation-to-write')] }],
  ])('and to nobody where nothing %s', (_, one) => {
    expect(owed(decide(inCharge, one))).toEqual([]);
  });

  test('a level rises', () => {
    expect(decide({ decision: 'raise-level', level: '2b' }).facts.level).toBe('2b');
  });

  test('a newly known day of sending plans what is still open from the start', () => {
    const duties = [duty('acknowledgement', { doneAt: 1 }), duty('final-response'), duty('insurer-forwarding')];
    const change = decide({ decision: 'recompute-plan', sentOn: '2026-05-11' }, { duties });
    expect(change.facts.sentOn).toBe('2026-05-11');
    expect(ended(change)).toEqual(['final-response replaced']);
    expect(owed(change)).toEqual(['final-response from-the-start']);
  });
});
