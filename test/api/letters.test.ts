import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { holdMail, releaseMail } from '../../register/mail-holds.ts';
import { particularsOf, readPdf } from '../letters/pdf/read-pdf.ts';
import { type ApiUnderTest, actor, registered, startApi, token } from './api-server.ts';
import { applyAccepted, sendLetter, writeLetter } from './drive.ts';

let api: ApiUnderTest;
let reference: string;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  api.setClock('2026-05-13T16:30:00Z');
  reference = await registered(api);
});
afterAll(() => api.close());

const acknowledgement = (way: 'e-mail' | 'post') =>
  writeLetter(api, reference, { duty: 'acknowledgement', kind: 'acknowledgement', way });
const interim = { duty: 'interim-reply', kind: 'interim-reply' } as const;
const textOf = (bytes: Buffer) =>
  readPdf(bytes)
    .map(({ text }) => text)
    .join('');

async function pdf(id: string, query: string) {
  const answer = await fetch(`${api.url}/api/complaints/${reference}/letters/${id}.pdf${query}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { bytes, type: answer.headers.get('content-type'), name: answer.headers.get('content-disposition') };
}

const get = (id: string, form: string) => api.get(`/api/complaints/${reference}/letters/${id}${form}`);
const post = (id: string, body: unknown) => api.post(`/api/complaints/${reference}/letters/${id}/posted`, body);

describe('A letter', () => {
  test('as HTML is a page that can run and load nothing', async () => {
    const { status, headers, text } = await get(await acknowledgement('e-mail'), '.html');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'; style-src 'unsafe-inline'.*sandbox$/);
    expect(text).toContain('Chère Dominique Exemple');
  });

  test('as text is UTF-8', async () => {
    const { headers, text } = await get(await acknowledgement('e-mail'), '.txt');
    expect([headers.get('content-type'), text]).toEqual([
      'text/plain; charset=utf-8',
      'Chère Dominique Exemple, « réclamation » reçue.\n',
    ]);
  });

  test('as e-mail is the very bytes that were kept, to be saved', async () => {
    const id = await acknowledgement('e-mail');
    const response = await fetch(`${api.url}/api/complaints/${reference}/letters/${id}.eml`, {
      headers: { Authorization: 'Bearer a-token-of-32-characters-for-tests' },
    });
    expect(response.headers.get('content-type')).toBe('message/rfc822');
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename=${reference}-acknowledgement.eml`);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from('Subject: test\r\n\r\nBonjour \xe9', 'latin1'));
  });

  test('as PDF is made of what was kept, the same every time, to be shown or kept under a name', async () => {
    const id = await acknowledgement('post');
    const [first, second] = await Promise.all([pdf(id, ''), pdf(id, '')]);
    expect([first.type, first.name]).toEqual(['application/pdf', `inline; filename="${reference}-acknowledgement.pdf"`]);
    expect(textOf(first.bytes)).toContain('Chère Dominique Exemple, « réclamation » reçue.');
    expect(first.bytes.equals(second.bytes)).toBe(true);
  });

  test('as PDF is for a reader, or for the archive where that is asked for', async () => {
    const id = await acknowledgement('e-mail');
    expect(particularsOf((await pdf(id, '')).bytes)).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(particularsOf((await pdf(id, '?standard=a-2a')).bytes)).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    expect((await get(id, '.pdf?standard=a-9')).status).toBe(422);
  });

  test('that goes by post has no e-mail, and says so', async () => {
    const { status, body } = await get(await acknowledgement('post'), '.eml');
    expect([status, body.detail]).toEqual([404, 'This letter goes by post and has no e-mail.']);
  });

  test('is found with its own complaint alone', async () => {
    const id = await acknowledgement('e-mail');
    const other = await registered(api);
    expect((await api.get(`/api/complaints/${other}/letters/${id}.html`)).status).toBe(404);
  });

  test.each(['nonsense', '00000000-0000-4000-8000-000000000000'])('that does not exist is not found: %s', async (id) => {
    expect((await get(id, '.html')).status).toBe(404);
  });

  test('comes in no other form', async () => {
    expect((await get(await acknowledgement('e-mail'), '.docx')).status).toBe(404);
  });

  test('to a person who was erased is gone', async () => {
    const id = await acknowledgement('e-mail');
    await api.register.database.deleteFrom('keys.complaint_key').where('reference', '=', reference).execute();
    const forms = await Promise.all(['.html', '.txt', '.eml', '.pdf'].map((form) => get(id, form)));
    expect(forms.map(({ status }) => status)).toEqual([410, 410, 410, 410]);
  });
});

