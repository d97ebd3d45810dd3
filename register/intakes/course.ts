import { sql } from 'kysely';
import type { Procedure } from '../../procedures/schema.ts';
import type { CivilDate, Instant } from '../../workflows/domain/time.ts';
import { holdComplaint } from '../complaints.ts';
import { addToJournal } from '../journal.ts';
import type { Queries } from '../register.ts';
import { addWaitingFiles, moveToComplaint, type NewWaitingFile } from '../waiting-files.ts';
import { addIntakeEvent, eventsOfIntake, type IntakeEvent, type IntakeEventName } from './events.ts';
import type { IntakeFields } from './intake-content.ts';
import { clockOf, type IntakeStatement } from './intakes.ts';
import { bindKeyToComplaint, readIntakeKey } from './keys.ts';
import { markIntake } from './marks.ts';
import type { IntakeRow, IntakeState } from './tables.ts';
import { keepIntakeText, readIntakeText } from './texts.ts';

/** Somebody has decided on the intake before. */
export class IntakeDecided extends Error {
  readonly state: IntakeState;
  readonly complaint: string | undefined;
  constructor({ state, complaint }: Pick<IntakeRow, 'state' | 'complaint'>) {
    super(`The intake is ${state}.`);
    this.name = 'IntakeDecided';
    this.state = state;
    this.complaint = complaint ?? undefined;
  }
}

/** The intake is no more as somebody saw it. */
export class IntakeChanged extends Error {
  /** Of the last row of its course. */
  readonly number: number;
  readonly changes: IntakeEvent[];
  constructor(changes: IntakeEvent[]) {
    super('The intake has changed.');
    this.name = 'IntakeChanged';
    this.number = changes.at(-1)?.number ?? 0;
    this.changes = changes;
  }
}

/** Who does something to which intake, and what they had seen of it. */
export interface IntakeStep {
  intake: string;
  actor: string;
  now: Instant;
  /** The number of the last row of its course that they saw; absent where they do not say. */
  seen?: number | undefined;
}

/**
 * Holds an intake until the transaction ends.
 *
 * @param step.waiting false for what is done to one that was decided
 * @throws IntakeDecided where it does not wait any more
 * @throws IntakeChanged where it has changed since it was seen
 */
async function holdIntake(
  queries: Queries,
  { intake, seen }: Pick<IntakeStep, 'intake' | 'seen'>,
  { waiting = true }: { waiting?: boolean } = {},
): Promise<IntakeRow> {
  const row = await queries.selectFrom('intake').selectAll().where('id', '=', intake).forUpdate().executeTakeFirstOrThrow();
  if (waiting && row.state !== 'waiting') throw new IntakeDecided(row);
  if (seen !== undefined) {
    const changes = await eventsOfIntake(queries, intake, seen);
    if (changes.length > 0) throw new IntakeChanged(changes);
  }
  return row;
}

/** Somebody is sure that a person wrote it. */
export async function confirmIntake(queries: Queries, step: IntakeStep): Promise<void> {
  const row = await holdIntake(queries, step);
  await queries.updateTable('intake').set({ suspicion: null }).where('id', '=', step.intake).execute();
  await note(queries, step, 'confirmed', row.suspicion === null ? {} : { suspicion: row.suspicion });
}

/** Keeps what staff completed or corrected; what was not read is what they left so. */
export async function completeIntake(
  queries: Queries,
  step: IntakeStep,
  { fields, procedure }: { fields: IntakeFields; procedure: Procedure | undefined },
): Promise<void> {
  const row = await holdIntake(queries, step);
  const before = (await readIntakeText<IntakeFields>(queries, step.intake, 'fields')) ?? {};
  const digest = await keepFields(queries, row, fields, procedure);
  const changed = Object.keys({ ...before, ...fields })
    .filter((name) => !same(before, fields, name))
    .toSorted();
  await note(queries, step, 'completed', { fields: changed }, digest);
}

