import { type ChildProcess, spawn } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Account, accountFor, letPass, runAs, type Spawnable } from './database-account.ts';
import { embeddedPrograms } from './embedded-programs.ts';
import { freePort } from './free-port.ts';
import { keptSecret } from './kept-secret.ts';
import { lastLines } from './last-lines.ts';
import { type EndingStep, endProcess, identityOf } from './processes.ts';

const name = 'doleance';
const majorVersion = '18';
const unfinishedPrefix = 'postgres-unfinished-';

/** The wait for a database that recovers from a crash, in milliseconds. */
const startLimit = 120_000;

/** How PostgreSQL is ended: fast shutdown, then an immediate one, after which the next start recovers. */
export const databaseEnding: readonly EndingStep[] = [
  { signal: 'SIGINT', limitMilliseconds: 20_000 },
  { signal: 'SIGQUIT', limitMilliseconds: 5_000 },
  { signal: 'SIGKILL', limitMilliseconds: 5_000 },
];

/** A running embedded PostgreSQL. */
export type EmbeddedDatabase = {
  /** With the password: never to be logged. */
  url: string;
  port: number;
  pid: number;
  /** Ends the database in order; may be called twice. */
  stop(): Promise<void>;
};

export type EmbeddedDatabaseOptions = {
  /** The data folder, which must exist; the cluster stands in `postgres` within it. */
  folder: string;
  /** 0, the default, takes any free port. */
  port?: number;
  /** Called once if the database ends although nobody stopped it. */
  onExit?: (reason: string) => void;
};

type Place = { folder: string; cluster: string; log: string; account: Account | undefined };

/**
 * Starts the PostgreSQL that npm brought, on 127.0.0.1 only, and makes the database `doleance`. The first start makes the cluster
 * and its password (kept in the folder, mode 600). PostgreSQL runs in its own process group, so that Ctrl-C reaches it in order.
 * @throws Error with PostgreSQL's own last words where it does not start
 */
export async function startEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const folder = resolve(options.folder);
  const cluster = join(folder, 'postgres');
  const place = { folder, cluster, log: join(folder, 'postgres.log'), account: accountFor(cluster) };
  if (place.account !== undefined) letPass(folder);
  const password = keptSecret(folder, 'postgres-password');
  if (!existsSync(cluster)) await makeCluster(place, password);
  refuseOtherVersion(cluster);
  const { child, port } = await startServer(place, options.port ?? 0, password);
  await makeDatabase(port, password);
  return running(child, port, password, options.onExit);
}

/**
 * Where the embedded PostgreSQL of a data folder listens that another process, `npm start`, has started.
 *
 * @returns its address with the password, never to be logged; undefined where none was started there
 */
export function startedDatabaseUrl(given: string): string | undefined {
  const folder = resolve(given);
  const note = join(folder, 'postgres', 'postmaster.pid');
  if (!existsSync(note)) return undefined;
  // PostgreSQL writes its port on the fourth line.
  const port = Number(readFileSync(note, 'utf8').split('\n')[3]);
  return port > 0 ? urlOf(port, keptSecret(folder, 'postgres-password'), name) : undefined;
}

function running(child: ChildProcess, port: number, password: string, onExit?: (reason: string) => void): EmbeddedDatabase {
  const pid = pidOf(child);
  let stopping: Promise<void> | undefined;
  child.once('exit', (code, signal) => {
    if (stopping === undefined) onExit?.(`PostgreSQL ended by itself (${signal ?? `exit code ${code}`})`);
  });
  return {
    url: urlOf(port, password, name),
    port,
    pid,
    stop() {
      stopping ??= endChild(child);
      return stopping;
    },
  };
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const identity = identityOf(pidOf(child));
  if (identity !== undefined && !(await endProcess(identity, databaseEnding))) throw new Error('PostgreSQL could not be ended');
}

/** The cluster is made beside its place and then moved there, so that a start that was cut off leaves nothing half made. */
async function makeCluster({ folder, cluster, account }: Place, password: string): Promise<void> {
  removeUnfinished(folder);
  const unfinished = mkdtempSync(join(folder, unfinishedPrefix));
  const passwordFile = `${unfinished}-password`;
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account !== undefined) {
    chownSync(unfinished, account.uid, account.gid);
    chownSync(passwordFile, account.uid, account.gid);
  }
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['--auth=scram-sha-256', `--username=${name}`, `--pwfile=${passwordFile}`];
  const args = [`--pgdata=${unfinished}`, ...locale, ...access, '--no-instructions'];
  try {
    await runToEnd(runAs(account, embeddedPrograms().initdb, args, unfinished));
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, cluster);
}

