import { sql } from 'kysely';
import type { Queries } from '../register.ts';

/**
 * Ends an account's sessions at once. Their rows stay for a while, so that a request that was under way cannot bring one back.
 *
 * @param except the digest of the one that goes on
 */
export async function endSessionsOf(queries: Queries, account: string, except?: Buffer): Promise<void> {
  await queries
    .updateTable('desk_session')
    .set({ expires_at: sql<Date>`now()`, content: '{}', account: null })
    .where('account', '=', account)
    .$if(except !== undefined, (query) => query.where('id', '<>', except ?? Buffer.alloc(0)))
    .execute();
}
