import { randomUUID } from 'node:crypto';
import { judge } from './content/judge.ts';
import { Observation } from './content/observation.ts';
import { type AttachmentTypeName, attachmentTypes, type ContentRefusal } from './content/types.ts';
import { encryptFile } from './encryption.ts';
import type { AttachmentLimits } from './limits.ts';
import { safeName } from './names.ts';
import type { Storage } from './storage/storage.ts';

/** Why a file is not taken. */
export type AttachmentRefusal = ContentRefusal | 'too-large' | 'no-room' | 'too-many';

/** A file whose bytes the storage has. */
export interface KeptBytes {
  id: string;
  name: string;
  /** One of `attachmentTypes`. */
  type: string;
  /** Bytes of the content. */
  size: number;
  /** Of the content, in hexadecimal. */
  sha256: string;
  /** The name of its bytes in the storage. */
  storedAs: string;
  /** What a scan for malware came to. */
  result: { scan: 'clean' | 'not-scanned' } | { scan: 'infected'; signature: string };
}

/** What became of a file that was sent: its bytes are kept and wait to be entered, or it was refused and nothing of it is left. */
export type Taken<File = KeptBytes> = { file: File } | { refused: AttachmentRefusal; name: string };

/** How much room the files of one upload may still take; bytes. */
export interface Room {
  left: number;
}

/** A file that comes. */
export interface GivenFile {
  /** What the client calls it. */
  name: string;
  content: AsyncIterable<Uint8Array>;
  /** What it is, where who gives it knows: a mail as the mail server handed it over. Its content is not judged then. */
  type?: AttachmentTypeName | undefined;
  /** The most that it may have where it has a limit of its own; bytes. */
  most?: number | undefined;
}

/** With what files are taken in. */
export interface TakingParts {
  storage: Storage;
  limits: AttachmentLimits;
  scan: (file: { id: string; storedAs: string }, key: Buffer) => Promise<KeptBytes['result']>;
}

/**
 * Keeps a file's bytes under a key, encrypted and durable, and says what it is. The content is read as it comes, and no further than its
 * limit.
 *
 * @throws StorageFault @throws what the content throws
 */
export async function takeIn({ storage, limits, scan }: TakingParts, key: Buffer, given: GivenFile, room: Room): Promise<Taken> {
  const id = randomUUID();
  const seen = new Observation();
  const counted = { bytes: 0 };
  try {
    const stored = await storage.write(
      encryptFile(key, id, limited(seen.of(given.content), { most: given.most ?? limits.fileBytes, room, counted })),
    );
    const judged = given.type === undefined || seen.size === 0 ? await judge(seen) : { type: given.type };
    if ('refused' in judged) {
      await storage.remove(stored.name);
      throw new Refused(judged.refused);
    }
    const { type } = judged;
    const name = safeName(given.name, attachmentTypes[type].extensions);
    const file = { id, name, type, size: seen.size, sha256: seen.sha256, storedAs: stored.name };
    return { file: { ...file, result: await scan({ id, storedAs: stored.name }, key) } };
  } catch (fault) {
    room.left += counted.bytes;
    if (fault instanceof Refused) return { refused: fault.why, name: nameOfRefused(given.name) };
    throw fault;
  }
}

/** Takes its room as it comes, so that files that come at the same time share what there is. */
async function* limited(
  content: AsyncIterable<Buffer>,
  { most, room, counted }: { most: number; room: Room; counted: { bytes: number } },
): AsyncGenerator<Buffer, void, void> {
  for await (const part of content) {
    counted.bytes += part.length;
    room.left -= part.length;
    if (counted.bytes > most) throw new Refused('too-large');
    if (room.left < 0) throw new Refused('no-room');
    yield part;
  }
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
