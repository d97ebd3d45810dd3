import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decisionExamples } from '../../api/openapi/decision-examples.ts';
import { complaintExamples, escalationExamples, receivedExamples } from '../../api/openapi/examples.ts';
import { complaintOrders } from '../../register/list-order.ts';
import { type ApiUnderTest, registered, startApi } from './api-server.ts';
import { applyAccepted } from './drive.ts';

let api: ApiUnderTest;
let reference: string;
let references: string[];
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  references = [
    await registered(api),
    await registered(api, { procedure: 'almena', channel: 'phone', kind: 'gdpr' }),
    await registered(api, { procedure: '123-courtage', representative: { name: 'Camille Exemple' } }),
    await registered(api, { procedure: 'optimco', kind: 'classic-and-gdpr' }),
  ];
  reference = references[0] as string;
});
afterAll(() => api.close());

const today = new Date().toISOString().slice(0, 10);
const examples: [path: string, bodies: unknown[]][] = [
  ['/api/complaints', Object.values(complaintExamples(today)).map(({ value }) => value)],
  ['decisions', Object.values(decisionExamples(today)).map(({ value }) => value)],
  ['escalations', Object.values(escalationExamples).map(({ value }) => value)],
  ['received', Object.values(receivedExamples).map(({ value }) => value)],
];

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '\u0000',
    '\ud800',
    '__proto__',
    '9999-12-31',
    '0000-00-00',
    '0000-01-01',
    '-271821-04-20',
    '2026-05-13T23:59:60Z',
    '😀'.repeat(60),
    '%00',
  ),
);
const anyValue = fc.oneof(anyText, fc.jsonValue(), fc.constantFrom(1e308, -0, 2 ** 53, null, true));

/** The body with one of its fields, wherever it stands, put to something else. */
function spoilt(body: unknown, value: unknown, place: number): unknown {
  let left = place;
  const visit = (part: unknown): unknown => {
    if (left-- === 0) return value;
    if (Array.isArray(part)) return part.map(visit);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, visit(inner)]));
  };
  return visit(body);
}

test.each(examples)('whatever is posted to %s is accepted or refused, never a fault', async (path, bodies) => {
  const addresses = path.startsWith('/') ? [path] : references.map((one) => `/api/complaints/${one}/${path}`);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...addresses),
      fc.constantFrom(...bodies),
      anyValue,
      fc.nat(20),
      async (address, body, value, place) => {
        const { status } = await api.post(address, spoilt(body, value, place));
        expect([200, 201, 202, 400, 409, 422]).toContain(status);
      },
    ),
    { numRuns: 200 },
  );
});

test('whatever was taken in, in whatever order, a complaint can be read', async () => {
  const all = examples
    .filter(([path]) => !path.startsWith('/'))
    .flatMap(([path, bodies]) => bodies.map((body): [path: string, body: unknown] => [path, body]));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...references),
      fc.array(fc.constantFrom(...all), { minLength: 1, maxLength: 4 }),
      async (one, taken) => {
        for (const [path, body] of taken) {
          const { status } = await api.post(`/api/complaints/${one}/${path}`, body);
          expect([202, 409, 422]).toContain(status);
        }
        await applyAccepted(api, one);
        expect((await api.get(`/api/complaints/${one}`)).status).toBe(200);
      },
    ),
    { numRuns: 60 },
  );
});

test('whatever is asked for is answered or refused, never a fault', async () => {
  const names = fc.constantFrom(
    'text',
    'channel',
    'outcome',
    'receivedFrom',
    'receivedTo',
    'closed',
    'after',
    'procedure',
    'stage',
    'level',
    'kind',
    'caseHandler',
    'dueBefore',
    'overdue',
    'sort',
    'limit',
    'cursor',
    'received',
    'sent',
  );
  const paths = fc.constantFrom(
    '/api/complaints',
    '/api/procedures/opticourtage/deadlines',
    `/api/complaints/${reference}`,
    `/api/complaints/${reference}/journal`,
  );
  await fc.assert(
    fc.asyncProperty(paths, names, anyText, async (path, name, value) => {
      const { status } = await api.get(`${path}?${new URLSearchParams([[name, value]]).toString()}`);
      expect([200, 422]).toContain(status);
    }),
    { numRuns: 150 },
  );
});

test('whatever a cursor is made of, it is a page or refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...complaintOrders), anyValue, anyText, async (sort, at, name) => {
      const cursor = Buffer.from(JSON.stringify([sort, at, name])).toString('base64url');
      const { status } = await api.get(`/api/complaints?sort=${sort}&cursor=${cursor}`);
      expect([200, 422]).toContain(status);
    }),
    { numRuns: 60 },
  );
});

test('whatever stands in a path, it is found or not', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, async (part) => {
      const name = encodeURIComponent(Buffer.from(part).toString());
      for (const path of [
        `/api/complaints/${name}`,
        `/api/complaints/${reference}/messages/${name}`,
        `/api/complaints/${reference}/letters/${name}.html`,
        `/api/complaints/${name}/journal`,
        `/api/complaints/${name}/letters`,
        `/api/procedures/${name}/versions`,
        `/api/procedures/opticourtage/versions/${name}`,
        `/api/procedures/${name}/versions/${name}`,
      ])
        expect([200, 401, 404]).toContain((await api.get(path)).status);
    }),
    { numRuns: 60 },
  );
});
