import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { acknowledged, answered, apply, closed } from '../../../workflows/domain/apply.ts';
import type { Change } from '../../../workflows/domain/change.ts';
import { type ComplaintFacts, type ComplaintPart, levels } from '../../../workflows/domain/complaint.ts';
import { type DutyStatus, isOpen, sameDuty } from '../../../workflows/domain/duties.ts';
import { allowedDecisions, judge, partResolved, type Situation } from '../../../workflows/domain/judge.ts';
import { type Decision, type Message, textNames } from '../../../workflows/domain/messages.ts';
import { answeredWholeAt, partAnsweredBy, partsOf, resultOf } from '../../../workflows/domain/parts.ts';
import { anyMessage } from './any-message.ts';
import { circumstances, duty, facts, openFromTheStart, plainFirm, type StandingName, standings } from './situations.ts';

function after(standing: StandingName, message: Message, duties: DutyStatus[] = openFromTheStart): Change {
  return apply(facts(standings[standing]), duties, message, circumstances());
}

function decide(standing: StandingName, body: Decision, duties?: DutyStatus[]): Change {
  return after(standing, { signal: 'decide', body }, duties);
}

/** The classic part's answer left. */
const theAnswer = { sentAt: 9, part: 'classic' as const, firm: plainFirm };

const letters = ({ owed }: Change) => owed.map(({ duty, letters }) => [duty, ...letters].join(' '));
const endings = ({ ended }: Change) => ended.map((end) => `${end.duty} ${end.void}`);

describe('what a decision changes', () => {
  test('who asks for the acknowledgement now gets no letter besides it', () => {
    const change = decide('registered', { decision: 'acknowledge-now' });
    expect(change.facts.acknowledgeNow).toBe(true);
    expect(change.owed).toEqual([]);
  });

  test('a change of the case handler is told to the complainant, but only to one who was given a name before', () => {
    const assign: Decision = { decision: 'assign', caseHandler: 'client-service' };
    expect(letters(decide('registered', assign))).toEqual([]);
    expect(letters(decide('acknowledged', assign))).toEqual(['decision-notice reassignment']);
    expect(decide('registered', assign).facts.caseHandler).toBe('client-service');
  });

  test('the message that named the insurer is remembered for the letters', () => {
    const change = decide('registered', { decision: 'set-responsibility', responsibility: 'insurer' });
    expect(change.facts).toMatchObject({ responsibility: 'insurer', insurerNamedBy: 'message-7' });
    const firm = decide('registered', { decision: 'set-responsibility', responsibility: 'firm' });
    expect(firm.facts.insurerNamedBy).toBeUndefined();
  });

  test('a new date replaces the one before, and is a duty of its own', () => {
    const promised = [...openFromTheStart, duty('announced-date', { occasion: 'message-3' })];
    const change = decide('registered', { decision: 'announce-delay', newDate: '2026-08-01' }, promised);
    expect(endings(change)).toEqual(['announced-date replaced']);
    expect(change.owed).toEqual([{ duty: 'announced-date', letters: [], dueOn: '2026-08-01' }]);
  });

  test('an answer goes to the enquiry that has waited longest without one', () => {
    const enquiries = ['one', 'two', 'three'].map((occasion) => duty('enquiry-answer', { occasion }));
    const before = facts({ enquiryAnswers: { one: 'message-5' } });
    const change = apply(before, enquiries, { signal: 'decide', body: { decision: 'answer-enquiry' } }, circumstances());
    expect(change.facts.enquiryAnswers).toEqual({ one: 'message-5', two: 'message-7' });
  });

  test('the result remembers its decision, for the letter', () => {
    const change = decide('registered', { decision: 'resolve', outcome: 'rejected' });
    expect(change.facts.result).toEqual({ outcome: 'rejected', decision: 'message-7' });
    expect([...change.owed, ...change.ended]).toEqual([]);
  });

  test.each([
    ['withdraw', 'withdrawn', 'withdrawal'],
    ['cannot-treat-further', 'not-treated-further', 'not-treated-further'],
  ] as const)('%s ends every open duty with one last letter', (decision, closing, letter) => {
    const change = decide('acknowledged', { decision }, [duty('acknowledgement', { doneAt: 1 }), duty('final-response')]);
    expect(change.facts.closing).toBe(closing);
    expect(endings(change)).toEqual(['final-response closed']);
    expect(letters(change)).toEqual([`decision-notice ${letter}`]);
  });

  test('a reopened complaint is owed an answer again', () => {
    const change = decide('answered and closed', { decision: 'reopen' });
    expect(change.facts).not.toHaveProperty('result');
    expect(change.facts).not.toHaveProperty('answeredAt');
    expect(change.facts).not.toHaveProperty('closure');
    expect(change.facts.stage).toBe('received');
    expect(letters(change)).toEqual(['decision-notice reopened', 'final-response']);
  });

  test('closing changes nothing: the answer closes a complaint by itself', () => {
    const { facts, owed, ended } = decide('decided', { decision: 'close' });
    expect(facts).toEqual({ ...facts, ...standings.decided, revision: 2 });
    expect([...owed, ...ended]).toEqual([]);
  });
});

