import { type ChildProcess, fork, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lastLines } from '../../start/last-lines.ts';
import { endProcess, identityOf } from '../../start/processes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A process of its own, so that its CPU time can be told from the others'. */
export interface Role {
  pid: number;
  /** The next message that fits. Rejects where the process ends before. */
  next<News>(fits: (news: News) => boolean): Promise<News>;
  /** Rejects once the process has ended, with its last words. */
  ended: Promise<never>;
  listen<News>(hear: (news: News) => void): void;
  tell(message: object): void;
  /** Ends it in order, then at once; may be called twice. */
  stop(): Promise<void>;
}

/** How a role is started. */
export interface RoleOptions {
  /** Where its output is kept. */
  folder: string;
  name: string;
  /** Of Node: `--cpu-prof`. */
  flags?: readonly string[];
}

/** Starts a role of `bench/roles/`, which is given its settings as JSON and speaks with this process. */
export function startRole(script: string, settings: object, { folder, name, flags = [] }: RoleOptions): Role {
  const log = join(folder, `${name}.log`);
  const child = withLog(log, (output) =>
    fork(join(root, 'bench/roles', script), [], {
      cwd: root,
      // Not on the command line, which everybody on the machine can read: an address holds a password.
      env: { ...process.env, NODE_OPTIONS: '', TZ: 'UTC', BENCH_SETTINGS: JSON.stringify(settings) },
      execArgv: ['--import', 'tsx', ...flags],
      stdio: ['ignore', output, output, 'ipc'],
    }),
  );
  return roleOf(child, name, log);
}

/** Starts a program of Doléance's own as production does, with its settings in the environment. */
export function startProgram(script: string, env: Readonly<Record<string, string>>, { folder, name }: RoleOptions): Role {
  const log = join(folder, `${name}.log`);
  const child = withLog(log, (output) =>
    spawn(process.execPath, ['--import', 'tsx', join(root, script)], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: '', TZ: 'UTC', ...env },
      stdio: ['ignore', output, output],
    }),
  );
  return roleOf(child, name, log);
}

function withLog(log: string, start: (output: number) => ChildProcess): ChildProcess {
  const output = openSync(log, 'w', 0o600);
  try {
    return start(output);
  } finally {
    closeSync(output);
  }
}

function roleOf(child: ChildProcess, name: string, log: string): Role {
  const ended = new Promise<never>((_, failed) => {
    child.once('error', failed);
    child.once('exit', (code, signal) =>
      failed(new Error(`The ${name} of the bench ended (${signal ?? `exit code ${code}`}). ${lastLines(log, 5)}`)),
    );
  });
  ended.catch(() => undefined);
  let stopping: Promise<void> | undefined;
  return {
    pid: child.pid ?? -1,
    ended,
    next: (fits) => Promise.race([nextMessage(child, fits), ended]),
    listen: (hear) => void child.on('message', hear),
    tell: (message) => void child.send(message),
    stop() {
      stopping ??= end(child, name);
      return stopping;
    },
  };
}

function nextMessage<News>(child: ChildProcess, fits: (news: News) => boolean): Promise<News> {
  return new Promise((told) => {
    const hear = (news: News) => {
      if (!fits(news)) return;
      child.off('message', hear);
      told(news);
    };
    child.on('message', hear);
  });
}

async function end(child: ChildProcess, name: string): Promise<void> {
  const identity = child.pid === undefined ? undefined : identityOf(child.pid);
  if (child.exitCode !== null || child.signalCode !== null || identity === undefined) return;
  const steps = [
    { signal: 'SIGTERM', limitMilliseconds: 30_000 },
    { signal: 'SIGKILL', limitMilliseconds: 5_000 },
  ] as const;
  if (!(await endProcess(identity, steps))) throw new Error(`The ${name} of the bench could not be ended.`);
}
