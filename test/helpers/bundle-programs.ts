import { mkdirSync, mkdtempSync } from 'node:fs';
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
  const folder = mkdtempSync(join(cache, 'test-programs-'));
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

const whereTheSourcesAre: Plugin = {
  name: 'where the sources are',
  setup(builder) {
    builder.onLoad({ filter: /\.ts$/, namespace: 'file' }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return { loader: 'ts', contents: source.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)) };
    });
  },
};
