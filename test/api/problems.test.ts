import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ProcedureLibrary } from '../../register/procedure-library.ts';
import { openRegister } from '../../register/register.ts';
import { type Answer, type ApiUnderTest, complaintBody, startApi, token } from './api-server.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const authorized = { Authorization: `Bearer ${token}` };
const json = { ...authorized, 'Content-Type': 'application/json' };

function expectProblem({ status, headers, body }: Answer, expected: number): void {
  expect(status).toBe(expected);
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(body).toMatchObject({
    type: expect.stringMatching(/^urn:doleance:problem:[a-z-]+$/),
    title: expect.any(String),
    status: expected,
    instance: `urn:uuid:${headers.get('x-request-id')}`,
  });
}

describe('A request that cannot be read is answered with 400', () => {
  test.each(['{"procedure":', 'Dominique Exemple', '"text"', '{"a":1}x'])('%s', async (body) => {
    expectProblem(await api.post('/api/complaints', body), 400);
  });

  test('a path that cannot be decoded', async () => {
    expectProblem(await api.get('/api/complaints/%E0%A4%A'), 400);
  });

  test('and the answer does not repeat what was sent', async () => {
    expect((await api.post('/api/complaints', 'Dominique Exemple')).text).not.toContain('Dominique');
  });
});

test('an address where nothing is, is answered with 404', async () => {
  for (const path of ['/api/nothing', '/api', '/nothing', '/']) expectProblem(await api.get(path), 404);
});

describe('A method that is not offered is answered with 405 and what is', () => {
  test.each([
    ['DELETE', '/api/complaints', 'GET, HEAD, POST, OPTIONS'],
    ['PUT', '/api/complaints/OPT-2026-000001', 'GET, HEAD, OPTIONS'],
    ['GET', '/api/complaints/OPT-2026-000001/decisions', 'POST, OPTIONS'],
    ['POST', '/api/openapi.json', 'GET, HEAD, OPTIONS'],
    ['PATCH', '/healthz', 'GET, HEAD, OPTIONS'],
  ])('%s %s', async (method, path, allow) => {
    const answer = await api.send(path, { method, headers: authorized });
    expectProblem(answer, 405);
    expect(answer.headers.get('allow')).toBe(allow);
  });

  test('OPTIONS says what is offered', async () => {
    const { status, headers } = await api.send('/api/complaints', { method: 'OPTIONS', headers: authorized });
    expect([status, headers.get('allow')]).toEqual([204, 'GET, HEAD, POST, OPTIONS']);
  });
});

test('a body of more than 256 kB is answered with 413', async () => {
  expectProblem(await api.post('/api/complaints', complaintBody({ reason: 'x'.repeat(300_000) })), 413);
});

describe('A body that is not JSON in UTF-8 is answered with 415', () => {
  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=klingon',
    '',
  ])('%s', async (type) => {
    const body = new TextEncoder().encode(JSON.stringify(complaintBody()));
    const headers: Record<string, string> = type === '' ? authorized : { ...authorized, 'Content-Type': type };
    expectProblem(await api.send('/api/complaints', { method: 'POST', headers, body }), 415);
  });

  test('nor a body in an encoding that is not known', async () => {
    const headers = { ...json, 'Content-Encoding': 'compress' };
    expectProblem(await api.send('/api/complaints', { method: 'POST', headers, body: '{}' }), 415);
  });
});

test.each(['[]', 'null', '', '{}'])('a body without what is needed is answered with 422: %j', async (body) => {
  const answer = await api.send('/api/complaints', { method: 'POST', headers: json, body });
  expectProblem(answer, body === 'null' ? 400 : 422);
});

test('a register that is away is answered with 503 and when to try again', async () => {
  const register = openRegister('postgres://nobody@127.0.0.1:1/nothing');
  const away = await startApi({ register });
  for (const answer of [await away.get('/api/complaints'), await away.post('/api/complaints', complaintBody())]) {
    expectProblem(answer, 503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(answer.text).not.toMatch(/ECONNREFUSED|127\.0\.0\.1/);
  }
  await register.close();
  await away.close();
});

describe('A fault that nobody foresaw', () => {
  let faulty: ApiUnderTest;
  beforeAll(async () => {
    const allInForce = () => {
      throw new TypeError('Dominique Exemple');
    };
    faulty = await startApi({ library: { allInForce } as unknown as ProcedureLibrary });
  });
  afterAll(() => faulty.close());

  test('is answered with 500 and no details', async () => {
    const answer = await faulty.get('/api/procedures');
    expectProblem(answer, 500);
    expect(answer.body).not.toHaveProperty('detail');
  });

  test('is logged with its name and place, but not its message', async () => {
    const { headers } = await faulty.get('/api/procedures');
    const line = faulty
      .logged()
      .split('\n')
      .find((one) => one.includes('"fault"') && one.includes(headers.get('x-request-id') ?? ''));
    expect(JSON.parse(line ?? '{}').fault).toMatchObject({
      name: 'TypeError',
      at: expect.arrayContaining([expect.stringContaining('problems.test.ts')]),
    });
    expect(faulty.logged()).not.toContain('Dominique');
  });
});

test('every answer is protected: nothing is loaded, framed, sniffed or kept', async () => {
  const { headers } = await api.get('/api/procedures');
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
  );
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-powered-by')).toBeNull();
});
