import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { asFault, Source } from './faults.ts';
import { checkStoredName, FileMissing, isStoredName, type Storage, StorageFault, type StoredFile } from './storage.ts';

const unfinished = 'unfinished';

/**
 * Storage in a folder of this machine, or one that several machines share: `ab/abcdef…`, each file and folder for its owner alone. A file
 * gets its name once its bytes are on the disk, and the name is on the disk before `write` returns.
 */
export class FolderStorage implements Storage {
  readonly #folder: string;

  /** @param folder is made where it is missing */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async write(bytes: AsyncIterable<Uint8Array>): Promise<{ name: string; size: number }> {
    const source = new Source();
    const path = join(this.#folder, unfinished, randomUUID());
    try {
      await mkdir(join(this.#folder, unfinished), { recursive: true, mode: 0o700 });
      const written = await writeWhole(path, source.of(bytes));
      await this.#moveIntoPlace(path, written.name);
      return written;
    } catch (thrown) {
      await rm(path, { force: true }).catch(() => undefined);
      throw source.orFault(thrown);
    }
  }

  async *read(name: string): AsyncGenerator<Uint8Array, void, void> {
    const path = this.#pathOf(name);
    try {
      yield* createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Uint8Array>;
    } catch (fault) {
      throw isMissing(fault) ? new FileMissing() : new StorageFault(fault);
    }
  }

  async remove(name: string): Promise<void> {
    await asFault(rm(this.#pathOf(name), { force: true }));
  }

  async *list(): AsyncGenerator<StoredFile, void, void> {
    for (const shard of await this.#namesIn(this.#folder)) {
      if (!/^[0-9a-f]{2}$/.test(shard)) continue;
      for (const name of (await this.#namesIn(join(this.#folder, shard))).filter(isStoredName)) {
        const found = await asFault(stat(this.#pathOf(name)).catch(unlessMissing));
        if (found) yield { name, size: found.size, keptAt: found.mtime };
      }
    }
  }

  async removeUnfinished(before: Date): Promise<number> {
    const folder = join(this.#folder, unfinished);
    let removed = 0;
    for (const name of await this.#namesIn(folder)) {
      const found = await asFault(stat(join(folder, name)).catch(unlessMissing));
      if (!found || found.mtime >= before) continue;
      await asFault(rm(join(folder, name), { force: true }));
      removed += 1;
    }
    return removed;
  }

  #pathOf(name: string): string {
    return join(this.#folder, checkStoredName(name).slice(0, 2), name);
  }

  async #namesIn(folder: string): Promise<string[]> {
    return ((await asFault(readdir(folder).catch(unlessMissing))) ?? []).sort();
  }

  async #moveIntoPlace(path: string, name: string): Promise<void> {
    const shard = join(this.#folder, name.slice(0, 2));
    const made = await mkdir(shard, { recursive: true, mode: 0o700 });
    await rename(path, this.#pathOf(name));
    await syncFolder(shard);
    if (made !== undefined) await syncFolder(this.#folder);
  }
}

async function writeWhole(path: string, bytes: AsyncIterable<Uint8Array>): Promise<{ name: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const part of bytes) {
      hash.update(part);
      size += part.length;
      await writeAll(file, part);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { name: hash.digest('hex'), size };
}

async function writeAll(file: FileHandle, part: Uint8Array): Promise<void> {
  for (let at = 0; at < part.length; ) at += (await file.write(part, at)).bytesWritten;
}

/** Makes new names in a folder survive a power failure; Windows cannot open a folder and does without. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function unlessMissing(fault: unknown): undefined {
  if (!isMissing(fault)) throw fault;
}

function isMissing(fault: unknown): boolean {
  return (fault as { code?: unknown }).code === 'ENOENT';
}
