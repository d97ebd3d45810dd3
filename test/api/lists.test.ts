import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ApiUnderTest, registered, startApi } from './api-server.ts';
import { applyAccepted, closeByWithdrawal } from './drive.ts';

let api: ApiUnderTest;
/** By name: when each was registered, a day after the other. */
const known: Record<string, string> = {};

beforeAll(async () => {
  api = await startApi();
  api.setClock('2026-05-04T08:00:00Z');
  known['old'] = await registered(api);
  api.setClock('2026-05-05T08:00:00Z');
  known['assigned'] = await registered(api, { caseHandler: 'client-service' });
  api.setClock('2026-05-06T08:00:00Z');
  known['lawyer’s'] = await registered(api, { sender: 'lawyer' });
  known['late'] = await registered(api, { received: '2026-04-01' });
  api.setClock('2026-05-07T08:00:00Z');
  known['withdrawn'] = await registered(api);
  await closeByWithdrawal(api, known['withdrawn']);
  api.setClock('2026-05-08T08:00:00Z');
});
afterAll(() => api.close());

const names = (items: { reference: string }[]) =>
  items.map(({ reference }) => Object.keys(known).find((name) => known[name] === reference));
const list = async (query: string) => names((await api.get(`/api/complaints?${query}`)).body.items);

describe('The list', () => {
  test('has the newest first; of one instant, the higher reference', async () => {
    expect(await list('')).toEqual(['withdrawn', 'late', 'lawyer’s', 'assigned', 'old']);
  });

  test('by what is due next has what owes nothing last', async () => {
    expect(await list('sort=nextDue')).toEqual(['late', 'old', 'assigned', 'lawyer’s', 'withdrawn']);
  });

  test('shows the nearest of what is owed, and nothing personal', async () => {
    const { body, text } = await api.get('/api/complaints?caseHandler=client-service');
    expect(body.items).toMatchObject([
      {
        reference: known['assigned'],
        caseHandler: { id: 'client-service', name: 'Le service clients' },
        nextDue: { duty: 'acknowledgement', dueOn: '2026-05-19' },
        overdue: false,
        links: { self: `/api/complaints/${known['assigned']}` },
      },
    ]);
    expect(text).not.toMatch(/Dominique|lunettes|example\.org/);
  });

  test.each([
    ['procedure=opticourtage', ['withdrawn', 'late', 'lawyer’s', 'assigned', 'old']],
    ['procedure=almena', []],
    ['stage=closed', ['withdrawn']],
    ['level=2b', ['lawyer’s']],
    ['kind=gdpr', []],
    ['caseHandler=client-service', ['assigned']],
    ['overdue=true', ['late']],
    ['overdue=false', ['withdrawn', 'lawyer’s', 'assigned', 'old']],
    ['dueBefore=2026-05-16', ['late']],
    ['dueBefore=2026-05-18', ['late']],
    ['dueBefore=2026-05-19&sort=nextDue', ['late', 'old']],
    ['dueBefore=2026-06-19&sort=nextDue&level=1', ['late', 'old', 'assigned']],
  ])('can be narrowed: %s', async (query, expected) => {
    expect(await list(query)).toEqual(expected);
  });

  test('counts the forwarding as owed only once the insurer is responsible', async () => {
    const reference = known['old'] ?? '';
    const nextDue = async () =>
      (await api.get('/api/complaints')).body.items.find((item: { reference: string }) => item.reference === reference).nextDue;
    expect(await nextDue()).toEqual({ duty: 'acknowledgement', dueOn: '2026-05-18' });
    const insurer = { name: 'Exemple Assurances', email: 'reclamations@example.org' };
    const body = { decision: 'set-responsibility', responsibility: 'insurer', insurer, reasons: 'x' };
    await api.post(`/api/complaints/${reference}/decisions`, body);
    await applyAccepted(api, reference);
    expect(await nextDue()).toEqual({ duty: 'insurer-forwarding', dueOn: '2026-05-11' });
  });
});

describe('Turning pages', () => {
  const allPages = async (query: string) => {
    const pages: (string | undefined)[][] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body }: { body: { items: { reference: string }[]; next: string | null } } = await api.get(
        `/api/complaints?${query}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      pages.push(names(body.items));
      cursor = body.next;
    }
    return pages;
  };

  test.each(['', 'sort=nextDue&', 'overdue=false&', 'overdue=false&sort=nextDue&'])(
    'by the cursor shows each complaint once: %s',
    async (query) => {
      const whole = await list(query);
      for (const limit of [1, 2, 3]) {
        const pages = await allPages(`${query}limit=${limit}`);
        expect(pages.flat()).toEqual(whole);
        expect(pages.every((page) => page.length > 0 && page.length <= limit)).toBe(true);
      }
    },
  );

  test('by the Link header keeps the filters', async () => {
    const { headers } = await api.get('/api/complaints?overdue=false&sort=nextDue&limit=2');
    const next = /^<(.+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1] ?? '';
    expect(names((await api.get(next)).body.items)).toEqual((await list('overdue=false&sort=nextDue')).slice(2, 4));
  });

  test('has no next page at the end', async () => {
    const { body, headers } = await api.get('/api/complaints?limit=200');
    expect([body.next, headers.get('link')]).toEqual([null, null]);
  });
});

describe('A question that is wrong', () => {
  test.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=ten', 'limit'],
    ['stage=asleep', 'stage'],
    ['level=9', 'level'],
    ['overdue=perhaps', 'overdue'],
    ['sort=name', 'sort'],
    ['dueBefore=2026-02-30', 'dueBefore'],
    ['procedure=%00', 'procedure'],
    ['procedure=a&procedure=b', 'procedure'],
    ['caseHandler=Dominique', 'caseHandler'],
    ['cursor=nonsense', 'cursor'],
    ['colour=red', 'colour'],
  ])('is refused with its field: %s', async (query, path) => {
    const { status, body } = await api.get(`/api/complaints?${query}`);
    expect([status, body.errors.map((error: { path: string }) => error.path)]).toEqual([422, [path]]);
  });

  test('is a cursor of another sort', async () => {
    const { body } = await api.get('/api/complaints?limit=1');
    const refused = await api.get(`/api/complaints?limit=1&sort=nextDue&cursor=${body.next}`);
    expect([refused.status, refused.body.errors[0].path]).toEqual([422, 'cursor']);
  });
});
