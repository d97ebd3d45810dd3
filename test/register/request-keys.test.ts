import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Erased } from '../../register/personal-texts.ts';
import { doOnce, KeyUsedOtherwise, type RequestKey } from '../../register/request-keys.ts';
import { decide, type GivenRegister, givenRegister, register } from './given.ts';

let given: GivenRegister;
beforeEach(async () => {
  given = await givenRegister();
});
afterEach(() => given.close());

const key = (change: Partial<RequestKey> = {}): RequestKey => ({
  actor: 'tests',
  route: 'POST /api/complaints',
  key: 'k1',
  request: '{"reason":"x"}',
  ...change,
});

async function complaints(): Promise<number> {
  return (await given.register.database.selectFrom('complaint').select('reference').execute()).length;
}

describe('the same request with the same key', () => {
  test('makes one complaint, however often and however closely it comes', async () => {
    const references = await Promise.all(Array.from({ length: 8 }, () => register(given, { requestKey: key() })));
    expect(new Set(references).size).toBe(1);
    expect(await complaints()).toBe(1);
    expect(await register(given, { requestKey: key() })).toBe(references[0]);
  });

  test('makes one message, and tells that it was known', async () => {
    const reference = await register(given);
    const route = `POST /api/complaints/${reference}/decisions`;
    const first = await decide(given, reference, { decision: 'acknowledge-now' }, key({ route }));
    const again = await decide(given, reference, { decision: 'acknowledge-now' }, key({ route }));
    expect(first).toMatchObject({ accepted: true, repeated: false });
    expect(again).toEqual({ ...first, repeated: true });
  });

  test('can be tried again where the first attempt was refused: a refusal leaves no trace', async () => {
    const reference = await register(given);
    const route = `POST /api/complaints/${reference}/decisions`;
    expect(await decide(given, reference, { decision: 'reopen' }, key({ route }))).toEqual({
      accepted: false,
      reason: 'not-closed',
    });
    expect(await decide(given, reference, { decision: 'acknowledge-now' }, key({ route }))).toMatchObject({ repeated: false });
  });

  test('can be tried again where the first attempt failed', async () => {
    const broken = { content: { reason: 1n } as never };
    await expect(register(given, { requestKey: key(), change: broken })).rejects.toThrow();
    expect(await register(given, { requestKey: key() })).toBe('OPT-2026-000001');
  });
});

test('another request with the same key is refused', async () => {
  await register(given, { requestKey: key() });
  await expect(register(given, { requestKey: key({ request: '{"reason":"y"}' }) })).rejects.toThrow(KeyUsedOtherwise);
  expect(await complaints()).toBe(1);
});

test('a key is the actor’s own, and the route’s', async () => {
  await register(given, { requestKey: key() });
  await register(given, { requestKey: key({ actor: 'somebody else' }) });
  await register(given, { requestKey: key({ route: 'POST /opticourtage/complaint' }) });
  expect(await complaints()).toBe(3);
});

describe('What is done once', () => {
  let done: number;
  beforeEach(() => {
    done = 0;
  });
  const work = async () => ({ done: ++done, at: '2026-05-13', among: ['OPT-2026-000001', null] });
  const once = (requestKey: RequestKey | undefined, about?: string) =>
    doOnce(given.register, requestKey, { work, ...(about === undefined ? {} : { about }) });

  test('is remembered with its facts, and done no more', async () => {
    const first = await once(key());
    expect(first).toEqual({ made: { done: 1, at: '2026-05-13', among: ['OPT-2026-000001', null] }, repeated: false });
    expect(await once(key())).toEqual({ ...first, repeated: true });
    expect(done).toBe(1);
  });

  test('is done again without a key', async () => {
    await once(undefined);
    expect(await once(undefined)).toMatchObject({ made: { done: 2 }, repeated: false });
  });

  test('is done once however many ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => once(key())));
    expect(answers.map(({ made }) => made.done)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
  });

  test('is not done for another request with its key, whatever it is about', async () => {
    await once(key());
    await expect(once(key({ request: '{}' }))).rejects.toThrow(KeyUsedOtherwise);
    await once(key({ key: 'about' }), await register(given));
    await expect(once(key({ key: 'about', request: '{}' }))).rejects.toThrow(KeyUsedOtherwise);
    expect(done).toBe(2);
  });

  test('that fails leaves nothing behind, and its key free', async () => {
    const failing = doOnce(given.register, key(), {
      work: async (queries) => {
        await queries.deleteFrom('procedure_version').execute();
        throw new Error('not now');
      },
    });
    await expect(failing).rejects.toThrow('not now');
    expect(await given.register.database.selectFrom('procedure_version').select('version').execute()).not.toEqual([]);
    expect(await once(key())).toMatchObject({ repeated: false });
  });

  test('is no complaint: its key cannot be used to register one', async () => {
    await once(key());
    await expect(register(given, { requestKey: key() })).rejects.toThrow(KeyUsedOtherwise);
  });

  test('about a complaint is recognised by the complaint’s key only, and not at all once that is gone', async () => {
    const reference = await register(given);
    await once(key(), reference);
    await given.register.database.deleteFrom('keys.complaint_key').where('reference', '=', reference).execute();
    await expect(once(key(), reference)).rejects.toThrow(Erased);
  });
});
