import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { complaintOrders } from '../../register/list-order.ts';
import { type ApiUnderTest, registered, startApi } from './api-server.ts';
import { applyAccepted, closeByWithdrawal } from './drive.ts';

let api: ApiUnderTest;
/** By name: when each was registered, a day after the other. */
const known: Record<string, string> = {};

beforeAll(async () => {
  api = await startApi();
  api.setClock('2026-05-04T08:00:00Z');
  known['old'] = await registered(api, { policyNumber: 'POL-778899', channel: 'letter' });
  api.setClock('2026-05-05T08:00:00Z');
  known['assigned'] = await registered(api, { caseHandler: 'client-service' });
  api.setClock('2026-05-06T08:00:00Z');
  known['lawyer’s'] = await registered(api, { sender: 'lawyer' });
  known['late'] = await registered(api, { received: '2026-04-01', reason: 'Ma demande de résiliation a été annulée.' });
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

  test.each([
    ['newest', ['withdrawn', 'late', 'lawyer’s', 'assigned', 'old']],
    ['oldest', ['old', 'assigned', 'lawyer’s', 'late', 'withdrawn']],
    ['received', ['late', 'old', 'assigned', 'lawyer’s', 'withdrawn']],
    ['lastReceived', ['withdrawn', 'lawyer’s', 'assigned', 'old', 'late']],
    ['reference', ['old', 'assigned', 'lawyer’s', 'late', 'withdrawn']],
  ])('can be sorted: %s', async (sort, expected) => {
    expect(await list(`sort=${sort}`)).toEqual(expected);
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
    ['procedure=almena&procedure=opticourtage', ['withdrawn', 'late', 'lawyer’s', 'assigned', 'old']],
    ['stage=closed&stage=received', ['withdrawn', 'late', 'lawyer’s', 'assigned', 'old']],
    ['level=2b&level=3', ['lawyer’s']],
    ['channel=letter', ['old']],
    ['channel=letter&channel=phone&channel=e-mail', ['withdrawn', 'late', 'lawyer’s', 'assigned', 'old']],
    ['outcome=upheld&outcome=rejected', []],
    ['caseHandler=none', ['withdrawn', 'late', 'lawyer’s', 'old']],
    ['caseHandler=none&caseHandler=client-service&level=1', ['withdrawn', 'late', 'assigned', 'old']],
    ['receivedFrom=2026-05-06', ['withdrawn', 'lawyer’s']],
    ['receivedTo=2026-05-05', ['late', 'assigned', 'old']],
    ['receivedFrom=2026-05-05&receivedTo=2026-05-06', ['lawyer’s', 'assigned']],
    ['closed=true', ['withdrawn']],
    ['closed=false', ['late', 'lawyer’s', 'assigned', 'old']],
    ['text=resiliation', ['late']],
    ['text=annuler', ['late']],
    ['text=r%C3%A9siliation+lunettes', []],
    ['text=pol778899', ['old']],
    ['text=DOMINIQUE+rembours&caseHandler=client-service&overdue=false&sort=received', ['assigned']],
    ['text=dominique%40example.org&closed=true', ['withdrawn']],
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

  const filters = ['', 'overdue=false&', 'closed=false&level=1&level=2b&', 'text=dominique&'];
  test.each(filters.flatMap((filter) => complaintOrders.map((sort) => `${filter}sort=${sort}&`)))(
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
    const query = 'overdue=false&level=1&level=2b&text=d%C3%B4minique&sort=nextDue';
    const { headers } = await api.get(`/api/complaints?${query}&limit=2`);
    const next = /^<(.+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1] ?? '';
    expect(new URLSearchParams(next.split('?')[1]).getAll('level')).toEqual(['1', '2b']);
    expect(names((await api.get(next)).body.items)).toEqual((await list(query)).slice(2, 4));
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
    ['sort=newest&sort=oldest', 'sort'],
    ['text=a&text=b', 'text'],
    ['text=', 'text'],
    ['text=%3F%20-', 'text'],
    ['text=%00', 'text'],
    [`text=${'x'.repeat(201)}`, 'text'],
    ['stage=closed&stage=asleep', 'stage'],
    ['channel=pigeon', 'channel'],
    ['outcome=lost', 'outcome'],
    ['closed=maybe', 'closed'],
    ['receivedFrom=yesterday', 'receivedFrom'],
    ['receivedTo=2026-13-01', 'receivedTo'],
    ['receivedFrom=0000-01-01', 'receivedFrom'],
    ['receivedTo=0000-12-31', 'receivedTo'],
    ['dueBefore=0000-01-01', 'dueBefore'],
    ['caseHandler=Dominique', 'caseHandler'],
    ['cursor=nonsense', 'cursor'],
    ['colour=red', 'colour'],
  ])('is refused with its field: %s', async (query, path) => {
    const { status, body } = await api.get(`/api/complaints?${query}`);
    expect([status, body.errors.map((error: { path: string }) => error.path)]).toEqual([422, [path]]);
  });

  test('is no word for being long or rare', async () => {
    const text = encodeURIComponent(`${'a'.repeat(99)}𠀀`);
    const { status, body } = await api.get(`/api/complaints?text=${text}`);
    expect([status, body.items]).toEqual([200, []]);
  });

  test('is a cursor of another sort', async () => {
    const { body } = await api.get('/api/complaints?limit=1');
    const refused = await api.get(`/api/complaints?limit=1&sort=nextDue&cursor=${body.next}`);
    expect([refused.status, refused.body.errors[0].path]).toEqual([422, 'cursor']);
  });
});

describe('What is searched for', () => {
  test('stands in no line of the log, whether it is answered or refused', async () => {
    await api.get('/api/complaints?text=Confidentiel&limit=1');
    await api.get('/api/complaints?text=Confidentiel&limit=0');
    await api.get(`/api/complaints?text=Confidentiel&cursor=Confidentiel`);
    expect(api.logged()).toContain('GET /api/complaints');
    expect(api.logged()).not.toMatch(/confidentiel/i);
  });

  test('is answered with nothing personal', async () => {
    const { body, text } = await api.get('/api/complaints?text=dominique&limit=2');
    expect(body.items).toHaveLength(2);
    expect(text).not.toMatch(/Dominique|lunettes|example\.org/);
  });

  test('is not found once the person has been erased', async () => {
    const reference = known['old'] ?? '';
    await api.register.database.deleteFrom('keys.complaint_key').where('reference', '=', reference).execute();
    expect(await list('text=pol778899')).toEqual([]);
    expect(await list('receivedTo=2026-05-04&receivedFrom=2026-05-04')).toEqual(['old']);
  });
});
