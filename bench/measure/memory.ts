import { setTimeout as pause } from 'node:timers/promises';
import type { TemporalClient } from '../../start/temporal-client.ts';
import { cachedWorkflows } from '../crew.ts';
import type { Form } from '../forms.ts';
import { manyTimes, openLife } from '../lifecycles.ts';
import type { Milestones } from '../milestones.ts';
import type { Role } from '../roles/role.ts';
import { slope } from '../statistics.ts';
import { residentBytes } from './cpu.ts';

/** How many readings the slope is taken from. */
const readings = 8;
const atOnce = 20;

/**
 * Opens complaints on a worker that has just begun, and leaves them open: how much its memory in RAM grows with each workflow that it
 * has cached. The first reading is taken after an eighth of them, when the code is warm. Garbage that was not collected yet is in it,
 * so this is an upper bound. The workflows are terminated afterwards.
 */
export async function bytesPerOpenComplaint(
  form: Form,
  worker: Role,
  { temporal, milestones, complaints }: { temporal: TemporalClient; milestones: Milestones; complaints: number },
): Promise<number> {
  const opened: string[] = [];
  const points: [number, number][] = [];
  for (let reading = 0; reading < readings; reading += 1) {
    opened.push(...(await manyTimes(Math.ceil(complaints / readings), atOnce, () => openLife(form, milestones))));
    await pause(500);
    points.push([await cachedWorkflows(worker), residentBytes(worker.pid)]);
  }
  await manyTimes(opened.length, atOnce, async () => {
    await temporal.client.workflow.getHandle(opened.pop() ?? '').terminate('The bench has weighed it.');
  });
  return slope(points);
}
