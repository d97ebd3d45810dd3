import { readdirSync, renameSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchWithMaven, type JavaProgram, keptJavaProgram } from './java-programs.ts';
import { isProgram, makeInCache, onPath, programFile } from './program-cache.ts';
import { firstKept, ProgramMissing, type Search, searchPathOf, spoken } from './program-search.ts';
import { runLimited } from './run-limited.ts';

const cliVersion = '1.5.1';
const testServerVersion = '1.38.0';
const serverVersion = '1.29.1';

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
  const places = [sdkDownload(CACHE_DIR, 'temporal-test-server', 'temporal-test-server'), keptJavaProgram(CACHE_DIR, testServer)];
  return firstKept(
    search,
    'Temporal time-skipping test server',
    places,
    [
      {
        name: 'download by the SDK',
        fetch: (asked) => downloadBySdk(asked, 'temporal-test-server', 'temporal-test-server', 'test server'),
      },
      { name: 'Maven artifact with java', fetch: (asked) => fetchWithMaven(asked, testServer) },
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

/**
 * The first of several places that has the program; else it is made in one of several ways, each of which says why it failed.
 * @throws ProgramMissing
 */
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

const testServer: JavaProgram = {
  name: 'temporal-test-server',
  version: testServerVersion,
  group: 'io.temporal',
  artifact: 'temporal-test-server',
  mainClass: 'io.temporal.testserver.TestServer',
  what: 'Temporal test server',
  size: 'some 40 MB',
};

const serverFolder = `temporal-server-${serverVersion}`;

function installCliWithGo(search: Search): Promise<string | undefined> {
  const packages = [`github.com/temporalio/cli/cmd/temporal@v${cliVersion}`];
  return installWithGo(search, `temporal-cli-${cliVersion}`, packages, `Temporal CLI ${cliVersion}`, '4 minutes');
}

function installServerWithGo(search: Search): Promise<string | undefined> {
  const packages = ['server', 'tools/sql'].map((command) => `go.temporal.io/server/cmd/${command}@v${serverVersion}`);
  return installWithGo(search, serverFolder, packages, `Temporal server ${serverVersion}`, '4 minutes');
}

/** Builds commands with Go into a folder of the cache. @returns why it failed, or undefined */
export async function installWithGo(
  search: Search,
  folderName: string,
  packages: readonly string[],
  what: string,
  usualTime: string,
): Promise<string | undefined> {
  const { env, say, signal } = search;
  const go = onPath('go', searchPathOf(search));
  if (go === undefined) return 'Go is not installed';
  say(`Building the ${what} with Go: once, some ${usualTime} on two cores, limit 20 min …`);
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

function without(env: NodeJS.ProcessEnv, variables: readonly string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([variable]) => !variables.includes(variable)));
}

/** The SDK's own words are long; the usual reason is said in our own. */
function shortReason(reason: string): string {
  if (reason.includes('error sending request')) return 'temporal.download could not be reached';
  return reason.split('\n')[0]?.slice(0, 200) ?? reason;
}
