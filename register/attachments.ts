import { sql } from 'kysely';
import type { Instant } from '../workflows/domain/time.ts';
import type { AttachmentRow, Removal } from './attachments-tables.ts';
import { holdComplaint } from './complaints.ts';
import { addToJournal } from './journal.ts';
import { decrypt, keepText, readKey } from './personal-texts.ts';
import type { Queries } from './register.ts';
import { nextScan, type PlainFile, plainFileOf, type ScanResult, scanColumns } from './scan-columns.ts';

/** What is personal about a file. */
interface Personal {
  name: string;
  /** Of the content, in hexadecimal. */
  sha256: string;
}

/** How that stands encrypted under the complaint's key. */
interface Details extends Personal {
  /** In base64: the file's own key, where it came before the complaint was there; its bytes are encrypted under that one. */
  key?: string;
}

/** A file whose bytes the storage has, to be entered for a complaint. */
export interface NewAttachment extends Personal {
  id: string;
  type: string;
  /** Bytes of the content. */
  size: number;
  /** The name of its bytes in the storage. */
  storedAs: string;
  result: ScanResult;
}

/** A file of a complaint. */
export interface Attachment extends Personal, PlainFile {
  reference: string;
  /** The name of its bytes in the storage; absent once they are gone. */
  storedAs?: string;
}

/** The complaint's files would be more than they may be in all. */
export class NoRoomLeft extends Error {
  constructor() {
    super('The complaint has no room for these files.');
    this.name = 'NoRoomLeft';
  }
}

/**
 * Enters files whose bytes are kept already, in the order given, with a journal row each; one that a scan found infected is quarantined
 * in the same moment.
 *
 * @param most what a complaint's files may have in all, in bytes
 * @throws NoRoomLeft @throws Erased
 */
export async function addAttachments(
  queries: Queries,
  { reference, files, actor, most }: { reference: string; files: readonly NewAttachment[]; actor: string; most: number },
  now: Instant,
): Promise<void> {
  await holdComplaint(queries, reference);
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if ((await sizeOfAttachments(queries, reference)) + size > most) throw new NoRoomLeft();
  const key = await readKey(queries, reference);
  for (const file of files) await addOne(queries, { reference, key, file, actor }, now);
}

/** A file that came before the complaint was there: with its own key, who added it and when. */
export interface MovedFile {
  file: NewAttachment;
  ownKey: Buffer;
  addedBy: string;
  addedAt: Date;
  scannedAt: Date | null;
  /** With what it came. */
  from: 'form' | 'intake' | 'private-page';
}

/** Enters a file that came before the complaint, which the transaction holds already, with its journal row. @throws Erased */
export async function addMovedAttachment(
  queries: Queries,
  { reference, moved, actor }: { reference: string; moved: MovedFile; actor: string },
  now: Instant,
): Promise<void> {
  await addOne(queries, { reference, key: await readKey(queries, reference), file: moved.file, actor, moved }, now);
}

async function addOne(
  queries: Queries,
  {
    reference,
    key,
    file,
    actor,
    moved,
  }: { reference: string; key: Buffer; file: NewAttachment; actor: string; moved?: MovedFile | undefined },
  now: Instant,
): Promise<void> {
  const { id, name, sha256, type, size, storedAs, result } = file;
  const own = moved && { key: moved.ownKey.toString('base64') };
  const content = JSON.stringify({ name, sha256, ...own } satisfies Details);
  const details = await keepText(queries, { reference, purpose: 'attachment', key, content });
  await queries
    .insertInto('attachment')
    .values({
      id,
      reference,
      details: details.id,
      type,
      size,
      stored_as: storedAs,
      ...scanColumns(result, now),
      ...(moved && { scanned_at: moved.scannedAt }),
      added_by: moved?.addedBy ?? actor,
      added_at: moved?.addedAt ?? new Date(now),
    })
    .execute();
  const detail = { attachment: id, type, size, scan: result.scan, ...(moved && { from: moved.from }) };
  await addToJournal(queries, { reference, at: now, actor, event: 'attachment-added', detail, digest: details.digest });
  if (result.scan === 'infected') await journalQuarantine(queries, { reference, id, signature: result.signature }, now);
}

