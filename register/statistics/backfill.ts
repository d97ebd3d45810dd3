import { sql } from 'kysely';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import type { ComplaintFacts, ComplaintPart } from '../../workflows/domain/complaint.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { openAnnouncedMeasures } from '../actions/announced-measures.ts';
import { readMessageTexts } from '../message-texts.ts';
import { unlessErased } from '../personal-texts.ts';
import type { Queries, Register } from '../register.ts';
import { keepRedress } from './redress.ts';

/**
 * Keeps, once, of complaints from before migration 0014 what later ones keep by themselves: amounts that were promised or accepted, and
 * announced measures as corrective actions, which had stood encrypted only. Of erased persons nothing can be read. Several processes may
 * call it at once; one does the work.
 *
 * @param zoneOf a firm's zone; undefined for one that is no more in force, whose day is UTC's
 */
export async function backfillStatistics(
  { database, clock }: Register,
  zoneOf: (procedure: string) => string | undefined,
): Promise<void> {
  await database.transaction().execute(async (queries) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('statistics_backfill', 0))`.execute(queries);
    if (await queries.selectFrom('statistics_backfill').select('done_at').executeTakeFirst()) return;
    const now = clock();
    const dayIn = (procedure: string, at: number): CivilDate => civilDateAt(at, zoneOf(procedure) ?? 'UTC');
    for (const { reference, procedure, part, decision, at } of await answersWithRedress(queries))
      await keepRedress(queries, { reference, part, kind: 'redress', decision, on: dayIn(procedure, at) }, now);
    for (const { reference, procedure, decision, at } of await acceptedOffers(queries))
      await keepRedress(
        queries,
        { reference, part: 'classic', kind: 'offer-accepted', decision, on: dayIn(procedure, at.getTime()) },
        now,
      );
    await openMeasures(queries, now);
    await queries
      .insertInto('statistics_backfill')
      .values({ done_at: new Date(now) })
      .execute();
  });
}

interface AnswerWithRedress {
  reference: string;
  procedure: string;
  part: ComplaintPart;
  decision: string;
  at: number;
}

async function answersWithRedress(queries: Queries): Promise<AnswerWithRedress[]> {
  const { rows } = await sql<AnswerWithRedress>`
    select complaint.reference, complaint.procedure, answer.part, message.id as decision, answer.at::float8 as at
    from complaint cross join lateral (values
      ('classic', facts #>> '{result,decision}', facts ->> 'answeredAt'),
      ('gdpr', facts #>> '{gdpr,result,decision}', facts #>> '{gdpr,answeredAt}')) as answer (part, decision, at)
    join message on message.id::text = answer.decision and 'redress' = any(message.given_texts)
    where answer.at is not null order by complaint.reference`.execute(queries);
  return rows;
}

async function acceptedOffers(queries: Queries) {
  const { rows } = await sql<{ reference: string; procedure: string; decision: string; at: Date }>`
    select complaint.reference, complaint.procedure, offer.id as decision, min(accepted.accepted_at) as at
    from message as accepted join complaint using (reference)
    join message as offer on offer.id::text = complaint.facts #>> '{result,decision}' and 'offerTerms' = any(offer.given_texts)
    where accepted.state = 'applied' and accepted.body ->> 'what' = 'offer-accepted'
    group by complaint.reference, offer.id order by complaint.reference`.execute(queries);
  return rows;
}

async function openMeasures(queries: Queries, now: number): Promise<void> {
  const { rows } = await sql<{ id: string; actor: string; facts: ComplaintFacts }>`
    select message.id, message.actor, complaint.facts from message join complaint using (reference)
    where message.state = 'applied' and message.body ->> 'decision' = 'announce-measures' and 'doneBy' = any(message.given_texts)
    order by complaint.reference, message.position`.execute(queries);
  for (const { id, actor, facts } of rows) {
    const doneBy = (await unlessErased(readMessageTexts(queries, id)))?.doneBy;
    if (doneBy !== undefined) await openAnnouncedMeasures(queries, { message: id, facts, dueOn: doneBy, actor, now });
  }
}
