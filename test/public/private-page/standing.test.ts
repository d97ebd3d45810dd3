import { describe, expect, test } from '@jest/globals';
import { actsNow } from '../../../api/private-page/acts.ts';
import type { Offer } from '../../../api/private-page/offer.ts';
import { latenessOf, nextSteps, type Seen, standingOf } from '../../../api/private-page/standing.ts';
import { publicMessage } from '../../../api/public/words/words.ts';
import type { ComplaintFacts } from '../../../workflows/domain/complaint.ts';
import { duty, facts, situation, standings } from '../../workflows/domain/situations.ts';

const nothing: Seen = { offer: undefined, asked: false, insurerAsked: false };
const offer = (state: Offer['state']): Offer => ({
  state,
  terms: ['200 €'],
  effect: undefined,
  until: '2026-06-30',
  amount: undefined,
});
const answered = { ...standings.answered };
const settled: Partial<ComplaintFacts> = { ...answered, result: { outcome: 'settled', decision: 'message-2' } };

describe('A page says that the complaint', () => {
  test.each<[string, Partial<ComplaintFacts>, Partial<Seen>]>([
    ['received', standings.registered, {}],
    ['examined', standings.acknowledged, {}],
    ['with-insurer', standings.acknowledged, { insurerAsked: true }],
    ['waiting-for-you', standings.acknowledged, { asked: true, insurerAsked: true }],
    ['to-be-written', { oral: 'invited' }, {}],
    ['examined', { ...standings.acknowledged, oral: 'invited', writing: { receivedOn: '2026-05-20' } }, {}],
    ['answered-upheld', answered, {}],
    ['answered-upheld', standings['answered and closed'], {}],
    ['answered-rejected', { ...answered, result: { outcome: 'rejected', decision: 'message-2' } }, {}],
    ['answered-gdpr', { kind: 'gdpr', gdpr: { result: { outcome: 'upheld', decision: 'message-2' }, answeredAt: 1 } }, {}],
    ['partly-answered', { ...answered, kind: 'classic-and-gdpr' }, {}],
    ['offer-open', settled, { offer: offer('open') }],
    ['offer-accepted', settled, { offer: offer('accepted') }],
    ['offer-over', settled, { offer: offer('over') }],
    ['second-look', { disagreed: true, secondTreatment: { firstAnsweredAt: 1 } }, {}],
    ['disagreed', { ...answered, disagreed: true }, {}],
    ['with-mediator', { ...standings['answered and closed'], escalations: ['mediator'] }, {}],
    ['mediator-opinion', { ...standings['answered and closed'], mediator: 'gave-opinion' }, {}],
    ['mediator-refused', { ...standings['answered and closed'], mediator: 'refused' }, {}],
    ['in-court', { ...answered, escalations: ['mediator', 'court'] }, {}],
    ['closed-withdrawn', standings['being withdrawn'], {}],
    ['closed-withdrawn', standings.withdrawn, {}],
    ['closed-misdirected', { closure: { reason: 'misdirected' } }, {}],
    ['closed-never-written', { oral: 'invited', closure: { reason: 'never-written' } }, {}],
  ])('is %s', (name, changed, seen) => {
    expect(standingOf(facts(changed), { ...nothing, ...seen })).toBe(name);
  });

  test('is still examined while a decision has not left: the letter says it first', () => {
    expect(standingOf(facts(standings.decided), nothing)).toBe('received');
    expect(standingOf(facts({ ...standings.acknowledged, closing: 'not-a-complaint' }), nothing)).toBe('examined');
  });
});

