import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { findVeraPdf } from '../../start/java-programs.ts';
import { ProgramMissing, type Search } from '../../start/program-search.ts';
import { findTemporalCli, findTemporalServer, findTestServer } from '../../start/temporal-programs.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';

const makeFolder = temporaryFolders();
const shells = ['/usr/bin', '/bin'];

/** The SDK's download goes through a proxy that is not there: nothing is fetched from the network here. */
beforeAll(() => {
  for (const variable of ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY']) process.env[variable] = 'http://127.0.0.1:1';
});

function program(folder: string, name: string, script: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

const temporal = 'echo temporal version 1.5.1';

function searchIn(searchPath: string, more: Partial<Search['env']> = {}): Search & { said: string[] } {
  const said: string[] = [];
  return { env: { CACHE_DIR: makeFolder(), ...more }, say: (line) => said.push(line), searchPath, said };
}

describe('the Temporal CLI comes from the first place that has one', () => {
  test('the path that is given', async () => {
    const cli = program(makeFolder(), 'my-temporal', temporal);
    expect(await findTemporalCli(searchIn('', { TEMPORAL_CLI_PATH: cli }))).toBe(cli);
  });

  test('a path that is given and is no Temporal CLI is refused, not passed over', async () => {
    const cli = program(makeFolder(), 'other', 'echo something else');
    await expect(findTemporalCli(searchIn('', { TEMPORAL_CLI_PATH: cli }))).rejects.toThrow(
      `TEMPORAL_CLI_PATH is '${cli}', which is no Temporal CLI that runs here.`,
    );
  });

  test('then `temporal` on the PATH', async () => {
    const folder = makeFolder();
    const cli = program(folder, 'temporal', temporal);
    expect(await findTemporalCli(searchIn(`/nowhere:${folder}`))).toBe(cli);
  });

  test('then the copy kept from before, without a word', async () => {
    const search = searchIn('');
    const cli = program(join(search.env.CACHE_DIR, 'temporal-cli-1.5.1'), 'temporal', temporal);
    expect(await findTemporalCli(search)).toBe(cli);
    expect(search.said).toEqual([]);
  });

  test('then, where the download cannot be reached, Go builds it; two at once keep one copy', async () => {
    const folder = makeFolder();
    program(folder, 'go', `printf '#!/bin/sh\\n${temporal}\\n' > "$GOBIN/temporal"; chmod 755 "$GOBIN/temporal"`);
    const search = searchIn(folder);
    const expected = join(search.env.CACHE_DIR, 'temporal-cli-1.5.1', 'temporal');
    expect(await Promise.all([findTemporalCli(search), findTemporalCli(search)])).toEqual([expected, expected]);
    expect(readdirSync(search.env.CACHE_DIR)).toEqual(['temporal-cli-1.5.1']);
    expect(search.said).toContain('The Temporal CLI cannot be fetched that way (temporal.download could not be reached).');
    expect(search.said).toContain('Building the Temporal CLI 1.5.1 with Go: once, some 4 minutes on two cores, limit 20 min …');
  });

  test('else one line names all ways, and what was tried', async () => {
    const search = searchIn('');
    const failure = await findTemporalCli(search).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ProgramMissing);
    const { message } = failure as ProgramMissing;
    expect(message).not.toContain('\n');
    for (const way of ['TEMPORAL_ADDRESS', 'TEMPORAL_CLI_PATH', 'PATH', 'temporal.download', 'Go (https://go.dev/dl)']) {
      expect(message).toContain(way);
    }
    expect(message).toContain(
      'Tried: download by the SDK: temporal.download could not be reached; go install of the CLI 1.5.1: Go is not installed.',
    );
    expect(readdirSync(search.env.CACHE_DIR)).toEqual([]);
  });

  test('nothing is fetched where that is not wanted', async () => {
    const search = { ...searchIn(''), mayFetch: false };
    await expect(findTemporalCli(search)).rejects.toThrow(ProgramMissing);
    expect(search.said).toEqual([]);
  });
});

describe('the time-skipping test server comes from the first place that has one', () => {
  test('the path that is given', async () => {
    const server = program(makeFolder(), 'server', 'exit 0');
    expect(await findTestServer(searchIn('', { TEMPORAL_TEST_SERVER_PATH: server }))).toBe(server);
  });

  test('then, where the download cannot be reached, Maven fetches it and java runs it; then the kept copy', async () => {
    const folder = makeFolder();
    program(folder, 'java', 'exit 0');
    program(folder, 'mvn', 'exit 0');
    const search = searchIn([folder, ...shells].join(':'));
    const server = await findTestServer(search);
    expect(server).toBe(join(search.env.CACHE_DIR, 'temporal-test-server-1.38.0', 'temporal-test-server'));
    expect(existsSync(server)).toBe(true);
    expect(await findTestServer({ ...search, searchPath: '' })).toBe(server);
  });

  test('else one line names all ways', async () => {
    const search = { ...searchIn(''), mayFetch: false };
    await expect(findTestServer(search)).rejects.toThrow(/TEMPORAL_TEST_SERVER_PATH.*temporal\.download.*Maven/);
  });
});

describe('the Temporal server of production comes from the first place that has one', () => {
  test('the copies kept from before, without a word', async () => {
    const search = searchIn('');
    const folder = join(search.env.CACHE_DIR, 'temporal-server-1.29.1');
    const programs = { server: program(folder, 'server', 'exit 0'), sql: program(folder, 'sql', 'exit 0') };
    expect(await findTemporalServer(search)).toEqual(programs);
    expect(search.said).toEqual([]);
  });

  test('then Go builds both', async () => {
    const folder = makeFolder();
    const made = '"$GOBIN/server" "$GOBIN/sql"';
    program(
      folder,
      'go',
      `echo "$@" > "$GOBIN/arguments"; for made in ${made}; do echo '#!/bin/sh' > "$made"; done; chmod 755 ${made}`,
    );
    const search = searchIn([folder, ...shells].join(':'));
    const { server, sql } = await findTemporalServer(search);
    expect([existsSync(server), existsSync(sql)]).toEqual([true, true]);
    expect(readFileSync(join(server, '..', 'arguments'), 'utf8').trim()).toBe(
      'install go.temporal.io/server/cmd/server@v1.29.1 go.temporal.io/server/cmd/tools/sql@v1.29.1',
    );
  });

  test('else one line names the way', async () => {
    await expect(findTemporalServer(searchIn(''))).rejects.toThrow(
      'No Temporal server 1.29.1 is here. Any one of these helps: install Go (https://go.dev/dl), with which the server 1.29.1 is built ' +
        'here. Tried: go install of the server 1.29.1: Go is not installed.',
    );
  });
});

describe('veraPDF comes from the first place that has it', () => {
  test('Maven fetches it and java runs it; then the kept copy', async () => {
    const folder = makeFolder();
    program(folder, 'java', 'exit 0');
    program(folder, 'mvn', 'exit 0');
    const search = searchIn([folder, ...shells].join(':'));
    const checker = await findVeraPdf(search);
    expect(checker).toBe(join(search.env.CACHE_DIR, 'verapdf-1.28.2', 'verapdf'));
    expect(readFileSync(checker, 'utf8')).toContain('org.verapdf.apps.GreenfieldCliWrapper "$@"');
    expect(await findVeraPdf({ ...search, searchPath: '' })).toBe(checker);
  });

  test('else one line names the way', async () => {
    await expect(findVeraPdf(searchIn(''))).rejects.toThrow(/^No veraPDF 1\.28\.2 is here\..*Maven.*java is not installed\.$/);
  });
});
