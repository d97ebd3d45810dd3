import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { wrongTokenLimits } from '../../../api/access/wrong-tokens.ts';
import { disableAccount } from '../../../register/accounts/account-state.ts';
import { makeAccount } from '../../../register/accounts/accounts.ts';
import { setGrants } from '../../../register/accounts/grants.ts';
import { daysWithoutSignIn, listTokens, makeToken, type NewToken, revokeToken } from '../../../register/accounts/tokens.ts';
import { countTry } from '../../../register/accounts/tries.ts';
import { type ApiUnderTest, complaintBody, registered, startApi } from '../api-server.ts';

const day = 86_400_000;
let api: ApiUnderTest;
let [here, elsewhere] = ['', ''];
beforeAll(async () => {
  api = await startApi();
  here = await registered(api);
  elsewhere = await registered(api, { procedure: 'optimco', language: 'nl' });
});
afterAll(() => api.close());

let number = 0;
beforeEach(() => {
  number += 1;
});

async function person(change: { issuer?: string } = {}): Promise<string> {
  const account = await makeAccount(api.register, {
    login: `person-${number}`,
    name: 'Camille Exemple',
    grants: [{ procedure: 'opticourtage', role: 'complaints-manager', staff: null }],
    identity: change.issuer === undefined ? undefined : { issuer: change.issuer, subject: `subject-${number}` },
  });
  if (!account) throw new Error('taken');
  return account.id;
}

async function made(change: Partial<NewToken> = {}): Promise<{ token: string; id: string }> {
  const usual = { name: `System ${number}`, capabilities: ['read'], firms: ['*'], expiresAt: Date.now() + day, actor: 'tests' };
  const token = await makeToken(api.register, { ...usual, ...change });
  if (!token) throw new Error('the name is taken');
  return token;
}

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const status = async (token: string, path = '/api/complaints') => (await api.get(path, bearer(token))).status;

describe('A token', () => {
  test('of a system opens what it is for, at the firms that it is for, and nothing else', async () => {
    const { token } = await made({ firms: ['opticourtage'] });
    const { body } = await api.get('/api/complaints', bearer(token));
    expect(body.items.map((item: { reference: string }) => item.reference)).toEqual([here]);
    expect(await status(token, `/api/complaints/${here}`)).toBe(200);
    expect(await status(token, `/api/complaints/${elsewhere}`)).toBe(404);
    expect((await api.post('/api/complaints', complaintBody(), bearer(token))).status).toBe(403);
  });

  test('of who may export and not read takes nothing with it, and one that only reads notes nothing', async () => {
    const exporting = await made({ capabilities: ['export'] });
    expect(await status(exporting.token, '/api/register.csv?personal=true')).toBe(403);
    number += 1;
    const reading = await made({ capabilities: ['read', 'export', 'statistics'] });
    expect((await api.post(`/api/complaints/${here}/notes`, { text: 'x' }, bearer(reading.token))).status).toBe(403);
    number += 1;
    const working = await made({ capabilities: ['read', 'register'] });
    expect((await api.post(`/api/complaints/${here}/notes`, { text: 'x' }, bearer(working.token))).status).toBe(201);
  });

  test('is named in the journal: a system’s by its name, a person’s by the person', async () => {
    const capabilities = ['read', 'register'];
    const system = await made({ capabilities });
    const own = await made({ account: await person(), name: 'Mon tableur', capabilities });
    const actors = [];
    for (const { token } of [system, own])
      actors.push((await api.post('/api/complaints', complaintBody(), bearer(token))).body.timeline[0].actor);
    expect(actors).toEqual([`System ${number}`, `person-${number}`]);
  });

  test('of a person opens no more than the person may, and less from the moment at which they may less', async () => {
    const account = await person();
    const { token } = await made({ account, capabilities: ['read', 'register', 'administer'] });
    expect(await status(token, `/api/complaints/${elsewhere}`)).toBe(404);
    expect((await api.post('/api/complaints', complaintBody(), bearer(token))).status).toBe(201);
    const compliance = [{ procedure: 'opticourtage', role: 'compliance' as const, staff: null }];
    await setGrants(api.register, { account, grants: compliance, actor: 'tests' });
    expect((await api.post('/api/complaints', complaintBody(), bearer(token))).status).toBe(403);
    expect(await status(token, `/api/complaints/${here}`)).toBe(200);
    await disableAccount(api.register, account, 'tests');
    expect(await status(token)).toBe(401);
  });

  test('opens nothing once it has expired or was revoked', async () => {
    expect(await status((await made({ expiresAt: Date.now() - 1 })).token)).toBe(401);
    number += 1;
    const { token, id } = await made();
    expect(await status(token)).toBe(200);
    expect(await revokeToken(api.register, id, 'tests')).toBe(true);
    expect(await revokeToken(api.register, id, 'tests')).toBe(false);
    expect(await status(token)).toBe(401);
  });

  test('of somebody whose password another service knows opens nothing when they have not signed in for long', async () => {
    const account = await person({ issuer: 'https://login.example.org' });
    const { token } = await made({ account });
    const signedIn = (daysAgo: number) =>
      api.register.database
        .updateTable('account')
        .set({ signed_in_at: new Date(Date.now() - daysAgo * day) })
        .where('id', '=', account)
        .execute();
    expect(await status(token)).toBe(401);
    await signedIn(daysWithoutSignIn - 1);
    expect(await status(token)).toBe(200);
    await signedIn(daysWithoutSignIn + 1);
    expect(await status(token)).toBe(401);
  });

  test('is kept as a digest only, and is known by its end and by when it was last used', async () => {
    const { token, id } = await made();
    const listed = async () => (await listTokens(api.register.database)).find((one) => one.id === id);
    expect(await listed()).toMatchObject({ ending: token.slice(-4), last_used_at: null });
    await status(token);
    expect((await listed())?.last_used_at).toBeInstanceOf(Date);
    const { rows } = await api.register.database
      .selectFrom('api_token')
      .selectAll()
      .execute()
      .then((rows) => ({ rows }));
    expect(JSON.stringify(rows)).not.toContain(token.slice(9, 40));
    expect(api.logged()).not.toContain(token);
  });
});

