import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { migrate, missingMigrations } from '../../register/migrate.ts';
import { openRegister, type Register } from '../../register/register.ts';
import { type FreshDatabase, freshDatabase } from '../helpers/database.ts';

let database: FreshDatabase;
let clients: Register[];
beforeEach(async () => {
  database = await freshDatabase();
  clients = Array.from({ length: 5 }, () => openRegister(database.url, { connections: 2 }));
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await database.drop();
});

test('of five that migrate at once, one does the work and all find it done', async () => {
  const first = clients[0];
  if (first === undefined) throw new Error('no client');
  const all = await missingMigrations(first);
  expect(all.length).toBeGreaterThan(0);
  const done = await Promise.all(clients.map((client) => migrate(client)));
  expect(done.flat()).toEqual(all);
  expect(done.filter((names) => names.length > 0)).toHaveLength(1);
  expect(await Promise.all(clients.map((client) => missingMigrations(client)))).toEqual([[], [], [], [], []]);
});

test('a migration that was run is not run again', async () => {
  const [first, second] = clients;
  if (first === undefined || second === undefined) throw new Error('no client');
  await migrate(first);
  expect(await migrate(second)).toEqual([]);
});
