import { setTimeout as pause } from 'node:timers/promises';
import { type Connection, isGrpcServiceError } from '@temporalio/client';
import { msToNumber, msToTs } from '@temporalio/common/lib/time.js';

/** Closed complaints stay in the Temporal UI at least as long (design.md); what a server does by itself is one to three days. */
const retention = '90 days';

/** What a client's connection offers, whatever kind it is of. */
type Services = Pick<Connection, 'workflowService' | 'operatorService'>;

/** Numbers of gRPC. */
const notFound = 5;
const alreadyExists = 6;

/** How long a server may take until each of its parts knows a new namespace, in milliseconds; ten seconds are usual. */
const newsLimit = 60_000;

/**
 * Makes the namespace where there is none, waits until it can be used, and sees to it that closed workflows are kept for 90 days;
 * may be run at every start, by several processes at once.
 * @throws where the server does not answer
 */
export async function keepNamespace(connection: Services, namespace: string): Promise<void> {
  try {
    await keepLongEnough(connection, namespace);
  } catch (fault) {
    if (!hasCode(fault, notFound)) throw fault;
    await register(connection, namespace);
  }
  await untilKnown(connection, namespace);
}

/**
 * Has a namespace that is there keep closed workflows for 90 days. Never shortens what somebody has set longer.
 * @throws where the server does not answer, or does not know the namespace
 */
export async function keepLongEnough({ workflowService }: Services, namespace: string): Promise<void> {
  const { config } = await workflowService.describeNamespace({ namespace });
  const seconds = config?.workflowExecutionRetentionTtl?.seconds?.toNumber() ?? 0;
  if (seconds * 1000 >= msToNumber(retention)) return;
  await workflowService.updateNamespace({ namespace, config: { workflowExecutionRetentionTtl: msToTs(retention) } });
}

/** Another process may have made it a moment before. */
async function register({ workflowService }: Services, namespace: string): Promise<void> {
  try {
    await workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs(retention) });
  } catch (fault) {
    if (!hasCode(fault, alreadyExists)) throw fault;
  }
}

async function untilKnown({ operatorService }: Services, namespace: string): Promise<void> {
  const limit = performance.now() + newsLimit;
  for (;;) {
    try {
      await operatorService.listSearchAttributes({ namespace });
      return;
    } catch (fault) {
      if (!hasCode(fault, notFound) || performance.now() > limit) throw fault;
    }
    await pause(200);
  }
}

function hasCode(fault: unknown, code: number): boolean {
  return isGrpcServiceError(fault) && Number(fault.code) === code;
}
