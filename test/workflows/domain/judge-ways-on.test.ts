import { describe, expect, test } from '@jest/globals';
import { apply } from '../../../workflows/domain/apply.ts';
import type { ComplaintFacts } from '../../../workflows/domain/complaint.ts';
import type { DutyStatus } from '../../../workflows/domain/duties.ts';
import type { FirmRules } from '../../../workflows/domain/firm-rules.ts';
import { allowedDecisions, judge } from '../../../workflows/domain/judge.ts';
import {
  type Decision,
  type DecisionName,
  type Message,
  type Refusal,
  type TextName,
  textNames,
} from '../../../workflows/domain/messages.ts';
import { duty, facts, openFromTheStart, plainFirm, standings } from './situations.ts';

/** How a complaint stands, on 20 May 2026. */
interface Case {
  facts?: Partial<ComplaintFacts>;
  duties?: DutyStatus[];
  firm?: Partial<FirmRules>;
}

function situationOf({ facts: changed = {}, duties = openFromTheStart, firm = {} }: Case) {
  return { facts: facts(changed), duties, firm: { ...plainFirm, ...firm }, today: '2026-05-20' };
}

function said(one: Case, message: Message, texts: readonly TextName[] = textNames): Refusal | 'allowed' {
  const verdict = judge(situationOf(one), message, texts);
  return verdict.allowed ? 'allowed' : verdict.reason;
}

const decided = (one: Case, body: Decision, texts?: readonly TextName[]) => said(one, { signal: 'decide', body }, texts);

type Row = [sentence: string, Case, Decision, Refusal | 'allowed'];

const { decided: withResult, answered, 'answered and closed': closed, 'being withdrawn': closing } = standings;
const optimco: Case['firm'] = { answerWithinWeek: true };
const courtage: Case['firm'] = { resolutionLetter: true };
const gdprDuty = duty('gdpr-response', {
  dueOn: '2026-06-13',
  limits: [{ source: 'gdpr', dueOn: '2026-06-13', dueAt: 1, rule: '1 month from received' }],
});
const gdpr: Case = {
  facts: { kind: 'gdpr' },
  duties: [duty('acknowledgement'), gdprDuty],
  firm: { latestGdprExtension: '2026-07-13' },
};
const both: Case = { facts: { kind: 'classic-and-gdpr' }, duties: [...openFromTheStart, gdprDuty] };
const upheld = { outcome: 'upheld', decision: 'message-2' } as const;
const spoken: Case = { facts: { oral: 'taken' } };
const invited: Case = {
  facts: { oral: 'invited' },
  duties: [duty('invitation-to-write', { doneAt: 1 }), duty('reminder-to-write')],
};
const putOff = (newDate: string): Decision => ({ decision: 'extend-gdpr', newDate });

describe('what a complaint is', () => {
  test.each<Row>([
    ['a complaint may turn out to be about personal data', {}, { decision: 'classify', as: 'gdpr' }, 'allowed'],
    ['a complaint may turn out to be both', {}, { decision: 'classify', as: 'classic-and-gdpr' }, 'allowed'],
    ['what it is already is nothing to decide', {}, { decision: 'classify', as: 'classic' }, 'already-decided'],
    ['a letter may be no complaint', {}, { decision: 'classify', as: 'not-a-complaint' }, 'allowed'],
    [
      'what is decided was a complaint',
      { facts: withResult },
      { decision: 'classify', as: 'not-a-complaint' },
      'already-decided',
    ],
    ['what is closed is not classified', { facts: closed }, { decision: 'classify', as: 'gdpr' }, 'closed'],
    [
      'a part that is answered stays a part',
      { ...both, facts: { kind: 'classic-and-gdpr', gdpr: { result: upheld } } },
      { decision: 'classify', as: 'classic' },
      'already-decided',
    ],
    [
      'a part that is open may go out',
      { ...both, facts: { kind: 'classic-and-gdpr', result: upheld } },
      { decision: 'classify', as: 'classic' },
      'allowed',
    ],
  ])('%s', (_, one, decision, expected) => {
    expect(decided(one, decision)).toBe(expected);
  });

  test('that it is no complaint needs the recorded statement, the reasons, and who answers instead', () => {
    const decision: Decision = { decision: 'classify', as: 'not-a-complaint' };
    expect(decided({}, decision, ['statement', 'reasons', 'whoAnswers'])).toBe('allowed');
    expect(decided({}, decision, ['reasons', 'whoAnswers'])).toBe('text-missing');
    expect(decided({}, decision, ['statement', 'whoAnswers'])).toBe('text-missing');
    expect(decided({}, decision, ['statement', 'reasons'])).toBe('text-missing');
    expect(decided({}, { decision: 'classify', as: 'gdpr' }, [])).toBe('allowed');
  });
});