/**
 * Adds files to an intake that waits: what came with it by another way, or a scan.
 *
 * @param most what an intake's files may have in all, in bytes
 * @throws NoRoomLeft
 */
export async function addFilesToIntake(
  queries: Queries,
  step: IntakeStep,
  { files, most }: { files: readonly NewWaitingFile[]; most: number },
): Promise<void> {
  await holdIntake(queries, step);
  await addWaitingFiles(queries, { intake: step.intake }, files, { actor: step.actor, most }, step.now);
  await note(queries, step, 'files-added', { files: files.length });
}

/** The intake belongs to another firm of the house: it waits there, and its clock goes on. */
export async function moveIntake(queries: Queries, step: IntakeStep, procedure: Procedure): Promise<void> {
  const row = await holdIntake(queries, step);
  const fields = (await readIntakeText<IntakeFields>(queries, step.intake, 'fields')) ?? {};
  // The ids of staff are those of the other firm.
  const { caseHandler: _handler, concernedStaff: _staff, linkedTo: _earlier, ...rest } = fields;
  const digest = await keepFields(queries, row, rest, procedure);
  await note(queries, step, 'moved-to-firm', { from: row.procedure ?? 'unknown', to: procedure.id }, digest);
}

async function keepFields(
  queries: Queries,
  row: IntakeRow,
  fields: IntakeFields,
  procedure: Procedure | undefined,
): Promise<Buffer> {
  const key = await readIntakeKey(queries, row.id);
  const digest = await keepIntakeText(queries, { intake: row.id, purpose: 'fields', key, content: fields });
  await markIntake(queries, row.id, fields);
  await queries
    .updateTable('intake')
    .set({
      ...clockOf(procedure, { channel: row.channel, fields, receivedAt: row.received_at.getTime() }),
      unread: row.unread.filter((name) => !isSaid(fields, name)),
      barred: [...new Set(fields.concernedStaff ?? [])],
    })
    .where('id', '=', row.id)
    .execute();
  return digest;
}

/** Whether a field of that path (`complainant.email`) has something in it. */
function isSaid(fields: IntakeFields, path: string): boolean {
  const value = path
    .split('.')
    .reduce<unknown>((within, name) => (within as Record<string, unknown> | undefined)?.[name], fields);
  return value !== undefined && value !== '';
}

function same(before: IntakeFields, after: IntakeFields, name: string): boolean {
  const of = (fields: IntakeFields) => JSON.stringify((fields as Record<string, unknown>)[name]);
  return of(before) === of(after);
}

/** What becomes of an intake that belongs to a complaint from now on. */
type IntoComplaint = 'registered' | 'information' | 'duplicate';

const eventOf: Record<IntoComplaint, IntakeEventName> = {
  registered: 'registered',
  information: 'added-to-complaint',
  duplicate: 'linked-as-duplicate',
};
const journalEventOf: Record<IntoComplaint, string> = {
  registered: 'intake-registered',
  information: 'intake-added',
  duplicate: 'duplicate-linked',
};

/**
 * The intake became a complaint, was added to one, or repeats one; it is erased with that complaint, which the transaction holds already.
 */
export async function giveToComplaint(
  queries: Queries,
  step: IntakeStep,
  { as, reference, detail = {} }: { as: IntoComplaint; reference: string; detail?: Record<string, unknown> },
): Promise<void> {
  const row = await holdIntake(queries, step);
  await end(queries, step, as, reference);
  await bindKeyToComplaint(queries, step.intake, reference);
  // What only repeats a complaint can be taken up again, and keeps what came with it.
  if (as !== 'duplicate') await moveToComplaint(queries, { intake: step.intake }, reference, { actor: step.actor }, step.now);
  await note(queries, step, eventOf[as], { complaint: reference, ...detail });
  await addToJournal(queries, {
    reference,
    at: step.now,
    actor: step.actor,
    event: journalEventOf[as],
    detail: { intake: row.number, source: row.source, receivedAt: row.received_at.toISOString(), ...detail },
  });
}

