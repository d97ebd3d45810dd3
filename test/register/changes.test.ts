import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { isWithinReach, presentPosition, readChanges } from '../../register/changes.ts';
import { eventually } from '../../simulation/eventually.ts';
import { type GivenRegister, givenRegister, register } from './given.ts';

// A transaction that another database of the same server has open holds events back for a moment: what is heard of, is heard of soon.
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
  const page = await eventually('nothing is held back', async () => {
    const read = await readChanges(database, await presentPosition(database), 10);
    return read?.held ? undefined : read;
  });
  expect(page.changes).toEqual([]);
});

test('what was restored counts for nobody who was away', async () => {
  const { database } = given.register;
  const before = await presentPosition(database);
  expect(await isWithinReach(database, before, 0)).toBe(true);
  await register(given);
  await eventually('it counts', async () => !(await isWithinReach(database, before, 0)) || undefined);
});

// A position lies before whatever another transaction holds back: what came just before may be heard of too.
test('what is written since is heard of', async () => {
  const { database } = given.register;
  const before = await presentPosition(database);
  const reference = await register(given);
  await eventually('it is heard of', async () => {
    const read = await readChanges(database, before, 10);
    return read?.changes.some((change) => change.reference === reference) || undefined;
  });
});