describe('where a complaint goes that is not the firm’s', () => {
  const away: Decision[] = [{ decision: 'redirect' }, { decision: 'send-on-to-mediator' }];

  test.each(away)('$decision is for complaints that nobody has begun to answer', (decision) => {
    expect(decided({}, decision)).toBe('allowed');
    expect(decided({ facts: standings.acknowledged }, decision)).toBe('allowed');
    expect(decided({ facts: withResult }, decision)).toBe('already-decided');
    expect(decided({ ...both, facts: { kind: 'classic-and-gdpr', gdpr: { result: upheld } } }, decision)).toBe('already-decided');
    expect(decided({ facts: closed }, decision)).toBe('closed');
    expect(decided({ facts: closing }, decision)).toBe('closing');
  });

  test('the wrong firm names the right one and says why; sending on needs no text', () => {
    expect(decided({}, { decision: 'redirect' }, ['reasons', 'rightFirm'])).toBe('allowed');
    expect(decided({}, { decision: 'redirect' }, ['rightFirm'])).toBe('text-missing');
    expect(decided({}, { decision: 'redirect' }, ['reasons'])).toBe('text-missing');
    expect(decided({}, { decision: 'send-on-to-mediator' }, [])).toBe('allowed');
  });
});

describe('an answer within the week (Optimco)', () => {
  const week: Decision = { decision: 'answer-within-week' };
  test.each<Row>([
    ['it puts the acknowledgement off where the procedure has it', { firm: optimco }, week, 'allowed'],
    ['nowhere else', {}, week, 'not-in-procedure'],
    ['it is said once', { firm: optimco, facts: { answerWithinWeek: true } }, week, 'already-decided'],
    ['not after the acknowledgement', { firm: optimco, duties: [duty('final-response')] }, week, 'already-acknowledged'],
    ['not while the acknowledgement leaves', { firm: optimco, facts: { acknowledgeNow: true } }, week, 'already-acknowledged'],
    ['not after the result', { firm: optimco, facts: withResult }, week, 'already-decided'],
  ])('%s', (_, one, decision, expected) => {
    expect(decided(one, decision)).toBe(expected);
  });
});

describe('a result before its letter (123 Courtage)', () => {
  const result: Decision = { decision: 'record-result', outcome: 'upheld' };
  test.each<Row>([
    ['it is recorded where the procedure gives its letter a limit', { firm: courtage }, result, 'allowed'],
    ['nowhere else', {}, result, 'not-in-procedure'],
    ['not for personal data alone, which the law gives a month', { ...gdpr, firm: courtage }, result, 'not-in-procedure'],
    ['once', { firm: courtage, facts: { recordedResult: upheld } }, result, 'already-decided'],
    ['not once it is decided', { firm: courtage, facts: withResult }, result, 'already-decided'],
    ['not once it is closed', { firm: courtage, facts: closed }, result, 'closed'],
    [
      'a recorded result is still resolved',
      { firm: courtage, facts: { recordedResult: upheld } },
      { decision: 'resolve', outcome: 'rejected' },
      'allowed',
    ],
  ])('%s', (_, one, decision, expected) => {
    expect(decided(one, decision)).toBe(expected);
  });
});

