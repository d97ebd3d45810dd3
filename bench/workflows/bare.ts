import {
  CancellationScope,
  condition,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { decideSignal, receiveSignal } from '../../workflows/messages.ts';
import { searchAttributes } from '../../workflows/search-attributes.ts';
import { type BareActivities, type Call, type LifeStep, unpacked } from './life.ts';

const { begin, answer: answerLocally } = proxyLocalActivities<BareActivities>({ startToCloseTimeout: '2 seconds' });
const { answer } = proxyActivities<BareActivities>({ startToCloseTimeout: '5 minutes', heartbeatTimeout: '10 seconds' });

/** Long enough that it is cancelled first; short enough that nobody waits for it. Milliseconds. */
const long = 30 * 86_400_000;
const short = 1;

/**
 * The measure of all: as many activities, local activities, timers, upserts and signals as a complaint has, one after the other as its
 * history shows them, and nothing besides: no summaries, no details, no patches, no decisions.
 */
export async function bareWorkflow(): Promise<void> {
  const so = { signals: 0, activities: 0, timersFired: 0 };
  setHandler(decideSignal, () => void (so.signals += 1));
  setHandler(receiveSignal, () => void (so.signals += 1));
  const timers = new Map<number, CancellationScope>();
  const startTimer = ({ timer, fires }: LifeStep['timersStarted'][number]) => {
    const scope = new CancellationScope();
    timers.set(timer, scope);
    const sleeping = scope.run(() => sleep(fires ? short : long));
    sleeping.then(() => void (so.timersFired += 1)).catch(unlessCancelled);
  };
  const life = unpacked((await begin()).life);
  for (const [place, step] of life.steps.entries()) {
    await condition(() => hasHappened(step, so));
    // The first local activity was the one that gave the life.
    for (const { label, resultBytes } of step.localActivities.slice(place === 0 ? 1 : 0))
      await answerLocally({ label, resultBytes });
    for (const timer of step.timersCancelled) timers.get(timer)?.cancel();
    step.timersStarted.forEach(startTimer);
    for (const attributes of step.upserts) upsertSearchAttributes(pairs.slice(0, attributes));
    for (const call of step.activities) void answer(inputOf(call)).then(() => void (so.activities += 1));
  }
}

/** As many bytes as went into ours. */
function inputOf({ label, inputBytes, resultBytes }: Call) {
  const input = { label, resultBytes, filling: '' };
  return { ...input, filling: '.'.repeat(Math.max(0, inputBytes - JSON.stringify(input).length)) };
}

function hasHappened({ after }: LifeStep, so: LifeStep['after']): boolean {
  return so.signals >= after.signals && so.activities >= after.activities && so.timersFired >= after.timersFired;
}

function unlessCancelled(fault: unknown): void {
  if (!isCancellation(fault)) throw fault;
}

const pairs = [
  { key: searchAttributes.procedure, value: 'opticourtage' },
  { key: searchAttributes.stage, value: 'acknowledged' },
  { key: searchAttributes.level, value: '1' },
  { key: searchAttributes.handler, value: 'unassigned' },
  { key: searchAttributes.nextDueAt, value: new Date(long) },
];
