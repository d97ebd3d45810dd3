import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import proto, { type temporal } from '@temporalio/proto';
import { readComplaint } from '../register/complaints.ts';
import type { Register } from '../register/register.ts';
import type { Deliver } from '../register/relay.ts';
import { taskQueue, workflowIdOf } from '../workflows/messages.ts';
import { searchAttributes, searchAttributesOf } from '../workflows/search-attributes.ts';

const callLimitMilliseconds = 10_000;

/** A connection to the Temporal server, each call of which has a limit. */
export interface TemporalClient {
  client: Client;
  close(): Promise<void>;
}

/**
 * Connects when it is first used, so that what needs Temporal can begin while the server is away.
 *
 * @param address host:port of the server's frontend
 */
export function temporalClient({ address, namespace }: { address: string; namespace: string }): TemporalClient {
  const connection = Connection.lazy({ address, connectTimeout: callLimitMilliseconds });
  return { client: new Client({ connection, namespace }), close: () => connection.close() };
}

/** Waits, however long it takes, until the server answers; ends early, by throwing, when the program stops. */
export async function untilTemporalAnswers(
  { client }: TemporalClient,
  { signal, waiting }: { signal: AbortSignal; waiting: () => void },
): Promise<void> {
  const answers = () =>
    missingSearchAttributes(client).then(
      () => true,
      () => false,
    );
  while (!(await answers())) {
    waiting();
    await pause(2_000, undefined, { signal });
  }
}

/** Registers the complaint's search attributes where they are not known yet, and waits until the server knows them. */
export async function registerSearchAttributes({ client }: TemporalClient, limitMilliseconds = 30_000): Promise<void> {
  const { operatorService } = client.connection;
  const { namespace } = client.options;
  const until = Date.now() + limitMilliseconds;
  for (let missing = await missingSearchAttributes(client); missing.length > 0; missing = await missingSearchAttributes(client)) {
    if (Date.now() > until)
      throw new Error(`Temporal does not know the search attributes ${missing.map((key) => key.name).join(', ')}.`);
    const types = Object.fromEntries(missing.map((key) => [key.name, indexedTypes[key.type]] as const));
    // Two processes may register at once: the second is told that they exist, and looks again.
    await operatorService.addSearchAttributes({ namespace, searchAttributes: types }).catch(() => undefined);
    await pause(300);
  }
}

const { IndexedValueType } = proto.temporal.api.enums.v1;
const indexedTypes: Record<'KEYWORD' | 'DATETIME', temporal.api.enums.v1.IndexedValueType> = {
  KEYWORD: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  DATETIME: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
};

async function missingSearchAttributes(client: Client) {
  const known = await client.withDeadline(Date.now() + callLimitMilliseconds, () =>
    client.connection.operatorService.listSearchAttributes({ namespace: client.options.namespace }),
  );
  return Object.values(searchAttributes).filter((key) => known.customAttributes[key.name] === undefined);
}

/**
 * Hands messages to complaints' workflows: one call that signals the run there is or, where there is none, begins one.
 */
export function deliverTo({ client }: TemporalClient, register: Register): Deliver {
  return async ({ reference, id, signal, body }) => {
    const complaint = await readComplaint(register.database, reference);
    if (!complaint) throw new Error(`There is no complaint ${reference}.`);
    const { facts, duties } = complaint;
    await client.withDeadline(Date.now() + callLimitMilliseconds, () =>
      client.workflow.signalWithStart('complaintWorkflow', {
        workflowId: workflowIdOf(reference),
        taskQueue,
        args: [{ reference }],
        signal,
        signalArgs: [{ messageId: id, ...body }],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        typedSearchAttributes: new TypedSearchAttributes(searchAttributesOf(facts, duties)),
        staticSummary: `${facts.procedure}, ${facts.kind} complaint received on ${facts.receivedOn}`,
      }),
    );
  };
}

/** What Temporal says of itself: it answers, it knows the search attributes, a worker polls. */
export async function temporalReadiness({
  client,
}: TemporalClient): Promise<{ temporal: boolean; searchAttributes: boolean; worker: boolean }> {
  const soon = <Result>(call: () => Promise<Result>) => client.withDeadline(Date.now() + 3_000, call);
  try {
    const missing = await soon(() => missingSearchAttributes(client));
    const queue = await soon(() =>
      client.workflowService.describeTaskQueue({
        namespace: client.options.namespace,
        taskQueue: { name: taskQueue },
        taskQueueType: 1,
      }),
    );
    return { temporal: true, searchAttributes: missing.length === 0, worker: (queue.pollers?.length ?? 0) > 0 };
  } catch {
    return { temporal: false, searchAttributes: false, worker: false };
  }
}
