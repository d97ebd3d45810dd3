import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { labelOf } from './history.ts';
import { milestoneOf } from './milestones.ts';
import type { TapedCall } from './roles/messages.ts';
import { type BareActivities, type Life, packed } from './workflows/life.ts';

/** Activities by their names, whatever they take and give. */
export type Activities = Record<string, (input: unknown) => Promise<unknown>>;

/** Those of the bare workflow: nothing but as many bytes as ours. */
export function bareActivities(life: Life): Activities {
  const bytes = life.steps[0]?.localActivities[0]?.resultBytes ?? 0;
  const around = JSON.stringify({ life: packed(life), filling: '' }).length;
  const first = { life: packed(life), filling: '.'.repeat(Math.max(0, bytes - around)) };
  const bare: BareActivities = {
    begin: async () => first,
    answer: async ({ resultBytes }) => '.'.repeat(Math.max(0, resultBytes - 2)),
  };
  return bare as unknown as Activities;
}

/**
 * Those of our workflow that do nothing: each gives what the product's own gave to one complaint, under the reference of the one that
 * asks.
 */
export function tapedActivities(tape: readonly TapedCall[]): Activities {
  const first = tape.find(({ activity }) => activity === 'takeUp');
  const taped = (first?.input as { reference?: string } | undefined)?.reference ?? '';
  const results = new Map(tape.map(({ key, result }) => [key, JSON.stringify(result)]));
  const names = new Set(tape.map(({ activity }) => activity));
  const activity = (name: string): Activities[string] => {
    return async (input) => {
      const result = results.get(keyOf(name, input));
      if (result === undefined) throw ApplicationFailure.nonRetryable(`The tape has no ${keyOf(name, input)}.`);
      return JSON.parse(result.replaceAll(taped, (input as { reference: string }).reference)) as unknown;
    };
  };
  return Object.fromEntries([...names].map((name) => [name, activity(name)]));
}

/** Who is told of what the activities do. */
export interface Observer {
  /** A complaint has come to where it waits for staff. */
  milestone: (workflow: string, milestone: number) => void;
  /** An activity has ended well. */
  call?: ((call: TapedCall) => void) | undefined;
}

/** The same activities, with somebody who is told. */
export function observed(activities: Activities, { milestone: tellMilestone, call: tellCall }: Observer): Activities {
  const watched = Object.entries(activities).map(([name, run]): [string, Activities[string]] => [
    name,
    async (input) => {
      const result = await run(input);
      tellCall?.({ key: keyOf(name, input), activity: name, input, result });
      const milestone = milestoneOf(nameInOurs(name, input));
      if (milestone !== undefined) tellMilestone(Context.current().info.workflowExecution?.workflowId ?? '', milestone);
      return result;
    },
  ]);
  return Object.fromEntries(watched);
}

/** Of which activity of ours it is, or stands for. */
function nameInOurs(name: string, input: unknown): string {
  if (name === 'begin') return 'takeUp';
  return name === 'answer' ? (input as { label: string }).label : labelOf(name, input);
}

/** What tells the calls of one complaint apart. */
function keyOf(activity: string, input: unknown): string {
  const decision = (input as { message?: { body?: { decision?: string } } } | undefined)?.message?.body?.decision;
  return [labelOf(activity, input), ...(decision === undefined ? [] : [decision])].join(' ');
}
