import { expect, test } from '@jest/globals';
import { countsOf } from '../../bench/history.ts';
import { CountsDiffer, leadAlike } from '../../bench/recording.ts';

const ours = { events: [{ workflowTaskCompletedEventAttributes: {} }, { workflowTaskCompletedEventAttributes: {} }] };
const shared = { events: [{ workflowTaskCompletedEventAttributes: {} }] };

test('a form that shared a workflow task by chance is led again', async () => {
  const histories = [shared, shared, ours];
  const counts = await leadAlike('bare', countsOf(ours), async () => histories.shift() ?? {});
  expect(counts).toEqual(countsOf(ours));
  expect(histories).toEqual([]);
});

test('a form that never does as much in as many workflow tasks ends the run, with what differs', async () => {
  let led = 0;
  const found = leadAlike('empty', countsOf(ours), async () => {
    led += 1;
    return shared;
  });
  await expect(found).rejects.toThrow(CountsDiffer);
  await expect(found).rejects.toThrow('workflowTasks: 2 and 1');
  expect(led).toBe(3);
});
