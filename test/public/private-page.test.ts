import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { type Act, acts } from '../../api/private-page/acts.ts';
import { newFormKey, readFormKey } from '../../api/private-page/form-key.ts';
import { Attachments } from '../../attachments/attachments.ts';
import { usualLimits } from '../../attachments/limits.ts';
import { loadProcedures } from '../../procedures/load-procedures.ts';
import { countTry } from '../../register/accounts/tries.ts';
import { listAttachments } from '../../register/attachments.ts';
import { giveToComplaint } from '../../register/intakes/course.ts';
import { keepIntake } from '../../register/intakes/intakes.ts';
import { textsOfMessages } from '../../register/message-texts.ts';
import { complaintOfToken, openedPage, revokePrivatePage } from '../../register/private-pages.ts';
import { privateTokenOf } from '../../register/private-tokens.ts';
import { ProcedureLibrary } from '../../register/procedure-library.ts';
import { unreadOf } from '../../register/unread.ts';
import { applyAccepted } from '../api/drive.ts';
import { inParts } from '../attachments/streams.ts';
import { startChromium } from '../desk/chromium.ts';
import { startDesk } from '../desk/desk-server.ts';
import { seedComplaints, seedNow } from '../desk/seed.ts';
import { seeded } from '../desk/seeded.ts';
import { outsideProgram } from '../helpers/programs.ts';
import { browsing } from './public-server.ts';
import { seededPrivate } from './seeded-private.ts';
import { faultsSeen, publicWindow } from './seen.ts';
import { hiddenIn, plain } from './sending.ts';

const desk = await startDesk();
const api = { ...desk, browse: () => browsing(desk) };
const { database } = api.register;
const wanted = ['final answer late', 'rejected in Dutch', 'treated a second time'];
// One that no test changes, to be looked at.
const untouched = seededPrivate.filter(({ name }) => name === 'offer stands').map((one) => ({ ...one, name: 'untouched offer' }));
const references = await seedComplaints(api, [
  ...seeded.filter(({ name }) => wanted.includes(name)),
  ...seededPrivate,
  ...untouched,
]);
const program = outsideProgram('Chromium');
const browser = program === undefined ? undefined : await startChromium(program);
afterAll(async () => {
  await browser?.close();
  await api.close();
});
beforeEach(() => api.setClock(seedNow));

function named(name: string): string {
  const reference = references.get(name);
  if (reference === undefined) throw new Error(`no complaint '${name}'`);
  return reference;
}

const library = new ProcedureLibrary(api.register, await loadProcedures());
const pageOf = async (reference: string) => `/c/${await privateTokenOf(database, reference)}`;
const seenOf = async (name: string) => plain((await api.browse().get(await pageOf(named(name)))).text);

/** A complaint of its own, for a test that changes it. */
async function fresh(changes: Record<string, unknown> = {}): Promise<string> {
  const body = { ...seededPrivate[0]?.body, ...changes };
  const { status, text, body: answer } = await api.post('/api/complaints', body);
  if (status !== 201) throw new Error(text);
  return answer.reference as string;
}

/** Makes the complaint one that staff registered from a mail, which came with itself as a file. */
async function registeredFromMail(reference: string, address: string): Promise<void> {
  const attachments = new Attachments({ register: api.register, storage: api.storage, limits: usualLimits });
  const given = { name: 'message.eml', content: inParts(Buffer.from('From: x\r\n\r\nBonjour'), 8), type: 'eml' } as const;
  const taken = await attachments.takeWaiting(given, attachments.roomOfNew());
  if (!('file' in taken)) throw new Error(taken.refused);
  const message = { from: { address }, text: 'Bonjour' };
  const mail = {
    source: 'mail',
    channel: 'e-mail',
    receivedAt: seedNow,
    message,
    files: [taken.file],
    actor: 'mailbox',
  } as const;
  await database.transaction().execute(async (queries) => {
    const { id: intake } = await keepIntake(queries, mail, seedNow);
    await giveToComplaint(queries, { intake, actor: 'x', now: seedNow }, { as: 'registered', reference });
  });
}

async function storedFiles(): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of api.storage.list()) names.push(name);
  return names.toSorted();
}

