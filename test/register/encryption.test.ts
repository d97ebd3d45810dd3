import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { readContent } from '../../register/complaints.ts';
import { verifyJournal } from '../../register/journal.ts';
import { readMessageTexts } from '../../register/message-texts.ts';
import { Erased } from '../../register/personal-texts.ts';
import { decide, type GivenRegister, givenRegister, personal, register } from './given.ts';

let given: GivenRegister;
let reference: string;
let message: string;
beforeAll(async () => {
  given = await givenRegister();
  reference = await register(given, {
    requestKey: { actor: 'tests', route: 'POST /api/complaints', key: 'one', request: JSON.stringify(personal) },
  });
  const accepted = await decide(given, reference, { decision: 'resolve', outcome: 'upheld' });
  if (!accepted.accepted) throw new Error(accepted.reason);
  message = accepted.id;
});
afterAll(() => given.close());

/** Every row of every table of the register, as text; `bytea` as its bytes. */
async function everythingStored(): Promise<string[]> {
  const client = new pg.Client({ connectionString: given.database.url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_schema in ('public', 'keys') and table_type = 'BASE TABLE'`,
    );
    const rows: string[] = [];
    for (const { name } of tables.rows) {
      const stored = await client.query<Record<string, unknown>>(`select * from ${name}`);
      for (const row of stored.rows)
        rows.push(
          Object.values(row)
            .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value)))
            .join(' '),
        );
    }
    return rows;
  } finally {
    await client.end();
  }
}

describe('what is personal', () => {
  test('is readable in no table, in no encoding', async () => {
    const stored = await everythingStored();
    expect(stored.length).toBeGreaterThan(10);
    for (const words of Object.values(personal)) {
      const bytes = Buffer.from(words, 'utf8');
      const forms = [words, bytes.toString('latin1'), bytes.toString('base64').slice(0, -4), bytes.toString('hex')];
      for (const form of forms) expect([words, stored.filter((row) => row.includes(form))]).toEqual([words, []]);
    }
  });

  test('is read with the complaint’s key', async () => {
    expect(await readContent(given.register.database, { reference })).toMatchObject({ reason: personal.reason });
    expect(await readMessageTexts(given.register.database, message)).toMatchObject({ reasons: personal.decision });
  });

  test('is bound to its place: one text cannot stand in for another', async () => {
    const { database } = given.register;
    const other = await register(given);
    await database
      .updateTable('personal_text')
      .set({
        cipher: (
          await database.selectFrom('personal_text').select('cipher').where('reference', '=', reference).executeTakeFirstOrThrow()
        ).cipher,
      })
      .where('reference', '=', other)
      .execute();
    await expect(readContent(database, { reference: other })).rejects.toThrow();
    await database.deleteFrom('keys.complaint_key').where('reference', '=', other).execute();
  });

  test('is gone with the complaint’s key, and the journal still verifies but for the text that was exchanged', async () => {
    const { database } = given.register;
    await database.deleteFrom('keys.complaint_key').where('reference', '=', reference).execute();
    await expect(readContent(database, { reference })).rejects.toThrow(Erased);
    await expect(readMessageTexts(database, message)).rejects.toThrow(Erased);
    expect((await verifyJournal(given.register)).filter((fault) => fault.reference === reference)).toEqual([]);
  });
});
