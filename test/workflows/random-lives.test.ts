import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import fc from 'fast-check';
import { verifyJournal } from '../../register/journal.ts';
import { openTimers } from '../../simulation/history.ts';
import type { ComplaintPart } from '../../workflows/domain/complaint.ts';
import { type DutyStatus, isOpen, type Limit } from '../../workflows/domain/duties.ts';
import type { LetterKind } from '../../workflows/domain/letters.ts';
import type { Message } from '../../workflows/domain/messages.ts';
import { isOwed } from '../../workflows/domain/owed.ts';
import { answerDutyOf } from '../../workflows/domain/parts.ts';
import { type ComplaintCase, type Lifecycle, openLifecycle } from '../helpers/lifecycle.ts';
import type { ComplaintWanted } from '../helpers/lifecycle-wanted.ts';
import { outsideProgram, testWith } from '../helpers/programs.ts';
import { anyMessage } from './domain/any-message.ts';

/*
 * Random decisions, escalations and receipts at random times, several complaints at once, on the real thing. Steps fall between 11:00
 * and 23:00 in Paris, never at the instant of a timer: sending windows end at ten, limits at midnight.
 */

/** Other lives, and more of them: `RANDOM_LIVES_SEED=7 RANDOM_LIVES=40 npm test -- test/workflows/random-lives`. */
const seed = Number(process.env['RANDOM_LIVES_SEED'] ?? 20_260_513);
const runs = Number(process.env['RANDOM_LIVES'] ?? 3);

const test = testWith('Temporal test server');

let lifecycle: Lifecycle | undefined;
beforeAll(async () => {
  const program = outsideProgram('Temporal test server');
  if (program !== undefined) lifecycle = await openLifecycle('skipping', { program });
}, 60_000);
afterAll(() => lifecycle?.close());

interface Step {
  /** Minutes after 14 May 2026, 11:00; only those until 23:00 of each day. */
  day: number;
  minute: number;
  message: Message;
  /** Given to the workflow by hand, whatever the API would say. */
  byHand: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  day: fc.integer({ min: 0, max: 90 }),
  minute: fc.integer({ min: 0, max: 719 }),
  message: anyMessage,
  byHand: fc.nat(5).map((chance) => chance === 0),
});
/** What each firm makes of a complaint by word of mouth. */
const spokenAt = {
  opticourtage: 'invited',
  '123-courtage': 'taken',
  optimco: 'invited',
  almena: 'taken',
  'alter-ego': 'invited',
} as const;
type Firm = keyof typeof spokenAt;

/** Whose complaint it is, and what it is about; one in a few is made by word of mouth. */
const wanted: fc.Arbitrary<ComplaintWanted> = fc
  .record({
    procedure: fc.constantFrom(...(Object.keys(spokenAt) as Firm[])),
    kind: fc.constantFrom('classic', 'classic', 'gdpr', 'classic-and-gdpr'),
    isSpoken: fc.constantFrom(false, false, true),
    mandate: fc.constantFrom(undefined, undefined, 'missing'),
  })
  .map(({ isSpoken, ...rest }) => ({
    ...rest,
    received: '2026-05-13 18:30',
    ...(isSpoken ? { oral: spokenAt[rest.procedure] } : {}),
  }));
const life = fc.record({ wanted, steps: fc.array(step, { minLength: 3, maxLength: 8 }) });
type Life = typeof life extends fc.Arbitrary<infer One> ? One : never;
const lives = fc.array(life, { minLength: 4, maxLength: 4 });

function momentOf({ day, minute }: Step): string {
  const instant = new Date(Date.UTC(2026, 4, 14 + day, 11, minute));
  return `${instant.toISOString().slice(0, 10)} ${instant.toISOString().slice(11, 16)}`;
}

describe('whatever happens to a complaint', () => {
  test(
    'the rules hold at every moment',
    async () => {
      if (lifecycle === undefined) throw new Error('no server');
      const { register } = lifecycle;
      const property = fc.asyncProperty(lives, (plans) => liveThrough(plans));
      // Each run is a life of four complaints: shrinking would live through hundreds. The seed and the path repeat a failure.
      await fc.assert(property, { numRuns: runs, seed, endOnFailure: true });
      expect(await verifyJournal(register)).toEqual([]);
    },
    60_000 + runs * 25_000,
  );
});

async function liveThrough(plans: Life[]): Promise<void> {
  const complaints: ComplaintCase[] = [];
  for (const { wanted } of plans) if (lifecycle) complaints.push(await lifecycle.complain(wanted));
  const steps = plans.flatMap((plan, index) => plan.steps.map((step) => ({ step, complaint: complaints[index] })));
  const inOrder = steps.toSorted((one, other) => momentOf(one.step).localeCompare(momentOf(other.step)));
  const seen = new Map<ComplaintCase, DutyStatus[]>();
  for (const { step, complaint } of inOrder) {
    if (complaint === undefined) continue;
    await complaint.goTo(momentOf(step));
    await takeStep(complaint, step);
    await holds(complaint, seen);
  }
  for (const complaint of complaints) {
    await complaint.goTo('2026-09-30 12:00');
    await holds(complaint, seen);
  }
}