describe('what comes in, and where the complaint goes', () => {
  const comes = (
    standing: StandingName,
    what: 'disagreement' | 'enquiry' | 'withdrawal' | 'mediator-refused' | 'summons' | 'information',
  ) => after(standing, { signal: 'receive', body: { what } });

  test('a disagreement brings the ways on and the level 2a', () => {
    const change = comes('answered and closed', 'disagreement');
    expect(change.facts).toMatchObject({ stage: 'disagreed', level: '2a', closure: { reason: 'answered' } });
    expect(letters(change)).toEqual(['recourse-details recourse-details']);
  });

  test('an enquiry is owed an answer', () => {
    expect(letters(comes('registered', 'enquiry'))).toEqual(['enquiry-answer progress-answer']);
  });

  test('a withdrawal is confirmed, and nothing else is owed', () => {
    const change = comes('registered', 'withdrawal');
    expect(letters(change)).toEqual(['decision-notice withdrawal']);
    expect(endings(change)).toEqual(['acknowledgement closed', 'insurer-forwarding closed', 'final-response closed']);
  });

  test('information changes nothing but the revision', () => {
    expect(comes('registered', 'information')).toEqual({ facts: facts({ revision: 2 }), owed: [], ended: [] });
  });

  test.each([
    ['insurer', '2a', 'received', 'escalation-notice forwarding escalation'],
    ['mediator', '3', 'with-mediator', 'escalation-notice escalation'],
    ['court', '4', 'in-court', 'escalation-notice escalation'],
  ] as const)('going on to the %s is level %s', (to, level, stage, letter) => {
    const change = after('registered', { signal: 'escalate', body: { to } });
    expect(change.facts).toMatchObject({ level, stage, escalations: [to] });
    expect(letters(change)).toEqual([letter]);
  });

  test('a mediator who refuses is no longer at work on it, but the level stays', () => {
    const change = comes('with the mediator', 'mediator-refused');
    expect(change.facts).toMatchObject({ level: '3', stage: 'received', escalations: [] });
  });

  test('a summons from a court weighs more than the mediator', () => {
    expect(comes('with the mediator', 'summons').facts).toMatchObject({
      level: '4',
      stage: 'in-court',
      escalations: ['mediator', 'court'],
    });
  });
});

describe('what evidence changes', () => {
  test('the acknowledgement moves the stage on', () => {
    expect(acknowledged(facts(), 5)).toMatchObject({ acknowledgedAt: 5, stage: 'acknowledged', revision: 2 });
  });

  test('the answer replaces what only led to it, and leaves what is owed besides', () => {
    const duties = [
      ...openFromTheStart.map((one) => (one.duty === 'final-response' ? { ...one, doneAt: 9 } : one)),
      ...(['announced-date', 'enquiry-answer', 'decision-notice', 'interim-reply', 'escalation-notice'] as const).map((name) =>
        duty(name),
      ),
    ];
    const change = answered(facts(standings.decided), duties, theAnswer);
    expect(endings(change)).toEqual([
      'acknowledgement answered',
      'insurer-forwarding answered',
      'announced-date answered',
      'interim-reply answered',
    ]);
    expect(change.facts).toMatchObject({ answeredAt: 9, stage: 'answered' });
  });

  test('a forwarding that was decided still goes to the insurer after the answer', () => {
    const before = facts({ ...standings['with the insurer responsible'], ...standings.decided });
    expect(endings(answered(before, openFromTheStart, theAnswer))).toEqual(['acknowledgement answered']);
  });

  test('a complaint is closed for the reason that ended it', () => {
    expect(closed(facts(standings.answered))).toMatchObject({ closure: { reason: 'answered' }, stage: 'closed' });
    const withdrawn = closed(facts(standings['being withdrawn']));
    expect(withdrawn.closure).toEqual({ reason: 'withdrawn' });
    expect(withdrawn).not.toHaveProperty('closing');
  });
});

