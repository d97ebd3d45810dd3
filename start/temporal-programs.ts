import { mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Environment } from './environment.ts';
import { isProgram, makeInCache, onPath, programFile } from './program-cache.ts';
import { runLimited } from './run-limited.ts';

const cliVersion = '1.5.1';
const testServerVersion = '1.38.0';
const serverVersion = '1.29.1';

/** No fetch is tried, or none led to the program; the message is one line that names every way to it. */
export class ProgramMissing extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ProgramMissing';
  }
}

/** What a search needs: where to look, and whom to tell of long steps. */
export type Search = {
  env: Pick<Environment, 'CACHE_DIR'> & Partial<Pick<Environment, 'TEMPORAL_CLI_PATH' | 'TEMPORAL_TEST_SERVER_PATH'>>;
  say: (line: string) => void;
  /** Folders in which programs are looked for; `PATH` unless given. */
  searchPath?: string;
  /** False looks only for what is there already. */
  mayFetch?: boolean;
  /** Ends a fetch early. */
  signal?: AbortSignal;
};

type Way = { name: string; fetch: (search: Search) => Promise<string | undefined> };

/**
 * The path of a Temporal CLI that runs the dev server, from the first place that has one: `TEMPORAL_CLI_PATH`, `temporal` on the
 * PATH, the copy kept from before, the SDK's own download, `go install`.
 * @throws ProgramMissing with one line that names all these ways
 */
export async function findTemporalCli(search: Search): Promise<string> {
  const { TEMPORAL_CLI_PATH: given, CACHE_DIR } = search.env;
  if (given !== undefined) return checkedCli(given);
  const there = onPath('temporal', searchPathOf(search));
  if (there !== undefined && (await answersVersion(there))) return there;
  const places = [keptCli(CACHE_DIR), sdkDownload(CACHE_DIR, 'temporal-cli', 'temporal')];
  return firstKept(
    search,
    'Temporal CLI',
    places,
    [
      { name: 'download by the SDK', fetch: (asked) => downloadBySdk(asked, 'temporal-cli', 'temporal', 'Temporal CLI') },
      { name: `go install of the CLI ${cliVersion}`, fetch: installCliWithGo },
    ],
    'set TEMPORAL_ADDRESS to a running Temporal server, set TEMPORAL_CLI_PATH to a Temporal CLI, put `temporal` on the PATH, ' +
      `let this machine reach temporal.download, or install Go (https://go.dev/dl), with which the CLI ${cliVersion} is built here`,
  );
}

/**
 * The path of the time-skipping test server, from the first place that has one: `TEMPORAL_TEST_SERVER_PATH`, the copy kept from
 * before, the SDK's own download, the Maven artifact with java.
 * @throws ProgramMissing with one line that names all these ways
 */
export async function findTestServer(search: Search): Promise<string> {
  const { TEMPORAL_TEST_SERVER_PATH: given, CACHE_DIR } = search.env;
  if (given !== undefined) {
    if (isProgram(given)) return given;
    throw new ProgramMissing(`TEMPORAL_TEST_SERVER_PATH is '${given}', which is no executable file.`);
  }
  const places = [sdkDownload(CACHE_DIR, 'temporal-test-server', 'temporal-test-server'), keptTestServer(CACHE_DIR)];
  return firstKept(
    search,
    'Temporal time-skipping test server',
    places,
    [
      {
        name: 'download by the SDK',
        fetch: (asked) => downloadBySdk(asked, 'temporal-test-server', 'temporal-test-server', 'test server'),
      },
      { name: 'Maven artifact with java', fetch: resolveWithMaven },
    ],
    'set TEMPORAL_TEST_SERVER_PATH to a test server, let this machine reach temporal.download, ' +
      `or install a JRE (11 or later) and Maven, with which io.temporal:temporal-test-server:${testServerVersion} is fetched`,
  );
}

/** Temporal's server and its tool for SQL schemas, of the version that production runs. */
export type TemporalServerPrograms = { server: string; sql: string };

/**
 * The paths of Temporal's server and its SQL tool, for a server on PostgreSQL without a container engine: the copies kept from
 * before, else built with Go. Only tests and measurements need them.
 * @throws ProgramMissing with one line that names these ways
 */
