import type { Instant } from '../../workflows/domain/time.ts';
import { addToJournal } from '../journal.ts';
import type { Queries } from '../register.ts';

/** Something that became of an action: facts only, never a text. */
export interface ActionEvent {
  at: Instant;
  actor: string;
  event: 'action-opened' | 'action-changed' | 'action-done' | 'action-checked' | 'action-given-up';
  detail: Record<string, unknown>;
}

/** Adds to an action's history; the action's row is held by whoever calls. */
export async function addActionEvent(queries: Queries, action: string, { at, actor, event, detail }: ActionEvent): Promise<void> {
  const last = await queries
    .selectFrom('action_event')
    .select('number')
    .where('action', '=', action)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  await queries
    .insertInto('action_event')
    .values({ action, number: (last?.number ?? 0) + 1, at: new Date(at), actor, event, detail: JSON.stringify(detail) })
    .execute();
}

/** Says which complaints an action follows from; in the order of their references, in which everybody holds complaints. */
export async function linkComplaints(queries: Queries, action: string, references: readonly string[]): Promise<void> {
  if (references.length === 0) return;
  await queries
    .insertInto('action_complaint')
    .values(references.toSorted().map((reference) => ({ action, reference })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The journals of an action's complaints say what became of it, in the order of their references. */
export async function tellJournals(
  queries: Queries,
  { id, number }: { id: string; number: number },
  { at, actor, event, detail }: ActionEvent,
): Promise<void> {
  const complaints = await queries
    .selectFrom('action_complaint')
    .select('reference')
    .where('action', '=', id)
    .orderBy('reference')
    .execute();
  for (const { reference } of complaints)
    await addToJournal(queries, { reference, at, actor, event, detail: { action: number, ...detail } });
}
