import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { procedureInFull } from '../../api/schemas/procedures.ts';
import { deadlinesAnswer } from '../../procedures/deadlines.ts';
import { loadProcedures } from '../../procedures/load-procedures.ts';
import { procedureOf } from '../procedures/altered-procedure.ts';
import { firms } from '../procedures/slow-deadlines.ts';
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
    languages: ['fr', 'en'],
    version: expect.stringMatching(/^opticourtage@[0-9a-f]{12}$/),
    staff: expect.arrayContaining([expect.objectContaining({ id: 'complaints-manager' })]),
    links: { self: '/api/procedures/opticourtage', deadlines: '/api/procedures/opticourtage/deadlines' },
  });
  expect(body.items.map(({ id }: { id: string }) => id).sort()).toEqual(firms.toSorted());
});

describe('A procedure as data', () => {
  test.each(firms)('of %s has its rules, whoever set them, each with what it rests on', async (id) => {
    const { status, body } = await api.get(`/api/procedures/${id}`);
    expect(status).toBe(200);
    const procedure = procedureOf(id);
    expect(body).toMatchObject({ id, version: procedure.version, channels: procedure.channels, levels: procedure.levels });
    expect(procedureInFull.safeParse(body).error).toBeUndefined();
    const count =
      procedure.timeLimits.length + procedure.defaults.length + procedure.regulators.flatMap(({ limits }) => limits).length;
    expect(body.rules).toHaveLength(count);
    for (const { source, sentence, law, reason } of body.rules) {
      const rests = source === 'procedure' ? sentence : source === 'ours' ? reason : law;
      expect([source, typeof rests]).toEqual([source, 'string']);
    }
  });

  test('shows the firm’s own limit and the supervisor’s beside each other, with the sentence and the source', async () => {
    const { body } = await api.get('/api/procedures/123-courtage');
    const acknowledgements = body.rules.filter(
      ({ duty, holdsUntil }: { duty: string; holdsUntil?: string }) => duty === 'acknowledgement' && !holdsUntil,
    );
    expect(acknowledgements).toEqual([
      expect.objectContaining({
        source: 'procedure',
        within: 10,
        unit: 'monToFriDays',
        sentence: expect.stringMatching(/dix jours ouvrés/),
      }),
      expect.objectContaining({ source: 'acpr', within: 10, unit: 'monToSatDays', law: expect.stringMatching(/2022-R-01/) }),
    ]);
  });

  test('keeps a law without a number visible', async () => {
    const { body } = await api.get('/api/procedures/optimco');
    const [law, ...others] = body.rules.filter(({ source }: { source: string }) => source === 'belgium');
    expect(others).toEqual([]);
    expect(law).toMatchObject({
      duty: 'final-response',
      note: expect.stringMatching(/as fast as possible/),
      status: 'unconfirmed',
    });
    expect(law).not.toHaveProperty('within');
  });

  test('shows where complaints go on to, and no mailbox that letters do not print', async () => {
    const { body } = await api.get('/api/procedures/almena');
    expect(body.recourse.map(({ id }: { id: string }) => id)).toEqual([
      'mediation-assurance',
      'cnil',
      'court-france-consumer',
      'court-france',
    ]);
    expect(body.recourse[0]).toMatchObject({
      website: 'www.mediation-assurance.org',
      needsWrittenComplaint: true,
      period: { withoutAnswerWithin: '2 months', until: '12 months' },
    });
    expect(JSON.stringify(body.recourse)).not.toContain('le.mediateur@');
    const { body: optimco } = await api.get('/api/procedures/optimco');
    expect(optimco.recourse[0]).toMatchObject({ id: 'ombudsman-insurance', email: 'info@ombudsman-insurance.be' });
    expect(optimco.recourse[0]).not.toHaveProperty('period');
  });

  test('that nobody knows is not found', async () => {
    expect((await api.get('/api/procedures/nobody')).status).toBe(404);
  });
});

describe('The deadlines of a procedure', () => {
  test.each([
    ['of a receipt', { received: '2026-05-13T18:30:00+02:00' }],
    ['of a receipt and a sending', { received: '2026-05-13', sent: '2026-05-11' }],
    ['of a complaint about personal data', { received: '2026-05-13', kind: 'gdpr' }],
    ['of a complaint that is both', { received: '2026-05-13', kind: 'classic-and-gdpr' }],
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