describe('A letter that came back', () => {
  const cameBack = (id: string, body: unknown = {}) => api.post(`/api/complaints/${reference}/letters/${id}/undelivered`, body);
  const left = async () => {
    const id = await acknowledgement('e-mail');
    await sendLetter(api, reference, id);
    return id;
  };

  test('waits in the post tray, and what it was to settle is owed again with the same last day', async () => {
    const id = await left();
    const before = await api.get(`/api/complaints/${reference}`);
    const { status, body } = await cameBack(id, { status: '5.1.1' });
    expect([status, body]).toMatchObject([200, { id, state: 'awaiting-post', way: 'post', bounced: { status: '5.1.1' } }]);
    const { body: complaint } = await api.get(`/api/complaints/${reference}`);
    const dutyIn = ({ deadlines }: { deadlines: { duty: string; dueOn: string; doneAt?: string }[] }) =>
      deadlines.find(({ duty }) => duty === 'acknowledgement');
    expect(dutyIn(before.body)?.doneAt).toBeDefined();
    expect(dutyIn(complaint)?.doneAt).toBeUndefined();
    expect(dutyIn(complaint)?.dueOn).toBe(dutyIn(before.body)?.dueOn);
    expect(complaint.timeline).toContainEqual(expect.objectContaining({ event: 'letter-bounced', actor }));
  });

  test('and of which that is said twice came back once', async () => {
    const id = await left();
    await cameBack(id);
    const { status, body } = await cameBack(id);
    expect([status, body]).toMatchObject([200, { state: 'awaiting-post', bounced: { status: '5.0.0' } }]);
    const { body: complaint } = await api.get(`/api/complaints/${reference}`);
    expect(complaint.timeline.filter(({ event }: { event: string }) => event === 'letter-bounced').length).toBe(1);
  });

  test.each(['e-mail', 'post'] as const)('has left by e-mail: one that waits to go by %s has not', async (way) => {
    const { status, body } = await cameBack(await acknowledgement(way));
    expect([status, body.type]).toEqual([409, 'urn:doleance:problem:letter-not-by-e-mail']);
  });

  test('did so for good: a delay is no failure', async () => {
    expect((await cameBack(await left(), { status: '4.4.1' })).status).toBe(422);
  });
});

