import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { forgetChild, recordedChild } from './child-record.ts';
import { databaseEnding } from './embedded-database.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { keptSecret } from './kept-secret.ts';
import { commandLineOf, type EndingStep, endProcess, identityOf, isAlive, type ProcessIdentity } from './processes.ts';
import { devServerDatabase, devServerEnding, devServerRecord } from './temporal-dev-server.ts';

/** The data folder, held by this process alone. */
export type DataFolder = {
  /** Absolute. */
  path: string;
  /** Lets another start have the folder; may be called twice. */
  release(): void;
};

/**
 * Makes the data folder (mode 700; as root 711, so that PostgreSQL's account may pass through to its own folder), takes its lock,
 * and ends what a killed start has left running on it.
 * @param say told of each process that is ended
 * @throws FolderInUse if another start holds the folder
 * @throws Error if a process left over from a killed start does not end
 */
export async function openDataFolder(given: string, say: (line: string) => void): Promise<DataFolder> {
  const path = resolve(given);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, process.getuid?.() === 0 ? 0o711 : 0o700);
  const lock: FolderLock = lockFolder(path);
  try {
    await endLeftovers(path, say);
  } catch (error) {
    lock.release();
    throw error;
  }
  return { path, release: () => lock.release() };
}

/** The access token for staff: the given one, else one that is made once and kept in the folder with mode 600. */
export function adminToken(folder: string, given?: string): string {
  return given ?? keptSecret(resolve(folder), 'admin-api-token');
}

/** Ends the PostgreSQL and the Temporal dev server of this folder, if a killed start has left them running. No other process is touched. */
async function endLeftovers(folder: string, say: (line: string) => void): Promise<void> {
  const devServer = leftoverDevServer(folder);
  if (devServer !== undefined) await endLeftover('Temporal dev server', devServer, devServerEnding, say);
  forgetChild(folder, devServerRecord);
  const database = leftoverDatabase(folder);
  if (database !== undefined) await endLeftover('PostgreSQL', database, databaseEnding, say);
}

async function endLeftover(what: string, identity: ProcessIdentity, steps: readonly EndingStep[], say: (line: string) => void) {
  say(`A ${what} of an earlier start that was killed still runs (process ${identity.pid}); it is ended first.`);
  if (!(await endProcess(identity, steps)))
    throw new Error(`The ${what} of an earlier start (process ${identity.pid}) does not end.`);
}

/** The same process that was noted, and with this folder's database on its command line. */
function leftoverDevServer(folder: string): ProcessIdentity | undefined {
  const recorded = recordedChild(folder, devServerRecord);
  if (recorded === undefined || !isAlive(recorded)) return undefined;
  return commandLineOf(recorded.pid)?.includes(devServerDatabase(folder)) ? recorded : undefined;
}

/**
 * The process that PostgreSQL notes in its folder, if it is a PostgreSQL of this very folder. A note whose number has since gone to
 * a wholly different program is removed, since PostgreSQL would refuse to start because of it.
 */
function leftoverDatabase(folder: string): ProcessIdentity | undefined {
  const cluster = join(folder, 'postgres');
  const note = join(cluster, 'postmaster.pid');
  if (!existsSync(note)) return undefined;
  const pid = Number.parseInt(readFileSync(note, 'utf8'), 10);
  const identity = pid > 0 ? identityOf(pid) : undefined;
  const commandLine = identity === undefined ? undefined : commandLineOf(identity.pid);
  if (commandLine?.includes(`-D ${cluster} `)) return identity;
  if (commandLine !== undefined && !commandLine.includes('postgres')) rmSync(note, { force: true });
  return undefined;
}
