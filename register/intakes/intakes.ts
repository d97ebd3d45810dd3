import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Procedure } from '../../procedures/schema.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import type { CivilDate, Instant } from '../../workflows/domain/time.ts';
import type { Channel } from '../complaint-content.ts';
import { decrypt } from '../personal-texts.ts';
import type { Queries } from '../register.ts';
import type { Viewer } from '../viewer.ts';
import { addWaitingFiles, listWaitingFiles, type NewWaitingFile, type WaitingFile } from '../waiting-files.ts';
import { addIntakeEvent, eventsOfIntake, type IntakeEvent } from './events.ts';
import { dutiesForeseen, isOwedAtOnce } from './first-limit.ts';
import type { IntakeFields, IntakeMessage } from './intake-content.ts';
import { keyedMark, makeIntakeKey, registerKey } from './keys.ts';
import { markIntake } from './marks.ts';
import type { IntakeRow, IntakeSourceName } from './tables.ts';
import { keepIntakeText, readIntakeText } from './texts.ts';
import { intakeVisibleTo } from './visible.ts';

/** Something that arrived and is kept for staff. */
export interface NewIntake {
  source: IntakeSourceName;
  channel: Channel;
  /** The firm's procedure in force; absent where the firm is not known. */
  procedure?: Procedure | undefined;
  /** Why it may be no person's message: a code such as `robot`, `auto-reply`, `mailing-list`. */
  suspicion?: string | undefined;
  receivedAt: Instant;
  /** As it came. */
  message?: IntakeMessage | undefined;
  /** What could be read of it. */
  fields?: IntakeFields | undefined;
  /** The names of fields that could not be read. */
  unread?: readonly string[] | undefined;
  /** Where the message itself is kept, by an opaque name. */
  rawSource?: string | undefined;
  /** What its system calls the message: mailbox and UID, Message-ID, a form's id. The same again is the same intake of the firm. */
  origin?: string | undefined;
  /** What came with it, taken by `takeWaiting`; where the intake is an earlier one, they are not entered. */
  files?: readonly NewWaitingFile[] | undefined;
  actor: string;
}

/**
 * Keeps an intake, within a transaction; once that has committed, it is not lost.
 *
 * @param now the register's clock
 * @returns the earlier intake of the same origin, where there is one
 */
export async function keepIntake(
  queries: Queries,
  intake: NewIntake,
  now: Instant,
): Promise<{ id: string; number: number; repeated: boolean }> {
  const { procedure, fields = {} } = intake;
  const id = randomUUID();
  const origin = intake.origin === undefined ? null : await originMark(queries, intake.origin, procedure);
  const row = await queries
    .insertInto('intake')
    .values({
      id,
      source: intake.source,
      channel: intake.channel,
      suspicion: intake.suspicion ?? null,
      received_at: new Date(intake.receivedAt),
      ...clockOf(procedure, { channel: intake.channel, fields, receivedAt: intake.receivedAt }),
      unread: [...(intake.unread ?? [])],
      barred: [...new Set(fields.concernedStaff ?? [])],
      raw_source: intake.rawSource ?? null,
      origin,
      complaint: null,
      kept_at: new Date(now),
      kept_by: intake.actor,
      decided_at: null,
      decided_by: null,
    })
    .onConflict((conflict) => conflict.column('origin').doNothing())
    .returning('number')
    .executeTakeFirst();
  if (!row) return { ...(await earlierOf(queries, origin)), repeated: true };
  const key = await makeIntakeKey(queries, id);
  const source = await keepIntakeText(queries, { intake: id, purpose: 'source', key, content: intake.message ?? null });
  await keepIntakeText(queries, { intake: id, purpose: 'fields', key, content: fields });
  await markIntake(queries, id, fields);
  const { files = [], actor } = intake;
  await addWaitingFiles(queries, { intake: id }, files, { actor }, now);
  await addIntakeEvent(queries, {
    intake: id,
    at: now,
    actor,
    event: 'kept',
    detail: {
      source: intake.source,
      channel: intake.channel,
      procedure: procedure?.id ?? 'unknown',
      receivedAt: new Date(intake.receivedAt).toISOString(),
      ...(intake.suspicion === undefined ? {} : { suspicion: intake.suspicion }),
      ...(files.length === 0 ? {} : { files: files.length }),
    },
    digest: source,
  });
  return { id, number: row.number, repeated: false };
}

