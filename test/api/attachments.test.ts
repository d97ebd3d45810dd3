import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Attachments } from '../../attachments/attachments.ts';
import { type AttachmentLimits, mebibyte } from '../../attachments/limits.ts';
import { FolderStorage } from '../../attachments/storage/folder.ts';
import type { Storage } from '../../attachments/storage/storage.ts';
import { verifyJournal } from '../../register/journal.ts';
import type { Register } from '../../register/register.ts';
import { officeFile, pdf, png, zipOf } from '../attachments/samples.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';
import { type Answer, type ApiUnderTest, registered, startApi, token } from './api-server.ts';

const makeFolder = temporaryFolders();
const limits: AttachmentLimits = { fileBytes: mebibyte, complaintBytes: 3 * mebibyte, files: 4 };
let api: ApiUnderTest;
let storage: Storage;

beforeAll(async () => {
  storage = new FolderStorage(makeFolder());
  // The register is the server's own, which is not there yet: it is reached when it is first asked.
  const register = new Proxy({} as Register, { get: (_, name) => Reflect.get(api.register, name) as unknown });
  api = await startApi({ attachments: new Attachments({ register, storage, limits }) });
});
afterAll(() => api.close());

type File = [name: string, content: Uint8Array | string];

function send(reference: string, files: File[], headers: Record<string, string> = {}, field = 'files'): Promise<Answer> {
  const form = new FormData();
  for (const [name, content] of files) form.append(field, new Blob([content]), name);
  return api.send(`/api/complaints/${reference}/attachments`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, ...headers },
    body: form,
  });
}

const pathOf = (reference: string) => `/api/complaints/${reference}/attachments`;
const listOf = async (reference: string) => (await api.get(pathOf(reference))).body;
const bytesOf = async (path: string) => {
  const answer = await fetch(`${api.url}${path}`, { headers: { Authorization: `Bearer ${token}` } });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
};
const storedNames = async () => {
  const names: string[] = [];
  for await (const { name } of storage.list()) names.push(name);
  return names;
};
const eventsOf = async (reference: string) => {
  const { body } = await api.get(`/api/complaints/${reference}/journal`);
  return body.items.filter(({ event }: { event: string }) => event.startsWith('attachment'));
};

