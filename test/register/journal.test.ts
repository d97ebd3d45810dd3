import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { anchorJournal, readJournal, verifyJournal } from '../../register/journal.ts';
import { decide, type GivenRegister, givenRegister, register } from './given.ts';

let given: GivenRegister;
let reference: string;
beforeEach(async () => {
  given = await givenRegister();
  reference = await register(given);
  await decide(given, reference, { decision: 'acknowledge-now' });
  await decide(given, reference, { decision: 'resolve', outcome: 'upheld' });
});
afterEach(() => given.close());

async function run(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: given.database.url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** What the database's superuser can do, and nobody else. */
function asSuperuser(...statements: string[]): Promise<void> {
  return run('alter table journal disable trigger all', ...statements, 'alter table journal enable trigger all');
}

describe('the journal of a complaint', () => {
  test('names each event in order, and verifies', async () => {
    expect((await readJournal(given.register.database, reference)).map(({ number, event }) => [number, event])).toEqual([
      [1, 'complaint-registered'],
      [2, 'decision-accepted'],
      [3, 'decision-accepted'],
    ]);
    expect(await verifyJournal(given.register)).toEqual([]);
  });

  test.each([
    ['changed', `update journal set actor = 'nobody'`],
    ['deleted', 'delete from journal'],
    ['emptied', 'truncate journal'],
  ])('is never %s', async (_, statement) => {
    await expect(run(statement)).rejects.toThrow(/append-only/);
    expect(await verifyJournal(given.register)).toEqual([]);
  });

  test('numbers and chains its rows by itself, whatever the insert claims', async () => {
    await run(`insert into journal (reference, number, at, actor, event, previous, hash)
      values ('${reference}', 77, now(), 'x', 'forged', 'y', 'z')`);
    expect((await readJournal(given.register.database, reference)).at(-1)).toMatchObject({ number: 4, event: 'forged' });
    expect(await verifyJournal(given.register)).toEqual([]);
  });

  test('keeps its chain when many write at once', async () => {
    await Promise.all(
      Array.from({ length: 20 }, () =>
        run(`insert into journal (reference, number, at, actor, event, previous, hash)
      values ('${reference}', 0, now(), 'x', 'noted', '', '')`),
      ),
    );
    expect((await readJournal(given.register.database, reference)).map(({ number }) => number)).toEqual(
      Array.from({ length: 23 }, (_, index) => index + 1),
    );
    expect(await verifyJournal(given.register)).toEqual([]);
  });
});

describe('what a superuser does behind its back is found', () => {
  test('a row that was changed', async () => {
    await asSuperuser(`update journal set actor = 'somebody else' where number = 2`);
    expect(await verifyJournal(given.register)).toEqual([{ reference, number: 2, fault: 'row-changed' }]);
  });

  test('a row that was changed and hashed anew', async () => {
    await asSuperuser(
      `update journal set actor = 'somebody else' where number = 2`,
      'update journal j set hash = journal_hash(j) where number = 2',
    );
    expect(await verifyJournal(given.register)).toEqual([{ reference, number: 3, fault: 'row-missing' }]);
  });

  test('a row that was deleted from the middle', async () => {
    await asSuperuser('delete from journal where number = 2');
    expect(await verifyJournal(given.register)).toEqual([{ reference, number: 3, fault: 'row-missing' }]);
  });

  test('a text that was exchanged for another', async () => {
    await run(`update personal_text set cipher = 'another' where purpose = 'complaint'`);
    expect(await verifyJournal(given.register)).toEqual([{ reference, number: 1, fault: 'text-changed' }]);
  });

  test('a text that was removed', async () => {
    await run(`update message set texts = null`, `delete from personal_text where purpose = 'message'`);
    expect(await verifyJournal(given.register)).toEqual([
      { reference, number: 2, fault: 'text-changed' },
      { reference, number: 3, fault: 'text-changed' },
    ]);
  });
});

describe('the anchor of a day', () => {
  /** Rows are anchored once they are some minutes old: the chain is written anew as if ten minutes had passed. */
  async function anchored(): Promise<void> {
    await asSuperuser(
      `update journal set recorded_at = recorded_at - interval '10 minutes'`,
      `update journal j set hash = journal_hash(j) where number = 1`,
      `update journal j set previous = (select hash from journal where number = 1) where number = 2`,
      `update journal j set hash = journal_hash(j) where number = 2`,
      `update journal j set previous = (select hash from journal where number = 2) where number = 3`,
      `update journal j set hash = journal_hash(j) where number = 3`,
    );
    await anchorJournal(given.register);
    expect(await verifyJournal(given.register)).toEqual([]);
  }

  test('shows a chain that was cut short at its end', async () => {
    await anchored();
    await asSuperuser('delete from journal where number = 3');
    expect(await verifyJournal(given.register)).toEqual([{ day: expect.any(String), fault: 'anchor-broken' }]);
  });

  test('shows a chain that was removed as a whole', async () => {
    await anchored();
    await asSuperuser('delete from journal');
    expect(await verifyJournal(given.register)).toEqual([{ day: expect.any(String), fault: 'anchor-broken' }]);
  });

  test('shows a chain that was written anew from its beginning', async () => {
    await anchored();
    await asSuperuser(
      `update journal set actor = 'somebody else' where number = 3`,
      'update journal j set hash = journal_hash(j) where number = 3',
    );
    expect(await verifyJournal(given.register)).toEqual([{ day: expect.any(String), fault: 'anchor-broken' }]);
  });

  test('is made once, and rows that follow do not break it', async () => {
    await anchored();
    await anchorJournal(given.register);
    await decide(given, reference, { decision: 'assign', caseHandler: 'client-service' });
    expect(await verifyJournal(given.register)).toEqual([]);
    expect(await given.register.database.selectFrom('journal_anchor').select('chains').execute()).toEqual([{ chains: 1 }]);
  });
});
