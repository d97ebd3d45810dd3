import { setTimeout as pause } from 'node:timers/promises';
import type { TemporalClient } from '../../start/temporal-client.ts';
import type { FormWorker } from '../crew.ts';
import type { Form } from '../forms.ts';
import { countsOf } from '../history.ts';
import { leadLife, manyTimes } from '../lifecycles.ts';
import type { Milestones } from '../milestones.ts';
import { finishedHistory } from '../recording.ts';
import type { RoundFigures } from '../results.ts';
import { cpuBetween, cpuTimes, type Roots, threadTimes } from './cpu.ts';

/** What the processes still do after the last lifecycle (visibility, replication of caches, the last answers) counts with it. */
const settlingMilliseconds = 1_000;

/** How many histories are read after a round, outside of what is measured. */
const sampled = 8;

/** What a round is run on. */
export interface RoundSurroundings {
  temporal: TemporalClient;
  milestones: Milestones;
  /** Every process that may take part, by what it does. */
  roots: Roots;
  /** This form's. */
  worker: Pick<FormWorker, 'pid' | 'workflowThreads'>;
  lifecycles: number;
  inFlight: number;
  pauseMilliseconds: number;
}

/** Leads so many lifecycles of a form, so many at once, and measures what all processes together spent on them. */
export async function runRound(form: Form, surroundings: RoundSurroundings): Promise<RoundFigures> {
  const { temporal, milestones, roots, worker, lifecycles, inFlight, pauseMilliseconds } = surroundings;
  const threadsBefore = threadTimes(worker.pid);
  const before = cpuTimes(roots);
  const begin = performance.now();
  const workflows = await manyTimes(lifecycles, inFlight, () => leadLife(form, milestones, pauseMilliseconds));
  const seconds = (performance.now() - begin) / 1000;
  await pause(settlingMilliseconds);
  const cpu = cpuBetween(before, cpuTimes(roots));
  const threads = byKind(worker, threadsBefore, threadTimes(worker.pid));
  const counts = await Promise.all(
    sampleOf(workflows).map(async (workflow) => countsOf(await finishedHistory(temporal, workflow))),
  );
  const each = (times: Record<string, number>) =>
    Object.fromEntries(Object.entries(times).map(([name, time]) => [name, time / lifecycles]));
  const mean = (name: 'events' | 'workflowTasks') => counts.reduce((sum, count) => sum + count[name], 0) / counts.length;
  return {
    lifecyclesPerSecond: lifecycles / seconds,
    cpu: each(cpu),
    workerThreads: each(threads),
    events: mean('events'),
    workflowTasks: mean('workflowTasks'),
  };
}

/** Evenly from the beginning to the end. */
function sampleOf(workflows: string[]): string[] {
  const step = Math.max(1, Math.floor(workflows.length / sampled));
  return workflows.filter((_, place) => place % step === 0).slice(0, sampled);
}

type Threads = ReturnType<typeof threadTimes>;

/** Activities run on JavaScript's main thread, workflows on one of their own; Temporal's core is Rust and names its threads. */
function byKind({ pid, workflowThreads }: RoundSurroundings['worker'], before: Threads, after: Threads): Record<string, number> {
  const kindOf = (id: string, name: string) => {
    if (Number(id) === pid) return 'main thread: activities, messages';
    if (workflowThreads.includes(id)) return 'workflow thread';
    return name === 'node' ? 'garbage collection, input and output' : 'Temporal’s core';
  };
  const sums: Record<string, number> = {};
  for (const [id, { name, milliseconds }] of Object.entries(after)) {
    const kind = kindOf(id, name);
    sums[kind] = (sums[kind] ?? 0) + milliseconds - (before[id]?.milliseconds ?? 0);
  }
  return sums;
}