async function isWaitedForALock(): Promise<boolean> {
  const { rows } = await sql`
    select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(database);
  return rows.length > 0;
}

/** Opens an act's page and sends it with a text. */
async function act(reference: string, name: string, text?: string, files?: { name: string; content: string }[]) {
  const browse = api.browse();
  const path = `${await pageOf(reference)}/${name}`;
  const form = { ...hiddenIn(await browse.get(path)), ...(text === undefined ? {} : { text }) };
  return { answer: files ? await browse.upload(path, form, files) : await browse.post(path, form), form, path };
}

async function received(reference: string) {
  const rows = await database
    .selectFrom('message')
    .select(['id', 'body', 'actor'])
    .where('reference', '=', reference)
    .where('signal', '=', 'receive')
    .where('actor', '=', 'complainant')
    .orderBy('position')
    .execute();
  const texts = await textsOfMessages(database, reference);
  return rows.map(({ id, body }) => ({ what: body['what'], text: texts.get(id)?.text }));
}

describe('The private page', () => {
  test('says where the complaint stands, what comes next and by when, who is in charge, and what was written', async () => {
    const said = await seenOf('new today');
    expect(said).toContain('Nous avons reçu votre réclamation');
    expect(said).toMatch(/OPTICOURTAGE vous envoie un accusé de réception au plus tard le samedi 28 novembre 2026/);
    expect(said).toMatch(/Le service clients , chargé du suivi des réclamations/);
    expect(said).toContain('Mes lunettes ne sont toujours pas remboursées');
  });

  test('admits that the answer is late, apologises, gives the new date, and opens the way to the mediator', async () => {
    const said = await seenOf('final answer late');
    expect(said).toContain(
      'Nous aurions dû vous répondre au plus tard le mardi 10 novembre 2026. Nous vous présentons nos excuses.',
    );
    expect(said).toContain('Nouvelle date : au plus tard le jeudi 10 décembre 2026.');
    expect(said).toContain('vous pouvez dès maintenant vous adresser au médiateur');
    expect(said).toContain('La Médiation de l’Assurance');
  });

  test('is in the complaint’s language, until another is chosen, and counts nothing down in Belgium', async () => {
    const browse = api.browse();
    const page = await pageOf(named('rejected in Dutch'));
    const dutch = await browse.get(page);
    expect(dutch.text).toContain('<html lang="nl"');
    expect(plain(dutch.text)).toContain('U kunt er op elk moment terecht. Dat is gratis. De Ombudsman van de Verzekeringen');
    expect((await browse.get(`${page}?language=fr`)).text).toContain('<html lang="fr"');
    expect((await browse.get(`${page}/disagree`)).text).toContain('<html lang="fr"');
  });

  test('stays with nobody: neither kept, nor found, nor named to another site, nor changed by being opened', async () => {
    const page = await pageOf(named('new today'));
    const rows = () => database.selectFrom('journal').select('number').where('reference', '=', named('new today')).execute();
    const before = (await rows()).length;
    for (const path of ['', '/add', '/ask', '/withdraw', '/accept', '/disagree', '/write']) {
      const { status, headers } = await api.browse().get(page + path);
      expect([path, status]).toEqual([path, 200]);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-robots-tag')).toContain('noindex');
    }
    expect((await rows()).length).toBe(before);
    expect(api.logged()).not.toContain(page);
  });

  test('shows the letters that have left, and gives them as page and as PDF in a sandbox; of others and of the insurer’s none', async () => {
    const reference = named('treated a second time');
    const page = await pageOf(reference);
    const { text } = await api.browse().get(page);
    const [letter] = [...text.matchAll(/href="(\/c\/[a-z0-9]+\/letters\/[0-9a-f-]+)"/g)].map((found) => found[1] ?? '');
    const html = await api.browse().get(`${letter}.html`);
    expect(html.headers.get('content-security-policy')).toMatch(
      /^default-src 'none';.*sandbox allow-popups allow-popups-to-escape-sandbox$/,
    );
    const pdf = await api.browse().get(`${letter}.pdf`);
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const theirs = await database
      .selectFrom('letter')
      .select('id')
      .where('reference', '=', reference)
      .where('recipient', '!=', 'complainant')
      .execute();
    expect(theirs.length).toBeGreaterThan(0);
    for (const { id } of theirs) expect((await api.browse().get(`${page}/letters/${id}.html`)).status).toBe(404);
    const another = await pageOf(named('new today'));
    expect((await api.browse().get(letter?.replace(page, another) ?? '')).status).toBe(404);
  });
});

/** How many queries it takes to find out what a token opens. */
async function queriesToOpen(token: string): Promise<{ queries: number; reference: string | undefined }> {
  let queries = 0;
  const counting = database.withPlugin({
    transformQuery({ node }) {
      queries += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const found = await openedPage({ register: { ...api.register, database: counting }, library }, token);
  return { queries, reference: found?.reference };
}

describe('Nothing', () => {
  test('is behind a token that was never given, was revoked, has had its time, or is of somebody erased: the answer is the same', async () => {
    const page = async (token: string) => {
      const { status, text, headers } = await api.browse().get(`/c/${token}`);
      return { status, text: text.replaceAll(token, ''), cache: headers.get('cache-control') };
    };
    const revoked = await fresh();
    const revokedToken = await privateTokenOf(database, revoked);
    await database.transaction().execute((queries) => revokePrivatePage(queries, { reference: revoked, actor: 'x' }, seedNow));
    const erased = await fresh();
    const erasedToken = await privateTokenOf(database, erased);
    await database.deleteFrom('keys.complaint_key').where('reference', '=', erased).execute();
    const journalist = await fresh({ sender: 'journalist' });
    const offer = await privateTokenOf(database, named('offer stands'));
    const unknown = await page('abcdefghijklmnopqrstuvwxyz');
    expect(unknown.status).toBe(404);
    expect(await page(revokedToken)).toEqual(unknown);
    expect(await page(erasedToken)).toEqual(unknown);
    expect(await page(await privateTokenOf(database, journalist))).toEqual(unknown);
    api.setClock('2027-10-05T21:59:00Z');
    expect((await page(offer)).status).toBe(200);
    api.setClock('2027-10-05T22:01:00Z');
    expect(await page(offer)).toEqual(unknown);
    const open = await privateTokenOf(database, revoked);
    expect((await page(open)).status).toBe(200);
    // Nor does the number of queries say which it was.
    const tokens = ['abcdefghijklmnopqrstuvwxyz', revokedToken, erasedToken, offer, open];
    const taken = await Promise.all(tokens.map(queriesToOpen));
    expect(taken).toEqual([...Array(4).fill({ queries: 1, reference: undefined }), { queries: 1, reference: revoked }]);
  });

  test.each(['/c', '/c/', '/c/%00', '/c/%E0%A4%A', '/c/a/letters/b.html', '/c/a/b/c', `/c/${'x'.repeat(300)}`])(
    'is at %s, which is said on a page',
    async (path) => {
      const { status, headers, text } = await api.browse().get(path);
      expect([status === 400 || status === 404, headers.get('content-type')]).toEqual([true, 'text/html; charset=utf-8']);
      expect(text).toContain('<h1>');
    },
  );

  test('is left of a link once another representative is named; the next letter has another', async () => {
    const representative = { name: 'Maître Modèle', salutation: 'lawyer', email: 'modele@example.org', mandate: 'recorded' };
    const reference = await fresh({ sender: 'lawyer', representative });
    const first = await privateTokenOf(database, reference);
    const named = { decision: 'name-representative', representative: { ...representative, name: 'Maître Essai' } };
    expect((await api.post(`/api/complaints/${reference}/decisions`, named)).status).toBe(202);
    await applyAccepted(api, reference);
    expect(await complaintOfToken(database, first)).toBeUndefined();
    expect(await complaintOfToken(database, await privateTokenOf(database, reference))).toBe(reference);
  });
});

describe('What somebody sends from their page', () => {
  test('joins the complaint with its files, is unread at the desk, and stands on the page', async () => {
    const reference = await fresh();
    const { answer } = await act(reference, 'add', 'Voici la facture.', [{ name: 'facture.txt', content: 'Facture 4711' }]);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${await pageOf(reference)}?sent=add`]);
    expect(await received(reference)).toEqual([{ what: 'information', text: 'Voici la facture.' }]);
    expect((await listAttachments(database, reference)).map(({ name, addedBy }) => [name, addedBy])).toEqual([
      ['facture.txt', 'complainant'],
    ]);
    expect(await unreadOf(database, reference)).toHaveLength(1);
    const { text } = await api.browse().get(answer.headers.get('location') ?? '');
    expect(plain(text)).toMatch(/Votre message est bien arrivé Reçu le mar. 17 nov. 2026, 10:20/);
    const file = /href="(\/c\/[^"]+\/files\/[^"]+)"/.exec(text)?.[1] ?? '';
    const given = await api.browse().get(file);
    expect([given.text, given.headers.get('content-disposition')]).toEqual(['Facture 4711', 'attachment; filename=facture.txt']);
    const another = await pageOf(named('new today'));
    expect((await api.browse().get(file.replace(await pageOf(reference), another))).status).toBe(404);
  });

  test.each([
    ['their own mail', 'Dominique@example.org', ['message.eml']],
    ['a mail that an insurer or staff forwarded', 'sinistres@example.com', []],
  ])('shows of the complaint that came by mail the files of %s alone', async (_what, address, shown) => {
    const reference = await fresh();
    await registeredFromMail(reference, address);
    expect((await listAttachments(database, reference)).map(({ name }) => name)).toEqual(['message.eml']);
    const page = await pageOf(reference);
    const { text } = await api.browse().get(page);
    expect([...text.matchAll(/message\.eml/g)].length > 0).toBe(shown.length > 0);
    const [file] = await listAttachments(database, reference);
    expect((await api.browse().get(`${page}/files/${file?.id}`)).status).toBe(shown.length > 0 ? 200 : 404);
  });

  test('is taken no more once the link has been revoked, even where it was on its way', async () => {
    const reference = await fresh();
    const path = `${await pageOf(reference)}/withdraw`;
    const form = hiddenIn(await api.browse().get(path));
    let sending: ReturnType<ReturnType<typeof api.browse>['post']> | undefined;
    await database.transaction().execute(async (queries) => {
      await revokePrivatePage(queries, { reference, actor: 'x' }, seedNow);
      sending = api.browse().post(path, form);
      while (!(await isWaitedForALock())) await new Promise((resolve) => setTimeout(resolve, 5));
    });
    expect((await sending)?.status).toBe(404);
    expect(await received(reference)).toEqual([]);
  });

  test('is shown again with its text and status 500 after a fault that nobody foresaw, and nothing of its files is left', async () => {
    const reference = await fresh();
    const path = `${await pageOf(reference)}/add`;
    const form = { ...hiddenIn(await api.browse().get(path)), text: 'Voici la facture.' };
    const before = await storedFiles();
    await sql`alter table idempotency_key rename to idempotency_key_away`.execute(database);
    const answer = await api.browse().upload(path, form, [{ name: 'facture.txt', content: 'Facture 4711' }]);
    await sql`alter table idempotency_key_away rename to idempotency_key`.execute(database);
    expect([answer.status, answer.text.includes('Voici la facture.')]).toEqual([500, true]);
    expect(await storedFiles()).toEqual(before);
    expect(await received(reference)).toEqual([]);
  });

  test.each([
    ['ask', 'enquiry', 'Où en êtes-vous ?'],
    ['withdraw', 'withdrawal', 'Tout est réglé.'],
  ])('to %s comes in as %s, once however often it is sent', async (name, what, text) => {
    const reference = await fresh();
    const { answer, form, path } = await act(reference, name, text);
    expect(answer.status).toBe(303);
    const again = await Promise.all([api.browse().post(path, form), api.browse().post(path, form)]);
    expect(again.map(({ status }) => status)).toEqual([303, 303]);
    expect(await received(reference)).toEqual([{ what, text }]);
  });

  test('pressed twice at one moment is one message', async () => {
    const reference = await fresh();
    const browse = api.browse();
    const path = `${await pageOf(reference)}/add`;
    const form = { ...hiddenIn(await browse.get(path)), text: 'Une fois.' };
    const answers = await Promise.all([1, 2, 3].map(() => browse.post(path, form)));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(await received(reference)).toHaveLength(1);
  });

  test('with another text under the same form is kept before the eyes, to be sent as another message', async () => {
    const reference = await fresh();
    const { form, path } = await act(reference, 'add', 'Le premier texte.');
    const other = await api.browse().post(path, { ...form, text: 'Le second texte.' });
    expect(other.status).toBe(409);
    expect(other.text).toContain('Le second texte.');
    expect(plain(other.text)).toContain('Votre premier envoi est bien arrivé.');
    expect((await api.browse().post(path, { ...hiddenIn(other), text: 'Le second texte.' })).status).toBe(303);
    expect(await received(reference)).toHaveLength(2);
  });

  test('accepts an offer as long as it stands: its terms are repeated, and it is accepted once', async () => {
    const reference = named('offer stands');
    const page = await pageOf(reference);
    api.setClock('2026-12-05T10:00:00+01:00');
    expect(plain((await api.browse().get(page)).text)).toContain('Notre offre n’est plus valable');
    api.setClock('2026-12-04T22:00:00+01:00');
    const terms = await api.browse().get(`${page}/accept`);
    expect(plain(terms.text)).toMatch(/200,00 € Nous vous versons 200 euros par virement/);
    api.setClock('2026-12-05T00:01:00+01:00');
    const late = await api.browse().post(`${page}/accept`, hiddenIn(terms));
    expect([late.status, await received(reference)]).toEqual([409, []]);
    api.setClock('2026-12-04T22:00:00+01:00');
    expect((await api.browse().post(`${page}/accept`, hiddenIn(terms))).status).toBe(303);
    expect(await received(reference)).toEqual([{ what: 'offer-accepted', text: undefined }]);
    expect(plain((await api.browse().get(page)).text)).toContain('Vous avez accepté notre offre');
  });

  test('accepts the offer that it was shown and no other: the one that stands is shown, to be accepted itself', async () => {
    const reference = named('something is asked for');
    const subject = { reference, act: 'accept', decision: 'one decision' } as const;
    const key = await newFormKey(database, subject);
    expect(await readFormKey(database, subject, key)).toBe(key.slice(0, 36));
    expect(await readFormKey(database, { ...subject, decision: 'another' }, key)).toBeUndefined();
    const ofAnother = await newFormKey(database, { ...subject, reference: named('offer stands') });
    const page = await pageOf(named('offer stands'));
    const before = await received(named('offer stands'));
    const { status, text } = await api.browse().post(`${page}/accept`, { key: ofAnother, shown: 'fr' });
    expect([status, plain(text).includes('rien n’est encore parti')]).toEqual([422, true]);
    expect(await received(named('offer stands'))).toEqual(before);
  });

  test('disagrees after closure too, with the details of whom to turn to', async () => {
    const reference = named('rejected in Dutch');
    const page = await pageOf(reference);
    expect(plain((await api.browse().get(`${page}/disagree`)).text)).toContain('De Ombudsman van de Verzekeringen');
    const { answer } = await act(reference, 'disagree', 'Ik ga niet akkoord.');
    expect(answer.status).toBe(303);
    expect(await received(reference)).toEqual([{ what: 'disagreement', text: 'Ik ga niet akkoord.' }]);
    expect((await api.browse().get(page)).text).not.toContain('/disagree"');
  });

  test('writes down what was only spoken', async () => {
    const spoken = { channel: 'phone', oral: 'invited-to-write' };
    const reference = await fresh({ ...spoken, procedure: 'alter-ego', caseHandler: undefined, oral: undefined });
    const { answer } = await act(reference, 'write', 'Je me plains de l’attente.');
    expect([answer.status, await received(reference)]).toEqual([
      303,
      [{ what: 'written-complaint', text: 'Je me plains de l’attente.' }],
    ]);
  });

  test('is shown again with what is wrong: nothing written, too long, a form that this page did not give out', async () => {
    const reference = await fresh();
    const empty = await act(reference, 'add', '   ');
    expect([empty.answer.status, plain(empty.answer.text).includes('Écrivez un message, ou joignez un document.')]).toEqual([
      422,
      true,
    ]);
    const long = await act(reference, 'add', 'x'.repeat(20_001));
    expect([long.answer.status, long.answer.text.includes('x'.repeat(20_001))]).toEqual([422, true]);
    const forged = await api.browse().post(empty.path, { ...empty.form, text: 'Bonjour', key: 'x' });
    expect([forged.status, forged.text.includes('Bonjour')]).toEqual([422, true]);
    const other = await fresh();
    const foreign = await api.browse().post(`${await pageOf(other)}/add`, { ...empty.form, text: 'Bonjour' });
    expect(foreign.status).toBe(422);
    expect(await received(reference)).toEqual([]);
  });

  test('arrives without a file that cannot be taken, and says which and why; a file alone that cannot is not sent', async () => {
    const reference = await fresh();
    const files = [
      { name: 'note.txt', content: 'Bonjour' },
      { name: 'vide.txt', content: '' },
    ];
    const { answer } = await act(reference, 'add', 'Voici.', files);
    expect(answer.status).toBe(200);
    expect(plain(answer.text)).toMatch(/Votre message est bien arrivé, mais sans eux : « vide.txt » est vide/);
    expect((await listAttachments(database, reference)).map(({ name }) => name)).toEqual(['note.txt']);
    const alone = await act(reference, 'add', '', [{ name: 'vide.txt', content: '' }]);
    expect([alone.answer.status, plain(alone.answer.text).includes('« vide.txt » est vide')]).toEqual([422, true]);
    expect(await received(reference)).toHaveLength(1);
  });

  test('keeps its text when the language is changed, and sends nothing', async () => {
    const reference = await fresh();
    const { form, path } = await act(reference, 'add', '');
    const english = await api.browse().post(path, { ...form, text: 'Mon texte', language: 'en' });
    expect(english.text).toContain('Mon texte');
    expect(english.text).toContain('<html lang="en"');
    expect(await received(reference)).toEqual([]);
  });

  test('is stopped for a while after twenty messages in an hour, its text kept', async () => {
    const reference = await fresh();
    for (let count = 0; count < 19; count += 1) await countTry(api.register, 'private page message to', reference, 3_600);
    expect((await act(reference, 'add', 'Le vingtième')).answer.status).toBe(303);
    const { answer } = await act(reference, 'add', 'Un de trop');
    expect([answer.status, answer.text.includes('Un de trop')]).toEqual([429, true]);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await received(reference)).toEqual([{ what: 'information', text: 'Le vingtième' }]);
  });

  test('comes from this site alone', async () => {
    const reference = await fresh();
    const path = `${await pageOf(reference)}/withdraw`;
    const form = hiddenIn(await api.browse().get(path));
    expect((await api.browse().post(path, form, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(await received(reference)).toEqual([]);
  });
});

describe('At the desk', () => {
  test('whoever decides sees the link and revokes it, which the journal says; whoever only reads sees neither', async () => {
    const reference = await fresh();
    const path = `/desk/complaints/${reference}`;
    const link = `http://localhost:3000${await pageOf(reference)}`;
    const manager = await desk.signIn();
    expect((await manager.get(path)).text).toContain(`value="${link}"`);
    const reader = await desk.signIn({ grants: [{ procedure: '*', role: 'compliance' }] });
    expect((await reader.get(path)).text).not.toContain(link);
    expect((await reader.post(`${path}/private-page/revoke`)).status).toBe(403);
    expect((await manager.post(`${path}/private-page/revoke`)).status).toBe(303);
    const { text } = await manager.get(path);
    expect(plain(text)).toContain('Lien de la page privée révoqué');
    expect(plain(text)).toContain('Révoqué une fois.');
    expect(text).toContain(`value="http://localhost:3000${await pageOf(reference)}"`);
    expect(`http://localhost:3000${await pageOf(reference)}`).not.toBe(link);
    expect((await api.browse().get(new URL(link).pathname)).status).toBe(404);
  });

  test('the API tells the same and revokes it too, once by one key', async () => {
    const reference = await fresh();
    const path = `/api/complaints/${reference}/private-page`;
    const before = (await api.get(path)).body;
    expect(before).toEqual({ state: 'open', revoked: 0, link: `http://localhost:3000${await pageOf(reference)}` });
    const key = { 'Idempotency-Key': 'once' };
    const revoke = () => api.post(`${path}/revoked`, {}, key);
    for (const { status, body } of [await revoke(), await revoke()]) {
      expect([status, body.revoked, body.link === before.link]).toEqual([200, 1, false]);
    }
    const answered = (await api.get(`/api/complaints/${named('offer stands')}/private-page`)).body;
    expect(answered).toMatchObject({ state: 'open-until', until: '2027-10-05' });
  });
});

if (!browser) test.skip('the page in a real browser (skipped: no Chromium here)', () => undefined);
else {
  const late = () => pageOf(named('final answer late'));
  const offer = () => pageOf(named('untouched offer'));
  /** Where each act is offered. */
  const offered: Record<Act, () => Promise<string>> = {
    add: late,
    withdraw: late,
    disagree: offer,
    accept: offer,
    ask: () => pageOf(named('new today')),
    write: async () => pageOf(await fresh({ procedure: 'alter-ego', channel: 'phone', caseHandler: undefined })),
  };
  const seen: [language: string, sight: { width: number; dark: boolean }, acts: Act[]][] = [
    ['nl', { width: 390, dark: true }, ['add', 'withdraw']],
    ['fr', { width: 1280, dark: false }, ['disagree']],
    ['en', { width: 390, dark: false }, ['accept', 'ask', 'write']],
  ];

  test('In a browser, each act’s page is looked at in some language', () => {
    expect(seen.flatMap(([, , each]) => each).toSorted()).toEqual(acts.toSorted());
  });

  test.each(seen)('In a browser, in %s, every page has nothing wrong', async (language, sight, each) => {
    const watched = await publicWindow(browser, api.url, sight);
    const { page } = watched;
    const found: Record<string, string[]> = {};
    const see = async (path: string) => {
      await page.goto(path);
      found[path] = await faultsSeen(watched);
    };
    const first = language === 'en' ? await offered.accept() : await late();
    await see(`${first}?language=${language}`);
    for (const act of each) {
      await see(`${await offered[act]()}/${act}`);
      expect([await page.locator('form#act').count(), await page.getAttribute('html', 'lang')]).toEqual([1, language]);
    }
    if (language === 'nl') {
      await see(await pageOf(named('something is asked for')));
      // One that is not offered.
      await see(`${await late()}/accept`);
    }
    if (language === 'fr') {
      await see(await pageOf(named('treated a second time')));
      await see('/c/nobody');
      await page.goto(await late());
      await page.click('.letters a');
      // What axe-core asks of the frame never reaches it: it is sandboxed.
      found['letter'] = (await faultsSeen(watched)).filter((fault) => !fault.includes("'postMessage'"));
    }
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, []])));
    await page.context().close();
  });

  test('Without JavaScript, on 320 pixels: a message with a file is sent, by two quick clicks, once', async () => {
    const reference = await fresh();
    const { page, faults } = await publicWindow(browser, api.url, { width: 320, javaScript: false });
    await page.goto(await pageOf(reference));
    await page.click('.acts a[href$="/add"]');
    await page.fill('#text', 'Une photo du courrier.');
    await page.setInputFiles('#files', [{ name: 'courrier.txt', mimeType: 'text/plain', buffer: Buffer.from('Courrier') }]);
    await page.dblclick('main button.primary');
    expect(await page.textContent('.notice.good')).toContain('Votre message est bien arrivé');
    expect(await page.textContent('.files[aria-labelledby="files"]')).toContain('courrier.txt');
    expect([await received(reference), faults]).toEqual([[{ what: 'information', text: 'Une photo du courrier.' }], []]);
    await page.context().close();
  });
}

test('What was asked for is awaited no more once staff have completed the file', async () => {
  const reference = named('something is asked for');
  const awaited = 'Nous attendons une information de votre part';
  expect(await seenOf('something is asked for')).toContain(awaited);
  const completed = { decision: 'complete-file', fields: { claimNumber: 'S-4711' } };
  expect((await api.post(`/api/complaints/${reference}/decisions`, completed)).status).toBe(202);
  await applyAccepted(api, reference);
  expect(await seenOf('something is asked for')).not.toContain(awaited);
});
