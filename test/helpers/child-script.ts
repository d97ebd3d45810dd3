import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A script that runs as a process of its own, so that it can be killed. */
export type ChildScript = {
  child: ChildProcess;
  pid: number;
  /** What it said first: the one line of JSON by which it tells that it is ready. */
  ready: Promise<Record<string, unknown>>;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string>;
};

/** Starts a script of `test/` in its own process group, as a terminal does with `npm start`. */
export function startScript(path: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildScript {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', `${root}test/${path}`, ...args], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  const ended = new Promise<number | string>((told) => child.once('exit', (code, signal) => told(signal ?? code ?? -1)));
  const ready = new Promise<Record<string, unknown>>((told, failed) => {
    child.stdout.on('data', (chunk) => {
      output += chunk;
      const line = output.indexOf('\n');
      if (line >= 0) told(JSON.parse(output.slice(0, line)) as Record<string, unknown>);
    });
    child.once('close', () => failed(new Error(`${path} ended before it was ready: ${errors}`)));
  });
  ready.catch(() => undefined);
  return { child, pid: child.pid ?? -1, ready, ended };
}
