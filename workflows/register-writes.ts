import { isCancellation, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { RegisterActivities } from '../activities/register-activities.ts';

/** Quick writes stay out of the task queue: a local activity costs one event. Each write is safe to run twice: it is idempotent. */
const quick = proxyLocalActivities<RegisterActivities>({ startToCloseTimeout: '2 seconds', retry: { maximumAttempts: 2 } });

/** While the register is away the same write waits as an ordinary activity, which the Temporal UI shows as pending. */
const patient = proxyActivities<RegisterActivities>({
  startToCloseTimeout: '15 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

/** Writes to the register, or reads from it, however long it takes. */
export async function register<Name extends keyof RegisterActivities>(
  name: Name,
  input: Parameters<RegisterActivities[Name]>[0],
): Promise<Awaited<ReturnType<RegisterActivities[Name]>>> {
  type Call = (input: unknown) => Promise<Awaited<ReturnType<RegisterActivities[Name]>>>;
  try {
    return await (quick[name] as Call)(input);
  } catch (fault) {
    if (isCancellation(fault)) throw fault;
    return (patient[name] as Call)(input);
  }
}