describe('Wrong tokens', () => {
  const from = (address: string, given: string) => ({ ...bearer(given), 'X-Forwarded-For': address });
  const ask = (address: string, given: string) => api.get('/api/procedures', from(address, given));
  const guesses = (times: number) => Array.from({ length: times }, (_, index) => `guess-number-${index}-of-somebody`);

  const countedBefore = (address: string, seconds: number) =>
    Promise.all(guesses(wrongTokenLimits.from).map(() => countTry(api.register, 'wrong token from', address, seconds)));

  test('from one address are refused with 429 after some, and so is the right one; other addresses are not touched', async () => {
    const { token } = await made();
    const guessed = await Promise.all(guesses(wrongTokenLimits.from).map((guess) => ask('203.0.113.7', guess)));
    expect(new Set(guessed.map((answer) => answer.status))).toEqual(new Set([401]));
    const tooMany = await ask('203.0.113.7', 'one-more-guess-of-somebody');
    expect([tooMany.status, tooMany.body.type]).toEqual([429, 'urn:doleance:problem:too-many-requests']);
    const seconds = Number(tooMany.headers.get('retry-after'));
    expect(seconds > 0 && seconds <= wrongTokenLimits.seconds).toBe(true);
    expect((await ask('203.0.113.7', token)).status).toBe(429);
    expect((await ask('203.0.113.8', token)).status).toBe(200);
  });

  test('are counted by all API processes together, and begin anew after a while', async () => {
    await countedBefore('203.0.113.9', 60);
    expect((await ask('203.0.113.9', 'one-more-guess-of-somebody')).status).toBe(429);
    await countedBefore('203.0.113.10', 0);
    expect((await ask('203.0.113.10', 'a-guess-long-afterwards')).status).toBe(401);
  });

  test('are not those that have ended: a program that goes on asking with one locks nobody out', async () => {
    const { token, id } = await made();
    await revokeToken(api.register, id, 'tests');
    const asked = await Promise.all(guesses(wrongTokenLimits.from + 1).map(() => ask('203.0.113.11', token)));
    expect(new Set(asked.map((answer) => answer.status))).toEqual(new Set([401]));
  });
});

test('no two systems, nor a system and a person, are named alike: the journal must tell them apart', async () => {
  await made();
  const again = { capabilities: ['read'], firms: ['*'], expiresAt: Date.now() + day, actor: 'tests' };
  expect(await makeToken(api.register, { ...again, name: `SYSTEM ${number}` })).toBeUndefined();
  await person();
  expect(await makeToken(api.register, { ...again, name: `Person-${number}` })).toBeUndefined();
  expect(await makeAccount(api.register, { login: `system ${number}`, name: 'x', grants: [] })).toBeUndefined();
});
