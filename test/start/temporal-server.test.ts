import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../../start/embedded-database.ts';
import { lowFreePorts } from '../../start/free-port.ts';
import { identityOf } from '../../start/processes.ts';
import { registerSearchAttributes, temporalClient } from '../../start/temporal-client.ts';
import { startTemporalServer, type TemporalServer, type TemporalServerOptions } from '../../start/temporal-server.ts';
import { eventually } from '../faults/helpers/eventually.ts';
import { temporalServerPrograms, testWith } from '../helpers/programs.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';

const limit = 120_000;
const makeFolder = temporaryFolders();
let database: EmbeddedDatabase;

beforeAll(async () => {
  database = await startEmbeddedDatabase({ folder: makeFolder() });
}, limit);
afterAll(async () => {
  // Also what a test that failed has left: the server has a process group of its own and would outlive the run.
  await Promise.all(started.map((server) => server.stop()));
  await database.stop();
}, limit);

const started: TemporalServer[] = [];
async function start(options: TemporalServerOptions): Promise<TemporalServer> {
  const server = await startTemporalServer(options);
  started.push(server);
  return server;
}

async function optionsFor(server: string): Promise<TemporalServerOptions> {
  const [port = 0] = await lowFreePorts(1);
  return { programs: temporalServerPrograms(server), databaseUrl: database.url, folder: makeFolder(), port };
}

async function valueIn(name: string, query: string): Promise<unknown> {
  const url = new URL(database.url);
  url.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return Object.values((await client.query<Record<string, unknown>>(query)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

describe('the Temporal server on PostgreSQL', () => {
  testWith('Temporal server')(
    'makes its databases, runs its four services in one process, and keeps workflows across restarts and closed ones for 90 days',
    async (program) => {
      const options = await optionsFor(program);
      const first = await start(options);
      expect(first.address).toBe(`127.0.0.1:${options.port}`);
      const temporal = temporalClient({ address: first.address, namespace: 'default' });
      await registerSearchAttributes(temporal);
      await temporal.client.workflow.start('unknown', { taskQueue: 'nobody', workflowId: 'kept' });
      const { config } = await temporal.client.workflowService.describeNamespace({ namespace: 'default' });
      expect(config?.workflowExecutionRetentionTtl?.seconds?.toNumber()).toBe(90 * 24 * 60 * 60);
      // The services join one after the other, and each takes its shards then.
      await eventually('the four services know of each other', async () => {
        return (await valueIn('temporal', 'select count(distinct role) from cluster_membership')) === '4';
      });
      await eventually('all 512 shards are held', async () => {
        return (await valueIn('temporal', 'select count(*) = 512 and max(shard_id) = 512 from shards')) === true;
      });
      await eventually('the workflow can be found', async () => {
        return (
          (await valueIn('temporal_visibility', `select count(*) from executions_visibility where workflow_id = 'kept'`)) === '1'
        );
      });
      await temporal.close();
      await first.stop();
      expect(identityOf(first.pid)).toBeUndefined();

      const second = await start(options);
      const connection = await Connection.connect({ address: second.address });
      // Its services find one another a moment after it answers.
      const kept = new Client({ connection }).workflow.getHandle('kept');
      const { status } = await eventually('the workflow is described again', () => kept.describe());
      expect(status.name).toBe('RUNNING');
      await connection.close();
      await second.stop();
    },
    limit,
  );

  testWith('Temporal server')('tells when it ends by itself', async (program) => {
    let tell: (reason: string) => void;
    const told = new Promise<string>((resolve) => (tell = resolve));
    const server = await start({ ...(await optionsFor(program)), onExit: (reason) => tell(reason) });
    process.kill(server.pid, 'SIGKILL');
    expect(await told).toBe('The Temporal server ended by itself (SIGKILL)');
    await server.stop();
  });

  testWith('Temporal server')('that cannot have its port is an error with its own last words', async (program) => {
    const port = Number(new URL(database.url).port);
    await expect(startTemporalServer({ ...(await optionsFor(program)), port })).rejects.toThrow(
      /^The Temporal server did not start \(.*\)\. .*(address already in use|bind)/,
    );
  });

  test('says so where its databases cannot be prepared', async () => {
    const options = { ...(await optionsFor(process.execPath)), programs: { server: process.execPath, sql: '/nowhere/sql' } };
    await expect(startTemporalServer(options)).rejects.toThrow(/^Temporal's databases could not be prepared: .*\/nowhere\/sql/);
  });
});
