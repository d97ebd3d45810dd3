import { setTimeout as pause } from 'node:timers/promises';
import type { temporal } from '@temporalio/proto';
import type { TemporalClient } from '../start/temporal-client.ts';
import type { Standing } from '../workflows/domain/standing.ts';
import type { Form, Recorded } from './forms.ts';
import { type Counts, comparedAlone, countsOf, differences, lifeOf, signalsOf } from './history.ts';
import { leadLife } from './lifecycles.ts';
import type { Milestones } from './milestones.ts';
import type { FormName, TapedCall } from './roles/messages.ts';
import type { Life } from './workflows/life.ts';

type History = temporal.api.history.v1.IHistory;

/** What one complaint of ours left behind, from which the other forms are made. */
export interface Recording extends Recorded {
  life: Life;
  tape: TapedCall[];
  counts: Counts;
  /** What the activity that sends letters was asked for. */
  letters: unknown[];
}

/** The bare workflow, or ours with empty activities, does not do as much as ours: the comparison would be none. */
export class CountsDiffer extends Error {
  constructor(form: FormName, found: string[]) {
    super(`The form '${form}' does not have the counts of a complaint (the complaint's first): ${found.join('; ')}.`);
    this.name = 'CountsDiffer';
  }
}

/** Makes what the other forms need from one complaint that was led from its beginning to its end with nothing else going on. */
export function recordingOf(history: History, tape: TapedCall[]): Recording {
  const first = tape.find(({ activity }) => activity === 'takeUp');
  if (first === undefined) throw new Error('The recorded complaint was not taken up.');
  return {
    life: lifeOf(history),
    tape,
    counts: countsOf(history),
    signals: signalsOf(history),
    standing: first.result as Standing,
    letters: tape.filter(({ activity }) => activity === 'sendLetter').map(({ input }) => input),
  };
}

/** Leads one lifecycle with nothing else going on, and reads what it left. */
export async function leadOne(
  form: Form,
  temporal: TemporalClient,
  milestones: Milestones,
  pauseMilliseconds: number,
): Promise<History> {
  const workflow = await leadLife(form, milestones, pauseMilliseconds);
  return finishedHistory(temporal, workflow);
}

/** The history of a workflow that has just come to its last milestone. @throws Error where it does not end well */
export async function finishedHistory({ client }: TemporalClient, workflow: string): Promise<History> {
  const handle = client.workflow.getHandle(workflow);
  const until = performance.now() + 30_000;
  while (performance.now() < until) {
    const { status } = await handle.describe();
    if (status.name === 'COMPLETED') return handle.fetchHistory();
    if (status.name !== 'RUNNING') throw new Error(`${workflow} ended as ${status.name}.`);
    await pause(50);
  }
  throw new Error(`${workflow} did not end within 30 s of its last milestone.`);
}

/** How often a form is led, where it has more or fewer workflow tasks than ours: activities that end together share one, by chance. */
const attempts = 3;

/** Leads one lifecycle that does as much as ours in as many workflow tasks. @throws CountsDiffer where none of three does */
export async function leadAlike(form: FormName, ours: Counts, lead: () => Promise<History>): Promise<Counts> {
  let found: string[] = [];
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const theirs = countsOf(await lead());
    found = differences(ours, theirs, comparedAlone);
    if (found.length === 0) return theirs;
  }
  throw new CountsDiffer(form, found);
}
