import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { idempotencyKey } from '../../api/openapi/parameters.ts';
import { type ApiUnderTest, complaintBody, registered, startApi } from './api-server.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const complaints = async () => (await api.get('/api/complaints?limit=200')).body.items.length as number;

describe('The same complaint with the same Idempotency-Key', () => {
  test('is registered once and answered alike', async () => {
    const body = complaintBody();
    const before = await complaints();
    const first = await api.post('/api/complaints', body, { 'Idempotency-Key': 'once' });
    const second = await api.post('/api/complaints', body, { 'Idempotency-Key': 'once' });
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect([second.status, second.headers.get('location'), second.body]).toEqual([
      201,
      first.headers.get('location'),
      first.body,
    ]);
    expect(await complaints()).toBe(before + 1);
  });

  test('is the same with its fields in another order', async () => {
    const { reason, ...rest } = complaintBody();
    const first = await api.post('/api/complaints', { reason, ...rest }, { 'Idempotency-Key': 'order' });
    const second = await api.post('/api/complaints', { ...rest, reason }, { 'Idempotency-Key': 'order' });
    expect(second.body.reference).toBe(first.body.reference);
  });

  test('sent many times at once makes one complaint', async () => {
    const before = await complaints();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => api.post('/api/complaints', complaintBody(), { 'Idempotency-Key': 'at-once' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 201));
    expect(new Set(answers.map(({ body }) => body.reference as string)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === null).length).toBe(1);
    expect(await complaints()).toBe(before + 1);
  });
});

describe('An Idempotency-Key', () => {
  test('that comes with another body is refused, and nothing is registered', async () => {
    await api.post('/api/complaints', complaintBody(), { 'Idempotency-Key': 'mine' });
    const before = await complaints();
    const { status, body } = await api.post('/api/complaints', complaintBody({ reason: 'Autre chose.' }), {
      'Idempotency-Key': 'mine',
    });
    expect([status, body.errors[0].path]).toEqual([422, 'Idempotency-Key']);
    expect(body.type).toBe('urn:doleance:problem:key-used-otherwise');
    expect(await complaints()).toBe(before);
  });

  test('belongs to whoever uses it', async () => {
    const mine = await api.post('/api/complaints', complaintBody(), { 'Idempotency-Key': 'shared' });
    const other = { 'Idempotency-Key': 'shared', Authorization: 'Bearer another-token-of-someone-else' };
    const theirs = await api.post('/api/complaints', complaintBody(), other);
    expect(theirs.status).toBe(201);
    expect(theirs.body.reference).not.toBe(mine.body.reference);
  });

  test('of a request that was refused is free again', async () => {
    await api.post('/api/complaints', complaintBody({ reason: '' }), { 'Idempotency-Key': 'retry' });
    expect((await api.post('/api/complaints', complaintBody(), { 'Idempotency-Key': 'retry' })).status).toBe(201);
  });

  test.each(['with a space', '', 'é', 'x'.repeat(256)])('cannot be %j', async (key) => {
    expect((await api.post('/api/complaints', complaintBody(), { 'Idempotency-Key': key })).status).toBe(400);
    expect(idempotencyKey.safeParse(key).success).toBe(false);
  });
});

describe('The same decision with the same Idempotency-Key', () => {
  const delay = { decision: 'announce-delay', newDate: '2026-08-10', reasons: 'Nous attendons une pièce.' };

  test('is taken once', async () => {
    const decisions = `/api/complaints/${await registered(api)}/decisions`;
    const body = { decision: 'acknowledge-now' };
    const first = await api.post(decisions, body, { 'Idempotency-Key': 'decision' });
    const second = await api.post(decisions, body, { 'Idempotency-Key': 'decision' });
    expect([second.status, second.body, second.headers.get('idempotency-replayed')]).toEqual([202, first.body, 'true']);
    expect((await api.post(decisions, body)).status).toBe(409);
  });

  test('gets its first answer even when its dates have passed by then', async () => {
    api.setClock('2026-05-13T16:30:00Z');
    const decisions = `/api/complaints/${await registered(api)}/decisions`;
    const first = await api.post(decisions, delay, { 'Idempotency-Key': 'late' });
    api.setClock('2026-09-01T16:30:00Z');
    const second = await api.post(decisions, delay, { 'Idempotency-Key': 'late' });
    expect([second.status, second.body]).toEqual([202, first.body]);
    expect((await api.post(decisions, delay)).status).toBe(422);
  });

  test('is another decision for another complaint', async () => {
    api.setClock('2026-05-13T16:30:00Z');
    const answers = await Promise.all(
      [await registered(api), await registered(api)].map((reference) =>
        api.post(`/api/complaints/${reference}/decisions`, delay, { 'Idempotency-Key': 'everywhere' }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
  });
});
