import { describe, expect, test } from '@jest/globals';
import type { Outcome } from '../../../workflows/domain/complaint.ts';
import { allowedDecisions, judge, textsNeeded } from '../../../workflows/domain/judge.ts';
import {
  type Decision,
  type DecisionName,
  type Message,
  type Refusal,
  type receivedKinds,
  type TextName,
  textNames,
} from '../../../workflows/domain/messages.ts';
import { duty, openFromTheStart, type StandingName, situation } from './situations.ts';

const everyText = [...textNames];

function reason(standing: StandingName, message: Message, texts: readonly TextName[] = everyText, duties = openFromTheStart) {
  const verdict = judge(situation(standing, duties), message, texts);
  return verdict.allowed ? 'allowed' : verdict.reason;
}

function decided(standing: StandingName, decision: Decision, texts?: readonly TextName[], duties = openFromTheStart) {
  return reason(standing, { signal: 'decide', body: decision }, texts, duties);
}

const insurer: Decision = { decision: 'set-responsibility', responsibility: 'insurer' };
const firm: Decision = { decision: 'set-responsibility', responsibility: 'firm' };
const later: Decision = { decision: 'announce-delay', newDate: '2026-08-01' };
const assign: Decision = { decision: 'assign', caseHandler: 'client-service' };
const upheld: Decision = { decision: 'resolve', outcome: 'upheld' };
const now: Decision = { decision: 'acknowledge-now' };

const undecidedOnly: Decision[] = [
  { decision: 'request-information' },
  later,
  upheld,
  { decision: 'cannot-treat-further' },
  { decision: 'withdraw' },
];

