import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedDatabase } from '../../start/embedded-database.ts';
import { readEnvironment } from '../../start/environment.ts';
import { findVeraPdf } from '../../start/java-programs.ts';
import type { Search } from '../../start/program-search.ts';
import { findS3Server } from '../../start/s3-program.ts';
import { findTemporalCli, findTemporalServer, findTestServer } from '../../start/temporal-programs.ts';
import { buildWorkflowBundle } from '../../start/workflow-bundle.ts';
import { bundlePrograms } from './bundle-programs.ts';
import { makeRegisterTemplate } from './database.ts';

/** What the test files of one run share. */
export type SharedServers = { stop(): Promise<void> };

/**
 * Starts what all test files of a run share, and says where it is in the environment, which jest hands on to its workers:
 * `TEST_DATABASE_SERVER_URL` (an embedded PostgreSQL), `TEST_WORKFLOW_BUNDLE` (a file), `TEST_PROGRAMS` (a folder), `TEMPORAL_CLI_PATH`,
 * `TEMPORAL_TEST_SERVER_PATH`, `TEST_TEMPORAL_SERVER_PATH` (the server that production runs), `TEST_S3_SERVER_PATH` and `TEST_VERAPDF_PATH`. A bundle that
 * fails or a program that is missing is said, and its variable left out, so that the tests of other parts still run.
 */
export async function startSharedServers(): Promise<SharedServers> {
  const folder = await mkdtemp(join(tmpdir(), 'doleance-test-'));
  const folders = [folder];
  const removeFolders = async () => {
    for (const one of folders) await rm(one, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    await setVariable('TEST_WORKFLOW_BUNDLE', async () => {
      const file = join(folder, 'workflow-bundle.js');
      await buildWorkflowBundle(file);
      return file;
    });
    // Never those of a run that this one was started by.
    delete process.env['TEST_PROGRAMS'];
    await setVariable('TEST_PROGRAMS', async () => {
      const programs = await bundlePrograms();
      folders.push(programs);
      return programs;
    });
    const search: Search = { env: readEnvironment(process.env), say };
    await setVariable('TEMPORAL_CLI_PATH', () => findTemporalCli(search));
    await setVariable('TEMPORAL_TEST_SERVER_PATH', () => findTestServer(search));
    await setVariable('TEST_TEMPORAL_SERVER_PATH', async () => (await findTemporalServer(search)).server);
    await setVariable('TEST_S3_SERVER_PATH', () => findS3Server(search));
    await setVariable('TEST_VERAPDF_PATH', () => findVeraPdf(search));
    const database = await startEmbeddedDatabase({ folder });
    process.env['TEST_DATABASE_SERVER_URL'] = database.url;
    await spareTheDisk(database.url);
    await makeRegisterTemplate(database.url);
    return endedWithThisProcess(async () => {
      await database.stop();
      await removeFolders();
    });
  } catch (error) {
    await removeFolders();
    throw error;
  }
}

/** No test pulls the plug on this server, so nothing waits for the disk; which servers may be killed has tests with servers of their own. */
async function spareTheDisk(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit'])
      await client.query(`alter system set ${setting} = off`);
    await client.query(`alter system set max_wal_size = '4GB'`);
    await client.query('select pg_reload_conf()');
  } finally {
    await client.end();
  }
}

async function setVariable(variable: string, find: () => Promise<string>): Promise<void> {
  try {
    process.env[variable] = await find();
  } catch (error) {
    say(`${variable} is not set: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** jest does not tear down when it is ended by a signal, and PostgreSQL is in a process group of its own. */
function endedWithThisProcess(stop: () => Promise<void>): SharedServers {
  const endBySignal = () => void stop().finally(() => process.exit(130));
  process.once('SIGINT', endBySignal).once('SIGTERM', endBySignal);
  return {
    async stop() {
      process.off('SIGINT', endBySignal).off('SIGTERM', endBySignal);
      await stop();
    },
  };
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
