import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { isWithinReach, presentPosition, readChanges } from '../../register/changes.ts';
import { type GivenRegister, givenRegister, register } from './given.ts';

// A register that was restored into a fresh server: its rows bear numbers of transactions that the server has not come to.

let given: GivenRegister;
beforeAll(async () => {
  given = await givenRegister();
  await register(given);
  const { database } = given.register;
  await sql`alter table journal disable trigger journal_is_append_only`.execute(database);
  await sql`update journal set transaction = (number + 9000000000)::text::xid8`.execute(database);
  await sql`alter table journal enable trigger journal_is_append_only`.execute(database);
});
afterAll(() => given.close());

test('what was restored is not waited for', async () => {
  const { database } = given.register;
  expect(await readChanges(database, await presentPosition(database), 10)).toMatchObject({ changes: [], held: false });
});

test('what was restored counts for nobody who was away', async () => {
  const { database } = given.register;
  const before = await presentPosition(database);
  expect(await isWithinReach(database, before, 0)).toBe(true);
  await register(given);
  expect(await isWithinReach(database, before, 0)).toBe(false);
});

test('what is written since is heard of', async () => {
  const { database } = given.register;
  const before = await presentPosition(database);
  const reference = await register(given);
  const page = await readChanges(database, before, 10);
  expect(page?.changes.map((change) => change.reference)).toEqual([reference]);
});
