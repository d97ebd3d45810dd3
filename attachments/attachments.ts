import { randomBytes } from 'node:crypto';
import {
  type Attachment,
  attachmentsToForget,
  attachmentsToScan,
  findAttachment,
  forgetBytes,
  keyOfAttachment,
  knownStoredNames,
  type NewAttachment,
  recordScan,
  sizeOfAttachments,
  storedAttachments,
} from '../register/attachments.ts';
import { Erased, readKey } from '../register/personal-texts.ts';
import type { Queries, Register } from '../register/register.ts';
import type { ScanResult } from '../register/scan-columns.ts';
import {
  findWaitingFile,
  forgetWaitingFile,
  type Holder,
  keyOfWaitingFile,
  type NewWaitingFile,
  recordWaitingScan,
  sizeOfWaitingFiles,
  storedWaitingFiles,
  type WaitingFile,
  waitingFilesToForget,
  waitingFilesToScan,
} from '../register/waiting-files.ts';
import { begun } from './begun.ts';
import { Observation } from './content/observation.ts';
import { decryptFile, FileDamaged } from './encryption.ts';
import type { AttachmentLimits } from './limits.ts';
import type { Scanner } from './scanner.ts';
import { FileMissing, type Storage } from './storage/storage.ts';
import { type GivenFile, type Room, type Taken, takeIn } from './taking.ts';

export type { AttachmentRefusal, GivenFile, Room, Taken } from './taking.ts';

/** A kept file: a complaint's, or one that waits for its complaint. */
export type KeptFile = Attachment | WaitingFile;

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
  /** The complaint, or whose the file is before it is a complaint's. */
  of: { reference: string } | Holder;
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

