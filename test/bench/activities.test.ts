import { expect, test } from '@jest/globals';
import { bareActivities, tapedActivities } from '../../bench/activities.ts';
import type { TapedCall } from '../../bench/roles/messages.ts';
import { type Life, packed, unpacked } from '../../bench/workflows/life.ts';

const life: Life = {
  steps: [
    {
      after: { signals: 1, activities: 0, timersFired: 0 },
      localActivities: [{ label: 'takeUp', inputBytes: 0, resultBytes: 2_000 }],
      timersCancelled: [1],
      timersStarted: [
        { timer: 1, fires: false },
        { timer: 2, fires: true },
      ],
      upserts: [5, 1],
      activities: [{ label: 'sendLetter upheld', inputBytes: 110, resultBytes: 1_400 }],
    },
  ],
};

test('the bare workflow’s activities give as many bytes as ours', async () => {
  const { begin, answer } = bareActivities(life);
  const first = await begin?.(undefined);
  expect(first).toEqual({ life: packed(life), filling: expect.any(String) });
  expect(unpacked(packed(life))).toEqual(life);
  expect(JSON.stringify(first)).toHaveLength(2_000);
  expect(JSON.stringify(await answer?.({ label: 'applyMessage', resultBytes: 800 }))).toHaveLength(800);
});

const decided = (reference: string, decision: string) => ({ reference, message: { signal: 'decide', body: { decision } } });
const tape: TapedCall[] = [
  {
    key: 'takeUp',
    activity: 'takeUp',
    input: { reference: 'OPT-2026-000001' },
    result: { facts: { reference: 'OPT-2026-000001' } },
  },
  {
    key: 'applyMessage resolve',
    activity: 'applyMessage',
    input: decided('OPT-2026-000001', 'resolve'),
    result: { state: 'applied' },
  },
];

test('a taped activity gives what ours gave, under the reference of the complaint that asks', async () => {
  const { takeUp, applyMessage } = tapedActivities(tape);
  expect(await takeUp?.({ reference: 'EMP-abcd-000042' })).toEqual({ facts: { reference: 'EMP-abcd-000042' } });
  expect(await applyMessage?.(decided('EMP-abcd-000042', 'resolve'))).toEqual({ state: 'applied' });
});

test('a call that was not taped fails for good, and names itself', async () => {
  const { applyMessage } = tapedActivities(tape);
  await expect(applyMessage?.(decided('EMP-abcd-000042', 'withdraw'))).rejects.toMatchObject({
    message: 'The tape has no applyMessage withdraw.',
    nonRetryable: true,
  });
});