describe('A letter from the post tray', () => {
  test('is sent on the day of posting, and its duty done by that evidence', async () => {
    const id = await acknowledgement('post');
    api.setClock('2026-05-15T08:00:00Z');
    const { status, body } = await post(id, { postedOn: '2026-05-14', registeredNumber: '1A 234 567 8901 2' });
    expect([status, body]).toMatchObject([
      200,
      { id, state: 'sent', postedOn: '2026-05-14', sentAt: '2026-05-14T10:00:00.000Z', registeredNumber: '1A 234 567 8901 2' },
    ]);
    const complaint = (await api.get(`/api/complaints/${reference}`)).body;
    expect(complaint).toMatchObject({ stage: 'acknowledged', acknowledgedAt: '2026-05-14T10:00:00.000Z' });
    expect(complaint.timeline.at(-1)).toMatchObject({ event: 'letter-posted', actor, detail: { on: '2026-05-14' } });
  });

  test('is posted today where nothing else is said, and never later than now', async () => {
    api.setClock('2026-05-13T05:00:00Z');
    expect((await post(await acknowledgement('post'), {})).body).toMatchObject({
      postedOn: '2026-05-13',
      sentAt: '2026-05-13T05:00:00.000Z',
    });
  });

  test('posted after the last day is a breach', async () => {
    const id = await acknowledgement('post');
    api.setClock('2026-05-28T08:00:00Z');
    await post(id, { postedOn: '2026-05-28' });
    const { breaches } = (await api.get(`/api/complaints/${reference}`)).body;
    expect(breaches.map(({ reason, source }: Record<string, string>) => [source, reason]).sort()).toEqual([
      ['acpr', 'sent-late'],
      ['procedure', 'sent-late'],
    ]);
  });

  test('tells the workflow through the outbox, in the same step', async () => {
    const id = await acknowledgement('post');
    await post(id, {});
    const rows = await api.register.database
      .selectFrom('message')
      .selectAll()
      .where('reference', '=', reference)
      .orderBy('position')
      .execute();
    expect(rows.at(-1)).toMatchObject({
      signal: 'receive',
      state: 'accepted',
      delivered_at: null,
      actor,
      body: { what: 'letter-posted', letter: id, sentAt: Date.parse('2026-05-13T10:00:00Z') },
    });
    await applyAccepted(api, reference);
    expect((await api.get(`/api/complaints/${reference}`)).body.decisions).toEqual([]);
  });

  test('posted twice the same way is posted once', async () => {
    const id = await acknowledgement('post');
    const first = await post(id, { registeredNumber: 'RE 1' });
    const second = await post(id, { registeredNumber: 'RE 1' });
    expect([second.status, second.body]).toEqual([200, first.body]);
    const rows = await api.register.database.selectFrom('message').selectAll().where('reference', '=', reference).execute();
    expect(rows.filter(({ body }) => body['what'] === 'letter-posted').length).toBe(1);
  });

  test('posted by two at once is posted once', async () => {
    const id = await acknowledgement('post');
    const answers = await Promise.all([post(id, {}), post(id, {})]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const { timeline } = (await api.get(`/api/complaints/${reference}`)).body;
    expect(timeline.filter(({ event }: { event: string }) => event === 'letter-posted').length).toBe(1);
  });

  test('that was posted is not posted again on another day', async () => {
    const id = await acknowledgement('post');
    api.setClock('2026-05-15T08:00:00Z');
    await post(id, { postedOn: '2026-05-14' });
    const { status, body } = await post(id, { postedOn: '2026-05-15' });
    expect([status, body.type]).toEqual([409, 'urn:doleance:problem:letter-not-waiting']);
  });

  test('that goes by e-mail is not posted, before it has left or after', async () => {
    const id = await acknowledgement('e-mail');
    expect((await post(id, {})).status).toBe(409);
    await sendLetter(api, reference, id);
    expect((await post(id, {})).body).toMatchObject({ status: 409, detail: expect.stringContaining('It left by e-mail.') });
  });

  test.each([
    ['tomorrow', { postedOn: '2026-05-14' }, 'postedOn'],
    ['before the letter’s date', { postedOn: '2026-05-12' }, 'postedOn'],
    ['on no day', { postedOn: '2026-02-30' }, 'postedOn'],
    ['under a number with a NUL', { registeredNumber: 'RE\u0000' }, 'registeredNumber'],
    ['with a field that is not known', { by: 'me' }, 'by'],
  ])('is not posted %s', async (_when, body, path) => {
    const id = await acknowledgement('post');
    const refused = await post(id, body);
    expect([refused.status, refused.body.errors[0].path]).toEqual([422, path]);
    expect((await api.get(`/api/complaints/${reference}`)).body.letters[0].state).toBe('awaiting-post');
  });
});

describe('Letters are printed together', () => {
  const print = (body: unknown, headers = {}) => api.post('/api/letters/print', body, headers);
  const letterIn = async (id: string) =>
    (await api.get(`/api/complaints/${reference}`)).body.letters.find((one: { id: string }) => one.id === id);

  test('in the order in which they are named, as one PDF; that is recorded, and is no posting', async () => {
    const first = await acknowledgement('post');
    const [earlier, other] = [reference, await registered(api)];
    reference = other;
    const second = await acknowledgement('post');
    const answer = await fetch(`${api.url}/api/letters/print`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ letters: [second, first] }),
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const feet = readPdf(Buffer.from(await answer.arrayBuffer())).filter(({ baseline }) => baseline > 280);
    expect(feet.map(({ page, text }) => [page, text])).toEqual([
      [1, other],
      [1, 'page 1/1'],
      [2, earlier],
      [2, 'page 1/1'],
    ]);
    expect(await letterIn(second)).toMatchObject({ state: 'awaiting-post', printedAt: '2026-05-13T16:30:00.000Z' });
  });

  test('again under the same key is recorded once', async () => {
    const id = await acknowledgement('post');
    await print({ letters: [id] }, { 'Idempotency-Key': 'print-1' });
    api.setClock('2026-05-14T08:00:00Z');
    const again = await print({ letters: [id] }, { 'Idempotency-Key': 'print-1' });
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    expect(await letterIn(id)).toMatchObject({ printedAt: '2026-05-13T16:30:00.000Z' });
    expect((await print({ letters: [id] })).status).toBe(200);
    expect(await letterIn(id)).toMatchObject({ printedAt: '2026-05-14T08:00:00.000Z' });
  });

  test('all or none: where one does not wait for the post, none is recorded as printed', async () => {
    const [waiting, leaving] = [await acknowledgement('post'), await writeLetter(api, reference, { ...interim, way: 'e-mail' })];
    const { status, body } = await print({ letters: [waiting, leaving] });
    expect([status, body.type]).toEqual([409, 'urn:doleance:problem:letter-not-waiting']);
    expect(await letterIn(waiting)).not.toHaveProperty('printedAt');
  });

  test('not while they are held back', async () => {
    const id = await acknowledgement('post');
    const hold = { procedure: 'opticourtage', reference, reason: 'test', actor: 'test' };
    await holdMail(api.register, hold);
    const { status, body } = await print({ letters: [id] });
    expect([status, body.type]).toEqual([409, 'urn:doleance:problem:mail-held']);
    await releaseMail(api.register, hold);
    expect((await print({ letters: [id] })).status).toBe(200);
  });

  test.each([
    ['none', { letters: [] }, 'letters'],
    ['what is no id', { letters: ['x'] }, 'letters.0'],
    ['a letter that is not there', { letters: ['00000000-0000-4000-8000-000000000000'] }, 'letters.0'],
    ['three sides', { letters: ['00000000-0000-4000-8000-000000000000'], sides: 3 }, 'sides'],
  ])('%s is refused', async (_what, body, path) => {
    const { status, body: problem } = await print(body);
    expect([status, problem.errors[0].path]).toEqual([422, path]);
  });

  test('a letter twice is refused', async () => {
    const id = await acknowledgement('post');
    expect((await print({ letters: [id, id] })).status).toBe(422);
  });
});

