import { addToJournal } from './journal.ts';
import type { Queries } from './register.ts';

/**
 * Records that somebody has declared a conflict of interest: from then on the complaint is not shown to them. In the transaction in which
 * they are barred from treating it, where they are among the firm's staff.
 *
 * @returns false where they had declared it before
 */
export async function recordConflict(
  queries: Queries,
  { reference, account, actor, now }: { reference: string; account: string; actor: string; now: number },
): Promise<boolean> {
  const recorded = await queries
    .insertInto('conflict_of_interest')
    .values({ reference, account, declared_at: new Date(now) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('reference')
    .executeTakeFirst();
  if (!recorded) return false;
  await addToJournal(queries, { reference, at: now, actor, event: 'conflict-declared', detail: {} });
  return true;
}
