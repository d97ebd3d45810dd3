import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { openDataFolder } from '../../start/data-folder.ts';
import { lowFreePorts } from '../../start/free-port.ts';
import { identityOf } from '../../start/processes.ts';
import { startTemporalDevServer, type TemporalDevServerOptions } from '../../start/temporal-dev-server.ts';
import { testWith } from '../helpers/programs.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';

const makeFolder = temporaryFolders();
const namespace = 'complaints-test';

async function optionsFor(cli: string): Promise<TemporalDevServerOptions> {
  const [port = 0, uiPort = 0] = await lowFreePorts(2);
  return { cli, folder: makeFolder(), port, uiPort, namespace };
}

async function withClient<T>(address: string, act: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await act(new Client({ connection, namespace }));
  } finally {
    await connection.close();
  }
}

describe('the Temporal dev server', () => {
  testWith('Temporal CLI')('keeps its workflows across restarts, and closed ones for 90 days', async (cli) => {
    const options = await optionsFor(cli);
    const first = await startTemporalDevServer(options);
    const retention = await withClient(first.address, async (client) => {
      await client.workflow.start('unknown', { taskQueue: 'nobody', workflowId: 'kept' });
      const { config } = await client.workflowService.describeNamespace({ namespace });
      return config?.workflowExecutionRetentionTtl?.seconds?.toNumber();
    });
    expect(retention).toBe(90 * 24 * 60 * 60);
    expect((await fetch(first.uiUrl)).status).toBe(200);
    await first.stop();
    expect(existsSync(join(options.folder, 'temporal-dev-server.pid'))).toBe(false);

    const second = await startTemporalDevServer(options);
    const { status } = await withClient(second.address, (client) => client.workflow.getHandle('kept').describe());
    expect(status.name).toBe('RUNNING');
    await second.stop();
  });

  testWith('Temporal CLI')('tells when it ends by itself', async (cli) => {
    let tell: (reason: string) => void;
    const told = new Promise<string>((resolve) => (tell = resolve));
    const server = await startTemporalDevServer({ ...(await optionsFor(cli)), onExit: (reason) => tell(reason) });
    process.kill(server.pid, 'SIGKILL');
    expect(await told).toBe('The Temporal dev server ended by itself (SIGKILL)');
    await server.stop();
  });

  testWith('Temporal CLI')('that a killed start has left running is ended before the next one', async (cli) => {
    const options = await optionsFor(cli);
    const left = await startTemporalDevServer(options);
    const said: string[] = [];
    const held = await openDataFolder(options.folder, (line) => said.push(line));
    expect(said).toEqual([
      `A Temporal dev server of an earlier start that was killed still runs (process ${left.pid}); it is ended first.`,
    ]);
    expect(identityOf(left.pid)).toBeUndefined();
    held.release();
    await left.stop();
  });

  test('that is no Temporal server is an error with its own last words', async () => {
    const options = await optionsFor(process.execPath);
    await expect(startTemporalDevServer(options)).rejects.toThrow(
      /^The Temporal dev server did not start \(exit code 1\)\. .*Node\.js/,
    );
  });
});
