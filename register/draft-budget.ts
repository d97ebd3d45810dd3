import { sql } from 'kysely';
import type { Instant } from '../workflows/domain/time.ts';
import { keyedMark, registerKey } from './intakes/keys.ts';
import type { Queries } from './register.ts';

/** How much the files of forms that nobody has sent yet may take together; bytes. */
export interface DraftBudget {
  /** What came from one network, to whichever firm. */
  network: number;
  /** What waits for one firm, wherever it came from. */
  firm: number;
}

const mebibyte = 1024 * 1024;

/** Where nothing else is set: an office with its clients comes nowhere near it, and what a flood of forms leaves behind is a few gigabytes. */
export const usualDraftBudget: DraftBudget = { network: 200 * mebibyte, firm: 2048 * mebibyte };

/** Whose files are counted together. */
export interface DraftSource {
  /** The firm, by its procedure. */
  firm: string;
  /** Where the form came from: an address, or the network of a household. */
  network: string;
}

/** What is left of the budgets. */
export interface DraftRoom {
  /** Bytes; none or less where it is spent. */
  left: number;
  /** The budget of which no more is left. */
  of: keyof DraftBudget;
}

/** The files of a form would be more than may wait. */
export class DraftBudgetSpent extends Error {
  readonly of: keyof DraftBudget;
  constructor(of: keyof DraftBudget) {
    super(`Of what may wait in forms that nobody has sent, nothing is left: ${of}.`);
    this.name = 'DraftBudgetSpent';
    this.of = of;
  }
}

/** How a file is marked while it waits in a form. */
export async function marksOfSource(
  queries: Queries,
  { firm, network }: DraftSource,
): Promise<{ firm: string; network: Buffer }> {
  return { firm, network: keyedMark(await registerKey(queries, 'marks'), `network ${network}`) };
}

/**
 * What more may come from somewhere. A file counts until its bytes are gone: those of a form that was given up, or whose day is over, go with
 * the next sweep.
 */
export async function draftRoom(queries: Queries, source: DraftSource, budget: DraftBudget): Promise<DraftRoom> {
  const { firm, network } = await marksOfSource(queries, source);
  const { rows } = await sql<{ network: string; firm: string }>`
    select (select coalesce(sum(size), 0) from waiting_file where network = ${network}) as network,
      (select coalesce(sum(size), 0) from waiting_file where firm = ${firm}) as firm`.execute(queries);
  const ofNetwork = budget.network - Number(rows[0]?.network ?? 0);
  const ofFirm = budget.firm - Number(rows[0]?.firm ?? 0);
  return ofNetwork <= ofFirm ? { left: ofNetwork, of: 'network' } : { left: ofFirm, of: 'firm' };
}

/**
 * Sees to it, within the transaction that enters them, that files are within the budgets: whoever else enters some waits for its end.
 *
 * @param size of the files; bytes
 * @throws DraftBudgetSpent
 */
export async function requireDraftRoom(queries: Queries, source: DraftSource, budget: DraftBudget, size: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('draft budget', 0))`.execute(queries);
  const { left, of } = await draftRoom(queries, source, budget);
  if (size > left) throw new DraftBudgetSpent(of);
}

/** The sweep comes so often; milliseconds. */
const untilSwept = 10 * 60_000;

/** When something of a spent budget is free again at the latest, as long as nobody saves their form anew. */
export async function draftRoomAgainAt(
  queries: Queries,
  source: DraftSource,
  of: keyof DraftBudget,
  now: Instant,
): Promise<Instant> {
  const marks = await marksOfSource(queries, source);
  const { ends, removed } = await queries
    .selectFrom('waiting_file as waiting')
    .leftJoin('keys.waiting_file_key as its', 'its.file', 'waiting.id')
    .leftJoin('keys.draft_key as draft', 'draft.draft', 'its.draft')
    .select(({ fn }) => fn.min('draft.expires_at').as('ends'))
    // The next sweep takes what was removed.
    .select(sql<boolean>`coalesce(bool_or(its.file is null), false)`.as('removed'))
    .where(of === 'network' ? sql<boolean>`waiting.network = ${marks.network}` : sql<boolean>`waiting.firm = ${marks.firm}`)
    .executeTakeFirstOrThrow();
  return (removed ? now : Math.max(now, ends?.getTime() ?? now)) + untilSwept;
}
