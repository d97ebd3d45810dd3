import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Notice, Received } from '../workflows/domain/messages.ts';
import type { Instant } from '../workflows/domain/time.ts';
import type { Queries } from './register.ts';

/**
 * Puts into the outbox what the register itself tells a complaint's workflow, and wakes the relay.
 *
 * @param notice.needsNothing true where the workflow learns all from being there at all
 */
export async function tellWorkflow(
  queries: Queries,
  {
    reference,
    body,
    actor,
    at,
    needsNothing,
  }: { reference: string; body: Notice | Received; actor: string; at: Instant; needsNothing: boolean },
): Promise<void> {
  await queries
    .insertInto('message')
    .values({
      id: randomUUID(),
      reference,
      signal: 'receive',
      body: JSON.stringify(body),
      texts: null,
      given_texts: [],
      actor,
      accepted_at: new Date(at),
      delivered_at: null,
      state: needsNothing ? 'applied' : 'accepted',
      refusal: null,
      settled_at: needsNothing ? new Date(at) : null,
    })
    .execute();
  await wakeRelay(queries, reference);
}

/** Wakes the relay when the transaction commits. */
export async function wakeRelay(queries: Queries, reference: string): Promise<void> {
  await sql`select pg_notify('outbox', ${reference})`.execute(queries);
}