export async function findTemporalServer(search: Search): Promise<TemporalServerPrograms> {
  const place = join(search.env.CACHE_DIR, serverFolder);
  const server = await firstKept(
    search,
    `Temporal server ${serverVersion}`,
    [join(place, programFile('server'))],
    [{ name: `go install of the server ${serverVersion}`, fetch: installServerWithGo }],
    `install Go (https://go.dev/dl), with which the server ${serverVersion} is built here`,
  );
  return { server, sql: join(place, programFile('sql')) };
}

async function firstKept(search: Search, what: string, places: string[], ways: Way[], remedies: string): Promise<string> {
  const kept = places.find(isProgram);
  if (kept !== undefined) return kept;
  const failures: string[] = [];
  for (const way of search.mayFetch === false ? [] : ways) {
    const failure = await way.fetch(search);
    if (failure !== undefined) failures.push(`${way.name}: ${failure}`);
    const made = places.find(isProgram);
    if (made !== undefined) return made;
  }
  const tried = failures.length === 0 ? '' : ` Tried: ${failures.join('; ')}.`;
  throw new ProgramMissing(`No ${what} is here. Any one of these helps: ${remedies}.${tried}`);
}

async function checkedCli(given: string): Promise<string> {
  if (isProgram(given) && (await answersVersion(given))) return given;
  throw new ProgramMissing(`TEMPORAL_CLI_PATH is '${given}', which is no Temporal CLI that runs here.`);
}

async function answersVersion(path: string): Promise<boolean> {
  const result = await runLimited(path, ['--version'], { limitSeconds: 15 });
  return result.ok && result.output.includes('temporal');
}

function keptCli(cacheFolder: string): string {
  return join(cacheFolder, `temporal-cli-${cliVersion}`, programFile('temporal'));
}

function keptTestServer(cacheFolder: string): string {
  return join(cacheFolder, `temporal-test-server-${testServerVersion}`, 'temporal-test-server');
}

/** The SDK knows which version suits it, so its copy is kept under the SDK's version. */
function sdkDownload(cacheFolder: string, artifact: string, program: string): string {
  return join(cacheFolder, `${artifact}-sdk-${sdkVersion()}`, programFile(program));
}

function sdkVersion(): string {
  const { version } = createRequire(import.meta.url)('@temporalio/testing/package.json') as { version: string };
  return version;
}

/** Each way returns why it failed, or undefined. The SDK has no time limits of its own: it runs in a process that can be ended. */
async function downloadBySdk(search: Search, artifact: string, program: string, what: string): Promise<string | undefined> {
  const { env, say, signal } = search;
  say(`Fetching the ${what} with the Temporal SDK (some 50 MB; at once refused where temporal.download cannot be reached) …`);
  let failure: string | undefined;
  await makeInCache(env.CACHE_DIR, `${artifact}-sdk-${sdkVersion()}`, async (folder) => {
    const command = fileURLToPath(new URL('commands/download-by-sdk.ts', import.meta.url));
    const result = await runLimited(process.execPath, ['--import', 'tsx', command, artifact, folder], {
      limitSeconds: 600,
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      env: { ...process.env, NODE_OPTIONS: '' },
      onProgress: (seconds) => say(`… still fetching the ${what}, ${spoken(seconds)} so far (limit 10 min)`),
      givesUp: stallWatch(folder),
      signal,
    });
    const fetched = readdirSync(folder).find((entry) => entry.startsWith(program) && !entry.endsWith('.downloading'));
    if (fetched === undefined) {
      failure = result.ok ? 'nothing was fetched' : shortReason(result.reason);
      return false;
    }
    renameSync(join(folder, fetched), join(folder, programFile(program)));
    return true;
  });
  if (failure === undefined) say(`The ${what} is fetched and kept for the next time.`);
  else say(`The ${what} cannot be fetched that way (${failure}).`);
  return failure;
}

/** Gives up where nothing arrives: 20 s for the first byte, then 30 s without a further one. */
function stallWatch(folder: string): () => string | undefined {
  let largest = 0;
  let idleSeconds = 0;
  return () => {
    const sizes = readdirSync(folder).map((entry) => statSync(join(folder, entry), { throwIfNoEntry: false })?.size ?? 0);
    const size = Math.max(0, ...sizes);
    idleSeconds = size > largest ? 0 : idleSeconds + 1;
    largest = Math.max(size, largest);
    const limit = largest === 0 ? 20 : 30;
    return idleSeconds > limit ? `nothing arrived for ${limit} s` : undefined;
  };
}

