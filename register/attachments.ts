import { sql } from 'kysely';
import type { Instant } from '../workflows/domain/time.ts';
import type { AttachmentRow, Removal } from './attachments-tables.ts';
import { holdComplaint } from './complaints.ts';
import { addToJournal } from './journal.ts';
import { decrypt, keepText, readKey } from './personal-texts.ts';
import type { Queries } from './register.ts';

/** What is personal about a file: it stands encrypted under the complaint's key. */
interface Details {
  name: string;
  /** Of the content, in hexadecimal. */
  sha256: string;
}

/** What a scan for malware came to. */
export type ScanResult = { scan: 'clean' | 'not-scanned' } | { scan: 'infected'; signature: string };

/** A file whose bytes the storage has, to be entered for a complaint. */
export interface NewAttachment extends Details {
  id: string;
  type: string;
  /** Bytes of the content. */
  size: number;
  /** The name of its bytes in the storage. */
  storedAs: string;
  result: ScanResult;
}

/** A file of a complaint. */
export interface Attachment extends Details {
  id: string;
  reference: string;
  type: string;
  /** Bytes of the content. */
  size: number;
  scan: AttachmentRow['scan'];
  scannedAt?: Date;
  /** What the scanner calls the malware. */
  signature?: string;
  addedBy: string;
  addedAt: Date;
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

async function addOne(
  queries: Queries,
  { reference, key, file, actor }: { reference: string; key: Buffer; file: NewAttachment; actor: string },
  now: Instant,
): Promise<void> {
  const { id, name, sha256, type, size, storedAs, result } = file;
  const content = JSON.stringify({ name, sha256 } satisfies Details);
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
      scan: result.scan,
      scanned_at: result.scan === 'not-scanned' ? null : new Date(now),
      signature: result.scan === 'infected' ? result.signature : null,
      added_by: actor,
      added_at: new Date(now),
    })
    .execute();
  const detail = { attachment: id, type, size, scan: result.scan };
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

function attachmentOf(row: AttachmentRow & { cipher: Buffer }, key: Buffer): Attachment {
  const details = JSON.parse(decrypt(key, row.details, row.cipher).toString('utf8')) as Details;
  return {
    ...details,
    id: row.id,
    reference: row.reference,
    type: row.type,
    size: row.size,
    scan: row.scan,
    ...(row.scanned_at === null ? {} : { scannedAt: row.scanned_at }),
    ...(row.signature === null ? {} : { signature: row.signature }),
    addedBy: row.added_by,
    addedAt: row.added_at,
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

/** After a scan that came to no result the next is tried a little later, at most this much; seconds. */
const longestWait = 24 * 3600;

/** Records what a later scan came to; a file that was found infected meanwhile stays so. */
export async function recordScan(
  queries: Queries,
  { reference, id, result }: { reference: string; id: string; result: ScanResult },
  now: Instant,
): Promise<void> {
  await holdComplaint(queries, reference);
  const done = result.scan !== 'not-scanned';
  const changed = await queries
    .updateTable('attachment')
    .set((row) => ({
      scan: result.scan,
      scanned_at: done ? new Date(now) : null,
      signature: result.scan === 'infected' ? result.signature : null,
      scan_failures: done ? row('scan_failures', '+', 0) : row('scan_failures', '+', 1),
      scan_after: done
        ? null
        : sql<Date>`${new Date(now)}::timestamptz + make_interval(secs => least(${longestWait}, 60 * power(2, least(scan_failures, 20))))`,
    }))
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

/** Which of these names the register knows. */
export async function knownStoredNames(queries: Queries, names: readonly string[]): Promise<Set<string>> {
  if (names.length === 0) return new Set();
  const rows = await queries
    .selectFrom('attachment')
    .select('stored_as')
    .where('stored_as', 'in', [...names])
    .execute();
  return new Set(rows.flatMap(({ stored_as }) => (stored_as === null ? [] : [stored_as])));
}
