import { missingMigrations } from '../register/migrate.ts';
import type { Register } from '../register/register.ts';

/** Whether the register answers and its tables are up to date. */
export async function databaseIsReady(register: Register): Promise<boolean> {
  try {
    return (await missingMigrations(register)).length === 0;
  } catch {
    return false;
  }
}

/** How long the oldest message has waited to reach its workflow, in seconds; 0 where none waits. */
export async function oldestWaitingSeconds({ database, clock }: Register): Promise<number> {
  const { oldest } = await database
    .selectFrom('message')
    .select(({ fn }) => fn.min('accepted_at').as('oldest'))
    .where('delivered_at', 'is', null)
    .executeTakeFirstOrThrow();
  return oldest === null ? 0 : Math.max(0, Math.round((clock() - oldest.getTime()) / 1000));
}
