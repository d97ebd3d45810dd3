import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { ComplaintFilter } from '../../register/list-filter.ts';
import { type ComplaintOrder, complaintOrders, type PageEnd } from '../../register/list-order.ts';
import { statementOfList } from '../../register/queries.ts';
import { everything } from '../../register/viewer.ts';
import { type GivenRegister, givenRegister, register } from './given.ts';

// How PostgreSQL goes about lists of a register that has grown: by an index, never by reading everything.

let given: GivenRegister;
const many = 5_000;

beforeAll(async () => {
  given = await givenRegister();
  const pattern = await register(given);
  const numbered = sql`generate_series(2, ${many}) as number`;
  const reference = sql`'OPT-2026-' || lpad(number::text, 6, '0')`;
  const { database } = given.register;
  await sql`
    insert into complaint select (jsonb_populate_record(one, jsonb_build_object('reference', ${reference},
      'registered_at', one.registered_at + number * interval '1 minute', 'received_at', one.received_at + number * interval '1 minute',
      'next_due_at', one.next_due_at + number * interval '1 minute'))).*
    from complaint as one, ${numbered} where one.reference = ${pattern}`.execute(database);
  await sql`insert into keys.complaint_key (reference, key) select ${reference}, sha256('k') from ${numbered}`.execute(database);
  await sql`
    insert into search.complaint_text select ${reference}, search.document(array['nom' || number, 'groupe' || number % 200,
      'résiliation', 'contrat', 'assurance'] || array(select 'mot' || (number * 37 + word * 101) % 5000 from generate_series(1, 20) as word))
    from ${numbered}`.execute(database);
  await sql`vacuum analyze`.execute(database);
});
afterAll(() => given.close());

async function planOf(filter: ComplaintFilter, order: ComplaintOrder, after?: PageEnd): Promise<string> {
  const { database } = given.register;
  const statement = await statementOfList(database, filter, { viewer: everything, order, after, limit: 51, now: given.time.now });
  const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${statement}`.execute(database);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

test.each(['nom777', 'groupe17 contrat', 'NOM77'])('a search goes by the index of words: %s', async (text) => {
  for (const order of complaintOrders) {
    const plan = await planOf({ text }, order);
    expect([order, plan]).toEqual([order, expect.stringContaining('Bitmap Index Scan on complaint_text_words')]);
    expect(plan).not.toMatch(/Seq Scan on complaint/);
  }
});

const middle: PageEnd = { at: Date.parse('2026-05-20T00:00:00Z'), reference: 'OPT-2026-001000' };

test.each(complaintOrders)('a page in the order %s is read from where it begins, and not sorted', async (order) => {
  for (const after of [undefined, middle]) {
    const plan = await planOf({ channel: ['letter'] }, order, after);
    expect(plan).toMatch(/Index Scan (Backward )?using complaint_\w+ on complaint\b/);
    expect(plan).not.toMatch(/Seq Scan on complaint|Sort Key: (complaint\.|\(?coalesce)/i);
    if (after) expect(plan).toMatch(/Index Cond: \(+(ROW|reference)/);
  }
});

test.each<[string, ComplaintFilter]>([
  ['late', { overdue: true }],
  ['due today', { overdue: false, dueBy: [{ procedure: 'opticourtage', at: Date.parse('2026-05-14T00:00:00+02:00') }] }],
])('what is %s is read from where it stands by its due date, not from the beginning', async (_what, filter) => {
  const plan = await planOf(filter, 'nextDue');
  expect(plan).toMatch(/Index Cond: .*COALESCE\(next_due_at/i);
  expect(plan).not.toMatch(/Seq Scan on complaint/);
});
