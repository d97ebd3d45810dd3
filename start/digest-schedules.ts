import { isDeepStrictEqual } from 'node:util';
import {
  ScheduleAlreadyRunning,
  type ScheduleDescription,
  ScheduleNotFoundError,
  type ScheduleOptions,
  type ScheduleOptionsStartWorkflowAction,
  ScheduleOverlapPolicy,
} from '@temporalio/client';
import { digestTime } from '../activities/digest-contents.ts';
import type { Procedure } from '../procedures/schema.ts';
import type { DigestInput, dailyDigestWorkflow } from '../workflows/daily-digest.ts';
import { taskQueue } from '../workflows/messages.ts';
import type { TemporalClient } from './temporal-client.ts';

type DigestWorkflow = typeof dailyDigestWorkflow;
type DigestSchedule = ScheduleOptions<ScheduleOptionsStartWorkflowAction<DigestWorkflow>>;

const workflowType = 'dailyDigestWorkflow' satisfies DigestWorkflow['name'];
const prefix = 'digest-';
const mondayToFriday = { start: 'MONDAY', end: 'FRIDAY', step: 1 } as const;

/** A digest that Temporal missed is made up for within a day: the next morning's says everything that it would have said. */
const catchUpMilliseconds = 24 * 60 * 60 * 1000;

/** The Schedule of a firm's daily digest. */
export function digestScheduleId(procedure: string): string {
  return `${prefix}${procedure}`;
}

/**
 * Sees to it that each procedure in force has its Schedule, in its firm's zone, and no other procedure has one; may be run at every
 * start. A Schedule that is as it should be is left alone: Temporal would drop what it has to catch up on with a change.
 */
export async function keepDigestSchedules({ client }: TemporalClient, procedures: readonly Procedure[]): Promise<void> {
  for (const procedure of procedures) await keepSchedule(client, scheduleOf(procedure));
  const wanted = procedures.map(({ id }) => digestScheduleId(id));
  for await (const { scheduleId, action } of client.schedule.list()) {
    const isOurs = scheduleId.startsWith(prefix) && action?.workflowType === workflowType;
    if (isOurs && !wanted.includes(scheduleId)) await remove(client, scheduleId);
  }
}

function scheduleOf(procedure: Procedure): DigestSchedule {
  const { id, firm } = procedure;
  const [hour, minute] = digestTime(procedure).split(':').map(Number) as [number, number];
  const input: DigestInput = { procedure: id };
  return {
    scheduleId: digestScheduleId(id),
    spec: { calendars: [{ hour, minute, dayOfWeek: [mondayToFriday] }], timezone: firm.timeZone },
    action: {
      type: 'startWorkflow',
      workflowType,
      workflowId: digestScheduleId(id),
      taskQueue,
      args: [input],
      staticSummary: `${id}: daily digest`,
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: catchUpMilliseconds },
  };
}

async function keepSchedule(client: TemporalClient['client'], wanted: DigestSchedule): Promise<void> {
  try {
    await client.schedule.create(wanted);
  } catch (fault) {
    if (!(fault instanceof ScheduleAlreadyRunning)) throw fault;
    const handle = client.schedule.getHandle(wanted.scheduleId);
    if (isAsWanted(await handle.describe(), wanted)) return;
    // Whoever has paused it keeps it paused.
    await handle.update<DigestWorkflow>(({ state }) => ({ ...wanted, state }));
  }
}

function isAsWanted({ spec, action, policies }: ScheduleDescription, wanted: DigestSchedule): boolean {
  const described = {
    timezone: spec.timezone,
    calendars: spec.calendars?.map(({ hour, minute, dayOfWeek }) => ({ hour: only(hour), minute: only(minute), dayOfWeek })),
    workflowType: action.workflowType,
    taskQueue: action.taskQueue,
    overlap: policies.overlap,
    catchupWindow: policies.catchupWindow,
  };
  return isDeepStrictEqual(described, {
    timezone: wanted.spec.timezone,
    calendars: wanted.spec.calendars,
    workflowType: wanted.action.workflowType,
    taskQueue: wanted.action.taskQueue,
    overlap: wanted.policies?.overlap,
    catchupWindow: catchUpMilliseconds,
  });
}

/** The one value of a range that has no other. */
function only(ranges: { start: number; end: number }[]): number | undefined {
  const [range, ...others] = ranges;
  return range !== undefined && others.length === 0 && range.end <= range.start ? range.start : undefined;
}

/** Another process may have removed it a moment before. */
async function remove(client: TemporalClient['client'], scheduleId: string): Promise<void> {
  try {
    await client.schedule.getHandle(scheduleId).delete();
  } catch (fault) {
    if (!(fault instanceof ScheduleNotFoundError)) throw fault;
  }
}