describe('the interim reply', () => {
  const now = (newDate: string): Decision => ({ decision: 'interim-reply-now', newDate });
  const owed: Case = { duties: [duty('interim-reply')] };
  test.each<Row>([
    ['it is written while one is owed', owed, now('2026-07-01'), 'allowed'],
    ['without one there is nothing to write', {}, now('2026-07-01'), 'no-interim-reply-open'],
    [
      'once',
      { ...owed, facts: { interimReply: { decision: 'message-3', newDate: '2026-07-01' } } },
      now('2026-08-01'),
      'no-interim-reply-open',
    ],
    ['it gives a date to come', owed, now('2026-05-20'), 'date-not-later'],
    ['not after the result', { ...owed, facts: withResult }, now('2026-07-01'), 'already-decided'],
  ])('%s', (_, one, decision, expected) => {
    expect(decided(one, decision)).toBe(expected);
  });

  test('it says how the complaint stands', () => {
    expect(decided(owed, now('2026-07-01'), [])).toBe('text-missing');
    expect(decided(owed, now('2026-07-01'), ['situation'])).toBe('allowed');
  });
});

describe('personal data', () => {
  test.each<Row>([
    ['the answer is put off to a day after the month, within the law’s two more', gdpr, putOff('2026-06-14'), 'allowed'],
    ['to the firm’s own last day', gdpr, putOff('2026-07-13'), 'allowed'],
    ['never past it', gdpr, putOff('2026-07-14'), 'date-not-possible'],
    ['a day within the month is no extension', gdpr, putOff('2026-06-13'), 'date-not-possible'],
    ['once', { ...gdpr, facts: { kind: 'gdpr', gdpr: { extendedTo: '2026-07-01' } } }, putOff('2026-07-10'), 'already-decided'],
    ['a classic complaint has no such extension', {}, putOff('2026-07-01'), 'not-this-part'],
    ['a firm that the law does not bind has none', { ...gdpr, firm: {} }, putOff('2026-07-01'), 'not-this-part'],
    [
      'not once it is decided',
      { ...gdpr, facts: { kind: 'gdpr', gdpr: { result: upheld } } },
      putOff('2026-07-01'),
      'already-decided',
    ],
    [
      'not once the month has passed',
      { ...gdpr, duties: [{ ...gdprDuty, limits: [{ source: 'gdpr', dueOn: '2026-05-19', dueAt: 1, rule: '' }] }] },
      putOff('2026-07-01'),
      'too-late',
    ],
    ['both parts have a result each', both, { decision: 'resolve', outcome: 'upheld', part: 'gdpr' }, 'allowed'],
    ['a classic complaint has no part about data', {}, { decision: 'resolve', outcome: 'upheld', part: 'gdpr' }, 'not-this-part'],
    [
      'a complaint about data has no classic part',
      gdpr,
      { decision: 'resolve', outcome: 'upheld', part: 'classic' },
      'not-this-part',
    ],
    ['nobody settles for less than a right', gdpr, { decision: 'resolve', outcome: 'settled' }, 'not-this-part'],
    [
      'each part is decided once',
      { ...both, facts: { kind: 'classic-and-gdpr', gdpr: { result: upheld } } },
      { decision: 'resolve', outcome: 'rejected', part: 'gdpr' },
      'already-decided',
    ],
    [
      'the other part is still open then',
      { ...both, facts: { kind: 'classic-and-gdpr', gdpr: { result: upheld } } },
      { decision: 'resolve', outcome: 'rejected' },
      'allowed',
    ],
    [
      'nothing is left once both are decided',
      { ...both, facts: { kind: 'classic-and-gdpr', result: upheld, gdpr: { result: upheld } } },
      { decision: 'request-information' },
      'already-decided',
    ],
  ])('%s', (_, one, decision, expected) => {
    expect(decided(one, decision)).toBe(expected);
  });

  test('the texts are those of the part: what was done about the data, or why nothing was', () => {
    const answer = (outcome: 'upheld' | 'partly-upheld' | 'rejected', texts: TextName[]) =>
      decided(gdpr, { decision: 'resolve', outcome }, texts);
    expect(answer('upheld', ['reasons', 'measures'])).toBe('allowed');
    expect(answer('upheld', ['reasons'])).toBe('text-missing');
    expect(answer('partly-upheld', ['reasons', 'measures'])).toBe('allowed');
    expect(answer('rejected', ['reasons'])).toBe('allowed');
    expect(answer('rejected', [])).toBe('text-missing');
    expect(decided(gdpr, putOff('2026-07-01'), [])).toBe('text-missing');
  });
});

