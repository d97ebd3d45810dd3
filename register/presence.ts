import { sql } from 'kysely';
import type { Instant } from '../workflows/domain/time.ts';
import type { Queries } from './register.ts';

/** Whoever was last seen in a complaint longer ago than this has left it, in milliseconds. */
const stillThere = 90_000;

/** Notes that somebody has a complaint open; what is old is forgotten on the way. */
export async function notePresence(
  queries: Queries,
  { reference, account, now }: { reference: string; account: string; now: Instant },
): Promise<void> {
  await sql`delete from complaint_presence where seen_at < ${new Date(now - stillThere)}`.execute(queries);
  await sql`
    insert into complaint_presence (reference, account, seen_at) values (${reference}, ${account}, ${new Date(now)})
    on conflict (reference, account) do update set seen_at = excluded.seen_at`.execute(queries);
}

/** Who else has these complaints open now: names, by reference. */
export async function presentIn(
  queries: Queries,
  references: readonly string[],
  { account, now }: { account: string | undefined; now: Instant },
): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ reference: string; names: string[] }>`
    select presence.reference, array_agg(account.name order by account.name) as names
    from complaint_presence as presence join account on account.id = presence.account
    where presence.reference = any(${references}) and presence.seen_at >= ${new Date(now - stillThere)}
      and presence.account is distinct from ${account ?? null}::uuid
    group by presence.reference`.execute(queries);
  return new Map(rows.map(({ reference, names }) => [reference, names]));
}