const serverFolder = `temporal-server-${serverVersion}`;

function installCliWithGo(search: Search): Promise<string | undefined> {
  const packages = [`github.com/temporalio/cli/cmd/temporal@v${cliVersion}`];
  return installWithGo(search, `temporal-cli-${cliVersion}`, packages, `Temporal CLI ${cliVersion}`);
}

function installServerWithGo(search: Search): Promise<string | undefined> {
  const packages = ['server', 'tools/sql'].map((command) => `go.temporal.io/server/cmd/${command}@v${serverVersion}`);
  return installWithGo(search, serverFolder, packages, `Temporal server ${serverVersion}`);
}

async function installWithGo(
  search: Search,
  folderName: string,
  packages: readonly string[],
  what: string,
): Promise<string | undefined> {
  const { env, say, signal } = search;
  const go = onPath('go', searchPathOf(search));
  if (go === undefined) return 'Go is not installed';
  say(`Building the ${what} with Go: once, some 4 minutes on two cores, limit 20 min …`);
  let failure: string | undefined;
  await makeInCache(env.CACHE_DIR, folderName, async (folder) => {
    const result = await runLimited(go, ['install', ...packages], {
      limitSeconds: 1200,
      cwd: folder,
      // A workspace or flags of the machine's own have no say in this build, and it is for this machine.
      env: { ...without(process.env, ['GOOS', 'GOARCH', 'GOFLAGS']), GOBIN: folder, GOWORK: 'off' },
      onProgress: (seconds) => say(`… still building the ${what}, ${spoken(seconds)} so far (limit 20 min)`),
      signal,
    });
    if (!result.ok) failure = result.reason;
    return result.ok;
  });
  say(failure === undefined ? `The ${what} is built and kept for the next time.` : `The build failed (${failure}).`);
  return failure;
}

async function resolveWithMaven(search: Search): Promise<string | undefined> {
  const { env, say, signal } = search;
  if (process.platform === 'win32') return 'not on Windows';
  const [java, maven] = [onPath('java', searchPathOf(search)), onPath('mvn', searchPathOf(search))];
  if (java === undefined || maven === undefined) return `${java === undefined ? 'java' : 'mvn'} is not installed`;
  say(`Fetching the Temporal test server ${testServerVersion} with Maven: once, some 40 MB, limit 10 min …`);
  let failure: string | undefined;
  await makeInCache(env.CACHE_DIR, `temporal-test-server-${testServerVersion}`, async (folder) => {
    mkdirSync(join(folder, 'lib'));
    writeFileSync(join(folder, 'pom.xml'), testServerProject());
    const goal = [
      '-q',
      '-B',
      '-f',
      join(folder, 'pom.xml'),
      'dependency:copy-dependencies',
      `-DoutputDirectory=${join(folder, 'lib')}`,
    ];
    const result = await runLimited(maven, goal, {
      limitSeconds: 600,
      onProgress: (seconds) => say(`… still fetching the test server, ${spoken(seconds)} so far (limit 10 min)`),
      signal,
    });
    if (!result.ok) failure = result.reason;
    else writeFileSync(join(folder, 'temporal-test-server'), javaWrapper(), { mode: 0o755 });
    return result.ok;
  });
  say(failure === undefined ? 'The test server is fetched and kept for the next time.' : `Maven failed (${failure}).`);
  return failure;
}

function testServerProject(): string {
  const artifact = `<groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>${testServerVersion}</version>`;
  return [
    '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>',
    '<groupId>doleance</groupId><artifactId>test-server</artifactId><version>1</version><packaging>pom</packaging>',
    `<dependencies><dependency>${artifact}</dependency></dependencies></project>`,
  ].join('\n');
}

/** The serial collector and the quick compiler alone: the server lives for a test, on few cores. */
function javaWrapper(): string {
  return `#!/bin/sh\nexec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"\n`;
}

function searchPathOf({ searchPath }: Search): string {
  return searchPath ?? process.env['PATH'] ?? '';
}

function without(env: NodeJS.ProcessEnv, variables: readonly string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([variable]) => !variables.includes(variable)));
}

function spoken(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** The SDK's own words are long; the usual reason is said in our own. */
function shortReason(reason: string): string {
  if (reason.includes('error sending request')) return 'temporal.download could not be reached';
  return reason.split('\n')[0]?.slice(0, 200) ?? reason;
}
