import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type GivenRegister, givenRegister, register } from './given.ts';

let given: GivenRegister;
beforeAll(async () => {
  given = await givenRegister();
});
afterAll(() => given.close());

test('of two hundred registrations, forty at once, a quarter of which fails, the rest is numbered without a gap and without a repetition', async () => {
  const fails = (index: number) => index % 4 === 3;
  const references: string[] = [];
  // Forty wait for ten connections, however busy the machine: two hundred at once would wait for too long.
  for (let round = 0; round < 5; round += 1) {
    const attempts = Array.from({ length: 40 }, (_, index) =>
      register(given, {
        change: fails(index) ? { content: brokenContent() } : {},
      }),
    );
    const results = await Promise.allSettled(attempts);
    references.push(...results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
  }
  expect(references).toHaveLength(150);
  const numbers = Array.from({ length: 150 }, (_, index) => `OPT-2026-${String(index + 1).padStart(6, '0')}`);
  expect(references.toSorted()).toEqual(numbers);
});

test('nothing is left of a registration that failed', async () => {
  const { database } = given.register;
  const count = async (table: 'complaint' | 'duty' | 'message' | 'journal') =>
    Number(
      (
        await database
          .selectFrom(table)
          .select(({ fn }) => fn.countAll().as('rows'))
          .executeTakeFirstOrThrow()
      ).rows,
    );
  const before = [await count('complaint'), await count('duty'), await count('message'), await count('journal')];
  await expect(register(given, { change: { content: brokenContent() } })).rejects.toThrow();
  expect([await count('complaint'), await count('duty'), await count('message'), await count('journal')]).toEqual(before);
});

test('a year begins anew at one, and so does a firm', async () => {
  expect(await register(given, { change: { registeredOn: '2027-01-01' } })).toBe('OPT-2027-000001');
  const complaint = { procedure: { ...given.library.inForce('opticourtage'), prefix: 'AEG' } as never };
  expect(await register(given, { change: complaint })).toBe('AEG-2026-000001');
  expect(await register(given, { change: { registeredOn: '2027-02-01' } })).toBe('OPT-2027-000002');
});

/** It fails after the number was drawn: a text that cannot be written as JSON. */
function brokenContent(): never {
  return { reason: 1n } as never;
}
