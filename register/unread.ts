import { type SqlBool, sql } from 'kysely';
import type { ComplaintFacts } from '../workflows/domain/complaint.ts';
import type { Message } from '../workflows/domain/messages.ts';
import type { Instant } from '../workflows/domain/time.ts';
import { holdComplaint } from './complaints.ts';
import { addToJournal } from './journal.ts';
import type { Queries } from './register.ts';

/** Who brings something in that nobody of the staff has seen. */
const comingByThemselves: readonly string[] = ['mailbox', 'complainant', 'web-form'];

/** Decisions that say nothing of what came in: who is in charge, and what leaves in any case. */
const sayingNothing: readonly string[] = ['assign', 'acknowledge-now', 'move-to-version', 'declare-conflict'];

/** Notes what a message that has just been accepted means for reading: what comes by itself waits to be read, who decides has read. */
export async function noteReading(
  queries: Queries,
  { id, reference, message, actor }: { id: string; reference: string; message: Message; actor: string },
  now: Instant,
): Promise<void> {
  if (comingByThemselves.includes(actor)) {
    await queries
      .insertInto('unread_message')
      .values({ message: id, reference, at: new Date(now) })
      .execute();
  } else if (message.signal === 'decide' && !sayingNothing.includes(message.body.decision)) {
    await queries.deleteFrom('unread_message').where('reference', '=', reference).execute();
  }
}

/**
 * Somebody of the staff has read what came in, which the journal says.
 *
 * @param read.messages those that they saw, by id; left out, all there are
 * @returns how many of them were unread
 */
export async function markRead(
  queries: Queries,
  { reference, messages, actor }: { reference: string; messages?: readonly string[] | undefined; actor: string },
  now: Instant,
): Promise<number> {
  await holdComplaint(queries, reference);
  let unread = queries.deleteFrom('unread_message').where('reference', '=', reference);
  if (messages !== undefined) unread = unread.where('message', 'in', ['00000000-0000-0000-0000-000000000000', ...messages]);
  const rows = await unread.returning('message').execute();
  if (rows.length === 0) return 0;
  const detail = { messages: rows.map(({ message }) => message) };
  await addToJournal(queries, { reference, at: now, actor, event: 'messages-read', detail });
  return rows.length;
}

/** The messages of a complaint that nobody has read yet, by id, the oldest first. */
export async function unreadOf(queries: Queries, reference: string): Promise<string[]> {
  const rows = await queries
    .selectFrom('unread_message')
    .select('message')
    .where('reference', '=', reference)
    .orderBy('at')
    .execute();
  return rows.map(({ message }) => message);
}

/** How many messages of each of these complaints nobody has read yet; one without any is left out. */
export async function unreadCounts(queries: Queries, references: readonly string[]): Promise<Map<string, number>> {
  if (references.length === 0) return new Map();
  const rows = await queries
    .selectFrom('unread_message')
    .select(({ fn }) => ['reference', fn.countAll<number>().as('count')])
    .where('reference', 'in', [...references])
    .groupBy('reference')
    .execute();
  return new Map(rows.map(({ reference, count }) => [reference, Number(count)]));
}

/** True where something came in that nobody has read. */
export const hasUnread = sql<SqlBool>`complaint.reference in (select reference from unread_message)`;

/** A firm's complaints on which something came in that nobody has read, the longest waiting first. */
export async function unreadOfFirm(
  queries: Queries,
  procedure: string,
): Promise<{ facts: ComplaintFacts; since: Instant; count: number }[]> {
  const { rows } = await sql<{ facts: ComplaintFacts; since: Date; count: number }>`
    select complaint.facts, unread.since, unread.count
    from (select reference, min(at) as since, count(*)::integer as count from unread_message group by reference) as unread
    join complaint using (reference) where complaint.procedure = ${procedure}
    order by unread.since, complaint.reference`.execute(queries);
  return rows.map(({ since, ...one }) => ({ ...one, since: since.getTime() }));
}