describe('Files are attached', () => {
  test('several at once, each with what it is by its content and a name that says so', async () => {
    const reference = await registered(api);
    const { status, body } = await send(reference, [
      ['Réclamation.pdf', pdf],
      ['../photo.exe', png],
      ['courrier.docx', await officeFile('word/document.xml')],
    ]);
    expect(status).toBe(201);
    const shown = body.items.map(({ name, type, mediaType, scan }: Record<string, unknown>) => [name, type, mediaType, scan]);
    expect(shown).toEqual([
      ['Réclamation.pdf', 'pdf', 'application/pdf', 'not-scanned'],
      ['photo.exe.png', 'png', 'image/png', 'not-scanned'],
      ['courrier.docx', 'docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'not-scanned'],
    ]);
    expect((await listOf(reference)).items).toEqual(body.items);
    expect(body.items[0]).toMatchObject({
      size: pdf.length,
      sha256: createHash('sha256').update(pdf).digest('hex'),
      addedBy: 'Test desk',
    });
  });

  test('and the journal says so, provably and without their names', async () => {
    const reference = await registered(api);
    const { body } = await send(reference, [['Dominique Exemple.pdf', pdf]]);
    const rows = await eventsOf(reference);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      event: 'attachment-added',
      actor: 'Test desk',
      detail: { attachment: body.items[0].id, type: 'pdf', size: pdf.length, scan: 'not-scanned' },
    });
    expect(rows[0].textDigest).toMatch(/^[0-9a-f]{64}$/);
    expect(await verifyJournal(api.register)).toEqual([]);
    expect(api.logged()).not.toContain('Dominique Exemple.pdf');
  });

  test('and given out as they came, to be saved and never to be shown', async () => {
    const reference = await registered(api);
    const content = Buffer.concat([pdf, randomBytes(300_000)]);
    const { body } = await send(reference, [['pièce n° 1.pdf', content]]);
    const { status, headers, bytes } = await bytesOf(body.items[0].links.content);
    expect(status).toBe(200);
    expect(bytes.equals(content)).toBe(true);
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="pi?ce n? 1.pdf"; filename*=UTF-8''pi%C3%A8ce%20n%C2%B0%201.pdf`,
    );
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(Number(headers.get('content-length'))).toBe(content.length);
  });

  test('stand in the storage encrypted, under names that say nothing', async () => {
    const reference = await registered(api);
    const before = await storedNames();
    await send(reference, [['secret.txt', 'Dominique Exemple habite ici. '.repeat(100)]]);
    const [name = ''] = (await storedNames()).filter((one) => !before.includes(one));
    const parts: Uint8Array[] = [];
    for await (const part of storage.read(name)) parts.push(part);
    const kept = Buffer.concat(parts);
    expect(kept.includes('Dominique')).toBe(false);
    expect(createHash('sha256').update(kept).digest('hex')).toBe(name);
  });

  test('once, however often the same upload comes with its key; another one with that key is refused', async () => {
    const reference = await registered(api);
    const key = { 'Idempotency-Key': 'upload-1' };
    const first = await send(reference, [['a.pdf', pdf]], key);
    const kept = await storedNames();
    const again = await send(reference, [['a.pdf', pdf]], key);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect(again.body).toEqual(first.body);
    expect((await send(reference, [['b.png', png]], key)).status).toBe(422);
    expect((await listOf(reference)).items).toHaveLength(1);
    expect(await storedNames()).toEqual(kept);
  });
});

describe('An upload is refused whole, with what helps, and nothing of it is kept:', () => {
  test.each<[what: string, files: () => Promise<File[]>, path: string, message: RegExp]>([
    [
      'a program',
      async () => [
        ['a.pdf', pdf],
        ['x.pdf', Buffer.from('4d5a90000300', 'hex')],
      ],
      'files.1',
      /'x\.pdf' is a program; programs are never taken/,
    ],
    ['an archive', async () => [['a.zip', await zipOf({ 'a.pdf': 'x' })]], 'files.0', /unpack it and send the files/],
    ['an empty file', async () => [['a.pdf', '']], 'files.0', /'a\.pdf' is empty/],
    [
      'a file that is too large',
      async () => [
        ['a.pdf', Buffer.concat([pdf, Buffer.alloc(mebibyte)])],
        ['b.png', png],
      ],
      'files.0',
      /more than 1 MiB/,
    ],
    [
      'more files than at once',
      async () => Array.from({ length: 5 }, (): File => ['a.pdf', pdf]),
      'files',
      /more than 4 at once/,
    ],
    ['no file at all', async () => [], 'files', /is missing/],
  ])('%s', async (_what, files, path, message) => {
    const reference = await registered(api);
    const before = await storedNames();
    const { status, body } = await send(reference, await files());
    expect([status, body.errors.map((error: { path: string }) => error.path)]).toEqual([422, [path]]);
    expect(body.errors[0].message).toMatch(message);
    expect((await listOf(reference)).items).toEqual([]);
    expect(await eventsOf(reference)).toEqual([]);
    expect(await storedNames()).toEqual(before);
  });

  test('files beyond what the complaint may have in all, also with those that it has', async () => {
    const reference = await registered(api);
    const large = Buffer.concat([pdf, Buffer.alloc(mebibyte - 1_000)]);
    await send(reference, [
      ['a.pdf', large],
      ['b.pdf', large],
    ]);
    const before = await storedNames();
    const { status, body } = await send(reference, [
      ['c.pdf', large],
      ['d.pdf', large],
    ]);
    expect(status).toBe(422);
    expect(body.errors).toEqual([
      { path: 'files.1', code: 'file-refused', message: expect.stringContaining('finds no room: the complaint may have 3 MiB') },
    ]);
    expect(await storedNames()).toEqual(before);
    expect((await send(reference, [['e.pdf', large]])).status).toBe(201);
    expect((await listOf(reference)).limits).toEqual({
      fileBytes: mebibyte,
      bytesLeft: 3 * mebibyte - 3 * large.length,
      files: 4,
    });
  });

  test('two uploads at the same time do not share the room that one of them needs', async () => {
    const reference = await registered(api);
    const large = Buffer.concat([pdf, Buffer.alloc(mebibyte - 1_000)]);
    const answers = await Promise.all(
      [0, 1].map(() =>
        send(reference, [
          ['a.pdf', large],
          ['b.pdf', large],
        ]),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
    expect((await listOf(reference)).items).toHaveLength(2);
  });

  test('what is no form with files, or one in another field', async () => {
    const reference = await registered(api);
    expect((await api.post(pathOf(reference), { files: [] })).status).toBe(415);
    expect((await send(reference, [['a.pdf', pdf]], {}, 'other')).status).toBe(422);
    const broken = {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'multipart/form-data; boundary=x' },
    };
    for (const body of [
      '',
      '--x\r\n',
      '--x\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n%PDF-1.7 and no end',
    ])
      expect((await api.send(pathOf(reference), { ...broken, body })).status).toBeGreaterThanOrEqual(400);
    expect((await listOf(reference)).items).toEqual([]);
  });

  test('an upload that breaks off in the middle', async () => {
    const reference = await registered(api);
    const before = await storedNames();
    const head = '--x\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n';
    await new Promise<void>((resolve) => {
      const sent = request(`${api.url}${pathOf(reference)}`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'multipart/form-data; boundary=x',
          'Content-Length': 900_000,
        },
      });
      sent.on('error', () => resolve());
      sent.write(head);
      sent.write(Buffer.concat([pdf, randomBytes(200_000)]), () => sent.destroy(new Error('gone')));
    });
    // The next answer comes after the server has seen the end of the first.
    expect((await send(reference, [['b.pdf', pdf]])).status).toBe(201);
    expect((await listOf(reference)).items.map(({ name }: { name: string }) => name)).toEqual(['b.pdf']);
    expect(await storedNames()).toHaveLength(before.length + 1);
    expect(api.logged()).not.toContain('request failed');
  });
});

describe('A file', () => {
  test('that is taken away is given out no more, and its bytes are gone with the next sweep', async () => {
    const reference = await registered(api);
    const { body } = await send(reference, [
      ['a.pdf', pdf],
      ['b.png', png],
    ]);
    const [first, second] = body.items;
    expect((await api.post(first.links.removed, { reason: 'because' })).status).toBe(422);
    expect((await api.post(first.links.removed, { reason: 'of-another-complaint' })).body).toEqual({
      id: first.id,
      removed: true,
    });
    expect((await api.post(first.links.removed, { reason: 'double' })).status).toBe(404);
    expect((await bytesOf(first.links.content)).status).toBe(404);
    expect((await listOf(reference)).items).toEqual([second]);
    expect((await eventsOf(reference)).at(-1)).toMatchObject({
      event: 'attachment-removed',
      detail: { attachment: first.id, removal: 'of-another-complaint' },
    });
    const attachments = new Attachments({ register: api.register, storage, limits });
    const before = await storedNames();
    expect(await attachments.sweep()).toMatchObject({ forgotten: 1 });
    expect(await storedNames()).toHaveLength(before.length - 1);
    expect(await attachments.sweep()).toMatchObject({ forgotten: 0 });
    expect((await bytesOf(second.links.content)).bytes.equals(png)).toBe(true);
    expect(await verifyJournal(api.register)).toEqual([]);
  });

  test('of a person who was erased is gone with the key, and its bytes with the next sweep', async () => {
    const reference = await registered(api);
    const { body } = await send(reference, [['a.pdf', pdf]]);
    await api.register.database.deleteFrom('keys.complaint_key').where('reference', '=', reference).execute();
    expect((await bytesOf(body.items[0].links.content)).status).toBe(410);
    expect((await api.get(pathOf(reference))).status).toBe(410);
    expect((await send(reference, [['b.pdf', pdf]])).status).toBe(410);
    const attachments = new Attachments({ register: api.register, storage, limits });
    expect(await attachments.sweep()).toMatchObject({ forgotten: 1 });
  });

  test('of one complaint is not found under another', async () => {
    const [one, other] = [await registered(api), await registered(api)];
    const { body } = await send(one, [['a.pdf', pdf]]);
    expect((await bytesOf(body.items[0].links.content.replace(one, other))).status).toBe(404);
    expect((await api.post(body.items[0].links.removed.replace(one, other), { reason: 'double' })).status).toBe(404);
    expect((await bytesOf(`${pathOf(one)}/x`)).status).toBe(404);
    expect((await send('OPT-2026-999999', [['a.pdf', pdf]])).status).toBe(404);
  });

  test('is found by a HEAD request without being read', async () => {
    const reference = await registered(api);
    const { body } = await send(reference, [['a.pdf', pdf]]);
    const answer = await api.send(body.items[0].links.content, { method: 'HEAD', headers: { Authorization: `Bearer ${token}` } });
    expect([answer.status, answer.headers.get('content-length')]).toEqual([200, String(pdf.length)]);
  });
});