/** One message to two firms is an intake at each. */
async function originMark(queries: Queries, origin: string, procedure: Procedure | undefined): Promise<Buffer> {
  return keyedMark(await registerKey(queries, 'marks'), `origin ${procedure?.id ?? ''} ${origin}`);
}

async function earlierOf(queries: Queries, origin: Buffer | null): Promise<{ id: string; number: number }> {
  return queries.selectFrom('intake').select(['id', 'number']).where('origin', '=', origin).executeTakeFirstOrThrow();
}

/** The firm, the day of receipt in its zone, and the first limit that follows. */
export function clockOf(
  procedure: Procedure | undefined,
  { channel, fields, receivedAt }: { channel: string; fields: IntakeFields; receivedAt: Instant },
): Pick<IntakeRow, 'procedure' | 'received_on' | 'due_on'> {
  if (!procedure) return { procedure: null, received_on: null, due_on: null };
  const receivedOn = civilDateAt(receivedAt, procedure.firm.timeZone);
  const first = dutiesForeseen(procedure, { channel, fields, receivedOn }).find(isOwedAtOnce);
  return { procedure: procedure.id, received_on: receivedOn, due_on: first?.dueOn ?? null };
}

/** An intake with everything that is known of it. */
export interface KnownIntake {
  row: IntakeRow;
  /** Absent where nothing came but what staff typed. */
  message?: IntakeMessage | undefined;
  fields: IntakeFields;
  /** The latest statement of staff about it. */
  statement?: IntakeStatement | undefined;
  /** What came with it, as long as it belongs to no complaint. */
  files: WaitingFile[];
  events: IntakeEvent[];
}

/** Why staff took an intake for no complaint, gave it to another desk, or took it up again. */
export interface IntakeStatement {
  statement: string;
  /** The desk of the firm that has it now, and who there took it. */
  desk?: string | undefined;
  handedTo?: string | undefined;
}

/**
 * An intake as somebody may see it.
 *
 * @returns undefined where there is none, or none that they may see
 * @throws Erased
 */
export async function readIntake(queries: Queries, id: string, viewer: Viewer): Promise<KnownIntake | undefined> {
  const row = await queries
    .selectFrom('intake')
    .selectAll()
    .where('id', '=', id)
    .where(intakeVisibleTo(viewer))
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    row,
    message: (await readIntakeText<IntakeMessage | null>(queries, id, 'source')) ?? undefined,
    fields: (await readIntakeText<IntakeFields>(queries, id, 'fields')) ?? {},
    statement: await readIntakeText<IntakeStatement>(queries, id, 'statement'),
    files: await listWaitingFiles(queries, { intake: id }),
    events: await eventsOfIntake(queries, id),
  };
}

/** An intake in a list. */
export interface ListedIntake {
  id: string;
  /** By which people name it. */
  number: number;
  source: IntakeSourceName;
  channel: Channel;
  procedure: string | null;
  suspicion: string | null;
  receivedAt: Date;
  receivedOn: CivilDate | null;
  /** The first limit that it would have. */
  dueOn: CivilDate | null;
  unread: string[];
  state: IntakeRow['state'];
  complaint: string | null;
  decidedAt: Date | null;
  /** Who it is from, as far as that could be read; empty where the person was erased. */
  name: string;
  subject: string;
}

/** Which intakes a list shows. */
export interface IntakeFilter {
  procedure?: readonly string[] | undefined;
  /** Left out: those that wait. */
  state?: readonly IntakeRow['state'][] | undefined;
}