describe('What happens next', () => {
  test('is what the firm still owes, the next first', () => {
    const duties = [duty('final-response', { dueOn: '2026-07-13' }), duty('acknowledgement'), duty('insurer-chaser')];
    expect(nextSteps(facts(), duties, '2026-05-19')).toEqual([
      { what: 'acknowledgement', day: '2026-05-20', late: false },
      { what: 'answer', day: '2026-07-13', late: false },
    ]);
  });

  test('is of two dates for one answer the later one, since it was given last', () => {
    const duties = [duty('final-response'), duty('announced-date', { occasion: 'final-response-first', dueOn: '2026-06-20' })];
    expect(nextSteps(facts(), duties, '2026-05-30')).toEqual([{ what: 'answer', day: '2026-06-20', late: false }]);
  });

  test('is after a disagreement a second answer, where the firm gives one', () => {
    const again = facts({ disagreed: true, secondTreatment: { firstAnsweredAt: 1 } });
    expect(nextSteps(again, [duty('final-response')], '2026-05-19')).toMatchObject([{ what: 'second-answer' }]);
  });

  test('is told by what the letter is about', () => {
    for (const notice of ['decision-notice', 'escalation-notice', 'invitation-to-write'] as const) {
      expect(nextSteps(facts(), [duty(notice)], '2026-05-19')).toMatchObject([{ what: notice }]);
      expect(publicMessage('fr', `privatePage.step.${notice}`, { firm: 'OPTICOURTAGE' })).toMatch(/^OPTICOURTAGE vous /);
    }
  });

  test('is not that it goes to the insurer, as long as nobody has decided so', () => {
    expect(nextSteps(facts(), [duty('insurer-forwarding')], '2026-05-19')).toEqual([]);
    expect(nextSteps(facts({ responsibility: 'insurer' }), [duty('insurer-forwarding')], '2026-05-19')).toHaveLength(1);
  });
});

describe('A page says that the firm is late', () => {
  test.each([
    ['on the last day not', '2026-05-20', undefined],
    ['the day after', '2026-05-21', { what: 'answer', was: '2026-05-20', until: undefined }],
  ])('%s', (_when, today, late) => {
    expect(latenessOf(facts(), [duty('final-response')], today)).toEqual(late);
  });

  test('with the date that was given in its place, as long as that is to come', () => {
    const duties = [duty('final-response'), duty('announced-date', { occasion: 'final-response-first', dueOn: '2026-06-20' })];
    expect(latenessOf(facts(), duties, '2026-06-20')).toEqual({ what: 'answer', was: '2026-05-20', until: '2026-06-20' });
    expect(latenessOf(facts(), duties, '2026-06-21')).toEqual({ what: 'answer', was: '2026-05-20', until: undefined });
  });

  test('with each part of its own, the answered one not', () => {
    const both = facts({ ...answered, kind: 'classic-and-gdpr' });
    expect(latenessOf(both, [duty('gdpr-response')], '2026-05-21')).toMatchObject({ what: 'gdpr-answer' });
    expect(latenessOf(facts(), [duty('acknowledgement')], '2026-05-21')).toMatchObject({ what: 'acknowledgement' });
  });
});

describe('A page offers', () => {
  const at = (changed: Partial<ComplaintFacts>, duties = [duty('final-response')]) => ({
    ...situation('registered', duties),
    facts: facts(changed),
  });

  test.each<[string, Partial<ComplaintFacts>, Offer | undefined, string[]]>([
    ['before the answer to add, ask and withdraw', standings.acknowledged, undefined, ['add', 'ask', 'withdraw']],
    ['after the answer to add and disagree', standings['answered and closed'], undefined, ['add', 'disagree']],
    [
      'an offer that stands to be accepted, first of all',
      { ...settled, closure: { reason: 'answered' } },
      offer('open'),
      ['accept', 'add', 'disagree'],
    ],
    ['an offer that is over to nobody', { ...settled, closure: { reason: 'answered' } }, offer('over'), ['add', 'disagree']],
    [
      'who has disagreed nothing to disagree with',
      { ...standings['answered and closed'], disagreed: true, stage: 'disagreed' },
      undefined,
      ['add'],
    ],
    [
      'who has gone on to the court nothing but to add',
      { ...standings['answered and closed'], escalations: ['court'], stage: 'in-court' },
      undefined,
      ['add'],
    ],
    ['who only spoke to write', { oral: 'invited' }, undefined, ['write', 'add', 'ask', 'withdraw']],
    [
      'who was told that it is no complaint to disagree',
      { closure: { reason: 'not-a-complaint' }, stage: 'closed' },
      undefined,
      ['add', 'disagree'],
    ],
    ['who withdrew only to write again', standings.withdrawn, undefined, ['add']],
  ])('%s', (_what, changed, offered, expected) => {
    expect(actsNow(at(changed), offered)).toEqual(expected);
  });

  test('nobody to ask again while a question waits for its answer', () => {
    expect(actsNow(at(standings.acknowledged, [duty('enquiry-answer')]), undefined)).not.toContain('ask');
  });
});
