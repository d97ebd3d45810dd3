import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ApiUnderTest, startApi } from './api-server.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const all = { database: true, temporal: true, searchAttributes: true, worker: true };

test('the process lives, whatever else is missing', async () => {
  api.setReadiness({ ...all, database: false });
  expect(await api.send('/healthz', {})).toMatchObject({ status: 200, body: { status: 'alive' } });
});

test('it is ready when everything is there', async () => {
  api.setReadiness(all);
  expect(await api.send('/readyz', {})).toMatchObject({ status: 200, body: { status: 'ready', checks: all } });
});

test('it is not ready while something is missing, and says what', async () => {
  api.setReadiness({ ...all, temporal: false, worker: false });
  const { status, headers, body } = await api.send('/readyz', {});
  expect([status, body.missing, headers.get('retry-after')]).toEqual([503, ['temporal', 'worker'], '5']);
});

test('it is not ready where even asking fails', async () => {
  api.setReadiness(new Error('Dominique Exemple'));
  const { status, text } = await api.send('/readyz', {});
  expect(status).toBe(503);
  expect(text).not.toContain('Dominique');
});
