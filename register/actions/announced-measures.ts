import { randomUUID } from 'node:crypto';
import type { ComplaintFacts } from '../../workflows/domain/complaint.ts';
import type { CivilDate, Instant } from '../../workflows/domain/time.ts';
import type { Queries } from '../register.ts';
import { addActionEvent, linkComplaints, tellJournals } from './events.ts';

/**
 * Measures that were announced to a complainant become a corrective action by themselves, due on the day that the letter names: nobody
 * has to remember them. Its words are the decision's, which stay encrypted. Once for each decision.
 */
export async function openAnnouncedMeasures(
  queries: Queries,
  {
    message,
    facts,
    dueOn,
    actor,
    now,
  }: { message: string; facts: ComplaintFacts; dueOn: CivilDate; actor: string; now: Instant },
): Promise<void> {
  const { reference, procedure, caseHandler } = facts;
  const opened = await queries
    .insertInto('action')
    .values({
      id: randomUUID(),
      procedure,
      title: null,
      description: null,
      reason_category: null,
      product: null,
      insurer: null,
      root_cause: null,
      message,
      follows: null,
      owner: caseHandler ?? null,
      due_on: dueOn,
      opened_at: new Date(now),
      opened_by: actor,
    })
    .onConflict((conflict) => conflict.column('message').doNothing())
    .returning(['id', 'number'])
    .executeTakeFirst();
  if (!opened) return;
  await linkComplaints(queries, opened.id, [reference]);
  await addActionEvent(queries, opened.id, {
    at: now,
    actor,
    event: 'action-opened',
    detail: { dueOn, from: 'announce-measures' },
  });
  await tellJournals(queries, opened, { at: now, actor, event: 'action-opened', detail: { dueOn } });
}
