import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Environment } from './environment.ts';
import { lowFreePorts } from './free-port.ts';
import { lastLines } from './last-lines.ts';
import { type EndingStep, endProcess, identityOf } from './processes.ts';
import { runLimited } from './run-limited.ts';
import { untilTemporalServes } from './temporal-answers.ts';
import { keepNamespace } from './temporal-namespace.ts';
import type { TemporalServerPrograms } from './temporal-programs.ts';

/** The very files that docker-compose.yml gives to Temporal's containers. */
const configuration = fileURLToPath(new URL('../production/temporal', import.meta.url));

/** The wait for a server to answer, in milliseconds. */
const startLimit = 90_000;

const ending: readonly EndingStep[] = [
  { signal: 'SIGTERM', limitMilliseconds: 20_000 },
  { signal: 'SIGKILL', limitMilliseconds: 5_000 },
];

/** A running Temporal server on PostgreSQL. */
export type TemporalServer = {
  /** host:port of the gRPC frontend. */
  address: string;
  pid: number;
  /** Ends the server in order; may be called twice. */
  stop(): Promise<void>;
};

export type TemporalServerOptions = {
  programs: TemporalServerPrograms;
  /** A PostgreSQL server, 12 or later, and a user who may create databases there; which database it names does not matter. */
  databaseUrl: string;
  /** An existing folder for the server's log. */
  folder: string;
  /** Of the gRPC frontend, on 127.0.0.1. What the server's parts say to each other goes through ports that were free. */
  port: number;
  /** Made where it is missing; `default` unless given. Closed workflows are kept for 90 days. */
  namespace?: string;
  /** The server's own; `warn` unless given. */
  logLevel?: Exclude<Environment['LOG_LEVEL'], 'trace' | 'silent'>;
  /** Called once if the server ends although nobody stopped it. */
  onExit?: (reason: string) => void;
};

/**
 * Starts Temporal as production runs it, without containers: its databases `temporal` and `temporal_visibility` on a PostgreSQL
 * server, made and brought up to date first, 512 shards, the four services in one process, in its own process group.
 * @throws Error with the program's own last words where a step fails
 */
export async function startTemporalServer(options: TemporalServerOptions): Promise<TemporalServer> {
  const log = join(resolve(options.folder), 'temporal-server.log');
  const database = databaseVariables(options.databaseUrl);
  await prepareDatabases(options.programs.sql, database);
  const child = spawnServer(options, { ...database, ...(await portVariables(options.port)) }, log);
  const failure = await untilTemporalServes(child, {
    port: options.port,
    limitMilliseconds: startLimit,
    prepare: (connection) => keepNamespace(connection, options.namespace ?? 'default'),
  });
  if (failure !== undefined) {
    await end(child);
    throw new Error(`The Temporal server did not start (${failure}). ${lastWordsIn(log)}`);
  }
  return running(child, options);
}

function running(child: ChildProcess, { port, onExit }: TemporalServerOptions): TemporalServer {
  let stopping: Promise<void> | undefined;
  child.once('exit', (code, signal) => {
    if (stopping === undefined) onExit?.(`The Temporal server ended by itself (${signal ?? `exit code ${code}`})`);
  });
  return {
    address: `127.0.0.1:${port}`,
    pid: child.pid ?? -1,
    stop() {
      stopping ??= end(child);
      return stopping;
    },
  };
}

type Variables = Readonly<Record<string, string>>;

/** The variables by which Temporal's programs know a database; the password stands on no command line. */
function databaseVariables(databaseUrl: string): Variables {
  const { hostname, port, username, password } = new URL(databaseUrl);
  return {
    SQL_PLUGIN: 'postgres12',
    SQL_HOST: hostname,
    SQL_PORT: port === '' ? '5432' : port,
    SQL_USER: decodeURIComponent(username),
    SQL_PASSWORD: decodeURIComponent(password),
  };
}

async function prepareDatabases(sqlTool: string, database: Variables): Promise<void> {
  const result = await runLimited('sh', [join(configuration, 'prepare-databases.sh')], {
    limitSeconds: 120,
    env: { ...ownEnvironment(), ...database, TEMPORAL_SQL_TOOL: sqlTool },
  });
  if (!result.ok) throw new Error(`Temporal's databases could not be prepared: ${result.reason}`);
}

function spawnServer({ programs, logLevel = 'warn' }: TemporalServerOptions, variables: Variables, log: string): ChildProcess {
  const env = {
    ...ownEnvironment(),
    ...variables,
    TEMPORAL_SERVER_LOG_LEVEL: logLevel,
    TEMPORAL_DYNAMIC_CONFIG_FILE: join(configuration, 'dynamic-config.yaml'),
  };
  const args = ['--root', configuration, '--config', '.', '--env', 'production', '--allow-no-auth', 'start'];
  // A file, and not a pipe to us: the server must be able to write after a kill -9 of this process.
  const output = openSync(log, 'w', 0o600);
  try {
    return spawn(programs.server, args, { env, stdio: ['ignore', output, output], detached: true });
  } finally {
    closeSync(output);
  }
}

async function end(child: ChildProcess): Promise<void> {
  const identity = child.pid === undefined ? undefined : identityOf(child.pid);
  if (child.exitCode !== null || child.signalCode !== null || identity === undefined) return;
  if (!(await endProcess(identity, ending))) throw new Error('The Temporal server could not be ended');
}

/** Each part finds the others through PostgreSQL, which holds their membership ports in two bytes with a sign: 32767 at most. */
async function portVariables(frontend: number): Promise<Variables> {
  const names = [
    'FRONTEND_MEMBERSHIP',
    'HISTORY',
    'HISTORY_MEMBERSHIP',
    'MATCHING',
    'MATCHING_MEMBERSHIP',
    'WORKER',
    'WORKER_MEMBERSHIP',
  ];
  const ports = await lowFreePorts(names.length, frontend);
  const inner = names.map((name, place) => [`TEMPORAL_${name}_PORT`, String(ports[place])]);
  return { ...(Object.fromEntries(inner) as Variables), TEMPORAL_FRONTEND_PORT: String(frontend) };
}

/** Its log has a JSON object per line, most of it stack. */
function lastWordsIn(log: string): string {
  const words = [...lastLines(log, 3).matchAll(/"msg":("(?:[^"\\]|\\.)*")(?:,"error":("(?:[^"\\]|\\.)*"))?/g)];
  return words.map(([, message = '', error = '']) => `${message} ${error}`.trim()).join(' | ');
}

/** Variables of Temporal's own (TEMPORAL_ADDRESS, TEMPORAL_ENVIRONMENT …) have no say here. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([variable]) => !/^(TEMPORAL|SQL)_/.test(variable)));
}