function removeUnfinished(folder: string): void {
  for (const entry of readdirSync(folder)) {
    if (entry.startsWith(unfinishedPrefix)) rmSync(join(folder, entry), { recursive: true, force: true });
  }
}

function runToEnd({ file, args, ...account }: Spawnable): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(file, args, {
      ...account,
      env: ownEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: startLimit,
      detached: true,
    });
    let said = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    child.stderr.on('data', (chunk) => (said += chunk));
    child.once('error', failed);
    child.once('close', (code) => (code === 0 ? done() : failed(new Error(`PostgreSQL's initdb failed: ${said.trim()}`))));
  });
}

function refuseOtherVersion(cluster: string): void {
  const version = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (version === majorVersion) return;
  throw new Error(
    `${cluster} was made by PostgreSQL ${version}, this is PostgreSQL ${majorVersion}: dump it there and restore it here.`,
  );
}

type Started = { child: ChildProcess; port: number };

/** Another process may take a free port in between, and the processes of a killed server take a moment to go: then again. */
async function startServer(place: Place, wantedPort: number, password: string): Promise<Started> {
  const limit = performance.now() + 15_000;
  for (;;) {
    const port = wantedPort === 0 ? await freePort() : wantedPort;
    const child = spawnServer(place, port);
    const failure = await untilReady(child, port, password);
    if (failure === undefined) return { child, port };
    await endChild(child);
    const lastWords = lastLines(place.log, 5);
    const portTaken = wantedPort === 0 && lastWords.includes('Address already in use');
    const stillGoing = /lock file .* already exists|is still in use/.test(lastWords);
    if (!(portTaken || stillGoing) || performance.now() > limit)
      throw new Error(`PostgreSQL did not start (${failure}). ${lastWords}`);
    await pause(200);
  }
}

function spawnServer({ cluster, log, account }: Place, port: number): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // The log names no values: they may be personal.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
  };
  const flags = Object.entries(settings).flatMap(([setting, value]) => ['-c', `${setting}=${value}`]);
  const { file, args, ...ids } = runAs(
    account,
    embeddedPrograms().postgres,
    ['-D', cluster, '-p', String(port), ...flags],
    cluster,
  );
  // A file, and not a pipe to us: PostgreSQL must be able to write after a kill -9 of this process.
  const output = openSync(log, 'w', 0o600);
  try {
    return spawn(file, args, { ...ids, env: ownEnvironment(), stdio: ['ignore', output, output], detached: true });
  } finally {
    closeSync(output);
  }
}

/** Undefined when it answers, else why it does not. */
async function untilReady(child: ChildProcess, port: number, password: string): Promise<string | undefined> {
  let ended: string | undefined;
  const ending = new Promise<undefined>((told) => {
    child.once('error', (error) => told(void (ended = error.message)));
    child.once('exit', (code, signal) => told(void (ended ??= signal ?? `exit code ${code}`)));
  });
  const limit = performance.now() + startLimit;
  while (performance.now() < limit) {
    if (ended !== undefined) return ended;
    const attempt = failureOf(() => withClient(urlOf(port, password, 'postgres'), async () => undefined));
    const failure = await Promise.race([attempt, ending]);
    if (failure === undefined) return ended;
    // 57P03: still starting or recovering.
    if (failure.code !== 'ECONNREFUSED' && failure.code !== '57P03' && failure.code !== 'ECONNRESET') return failure.message;
    await pause(20);
  }
  return `no answer in ${startLimit / 1000} s`;
}

async function makeDatabase(port: number, password: string): Promise<void> {
  await withClient(urlOf(port, password, 'postgres'), async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${name}`);
  });
}

async function withClient(connectionString: string, act: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await act(client);
  } finally {
    await client.end();
  }
}

/** Told by its fields: an error of Node's own is no `instanceof Error` where tests run in a realm of their own. */
async function failureOf(act: () => Promise<void>): Promise<{ code?: string; message: string } | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    return error as { code?: string; message: string };
  }
}

function urlOf(port: number, password: string, database: string): string {
  return `postgres://${name}:${password}@127.0.0.1:${port}/${database}`;
}

function pidOf(child: ChildProcess): number {
  return child.pid ?? -1;
}

/** Variables of PostgreSQL's own clients have no say here. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([variable]) => !variable.startsWith('PG') && !variable.startsWith('LC_'));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}
