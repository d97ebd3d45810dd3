import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { forgetChild, recordChild } from './child-record.ts';
import type { Environment } from './environment.ts';
import { lastLines } from './last-lines.ts';
import { type EndingStep, endProcess, identityOf } from './processes.ts';
import { untilTemporalServes } from './temporal-answers.ts';
import { keepLongEnough } from './temporal-namespace.ts';

/** The wait for a dev server to answer, in milliseconds. */
const startLimit = 60_000;

/** The name under which the data folder notes the process. */
export const devServerRecord = 'temporal-dev-server';

/** How the dev server is ended: in order, then at once. */
export const devServerEnding: readonly EndingStep[] = [
  { signal: 'SIGTERM', limitMilliseconds: 15_000 },
  { signal: 'SIGKILL', limitMilliseconds: 5_000 },
];

/** A running Temporal dev server. */
export type TemporalDevServer = {
  /** host:port of the gRPC frontend. */
  address: string;
  uiUrl: string;
  pid: number;
  /** Ends the server in order; may be called twice. */
  stop(): Promise<void>;
};

export type TemporalDevServerOptions = {
  /** Path of the Temporal CLI. */
  cli: string;
  /** The data folder, which must exist; the database is `temporal.db` within it. */
  folder: string;
  port: number;
  uiPort: number;
  namespace: string;
  logLevel?: Environment['LOG_LEVEL'];
  /** Called once if the server ends although nobody stopped it. */
  onExit?: (reason: string) => void;
};

/** The file that holds the dev server's database. */
export function devServerDatabase(folder: string): string {
  return join(resolve(folder), 'temporal.db');
}

/**
 * Starts the Temporal dev server on 127.0.0.1 with its database in the data folder, in its own process group, so that Ctrl-C
 * reaches it in order. Returns once it is healthy and its namespace keeps closed workflows for 90 days.
 * @throws Error with the server's own last words where it does not start
 */
export async function startTemporalDevServer(options: TemporalDevServerOptions): Promise<TemporalDevServer> {
  const folder = resolve(options.folder);
  const log = join(folder, 'temporal-dev-server.log');
  const child = spawnServer(options, folder, log);
  if (child.pid !== undefined) recordChild(folder, devServerRecord, child.pid);
  const failure = await untilTemporalServes(child, {
    port: options.port,
    limitMilliseconds: startLimit,
    prepare: (connection) => keepLongEnough(connection, options.namespace),
  });
  if (failure !== undefined) {
    await end(child, folder);
    throw new Error(`The Temporal dev server did not start (${failure}). ${lastLines(log, 3)}`);
  }
  return running(child, options, folder);
}

function running(child: ChildProcess, options: TemporalDevServerOptions, folder: string): TemporalDevServer {
  let stopping: Promise<void> | undefined;
  child.once('exit', (code, signal) => {
    if (stopping === undefined) options.onExit?.(`The Temporal dev server ended by itself (${signal ?? `exit code ${code}`})`);
  });
  return {
    address: addressOf(options),
    uiUrl: `http://127.0.0.1:${options.uiPort}`,
    pid: child.pid ?? -1,
    stop() {
      stopping ??= end(child, folder);
      return stopping;
    },
  };
}

function spawnServer(options: TemporalDevServerOptions, folder: string, log: string): ChildProcess {
  const flags = {
    ip: '127.0.0.1',
    port: options.port,
    'ui-port': options.uiPort,
    'db-filename': devServerDatabase(folder),
    namespace: options.namespace,
    'log-level': serverLogLevel(options.logLevel ?? 'info'),
    color: 'never',
  };
  // A write-ahead log, synced at each commit: as durable as without one, and twice as many starts a second.
  const pragmas = ['journal_mode=wal', 'synchronous=2'].flatMap((pragma) => ['--sqlite-pragma', pragma]);
  const args = [...Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, String(value)]), ...pragmas];
  // A file, and not a pipe to us: the server must be able to write after a kill -9 of this process.
  const output = openSync(log, 'w', 0o600);
  try {
    const stdio = ['ignore', output, output] as const;
    return spawn(options.cli, ['server', 'start-dev', ...args], { env: ownEnvironment(), stdio: [...stdio], detached: true });
  } finally {
    closeSync(output);
  }
}

async function end(child: ChildProcess, folder: string): Promise<void> {
  const identity = child.pid === undefined ? undefined : identityOf(child.pid);
  const hasEnded = child.exitCode !== null || child.signalCode !== null || identity === undefined;
  if (!hasEnded && !(await endProcess(identity, devServerEnding))) throw new Error('The Temporal dev server could not be ended');
  forgetChild(folder, devServerRecord);
}

function addressOf({ port }: TemporalDevServerOptions): string {
  return `127.0.0.1:${port}`;
}

/** Ours, one step quieter: the server's info is of its own inner life. */
function serverLogLevel(level: Environment['LOG_LEVEL']): string {
  const levels = {
    trace: 'debug',
    debug: 'info',
    info: 'warn',
    warn: 'warn',
    error: 'error',
    fatal: 'error',
    silent: 'never',
  } as const;
  return levels[level];
}

/** The CLI's own variables (TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE …) have no say here. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([variable]) => !variable.startsWith('TEMPORAL_')));
}
