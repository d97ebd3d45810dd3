import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { registered } from '../api/api-server.ts';
import { officeFile, pdf, png, zipOf } from '../attachments/samples.ts';
import { cookieOf, type DeskUnderTest, type SignedIn, startDesk } from './desk-server.ts';

let desk: DeskUnderTest;
let manager: SignedIn;
let compliance: SignedIn;
let elsewhere: SignedIn;
beforeAll(async () => {
  desk = await startDesk();
  manager = await desk.signIn();
  compliance = await desk.signIn({ grants: [{ procedure: 'opticourtage', role: 'compliance' }], language: 'en' });
  elsewhere = await desk.signIn({ grants: [{ procedure: 'almena', role: 'complaints-manager' }] });
});
afterAll(() => desk.close());

type File = [name: string, content: Uint8Array | string];

const pathOf = (reference: string) => `/desk/complaints/${reference}/attachments`;
const tokenIn = (text: string) => /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';

/** Sends a form with files, as a browser does: its fields in their order. */
async function send(person: SignedIn, reference: string, files: File[], token?: string, key?: string) {
  const form = new FormData();
  if (key !== undefined) form.append('_key', key);
  form.append('_csrf', token ?? tokenIn((await person.get('/desk/preferences')).text));
  for (const [name, content] of files) form.append('files', new Blob([content]), name);
  return desk.send(pathOf(reference), { method: 'POST', redirect: 'manual', headers: { Cookie: person.cookie }, body: form });
}

const namesOf = async (reference: string) =>
  (await desk.get(`/api/complaints/${reference}/attachments`)).body.items.map(({ name }: { name: string }) => name);
const idOf = async (reference: string) => (await desk.get(`/api/complaints/${reference}/attachments`)).body.items[0].id as string;

