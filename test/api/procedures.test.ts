import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { deadlinesAnswer } from '../../procedures/deadlines.ts';
import { loadProcedures } from '../../procedures/load-procedures.ts';
import { type ApiUnderTest, startApi } from './api-server.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

test('the procedures in force are listed with their firm, languages, version and staff', async () => {
  const { body } = await api.get('/api/procedures');
  expect(body.items.find(({ id }: { id: string }) => id === 'opticourtage')).toMatchObject({
    firm: 'OPTICOURTAGE',
    prefix: 'OPT',
    timeZone: 'Europe/Paris',
    languages: ['fr'],
    version: expect.stringMatching(/^opticourtage@[0-9a-f]{12}$/),
    staff: expect.arrayContaining([expect.objectContaining({ id: 'complaints-manager' })]),
    links: { deadlines: '/api/procedures/opticourtage/deadlines' },
  });
});

describe('The deadlines of a procedure', () => {
  test.each([
    ['of a receipt', { received: '2026-05-13T18:30:00+02:00' }],
    ['of a receipt and a sending', { received: '2026-05-13', sent: '2026-05-11' }],
    ['of a complaint about personal data', { received: '2026-05-13', kind: 'gdpr' }],
  ])('%s are those that the command line prints', async (_what, question) => {
    const { status, body } = await api.get(`/api/procedures/opticourtage/deadlines?${new URLSearchParams(question).toString()}`);
    expect(status).toBe(200);
    expect(body).toEqual(deadlinesAnswer(await loadProcedures(), { procedure: 'opticourtage', ...question }));
    expect(body.deadlines.length).toBeGreaterThan(0);
  });

  test('understand an offset whose plus sign was not escaped', async () => {
    const path = '/api/procedures/opticourtage/deadlines?received=';
    const plain = await api.get(`${path}2026-05-13T23:30:00+02:00`);
    expect([plain.status, plain.body]).toEqual([200, (await api.get(`${path}2026-05-13T23:30:00%2B02:00`)).body]);
    expect(plain.body.received).toBe('2026-05-13T23:30:00+02:00');
  });

  test.each([
    ['', 'received'],
    ['received=yesterday', 'received'],
    ['received=2026-05-13T10:00:00', 'received'],
    ['received=2026-05-13&sent=2026-05-14', 'sent'],
    ['received=2026-05-13&kind=other', 'kind'],
    ['received=2026-05-13&firm=other', 'firm'],
  ])('cannot be asked for with ?%s', async (query, path) => {
    const { status, body } = await api.get(`/api/procedures/opticourtage/deadlines?${query}`);
    expect([status, body.errors.map((error: { path: string }) => error.path)]).toEqual([422, [path]]);
  });

  test('of a procedure that nobody knows are not found', async () => {
    expect((await api.get('/api/procedures/nobody/deadlines?received=2026-05-13')).status).toBe(404);
  });
});
