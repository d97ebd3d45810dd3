import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { type LetterFilter, type LetterOrder, type LetterPageEnd, statementOfLetters } from '../../register/queries.ts';
import { everything } from '../../register/viewer.ts';
import { type GivenRegister, givenRegister, register } from './given.ts';

// How PostgreSQL goes about lists of letters once many have been written: by an index, never by sorting all of them.

let given: GivenRegister;
beforeAll(async () => {
  given = await givenRegister();
  const reference = await register(given);
  const { database } = given.register;
  await sql`
    with text as (select id from personal_text limit 1)
    insert into letter (id, reference, duty, occasion, kind, recipient, language, state, way, letter_date, content, created_at)
    select gen_random_uuid(), ${reference}, 'final-response', 'of ' || number, 'rejected', 'complainant', 'fr',
      case number % 1000 when 1 then 'queued' when 2 then 'awaiting-post' else 'sent' end, 'post', '2026-05-13', text.id, now()
    from text, generate_series(1, 5000) as number`.execute(database);
  await sql`vacuum analyze`.execute(database);
});
afterAll(() => given.close());

type Asked = Omit<LetterFilter, 'viewer'>;

async function planOf(filter: Asked, order: LetterOrder, after?: LetterPageEnd): Promise<string> {
  const statement = statementOfLetters({ viewer: everything, ...filter }, { order, after, limit: 51 });
  const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${statement}`.execute(given.register.database);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

test.each<[Asked, LetterPageEnd | undefined]>([
  [{}, undefined],
  [{}, { number: 2_500 }],
  [{ state: ['sent'], way: 'post' }, { number: 2_500 }],
])('a page in the order of writing is read from where it begins: %j after %j', async (filter, after) => {
  const plan = await planOf(filter, 'written', after);
  expect(plan).toContain('Index Scan using letter_in_order on letter');
  expect(plan).not.toMatch(/Sort Key: letter|Seq Scan on letter/);
});

test('letters that are about to leave are found without those that have left', async () => {
  expect(await planOf({ state: ['queued', 'sending'] }, 'written')).toContain('letter_leaving');
});

test('the post tray is found without the letters that have left', async () => {
  expect(await planOf({ state: ['awaiting-post'] }, 'due')).toContain('letter_in_post_tray');
});
