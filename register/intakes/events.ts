import { sql } from 'kysely';
import type { Instant } from '../../workflows/domain/time.ts';
import type { Queries } from '../register.ts';

/** What can happen to an intake. */
export const intakeEvents = [
  'kept',
  'confirmed',
  'completed',
  'files-added',
  'moved-to-firm',
  'registered',
  'added-to-complaint',
  'redirected',
  'not-a-complaint',
  'linked-as-duplicate',
  'taken-up-again',
  'erased',
  'erased-with-complaint',
] as const;
export type IntakeEventName = (typeof intakeEvents)[number];

/** One row of what became of an intake; facts only, never a name, an address or a text. */
export interface IntakeEvent {
  number: number;
  at: Date;
  actor: string;
  event: IntakeEventName;
  detail: Record<string, unknown>;
}

/** Adds a row; the database numbers it and chains it to the one before. @returns its number */
export async function addIntakeEvent(
  queries: Queries,
  {
    intake,
    at,
    actor,
    event,
    detail = {},
    digest,
  }: {
    intake: string;
    at: Instant;
    actor: string;
    event: IntakeEventName;
    detail?: Record<string, unknown>;
    /** Of the encrypted text that it speaks of. */
    digest?: Buffer | undefined;
  },
): Promise<number> {
  const { number } = await queries
    .insertInto('intake_event')
    .values({ intake, at: new Date(at), actor, event, detail: JSON.stringify(detail), digest: digest ?? null })
    .returning('number')
    .executeTakeFirstOrThrow();
  return number;
}

/** What became of an intake, in order. @param after the number of the row after which it begins */
export async function eventsOfIntake(queries: Queries, intake: string, after = 0): Promise<IntakeEvent[]> {
  const rows = await queries
    .selectFrom('intake_event')
    .select(['number', 'at', 'actor', 'event', 'detail'])
    .where('intake', '=', intake)
    .where('number', '>', after)
    .orderBy('number')
    .execute();
  return rows.map((row) => ({ ...row, event: row.event as IntakeEventName }));
}

/** A row of an intake's course that was changed, or lacks its predecessor. */
export interface IntakeFault {
  intake: string;
  number: number;
  fault: 'row-changed' | 'row-missing';
}

/** Verifies the chain of every intake's course. An empty answer means that all is well. */
export async function verifyIntakes(queries: Queries): Promise<IntakeFault[]> {
  const { rows } = await sql<IntakeFault>`
    select intake, number, 'row-changed' as fault from intake_event as entry where hash <> intake_event_hash(entry)
    union all
    select intake, number, 'row-missing' from (
      select intake, number, previous,
        lag(hash, 1, '\\x'::bytea) over chain as expected, row_number() over chain as place
      from intake_event window chain as (partition by intake order by number)) as links
    where previous <> expected or number <> place
    order by 1, 2`.execute(queries);
  return rows;
}
