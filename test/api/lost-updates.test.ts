import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Answer, type ApiUnderTest, actor, complaintBody, registered, startApi } from './api-server.ts';
import { applyAccepted, writeLetter } from './drive.ts';

let api: ApiUnderTest;
let reference: string;
let path: string;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  api.setClock('2026-05-13T16:30:00Z');
  reference = await registered(api);
  path = `/api/complaints/${reference}`;
});

const tag = async () => (await api.get(path)).headers.get('etag') ?? '';
const lastNumber = async (): Promise<number> => (await api.get(path)).body.timeline.at(-1).number;
const accepted = async () => (await api.get(path)).body.decisions.length as number;

describe('The state of a complaint', () => {
  test('is named by the number of the last row of its journal', async () => {
    expect(await tag()).toBe('"1"');
    await api.post(`${path}/decisions`, { decision: 'acknowledge-now' });
    expect(await tag()).toBe('"2"');
    await applyAccepted(api, reference);
    expect(await tag()).toBe(`"${await lastNumber()}"`);
  });

  test('is named when it is registered, and when the same request comes again', async () => {
    const first = await api.post('/api/complaints', complaintBody(), { 'Idempotency-Key': 'state' });
    expect(first.headers.get('etag')).toBe('"1"');
    expect((await api.post('/api/complaints', complaintBody(), { 'Idempotency-Key': 'state' })).headers.get('etag')).toBe('"1"');
  });

  test('never spares reading it again: what is overdue changes with the hour', async () => {
    const { status, headers } = await api.get(path, { 'If-None-Match': await tag() });
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect((await api.get(path, { 'If-None-Match': '*' })).status).toBe(200);
  });
});

/** Every request that changes a complaint, and what it leads to where nothing stands in its way. */
const requests: [what: string, status: number, send: (headers: Record<string, string>) => Promise<Answer>][] = [
  ['a decision', 202, (headers) => api.post(`${path}/decisions`, { decision: 'acknowledge-now' }, headers)],
  ['an escalation', 202, (headers) => api.post(`${path}/escalations`, { to: 'court' }, headers)],
  ['something received', 202, (headers) => api.post(`${path}/received`, { what: 'enquiry' }, headers)],
];

describe.each(requests)('With If-Match, %s', (_what, status, send) => {
  test('is taken where the complaint is as it was seen, and says how it is then', async () => {
    const before = await lastNumber();
    const taken = await send({ 'If-Match': await tag() });
    expect([taken.status, taken.headers.get('etag')]).toEqual([status, `"${before + 1}"`]);
    expect(await tag()).toBe(`"${before + 1}"`);
  });

  test.each(['*', '"999", "1"', '"1" , W/"7"'])('is taken where one of the tags fits: %s', async (tags) => {
    expect((await send({ 'If-Match': tags })).status).toBe(status);
  });

  test('is refused where the complaint has changed, with what was written down since', async () => {
    await api.post(`${path}/decisions`, { decision: 'assign', caseHandler: 'client-service' });
    await applyAccepted(api, reference);
    const number = await lastNumber();
    const { status: refused, body, headers } = await send({ 'If-Match': '"1"' });
    expect([refused, headers.get('etag'), headers.get('content-type')]).toEqual([
      412,
      `"${number}"`,
      'application/problem+json; charset=utf-8',
    ]);
    expect(body).toMatchObject({
      type: 'urn:doleance:problem:changed-meanwhile',
      title: expect.any(String),
      etag: `"${number}"`,
    });
    expect(body.changes).toEqual((await api.get(path)).body.timeline.slice(1));
    expect(body.changes[0]).toMatchObject({ number: 2, actor, event: 'decision-accepted', detail: { decision: 'assign' } });
    expect(await lastNumber()).toBe(number);
  });

  test.each(['"7"', 'W/"1"', '"01"', '"x"'])('is refused with a tag that is not the one now: %s', async (tags) => {
    expect((await send({ 'If-Match': tags })).status).toBe(412);
    expect(await lastNumber()).toBe(1);
  });

  test.each(['1', '', '"1', '*, "1"'])('cannot be read where the tag is no tag: %j', async (tags) => {
    const { status: refused, body } = await send({ 'If-Match': tags });
    expect([refused, body.detail]).toEqual([400, expect.stringContaining('If-Match')]);
    expect(await lastNumber()).toBe(1);
  });

  test('that comes again with its key gets its first answer before the tag is judged', async () => {
    const headers = { 'If-Match': '"1"', 'Idempotency-Key': 'again' };
    const first = await send(headers);
    await applyAccepted(api, reference);
    const second = await send(headers);
    expect([second.status, second.body, second.headers.get('etag')]).toEqual([
      first.status,
      first.body,
      first.headers.get('etag'),
    ]);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
  });

  test('that was refused leaves its key free', async () => {
    const headers = { 'If-Match': '"9"', 'Idempotency-Key': 'free' };
    expect((await send(headers)).status).toBe(412);
    expect((await send({ ...headers, 'If-Match': '"1"' })).status).toBe(status);
  });

  test('of two at once that have seen the same, one is taken', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => send({ 'If-Match': '"1"' })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([status, 412, 412, 412, 412, 412]);
    expect(await accepted()).toBe(1);
  });
});