/** What the API allows is applied; what it refuses is refused by the workflow too, for the same reason. */
async function takeStep(complaint: ComplaintCase, { message, byHand }: Step): Promise<void> {
  if (byHand) {
    const outcome = await complaint.byHand(message.signal, message.body);
    expect(['applied', 'refused']).toContain(outcome.state);
    return;
  }
  const acceptance = await complaint.accept(message);
  if (acceptance.accepted) {
    await complaint.deliver();
    await complaint.rest();
    expect([message.body, await complaint.outcome(acceptance.id)]).toEqual([
      message.body,
      { id: acceptance.id, state: 'applied' },
    ]);
  } else {
    const outcome = await complaint.byHand(message.signal, message.body);
    expect([message.body, outcome.refusal]).toEqual([message.body, acceptance.reason]);
  }
}

async function holds(complaint: ComplaintCase, seen: Map<ComplaintCase, DutyStatus[]>): Promise<void> {
  const duties = await complaint.duties();
  noDateMovesLater(seen.get(complaint) ?? [], duties);
  seen.set(complaint, duties);
  await noAcknowledgementAfterTheAnswer(complaint);
  await oneLetterPerOccasion(complaint);
  await passedLimitsAreBreaches(complaint, duties);
  await openDutiesAreWatched(complaint, duties);
  await closedMeansOver(complaint, duties);
}

function noDateMovesLater(before: DutyStatus[], after: DutyStatus[]): void {
  const dates = (duties: DutyStatus[]) => duties.map(({ duty, occasion, dueOn, limits }) => ({ duty, occasion, dueOn, limits }));
  expect(dates(after).slice(0, before.length)).toEqual(dates(before));
}

const acknowledgements: Record<ComplaintPart, LetterKind[]> = {
  classic: ['acknowledgement', 'ten-day-notice'],
  gdpr: ['gdpr-acknowledgement'],
};

/** Nobody is told that we have received what we have answered, unless it was taken up again. */
async function noAcknowledgementAfterTheAnswer(complaint: ComplaintCase): Promise<void> {
  const sent = (await complaint.letterRows()).flatMap(({ kind, duty, sent_at }) =>
    sent_at ? [{ kind, duty, at: sent_at.getTime() }] : [],
  );
  for (const part of ['classic', 'gdpr'] as const) {
    const acknowledged = sent.find(({ kind }) => acknowledgements[part].includes(kind))?.at ?? 0;
    const earlier = sent.filter(({ duty, at }) => duty === answerDutyOf[part] && at < acknowledged).map(({ at }) => at);
    const isTakenUp = ({ kind, at }: (typeof sent)[number]) => kind === 'reopened' && at >= Math.max(...earlier);
    if (earlier.length > 0) expect(sent.filter(isTakenUp)).not.toEqual([]);
  }
}

async function oneLetterPerOccasion(complaint: ComplaintCase): Promise<void> {
  const sent = (await complaint.letterRows()).filter(({ state }) => state === 'sent');
  expect(new Set(sent.map(({ duty, occasion, kind }) => `${duty} ${occasion} ${kind}`)).size).toBe(sent.length);
  expect(
    complaint
      .mails()
      .map(({ messageId }) => messageId)
      .toSorted(),
  ).toEqual(sent.map(({ message_id }) => message_id).toSorted());
}

async function passedLimitsAreBreaches(complaint: ComplaintCase, duties: DutyStatus[]): Promise<void> {
  const facts = await complaint.facts();
  const now = await complaint.now();
  const recorded = (await complaint.breachRows()).map(({ duty, occasion, source }) => `${duty} ${occasion} ${source}`).toSorted();
  const wasOwed = (duty: DutyStatus) => duty.doneAt !== undefined || isOwed(facts, duty);
  const reasons = await reasonsToldAt(complaint);
  const isJustified = ({ source, extension, dueAt }: Limit) =>
    source === 'procedure' && extension === 'with-reasons' && reasons.some((at) => at < dueAt);
  const passed = duties.filter(wasOwed).flatMap((duty) => {
    const limits = duty.limits.filter((limit) => (duty.doneAt ?? now) >= limit.dueAt && !isJustified(limit));
    return limits.map(({ source }) => `${duty.duty} ${duty.occasion} ${source}`);
  });
  expect(recorded).toEqual(expect.arrayContaining(passed));
}

/** When staff's own reasons for a delay left. */
async function reasonsToldAt(complaint: ComplaintCase): Promise<number[]> {
  const announced = (await complaint.messages()).filter(({ body }) => body['decision'] === 'announce-delay').map(({ id }) => id);
  const delays = (await complaint.letterRows()).filter(({ kind, occasion }) => kind === 'delay' && announced.includes(occasion));
  return delays.flatMap(({ sent_at }) => (sent_at ? [sent_at.getTime()] : []));
}

async function openDutiesAreWatched(complaint: ComplaintCase, duties: DutyStatus[]): Promise<void> {
  const facts = await complaint.facts();
  const now = await complaint.now();
  const hasTimeLeft = (duty: DutyStatus) => duty.limits.some(({ dueAt }) => dueAt > now);
  const watched = duties.filter((duty) => isOwed(facts, duty) && hasTimeLeft(duty)).map(({ duty }) => duty);
  const timers = openTimers(await complaint.history()).map(({ summary }) => summary.split(':')[0]);
  expect(timers.toSorted()).toEqual(watched.toSorted());
}

/** After closure only an enquiry still waits for something: everything else that is owed then leaves at once. */
async function closedMeansOver(complaint: ComplaintCase, duties: DutyStatus[]): Promise<void> {
  const { closure } = await complaint.facts();
  const open = duties.filter(isOpen).map(({ duty }) => duty);
  if (closure) expect(open.filter((duty) => duty !== 'enquiry-answer')).toEqual([]);
  expect(await complaint.isRunning()).toBe(closure === undefined || open.length > 0);
}
