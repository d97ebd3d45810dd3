import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from '@jest/globals';
import { lowFreePorts } from '../../../start/free-port.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A process of Doléance's own that a test may kill. */
export interface RunningProcess {
  pid: number;
  /** The signal that ended it, or its exit code. */
  ended: Promise<NodeJS.Signals | number>;
  stillRuns(): boolean;
  /** kill -9; resolves once it has ended. Does nothing to one that has ended already. */
  kill(): Promise<void>;
  /** The last that it said. */
  lastWords(): string;
  /** All that it said. */
  allWords(): string;
}

/** Starts a script with more environment than the test's own. */
export type StartProcess = (script: string, env: Readonly<Record<string, string>>) => RunningProcess;

const all: { script: string; process: RunningProcess }[] = [];

/** How each process fares and what it said last, for the message of a wait that was in vain. */
export function howProcessesFare(): string {
  const fares = all.map(
    ({ script, process }) => `${script} ${process.stillRuns() ? 'runs' : 'has ended'}: ${process.lastWords().slice(-1_000)}`,
  );
  return fares.join('\n');
}

/** Everything that any process of this test file has said. */
export function allWords(): string {
  return all.map(({ process }) => process.allWords()).join('\n');
}

/**
 * Starts processes, and kills those that are still there when the test file has ended, well or not.
 *
 * @param fromSources as people start them; otherwise from the scripts that the run has made of them, where it has (bundle-programs.ts)
 */
export function processes({ fromSources = false } = {}): StartProcess {
  const started: RunningProcess[] = [];
  afterAll(async () => {
    await Promise.all(started.map((one) => one.kill()));
  });
  return (script, env) => {
    const one = startProcess(fromSources ? sourcesOf(script) : programOf(script), env);
    started.push(one);
    all.push({ script, process: one });
    return one;
  };
}

function startProcess(program: readonly string[], env: Readonly<Record<string, string>>): RunningProcess {
  const child = spawn(process.execPath, program, {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', ...sharedBundle(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = keepWords(child);
  const ended = new Promise<NodeJS.Signals | number>((told) => child.once('exit', (code, signal) => told(signal ?? code ?? -1)));
  return {
    pid: child.pid ?? -1,
    ended,
    stillRuns: () => child.exitCode === null && child.signalCode === null,
    lastWords: () => said().slice(-4_000),
    allWords: said,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** What Node is to be called with for a program, by its sources' path in the project: its script, where the run has made one. */
export function programOf(sources: string): string[] {
  const folder = process.env['TEST_PROGRAMS'];
  const script = folder === undefined ? undefined : join(folder, sources.replace(/\.ts$/, '.mjs'));
  return script !== undefined && existsSync(script) ? [script] : sourcesOf(sources);
}

function sourcesOf(sources: string): string[] {
  return ['--import', 'tsx', sources];
}

/** The bundle that all tests of a run share: making it anew is most of what a worker does until it is there. */
export function sharedBundle(): Record<string, string> {
  const bundle = process.env['TEST_WORKFLOW_BUNDLE'];
  return bundle === undefined ? {} : { WORKFLOW_BUNDLE: bundle };
}

function keepWords(child: ChildProcess): () => string {
  let said = '';
  const keep = (chunk: Buffer) => {
    said += chunk.toString('utf8');
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return () => said;
}

/** A port that stays free while its server is down, which others try again and again meanwhile. */
export async function steadyPort(): Promise<number> {
  const [port] = await lowFreePorts(1);
  return port as number;
}