describe('what staff may decide, and why not', () => {
  test.each<[sentence: string, StandingName, Decision, Refusal | 'allowed']>([
    ['a complaint is acknowledged on request while it waits for its acknowledgement', 'registered', now, 'allowed'],
    ['the acknowledgement is asked for once', 'acknowledged now', now, 'already-acknowledged'],
    ['an acknowledged complaint is not acknowledged again', 'acknowledged', now, 'already-acknowledged'],
    ['a decided complaint whose answer has not left can still be acknowledged', 'decided', now, 'allowed'],
    ['an answered complaint is not acknowledged', 'answered', now, 'already-answered'],
    ['a closed complaint is not acknowledged', 'answered and closed', now, 'closed'],
    ['a complaint that is being withdrawn is not acknowledged', 'being withdrawn', now, 'closing'],
    ['a complaint is assigned to somebody of the staff', 'registered', assign, 'allowed'],
    ['an answered complaint can still be assigned', 'answered', assign, 'allowed'],
    ['a closed complaint is assigned to nobody', 'withdrawn', assign, 'closed'],
    [
      'nobody outside the staff is assigned',
      'registered',
      { decision: 'assign', caseHandler: 'stranger' },
      'unknown-case-handler',
    ],
    ['the insurer is named responsible', 'registered', insurer, 'allowed'],
    ['the firm is named responsible', 'registered', firm, 'allowed'],
    ['the firm is not named twice', 'with the firm responsible', firm, 'already-decided'],
    ['the insurer may follow the firm', 'with the firm responsible', insurer, 'allowed'],
    ['what was forwarded is not forwarded again', 'with the insurer responsible', insurer, 'already-forwarded'],
    ['what was forwarded is not taken back', 'with the insurer responsible', firm, 'already-forwarded'],
    ['after the result nobody is named responsible', 'decided', insurer, 'already-decided'],
    ['after closure nobody is named responsible', 'answered and closed', insurer, 'closed'],
    ['an acknowledged complaint is resolved', 'acknowledged', upheld, 'allowed'],
    ['a complaint is resolved without an acknowledgement', 'registered', upheld, 'allowed'],
    ['a complaint of the insurer is resolved by the firm', 'with the insurer responsible', upheld, 'allowed'],
    ['a complaint with the mediator is resolved', 'with the mediator', upheld, 'allowed'],
    ['a closed complaint is reopened', 'answered and closed', { decision: 'reopen' }, 'allowed'],
    ['a withdrawn complaint is reopened', 'withdrawn', { decision: 'reopen' }, 'allowed'],
    ['an open complaint is not reopened', 'answered', { decision: 'reopen' }, 'not-closed'],
    ['a complaint that is being closed is not reopened yet', 'being withdrawn', { decision: 'reopen' }, 'closing'],
    ['a complaint without a result is not closed', 'acknowledged', { decision: 'close' }, 'nothing-decided'],
    ['a decided complaint is closed', 'decided', { decision: 'close' }, 'allowed'],
    ['closing twice changes nothing and is no fault', 'answered and closed', { decision: 'close' }, 'allowed'],
    ['a new date is later than today', 'registered', { decision: 'announce-delay', newDate: '2026-05-21' }, 'allowed'],
    ['today is no new date', 'registered', { decision: 'announce-delay', newDate: '2026-05-20' }, 'date-not-later'],
    ['yesterday is no new date', 'registered', { decision: 'announce-delay', newDate: '2026-05-19' }, 'date-not-later'],
    ['without an enquiry there is nothing to answer', 'registered', { decision: 'answer-enquiry' }, 'no-enquiry-open'],
  ])('%s', (_, standing, decision, expected) => {
    expect(decided(standing, decision)).toBe(expected);
  });

  test.each(undecidedOnly)('$decision is for complaints that are neither decided nor closed', (decision) => {
    expect(decided('registered', decision)).toBe('allowed');
    expect(decided('acknowledged', decision)).toBe('allowed');
    expect(decided('decided', decision)).toBe('already-decided');
    expect(decided('answered', decision)).toBe('already-decided');
    expect(decided('answered and closed', decision)).toBe('closed');
    expect(decided('being withdrawn', decision)).toBe('closing');
  });

  test('a case handler who has the complaint is not assigned again', () => {
    const before = situation('registered');
    before.facts.caseHandler = 'client-service';
    expect(judge(before, { signal: 'decide', body: assign }, [])).toEqual({ allowed: false, reason: 'already-assigned' });
    expect(judge(before, { signal: 'decide', body: { ...assign, caseHandler: 'complaints-manager' } }, [])).toEqual({
      allowed: true,
    });
  });

  test('a new date is later than the last day of the answer while it still stands: before it, it would be no delay', () => {
    const until = (newDate: string, changed: object = {}) =>
      decided('registered', { decision: 'announce-delay', newDate }, everyText, [
        duty('final-response', { dueOn: '2026-07-13', ...changed }),
      ]);
    expect(until('2026-07-13')).toBe('date-not-later');
    expect(until('2026-07-14')).toBe('allowed');
    expect(until('2026-06-01', { void: 'replaced' })).toBe('allowed');
  });

  test('a new date is later than every date that was promised before and still stands', () => {
    const promised = (changed: object) => [...openFromTheStart, duty('announced-date', { dueOn: '2026-08-01', ...changed })];
    const date = (newDate: string): Decision => ({ decision: 'announce-delay', newDate });
    expect(decided('registered', date('2026-08-01'), everyText, promised({}))).toBe('date-not-later');
    expect(decided('registered', date('2026-08-02'), everyText, promised({}))).toBe('allowed');
    expect(decided('registered', date('2026-06-01'), everyText, promised({ void: 'replaced' }))).toBe('allowed');
  });

  test('an enquiry is answered once, while it is open', () => {
    const answer: Decision = { decision: 'answer-enquiry' };
    const enquiry = duty('enquiry-answer', { occasion: 'message-9' });
    expect(decided('registered', answer, ['answer'], [enquiry])).toBe('allowed');
    expect(decided('answered and closed', answer, ['answer'], [enquiry])).toBe('allowed');
    expect(decided('registered', answer, ['answer'], [{ ...enquiry, doneAt: 1 }])).toBe('no-enquiry-open');
    const written = situation('registered', [enquiry]);
    written.facts.enquiryAnswers = { 'message-9': 'message-10' };
    expect(judge(written, { signal: 'decide', body: answer }, ['answer'])).toEqual({ allowed: false, reason: 'no-enquiry-open' });
  });

  test('a decision that nobody knows is malformed', () => {
    const unknown = { decision: 'forget-it' } as unknown as Decision;
    expect(decided('registered', unknown)).toBe('malformed');
  });
});