describe('Files at the desk', () => {
  test('are attached, told, and listed on the complaint’s page with what the scan said', async () => {
    const reference = await registered(desk);
    const sent = await send(manager, reference, [
      ['Facture <n° 1> & co.pdf', pdf],
      ['photo.png', png],
    ]);
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/desk/complaints/${reference}#attachments`]);
    const { text } = await manager.get(`/desk/complaints/${reference}`);
    expect(text).toContain('2 fichiers joints.');
    expect(text).toContain('photo.png');
    expect(text).toContain('Facture _n° 1_ &amp; co.pdf');
    expect(text).not.toContain('<n°');
    expect(text).toContain('Non analysé');
    expect(text).toMatch(/ajouté le .* par Camille Exemple/);
  });

  test('are attached once, however often the button is clicked', async () => {
    const reference = await registered(desk);
    const key = randomUUID();
    for (const files of [[['a.pdf', pdf]], [['a.pdf', pdf]], [['b.png', png]]] as File[][])
      expect((await send(manager, reference, files, undefined, key)).status).toBe(303);
    expect((await namesOf(reference)).toSorted()).toEqual(['a.pdf', 'b.png']);
  });

  test('that cannot be taken are named with what helps, and the others are attached', async () => {
    const reference = await registered(desk);
    const { status, text } = await send(manager, reference, [
      ['dossier.zip', await zipOf({ a: 'x' })],
      ['bon.pdf', pdf],
      ['macros.docx', await officeFile('word/document.xml', { 'word/vbaProject.bin': 'x' })],
    ]);
    expect(status).toBe(422);
    const plain = text.replaceAll('\u00a0', ' ');
    expect(plain).toContain('2 fichiers n’ont pas été joints');
    expect(plain).toContain('dossier.zip : c’est une archive. Décompressez-la');
    expect(plain).toContain('macros.docx : il contient des macros.');
    expect(plain).toContain('L’autre fichier a été joint.');
    expect(await namesOf(reference)).toEqual(['bon.pdf']);
  });

  test('a form without a file, or with too many, says so', async () => {
    const reference = await registered(desk);
    expect((await send(manager, reference, [])).text).toContain('Choisissez au moins un fichier');
    const many = await send(
      manager,
      reference,
      Array.from({ length: 21 }, (): File => ['a.pdf', pdf]),
    );
    expect([many.status, many.text.includes('plus de 20 fichiers à la fois')]).toEqual([422, true]);
    expect(await namesOf(reference)).toEqual([]);
  });

  test('are not attached by a form that is not this session’s own', async () => {
    const reference = await registered(desk);
    for (const token of ['', 'x', tokenIn((await compliance.get('/desk/preferences')).text)]) {
      const { status } = await send(manager, reference, [['a.pdf', pdf]], token);
      expect(status).toBe(403);
    }
    expect(await namesOf(reference)).toEqual([]);
  });

  test('are saved, never shown', async () => {
    const reference = await registered(desk);
    await send(manager, reference, [['a.pdf', pdf]]);
    const { status, headers } = await manager.get(`${pathOf(reference)}/${await idOf(reference)}`);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(headers.get('content-disposition')).toBe('attachment; filename=a.pdf');
    expect([headers.get('x-content-type-options'), headers.get('cache-control')]).toEqual(['nosniff', 'no-store']);
    expect(headers.get('content-security-policy')).toMatch(/sandbox$/);
  });

  test('are removed for a reason, after a question', async () => {
    const reference = await registered(desk);
    await send(manager, reference, [['a.pdf', pdf]]);
    const path = `${pathOf(reference)}/${await idOf(reference)}/remove`;
    expect((await manager.get(path)).text).toContain('Pourquoi retirer');
    const undecided = await manager.post(path, {});
    expect([undecided.status, undecided.text.includes('Choisissez une raison')]).toEqual([422, true]);
    expect(await namesOf(reference)).toEqual(['a.pdf']);
    expect((await manager.post(path, { reason: 'double' })).status).toBe(303);
    expect(await namesOf(reference)).toEqual([]);
    expect((await manager.get(path)).status).toBe(404);
    expect((await manager.get(`/desk/complaints/${reference}`)).text).toContain('Pièce jointe retirée');
  });

  test('are read by compliance, who neither attaches nor removes', async () => {
    const reference = await registered(desk);
    await send(manager, reference, [['a.pdf', pdf]]);
    const file = `${pathOf(reference)}/${await idOf(reference)}`;
    const { text } = await compliance.get(pathOf(reference));
    expect(text).toContain('a.pdf');
    expect(text).not.toContain('type="file"');
    expect(text).not.toContain(`${file}/remove`);
    expect((await compliance.get(file)).status).toBe(200);
    expect((await send(compliance, reference, [['b.pdf', pdf]])).status).toBe(403);
    expect((await compliance.get(`${file}/remove`)).status).toBe(403);
    expect((await compliance.post(`${file}/remove`, { reason: 'double' })).status).toBe(403);
    expect(await namesOf(reference)).toEqual(['a.pdf']);
  });

  test('of another firm are not there, and neither is its mediation file', async () => {
    const reference = await registered(desk);
    await send(manager, reference, [['a.pdf', pdf]]);
    const file = `${pathOf(reference)}/${await idOf(reference)}`;
    const mediation = `/desk/complaints/${reference}/mediation-file`;
    for (const path of [pathOf(reference), file, `${file}/remove`, `${mediation}.pdf`, `${mediation}.zip`])
      expect([path, (await elsewhere.get(path)).status]).toEqual([path, 404]);
    expect((await send(elsewhere, reference, [['b.pdf', pdf]])).status).toBe(404);
    expect((await elsewhere.post(`${file}/remove`, { reason: 'double' })).status).toBe(404);
    expect(await namesOf(reference)).toEqual(['a.pdf']);
  });

  test('in quarantine are shown loudly and given out to nobody', async () => {
    const reference = await registered(desk);
    await send(manager, reference, [['a.pdf', pdf]]);
    const id = await idOf(reference);
    await desk.register.database
      .updateTable('attachment')
      .set({ scan: 'infected', signature: 'Win.Test.EICAR_HDB-1', scanned_at: new Date() })
      .where('id', '=', id)
      .execute();
    const { text } = await manager.get(`/desk/complaints/${reference}`);
    expect(text.replaceAll('\u00a0', ' ')).toContain('En quarantaine : logiciel malveillant (Win.Test.EICAR_HDB-1)');
    expect(text).not.toContain(`href="${pathOf(reference)}/${id}"`);
    expect((await manager.get(`${pathOf(reference)}/${id}`)).status).toBe(403);
    expect((await manager.get(`${pathOf(reference)}/${id}/remove`)).text).toContain('value="quarantined" checked');
  });
});

