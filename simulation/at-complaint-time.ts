import type { Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { LetterKind } from '../workflows/domain/letters.ts';
import type { SimulatedClock } from './simulated-clock.ts';

/** What an activity is asked for, as far as a simulation looks at it. */
export type ActivityInput = { reference: string; kind?: LetterKind };
export type Activity = (input: ActivityInput) => Promise<unknown>;

/** The activities of complaints, each run at its complaint's time. */
export function atComplaintTime(activities: object, clock: SimulatedClock): Record<string, Activity> {
  const timed = Object.entries(activities).map(([name, run]): [string, Activity] => [
    name,
    (input) => clock.during(input.reference, () => (run as Activity)(input)).catch((fault) => giveUpOnIncomplete(input, fault)),
  ]);
  return Object.fromEntries(timed);
}

/** A letter that lacks something is tried again every minute until staff have mended it: here nobody will, for months. */
function giveUpOnIncomplete({ kind }: ActivityInput, fault: unknown): never {
  if (fault instanceof ApplicationFailure && fault.type?.startsWith('letter-incomplete'))
    throw ApplicationFailure.nonRetryable(`${kind}: ${fault.message}`, fault.type);
  throw fault;
}

/** The relay starts runs at today's date; with this client each is told how far the server is ahead of its complaint. */
export function atOffset(client: Client, clock: SimulatedClock): Client {
  const shifted = new Proxy(client.workflow, {
    get(target, name) {
      if (name !== 'signalWithStart') return Reflect.get(target, name) as unknown;
      return (type: string, options: { workflowId: string; args: [object] }) =>
        target.signalWithStart(type, {
          ...(options as unknown as Parameters<typeof target.signalWithStart>[1]),
          args: [{ ...options.args[0], clockOffset: clock.offsetOf(options.workflowId) }],
        });
    },
  });
  return new Proxy(client, {
    get(target, name) {
      const value = name === 'workflow' ? shifted : (Reflect.get(target, name) as unknown);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