/** The files of complaints, and those that wait for their complaint: taken in, given out, scanned, checked and cleared away. */
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

  /** The room of a complaint, a draft or an intake that is not there yet. */
  roomOfNew(): Room {
    return { left: this.limits.complaintBytes };
  }

  /** The room that a complaint has left for an upload. */
  async roomOf(reference: string): Promise<Room> {
    return { left: this.limits.complaintBytes - (await sizeOfAttachments(this.#register.database, reference)) };
  }

  /** The room that a draft or an intake has left. */
  async roomOfWaiting(holder: Holder): Promise<Room> {
    return { left: this.limits.complaintBytes - (await sizeOfWaitingFiles(this.#register.database, holder)) };
  }

  /**
   * Keeps a file's bytes, encrypted and durable, and says what it is; it belongs to the complaint once it is entered.
   *
   * @throws StorageFault @throws Erased @throws what the content throws
   */
  async take(reference: string, given: GivenFile, room: Room): Promise<Taken> {
    return this.#takeUnder(await readKey(this.#register.database, reference), given, room);
  }

  /**
   * The same for a file that belongs to no complaint yet: it gets a key of its own, and is a draft's or an intake's once it is entered
   * (`addWaitingFiles`, or `keepIntake` with files).
   *
   * @throws StorageFault @throws what the content throws
   */
  async takeWaiting(given: GivenFile, room: Room): Promise<Taken<NewWaitingFile>> {
    const key = randomBytes(32);
    const taken = await this.#takeUnder(key, given, room);
    return 'file' in taken ? { file: { ...taken.file, key } } : taken;
  }

  #takeUnder(key: Buffer, given: GivenFile, room: Room): Promise<Taken> {
    const scan = (file: { id: string; storedAs: string }) => this.#scan(file, key);
    return takeIn({ storage: this.#storage, limits: this.limits, scan }, key, given, room);
  }

  /** Removes bytes that were kept and are not entered after all. What fails here is found by a later sweep. */
  async discard(files: readonly NewAttachment[]): Promise<void> {
    for (const { storedAs } of files) await this.#storage.remove(storedAs).catch(() => undefined);
  }

  /**
   * The same after a fault that leaves open whether they were entered: what the register has stays. Where it cannot be asked everything
   * stays, and a later tidying finds what is nobody's.
   */
  async discardUnlessEntered(files: readonly NewAttachment[]): Promise<void> {
    const names = files.map(({ storedAs }) => storedAs);
    const entered = await knownStoredNames(this.#register.database, names).catch(() => new Set(names));
    await this.discard(files.filter(({ storedAs }) => !entered.has(storedAs)));
  }

  /**
   * The content of a file, each part once it is known to be right. It is to be read to its end, or closed (`return`).
   *
   * @throws FileMissing @throws StorageFault @throws Erased; in the middle also FileDamaged
   */
  async open(file: KeptFile): Promise<AsyncIterableIterator<Uint8Array>> {
    if (file.storedAs === undefined) throw new FileMissing();
    return begun(decryptFile(await this.#keyOf(file), file.id, this.#storage.read(file.storedAs)));
  }

  #keyOf(file: Pick<Attachment, 'id' | 'reference'> | { id: string }): Promise<Buffer> {
    const { database } = this.#register;
    return 'reference' in file ? keyOfAttachment(database, file) : keyOfWaitingFile(database, file.id);
  }

  /** Scans a file that waits for it, if the scanner is there: the file as it stands then. */
  async scanIfDue<File extends KeptFile>(file: File): Promise<File> {
    const { scan, storedAs } = file;
    if (scan !== 'not-scanned' || storedAs === undefined || !(await this.#scanner?.isThere())) return file;
    await this.#scanNow({ ...file, storedAs });
    const { database } = this.#register;
    const found =
      'reference' in file
        ? await findAttachment(database, file.reference, file.id)
        : await findWaitingFile(database, file.holder, file.id);
    return (found as File | undefined) ?? file;
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
    for await (const file of this.#stored()) {
      const fault = await this.#faultOf(file);
      count();
      if (fault) yield { of: 'reference' in file ? { reference: file.reference } : file.holder, attachment: file.id, fault };
    }
  }

  async #faultOf(file: KeptFile): Promise<AttachmentFault['fault'] | undefined> {
    const seen = new Observation();
    try {
      await finished(seen.of(await this.open(file)));
    } catch (fault) {
      if (fault instanceof FileMissing) return 'missing';
      if (fault instanceof FileDamaged) return 'damaged';
      throw fault;
    }
    return seen.sha256 === file.sha256 && seen.size === file.size ? undefined : 'changed';
  }

  async *#stored(): AsyncGenerator<KeptFile, void, void> {
    const { database } = this.#register;
    for await (const { id, reference } of paged((page) => storedAttachments(database, page))) {
      const attachment = await findAttachment(database, reference, id);
      if (attachment) yield attachment;
    }
    for await (const waiting of paged((page) => storedWaitingFiles(database, page))) {
      // It may have become a complaint's while the others were read.
      const file = await findWaitingFile(database, waiting.holder, waiting.id);
      if (file) yield file;
    }
  }

  async #scanWaiting(): Promise<Omit<Sweep, 'forgotten'>> {
    const done = { scanned: 0, infected: 0, notScanned: 0 };
    if (!(await this.#scanner?.isThere())) return done;
    const { database, clock } = this.#register;
    const now = clock();
    for (const toScan of [attachmentsToScan, waitingFilesToScan]) {
      for await (const file of paged((page) => toScan(database, { now, ...page }))) {
        const { scan } = await this.#scanNow(file);
        if (scan === 'not-scanned') done.notScanned += 1;
        else done.scanned += 1;
        if (scan === 'infected') done.infected += 1;
      }
    }
    return done;
  }

  async #scanNow(file: { id: string; storedAs: string; reference?: string }): Promise<ScanResult> {
    const { database, clock } = this.#register;
    const { id, storedAs, reference } = file;
    const key = await this.#keyOf(reference === undefined ? { id } : { id, reference }).catch(unlessGone);
    // Its person was erased, or it has moved into a complaint, since it was listed.
    if (key === undefined) return { scan: 'not-scanned' };
    const result = await this.#scan({ id, storedAs }, key).catch((fault: unknown): ScanResult => {
      // It is not the scanner's fault, and `verify` tells it: it is tried again, ever more seldom.
      if (fault instanceof FileMissing || fault instanceof FileDamaged) return { scan: 'not-scanned' };
      throw fault;
    });
    await database
      .transaction()
      .execute((queries) =>
        reference === undefined
          ? recordWaitingScan(queries, id, result, clock())
          : recordScan(queries, { reference, id, result }, clock()),
      );
    return result;
  }

  async #scan({ id, storedAs }: { id: string; storedAs: string }, key: Buffer): Promise<ScanResult> {
    if (!this.#scanner) return { scan: 'not-scanned' };
    const verdict = await this.#scanner.scan(decryptFile(key, id, this.#storage.read(storedAs)));
    return verdict.scan === 'not-scanned' ? { scan: 'not-scanned' } : verdict;
  }

  async #forget(): Promise<number> {
    const { database } = this.#register;
    const complaints = await this.#forgetAll(attachmentsToForget, (id) => forgetBytes(database, id));
    return complaints + (await this.#forgetAll(waitingFilesToForget, (id) => forgetWaitingFile(database, id)));
  }

  async #forgetAll(
    list: (queries: Queries, limit: number) => Promise<{ id: string; storedAs: string }[]>,
    forget: (id: string) => Promise<void>,
  ): Promise<number> {
    let forgotten = 0;
    for (;;) {
      const page = await list(this.#register.database, pageSize);
      for (const { id, storedAs } of page) {
        await this.#storage.remove(storedAs);
        await forget(id);
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
}

/** Reads to the end, for what is seen on the way. */
async function finished(content: AsyncGenerator<unknown>): Promise<void> {
  while (!(await content.next()).done);
}

/** Everything that a list has, a page at a time, by number. */
async function* paged<Row extends { number: number }>(
  list: (page: { after: number; limit: number }) => Promise<Row[]>,
): AsyncGenerator<Row, void, void> {
  for (let after = 0; ; ) {
    const page = await list({ after, limit: pageSize });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    after = last.number;
  }
}

function unlessGone(fault: unknown): undefined {
  if (!(fault instanceof Erased)) throw fault;
}
