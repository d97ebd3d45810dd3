import { sql } from 'kysely';
import type { Level, Stage } from '../workflows/domain/complaint.ts';
import type { Queries } from './register.ts';

/**
 * A place in the journals of all complaints, in the order of `journal_followed` (migration 0005): everything before it is complete.
 * Without a reference it stands before the first row of its transaction.
 */
export interface ChangePosition {
  transaction: bigint;
  reference: string;
  number: number;
}

/** A journal row as who follows hears of it, with how the complaint stands when it is read; nothing personal. */
export interface ComplaintChange {
  position: ChangePosition;
  reference: string;
  number: number;
  at: Date;
  event: string;
  procedure: string;
  stage: Stage;
  level: Level;
  /** Who may not hear of it. */
  barred: string[];
  conflicts: string[];
}

/** Some of the changes after a position. */
export interface ChangePage {
  changes: ComplaintChange[];
  /** From here on the next page begins. */
  upTo: ChangePosition;
  /** There are more already. */
  more: boolean;
  /** There are others, which are shown once an older transaction has ended. */
  held: boolean;
}

/** Negative where one comes before the other. */
export function compareChanges(one: ChangePosition, other: ChangePosition): number {
  if (one.transaction !== other.transaction) return one.transaction < other.transaction ? -1 : 1;
  if (one.reference !== other.reference) return one.reference < other.reference ? -1 : 1;
  return one.number - other.number;
}

/** A position as text, for a client to keep. */
export function textOfPosition({ transaction, reference, number }: ChangePosition): string {
  return reference === '' ? String(transaction) : `${transaction}-${reference}-${number}`;
}

const positionForm = /^(\d{1,18})(?:-([A-Z]{3}-\d{4}-\d{6,9})-(\d{1,9}))?$/;

/** @returns undefined where the text is no position */
export function positionOfText(text: string): ChangePosition | undefined {
  const [, transaction, reference = '', number = '0'] = positionForm.exec(text) ?? [];
  return transaction === undefined ? undefined : { transaction: BigInt(transaction), reference, number: Number(number) };
}

/** The place up to which all is complete now. */
export async function presentPosition(queries: Queries): Promise<ChangePosition> {
  return startOf((await horizonOf(queries)).complete);
}

/**
 * A page of changes, the oldest first.
 *
 * @returns undefined where the position lies ahead of everything: the register was restored from a backup
 */
export async function readChanges(queries: Queries, after: ChangePosition, limit: number): Promise<ChangePage | undefined> {
  // Asked first: whatever was complete then is seen by every later query.
  const { complete, next, held } = await horizonOf(queries);
  if (after.transaction > next) return undefined;
  const { rows } = await sql<Omit<ComplaintChange, 'position'> & { transaction: string }>`
    select journal.transaction::text, journal.reference, journal.number, journal.at, journal.event,
      complaint.procedure, complaint.stage, complaint.level, coalesce(complaint.facts -> 'barred', '[]') as barred,
      array(select account::text from conflict_of_interest as conflict where conflict.reference = journal.reference) as conflicts
    from journal join complaint using (reference)
    where ${isAfter(after)} and journal.transaction < ${String(complete)}::xid8
    order by journal.transaction, journal.reference collate "C", journal.number
    limit ${limit}`.execute(queries);
  const changes = rows.map(({ transaction, ...row }) => ({
    ...row,
    position: { transaction: BigInt(transaction), reference: row.reference, number: row.number },
  }));
  const last = changes.at(-1)?.position;
  const more = rows.length === limit;
  const end = startOf(complete);
  return { changes, upTo: more && last ? last : later(end, after), more, held };
}

/** True where no more than so many changes lie between a position and now. */
export async function isWithinReach(queries: Queries, after: ChangePosition, most: number): Promise<boolean> {
  const { next } = await horizonOf(queries);
  if (after.transaction > next) return false;
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select from journal where ${isAfter(after)} and transaction < ${String(next)}::xid8 limit ${most + 1}) as changes`.execute(
    queries,
  );
  return (rows[0]?.count ?? 0) <= most;
}

interface Horizon {
  /** Every transaction before this one has ended. */
  complete: bigint;
  /** The first that has not begun. */
  next: bigint;
  /** Changes have been committed that stand at or after `complete`. */
  held: boolean;
}

// Rows that were restored into another server may bear numbers of transactions that it has not come to.
async function horizonOf(queries: Queries): Promise<Horizon> {
  const { rows } = await sql<{ complete: string; next: string; held: boolean }>`
    select pg_snapshot_xmin(present)::text as complete, pg_snapshot_xmax(present)::text as next,
      exists (select from journal where transaction >= pg_snapshot_xmin(present) and transaction < pg_snapshot_xmax(present)) as held
    from pg_current_snapshot() as present`.execute(queries);
  const { complete = '0', next = '0', held = false } = rows[0] ?? {};
  return { complete: BigInt(complete), next: BigInt(next), held };
}

function isAfter({ transaction, reference, number }: ChangePosition) {
  return sql<boolean>`(journal.transaction, journal.reference collate "C", journal.number)
    > (${String(transaction)}::xid8, ${reference}::text collate "C", ${number}::integer)`;
}

function startOf(transaction: bigint): ChangePosition {
  return { transaction, reference: '', number: 0 };
}

function later(one: ChangePosition, other: ChangePosition): ChangePosition {
  return compareChanges(one, other) < 0 ? other : one;
}
