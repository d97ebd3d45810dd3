import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readComplaint } from '../../register/complaints.ts';
import { type ApiUnderTest, registered, startApi } from './api-server.ts';
import { applyAccepted, closeByWithdrawal } from './drive.ts';

let api: ApiUnderTest;
let references: string[];
beforeAll(async () => {
  api = await startApi();
  references = [await registered(api), await registered(api), await registered(api)];
});
afterAll(() => api.close());

const assign = (assignments: unknown, headers: Record<string, string> = {}) =>
  api.post('/api/assignments', { assignments }, headers);

async function messages(): Promise<number> {
  return (await api.register.database.selectFrom('message').select('id').execute()).length;
}

test('each complaint gets its case handler by a decision of its own, and one that is refused holds up no other', async () => {
  const closed = await registered(api);
  await closeByWithdrawal(api, closed);
  const [first = '', second = '', third = ''] = references;
  const { status, body } = await assign([
    { reference: third, caseHandler: 'client-service' },
    { reference: closed, caseHandler: 'client-service' },
    { reference: first, caseHandler: 'client-service' },
    { reference: 'OPT-2020-000001', caseHandler: 'client-service' },
    { reference: second, caseHandler: 'nobody' },
  ]);
  expect(status).toBe(200);
  expect(body).toMatchObject({ accepted: 2, refused: 3 });
  const id = expect.any(String);
  expect(body.items).toMatchObject([
    { reference: third, caseHandler: 'client-service', state: 'accepted', id },
    { reference: closed, state: 'refused', reason: 'closed', detail: expect.any(String) },
    { reference: first, state: 'accepted', id },
    { reference: 'OPT-2020-000001', state: 'refused', reason: 'no-such-complaint', detail: expect.any(String) },
    { reference: second, state: 'refused', reason: 'unknown-case-handler', detail: expect.any(String) },
  ]);
  expect((await api.get(body.items[0].links.self)).body).toMatchObject({
    decision: 'assign',
    state: 'accepted',
    actor: 'Test desk',
  });
  for (const reference of [first, third]) {
    await applyAccepted(api, reference);
    expect((await readComplaint(api.register.database, reference))?.facts.caseHandler).toBe('client-service');
  }
});

test('what was accepted and not yet applied counts, so that the same again is refused', async () => {
  const reference = await registered(api);
  const one = [{ reference, caseHandler: 'client-service' }];
  expect((await assign(one)).body.accepted).toBe(1);
  expect((await assign(one)).body.items[0]).toMatchObject({ state: 'refused', reason: 'already-assigned' });
});

test('the same request with the same key is answered as the first time and does nothing', async () => {
  const reference = await registered(api);
  const one = [
    { reference, caseHandler: 'client-service' },
    { reference: 'OPT-2020-000001', caseHandler: 'client-service' },
  ];
  const key = { 'Idempotency-Key': 'a-bulk-of-two' };
  const first = await assign(one, key);
  const before = await messages();
  const again = await assign(one, key);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(await messages()).toBe(before);
  expect((await assign(one.slice(0, 1), key)).status).toBe(422);
});

test('two requests about the same complaints in opposite orders wait for each other and both end', async () => {
  const many = await Promise.all([...Array(8)].map(() => registered(api)));
  const as = (caseHandler: string) => many.map((reference) => ({ reference, caseHandler }));
  const answers = await Promise.all([assign(as('client-service')), assign(as('complaints-manager').toReversed())]);
  expect(answers.map(({ status, body }) => [status, body.accepted])).toEqual([
    [200, 8],
    [200, 8],
  ]);
});

test('five hundred at once are taken, one more is not', async () => {
  const many = [...Array(500).keys()].map((number) => ({
    reference: `OPT-2020-${String(number).padStart(6, '0')}`,
    caseHandler: 'client-service',
  }));
  expect((await assign(many)).body).toMatchObject({ accepted: 0, refused: 500 });
  const tooMany = await assign([...many, { reference: 'OPT-2021-000001', caseHandler: 'client-service' }]);
  expect([tooMany.status, tooMany.body.errors]).toEqual([
    422,
    [{ path: 'assignments', code: 'too-many', message: 'has too many entries: 500 at most' }],
  ]);
});

test.each([
  [
    'a complaint that stands there twice',
    [
      { reference: 'OPT-2026-000001', caseHandler: 'x' },
      { reference: 'OPT-2026-000001', caseHandler: 'y' },
    ],
    'assignments.1.reference',
  ],
  ['what is no reference', [{ reference: 'nothing', caseHandler: 'x' }], 'assignments.0.reference'],
  ['nothing at all', [], 'assignments'],
  ['a field that is not known', [{ reference: 'OPT-2026-000001', caseHandler: 'x', note: 'y' }], 'assignments.0.note'],
])('%s is refused as a whole, with its place', async (_what, assignments, path) => {
  const before = await messages();
  const { status, body } = await assign(assignments);
  expect([status, body.errors.map((error: { path: string }) => error.path)]).toEqual([422, [path]]);
  expect(await messages()).toBe(before);
});
