import { sql } from 'kysely';
import type { Instant } from '../workflows/domain/time.ts';
import { addMovedAttachment, type NewAttachment, NoRoomLeft } from './attachments.ts';
import { holdComplaint } from './complaints.ts';
import { type DraftSource, marksOfSource } from './draft-budget.ts';
import { decrypt, Erased, encrypt } from './personal-texts.ts';
import type { Queries } from './register.ts';
import { nextScan, type PlainFile, plainFileOf, type ScanResult, scanColumns } from './scan-columns.ts';
import type { WaitingFileRow } from './waiting-files-tables.ts';

/** Whose a file is before it is a complaint's: a draft of the web form, or an intake; by id. */
export type Holder = { draft: string } | { intake: string };

/** A file whose bytes the storage has under a key of its own, to be entered for a holder. */
export interface NewWaitingFile extends NewAttachment {
  key: Buffer;
}

/** A file that belongs to no complaint yet. */
export interface WaitingFile extends PlainFile {
  holder: Holder;
  name: string;
  /** Of the content, in hexadecimal. */
  sha256: string;
  /** The name of its bytes in the storage. */
  storedAs: string;
}

/** What is personal about a file: it stands encrypted under the file's own key. */
interface Details {
  name: string;
  sha256: string;
}

/**
 * Enters files whose bytes are kept already, in the order given.
 *
 * @param by.most what the holder's files may have in all, in bytes; left out where nothing may be lost
 * @param by.source of files that came with a form which anybody may fill in: they count in its budgets
 * @throws NoRoomLeft @throws Erased where there is no such holder any more
 */
export async function addWaitingFiles(
  queries: Queries,
  holder: Holder,
  files: readonly NewWaitingFile[],
  { actor, most, source }: { actor: string; most?: number | undefined; source?: DraftSource | undefined },
  now: Instant,
): Promise<void> {
  if (files.length === 0) return;
  await holdFiles(queries, holder);
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (most !== undefined && (await sizeOfWaitingFiles(queries, holder)) + size > most) throw new NoRoomLeft();
  const marks = source === undefined ? undefined : await marksOfSource(queries, source);
  for (const { id, key, name, sha256, type, size, storedAs, result } of files) {
    await queries
      .insertInto('keys.waiting_file_key')
      .values({ file: id, key, intake: null, draft: null, ...holder })
      .execute();
    await queries
      .insertInto('waiting_file')
      .values({
        id,
        details: encrypt(key, id, JSON.stringify({ name, sha256 } satisfies Details)),
        type,
        size,
        stored_as: storedAs,
        ...scanColumns(result, now),
        added_by: actor,
        added_at: new Date(now),
        ...marks,
      })
      .execute();
  }
}

/** Holds a holder's files until the transaction ends: none is added, and none moves on. @throws Erased where there is no such holder */
export async function holdFiles(queries: Queries, holder: Holder): Promise<void> {
  const held =
    'draft' in holder
      ? queries.selectFrom('keys.draft_key').select('draft as id').where('draft', '=', holder.draft)
      : queries.selectFrom('keys.intake_key').select('intake as id').where('intake', '=', holder.intake);
  if (!(await held.forNoKeyUpdate().executeTakeFirst())) throw new Erased(nameOf(holder));
}

function nameOf(holder: Holder): string {
  return 'draft' in holder ? `draft ${holder.draft}` : `intake ${holder.intake}`;
}

function filesOf(queries: Queries, holder: Holder) {
  return allFiles(queries).where(heldBy(holder));
}

function allFiles(queries: Queries) {
  return queries
    .selectFrom('waiting_file as waiting')
    .innerJoin('keys.waiting_file_key as its', 'its.file', 'waiting.id')
    .selectAll('waiting')
    .select(['its.key', 'its.intake', 'its.draft']);
}

function heldBy(holder: Holder) {
  return 'draft' in holder ? sql<boolean>`its.draft = ${holder.draft}` : sql<boolean>`its.intake = ${holder.intake}`;
}

type Found = WaitingFileRow & { key: Buffer; intake: string | null; draft: string | null };

/** The files that a holder has, in the order in which they came; those in quarantine too. */
export async function listWaitingFiles(queries: Queries, holder: Holder): Promise<WaitingFile[]> {
  const rows = await filesOf(queries, holder).orderBy('waiting.number').execute();
  return rows.map(waitingFileOf);
}

/** A file that a holder has. @returns undefined where it has none of this id, or not any more */
export async function findWaitingFile(queries: Queries, holder: Holder, id: string): Promise<WaitingFile | undefined> {
  const row = await filesOf(queries, holder).where('waiting.id', '=', id).executeTakeFirst();
  return row && waitingFileOf(row);
}

/** Files of each of these intakes, by id; one that has none is left out. */
export async function countWaitingFiles(queries: Queries, intakes: readonly string[]): Promise<Map<string, number>> {
  if (intakes.length === 0) return new Map();
  const { rows } = await sql<{ intake: string; files: number }>`
    select intake, count(*)::integer as files from keys.waiting_file_key where intake = any(${[...intakes]}::uuid[]) group by intake`.execute(
    queries,
  );
  return new Map(rows.map(({ intake, files }) => [intake, files]));
}

function waitingFileOf({ key, intake, draft, ...row }: Found): WaitingFile {
  const { name, sha256 } = detailsOf(row, key);
  return {
    ...plainFileOf(row),
    holder: intake === null ? { draft: draft ?? '' } : { intake },
    name,
    sha256,
    storedAs: row.stored_as,
  };
}

function detailsOf({ id, details }: Pick<WaitingFileRow, 'id' | 'details'>, key: Buffer): Details {
  return JSON.parse(decrypt(key, id, details).toString('utf8')) as Details;
}

