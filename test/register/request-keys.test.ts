import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { KeyUsedOtherwise, type RequestKey } from '../../register/request-keys.ts';
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
