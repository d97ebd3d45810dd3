import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { processes, steadyPort } from '../../faults/helpers/processes.ts';
import { adminToken, Staff } from '../../faults/helpers/staff.ts';
import { testWith } from '../../helpers/programs.ts';
import { temporaryFolders } from '../../helpers/temporary-folder.ts';

const limit = 240_000;
const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));
// Within the project, where the client finds its packages as a user's does.
const folder = join(root, '.cache', `client-${process.pid}`);
const start = processes({ fromSources: true });
const data = temporaryFolders()();

beforeAll(() => mkdir(folder, { recursive: true }));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a script of the project to its end. @throws Error with what it said */
function script(...args: string[]): Promise<{ stdout: string }> {
  return run(process.execPath, ['--import', 'tsx', ...args], { cwd: root, env: { ...process.env, NODE_OPTIONS: '' } });
}

testWith('Temporal CLI')(
  'a client that is generated from the running document compiles, and does the README’s tour',
  async () => {
    const names = ['PORT', 'TEMPORAL_PORT', 'TEMPORAL_UI_PORT', 'SMTP_PORT', 'MAIL_UI_PORT', 'DATABASE_PORT'] as const;
    const ports = Object.fromEntries(await Promise.all(names.map(async (name) => [name, String(await steadyPort())])));
    const everything = start('start/start.ts', { ...ports, DATA_DIR: data, ADMIN_API_TOKEN: adminToken, LOG_LEVEL: 'warn' });
    const url = `http://127.0.0.1:${ports.PORT}`;
    await new Staff(url, new Map()).untilThere();

    await script('start/commands/client-types.ts', '--url', url, '--out', join(folder, 'doleance.ts'));
    expect(await readFile(join(folder, 'doleance.ts'), 'utf8')).toContain('export interface paths');
    await copyFile(join(root, 'test/api/client/tour.mts'), join(folder, 'tour.mts'));
    const settings = { extends: '../../tsconfig.json', include: ['./*.mts', './*.ts'], exclude: [] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(settings));
    const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
    const compiled = await run(process.execPath, [compiler, '-p', folder], { cwd: root }).catch((error: unknown) => error);
    expect(compiled).toMatchObject({ stdout: '' });

    const { stdout } = await script(join(folder, 'tour.mts'), url, adminToken);
    const { reference, ...seen } = JSON.parse(stdout) as { reference: string };
    expect(reference).toMatch(/^OPT-\d{4}-000001$/);
    expect(seen).toEqual({
      stage: 'disagreed',
      previewed: ['forwarding', 'forwarding-notice'],
      sent: ['acknowledgement', 'forwarding', 'forwarding-notice', 'upheld', 'recourse-details'],
      listed: [reference],
    });
    // In order, with all its servers: npm start ends so by Ctrl-C.
    process.kill(everything.pid, 'SIGTERM');
    expect(await everything.ended).toBe(0);
  },
  limit,
);
