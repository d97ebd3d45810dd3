import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { journalPage } from '../../api/schemas/journal.ts';
import { type ApiUnderTest, actor, registered, startApi } from './api-server.ts';
import { applyAccepted, closeByWithdrawal, sendLetter, writeLetter } from './drive.ts';

let api: ApiUnderTest;
let path: string;
let reference: string;
beforeAll(async () => {
  api = await startApi();
  api.setClock('2026-05-13T16:30:00Z');
  reference = await registered(api);
  path = `/api/complaints/${reference}`;
  await api.post(`${path}/received`, { what: 'information', text: 'Une facture de Dominique.' });
  await applyAccepted(api, reference);
  await closeByWithdrawal(api, reference);
});
afterAll(() => api.close());

describe('The journal of a complaint', () => {
  test('says who did what, when, and proves it', async () => {
    const { status, body, text } = await api.get(`${path}/journal`);
    expect(status).toBe(200);
    expect(journalPage.safeParse(body).error).toBeUndefined();
    expect(body.next).toBeNull();
    expect(body.items[0]).toMatchObject({
      number: 1,
      at: '2026-05-13T16:30:00.000Z',
      actor,
      event: 'complaint-registered',
      detail: { channel: 'e-mail' },
      textDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(body.items.map(({ number }: { number: number }) => number)).toEqual(
      body.items.map((_: unknown, place: number) => place + 1),
    );
    expect(text).not.toMatch(/Dominique|facture/);
  });

  test('is the one that the register verifies', async () => {
    const kept = await api.register.database
      .selectFrom('journal')
      .select(['number', 'hash'])
      .where('reference', '=', reference)
      .orderBy('number')
      .execute();
    const shown = (await api.get(`${path}/journal`)).body.items as { number: number; hash: string }[];
    expect(shown.map(({ number, hash }) => [number, hash])).toEqual(
      kept.map(({ number, hash }) => [number, hash.toString('hex')]),
    );
  });

  test.each([1, 2, 3, 500])('is turned over by number, %i at a time', async (limit) => {
    const whole = (await api.get(`${path}/journal`)).body.items;
    const walked: unknown[] = [];
    for (let next: string | undefined = `${path}/journal?limit=${limit}`; next !== undefined; ) {
      const { body, headers } = await api.get(next);
      expect(body.items.length).toBeLessThanOrEqual(limit);
      walked.push(...body.items);
      next = /^<(.+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1];
      expect(next === undefined).toBe(body.next === null);
    }
    expect(walked).toEqual(whole);
  });

  test('after the number of a tag has what is new since', async () => {
    const { headers } = await api.get(path);
    const seen = (headers.get('etag') ?? '').replaceAll('"', '');
    expect((await api.get(`${path}/journal?after=${seen}`)).body).toEqual({ items: [], next: null });
    const { body } = await api.get(`${path}/journal?after=${Number(seen) - 1}`);
    expect(body.items.map(({ event }: { event: string }) => event)).toEqual(['closed']);
  });

  test.each([
    ['after=-1', 'after'],
    ['after=x', 'after'],
    ['after=1&after=2', 'after'],
    ['after=2147483648', 'after'],
    ['limit=0', 'limit'],
    ['limit=501', 'limit'],
    ['page=2', 'page'],
  ])('refuses a question that is wrong: %s', async (query, field) => {
    const { status, body } = await api.get(`${path}/journal?${query}`);
    expect([status, body.errors.map((error: { path: string }) => error.path)]).toEqual([422, [field]]);
  });

  test('of no complaint is not found', async () => {
    expect((await api.get('/api/complaints/OPT-2026-999999/journal')).status).toBe(404);
  });
});

describe('The letters of a complaint', () => {
  test('are listed in the order of their writing, as the complaint shows them', async () => {
    const other = await registered(api);
    expect((await api.get(`/api/complaints/${other}/letters`)).body).toEqual({ items: [] });
    const sent = await writeLetter(api, other, { duty: 'acknowledgement', kind: 'acknowledgement', way: 'e-mail' });
    await sendLetter(api, other, sent);
    const tray = await writeLetter(api, other, { duty: 'interim-reply', kind: 'interim-reply', way: 'post' });
    const { body, text } = await api.get(`/api/complaints/${other}/letters`);
    expect(body.items.map(({ id, state }: { id: string; state: string }) => [id, state])).toEqual([
      [sent, 'sent'],
      [tray, 'awaiting-post'],
    ]);
    expect(body.items).toEqual((await api.get(`/api/complaints/${other}`)).body.letters);
    expect(text).not.toMatch(/Dominique/);
    const { undelivered, ...forms } = body.items[0].links as Record<string, string>;
    for (const form of Object.values(forms)) expect((await api.get(form)).status).toBe(200);
    // One may be told that it came back; there is nothing to read there.
    expect((await api.get(undelivered ?? '')).status).toBe(405);
  });

  test('of no complaint are not found', async () => {
    expect((await api.get('/api/complaints/OPT-2026-999999/letters')).status).toBe(404);
  });
});

test('a complaint links to its journal and its letters', async () => {
  const { links } = (await api.get(path)).body;
  for (const link of [links.journal, links.letters]) expect((await api.get(link)).status).toBe(200);
});
