import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Queries, Register } from '../register.ts';

/** How many tries of one kind somebody has left, counted by all API processes together. */
export interface Tries {
  /** This one included. */
  made: number;
  /** When counting begins anew. */
  endsAt: Date;
}

/**
 * Counts a try.
 *
 * @param what the kind: `sign-in from`, `sign-in as`
 * @param who an address or a login; only its digest is kept
 * @param windowSeconds how long a try counts, from the first one on
 */
export async function countTry({ database }: Register, what: string, who: string, windowSeconds: number): Promise<Tries> {
  await sql`delete from try_count where (what, who) in (
    select what, who from try_count where ends_at < now() limit 100 for update skip locked)`.execute(database);
  const { rows } = await sql<{ tries: number; ends_at: Date }>`
    insert into try_count as known (what, who, tries, ends_at)
    values (${what}, ${digestOf(who)}, 1, now() + make_interval(secs => ${windowSeconds}))
    on conflict (what, who) do update set
      tries = case when known.ends_at < now() then 1 else known.tries + 1 end,
      ends_at = case when known.ends_at < now() then excluded.ends_at else known.ends_at end
    returning tries, ends_at`.execute(database);
  const [row] = rows;
  if (!row) throw new Error('A try was not counted.');
  return { made: row.tries, endsAt: row.ends_at };
}

/** Takes a try back that was no guess: somebody who knows their password may sign in as often as they like. */
export async function forgetTry({ database }: Register, what: string, who: string): Promise<void> {
  await sql`update try_count set tries = greatest(tries - 1, 0) where what = ${what} and who = ${digestOf(who)}`.execute(
    database,
  );
}

/** Begins counting anew. */
export async function forgetTries(queries: Queries, what: string, who: string): Promise<void> {
  await queries.deleteFrom('try_count').where('what', '=', what).where('who', '=', digestOf(who)).execute();
}

function digestOf(who: string): Buffer {
  return createHash('sha256').update(who).digest();
}