async function journalQuarantine(
  queries: Queries,
  { reference, id, signature }: { reference: string; id: string; signature: string },
  now: Instant,
): Promise<void> {
  const detail = { attachment: id, signature };
  await addToJournal(queries, { reference, at: now, actor: 'doleance', event: 'attachment-quarantined', detail });
}

/** The files that a complaint has, in the order in which they came; those in quarantine too. @throws Erased */
export async function listAttachments(queries: Queries, reference: string): Promise<Attachment[]> {
  const rows = await queries
    .selectFrom('attachment')
    .innerJoin('personal_text as text', 'text.id', 'attachment.details')
    .selectAll('attachment')
    .select(['text.cipher'])
    .where('attachment.reference', '=', reference)
    .where('removed_at', 'is', null)
    .orderBy('number')
    .execute();
  if (rows.length === 0) return [];
  const key = await readKey(queries, reference);
  return rows.map((row) => attachmentOf(row, key));
}

/** A file that a complaint has. @returns undefined where it has none of this id, or not any more @throws Erased */
export async function findAttachment(queries: Queries, reference: string, id: string): Promise<Attachment | undefined> {
  const row = await queries
    .selectFrom('attachment')
    .innerJoin('personal_text as text', 'text.id', 'attachment.details')
    .selectAll('attachment')
    .select(['text.cipher'])
    .where('attachment.id', '=', id)
    .where('attachment.reference', '=', reference)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row && attachmentOf(row, await readKey(queries, reference));
}

/**
 * The key under which a file's bytes are encrypted: its own, or else the complaint's.
 *
 * @throws Erased where the complaint's person was erased
 */
export async function keyOfAttachment(
  queries: Queries,
  { reference, id }: Pick<Attachment, 'reference' | 'id'>,
): Promise<Buffer> {
  const key = await readKey(queries, reference);
  const row = await queries
    .selectFrom('attachment')
    .innerJoin('personal_text as text', 'text.id', 'attachment.details')
    .select(['details', 'text.cipher'])
    .where('attachment.id', '=', id)
    .where('attachment.reference', '=', reference)
    .executeTakeFirst();
  const own = row && detailsOf(row, key).key;
  return own === undefined ? key : Buffer.from(own, 'base64');
}

function detailsOf({ details, cipher }: { details: string; cipher: Buffer }, key: Buffer): Details {
  return JSON.parse(decrypt(key, details, cipher).toString('utf8')) as Details;
}

function attachmentOf(row: AttachmentRow & { cipher: Buffer }, key: Buffer): Attachment {
  const { name, sha256 } = detailsOf(row, key);
  return {
    ...plainFileOf(row),
    name,
    sha256,
    reference: row.reference,
    ...(row.stored_as === null ? {} : { storedAs: row.stored_as }),
  };
}

/** Bytes of the files that a complaint has. */
export async function sizeOfAttachments(queries: Queries, reference: string): Promise<number> {
  const { size } = await queries
    .selectFrom('attachment')
    .select(({ fn }) => fn.coalesce(fn.sum<number>('size'), sql<number>`0`).as('size'))
    .where('reference', '=', reference)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(size);
}

/**
 * Takes a file away from its complaint. Its bytes are removed from the storage by the next sweep; the journal says that it was there.
 *
 * @returns false where the complaint has none of this id, or not any more
 */
export async function removeAttachment(
  queries: Queries,
  { reference, id, actor, removal }: { reference: string; id: string; actor: string; removal: Removal },
  now: Instant,
): Promise<boolean> {
  await holdComplaint(queries, reference);
  const removed = await queries
    .updateTable('attachment')
    .set({ removed_at: new Date(now), removed_by: actor, removal })
    .where('id', '=', id)
    .where('reference', '=', reference)
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!removed) return false;
  const detail = { attachment: id, removal };
  await addToJournal(queries, { reference, at: now, actor, event: 'attachment-removed', detail });
  return true;
}

