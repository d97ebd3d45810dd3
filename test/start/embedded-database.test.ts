import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { openDataFolder } from '../../start/data-folder.ts';
import { startEmbeddedDatabase } from '../../start/embedded-database.ts';
import { freePort } from '../../start/free-port.ts';
import { identityOf } from '../../start/processes.ts';
import { startScript } from '../helpers/child-script.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';

const makeFolder = temporaryFolders();

async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

function logOf(folder: string): string {
  return readFileSync(join(folder, 'postgres.log'), 'utf8');
}

describe('the embedded database', () => {
  // One cluster for all: each test starts it, and the first of them makes it.
  const folder = makeFolder();

  test('is a real, durable PostgreSQL 18 in UTF-8, on the loopback address alone', async () => {
    const database = await startEmbeddedDatabase({ folder });
    const settings = [
      'fsync',
      'full_page_writes',
      'synchronous_commit',
      'listen_addresses',
      'unix_socket_directories',
      'TimeZone',
    ];
    const shown = await query(
      database.url,
      `SELECT name, setting FROM pg_settings WHERE name IN ('server_encoding', ${settings.map((name) => `'${name}'`).join(', ')})`,
    );
    expect(Object.fromEntries(shown.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      server_encoding: 'UTF8',
      TimeZone: 'UTC',
    });
    expect(await query(database.url, `SELECT current_database() AS name, upper('réclamé') AS upper`)).toEqual([
      { name: 'doleance', upper: 'RÉCLAMÉ' },
    ]);
    await database.stop();
    expect(logOf(folder)).toContain('database system is shut down');
  });

  test('wants the password that it keeps for its owner alone', async () => {
    const database = await startEmbeddedDatabase({ folder });
    const wrong = new URL(database.url);
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    expect(statSync(join(folder, 'postgres-password')).mode & 0o777).toBe(0o600);
    await database.stop();
  });

  test('tells when it ends by itself, and recovers what was committed after kill -9', async () => {
    const reasons: string[] = [];
    const first = await startEmbeddedDatabase({ folder, onExit: (reason) => reasons.push(reason) });
    await query(first.url, 'CREATE TABLE kept_after_crash AS SELECT 42 AS answer');
    const ended = new Promise<void>((told) => {
      const look = setInterval(() => {
        if (reasons.length === 0) return;
        clearInterval(look);
        told();
      }, 10);
    });
    process.kill(first.pid, 'SIGKILL');
    await ended;
    expect(reasons).toEqual(['PostgreSQL ended by itself (SIGKILL)']);
    const second = await startEmbeddedDatabase({ folder });
    expect(await query(second.url, 'SELECT answer FROM kept_after_crash')).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  test('that a killed start has left running is ended in order before the next one', async () => {
    const killed = startScript('start/processes/hold-data-folder.ts', [folder, 'with-database']);
    const { url, databasePid } = await killed.ready;
    await query(String(url), 'CREATE TABLE kept AS SELECT 42 AS answer');
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect(identityOf(Number(databasePid))).toBeDefined();

    const said: string[] = [];
    const held = await openDataFolder(folder, (line) => said.push(line));
    expect(said).toEqual([
      `A PostgreSQL of an earlier start that was killed still runs (process ${String(databasePid)}); it is ended first.`,
    ]);
    expect(identityOf(Number(databasePid))).toBeUndefined();
    const database = await startEmbeddedDatabase({ folder });
    expect(await query(database.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await database.stop();
    held.release();
  });

  test('is not hit by Ctrl-C itself, but stopped in order by the start, even when the key arrives twice', async () => {
    const start = startScript('start/processes/hold-data-folder.ts', [folder, 'with-database']);
    const { databasePid } = await start.ready;
    process.kill(-start.pid, 'SIGINT');
    process.kill(-start.pid, 'SIGINT');
    expect(await start.ended).toBe(0);
    expect(identityOf(Number(databasePid))).toBeUndefined();
    expect(logOf(folder)).toContain('database system is shut down');
  });

  test('does not start on a cluster of another version', async () => {
    const other = makeFolder();
    mkdirSync(join(other, 'postgres'));
    writeFileSync(join(other, 'postgres', 'PG_VERSION'), '15\n');
    await expect(startEmbeddedDatabase({ folder: other })).rejects.toThrow('was made by PostgreSQL 15, this is PostgreSQL 18');
  });

  test('does not start on a port that is in use, and says so in its own words', async () => {
    const port = await freePort();
    const holder = createServer();
    await new Promise<void>((listening) => holder.listen(port, '127.0.0.1', listening));
    await expect(startEmbeddedDatabase({ folder, port })).rejects.toThrow(/did not start .*Address already in use/);
    holder.close();
  });
});