/** The intakes that wait, the nearest limit first; one whose firm nobody knows comes before all. */
export async function waitingIntakes(
  queries: Queries,
  viewer: Viewer,
  { limit = 200, procedure }: { limit?: number; procedure?: readonly string[] | undefined } = {},
): Promise<ListedIntake[]> {
  return listIntakes(queries, viewer, { procedure }, { limit });
}

/** How many intakes wait, of those that somebody may see. */
export async function countWaitingIntakes(
  queries: Queries,
  viewer: Viewer,
  { procedure }: { procedure?: readonly string[] | undefined } = {},
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from intake where state = 'waiting' and ${intakeVisibleTo(viewer)}
      ${procedure ? sql`and procedure = any(${[...procedure]}::text[])` : sql``}`.execute(queries);
  return rows[0]?.count ?? 0;
}

/** A row of a list, with its encrypted texts. */
type FoundIntake = IntakeRow & { key: Buffer | null; fields_id: string; fields: Buffer; message_id: string; message: Buffer };

/** A page of intakes: those that wait by their limits, all others with the latest first. */
export async function listIntakes(
  queries: Queries,
  viewer: Viewer,
  { procedure, state = ['waiting'] }: IntakeFilter,
  { limit, offset = 0 }: { limit: number; offset?: number | undefined },
): Promise<ListedIntake[]> {
  const waiting = state.length === 1 && state[0] === 'waiting';
  const order = waiting ? sql`due_on nulls first, received_at, number` : sql`number desc`;
  const { rows } = await sql<FoundIntake>`
    with page as materialized (
      select * from intake
      where ${intakeVisibleTo(viewer)} and ${waiting ? sql`state = 'waiting'` : sql`state = any(${[...state]}::text[])`}
        ${procedure ? sql`and procedure = any(${[...procedure]}::text[])` : sql``}
      order by ${order} limit ${limit} offset ${offset}
    )
    select page.*, its.key, fields.id as fields_id, fields.cipher as fields, came.id as message_id, came.cipher as message
    from page
    left join keys.intake_key as its on its.intake = page.id
    cross join lateral (${latestText('fields')}) as fields
    cross join lateral (${latestText('source')}) as came
    order by ${order}`.execute(queries);
  return rows.map(({ key, fields_id, fields, message_id, message, ...row }) => {
    const read = <T>(id: string, cipher: Buffer) =>
      key ? (JSON.parse(decrypt(key, id, cipher).toString('utf8')) as T) : undefined;
    return listed(row, read<IntakeFields>(fields_id, fields) ?? {}, read<IntakeMessage | null>(message_id, message) ?? undefined);
  });
}

function latestText(purpose: 'fields' | 'source') {
  return sql`select id, cipher from intake_text where intake = page.id and purpose = ${purpose} order by number desc limit 1`;
}

function listed(row: IntakeRow, fields: IntakeFields, message: IntakeMessage | undefined): ListedIntake {
  return {
    id: row.id,
    number: row.number,
    source: row.source,
    channel: row.channel as Channel,
    procedure: row.procedure,
    suspicion: row.suspicion,
    receivedAt: row.received_at,
    receivedOn: row.received_on,
    dueOn: row.due_on,
    unread: row.unread,
    state: row.state,
    complaint: row.complaint,
    decidedAt: row.decided_at,
    name: fields.complainant?.name ?? message?.from?.name ?? message?.from?.address ?? '',
    subject: fields.matter ?? message?.subject ?? beginning(fields.reason ?? message?.text ?? ''),
  };
}

/** So much of a text stands in a list. */
const shown = 80;

function beginning(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  if (line.length <= shown) return line;
  const lastBlank = line.lastIndexOf(' ', shown);
  return `${line.slice(0, lastBlank > shown / 2 ? lastBlank : shown)} …`;
}
