import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import { Notifications } from '../../register/notifications.ts';
import { openRegister, type Queries, type Register } from '../../register/register.ts';
import { type FreshDatabase, freshDatabase } from '../helpers/database.ts';
import { eventually } from './helpers/eventually.ts';

let database: FreshDatabase;
let register: Register;
/** On the server's own database, so that it stays while the register's is closed to all. */
let supervisor: pg.Client;

beforeAll(async () => {
  database = await freshDatabase();
  register = openRegister(database.url);
  supervisor = new pg.Client({ connectionString: process.env['TEST_DATABASE_SERVER_URL'] });
  await supervisor.connect();
});

afterAll(async () => {
  await register.close();
  await supervisor.end();
  await database.drop();
});

const nameOf = (url: string) => new URL(url).pathname.slice(1);

async function ownProcess(queries: Queries): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(queries);
  return rows[0]?.pid ?? -1;
}

async function listeners(): Promise<number[]> {
  const { rows } = await supervisor.query<{ pid: number }>(
    "select pid from pg_stat_activity where datname = $1 and application_name = 'doleance-listen'",
    [nameOf(database.url)],
  );
  return rows.map(({ pid }) => pid);
}

async function isGone(pid: number): Promise<boolean> {
  return (await supervisor.query('select from pg_stat_activity where pid = $1', [pid])).rowCount === 0;
}

test('a connection that breaks in the middle of a transaction fails that transaction and nothing else', async () => {
  const broken = register.database.transaction().execute(async (queries) => {
    const pid = await ownProcess(queries);
    await supervisor.query('select pg_terminate_backend($1)', [pid]);
    await eventually('the connection is gone', () => isGone(pid));
    // The news reach this end in an event of its own, while no query waits for an answer.
    await pause(100);
    await ownProcess(queries);
  });
  await expect(broken).rejects.toThrow();
  expect(await ownProcess(register.database)).toBeGreaterThan(0);
});

test('who listens goes on with one connection, however often the database could not be reached', async () => {
  const heard: string[] = [];
  const notifications = new Notifications(database.url, 'outbox');
  notifications.subscribe((payload) => heard.push(payload));
  await notifications.open();
  await supervisor.query(`alter database ${nameOf(database.url)} allow_connections false`);
  for (const pid of await listeners()) await supervisor.query('select pg_terminate_backend($1)', [pid]);
  // Time for several attempts in vain.
  await pause(4_000);
  await supervisor.query(`alter database ${nameOf(database.url)} allow_connections true`);
  await eventually('it is heard again', async () => {
    await sql`select pg_notify('outbox', 'OPT-2026-000001')`.execute(register.database);
    return heard.length > 0;
  });
  await pause(1_500);
  expect(await listeners()).toHaveLength(1);
  await notifications.close();
  await eventually('nobody listens any more', async () => (await listeners()).length === 0);
});