describe('Files that are sent when the session has ended', () => {
  const ofThisSite = () => ({ Origin: desk.url, 'Sec-Fetch-Site': 'same-origin' });

  async function sentTooLate(reference: string, headers: Record<string, string>) {
    const form = new FormData();
    for (const [name, value] of Object.entries({ _csrf: 'of the session that ended', _by: manager.account }))
      form.append(name, value);
    form.append('files', new Blob([pdf]), 'a.pdf');
    return desk.send(pathOf(reference), { method: 'POST', redirect: 'manual', headers, body: form });
  }

  test('are not kept, not even in part: that is said before signing in, and afterwards where they are chosen', async () => {
    const reference = await registered(desk);
    const sent = await sentTooLate(reference, ofThisSite());
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/desk/sign-in']);
    const page = await desk.send('/desk/sign-in', { headers: { Cookie: cookieOf(sent) } });
    expect(page.text).toContain('les fichiers n’ont pas été joints');
    const { login, password } = manager;
    const entered = await desk.send('/desk/sign-in', {
      method: 'POST',
      redirect: 'manual',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Cookie: cookieOf(sent) },
      body: new URLSearchParams({ _csrf: tokenIn(page.text), login, password }).toString(),
    });
    expect(entered.headers.get('location')).toBe(pathOf(reference));
    const again = () => desk.send(pathOf(reference), { headers: { Cookie: cookieOf(entered) } });
    expect((await again()).text).toContain('Choisissez les fichiers encore une fois');
    expect((await again()).text).not.toContain('Choisissez les fichiers encore une fois');
    expect(await namesOf(reference)).toEqual([]);
    expect(
      await desk.register.database.selectFrom('attachment').select('id').where('reference', '=', reference).execute(),
    ).toEqual([]);
  });

  test('from a page of an earlier session are not kept either, and have to be chosen again', async () => {
    const reference = await registered(desk);
    const sent = await sentTooLate(reference, { Cookie: manager.cookie, ...ofThisSite() });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, pathOf(reference)]);
    expect((await manager.get(pathOf(reference))).text).toContain('Choisissez les fichiers encore une fois');
    expect(await namesOf(reference)).toEqual([]);
  });

  test('with more text than any form has keep none of it', async () => {
    const form = new FormData();
    for (let field = 0; field < 130; field += 1) form.append(`field-${field}`, 'Un texte que personne ne lira');
    const sent = await desk.send('/desk/complaints/new', {
      method: 'POST',
      redirect: 'manual',
      body: form,
      headers: ofThisSite(),
    });
    const page = await desk.send('/desk/sign-in', { headers: { Cookie: cookieOf(sent) } });
    expect([sent.status, page.text.includes('Ce que vous aviez écrit est conservé')]).toEqual([303, false]);
  });

  test('by another site lead nowhere', async () => {
    const reference = await registered(desk);
    const elsewhere = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' };
    expect((await sentTooLate(reference, { Cookie: manager.cookie, ...elsewhere })).status).toBe(403);
    const sent = await sentTooLate(reference, elsewhere);
    const page = await desk.send('/desk/sign-in', { headers: { Cookie: cookieOf(sent) } });
    expect(page.text).not.toContain('les fichiers n’ont pas été joints');
  });

  test('with text beside them lose themselves alone: the text is kept, to be sent after signing in', async () => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ _by: manager.account, reason: 'Un long récit avec « accents »' }))
      form.append(name, value);
    form.append('files', new Blob([pdf]), 'a.pdf');
    const asSent = { method: 'POST', redirect: 'manual' as const, body: form };
    const stranger = await desk.send('/desk/complaints/new', { ...asSent, headers: ofThisSite() });
    const page = await desk.send('/desk/sign-in', { headers: { Cookie: cookieOf(stranger) } });
    expect(page.text).toContain('Ce que vous aviez écrit est conservé');
    const headers = { Cookie: manager.cookie, ...ofThisSite() };
    const signedInAnew = await desk.send('/desk/complaints/new', { ...asSent, headers });
    expect(signedInAnew.headers.get('location')).toBe('/desk/kept-form');
    const kept = await manager.get('/desk/kept-form');
    expect(kept.text).toContain('Un long récit avec « accents »');
    expect(kept.text).toContain('Les fichiers joints, eux, sont à choisir de nouveau');
  });
});

test('the mediation file is one click from the complaint, as an archive and as a document', async () => {
  const reference = await registered(desk);
  const { text } = await manager.get(`/desk/complaints/${reference}`);
  for (const [ending, type] of [
    ['zip', 'application/zip'],
    ['pdf', 'application/pdf'],
  ]) {
    const path = `/desk/complaints/${reference}/mediation-file.${ending}`;
    expect(text).toContain(`href="${path}"`);
    const { status, headers } = await manager.get(path);
    expect([status, headers.get('content-type')]).toEqual([200, type]);
  }
});