/** The intake is no complaint, or belongs to another desk of the firm; the statement says why, and is kept. */
export async function endIntake(
  queries: Queries,
  step: IntakeStep,
  { as, statement }: { as: 'not-a-complaint' | 'redirected'; statement: IntakeStatement },
): Promise<void> {
  await holdIntake(queries, step);
  const key = await readIntakeKey(queries, step.intake);
  const digest = await keepIntakeText(queries, { intake: step.intake, purpose: 'statement', key, content: statement });
  await end(queries, step, as, null);
  await note(queries, step, as, {}, digest);
}

/** What was ended, or linked to a complaint that it has nothing to do with, waits again; its clock runs from its receipt as ever. */
export async function takeUpIntake(queries: Queries, step: IntakeStep, statement: IntakeStatement): Promise<void> {
  const { complaint } = await queries
    .selectFrom('intake')
    .select('complaint')
    .where('id', '=', step.intake)
    .executeTakeFirstOrThrow();
  // Who adds to a complaint holds it before the intake, so here too it is held first.
  if (complaint !== null) await holdComplaint(queries, complaint);
  const row = await holdIntake(queries, step, { waiting: false });
  if (row.state === 'waiting' || row.state === 'registered' || row.state === 'information') throw new IntakeDecided(row);
  const key = await readIntakeKey(queries, step.intake);
  const digest = await keepIntakeText(queries, { intake: step.intake, purpose: 'statement', key, content: statement });
  await queries
    .updateTable('intake')
    .set({ state: 'waiting', complaint: null, decided_at: null, decided_by: null })
    .where('id', '=', step.intake)
    .execute();
  await queries.updateTable('keys.intake_key').set({ complaint: null }).where('intake', '=', step.intake).execute();
  await note(queries, step, 'taken-up-again', { from: row.state }, digest);
  if (row.complaint !== null)
    await addToJournal(queries, {
      reference: row.complaint,
      at: step.now,
      actor: step.actor,
      event: 'duplicate-unlinked',
      detail: { intake: row.number },
    });
}

async function end(
  queries: Queries,
  { intake, actor, now }: IntakeStep,
  state: IntakeState,
  complaint: string | null,
): Promise<void> {
  await queries
    .updateTable('intake')
    .set({ state, complaint, procedure: firmOf(complaint), decided_at: new Date(now), decided_by: actor })
    .where('id', '=', intake)
    .execute();
}

/** A complaint's firm is the firm of what was added to it. */
function firmOf(complaint: string | null) {
  return sql<string | null>`coalesce((select procedure from complaint where reference = ${complaint}), procedure)`;
}

async function note(
  queries: Queries,
  { intake, actor, now }: IntakeStep,
  event: IntakeEventName,
  detail: Record<string, unknown>,
  digest?: Buffer,
): Promise<void> {
  await addIntakeEvent(queries, { intake, at: now, actor, event, detail, digest });
}

/** The clock of intakes that wait with a firm, for whoever watches over it. */
export interface WatchedIntake {
  id: string;
  number: number;
  receivedAt: Instant;
  dueOn: CivilDate | null;
  firmKnown: boolean;
  /** Staff whom it is about, by id. */
  barred: string[];
}

/** The intakes that wait with a firm, and those of which nobody knows the firm; the nearest limit first. */
export async function intakesOfFirm(queries: Queries, procedure: string): Promise<WatchedIntake[]> {
  const { rows } = await sql<{
    id: string;
    number: number;
    received_at: Date;
    due_on: string | null;
    procedure: string | null;
    barred: string[];
  }>`
    select id, number, received_at, due_on, procedure, barred from intake
    where state = 'waiting' and (procedure = ${procedure} or procedure is null)
    order by due_on nulls first, received_at, number`.execute(queries);
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    receivedAt: row.received_at.getTime(),
    dueOn: row.due_on,
    firmKnown: row.procedure !== null,
    barred: row.barred,
  }));
}
