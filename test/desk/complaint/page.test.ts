import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { registered } from '../../api/api-server.ts';
import { applyAccepted, sendLetter, writeLetter } from '../../api/drive.ts';
import { type DeskUnderTest, type SignedIn, startDesk } from '../desk-server.ts';

let desk: DeskUnderTest;
let person: SignedIn;
beforeAll(async () => {
  desk = await startDesk({
    desk: {
      sessionSecret: 'a secret of the tests, long enough for a session',
      secureCookies: false,
      temporalUi: 'http://127.0.0.1:8233',
      temporalNamespace: 'doleance',
    },
  });
  desk.setClock('2026-05-13T12:00:00+02:00');
  person = await desk.signIn({ name: 'Alex Modèle' });
});
afterAll(() => desk.close());

const path = (reference: string) => `/desk/complaints/${reference}`;

describe('The page of a complaint', () => {
  test('names the complainant, the stage, the nearest limit, who is in charge, and one thing to do', async () => {
    const reference = await registered(desk);
    const { status, text } = await person.get(path(reference));
    expect(status).toBe(200);
    expect(text).toContain('<h1>Dominique Exemple</h1>');
    for (const words of [reference, 'Reçue', 'Accusé de réception', 'jours ouvrables', 'Personne']) expect(text).toContain(words);
    expect(text.match(/class="button primary complaint-primary"/g)).toHaveLength(1);
  });

  test('says at the button when the letter leaves by itself, or that it is to be decided', async () => {
    const reference = await registered(desk);
    const act = async () => /<p class="complaint-act">(.*?)<\/p>/.exec((await person.get(path(reference))).text)?.[1];
    expect(await act()).toMatch(
      /^<span class="muted">part seul le [^<]+<\/span> <a class="button primary[^>]+>Accuser réception</,
    );
    const id = await writeLetter(desk, reference, { duty: 'acknowledgement', kind: 'acknowledgement', way: 'e-mail' });
    await sendLetter(desk, reference, id);
    expect(await act()).toMatch(/^<span class="muted">à décider<\/span> <a class="button primary[^>]+>Répondre</);
  });

  test('draws the time line, and says the same in a table with links', async () => {
    const reference = await registered(desk);
    const id = await writeLetter(desk, reference, { duty: 'acknowledgement', kind: 'acknowledgement', way: 'e-mail' });
    await sendLetter(desk, reference, id);
    const { text } = await person.get(path(reference));
    expect(text).toMatch(/<svg [^>]*role="img"/);
    expect(text).not.toMatch(/ style="/);
    const table = text.slice(text.indexOf('tl-table'));
    expect(table).toContain('Réclamation reçue');
    expect(table).toContain(`${path(reference)}/letters/${id}.html`);
    expect(table).toContain('Réponse définitive');
  });

  test('tells the journal in sentences, and shows its hashes when asked', async () => {
    const reference = await registered(desk);
    const { text } = await person.get(path(reference));
    expect(text).toContain('Réclamation enregistrée, ');
    expect(text).not.toContain('class="hash"');
    expect((await person.get(`${path(reference)}?hashes=1`)).text).toMatch(/class="hash">[0-9a-f]{64}</);
  });

  test('offers to acknowledge now until the answer is sent', async () => {
    const reference = await registered(desk);
    const offers = async () => (await person.get(path(reference))).text.includes('/decide/acknowledge-now');
    expect(await offers()).toBe(true);
    await desk.post(`/api/complaints/${reference}/decisions`, { decision: 'acknowledge-now' });
    await applyAccepted(desk, reference);
    expect(await offers()).toBe(false);
  });

  test('leads to the workflow in the Temporal UI', async () => {
    const reference = await registered(desk);
    expect((await person.get(path(reference))).text).toContain(
      `href="http://127.0.0.1:8233/namespaces/doleance/workflows/${reference}"`,
    );
  });

  test('says who else has it open', async () => {
    const reference = await registered(desk);
    const other = await desk.signIn({ name: 'Sacha Exemple' });
    await other.get(path(reference));
    expect((await person.get(path(reference))).text).toContain('Sacha Exemple a aussi ce dossier ouvert.');
    const part = await person.get(`${path(reference)}/presence`, { 'HX-Request': 'true' });
    expect(part.text).toContain('Sacha Exemple');
    expect(part.text).not.toContain('<html');
  });

  test('says that what is on its way is kept while the engine is away', async () => {
    desk.setClock('2026-05-13T12:00:00+02:00');
    const reference = await registered(desk);
    const { body } = await desk.post(`/api/complaints/${reference}/decisions`, { decision: 'acknowledge-now' });
    const part = `${path(reference)}/messages/${body.id}`;
    expect((await person.get(part, { 'HX-Request': 'true' })).text).toContain('en cours d’application');
    desk.setClock('2026-05-13T12:01:00+02:00');
    const later = await person.get(part, { 'HX-Request': 'true' });
    expect(later.text).toContain('la lettre part dès qu’il revient');
    await applyAccepted(desk, reference);
    const done = await person.get(part, { 'HX-Request': 'true' });
    expect(done.headers.get('hx-trigger')).toBe('settled');
    desk.setClock('2026-05-13T12:00:00+02:00');
  });

  test('speaks Dutch and English too', async () => {
    const reference = await registered(desk);
    for (const [language, words] of [
      ['nl', 'Tijdlijn'],
      ['en', 'Time line'],
    ] as const) {
      const reader = await desk.signIn({ language });
      expect((await reader.get(path(reference))).text).toContain(words);
    }
  });

  test('is not found for who may not see the firm', async () => {
    const reference = await registered(desk);
    const other = await desk.signIn({ grants: [{ procedure: 'almena', role: 'complaints-manager' }] });
    for (const page of ['', '/decide/resolve', '/decide/acknowledge-now/preview', '/presence'])
      expect([page, (await other.get(`${path(reference)}${page}`)).status]).toEqual([page, 404]);
    expect((await other.post(`${path(reference)}/notes`, { text: 'x' })).status).toBe(404);
  });
});

describe('Letters are read', () => {
  test('as they left, in their forms', async () => {
    const reference = await registered(desk);
    const id = await writeLetter(desk, reference, { duty: 'acknowledgement', kind: 'acknowledgement', way: 'e-mail' });
    const letter = `${path(reference)}/letters/${id}`;
    expect((await person.get(letter)).text).toContain(`src="${letter}.html"`);
    const html = await person.get(`${letter}.html`);
    expect(html.headers.get('content-security-policy')).toContain('sandbox');
    expect(html.text).toContain('Chère Dominique Exemple');
    expect((await person.get(`${letter}.txt`)).headers.get('content-type')).toContain('text/plain');
    expect((await person.get(`${letter}.eml`)).headers.get('content-disposition')).toContain('attachment');
  });
});

describe('Internal notes', () => {
  test('are kept once, however often the button is clicked; what is written afterwards is another', async () => {
    const reference = await registered(desk);
    const page = await person.get(`/desk/complaints/${reference}`);
    const _key = /name="_key" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const note = (text: string) => person.post(`/desk/complaints/${reference}/notes`, { _key, text });
    const twice = await Promise.all([note('Rappeler demain.'), note('Rappeler demain.')]);
    expect(twice.map(({ status }) => status)).toEqual([303, 303]);
    await note('C’est fait.');
    const { items } = (await desk.get(`/api/complaints/${reference}/notes`)).body;
    expect(items.map(({ text }: { text: string }) => text)).toEqual(['C’est fait.', 'Rappeler demain.']);
  });

  test('are kept encrypted, with who wrote them and when, and change nothing of the complaint', async () => {
    const reference = await registered(desk);
    const before = (await desk.get(`/api/complaints/${reference}`)).headers.get('etag');
    const noted = await person.post(`${path(reference)}/notes`, { text: 'Rappeler après 17 h.\nPréfère le portable.' });
    expect(noted.status).toBe(303);
    const { text } = await person.get(path(reference));
    expect(text).toContain('Rappeler après 17 h.');
    expect(text).toContain('Alex Modèle');
    const after = await desk.get(`/api/complaints/${reference}`);
    expect(after.headers.get('etag')).toBe(before);
    expect(after.text).not.toContain('Rappeler');
    const rows = await desk.register.database
      .selectFrom('personal_text')
      .selectAll()
      .where('reference', '=', reference)
      .execute();
    for (const { cipher } of rows) expect(cipher.toString('latin1')).not.toContain('Rappeler');
  });

  test('are not empty', async () => {
    const reference = await registered(desk);
    const { status, text } = await person.post(`${path(reference)}/notes`, { text: '  ' });
    expect(status).toBe(422);
    expect(text).toContain('Écrivez la note avant de l’ajouter.');
  });

  test('are written and read over the API too, once each', async () => {
    const reference = await registered(desk);
    const notes = `/api/complaints/${reference}/notes`;
    const key = { 'Idempotency-Key': 'note-1' };
    const first = await desk.post(notes, { text: 'Une note.' }, key);
    const second = await desk.post(notes, { text: 'Une note.' }, key);
    expect([first.status, second.status, second.body]).toEqual([201, 201, first.body]);
    const { body } = await desk.get(notes);
    expect(body.items).toEqual([expect.objectContaining({ id: first.body.id, text: 'Une note.' })]);
  });

  test('find the complaint by their words', async () => {
    const reference = await registered(desk);
    await desk.post(`/api/complaints/${reference}/notes`, { text: 'Bateau amarré au port.' });
    const { body } = await desk.get('/api/complaints?text=amarr%C3%A9');
    expect(body.items?.map((item: { reference: string }) => item.reference)).toContain(reference);
  });
});
