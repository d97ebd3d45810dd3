import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { Worker } from '@temporalio/worker';
import { bareActivities, observed } from '../../bench/activities.ts';
import { makeBareBundle } from '../../bench/crew.ts';
import { signalledForm } from '../../bench/forms.ts';
import { countsOf, differences, lifeOf, signalsOf } from '../../bench/history.ts';
import { leadLife } from '../../bench/lifecycles.ts';
import { Milestones } from '../../bench/milestones.ts';
import { finishedHistory } from '../../bench/recording.ts';
import { queueOf } from '../../bench/roles/messages.ts';
import { taskQueue } from '../../workflows/messages.ts';
import { type Lifecycle, openLifecycle } from '../helpers/lifecycle.ts';
import { outsideProgram, testWith } from '../helpers/programs.ts';

const test = testWith('Temporal test server');

let lifecycle: Lifecycle | undefined;
const folder = mkdtempSync(join(tmpdir(), 'doleance-bare-'));
beforeAll(async () => {
  const program = outsideProgram('Temporal test server');
  if (program !== undefined) lifecycle = await openLifecycle('skipping', { program });
}, 60_000);
afterAll(async () => {
  await lifecycle?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the bare workflow has as much of everything as the complaint that it is made from', async () => {
  if (lifecycle === undefined) throw new Error('no server');
  const { env, temporal } = lifecycle;
  const complaint = await lifecycle.complain({ received: '2026-05-13 18:30' });
  const standing = { facts: await complaint.facts(), duties: await complaint.duties() };
  await complaint.decide({ decision: 'acknowledge-now' });
  await complaint.decide({ decision: 'set-responsibility', responsibility: 'insurer' });
  await complaint.decide({ decision: 'resolve', outcome: 'upheld' });
  const ours = await complaint.history();

  const milestones = new Milestones();
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue: queueOf('bare', taskQueue),
    workflowBundle: { codePath: await makeBareBundle(folder) },
    activities: observed(bareActivities(lifeOf(ours)), { milestone: (workflow, place) => milestones.note(workflow, place) }),
    maxCachedWorkflows: 10,
  });
  const bare = await worker.runUntil(async () => {
    const form = signalledForm('bare', temporal, { signals: signalsOf(ours), standing });
    return finishedHistory(temporal, await leadLife(form, milestones, 300));
  });
  expect(countsOf(ours)).toMatchObject({ activities: 4, localActivities: 5, signals: 4 });
  expect(differences(countsOf(ours), countsOf(bare))).toEqual([]);
  expect(bytesOf(bare)).toEqual(bytesOf(ours));
}, 60_000);

/** Of all activities, what went in and what came out. */
function bytesOf(history: Parameters<typeof lifeOf>[0]) {
  const { steps } = lifeOf(history);
  return {
    local: steps.flatMap((step) => step.localActivities).map(({ resultBytes }) => resultBytes),
    activities: steps.flatMap((step) => step.activities).map(({ inputBytes, resultBytes }) => ({ inputBytes, resultBytes })),
  };
}