describe('What was written down since the latest state that was seen', () => {
  test.each([
    ['"2", "1", "99"', []],
    ['"2"', [3]],
    ['"1"', [2, 3]],
    ['"x"', [1, 2, 3]],
  ])('is answered to If-Match %s', async (tags, numbers) => {
    await api.post(`${path}/received`, { what: 'enquiry' });
    await api.post(`${path}/received`, { what: 'information', text: 'Privé' });
    const { body, text } = await api.post(`${path}/decisions`, { decision: 'acknowledge-now' }, { 'If-Match': tags });
    expect(body.changes.map(({ number }: { number: number }) => number)).toEqual(numbers);
    expect(text).not.toContain('Privé');
  });
});

describe('A decision that was waited for', () => {
  const decide = (decision: Record<string, unknown>, headers = {}) =>
    api.post(`${path}/decisions`, decision, { Prefer: 'wait=10', ...headers });

  test('says the state after it was applied', async () => {
    const [applied] = await Promise.all([decide({ decision: 'withdraw' }), appliedSoon()]);
    expect([applied.status, applied.headers.get('etag')]).toEqual([200, await tag()]);
    expect(await lastNumber()).toBeGreaterThan(3);
  });

  test('says the state of its acceptance where somebody else came between', async () => {
    const id = (await api.post(`${path}/decisions`, { decision: 'acknowledge-now' }, { 'Idempotency-Key': 'between' })).body.id;
    await api.post(`${path}/received`, { what: 'enquiry' });
    await applyAccepted(api, reference);
    const applied = await decide({ decision: 'acknowledge-now' }, { 'Idempotency-Key': 'between' });
    expect([applied.status, applied.body.id, applied.headers.get('etag')]).toEqual([200, id, '"2"']);
  });

  async function appliedSoon(): Promise<void> {
    while ((await accepted()) === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await applyAccepted(api, reference);
  }
});

describe('A letter from the post tray', () => {
  const waiting = () => writeLetter(api, reference, { duty: 'acknowledgement', kind: 'acknowledgement', way: 'post' });
  const post = (id: string, headers = {}, body = {}) => api.post(`${path}/letters/${id}/posted`, body, headers);

  test('is posted where the complaint is as it was seen', async () => {
    const id = await waiting();
    const { status, headers } = await post(id, { 'If-Match': await tag() });
    expect([status, headers.get('etag')]).toEqual([200, await tag()]);
  });

  test('is not posted where the complaint has changed', async () => {
    const id = await waiting();
    const seen = await tag();
    await api.post(`${path}/received`, { what: 'enquiry' });
    const { status, body } = await post(id, { 'If-Match': seen });
    expect([status, body.changes.map(({ event }: { event: string }) => event)]).toEqual([412, ['receipt-accepted']]);
    expect((await api.get(path)).body.letters[0].state).toBe('awaiting-post');
  });

  test('posted again with the same key gets the first answer, whatever happened since and whatever the day is', async () => {
    const id = await waiting();
    const headers = { 'Idempotency-Key': 'posted', 'If-Match': await tag() };
    const first = await post(id, headers);
    await applyAccepted(api, reference);
    await api.post(`${path}/received`, { what: 'enquiry' });
    api.setClock('2026-06-20T08:00:00Z');
    const second = await post(id, headers);
    expect([second.status, second.text, second.headers.get('etag')]).toEqual([200, first.text, first.headers.get('etag')]);
    expect([first, second].map((answer) => answer.headers.get('idempotency-replayed'))).toEqual([null, 'true']);
  });

  test('posted with the key of another posting is refused', async () => {
    const id = await waiting();
    await post(id, { 'Idempotency-Key': 'other' }, { registeredNumber: 'RE 1' });
    const { status, body } = await post(id, { 'Idempotency-Key': 'other' }, { registeredNumber: 'RE 2' });
    expect([status, body.type]).toEqual([422, 'urn:doleance:problem:key-used-otherwise']);
  });

  test('posted by many at once with one key is posted once', async () => {
    const id = await waiting();
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(id, { 'Idempotency-Key': 'many' })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1);
  });

  test('that could not be posted leaves its key free', async () => {
    const id = await waiting();
    const tomorrow = await post(id, { 'Idempotency-Key': 'tomorrow' }, { postedOn: '2026-05-14' });
    expect(tomorrow.status).toBe(422);
    expect((await post(id, { 'Idempotency-Key': 'tomorrow' }, { postedOn: '2026-05-13' })).status).toBe(200);
  });
});
