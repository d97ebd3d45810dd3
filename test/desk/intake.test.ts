import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Answer } from '../api/api-server.ts';
import { registered } from '../api/api-server.ts';
import { type DeskUnderTest, type SignedIn, startDesk } from './desk-server.ts';

let desk: DeskUnderTest;
let manager: SignedIn;
let key: string;
beforeAll(async () => {
  desk = await startDesk();
  desk.setClock('2026-05-13T16:30:00Z');
  manager = await desk.signIn();
});
beforeEach(async () => {
  desk.setClock('2026-05-13T16:30:00Z');
  key = keyIn(await manager.get('/desk/complaints/new'));
});
afterAll(() => desk.close());

const keyIn = ({ text }: Answer): string => /name="key" value="([^"]+)"/.exec(text)?.[1] ?? '';
const seenIn = ({ text }: Answer): string => /name="seen" value="([^"]+)"/.exec(text)?.[1] ?? '';

const letter = {
  procedure: 'opticourtage',
  channel: 'letter',
  received: '2026-05-12',
  sent: '2026-05-08',
  'complainant.name': 'Dominique Exemple',
  'complainant.address.lines': '12 rue de l’Exemple',
  'complainant.address.postcode': '75000',
  'complainant.address.town': 'Paris',
  'complainant.address.country': 'FR',
  'representative.mandate': 'missing',
  kind: 'classic',
  language: 'fr',
  sender: 'private-person',
  capacity: 'consumer',
  matter: 'la résiliation de votre contrat',
  reason: 'Ma lettre est restée sans réponse.',
  policyNumber: 'POL 778899',
};

const referenceIn = ({ headers }: Answer) => /[A-Z]{3}-\d{4}-\d{6}/.exec(headers.get('location') ?? '')?.[0] ?? '';
const complaint = async (reference: string) => (await desk.get(`/api/complaints/${reference}`)).body;
const count = async () => (await desk.register.database.selectFrom('complaint').select('reference').execute()).length;

describe('Staff enter what came by letter', () => {
  test('with its three dates, and are led to the complaint', async () => {
    const answer = await manager.post('/desk/complaints/new', { ...letter, key, act: 'register' });
    expect(answer.status).toBe(303);
    expect(await complaint(referenceIn(answer))).toMatchObject({
      channel: 'letter',
      sent: '2026-05-08',
      receivedOn: '2026-05-12',
      registeredOn: '2026-05-13',
      complainant: { address: { lines: ['12 rue de l’Exemple', '75000 Paris'], country: 'FR' } },
    });
    expect((await complaint(referenceIn(answer))).representative).toBeUndefined();
  });

  test('and go on to its files where they attach the scanned letter', async () => {
    const { headers } = await manager.post('/desk/complaints/new', { ...letter, key, act: 'attach' });
    expect(headers.get('location')).toMatch(/^\/desk\/complaints\/OPT-2026-\d{6}\/attachments$/);
  });

  test('once, however often the form is sent', async () => {
    const before = await count();
    const all = await Promise.all([1, 2, 3].map(() => manager.post('/desk/complaints/new', { ...letter, key, act: 'register' })));
    expect(new Set(all.map((one) => one.headers.get('location'))).size).toBe(1);
    expect(await count()).toBe(before + 1);
    const changed = await manager.post('/desk/complaints/new', { ...letter, reason: 'Autre chose.', key, act: 'register' });
    expect([changed.status, changed.text.includes(referenceIn(all[0] as Answer))]).toEqual([422, true]);
    expect(changed.text).toContain('Autre chose.');
  });

  test('and keep what they typed where something is wrong, the summary first, focused and linked', async () => {
    const wrong = { ...letter, 'complainant.name': '', 'complainant.email': 'no address', received: '2026-05-14', key };
    const { status, text } = await manager.post('/desk/complaints/new', { ...wrong, act: 'register' });
    expect(status).toBe(422);
    expect(text).toMatch(/<title>Erreur – /);
    expect(text).toMatch(/class="error-summary[^"]*" role="alert" tabindex="-1" autofocus/);
    for (const id of ['f-complainant-name', 'f-complainant-email']) {
      expect(text).toContain(`href="#${id}"`);
      expect(text).toMatch(new RegExp(`id="${id}"[^>]*aria-invalid="true"`));
    }
    expect(text).toContain('Ma lettre est restée sans réponse.');
    expect(text).toContain(key);
  });

  test('and lose nothing where the form is too old or none of ours', async () => {
    desk.setClock('2026-06-13T16:30:00Z');
    const { status, text } = await manager.post('/desk/complaints/new', { ...letter, key, act: 'register' });
    expect([status, text.includes('Ma lettre est restée sans réponse.')]).toEqual([422, true]);
    const forged = await manager.post('/desk/complaints/new', { ...letter, key: `${key.slice(0, -1)}!`, act: 'register' });
    expect(forged.status).toBe(422);
  });

  test('or keep it for later where too much is missing: it waits with its clock', async () => {
    const few = { procedure: 'opticourtage', channel: 'letter', received: '2026-05-12', reason: 'Illisible.', key, act: 'keep' };
    const { status, headers } = await manager.post('/desk/complaints/new', few);
    expect([status, headers.get('location')]).toEqual([303, expect.stringMatching(/^\/desk\/intakes\/[0-9a-f-]{36}$/)]);
    const { text } = await manager.get(headers.get('location') ?? '');
    expect(text).toContain('Illisible.');
  });
});

