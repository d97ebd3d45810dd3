import { randomUUID } from 'node:crypto';
import {
  type Attachment,
  attachmentsToForget,
  attachmentsToScan,
  findAttachment,
  forgetBytes,
  knownStoredNames,
  type NewAttachment,
  recordScan,
  type ScanResult,
  type StoredAttachment,
  sizeOfAttachments,
  storedAttachments,
} from '../register/attachments.ts';
import { readKey } from '../register/personal-texts.ts';
import type { Register } from '../register/register.ts';
import { judge } from './content/judge.ts';
import { Observation } from './content/observation.ts';
import { attachmentTypes, type ContentRefusal } from './content/types.ts';
import { decryptFile, encryptFile, FileDamaged } from './encryption.ts';
import type { AttachmentLimits } from './limits.ts';
import { safeName } from './names.ts';
import type { Scanner } from './scanner.ts';
import { FileMissing, type Storage } from './storage/storage.ts';

/** Why a file is not taken. */
export type AttachmentRefusal = ContentRefusal | 'too-large' | 'no-room' | 'too-many';

/** What became of a file that was sent: its bytes are kept and wait to be entered, or it was refused and nothing of it is left. */
export type Taken = { file: NewAttachment } | { refused: AttachmentRefusal; name: string };

/** How much room the files of one upload may still take; bytes. */
export interface Room {
  left: number;
}

/** What a sweep did. */
export interface Sweep {
  /** Scanned now, with a result. */
  scanned: number;
  infected: number;
  /** Waiting still: no scanner, or one that came to no result. */
  notScanned: number;
  /** Bytes removed of files that were taken away, or whose person was erased. */
  forgotten: number;
}

/** What tidying the storage did. */
export interface Tidying {
  /** Begun and never finished. */
  unfinished: number;
  /** Files that the register does not know, removed. */
  orphans: number;
  /** Files that the register does not know, left where they are: there are more than it does know, so this may be another's storage. */
  left: number;
}

/** What is wrong with a kept file. */
export interface AttachmentFault {
  reference: string;
  attachment: string;
  fault: 'missing' | 'damaged' | 'changed';
}

const hour = 3_600_000;
/** So old must be what was never finished; milliseconds. */
const unfinishedAge = 24 * hour;
/** So old must be what the register does not know, so that a register that is put back from a backup loses nothing at once. */
const orphanAge = 7 * 24 * hour;
/** So few strangers are removed whatever else is there. */
const fewStrangers = 20;
const pageSize = 100;

/** The files of complaints: taken in, given out, scanned, checked and cleared away. */
export class Attachments {
  readonly limits: AttachmentLimits;
  readonly #register: Register;
  readonly #storage: Storage;
  readonly #scanner: Scanner | undefined;

  /** @param parts.scanner absent where no scanner is set: then no file is ever called clean */
  constructor(parts: { register: Register; storage: Storage; scanner?: Scanner | undefined; limits: AttachmentLimits }) {
    this.limits = parts.limits;
    this.#register = parts.register;
    this.#storage = parts.storage;
    this.#scanner = parts.scanner;
  }

  /** Whether files are scanned here at all. */
  get scans(): boolean {
    return this.#scanner !== undefined;
  }

