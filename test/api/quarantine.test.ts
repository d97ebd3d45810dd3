import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect } from '@jest/globals';
import { Attachments } from '../../attachments/attachments.ts';
import { usualLimits } from '../../attachments/limits.ts';
import { Clamav, type Scanner } from '../../attachments/scanner.ts';
import { FolderStorage } from '../../attachments/storage/folder.ts';
import type { Register } from '../../register/register.ts';
import { quarantinedFiles } from '../../register/watch.ts';
import { freePort } from '../../start/free-port.ts';
import { type Clamd, eicar, startClamd } from '../attachments/clamd.ts';
import { pdf } from '../attachments/samples.ts';
import { outsideProgram, testWith } from '../helpers/programs.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';
import { type ApiUnderTest, registered, startApi, token } from './api-server.ts';

const makeFolder = temporaryFolders();
const test = testWith('clamd');
let clamd: Clamd | undefined;
let api: ApiUnderTest;
let attachments: Attachments;
let there: Scanner;
let away: Scanner;
let scanner: Scanner;

beforeAll(async () => {
  const program = outsideProgram('clamd');
  if (program === undefined) return;
  clamd = await startClamd(program, makeFolder());
  there = new Clamav(clamd.byPort);
  away = new Clamav({ host: '127.0.0.1', port: await freePort(), timeoutSeconds: 1 });
  const register = new Proxy({} as Register, { get: (_, name) => Reflect.get(api.register, name) as unknown });
  const either: Scanner = { scan: (content) => scanner.scan(content), isThere: () => scanner.isThere() };
  attachments = new Attachments({ register, storage: new FolderStorage(makeFolder()), scanner: either, limits: usualLimits });
  api = await startApi({ attachments });
});
afterAll(async () => {
  await api?.close();
  await clamd?.stop();
});
beforeEach(() => {
  scanner = there;
});

async function attached(reference: string, name: string, content: Uint8Array): Promise<any> {
  const form = new FormData();
  form.append('files', new Blob([content]), name);
  const headers = { Authorization: `Bearer ${token}` };
  const { status, body } = await api.send(`/api/complaints/${reference}/attachments`, { method: 'POST', headers, body: form });
  expect(status).toBe(201);
  return body.items[0];
}

const listed = async (reference: string) => (await api.get(`/api/complaints/${reference}/attachments`)).body.items;
const eventsOf = async (reference: string) =>
  (await api.get(`/api/complaints/${reference}/journal`)).body.items
    .filter(({ event }: { event: string }) => event.startsWith('attachment'))
    .map(({ event, actor }: { event: string; actor: string }) => `${event} by ${actor}`);

const infected = Buffer.concat([pdf, randomBytes(100_000), Buffer.from(eicar), randomBytes(100_000)]);

test('a file that is clean is called so when it is attached', async () => {
  const reference = await registered(api);
  const shown = await attached(reference, 'a.pdf', pdf);
  expect(shown).toMatchObject({ scan: 'clean', links: { content: expect.any(String) } });
  expect(shown.scannedAt).toBeDefined();
  expect(await eventsOf(reference)).toEqual(['attachment-added by Test desk']);
});

test('a file with malware is put into quarantine: it is told, and never given out', async () => {
  const reference = await registered(api);
  const shown = await attached(reference, 'facture.pdf', infected);
  expect(shown).toMatchObject({
    scan: 'infected',
    signature: 'Doleance.Eicar-Test.UNOFFICIAL',
    links: { removed: expect.any(String) },
  });
  expect(shown.links.content).toBeUndefined();
  const { status, body } = await api.get(`/api/complaints/${reference}/attachments/${shown.id}`);
  expect([status, body.type]).toEqual([403, 'urn:doleance:problem:quarantined']);
  expect(await eventsOf(reference)).toEqual(['attachment-added by Test desk', 'attachment-quarantined by doleance']);
  const inDigest = async () =>
    (await quarantinedFiles(api.register.database, 'opticourtage')).map(({ facts }) => facts.reference);
  expect(await inDigest()).toEqual([reference]);
  expect(await quarantinedFiles(api.register.database, 'almena')).toEqual([]);
  expect((await api.post(shown.links.removed, { reason: 'quarantined' })).status).toBe(200);
  expect(await inDigest()).toEqual([]);
  expect(await listed(reference)).toEqual([]);
});

test('a file that comes while the scanner is away is called not scanned, and scanned by a later sweep', async () => {
  const reference = await registered(api);
  scanner = away;
  await attached(reference, 'a.pdf', pdf);
  await attached(reference, 'b.pdf', infected);
  const scans = async () => (await listed(reference)).map(({ scan }: { scan: string }) => scan);
  expect(await scans()).toEqual(['not-scanned', 'not-scanned']);
  expect(await attachments.sweep()).toEqual({ scanned: 0, infected: 0, notScanned: 0, forgotten: expect.any(Number) });
  scanner = there;
  expect(await attachments.sweep()).toEqual({ scanned: 2, infected: 1, notScanned: 0, forgotten: 0 });
  expect(await scans()).toEqual(['clean', 'infected']);
  expect((await eventsOf(reference)).at(-1)).toBe('attachment-quarantined by doleance');
  expect(await attachments.sweep()).toMatchObject({ scanned: 0, infected: 0 });
});

test('a file that was not scanned is scanned before it is given out', async () => {
  const reference = await registered(api);
  scanner = away;
  const shown = await attached(reference, 'b.pdf', infected);
  scanner = there;
  expect((await api.get(shown.links.content)).status).toBe(403);
  expect((await listed(reference))[0].scan).toBe('infected');
});

test('a scanner that comes to no result is asked again ever more seldom', async () => {
  const reference = await registered(api);
  let asked = 0;
  scanner = { isThere: async () => true, scan: async () => ({ scan: 'not-scanned', why: `failed${asked++}` as 'failed' }) };
  await attached(reference, 'a.pdf', pdf);
  const begin = Date.parse('2026-05-13T08:00:00Z');
  const askedAfter = async (minutes: number) => {
    api.setClock(begin + minutes * 60_000);
    const before = asked;
    await attachments.sweep();
    return asked - before;
  };
  expect([
    await askedAfter(0),
    await askedAfter(0.5),
    await askedAfter(1),
    await askedAfter(2),
    await askedAfter(3),
    await askedAfter(7),
  ]).toEqual([1, 0, 1, 0, 1, 1]);
  api.setClock(begin + 8 * 60_000);
  scanner = there;
  expect(await attachments.sweep()).toMatchObject({ scanned: 0 });
  api.setClock(begin + 24 * 3_600_000);
  expect(await attachments.sweep()).toMatchObject({ scanned: 1 });
});