describe('What follows is seen before anything is registered', () => {
  const dates = ({ text }: Answer) => [...text.matchAll(/class="foreseen-duty">([^<]+)/g)].map(([, duty]) => duty?.trim());

  test('with the very dates that the registration gives', async () => {
    const shown = await manager.post('/desk/complaints/new/foreseen', letter, { 'HX-Request': 'true' });
    expect(shown.text).not.toContain('<html');
    const { headers } = await manager.post('/desk/complaints/new', { ...letter, key, act: 'register' });
    const { deadlines } = await complaint(referenceIn({ headers } as Answer));
    const days = [...shown.text.matchAll(/<time datetime="([^"]+)"/g)].map(([, day]) => day);
    expect(days.toSorted()).toEqual(deadlines.map(({ dueOn }: { dueOn: string }) => dueOn).toSorted());
  });

  test('by a button too, without JavaScript, and nothing is registered', async () => {
    const before = await count();
    const { status, text } = await manager.post('/desk/complaints/new', { ...letter, 'complainant.name': '', key, act: 'show' });
    expect([status, dates({ text } as Answer).length > 2, await count()]).toEqual([200, true, before]);
  });

  test('and says what is missing and what may be there already', async () => {
    const reference = await registered(desk, {
      complainant: { name: 'Dominique Exemple', email: 'd@example.org' },
      policyNumber: 'POL-778899',
    });
    const { text } = await manager.post('/desk/complaints/new/foreseen', letter);
    expect(text).toContain(reference);
    expect(text).toContain('Solution souhaitée');
  });

  test.each([
    ['opticourtage', '', /invitée à écrire/],
    ['123-courtage', '', /en fait une réclamation/],
    ['123-courtage', 'Erreur corrigée au téléphone.', /Résolu sur-le-champ/],
  ])('and what becomes of a call: %s %s', async (procedure, solvedAtOnce, words) => {
    const { text } = await manager.post('/desk/complaints/new/foreseen', {
      ...letter,
      procedure,
      channel: 'phone',
      sent: '',
      solvedAtOnce,
    });
    expect(text).toMatch(words);
    expect(dates({ text } as Answer).length === 0).toBe(solvedAtOnce !== '');
  });
});