describe('the texts that a letter cannot do without', () => {
  const outcomeTexts: Record<Outcome, TextName[][]> = {
    upheld: [
      ['reasons', 'measures'],
      ['reasons', 'redress'],
    ],
    'partly-upheld': [
      ['reasons', 'upheldPoints', 'rejectedPoints', 'measures'],
      ['reasons', 'upheldPoints', 'rejectedPoints', 'redress'],
    ],
    rejected: [['reasons']],
    settled: [['reasons', 'offerTerms']],
  };

  test.each<[Decision, TextName[][]]>([
    [insurer, [['insurer', 'reasons']]],
    [later, [['reasons']]],
    [{ decision: 'request-information' }, [['missingFacts', 'reasons']]],
    [{ decision: 'cannot-treat-further' }, [['reasons']]],
    ...Object.entries(outcomeTexts).map(([outcome, texts]): [Decision, TextName[][]] => [
      { decision: 'resolve', outcome: outcome as Outcome },
      texts,
    ]),
  ])('%j is allowed with each sufficient set of texts, and refused when one of it is missing', (decision, sufficient) => {
    for (const texts of sufficient) {
      expect(decided('registered', decision, texts)).toBe('allowed');
      for (const missing of texts)
        expect([
          missing,
          decided(
            'registered',
            decision,
            texts.filter((text) => text !== missing),
          ),
        ]).toEqual([missing, 'text-missing']);
    }
    expect(decided('registered', decision, [])).toBe('text-missing');
  });

  test('reopening gives its reasons', () => {
    expect(decided('answered and closed', { decision: 'reopen' }, [])).toBe('text-missing');
    expect(decided('answered and closed', { decision: 'reopen' }, ['reasons'])).toBe('allowed');
  });

  test.each<Decision>([now, assign, firm, { decision: 'withdraw' }])('%j needs no text', (decision) => {
    expect(textsNeeded(decision, { kind: 'classic' })).toEqual([]);
    expect(decided('registered', decision, [])).toBe('allowed');
  });

  test('the reason against the decision itself is told before a missing text', () => {
    expect(decided('decided', upheld, [])).toBe('already-decided');
  });
});

describe('where a complaint may go on to', () => {
  const to = (target: 'insurer' | 'mediator' | 'court'): Message => ({ signal: 'escalate', body: { to: target } });

  test.each<StandingName>(['registered', 'decided', 'answered', 'answered and closed', 'withdrawn', 'being withdrawn'])(
    'a complaint that is %s may go on to the insurer, the mediator and the court',
    (standing) => {
      expect(['insurer', 'mediator', 'court'].map((target) => reason(standing, to(target as 'court')))).toEqual([
        'allowed',
        'allowed',
        'allowed',
      ]);
    },
  );

  test('the same step is taken once', () => {
    expect(reason('with the mediator', to('mediator'))).toBe('already-escalated');
    expect(reason('with the mediator', to('insurer'))).toBe('allowed');
    expect(reason('with the mediator', to('court'))).toBe('allowed');
  });

  test('only the insurer gets a letter of its own, which needs to know the insurer and the reasons', () => {
    expect(reason('registered', to('insurer'), ['insurer'])).toBe('text-missing');
    expect(reason('registered', to('insurer'), ['reasons'])).toBe('text-missing');
    expect(reason('registered', to('mediator'), [])).toBe('allowed');
    expect(reason('registered', to('court'), [])).toBe('allowed');
  });

  test('nobody else is known to go on to', () => {
    expect(reason('registered', { signal: 'escalate', body: { to: 'press' as 'court' } })).toBe('malformed');
  });
});