/** Every way on that some procedure has. */
const anyFirm = {
  ...plainFirm,
  answerWithinWeek: true,
  resolutionLetter: true,
  secondTreatment: true,
  latestGdprExtension: '2026-08-13',
};

/** One thing that happens to a complaint, after some days. */
type Event = { days: number } & ({ message: Message; texts: boolean } | { evidence: number });

const anyEvent: fc.Arbitrary<Event> = fc
  .record({ days: fc.integer({ min: 0, max: 20 }) })
  .chain(({ days }) =>
    fc.oneof(
      fc.record({ days: fc.constant(days), message: anyMessage, texts: fc.boolean() }),
      fc.record({ days: fc.constant(days), evidence: fc.nat(9) }),
    ),
  );

/** The complaint's life as the register keeps it, without the register. */
function live(events: Event[], look: (before: Situation, after: Situation, event: Event) => void): void {
  let now = Date.UTC(2026, 4, 13, 16);
  let situation: Situation = {
    facts: facts(),
    duties: openFromTheStart,
    firm: anyFirm,
    today: '2026-05-13',
  };
  events.forEach((event, index) => {
    now += event.days * 86_400_000;
    situation = { ...situation, today: new Date(now).toISOString().slice(0, 10) };
    const next = happen(situation, event, `message-${index}`, now);
    look(situation, next, event);
    situation = next;
  });
}

function happen(situation: Situation, event: Event, id: string, now: number): Situation {
  if ('message' in event) {
    const verdict = judge(situation, event.message, event.texts ? textNames : []);
    return verdict.allowed
      ? changed(
          situation,
          apply(situation.facts, situation.duties, event.message, { id, today: situation.today, firm: situation.firm }),
          id,
        )
      : situation;
  }
  const open = situation.duties.filter(isOpen);
  const over = answeredWholeAt(situation.facts) !== undefined || situation.facts.closing !== undefined;
  if (open.length === 0) return over && !situation.facts.closure ? { ...situation, facts: closed(situation.facts) } : situation;
  const done = open[event.evidence % open.length];
  const part = done && partAnsweredBy(done.duty);
  if (done === undefined || (part && !resultOf(situation.facts, part))) return situation;
  const duties = situation.duties.map((one) => (one === done ? { ...one, doneAt: now } : one));
  const sent = { ...situation, duties };
  if (done.duty === 'acknowledgement') return { ...sent, facts: acknowledged(situation.facts, now) };
  if (part) return changed(sent, answered(situation.facts, duties, { sentAt: now, part, firm: situation.firm }), id);
  return { ...sent, facts: { ...situation.facts, revision: situation.facts.revision + 1 } };
}

function changed(situation: Situation, change: Change, occasion: string): Situation {
  const kept = situation.duties.map((one) => {
    const end = change.ended.find((ended) => sameDuty(ended, one));
    return end ? { ...one, void: end.void } : one;
  });
  const added = change.owed.map((owed) =>
    duty(owed.duty, { occasion, letters: owed.letters, ...(owed.dueOn ? { dueOn: owed.dueOn } : {}) }),
  );
  return { ...situation, facts: change.facts, duties: [...kept, ...added] };
}

const lives = fc.array(anyEvent, { minLength: 1, maxLength: 40 });