describe('a complaint made by word of mouth', () => {
  const invite: Decision = { decision: 'invite-to-write' };
  test.each<Row>([
    ['who spoke can be asked to write', spoken, invite, 'allowed'],
    ['who wrote is not asked to', {}, invite, 'not-made-by-word-of-mouth'],
    [
      'who has written since is not asked to',
      { facts: { oral: 'taken', writing: { receivedOn: '2026-05-18' } } },
      invite,
      'already-written',
    ],
    ['who was asked already is not asked again', invited, invite, 'already-decided'],
    ['what was not written yet is not acknowledged', invited, { decision: 'acknowledge-now' }, 'not-written-yet'],
    ['not after the result', { facts: { oral: 'taken', ...withResult } }, invite, 'already-decided'],
  ])('%s', (_, one, decision, expected) => {
    expect(decided(one, decision)).toBe(expected);
  });

  test('its writing is taken in once, after it was closed as never written too', () => {
    const written: Message = { signal: 'receive', body: { what: 'written-complaint' } };
    expect(said(invited, written)).toBe('allowed');
    expect(said({ facts: { oral: 'invited', closure: { reason: 'never-written' } } }, written)).toBe('allowed');
    expect(said({ facts: { oral: 'invited', writing: { receivedOn: '2026-05-18' } } }, written)).toBe('already-written');
    expect(said({}, written)).toBe('not-made-by-word-of-mouth');
  });
});

describe('who proposes and who approves', () => {
  const proposal = { ...upheld, part: 'classic' as const };
  test.each<Row>([
    ['what is proposed is approved', { facts: { proposal } }, { decision: 'approve' }, 'allowed'],
    ['or sent back', { facts: { proposal } }, { decision: 'send-back' }, 'allowed'],
    ['without a proposal there is nothing to approve', {}, { decision: 'approve' }, 'nothing-proposed'],
    ['nor to send back', {}, { decision: 'send-back' }, 'nothing-proposed'],
    [
      'a proposal whose dates have passed is not approved',
      { facts: { proposal: { ...proposal, validUntil: '2026-05-19' } } },
      { decision: 'approve' },
      'date-not-possible',
    ],
    [
      'one whose dates end today still is',
      { facts: { proposal: { ...proposal, validUntil: '2026-05-20' } } },
      { decision: 'approve' },
      'allowed',
    ],
    ['what is closed is not approved', { facts: { ...closed, proposal } }, { decision: 'approve' }, 'closed'],
    [
      'while a proposal for one part waits, none is made for the other',
      { ...both, facts: { ...both.facts, proposal } },
      { decision: 'resolve', outcome: 'upheld', part: 'gdpr', proposed: true },
      'already-decided',
    ],
    [
      'where every result waits, neither',
      { ...both, facts: { ...both.facts, proposal }, firm: { approvalRequired: true } },
      { decision: 'resolve', outcome: 'upheld', part: 'gdpr' },
      'already-decided',
    ],
    [
      'while a proposal for one part waits, the other can be decided at once',
      { ...both, facts: { ...both.facts, proposal } },
      { decision: 'resolve', outcome: 'upheld', part: 'gdpr' },
      'allowed',
    ],
    [
      'a proposal for the same part takes the place of the one that waits',
      { facts: { proposal } },
      { decision: 'resolve', outcome: 'rejected', proposed: true },
      'allowed',
    ],
  ])('%s', (_, one, decision, expected) => {
    expect(decided(one, decision)).toBe(expected);
  });

  const until = (validUntil: string) => ({ ...upheld, validUntil });
  const again = (outcome: 'upheld' | 'rejected', part?: 'gdpr'): Decision => ({
    decision: 'resolve',
    outcome,
    ...(part ? { part } : {}),
  });
  test.each<Row>([
    [
      'once a day in its letter has passed before it left, the same result is given with other days',
      { facts: { result: until('2026-05-19') } },
      again('upheld'),
      'allowed',
    ],
    ['but no other result', { facts: { result: until('2026-05-19') } }, again('rejected'), 'already-decided'],
    ['on that day itself it stands', { facts: { result: until('2026-05-20') } }, again('upheld'), 'already-decided'],
    ['without such a day it stands for good', { facts: withResult }, again('upheld'), 'already-decided'],
    [
      'what has left stands, whatever its days',
      { facts: { ...answered, result: until('2026-05-19') } },
      again('upheld'),
      'already-decided',
    ],
    [
      'so it is with the part about personal data',
      { ...gdpr, facts: { kind: 'gdpr', gdpr: { result: until('2026-05-19') } } },
      again('upheld', 'gdpr'),
      'allowed',
    ],
    [
      'which gets no other result either',
      { ...gdpr, facts: { kind: 'gdpr', gdpr: { result: until('2026-05-19') } } },
      again('rejected', 'gdpr'),
      'already-decided',
    ],
  ])('%s', (_, one, decision, expected) => {
    expect(decided(one, decision)).toBe(expected);
  });

  test('what is sent back says why', () => {
    expect(decided({ facts: { proposal } }, { decision: 'send-back' }, [])).toBe('text-missing');
  });
});