describe('what is taken in', () => {
  const comes = (what: (typeof receivedKinds)[number]): Message => ({ signal: 'receive', body: { what } });

  test.each([
    'information',
    'enquiry',
    'insurer-reply',
    'mediator-accepted',
    'mediator-refused',
    'mediator-opinion',
    'summons',
  ] as const)('%s is always taken in', (what) => {
    for (const standing of ['registered', 'decided', 'answered and closed', 'withdrawn'] as const)
      expect([standing, reason(standing, comes(what), [])]).toEqual([standing, 'allowed']);
  });

  test.each<[string, StandingName, (typeof receivedKinds)[number], Refusal | 'allowed']>([
    ['nobody disagrees with an answer that is not decided', 'acknowledged', 'disagreement', 'not-answered'],
    ['the complainant may write back while the answer is still on its way', 'decided', 'disagreement', 'allowed'],
    ['the complainant disagrees with the answer', 'answered', 'disagreement', 'allowed'],
    ['the complainant disagrees after closure', 'answered and closed', 'disagreement', 'allowed'],
    ['an offer is accepted where there is one', 'decided as settled', 'offer-accepted', 'allowed'],
    ['without an offer there is nothing to accept', 'decided', 'offer-accepted', 'nothing-decided'],
    ['the complainant withdraws', 'registered', 'withdrawal', 'allowed'],
    ['the complainant withdraws although the result is decided', 'decided', 'withdrawal', 'allowed'],
    ['what is closed is not withdrawn', 'answered and closed', 'withdrawal', 'closed'],
    ['what is being withdrawn is not withdrawn again', 'being withdrawn', 'withdrawal', 'closing'],
  ])('%s', (_, standing, what, expected) => {
    expect(reason(standing, comes(what), [])).toBe(expected);
  });

  test('what nobody knows is malformed', () => {
    expect(reason('registered', comes('a-postcard' as 'enquiry'))).toBe('malformed');
  });
});

describe('the decisions that staff are offered', () => {
  const open: DecisionName[] = [
    'acknowledge-now',
    'assign',
    'name-representative',
    'complete-file',
    'classify',
    'set-responsibility',
    'request-information',
    'announce-delay',
    'resolve',
    'redirect',
    'send-on-to-mediator',
    'raise-level',
    'recompute-plan',
    'declare-conflict',
    'cannot-treat-further',
    'withdraw',
  ];

  test.each<[StandingName, DecisionName[]]>([
    ['registered', open],
    ['acknowledged', open.filter((name) => name !== 'acknowledge-now')],
    ['with the insurer responsible', open.filter((name) => name !== 'set-responsibility')],
    [
      'decided',
      ['acknowledge-now', 'assign', 'name-representative', 'complete-file', 'raise-level', 'declare-conflict', 'close'],
    ],
    [
      'answered',
      ['assign', 'name-representative', 'complete-file', 'announce-measures', 'raise-level', 'declare-conflict', 'close'],
    ],
    ['answered and closed', ['complete-file', 'announce-measures', 'raise-level', 'declare-conflict', 'reopen', 'close']],
    ['being withdrawn', ['complete-file', 'raise-level', 'declare-conflict', 'close']],
    ['withdrawn', ['complete-file', 'raise-level', 'declare-conflict', 'reopen', 'close']],
  ])('a complaint that is %s: %j', (standing, names) => {
    expect(allowedDecisions(situation(standing))).toEqual(names);
  });

  test('an enquiry that waits is offered to be answered, after closure too', () => {
    const enquiry = [duty('enquiry-answer', { occasion: 'message-9' })];
    expect(allowedDecisions(situation('answered and closed', enquiry))).toEqual([
      'complete-file',
      'answer-enquiry',
      'announce-measures',
      'raise-level',
      'declare-conflict',
      'reopen',
      'close',
    ]);
  });
});
