import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from './durable-file.ts';
import { identityOf, type ProcessIdentity } from './processes.ts';

/** Notes a child process in the data folder, so that the next start can end it if this one is killed. */
export function recordChild(folder: string, name: string, pid: number): void {
  const identity = identityOf(pid);
  if (identity !== undefined) writeDurably(pathOf(folder, name), `${JSON.stringify(identity)}\n`);
}

/** Forgets a child process that has ended. */
export function forgetChild(folder: string, name: string): void {
  rmSync(pathOf(folder, name), { force: true });
}

/** The child process noted under that name, alive or not; undefined where none is, or where the note was cut off. */
export function recordedChild(folder: string, name: string): ProcessIdentity | undefined {
  try {
    const { pid, startedAt } = JSON.parse(readFileSync(pathOf(folder, name), 'utf8')) as Partial<ProcessIdentity>;
    return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt } : undefined;
  } catch {
    return undefined;
  }
}

function pathOf(folder: string, name: string): string {
  return join(folder, `${name}.pid`);
}