describe('The letters of all complaints', () => {
  const list = async (query: string) => (await api.get(`/api/letters?${query}`)).body;

  test('are listed by what they wait for and whose they are, in the post tray what is due first comes first', async () => {
    const waiting = await acknowledgement('post');
    await acknowledgement('e-mail');
    api.setClock('2026-05-12T16:30:00Z');
    const earlier = await registered(api);
    const urgent = await writeLetter(api, earlier, { duty: 'acknowledgement', kind: 'acknowledgement', way: 'post' });
    const { items } = await list('state=awaiting-post&procedure=opticourtage&limit=200');
    const ids = items.map(({ id }: { id: string }) => id);
    expect(ids.indexOf(urgent)).toBeGreaterThanOrEqual(0);
    expect(ids.indexOf(urgent)).toBeLessThan(ids.indexOf(waiting));
    expect(items.find(({ id }: { id: string }) => id === urgent)).toMatchObject({
      reference: earlier,
      procedure: 'opticourtage',
      dueOn: '2026-05-26',
      links: { complaint: `/api/complaints/${earlier}`, posted: expect.stringContaining(urgent) },
    });
    expect((await list('state=awaiting-post&procedure=almena')).items).toEqual([]);
    const written = (await list('limit=200')).items.map(({ id }: { id: string }) => id);
    expect(written.indexOf(urgent)).toBeGreaterThan(written.indexOf(waiting));
  });

  test.each([
    ['in the order of their writing', ''],
    ['of the post tray', '&state=awaiting-post'],
  ])('are turned over a page at a time, each once: %s', async (_which, filter) => {
    for (let turn = 0; turn < 3; turn += 1) {
      reference = await registered(api);
      await acknowledgement('post');
    }
    const all = (await list(`limit=200${filter}`)).items.map(({ id }: { id: string }) => id);
    const seen: string[] = [];
    let address: string | null = `/api/letters?limit=2${filter}`;
    while (address !== null) {
      const page: Awaited<ReturnType<typeof api.get>> = await api.get(address);
      seen.push(...page.body.items.map(({ id }: { id: string }) => id));
      address = /<(.*)>/.exec(page.headers.get('link') ?? '')?.[1] ?? null;
    }
    expect(seen).toEqual(all);
    expect(seen.length).toBeGreaterThanOrEqual(3);
  });

  test.each([
    'cursor=x',
    'cursor=2026-05-26',
    'cursor=2026-05-26.1',
    'state=awaiting-post&cursor=1',
    'cursor=0000-01-01.1',
    'state=lost',
    'limit=0',
    'whatever=1',
  ])('%s is refused', async (query) => {
    expect((await api.get(`/api/letters?${query}`)).status).toBe(422);
  });
});
