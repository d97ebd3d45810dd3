import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from './call.ts';
import type { Scenario } from './scenario.ts';

/** A folder that a simulation writes into, and the folders that may stand in it. */
interface OutFolder {
  path: string;
  within: readonly string[];
}

/** What the simulator itself writes: `03-acknowledgement-complainant.html`, and the page. */
const ownName = /^(?:\d{2,}-[a-z-]+\.(?:html|txt|eml)|index\.html)$/;

/** Where a call's letters and pages go: one folder, or in a batch one for each scenario within it. */
export function outFolders(out: string, scenarios: readonly Scenario[], batch: boolean): OutFolder[] {
  if (!batch) return [{ path: out, within: [] }];
  const within = scenarios.map(({ name }) => name);
  return [{ path: out, within }, ...within.map((name) => ({ path: join(out, name), within: [] }))];
}

/**
 * Removes what an earlier simulation has left, so that no old letter stands beside a new one.
 *
 * @throws UsageError where a folder holds anything else; then nothing is removed
 */
export async function clearOutFolders(folders: readonly OutFolder[]): Promise<void> {
  const own = await Promise.all(folders.map(ownFilesIn));
  await Promise.all(own.flat().map((file) => rm(file)));
}

async function ownFilesIn({ path, within }: OutFolder): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new UsageError(`--out: '${path}' cannot be written into (${error.code ?? 'unknown reason'})`);
  });
  const foreign = entries.find((entry) =>
    entry.isDirectory() ? !within.includes(entry.name) : !(entry.isFile() && ownName.test(entry.name)),
  );
  if (foreign) {
    const allowed = 'allowed: a new or empty folder, or one that holds nothing but an earlier simulation of the same';
    throw new UsageError(`--out: '${path}' holds '${foreign.name}'; ${allowed}`);
  }
  return entries.filter((entry) => entry.isFile()).map(({ name }) => join(path, name));
}
