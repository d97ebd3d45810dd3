import { sql } from 'kysely';
import type { ComplaintFacts } from '../workflows/domain/complaint.ts';
import { type DutyName, type DutyStatus, isOpen, type Limit, type LimitSource } from '../workflows/domain/duties.ts';
import { partAnsweredBy, partPromised } from '../workflows/domain/parts.ts';
import type { Instant } from '../workflows/domain/time.ts';
import { lockComplaint } from './complaints.ts';
import { addToJournal } from './journal.ts';
import type { Queries, Register } from './register.ts';

/** A limit that has passed. */
export interface BreachToRecord {
  reference: string;
  duty: DutyStatus;
  source: LimitSource;
  reason: string;
  now: Instant;
}

/**
 * Records that a limit has passed while its duty was open; evidence that came in the meantime wins.
 *
 * @returns whether the limit is broken
 */
export async function recordBreach(
  register: Register,
  { reference, duty, occasion, source }: { reference: string; duty: DutyName; occasion: string; source: LimitSource },
  reason: string,
): Promise<boolean> {
  return register.database.transaction().execute(async (queries) => {
    const { facts, duties } = await lockComplaint(queries, reference);
    const broken = duties.find((known) => known.duty === duty && known.occasion === occasion);
    if (!broken || !isOpen(broken)) return isRecorded(queries, reference, duty, occasion, source);
    const limit = broken.limits.find((one) => one.source === source);
    if (limit && (await isJustified(queries, { facts, duty, limit }))) return false;
    await insertBreach(queries, { reference, duty: broken, source, reason, now: register.clock() });
    return true;
  });
}

/**
 * True where the limit allows a delay that is justified, and its reasons, which only staff can give, had left before the limit's end
 * (Optimco: 'binnen de termijn … gemotiveerd'; Almena: 'circonstances particulières que nous nous engageons à justifier'). The law on
 * personal data has an extension of its own, with a last day, which replaces its limit.
 */
export async function isJustified(
  queries: Queries,
  { facts, duty, limit }: { facts: ComplaintFacts; duty: DutyName; limit: Limit },
): Promise<boolean> {
  if (limit.source === 'gdpr' || limit.extension !== 'with-reasons') return false;
  const told = await queries
    .selectFrom('letter')
    .innerJoin('message', (join) => join.on(sql<boolean>`message.id::text = replace(letter.occasion, 'gdpr-response-', '')`))
    .select('letter.occasion')
    .where('letter.reference', '=', facts.reference)
    .where('letter.kind', '=', 'delay')
    .where('letter.state', '=', 'sent')
    .where('letter.sent_at', '<', new Date(limit.dueAt))
    .where(sql<boolean>`message.body ->> 'decision' = 'announce-delay'`)
    .execute();
  return told.some(({ occasion }) => partPromised(facts.kind, occasion) === partAnsweredBy(duty));
}

async function isRecorded(
  queries: Queries,
  reference: string,
  duty: DutyName,
  occasion: string,
  source: LimitSource,
): Promise<boolean> {
  const row = await queries
    .selectFrom('breach')
    .select('reference')
    .where('reference', '=', reference)
    .where('duty', '=', duty)
    .where('occasion', '=', occasion)
    .where('source', '=', source)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Records a breach once. @returns false where it is known already */
export async function insertBreach(queries: Queries, { reference, duty, source, reason, now }: BreachToRecord): Promise<boolean> {
  const limit = duty.limits.find((limit) => limit.source === source);
  const recorded = await queries
    .insertInto('breach')
    .values({
      reference,
      duty: duty.duty,
      occasion: duty.occasion,
      source,
      due_on: limit?.dueOn ?? duty.dueOn,
      reason,
      recorded_at: new Date(now),
      withdrawn_at: null,
    })
    // One that was withdrawn for evidence that proved wrong is a breach all the same.
    .onConflict((conflict) =>
      conflict
        .columns(['reference', 'duty', 'occasion', 'source'])
        .doUpdateSet({ reason, recorded_at: new Date(now), withdrawn_at: null })
        .where('breach.withdrawn_at', 'is not', null),
    )
    .returning('reference')
    .executeTakeFirst();
  if (!recorded) return false;
  await addToJournal(queries, {
    reference,
    at: now,
    actor: 'doleance',
    event: 'breach',
    detail: { duty: duty.duty, occasion: duty.occasion, source, dueOn: limit?.dueOn ?? duty.dueOn, reason },
  });
  return true;
}

/** The evidence came out in time after all. */
export async function withdrawBreach(
  queries: Queries,
  reference: string,
  { duty, occasion }: { duty: DutyName; occasion: string },
  source: BreachToRecord['source'],
  now: Instant,
): Promise<void> {
  const withdrawn = await queries
    .updateTable('breach')
    .set({ withdrawn_at: new Date(now) })
    .where('reference', '=', reference)
    .where('duty', '=', duty)
    .where('occasion', '=', occasion)
    .where('source', '=', source)
    .where('withdrawn_at', 'is', null)
    .returning('reference')
    .executeTakeFirst();
  if (withdrawn)
    await addToJournal(queries, {
      reference,
      at: now,
      actor: 'doleance',
      event: 'breach-withdrawn',
      detail: { duty, occasion, source },
    });
}
