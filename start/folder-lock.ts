import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf, isAlive, type ProcessIdentity } from './processes.ts';

/** Another living process holds the folder; the message is one line. */
export class FolderInUse extends Error {
  readonly folder: string;
  readonly holder: number;
  constructor(folder: string, holder: number) {
    super(`${folder} is in use by process ${holder}: stop that one first, or give this one a DATA_DIR of its own.`);
    this.name = 'FolderInUse';
    this.folder = folder;
    this.holder = holder;
  }
}

/** A lock that is held. */
export type FolderLock = { release(): void };

type Holder = ProcessIdentity & { once: string };

/**
 * Takes the lock of a folder, `doleance.lock`, for this process. One whose holder is dead, be it by kill -9 or a reboot, is taken
 * over: a holder is its number and its start time, so that another process of the same number does not count.
 * @throws FolderInUse if a living process holds it
 */
export function lockFolder(folder: string): FolderLock {
  return acquire(folder, join(folder, 'doleance.lock'));
}

function acquire(folder: string, path: string): FolderLock {
  const own = JSON.stringify({ ...ourselves(), once: randomUUID() } satisfies Holder);
  while (!makeLock(path, own)) {
    const other = read(path);
    if (other === undefined) continue;
    const holder = parse(other);
    if (holder !== undefined && isAlive(holder)) throw new FolderInUse(folder, holder.pid);
    takeAway(folder, path, other);
  }
  return {
    release() {
      if (read(path) === own) rmSync(path, { force: true });
    },
  };
}

/**
 * Removes a dead holder's lock. Only who holds the lock on taking over may, and only after seeing that it is still the dead one's:
 * else two that saw the same dead holder could remove each other's. That second lock is taken over in the same way.
 */
function takeAway(folder: string, path: string, dead: string): void {
  const takeover = acquire(folder, `${path}.takeover`);
  try {
    if (read(path) === dead) rmSync(path);
  } finally {
    takeover.release();
  }
}

/** The lock appears whole or not at all: a link is made in one step and never replaces. */
function makeLock(path: string, content: string): boolean {
  const made = `${path}.${randomUUID()}`;
  writeFileSync(made, content, { mode: 0o600 });
  try {
    linkSync(made, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(made, { force: true });
  }
}

function ourselves(): ProcessIdentity {
  return identityOf(process.pid) ?? { pid: process.pid, startedAt: '' };
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Undefined for what a power failure has left empty or cut off: its holder is dead too. */
function parse(content: string): Holder | undefined {
  try {
    const { pid, startedAt, once } = JSON.parse(content) as Partial<Holder>;
    return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt, once: once ?? '' } : undefined;
  } catch {
    return undefined;
  }
}