describe('what else staff may decide', () => {
  test.each<Row>([
    ['measures are announced after the answer', { facts: answered }, { decision: 'announce-measures' }, 'allowed'],
    ['after closure too', { facts: closed }, { decision: 'announce-measures' }, 'allowed'],
    ['not before the answer', { facts: withResult }, { decision: 'announce-measures' }, 'not-answered'],
    ['a level is raised', {}, { decision: 'raise-level', level: '2b' }, 'allowed'],
    ['after closure too', { facts: closed }, { decision: 'raise-level', level: '3' }, 'allowed'],
    ['never lowered', { facts: { level: '3' } }, { decision: 'raise-level', level: '2b' }, 'level-not-higher'],
    ['nor left as it is', { facts: { level: '2b' } }, { decision: 'raise-level', level: '2b' }, 'level-not-higher'],
    [
      'a newly known day of sending plans the complaint anew',
      {},
      { decision: 'recompute-plan', sentOn: '2026-05-11' },
      'allowed',
    ],
    ['nothing is sent after it was received', {}, { decision: 'recompute-plan', sentOn: '2026-05-14' }, 'date-not-possible'],
    ['what is decided is not planned anew', { facts: withResult }, { decision: 'recompute-plan' }, 'already-decided'],
    [
      'nobody is in charge of a complaint about themselves',
      { facts: { barred: ['client-service'] } },
      { decision: 'assign', caseHandler: 'client-service' },
      'conflict-of-interest',
    ],
    [
      'somebody else is',
      { facts: { barred: ['client-service'] } },
      { decision: 'assign', caseHandler: 'complaints-manager' },
      'allowed',
    ],
    [
      'a complaint about data is delayed past its own last day',
      gdpr,
      { decision: 'announce-delay', newDate: '2026-06-14' },
      'allowed',
    ],
    ['and not within it', gdpr, { decision: 'announce-delay', newDate: '2026-06-13' }, 'date-not-later'],
    [
      'each part of a complaint is delayed past its own last day',
      both,
      { decision: 'announce-delay', newDate: '2026-06-13', part: 'gdpr' },
      'date-not-later',
    ],
    [
      'whose dates are its own: the other part’s later one does not stand in the way',
      { ...both, duties: [...(both.duties ?? []), duty('announced-date', { dueOn: '2026-09-01' })] },
      { decision: 'announce-delay', newDate: '2026-06-14', part: 'gdpr' },
      'allowed',
    ],
    [
      'nor the other way about',
      {
        ...both,
        duties: [...(both.duties ?? []), duty('announced-date', { occasion: 'gdpr-response-message-3', dueOn: '2026-09-01' })],
      },
      { decision: 'announce-delay', newDate: '2026-05-21', part: 'classic' },
      'allowed',
    ],
    [
      'a date given for a part is only followed by a later one for it',
      {
        ...both,
        duties: [...(both.duties ?? []), duty('announced-date', { occasion: 'gdpr-response-message-3', dueOn: '2026-07-01' })],
      },
      { decision: 'announce-delay', newDate: '2026-07-01', part: 'gdpr' },
      'date-not-later',
    ],
    [
      'a part that is decided is not delayed',
      { ...both, facts: { kind: 'classic-and-gdpr', gdpr: { result: upheld } } },
      { decision: 'announce-delay', newDate: '2026-08-01', part: 'gdpr' },
      'already-decided',
    ],
    [
      'where nothing is said of the part, it is the one that is not decided',
      { ...both, facts: { kind: 'classic-and-gdpr', result: upheld } },
      { decision: 'announce-delay', newDate: '2026-06-13' },
      'date-not-later',
    ],
    [
      'a part that it does not have is not delayed',
      {},
      { decision: 'announce-delay', newDate: '2026-08-01', part: 'gdpr' },
      'not-this-part',
    ],
  ])('%s', (_, one, decision, expected) => {
    expect(decided(one, decision)).toBe(expected);
  });

  test('measures are told with the day by which they are done', () => {
    expect(decided({ facts: answered }, { decision: 'announce-measures' }, ['measures'])).toBe('text-missing');
    expect(decided({ facts: answered }, { decision: 'announce-measures' }, ['measures', 'doneBy'])).toBe('allowed');
  });

  test.each<[string, Case, DecisionName[]]>([
    ['Optimco’s week', { firm: optimco }, ['answer-within-week']],
    ['123 Courtage’s result', { firm: courtage }, ['record-result']],
    ['who spoke', spoken, ['invite-to-write']],
    ['an interim reply that is owed', { duties: [duty('interim-reply')] }, ['interim-reply-now']],
    ['personal data', gdpr, ['extend-gdpr']],
    ['a proposal', { facts: { proposal: { ...upheld, part: 'classic' } } }, ['approve', 'send-back']],
  ])('%s is offered where it is possible, and to an ordinary complaint not', (_, one, names) => {
    expect(allowedDecisions(situationOf(one))).toEqual(expect.arrayContaining(names));
    expect(allowedDecisions(situationOf({})).filter((name) => names.includes(name))).toEqual([]);
  });
});