/** The key of a waiting file. @throws Erased where it has been destroyed, or has gone with the file into a complaint */
export async function keyOfWaitingFile(queries: Queries, id: string): Promise<Buffer> {
  const row = await queries.selectFrom('keys.waiting_file_key').select('key').where('file', '=', id).executeTakeFirst();
  if (!row) throw new Erased(`waiting file ${id}`);
  return row.key;
}

/** Bytes of the files that a holder has. */
export async function sizeOfWaitingFiles(queries: Queries, holder: Holder): Promise<number> {
  const { rows } = await sql<{ size: number }>`
    select coalesce(sum(size), 0)::bigint as size from waiting_file join keys.waiting_file_key as its on its.file = waiting_file.id
    where ${heldBy(holder)}`.execute(queries);
  return Number(rows[0]?.size ?? 0);
}

/** Takes a file away: nobody can read it from now on, and its bytes go with the next sweep. @returns whether there was one */
export async function removeWaitingFile(queries: Queries, holder: Holder, id: string): Promise<boolean> {
  const removed = await queries
    .deleteFrom('keys.waiting_file_key as its')
    .where('file', '=', id)
    .where(heldBy(holder))
    .returning('file')
    .executeTakeFirst();
  return removed !== undefined;
}

/** The files of a draft are the intake's from now on; nothing else of them changes. @returns how many */
export async function moveToIntake(queries: Queries, draft: string, intake: string): Promise<number> {
  await holdFiles(queries, { draft });
  const moved = await queries
    .updateTable('keys.waiting_file_key')
    .set({ draft: null, intake })
    .where('draft', '=', draft)
    .returning('file')
    .execute();
  const files = moved.map(({ file }) => file);
  if (files.length > 0)
    await queries.updateTable('waiting_file').set({ firm: null, network: null }).where('id', 'in', files).execute();
  return files.length;
}

/**
 * The files of a draft or an intake are the complaint's from now on, in the transaction in which it is registered or receives them: with a
 * journal row each. Their bytes stay as they are; erasing the complaint erases their keys. One that has more than a complaint's files may
 * have keeps them all the same: nothing that came is lost.
 *
 * @returns how many
 * @throws Erased where the holder, or the complaint's person, is gone
 */
export async function moveToComplaint(
  queries: Queries,
  holder: Holder,
  reference: string,
  { actor }: { actor: string },
  now: Instant,
): Promise<number> {
  await holdComplaint(queries, reference);
  await holdFiles(queries, holder);
  const rows = await filesOf(queries, holder).orderBy('waiting.number').forUpdate('waiting').execute();
  for (const { key, ...row } of rows) {
    const { id, type, size, stored_as: storedAs } = row;
    const file = { ...detailsOf(row, key), id, type, size, storedAs, result: resultOf(row) };
    const since = { addedBy: row.added_by, addedAt: row.added_at, scannedAt: row.scanned_at };
    const moved = { file, ownKey: key, ...since, from: 'draft' in holder ? ('form' as const) : ('intake' as const) };
    await addMovedAttachment(queries, { reference, moved, actor }, now);
    await queries.deleteFrom('waiting_file').where('id', '=', id).execute();
    await queries.deleteFrom('keys.waiting_file_key').where('file', '=', id).execute();
  }
  return rows.length;
}

function resultOf({ scan, signature }: WaitingFileRow): ScanResult {
  return scan === 'infected' ? { scan, signature: signature ?? '' } : { scan };
}

/** Records what a later scan came to. One that has moved into a complaint meanwhile is scanned there. */
export async function recordWaitingScan(queries: Queries, id: string, result: ScanResult, now: Instant): Promise<void> {
  await queries
    .updateTable('waiting_file')
    .set({ ...scanColumns(result, now), ...nextScan(result, now) })
    .where('id', '=', id)
    .where('scan', '=', 'not-scanned')
    .execute();
}

/** A waiting file's bytes in the storage. */
export interface StoredWaitingFile {
  id: string;
  storedAs: string;
  number: number;
}

function storedRows(queries: Queries) {
  return queries.selectFrom('waiting_file').select(['id', 'number', 'stored_as as storedAs']).orderBy('number');
}

const hasKey = sql<boolean>`exists (select from keys.waiting_file_key as its where its.file = waiting_file.id)`;

/** Files that wait for a scan and whose key is there, the oldest first. */
export async function waitingFilesToScan(
  queries: Queries,
  { now, after, limit }: { now: Instant; after: number; limit: number },
): Promise<StoredWaitingFile[]> {
  return storedRows(queries)
    .where('scan', '=', 'not-scanned')
    .where((row) => row.or([row('scan_after', 'is', null), row('scan_after', '<=', new Date(now))]))
    .where('number', '>', after)
    .where(hasKey)
    .limit(limit)
    .execute();
}

/** Files whose bytes nobody may read any more: taken away, of a draft that was given up, or of an intake that was erased. */
export async function waitingFilesToForget(queries: Queries, limit: number): Promise<StoredWaitingFile[]> {
  return storedRows(queries).where(sql<boolean>`not ${hasKey}`).limit(limit).execute();
}

/** Every file that has a key, a page at a time, in the order in which they came. */
export async function storedWaitingFiles(
  queries: Queries,
  { after, limit }: { after: number; limit: number },
): Promise<(WaitingFile & { number: number })[]> {
  const rows = await allFiles(queries).where('waiting.number', '>', after).orderBy('waiting.number').limit(limit).execute();
  return rows.map((row) => ({ ...waitingFileOf(row), number: row.number }));
}

/** Forgets a file whose bytes the storage has no more. */
export async function forgetWaitingFile(queries: Queries, id: string): Promise<void> {
  await queries.deleteFrom('waiting_file').where('id', '=', id).where(sql<boolean>`not ${hasKey}`).execute();
}
