import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { programOf, sharedBundle } from '../faults/helpers/processes.ts';
import { testWith } from '../helpers/programs.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';
import { scenarioText } from './told-stories.ts';

/** The command as a process of its own, with a folder of its own for what is temporary. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const makeFolder = temporaryFolders();
const testOnServer = testWith('Temporal test server');

describe('npm run simulate', () => {
  testOnServer(
    'prints JSON lines and nothing else, each of a batch with its scenario, and leaves nothing behind but what was asked for',
    async () => {
      const folder = makeFolder();
      const [scenarios, out, temporary] = await Promise.all(['scenarios', 'out', 'temporary'].map((name) => made(folder, name)));
      for (const name of ['almena-27-may', 'optimco-ordinary'])
        writeFileSync(join(scenarios ?? '', `${name}.yaml`), scenarioText(name));
      const { output, code } = await finished(simulate(['--batch', scenarios ?? '', '--out', out ?? ''], temporary));
      const lines = output.split('\n').filter((line) => line !== '');
      const told = lines.map((line) => JSON.parse(line) as Record<string, string>);
      expect(code).toBe(0);
      expect(told.every(({ scenario, at, event }) => scenario && at && event)).toBe(true);
      expect([...new Set(told.map(({ scenario }) => scenario))]).toEqual(['almena-27-may', 'optimco-ordinary']);
      expect(told.filter(({ letter }) => letter === 'acknowledgement').map(({ at }) => at?.slice(0, 10))).toEqual([
        '2026-06-01',
        '2026-04-08',
      ]);
      const files = readdirSync(join(out ?? '', 'almena-27-may'));
      const number = String(told.findIndex(({ letter }) => letter === 'acknowledgement') + 1).padStart(2, '0');
      for (const ending of ['html', 'txt', 'eml']) expect(files).toContain(`${number}-acknowledgement-complainant.${ending}`);
      const page = readFileSync(join(out ?? '', 'almena-27-may', 'index.html'), 'utf8');
      const links = [...page.matchAll(/<a href="([^"#]+)"/g)].map(([, file = '']) => file);
      expect(links.length).toBeGreaterThan(3);
      expect(links.every((file) => files.includes(file))).toBe(true);
      const list = readFileSync(join(out ?? '', 'index.html'), 'utf8');
      expect([...list.matchAll(/<a href="([^"]+)"/g)].map(([, file]) => file)).toEqual([
        'almena-27-may/index.html',
        'optimco-ordinary/index.html',
      ]);
      // The acknowledgement and the answer of each, and no breach.
      expect([...list.matchAll(/>(\d+)<\/td>/g)].map(([, number]) => number)).toEqual(['2', '0', '2', '0']);
      expect(leftIn(temporary ?? '')).toEqual([]);
    },
    120_000,
  );

  testOnServer(
    'ends in order with 130 at Ctrl-C, since not all is told, and leaves nothing behind',
    async () => {
      const temporary = await made(makeFolder(), 'temporary');
      const run = simulate(['--batch', 'test/scenarios'], temporary);
      await new Promise((begun) => run.child.stdout?.once('data', begun));
      run.child.kill('SIGINT');
      const { output, code } = await finished(run);
      expect(code).toBe(130);
      expect(output.trim().split('\n').length).toBeLessThan(200);
      expect(leftIn(temporary)).toEqual([]);
    },
    120_000,
  );

  test('tells every mistake of every scenario before anything starts, and ends with 1', async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'one.yaml'), 'procedure: optimco\ncomplaint: {}\n');
    writeFileSync(join(folder, 'two.yaml'), 'procedure: nobody\n');
    const { output, errors, code } = await finished(simulate(['--batch', folder], folder));
    expect({ output, code }).toEqual({ output: '', code: 1 });
    expect(errors.trim().split('\n').slice(-2)).toEqual([
      `${join(folder, 'one.yaml')}: complaint.received: is missing`,
      expect.stringContaining(`${join(folder, 'two.yaml')}: procedure: is not known; allowed: `),
    ]);
  }, 60_000);

  test('refuses a folder that holds anything else before anything starts', async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'notes.md'), '');
    const { output, errors, code } = await finished(
      simulate(['test/scenarios/almena-27-may.yaml', '--out', folder], makeFolder()),
    );
    expect({ output, code, files: readdirSync(folder) }).toEqual({ output: '', code: 1, files: ['notes.md'] });
    expect(errors.trim().split('\n').at(-1)).toMatch(/^simulate: --out: '.+' holds 'notes\.md'; allowed: /);
  }, 60_000);

  test.each<[string[], string]>([
    [[], 'simulate: the scenario is missing; --help shows an example'],
    [['nowhere.yaml'], "simulate: 'nowhere.yaml' does not exist"],
    [['--batch', 'docs'], "simulate: --batch: 'docs' has no scenario; allowed: files that end with .yaml"],
    [['a.yaml', 'b.yaml'], "simulate: one scenario at a time, or --batch FOLDER; 'b.yaml' is one too many"],
    [['a.yaml', '--batch', 'docs'], "simulate: 'a.yaml' cannot stand beside --batch"],
    [
      ['--fast'],
      "simulate: Unknown option '--fast'; allowed: a scenario's file, --out FOLDER, --batch FOLDER, --json-schema, --help",
    ],
  ])(
    'called with %j it says what is wrong',
    async (args, line) => {
      const { output, errors, code } = await finished(simulate(args, makeFolder()));
      expect({ output, code, last: errors.trim().split('\n').at(-1) }).toEqual({ output: '', code: 1, last: line });
    },
    60_000,
  );

  test('prints the JSON schema of a scenario', async () => {
    const { output, code } = await finished(simulate(['--json-schema'], makeFolder()));
    expect(code).toBe(0);
    expect(Object.keys(JSON.parse(output).properties)).toEqual(['procedure', 'title', 'complaint', 'events', 'until']);
  }, 60_000);
});

interface Run {
  child: ChildProcess;
  ended: Promise<{ output: string; errors: string; code: number | null }>;
}

function simulate(args: string[], temporary = ''): Run {
  const child = spawn(process.execPath, [...programOf('start/commands/simulate.ts'), ...args], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', ...sharedBundle(), TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (errors += chunk));
  return { child, ended: new Promise((told) => child.once('close', (code) => told({ output, errors, code }))) };
}

function finished({ ended }: Run) {
  return ended;
}

async function made(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(path);
  return path;
}

/** What the simulator has left there; caches of other programs do not count. */
function leftIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('doleance-')) : [];
}
