import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What tests start again and again. */
const programs = [
  'start/api.ts',
  'start/relay.ts',
  'start/start.ts',
  'start/worker.ts',
  'start/commands/doleance.ts',
  'start/commands/simulate.ts',
  'test/faults/processes/mail-server.ts',
];

/**
 * Makes one script of each program that tests start again and again: Node loads it in half the time that its sources take, and a run starts
 * some hundred. What a script reads beside its code it finds where the sources would.
 *
 * @returns the folder, within the project, from where packages are found; each script lies in it at its sources' path, with the ending `.mjs`
 */
export async function bundlePrograms(): Promise<string> {
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  removeLeftOvers(cache);
  const folder = mkdtempSync(join(cache, beginning));
  await build({
    absWorkingDir: root,
    entryPoints: programs,
    outbase: root,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    plugins: [whereTheSourcesAre],
  });
  return folder;
}

const beginning = 'test-programs-';

/** Of runs that were killed; those of today may be under way. */
function removeLeftOvers(cache: string): void {
  const yesterday = Date.now() - 86_400_000;
  for (const name of readdirSync(cache).filter((one) => one.startsWith(beginning))) {
    const folder = join(cache, name);
    if (statSync(folder).mtimeMs < yesterday) rmSync(folder, { recursive: true, force: true });
  }
}

const whereTheSourcesAre: Plugin = {
  name: 'where the sources are',
  setup(builder) {
    builder.onLoad({ filter: /\.ts$/, namespace: 'file' }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return { loader: 'ts', contents: source.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)) };
    });
  },
};