describe('What waits', () => {
  const arrived = async (changes: Record<string, unknown> = {}): Promise<string> => {
    const { body } = await desk.post('/api/intakes', {
      source: 'mail',
      channel: 'e-mail',
      procedure: 'opticourtage',
      received: '2026-05-11',
      suspicion: 'auto-reply',
      message: { from: { address: 'claude@example.org' }, subject: '<b>Lunettes</b>', text: 'Deux mois d’attente.' },
      fields: { complainant: { name: 'Claude Exemple', email: 'claude@example.org' }, reason: 'Deux mois.' },
      unread: ['policyNumber'],
      ...changes,
    });
    return body.id as string;
  };
  const decide = async (id: string, form: Record<string, string>, who = manager) => {
    const page = await who.get(`/desk/intakes/${id}`);
    return who.post(`/desk/intakes/${id}`, { key: keyIn(page), seen: seenIn(page), ...form });
  };
  const fields = { 'complainant.name': 'Claude Exemple', 'complainant.email': 'claude@example.org', reason: 'Deux mois.' };

  test('is listed with its limit, its suspicion and what could not be read', async () => {
    await arrived();
    const { status, text } = await manager.get('/desk/intakes');
    expect(status).toBe(200);
    expect(text).toMatch(/Claude Exemple/);
    expect(text).toMatch(/réponse automatique/);
    expect(text).toMatch(/1 champ non lu/);
  });

  test('shows what came beside what was read, escaped, and marks what was not read', async () => {
    const { text } = await manager.get(`/desk/intakes/${await arrived()}`);
    expect(text).toContain('&lt;b&gt;Lunettes&lt;/b&gt;');
    expect(text).toContain('id="f-policyNumber-unread"');
    expect(text.indexOf('class="duplicates"') < text.indexOf('value="register"')).toBe(true);
  });

  test('is registered as it was completed', async () => {
    const id = await arrived();
    const { headers } = await decide(id, { ...fields, policyNumber: 'POL 1', decision: 'register' });
    const body = await complaint(referenceIn({ headers } as Answer));
    expect([body.receivedOn, body.policyNumber]).toEqual(['2026-05-11', 'POL 1']);
    expect((await manager.get(`/desk/intakes/${id}`)).text).toContain(body.reference);
  });

  test('keeps what was typed where something is wrong, with the form of that decision open', async () => {
    const id = await arrived();
    const { status, text } = await decide(id, {
      ...fields,
      reason: 'Trois mois.',
      decision: 'link-as-duplicate',
      reference: 'OPT-2020-000001',
    });
    expect([status, text.includes('Trois mois.'), text.includes('href="#f-reference"')]).toEqual([422, true, true]);
  });

  test('tells the second of two what the first did, and keeps their text', async () => {
    const id = await arrived();
    const page = await manager.get(`/desk/intakes/${id}`);
    await decide(id, { ...fields, decision: 'complete' });
    const second = await manager.post(`/desk/intakes/${id}`, {
      key: keyIn(page),
      seen: seenIn(page),
      ...fields,
      reason: 'Ma version.',
      decision: 'register',
    });
    expect([second.status, second.text.includes('Ma version.'), second.text.includes('Complétée')]).toEqual([412, true, true]);
  });

  test.each([
    ['confirm', {}, 'waiting'],
    ['redirect', { toFirm: 'almena' }, 'waiting'],
    ['hand-over', { desk: 'le service clients', handedTo: 'la permanence', statement: 'Une attestation.' }, 'redirected'],
    ['not-a-complaint', { statement: 'Publicité.' }, 'not-a-complaint'],
    [
      'answer-as-no-complaint',
      { statement: 'Une attestation.', reasons: 'Vous la demandez.', whoAnswers: 'le service clients' },
      'registered',
    ],
  ])('can be decided by its form: %s', async (decision, form, state) => {
    const id = await arrived();
    expect((await decide(id, { ...fields, ...form, decision })).status).toBe(303);
    expect((await desk.get(`/api/intakes/${id}`)).body.state).toBe(state);
  });

  test('is read by compliance, and decided by others', async () => {
    const compliance = await desk.signIn({ grants: [{ procedure: '*', role: 'compliance' }] });
    const id = await arrived();
    const { status, text } = await compliance.get(`/desk/intakes/${id}`);
    expect([status, text.includes('value="register"')]).toEqual([200, false]);
    const page = await manager.get(`/desk/intakes/${id}`);
    const tried = await compliance.post(`/desk/intakes/${id}`, { key: keyIn(page), seen: seenIn(page), decision: 'confirm' });
    expect(tried.status).toBe(403);
  });

  test('of another firm is not there', async () => {
    const elsewhere = await desk.signIn({ grants: [{ procedure: 'almena', role: 'complaints-manager' }] });
    const id = await arrived();
    expect((await elsewhere.get(`/desk/intakes/${id}`)).status).toBe(404);
    expect((await elsewhere.post(`/desk/intakes/${id}`, { decision: 'confirm' })).status).toBe(404);
    expect((await elsewhere.post(`/desk/intakes/${id}/foreseen`, {})).status).toBe(404);
    const { text } = await elsewhere.get('/desk/complaints/new');
    expect(text).not.toMatch(/opticourtage/i);
    const tried = await elsewhere.post('/desk/complaints/new', { ...letter, key: keyIn({ text } as Answer), act: 'register' });
    expect(tried.status).toBe(403);
  });
});