/** Records what a later scan came to; a file that was found infected meanwhile stays so. */
export async function recordScan(
  queries: Queries,
  { reference, id, result }: { reference: string; id: string; result: ScanResult },
  now: Instant,
): Promise<void> {
  await holdComplaint(queries, reference);
  const changed = await queries
    .updateTable('attachment')
    .set({ ...scanColumns(result, now), ...nextScan(result, now) })
    .where('id', '=', id)
    .where('scan', '=', 'not-scanned')
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (changed && result.scan === 'infected')
    await journalQuarantine(queries, { reference, id, signature: result.signature }, now);
}

/** A file's bytes in the storage. */
export interface StoredAttachment {
  id: string;
  reference: string;
  storedAs: string;
  number: number;
}

/** Files that wait for a scan and whose key is there, the oldest first. */
export async function attachmentsToScan(
  queries: Queries,
  { now, after, limit }: { now: Instant; after: number; limit: number },
): Promise<StoredAttachment[]> {
  const rows = await storedRows(queries)
    .where('scan', '=', 'not-scanned')
    .where('removed_at', 'is', null)
    .where((row) => row.or([row('scan_after', 'is', null), row('scan_after', '<=', new Date(now))]))
    .where('number', '>', after)
    .where(hasKey)
    .limit(limit)
    .execute();
  return rows as StoredAttachment[];
}

/** Files whose bytes nobody may read any more: taken away, or of somebody who was erased. */
export async function attachmentsToForget(queries: Queries, limit: number): Promise<StoredAttachment[]> {
  const rows = await storedRows(queries)
    .where((row) => row.or([row('removed_at', 'is not', null), sql<boolean>`not ${hasKey}`]))
    .limit(limit)
    .execute();
  return rows as StoredAttachment[];
}

/** Every file that has bytes and a key, a page at a time, in the order in which they came. */
export async function storedAttachments(
  queries: Queries,
  { after, limit }: { after: number; limit: number },
): Promise<(StoredAttachment & { details: string })[]> {
  const rows = await storedRows(queries)
    .select('details')
    .where('removed_at', 'is', null)
    .where('number', '>', after)
    .where(hasKey)
    .limit(limit)
    .execute();
  return rows as (StoredAttachment & { details: string })[];
}

/** Whether its complaint's key has not been destroyed. */
const hasKey = sql<boolean>`exists (select from keys.complaint_key as its where its.reference = attachment.reference)`;

function storedRows(queries: Queries) {
  return queries
    .selectFrom('attachment')
    .select(['id', 'reference', 'number', 'stored_as as storedAs'])
    .where('stored_as', 'is not', null)
    .orderBy('number');
}

/** Notes that the storage has a file's bytes no more. */
export async function forgetBytes(queries: Queries, id: string): Promise<void> {
  await queries.updateTable('attachment').set({ stored_as: null }).where('id', '=', id).execute();
}

/** Which of these names the register knows: as a complaint's file, or as one that waits. */
export async function knownStoredNames(queries: Queries, names: readonly string[]): Promise<Set<string>> {
  if (names.length === 0) return new Set();
  // In one statement, so that a file that moves from one to the other in the meantime is seen in one of them.
  const rows = await queries
    .selectFrom('attachment')
    .select('stored_as')
    .where('stored_as', 'in', [...names])
    .unionAll(
      queries
        .selectFrom('waiting_file')
        .select('stored_as')
        .where('stored_as', 'in', [...names])
        .$castTo<{ stored_as: string | null }>(),
    )
    .execute();
  return new Set(rows.flatMap(({ stored_as }) => (stored_as === null ? [] : [stored_as])));
}
