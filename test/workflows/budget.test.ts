import { afterAll, beforeAll, expect } from '@jest/globals';
import { eventNames } from '../../simulation/history.ts';
import { type Lifecycle, openLifecycle } from '../helpers/lifecycle.ts';
import { ordinaryLives } from '../helpers/ordinary-lives.ts';
import { outsideProgram, testWith } from '../helpers/programs.ts';
import { waysOnLives } from '../helpers/ways-on-lives.ts';

const test = testWith('Temporal test server');

let lifecycle: Lifecycle | undefined;
beforeAll(async () => {
  const program = outsideProgram('Temporal test server');
  if (program !== undefined) lifecycle = await openLifecycle('skipping', { program });
}, 60_000);
afterAll(() => lifecycle?.close());

/** Each event and each workflow task costs the server and the worker; a workflow task costs more. */
const budget = { events: 80, workflowTasks: 12 };

const ordinary = [
  {
    life: 'acknowledged, forwarded with its notice, resolved, closed',
    lives: ordinaryLives,
    letters: ['acknowledgement', 'forwarding', 'forwarding-notice', 'upheld'],
  },
  {
    life: 'acknowledged, told in the meantime, resolved, closed',
    lives: waysOnLives,
    letters: ['ten-day-notice', 'interim-reply', 'upheld'],
  },
];

for (const { life, lives, letters } of ordinary) {
  test(`an ordinary complaint, ${life}, stays within its budget`, async () => {
    const live = lives[life];
    if (lifecycle === undefined || live === undefined) throw new Error('no server');
    const complaint = await live(lifecycle);
    expect((await complaint.letterRows()).map(({ kind, state }) => `${kind} ${state}`).toSorted()).toEqual(
      letters.map((kind) => `${kind} sent`).toSorted(),
    );
    const names = eventNames(await complaint.history());
    expect(names.at(-1)).toBe('workflowExecutionCompleted');
    expect(names.length).toBeLessThanOrEqual(budget.events);
    expect(names.filter((name) => name === 'workflowTaskCompleted').length).toBeLessThanOrEqual(budget.workflowTasks);
  });
}

test('the plan that a run takes up from the register is at most 4 kB of its history', async () => {
  if (lifecycle === undefined) throw new Error('no server');
  const complaint = await lifecycle.complain({ received: '2026-05-13 18:30', sentOn: '2026-05-12' });
  const { events } = await complaint.history();
  const marker = events?.find((event) => event.markerRecordedEventAttributes)?.markerRecordedEventAttributes;
  const carried = Object.values(marker?.details ?? {}).flatMap(({ payloads }) => payloads ?? []);
  const size = carried.reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
  expect(size).toBeGreaterThan(500);
  expect(size).toBeLessThanOrEqual(4_096);
});