describe('whatever happens in whatever order', () => {
  test('the level never falls, and the revision grows with every change', () => {
    fc.assert(
      fc.property(lives, (events) => {
        live(events, (before, after) => {
          expect(levels.indexOf(after.facts.level)).toBeGreaterThanOrEqual(levels.indexOf(before.facts.level));
          if (after.facts === before.facts) expect(after.duties).toEqual(before.duties);
          else expect(after.facts.revision).toBe(before.facts.revision + 1);
        });
      }),
    );
  });

  test('a duty that is done or void stays so, and none is forgotten', () => {
    fc.assert(
      fc.property(lives, (events) => {
        live(events, (before, after) => {
          for (const one of before.duties) {
            const then = after.duties.find((known) => sameDuty(known, one));
            if (isOpen(one)) expect(then).toMatchObject({ duty: one.duty, dueOn: one.dueOn });
            else expect(then).toEqual(one);
          }
        });
      }),
    );
  });

  test('no two duties have the same name and occasion', () => {
    fc.assert(
      fc.property(lives, (events) => {
        live(events, (_, { duties }) => {
          const names = duties.map((one) => `${one.duty} ${one.occasion}`);
          expect(new Set(names).size).toBe(names.length);
        });
      }),
    );
  });

  test('what is offered is what the judge allows, given the texts and details that it needs', () => {
    fc.assert(
      fc.property(lives, (events) => {
        live(events, (_, now) => {
          const offered = allowedDecisions(now);
          for (const decision of sampleDecisions(now)) {
            const { allowed } = judge(now, { signal: 'decide', body: decision }, textNames);
            expect([decision.decision, allowed]).toEqual([decision.decision, offered.includes(decision.decision)]);
          }
        });
      }),
    );
  });

  test('a complaint that is closed or closing has one way to it: the answer, or the decision that ended it', () => {
    fc.assert(
      fc.property(lives, (events) => {
        live(events, (_, { facts }) => {
          if (facts.closure?.reason === 'answered') expect(answeredWholeAt(facts)).toBeDefined();
          expect(facts.closure !== undefined && facts.closing !== undefined).toBe(false);
        });
      }),
    );
  });

  test('applying never changes what it was given', () => {
    fc.assert(
      fc.property(lives, anyMessage, (events, message) => {
        live(events, (_, now) => {
          const before = JSON.stringify([now.facts, now.duties]);
          apply(now.facts, now.duties, message, { id: 'message-x', today: now.today, firm: now.firm });
          expect(JSON.stringify([now.facts, now.duties])).toBe(before);
        });
      }),
    );
  });
});

/** One of each decision, with details that fit the complaint. */
function sampleDecisions({ facts: known, duties }: Situation): Decision[] {
  const month = duties.find((one) => one.duty === 'gdpr-response' && isOpen(one))?.dueOn ?? '2026-06-13';
  return [
    { decision: 'classify', as: known.kind === 'classic' ? 'classic-and-gdpr' : 'classic' },
    { decision: 'answer-within-week' },
    { decision: 'invite-to-write' },
    { decision: 'interim-reply-now', newDate: '2031-01-01' },
    { decision: 'record-result', outcome: 'rejected' },
    { decision: 'approve' },
    { decision: 'send-back' },
    { decision: 'announce-measures' },
    { decision: 'redirect' },
    { decision: 'send-on-to-mediator' },
    { decision: 'extend-gdpr', newDate: month < '2026-08-13' ? '2026-08-13' : month },
    { decision: 'raise-level', level: '4' },
    { decision: 'recompute-plan' },
    { decision: 'move-to-version', version: 'opticourtage@ba9876543210' },
    { decision: 'declare-conflict', staff: known.barred?.includes('client-service') ? 'complaints-manager' : 'client-service' },
    { decision: 'name-representative', mandate: 'missing' },
    { decision: 'complete-file' },
    { decision: 'acknowledge-now' },
    { decision: 'assign', caseHandler: somebodyElse(known) },
    { decision: 'set-responsibility', responsibility: 'insurer' },
    { decision: 'request-information' },
    { decision: 'announce-delay', newDate: '2031-01-01' },
    { decision: 'answer-enquiry' },
    { decision: 'resolve', outcome: 'partly-upheld', part: partToResolve(known) },
    { decision: 'cannot-treat-further' },
    { decision: 'withdraw' },
    { decision: 'reopen' },
    { decision: 'close' },
  ];
}

/** Somebody whom the complaint can be given to, if there is one. */
function somebodyElse({ caseHandler, barred }: ComplaintFacts): string {
  const others = ['client-service', 'complaints-manager'].filter((id) => id !== caseHandler && !barred?.includes(id));
  return others[0] ?? 'client-service';
}

/** A part without a result, if there is one. */
function partToResolve(known: ComplaintFacts): ComplaintPart {
  return partsOf(known.kind).find((part) => !resultOf(known, part)) ?? partResolved(known);
}
