import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { changesOfInsurer, freeIdFor } from '../../register/insurers/insurers.ts';
import { registered } from '../api/api-server.ts';
import { type DeskUnderTest, type SignedIn, startDesk } from './desk-server.ts';

let desk: DeskUnderTest;
let admin: SignedIn;
beforeAll(async () => {
  desk = await startDesk();
  desk.setClock('2026-05-13T16:30:00Z');
  admin = await desk.signIn({ grants: [{ procedure: '*', role: 'administrator' }] });
});
afterAll(() => desk.close());

const path = '/desk/administration/insurers';
const revisionOf = async (id: string) => /name="revision" value="(\d+)"/.exec((await admin.get(`${path}/${id}`)).text)?.[1] ?? '';
const change = async (id: string, form: Record<string, string>) =>
  admin.post(`${path}/${id}`, { revision: await revisionOf(id), ...form });
const forwarded = (reference: string, id: string) =>
  desk.post(`/api/complaints/${reference}/decisions/preview`, {
    decision: 'set-responsibility',
    responsibility: 'insurer',
    insurer: { id },
    reasons: 'La date relève de l’assureur.',
  });

test('The data file’s insurers are there to begin with, and stand unchanged until somebody changes them', async () => {
  const { text } = await admin.get(path);
  expect(text).toContain('Exemple Assurances');
  expect(text).toContain('Fichier fourni');
});

test('A change holds for the letters to come, in the insurer’s language, and is kept with how it stood before', async () => {
  const reference = await registered(desk);
  expect((await forwarded(reference, 'exemple-assurances')).body.items[0].language).toBe('fr');
  const form = { name: 'Exemple Verzekeringen', email: 'klachten@example.com', language: 'nl' };
  expect((await change('exemple-assurances', form)).status).toBe(303);
  const [letter] = (await forwarded(reference, 'exemple-assurances')).body.items;
  expect(letter).toMatchObject({
    recipient: 'insurer',
    language: 'nl',
    to: { name: 'Exemple Verzekeringen', email: 'klachten@example.com' },
  });
  const [last] = await changesOfInsurer(desk.register.database, 'exemple-assurances');
  expect(last).toMatchObject({ revision: 1, actor: admin.login, before: { name: 'Exemple Assurances' }, after: form });
  const { text } = await admin.get(`${path}/exemple-assurances`);
  expect(text).toMatch(/reclamations@example\.org[^]*klachten@example\.com/);
});

test('A new one can be chosen from its first valid day to its last', async () => {
  const form = {
    name: 'Modèle Mutuelle',
    address: 'Service Réclamations\n2 rue Modèle\n69000 LYON',
    validFrom: '2026-05-14',
    validUntil: '2026-05-20',
  };
  expect((await admin.post(`${path}/new`, form)).status).toBe(303);
  const reference = await registered(desk);
  const statuses: number[] = [];
  for (const day of ['2026-05-13', '2026-05-14', '2026-05-20', '2026-05-21']) {
    desk.setClock(`${day}T10:00:00Z`);
    statuses.push((await forwarded(reference, 'modele-mutuelle')).status);
  }
  desk.setClock('2026-05-13T16:30:00Z');
  expect(statuses).toEqual([422, 200, 200, 422]);
});

test.each<[rule: string, form: Record<string, string>, field: string]>([
  ['no name', { name: '', email: 'a@example.org' }, 'name'],
  ['neither e-mail nor address', { name: 'X' }, 'email'],
  ['an address that is none', { name: 'X', email: 'x' }, 'email'],
  [
    'an end before the beginning',
    { name: 'X', email: 'a@example.org', validFrom: '2026-05-14', validUntil: '2026-05-13' },
    'validUntil',
  ],
  ['no day', { name: 'X', email: 'a@example.org', validFrom: '2026-02-30' }, 'validFrom'],
])('What is wrong is told at its field, and what was typed is kept: %s', async (_rule, form, field) => {
  const { status, text } = await admin.post(`${path}/new`, form);
  expect([status, text.includes(`href="#${field}"`)]).toEqual([422, true]);
});

test('The second of two is told who changed it, and an unchanged form changes nothing', async () => {
  await admin.post(`${path}/new`, { name: 'Deux Fois', email: 'a@example.org' });
  const before = await revisionOf('deux-fois');
  await change('deux-fois', { name: 'Deux Fois', email: 'b@example.org' });
  const late = await admin.post(`${path}/deux-fois`, { revision: before, name: 'Deux Fois', email: 'c@example.org' });
  expect([late.status, late.text.includes('c@example.org'), late.text.includes(admin.login)]).toEqual([409, true, true]);
  await change('deux-fois', { name: 'Deux Fois', email: 'b@example.org' });
  expect(await changesOfInsurer(desk.register.database, 'deux-fois')).toHaveLength(2);
});

test('Only who administers comes here', async () => {
  const manager = await desk.signIn();
  for (const page of [path, `${path}/new`, `${path}/exemple-assurances`]) expect((await manager.get(page)).status).toBe(403);
  expect((await manager.post(`${path}/new`, { name: 'X', email: 'a@example.org' })).status).toBe(403);
});

test('Who administers one firm reads the list of all, and changes nothing: the others’ complaints go there too', async () => {
  const own = await desk.signIn({ grants: [{ procedure: 'opticourtage', role: 'administrator' }] });
  const { status, text } = await own.get(path);
  expect([status, text.includes('Exemple Verzekeringen'), text.includes(`${path}/`)]).toEqual([200, true, false]);
  const form = { revision: '0', name: 'Exemple Assurances', email: 'a@example.org' };
  for (const page of [`${path}/new`, `${path}/exemple-assurances`])
    expect([(await own.get(page)).status, (await own.post(page, form)).status]).toEqual([403, 403]);
});

test('Ids are made of names, and each is borne once', () => {
  expect(freeIdFor('Élan & Cie, Assurances', new Set())).toBe('elan-cie-assurances');
  expect(freeIdFor('Élan', new Set(['elan', 'elan-2']))).toBe('elan-3');
  expect(freeIdFor('保険', new Set())).toBe('insurer');
});
