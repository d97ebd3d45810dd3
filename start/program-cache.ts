import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether the path is a file that may be run. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The name of a program's file on this system. */
export function programFile(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}

/** The first program of that name on the search path (`PATH`), or undefined. */
export function onPath(name: string, searchPath: string): string | undefined {
  return searchPath
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, programFile(name)))
    .find(isProgram);
}

/**
 * Makes a folder of the cache: `make` fills a temporary folder, which is then moved to its place in one step. Of two processes
 * that make the same one at once, the first keeps its own and the second takes that. Returns false if `make` did.
 */
export async function makeInCache(
  cacheFolder: string,
  name: string,
  make: (folder: string) => Promise<boolean>,
): Promise<boolean> {
  mkdirSync(cacheFolder, { recursive: true });
  const unfinished = mkdtempSync(join(cacheFolder, `${name}.unfinished-`));
  try {
    if (!(await make(unfinished))) return false;
    moveIntoPlace(unfinished, join(cacheFolder, name));
    return true;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function moveIntoPlace(unfinished: string, place: string): void {
  try {
    renameSync(unfinished, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
  }
}
