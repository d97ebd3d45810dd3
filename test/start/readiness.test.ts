import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openRegister } from '../../register/register.ts';
import { Relay } from '../../register/relay.ts';
import { databaseIsReady, oldestWaitingSeconds } from '../../start/readiness.ts';
import { freshDatabase } from '../helpers/database.ts';
import { type GivenRegister, givenRegister, register } from '../register/given.ts';

let given: GivenRegister;
beforeEach(async () => {
  given = await givenRegister();
});
afterEach(() => given.close());

describe('the register is ready', () => {
  test('where its tables are up to date', async () => {
    expect(await databaseIsReady(given.register)).toBe(true);
  });

  test('but not where a migration is missing', async () => {
    const empty = await freshDatabase();
    const unmigrated = openRegister(empty.url);
    expect(await databaseIsReady(unmigrated)).toBe(false);
    await unmigrated.close();
    await empty.drop();
  });

  test('and not where nobody answers', async () => {
    const nowhere = openRegister('postgres://nobody:nothing@127.0.0.1:1/nothing');
    expect(await databaseIsReady(nowhere)).toBe(false);
    await nowhere.close();
  });
});

describe('the oldest message that waits', () => {
  test('is told in seconds since it was accepted, until it is delivered', async () => {
    expect(await oldestWaitingSeconds(given.register)).toBe(0);
    await register(given);
    given.time.now += 40_000;
    await register(given);
    given.time.now += 2_000;
    expect(await oldestWaitingSeconds(given.register)).toBe(42);
    await new Relay(given.register, async () => undefined).deliverBatch();
    expect(await oldestWaitingSeconds(given.register)).toBe(0);
  });
});
