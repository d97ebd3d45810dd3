import { isCancellation, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { RegisterActivities } from '../activities/register-activities.ts';

/** Quick writes stay out of the task queue: a local activity costs one event. Each write is safe to run twice: it is idempotent. */
const quickly = (summary: string) =>
  proxyLocalActivities<RegisterActivities>({ startToCloseTimeout: '2 seconds', retry: { maximumAttempts: 2 }, summary });

/** While the register is away the same write waits as an ordinary activity, which the Temporal UI shows as pending. */
const patiently = (summary: string) =>
  proxyActivities<RegisterActivities>({
    startToCloseTimeout: '15 seconds',
    retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
    summary,
  });

/**
 * Writes to the register, or reads from it, however long it takes.
 *
 * @param summary what it is about, for the Temporal UI
 */
export async function register<Name extends keyof RegisterActivities>(
  name: Name,
  input: Parameters<RegisterActivities[Name]>[0],
  summary: string = name,
): Promise<Awaited<ReturnType<RegisterActivities[Name]>>> {
  type Call = (input: unknown) => Promise<Awaited<ReturnType<RegisterActivities[Name]>>>;
  try {
    return await (quickly(summary)[name] as Call)(input);
  } catch (fault) {
    if (isCancellation(fault)) throw fault;
    return (patiently(summary)[name] as Call)(input);
  }
}
