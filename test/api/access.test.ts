import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ApiUnderTest, complaintBody, registered, startApi, token } from './api-server.ts';
import { applyAccepted, writeLetter } from './drive.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const openToAll = (path: string) => /^\/(healthz|readyz|api\/openapi\.json|api\/docs(\/.*)?)$/.test(path);
const filled = (path: string) =>
  path.replace('{reference}', 'OPT-2026-000001').replace('{id}', '00000000-0000-4000-8000-000000000000');

test('every path but health and documentation needs a token, whatever the method', async () => {
  const closed = [...api.offered.filter((path) => !openToAll(path)).map(filled), '/api', '/api/nothing'];
  expect(closed.length).toBeGreaterThan(10);
  for (const path of closed) {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const { status, headers, body } = await api.send(path, { method });
      expect([path, method, status]).toEqual([path, method, 401]);
      expect(headers.get('www-authenticate')).toBe('Bearer realm="doleance"');
      expect(body?.type).toBe('urn:doleance:problem:token-needed');
    }
  }
});

test('health and documentation need none', async () => {
  const open = api.offered.filter(openToAll);
  expect(open).toEqual(expect.arrayContaining(['/healthz', '/readyz', '/api/openapi.json', '/api/docs']));
  for (const path of open) expect([path, (await api.send(path, {})).status]).toEqual([path, 200]);
});

describe('A token', () => {
  test.each([
    ['that is not known', 'Bearer nobody-gave-me-this-token-at-all'],
    ['that is almost right', `Bearer ${token}x`],
    ['in part', `Bearer ${token.slice(0, -1)}`],
    ['under another scheme', `Basic ${token}`],
    ['without a scheme', token],
    ['that is empty', 'Bearer '],
    ['twice', `Bearer ${token} ${token}`],
  ])('%s opens nothing', async (_what, authorization) => {
    expect((await api.send('/api/procedures', { headers: { Authorization: authorization } })).status).toBe(401);
  });

  test('that is not known is named as the reason', async () => {
    const { headers } = await api.send('/api/procedures', { headers: { Authorization: 'Bearer unknown' } });
    expect(headers.get('www-authenticate')).toBe('Bearer realm="doleance", error="invalid_token"');
  });

  test('in the address opens nothing', async () => {
    expect((await api.send(`/api/procedures?token=${token}&access_token=${token}`, {})).status).toBe(401);
  });

  test('opens under its scheme in capitals or not', async () => {
    expect((await api.send('/api/procedures', { headers: { Authorization: `bearer ${token}` } })).status).toBe(200);
  });

  test('gives its name to the journal', async () => {
    const { body } = await api.post('/api/complaints', complaintBody(), {
      Authorization: 'Bearer another-token-of-someone-else',
    });
    expect(body.timeline[0].actor).toBe('Other desk');
  });
});

test('the log holds nothing personal and no token, whatever was sent', async () => {
  const reference = await registered(api);
  const words = { what: 'information', text: 'Un secret de Dominique Exemple' };
  await api.post(`/api/complaints/${reference}/received`, words, { 'Idempotency-Key': 'cle-de-dominique' });
  await applyAccepted(api, reference);
  await writeLetter(api, reference, { duty: 'acknowledgement', kind: 'acknowledgement', way: 'e-mail' });
  await api.get(`/api/complaints/${reference}`);
  await api.get('/api/complaints?caseHandler=Dominique%20Exemple');
  await api.get('/api/complaints/Dominique%20Exemple');
  await api.get('/Dominique%20Exemple?name=Dominique');
  await api.post('/api/complaints', '{"name":"Dominique Exemple"');
  await api.post('/api/complaints', complaintBody({ kind: 'Dominique Exemple' }));
  await api.get('/api/procedures', {
    Authorization: 'Bearer Dominique',
    Cookie: 'Dominique',
    Referer: 'http://example.org/Dominique',
  });
  expect(api.logged()).toContain(reference);
  expect(api.logged()).not.toMatch(/dominique|exemple|example\.org|lunettes|secret/i);
  expect(api.logged()).not.toContain(token);
});

test('the log says who did what to which complaint, and how it ended', async () => {
  const reference = await registered(api);
  await api.post(`/api/complaints/${reference}/decisions`, { decision: 'reopen', reasons: 'x' });
  const lines = api
    .logged()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.at(-1)).toMatchObject({
    msg: 'POST /api/complaints/:reference/decisions',
    status: 409,
    actor: 'Test desk',
    reference,
    reqId: expect.any(String),
  });
});