describe('what else is taken in', () => {
  const comes = (one: Case, what: Extract<Message, { signal: 'receive' }>['body']['what']) =>
    said(one, { signal: 'receive', body: { what } }, []);

  test('a mandate that was asked for', () => {
    expect(comes({ facts: { mandate: 'missing' } }, 'mandate')).toBe('allowed');
    expect(comes({ facts: { mandate: 'recorded' } }, 'mandate')).toBe('no-mandate-asked');
    expect(comes({}, 'mandate')).toBe('no-mandate-asked');
  });

  test('that the mediator’s time ends soon, unless the complaint has gone there', () => {
    expect(comes({ facts: closed }, 'mediator-period-ending')).toBe('allowed');
    expect(comes({ facts: standings['with the mediator'] }, 'mediator-period-ending')).toBe('already-escalated');
    expect(comes({ facts: { ...closed, mediator: 'gave-opinion' } }, 'mediator-period-ending')).toBe('already-escalated');
    expect(comes({ facts: closed, firm: { mediatorPeriod: false } }, 'mediator-period-ending')).toBe('not-in-procedure');
  });

  test.each(['not-a-complaint', 'misdirected', 'meant-for-mediator', 'never-written'] as const)(
    'a disagreement with an ending that no answer brought about: %s',
    (reason) => {
      expect(comes({ facts: { closure: { reason }, stage: 'closed' } }, 'disagreement')).toBe('allowed');
      expect(comes({ facts: { closing: reason } }, 'disagreement')).toBe('allowed');
    },
  );

  test('a disagreement with what could not be treated further brings the ways on', () => {
    expect(comes({ facts: { closure: { reason: 'not-treated-further' }, stage: 'closed' } }, 'disagreement')).toBe('allowed');
  });

  test('a withdrawn complaint whose answer was decided and never left has nothing to disagree with', () => {
    const { facts: after } = apply(
      facts(withResult),
      openFromTheStart,
      { signal: 'decide', body: { decision: 'withdraw' } },
      { id: 'message-7', today: '2026-05-20', firm: plainFirm },
    );
    expect(comes({ facts: after }, 'disagreement')).toBe('not-answered');
  });

  test('a writing is not sent on a day to come', () => {
    const written = (sentOn: string) => said(spoken, { signal: 'receive', body: { what: 'written-complaint', sentOn } }, []);
    expect(written('2026-05-20')).toBe('allowed');
    expect(written('2026-05-21')).toBe('date-not-possible');
  });

  test.each(['withdrawn', 'solved-at-once'] as const)('no disagreement with an ending as %s', (reason) => {
    expect(comes({ facts: { closure: { reason }, stage: 'closed' } }, 'disagreement')).toBe('not-answered');
  });
});
