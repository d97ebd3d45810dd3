import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ComplaintOrder, complaintOrders } from '../../register/list-order.ts';
import type { ComplaintRow } from '../../register/tables.ts';
import { type ApiUnderTest, registered, startApi } from './api-server.ts';

let api: ApiUnderTest;
/** As they are in the register before anybody walks. */
let rows: ComplaintRow[];

const start = Date.parse('2026-05-04T08:00:00Z');
const minute = 60_000;
const people = ['Camille Béhar', 'Dominique Exemple', 'Robin Voorbeeld'];
const procedures = ['opticourtage', '123-courtage', 'optimco'];

// Several of one instant, several received on one day, some late, some that owe nothing any more.
beforeAll(async () => {
  api = await startApi();
  for (let number = 0; number < 24; number++) {
    api.setClock(start + Math.floor(number / 3) * minute);
    await registered(api, {
      procedure: procedures[number % 3],
      complainant: { name: people[number % 3], email: 'x@example.org' },
      channel: number % 2 === 0 ? 'e-mail' : 'letter',
      received: number % 4 === 0 ? '2026-03-02' : '2026-05-0' + (1 + (number % 3)),
      ...(number % 5 === 0 ? { sender: 'lawyer' } : {}),
    });
  }
  rows = await api.register.database.selectFrom('complaint').selectAll().orderBy('reference').execute();
  const owingNothing = rows.filter((_, number) => number % 7 === 0).map(({ reference }) => reference);
  await api.register.database
    .updateTable('complaint')
    .set({ next_due_at: null })
    .where('reference', 'in', owingNothing)
    .execute();
  rows = await api.register.database.selectFrom('complaint').selectAll().orderBy('reference').execute();
});
afterAll(() => api.close());

/** Each filter, and which complaints it keeps, said another way. */
const filters: Record<string, (row: ComplaintRow) => boolean> = {
  'channel=e-mail': ({ channel }) => channel === 'e-mail',
  'level=2b': ({ level }) => level === '2b',
  'procedure=optimco&procedure=opticourtage': ({ procedure }) => procedure !== '123-courtage',
  'caseHandler=none': ({ case_handler }) => case_handler === null,
  'receivedFrom=2026-05-02': ({ received_on }) => received_on >= '2026-05-02',
  'receivedTo=2026-05-02': ({ received_on }) => received_on <= '2026-05-02',
  'overdue=true': ({ next_due_at }) => next_due_at !== null && next_due_at.getTime() <= start + 30 * minute,
  'text=behar': ({ procedure }) => procedure === 'opticourtage',
  'closed=false': ({ closed_at }) => closed_at === null,
};

const compared: Record<ComplaintOrder, (one: ComplaintRow, other: ComplaintRow) => number> = {
  newest: (one, other) => compared.oldest(other, one),
  oldest: (one, other) => +one.registered_at - +other.registered_at || compared.reference(one, other),
  nextDue: (one, other) =>
    one.next_due_at?.getTime() === other.next_due_at?.getTime()
      ? compared.reference(one, other)
      : (one.next_due_at?.getTime() ?? Infinity) - (other.next_due_at?.getTime() ?? Infinity),
  received: (one, other) => +one.received_at - +other.received_at || compared.reference(one, other),
  lastReceived: (one, other) => compared.received(other, one),
  reference: (one, other) => (one.reference < other.reference ? -1 : one.reference > other.reference ? 1 : 0),
};

test('a walk over all pages gives each complaint once and in order, whatever is filtered and sorted, while others are registered', async () => {
  const anyFilters = fc.subarray(Object.keys(filters), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(
      anyFilters,
      fc.constantFrom(...complaintOrders),
      fc.integer({ min: 1, max: 9 }),
      fc.nat(3),
      async (given, sort, limit, others) => {
        api.setClock(start + 30 * minute);
        const expected = rows
          .filter((row) => given.every((filter) => filters[filter]?.(row)))
          .sort(compared[sort])
          .map(({ reference }) => reference);
        const query = [...given, `sort=${sort}`, `limit=${limit}`].join('&');
        const walked: string[] = [];
        for (let path: string | undefined = `/api/complaints?${query}`, page = 0; path !== undefined; page++) {
          const { body, headers, status, text } = await api.get(path);
          expect([status, status === 200 ? '' : text]).toEqual([200, '']);
          walked.push(...body.items.map(({ reference }: { reference: string }) => reference));
          path = /^<(.+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1];
          if (page < others) await registered(api, { complainant: { name: people[0] }, received: '2026-05-03' });
        }
        expect(new Set(walked).size).toBe(walked.length);
        expect(walked.filter((reference) => rows.some((row) => row.reference === reference))).toEqual(expected);
      },
    ),
    { numRuns: 60 },
  );
});