  /** The room that a complaint has left for an upload. */
  async roomOf(reference: string): Promise<Room> {
    return { left: this.limits.complaintBytes - (await sizeOfAttachments(this.#register.database, reference)) };
  }

  /**
   * Keeps a file's bytes, encrypted and durable, and says what it is; it belongs to the complaint once it is entered. The content is
   * read as it comes, and no further than its limit.
   *
   * @param given.name what the client calls it
   * @throws StorageFault @throws Erased @throws what the content throws
   */
  async take(reference: string, given: { name: string; content: AsyncIterable<Uint8Array> }, room: Room): Promise<Taken> {
    const key = await readKey(this.#register.database, reference);
    const id = randomUUID();
    const seen = new Observation();
    const counted = { bytes: 0 };
    try {
      const stored = await this.#storage.write(encryptFile(key, id, this.#limited(seen.of(given.content), room, counted)));
      const judged = await judge(seen);
      if ('refused' in judged) {
        await this.#storage.remove(stored.name);
        throw new Refused(judged.refused);
      }
      const { type } = judged;
      const name = safeName(given.name, attachmentTypes[type].extensions);
      const file = { id, name, type, size: seen.size, sha256: seen.sha256, storedAs: stored.name };
      return { file: { ...file, result: await this.#scan({ id, storedAs: stored.name }, key) } };
    } catch (fault) {
      room.left += counted.bytes;
      if (fault instanceof Refused) return { refused: fault.why, name: nameOfRefused(given.name) };
      throw fault;
    }
  }

  /** Removes bytes that were kept and are not entered after all. What fails here is found by a later sweep. */
  async discard(files: readonly NewAttachment[]): Promise<void> {
    for (const { storedAs } of files) await this.#storage.remove(storedAs).catch(() => undefined);
  }

  /**
   * The content of a file, each part once it is known to be right. It is to be read, or nothing closes it.
   *
   * @throws FileMissing @throws StorageFault @throws Erased; in the middle also FileDamaged
   */
  async open({ id, reference, storedAs }: Pick<Attachment, 'id' | 'reference' | 'storedAs'>): Promise<AsyncIterable<Uint8Array>> {
    if (storedAs === undefined) throw new FileMissing();
    const key = await readKey(this.#register.database, reference);
    return begun(decryptFile(key, id, this.#storage.read(storedAs)));
  }

  /** Scans a file that waits for it, if the scanner is there: the file as it stands then. */
  async scanIfDue(attachment: Attachment): Promise<Attachment> {
    if (attachment.scan !== 'not-scanned' || attachment.storedAs === undefined || !(await this.#scanner?.isThere()))
      return attachment;
    await this.#scanNow({ ...attachment, storedAs: attachment.storedAs });
    return (await findAttachment(this.#register.database, attachment.reference, attachment.id)) ?? attachment;
  }

  /** Scans what waits for it, and removes the bytes of what was taken away or erased. */
  async sweep(): Promise<Sweep> {
    return { ...(await this.#scanWaiting()), forgotten: await this.#forget() };
  }

  /** Removes from the storage what was never finished, and what the register does not know. */
  async tidy(now = Date.now()): Promise<Tidying> {
    const unfinished = await this.#storage.removeUnfinished(new Date(now - unfinishedAge));
    const { strangers, known } = await this.#strangers(new Date(now - orphanAge));
    if (strangers.length > fewStrangers && strangers.length > known) return { unfinished, orphans: 0, left: strangers.length };
    for (const name of strangers) await this.#storage.remove(name);
    return { unfinished, orphans: strangers.length, left: 0 };
  }

  /** Reads every file that the register has, and tells what is wrong. @param count told of each file that was read */
  async *verify(count: () => void = () => undefined): AsyncGenerator<AttachmentFault, void, void> {
    for await (const { id, reference } of this.#stored()) {
      const attachment = await findAttachment(this.#register.database, reference, id);
      if (!attachment) continue;
      const fault = await this.#faultOf(attachment);
      count();
      if (fault) yield { reference, attachment: id, fault };
    }
  }

  async #faultOf(attachment: Attachment): Promise<AttachmentFault['fault'] | undefined> {
    const seen = new Observation();
    try {
      await finished(seen.of(await this.open(attachment)));
    } catch (fault) {
      if (fault instanceof FileMissing) return 'missing';
      if (fault instanceof FileDamaged) return 'damaged';
      throw fault;
    }
    return seen.sha256 === attachment.sha256 && seen.size === attachment.size ? undefined : 'changed';
  }

  async *#stored(): AsyncGenerator<StoredAttachment, void, void> {
    for (let after = 0; ; ) {
      const page = await storedAttachments(this.#register.database, { after, limit: pageSize });
      yield* page;
      const last = page.at(-1);
      if (!last || page.length < pageSize) return;
      after = last.number;
    }
  }

  async #scanWaiting(): Promise<Omit<Sweep, 'forgotten'>> {
    const done = { scanned: 0, infected: 0, notScanned: 0 };
    if (!(await this.#scanner?.isThere())) return done;
    const now = this.#register.clock();
    for (let after = 0; ; ) {
      const page = await attachmentsToScan(this.#register.database, { now, after, limit: pageSize });
      for (const waiting of page) {
        const { scan } = await this.#scanNow(waiting);
        if (scan === 'not-scanned') done.notScanned += 1;
        else done.scanned += 1;
        if (scan === 'infected') done.infected += 1;
      }
      const last = page.at(-1);
      if (!last || page.length < pageSize) return done;
      after = last.number;
    }
  }

  async #scanNow({ id, reference, storedAs }: Omit<StoredAttachment, 'number'>): Promise<ScanResult> {
    const { database, clock } = this.#register;
    const result = await this.#scan({ id, storedAs }, await readKey(database, reference)).catch((fault: unknown): ScanResult => {
      // It is not the scanner's fault, and `verify` tells it: it is tried again, ever more seldom.
      if (fault instanceof FileMissing || fault instanceof FileDamaged) return { scan: 'not-scanned' };
      throw fault;
    });
    await database.transaction().execute((queries) => recordScan(queries, { reference, id, result }, clock()));
    return result;
  }

  async #scan({ id, storedAs }: { id: string; storedAs: string }, key: Buffer): Promise<ScanResult> {
    if (!this.#scanner) return { scan: 'not-scanned' };
    const verdict = await this.#scanner.scan(decryptFile(key, id, this.#storage.read(storedAs)));
    return verdict.scan === 'not-scanned' ? { scan: 'not-scanned' } : verdict;
  }

  async #forget(): Promise<number> {
    let forgotten = 0;
    for (;;) {
      const page = await attachmentsToForget(this.#register.database, pageSize);
      for (const { id, storedAs } of page) {
        await this.#storage.remove(storedAs);
        await forgetBytes(this.#register.database, id);
        forgotten += 1;
      }
      if (page.length < pageSize) return forgotten;
    }
  }

  async #strangers(before: Date): Promise<{ strangers: string[]; known: number }> {
    const strangers: string[] = [];
    let known = 0;
    let page: string[] = [];
    const look = async () => {
      const names = await knownStoredNames(this.#register.database, page);
      known += names.size;
      strangers.push(...page.filter((name) => !names.has(name)));
      page = [];
    };
    for await (const { name, keptAt } of this.#storage.list()) {
      if (keptAt >= before) continue;
      page.push(name);
      if (page.length === pageSize) await look();
    }
    await look();
    return { strangers, known };
  }

  /** Takes its room as it comes, so that files that come at the same time share what there is. */
  async *#limited(content: AsyncIterable<Buffer>, room: Room, counted: { bytes: number }): AsyncGenerator<Buffer, void, void> {
    for await (const part of content) {
      counted.bytes += part.length;
      room.left -= part.length;
      if (counted.bytes > this.limits.fileBytes) throw new Refused('too-large');
      if (room.left < 0) throw new Refused('no-room');
      yield part;
    }
  }
}

/** Reads to the end, for what is seen on the way. */
async function finished(content: AsyncGenerator<unknown>): Promise<void> {
  while (!(await content.next()).done);
}

/** Reads the first part before it gives anything, so that a file that cannot be read is known before its answer begins. */
async function begun(content: AsyncGenerator<Buffer, void, void>): Promise<AsyncIterable<Uint8Array>> {
  const first = await content.next();
  return (async function* () {
    if (first.done) return;
    yield first.value;
    yield* content;
  })();
}

/** A file may not be attached. */
class Refused extends Error {
  readonly why: AttachmentRefusal;
  constructor(why: AttachmentRefusal) {
    super(why);
    this.why = why;
  }
}

/** What a refused file is called when people are told of it: its own name, whatever it says that it is. */
function nameOfRefused(given: string): string {
  const ending = /\.([\p{L}\p{N}]{1,10})$/u.exec(given)?.[1]?.toLowerCase();
  return ending === undefined ? safeName(given, ['x']).slice(0, -2) : safeName(given, [ending]);
}
