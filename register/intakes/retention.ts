import { sql } from 'kysely';
import type { Instant } from '../../workflows/domain/time.ts';
import type { Queries, Register } from '../register.ts';
import { addIntakeEvent } from './events.ts';

/**
 * So long is kept what was put aside, in months from the day on which it was: no complaint, or handed to another desk. No text gives a
 * number, so it is ours: a mediator may be gone to for a year after the written complaint (Code de la consommation, article L.612-2), and
 * until then it may have to be shown why a letter was taken for none. A month is left to answer in.
 */
const monthsPutAside = 13;

/** So long is kept what a robot seems to have written and nobody took for a person's, in months: time enough to notice the mistake. */
const monthsSuspicious = 3;

/** So many are erased in one transaction. */
const batch = 200;

/**
 * Erases what was put aside long enough ago: its key is destroyed, and with it whatever came, was read of it or was said about it, its
 * files too. What happened to it, by whom and when, stays. Several processes may do so at once.
 *
 * @returns how many were erased
 */
export async function eraseIntakesPutAside({ database, clock }: Register): Promise<number> {
  for (let erased = 0; ; ) {
    const count = await database.transaction().execute(async (queries) => {
      const now = clock();
      const { rows } = await sql<{ id: string; suspicious: boolean }>`
        select id, suspicion is not null as suspicious from intake
        where state in ('not-a-complaint', 'redirected')
          and decided_at <= ${new Date(now)}::timestamptz
            - make_interval(months => case when suspicion is null then ${monthsPutAside}::int else ${monthsSuspicious}::int end)
          and exists (select from keys.intake_key where intake_key.intake = intake.id and intake_key.complaint is null)
        order by decided_at limit ${batch} for update skip locked`.execute(queries);
      for (const { id, suspicious } of rows) await eraseOne({ queries, id, suspicious, now });
      return rows.length;
    });
    erased += count;
    if (count < batch) return erased;
  }
}

async function eraseOne({
  queries,
  id,
  suspicious,
  now,
}: {
  queries: Queries;
  id: string;
  suspicious: boolean;
  now: Instant;
}): Promise<void> {
  await queries.deleteFrom('keys.intake_key').where('intake', '=', id).execute();
  const detail = { afterMonths: suspicious ? monthsSuspicious : monthsPutAside };
  await addIntakeEvent(queries, { intake: id, at: now, actor: 'doleance', event: 'erased', detail });
}
