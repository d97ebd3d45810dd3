import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { comparedAlone, comparedCounts, countsOf, differences, labelOf, lifeOf, signalsOf } from '../../bench/history.ts';

const name = 'acknowledged-forwarded-with-its-notice-resolved-closed';
const file = new URL(`../histories/2026-11-2/${name}.json`, import.meta.url);
const history = historyFromJSON(JSON.parse(readFileSync(file, 'utf8')));

describe('of a recorded history', () => {
  test('everything that is compared is counted, and the events and workflow tasks besides', () => {
    expect(countsOf(history)).toEqual({
      activities: 4,
      localActivities: 4,
      timersStarted: 6,
      timersCancelled: 5,
      timersFired: 1,
      upserts: 7,
      signals: 3,
      events: 66,
      workflowTasks: 8,
    });
  });

  test('the life has as much of everything, in as many workflow tasks', () => {
    const { steps } = lifeOf(history);
    const counts = countsOf(history);
    expect(steps).toHaveLength(counts.workflowTasks);
    expect(steps.flatMap((step) => step.localActivities)).toHaveLength(counts.localActivities);
    expect(steps.flatMap((step) => step.activities)).toHaveLength(counts.activities);
    expect(steps.flatMap((step) => step.timersStarted)).toHaveLength(counts.timersStarted);
    expect(steps.flatMap((step) => step.timersCancelled)).toHaveLength(counts.timersCancelled);
    expect(steps.flatMap((step) => step.upserts)).toHaveLength(counts.upserts);
    expect(steps.at(-1)?.after).toEqual({ signals: 3, activities: 4, timersFired: 1 });
  });

  test('the life keeps the names of activities and the sizes of what went in and came out', () => {
    const { steps } = lifeOf(history);
    const local = steps.flatMap((step) => step.localActivities);
    expect(local.map(({ label }) => label)).toEqual(['takeUp', 'applyMessage', 'applyMessage', 'closeComplaint']);
    const letters = steps.flatMap((step) => step.activities);
    expect(letters.map(({ label }) => label)).toEqual([
      'sendLetter forwarding',
      'sendLetter forwarding-notice',
      'sendLetter acknowledgement',
      'sendLetter upheld',
    ]);
    for (const { inputBytes, resultBytes } of letters) {
      expect(inputBytes).toBeGreaterThan(100);
      expect(resultBytes).toBeGreaterThan(400);
    }
    for (const { resultBytes } of local) expect(resultBytes).toBeGreaterThan(400);
  });

  test('a timer that fires is started one workflow task before the one that it leads to, and no other is moved', () => {
    const { steps } = lifeOf(history);
    const awaiting = steps.findIndex(({ after }) => after.timersFired === 1);
    expect(steps[awaiting - 1]?.timersStarted).toContainEqual({ timer: 1, fires: true });
    expect(steps.flatMap((step) => step.timersStarted).filter(({ fires }) => fires)).toHaveLength(1);
    expect(steps[0]?.timersStarted).toEqual([{ timer: 2, fires: false }]);
  });

  test('the signals are those that the relay sent, in order', () => {
    expect(signalsOf(history)).toEqual([
      { name: 'receive', body: { messageId: expect.any(String), what: 'registered' } },
      { name: 'decide', body: expect.objectContaining({ decision: 'set-responsibility', responsibility: 'insurer' }) },
      { name: 'decide', body: expect.objectContaining({ decision: 'resolve', outcome: 'upheld' }) },
    ]);
  });
});

test('what differs between two workflows is named; events may differ, and workflow tasks where others run besides', () => {
  const one = countsOf(history);
  expect(differences(one, { ...one, events: 1, workflowTasks: 1 })).toEqual([]);
  expect(differences(one, { ...one, events: 1, workflowTasks: 9 }, comparedAlone)).toEqual(['workflowTasks: 8 and 9']);
  for (const count of comparedCounts)
    expect(differences(one, { ...one, [count]: 99 })).toEqual([`${count}: ${one[count]} and 99`]);
});

test('an empty history holds nothing', () => {
  expect(Object.values(countsOf({ events: [] }))).toEqual(Object.values(countsOf({})).map(() => 0));
  expect(lifeOf({})).toEqual({ steps: [] });
});

test.each([
  ['sendLetter', { kind: 'upheld' }, 'sendLetter upheld'],
  ['takeUp', { reference: 'OPT-2026-000001' }, 'takeUp'],
  ['takeUp', undefined, 'takeUp'],
])('a call of %s with %j is named %s', (activity, input, label) => {
  expect(labelOf(activity, input)).toBe(label);
});
