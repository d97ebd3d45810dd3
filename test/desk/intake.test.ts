import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Answer } from '../api/api-server.ts';
import { registered, token } from '../api/api-server.ts';
import { applyAccepted } from '../api/drive.ts';
import { pdf } from '../attachments/samples.ts';
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

/** Somebody else's, so that nothing is a duplicate of the letter above. */
const other = { ...letter, 'complainant.name': 'Sacha Essai', matter: 'un remboursement', policyNumber: '' };

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

  test('and say that the person has no policy number: it stays ticked while it waits, and is not asked for', async () => {
    const none = { ...letter, procedure: '123-courtage', policyNumber: '', noPolicyNumber: 'yes' };
    const missing = async (typed: Record<string, string>) =>
      (await manager.post('/desk/complaints/new/foreseen', typed)).text.includes('Numéro de contrat');
    expect([await missing(none), await missing({ ...none, noPolicyNumber: '' })]).toEqual([false, true]);
    const { headers } = await manager.post('/desk/complaints/new', { ...none, key, act: 'keep' });
    const waits = headers.get('location') ?? '';
    const page = await manager.get(waits);
    expect(page.text).toMatch(/name="noPolicyNumber" value="yes" checked/);
    expect(page.text).toContain('<dd>Pas de contrat, ou numéro inconnu du réclamant</dd>');
    const answer = await manager.post(waits, { ...none, key: keyIn(page), seen: seenIn(page), decision: 'register' });
    const registered = await complaint(referenceIn(answer));
    expect(registered.noPolicyNumber).toBe(true);
    expect(registered.missing.map(({ fact }: { fact: string }) => fact)).not.toContain('policy-number');
  });
});

describe('What was only said', () => {
  const call = { ...other, procedure: 'almena', channel: 'phone', sent: '' };
  const dutiesOf = async (reference: string) =>
    (await desk.register.database.selectFrom('duty').select('duty').where('reference', '=', reference).execute()).map(
      ({ duty }) => duty,
    );

  test('is taken, and asked to be confirmed in writing where the procedure may ask for it: a letter, one reminder', async () => {
    const answer = await manager.post('/desk/complaints/new', { ...call, spoken: 'confirm', key, act: 'register' });
    const reference = referenceIn(answer);
    expect([answer.status, (await complaint(reference)).oral]).toEqual([303, 'taken']);
    await applyAccepted(desk, reference);
    expect(await dutiesOf(reference)).toEqual(
      expect.arrayContaining(['acknowledgement', 'final-response', 'invitation-to-write']),
    );
    const { text } = await manager.post('/desk/complaints/new/foreseen', { ...call, spoken: 'confirm' });
    expect(text).toContain('une lettre demande une confirmation écrite');
  });

  test('is solved at once: recorded and closed, with how', async () => {
    const solved = { ...call, spoken: 'solved', solvedAtOnce: 'Erreur corrigée au téléphone.' };
    const answer = await manager.post('/desk/complaints/new', { ...solved, key, act: 'register' });
    expect(await complaint(referenceIn(answer))).toMatchObject({ solvedBy: 'Erreur corrigée au téléphone.' });
    expect(await dutiesOf(referenceIn(answer))).toEqual([]);
  });

  test('is taken as it is where nothing else is chosen', async () => {
    const answer = await manager.post('/desk/complaints/new', { ...call, spoken: 'usual', key, act: 'register' });
    await applyAccepted(desk, referenceIn(answer));
    expect(await dutiesOf(referenceIn(answer))).not.toContain('invitation-to-write');
  });

  test.each([
    ['solved, without saying how', { spoken: 'solved' }, 'f-solvedAtOnce'],
    ['not solved, and yet how', { spoken: 'usual', solvedAtOnce: 'Corrigée.' }, 'f-spoken'],
    ['a letter', { channel: 'letter', spoken: 'confirm' }, 'f-spoken'],
    ['a firm that takes a call like a letter', { procedure: '123-courtage', spoken: 'confirm' }, 'f-spoken'],
    ['a firm that invites to write', { procedure: 'alter-ego', spoken: 'confirm' }, 'f-spoken'],
    ['personal data, which need no writing', { kind: 'gdpr', spoken: 'confirm' }, 'f-spoken'],
  ])('is told where it makes no sense: %s', async (_what, change, field) => {
    const before = await count();
    const { status, text } = await manager.post('/desk/complaints/new', { ...call, ...change, key, act: 'register' });
    expect([status, await count()]).toEqual([422, before]);
    expect(text).toContain(`href="#${field}"`);
  });
});

describe('How somebody is addressed', () => {
  test.each([
    ['', 'none'],
    ['none', 'none'],
    ['madam', 'madam'],
  ])('is not guessed: %s', async (chosen, salutation) => {
    const answer = await manager.post('/desk/complaints/new', {
      ...other,
      'complainant.salutation': chosen,
      key,
      act: 'register',
    });
    expect((await complaint(referenceIn(answer))).complainant.salutation).toBe(salutation);
  });

  test('is a lawyer’s way where a lawyer writes and nothing else was chosen', async () => {
    const lawyer = { ...other, sender: 'lawyer', 'complainant.salutation': 'none', key, act: 'register' };
    const answer = await manager.post('/desk/complaints/new', lawyer);
    expect((await complaint(referenceIn(answer))).complainant.salutation).toBe('lawyer');
  });

  test('stands on the form as not said to begin with, and the time of receipt says by whose clock it is', async () => {
    const { text } = await manager.get('/desk/complaints/new');
    const salutation = /<select id="f-complainant-salutation"[^]*?<\/select>/.exec(text)?.[0] ?? '';
    expect(salutation).toMatch(/<option value="none"[^>]*>Non précisée/);
    expect(salutation).not.toContain('value="madam" selected');
    expect(text).toMatch(
      /for="f-receivedTime">À quelle heure \(facultatif\)<\/label>\s*<span class="hint"[^>]*>À l’heure du cabinet/,
    );
  });
});

describe('Another firm has other people and languages', () => {
  test('and the form’s lists follow it', async () => {
    const { text } = await manager.post(
      '/desk/complaints/new/firm',
      { ...letter, procedure: 'optimco', language: 'nl' },
      { 'HX-Request': 'true' },
    );
    expect(text).not.toContain('<html');
    for (const id of ['f-language-field', 'f-caseHandler-field', 'f-spoken-field', 'concerned-staff'])
      expect(text).toMatch(new RegExp(`id="${id}" hx-swap-oob="true"`));
    expect(text).toContain('<option value="nl" selected>');
    const staff = [...text.matchAll(/name="concernedStaff" value="([^"]+)"/g)].map(([, id]) => id);
    expect(staff).toEqual(desk.library.inForce('optimco')?.staff.map(({ id }) => id));
  });

  test('without JavaScript too, by the button that shows the dates', async () => {
    const { text } = await manager.post('/desk/complaints/new', { ...letter, procedure: 'optimco', key, act: 'show' });
    expect(text).toContain('<option value="nl"');
  });

  test('of firms alone for which one may register', async () => {
    const handler = await desk.signIn({ grants: [{ procedure: 'almena', role: 'case-handler' }] });
    const { text } = await handler.post('/desk/complaints/new/firm', { procedure: 'optimco' }, { 'HX-Request': 'true' });
    expect(text).not.toContain('name="concernedStaff"');
  });
});

describe('The scanned letter comes on the form itself', () => {
  const program = new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  type File = [name: string, content: Uint8Array | string];

  /** Sends the form as a browser does: its fields in their order, its files last. */
  async function send(fields: Record<string, string>, files: File[], token?: string, headers = {}): Promise<Answer> {
    const form = new FormData();
    const page = await manager.get('/desk/preferences');
    form.append('_csrf', token ?? /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '');
    for (const [name, value] of Object.entries({ ...other, key, act: 'register', ...fields })) form.append(name, value);
    for (const [name, content] of files) form.append('files', new Blob([content]), name);
    return desk.send('/desk/complaints/new', {
      method: 'POST',
      redirect: 'manual',
      headers: { Cookie: manager.cookie, ...headers },
      body: form,
    });
  }
  const filesOf = async (reference: string) => (await desk.get(`/api/complaints/${reference}/attachments`)).body.items;
  async function stored(): Promise<string[]> {
    const names: string[] = [];
    for await (const { name } of desk.storage.list()) names.push(name);
    return names.toSorted();
  }

  test('and is a file of the complaint, which opens as it was sent', async () => {
    const answer = await send({}, [['Lettre.pdf', pdf]]);
    expect(answer.status).toBe(303);
    const reference = referenceIn(answer);
    const [file, ...others] = await filesOf(reference);
    expect([file.name, file.type, others]).toEqual(['Lettre.pdf', 'pdf', []]);
    const page = await manager.get(`/desk/complaints/${reference}`);
    expect(page.text).toContain('est enregistrée, avec un fichier.');
    const bytes = await desk.send(`/desk/complaints/${reference}/attachments/${file.id}`, {
      headers: { Cookie: manager.cookie },
    });
    expect(bytes.text).toBe(new TextDecoder().decode(pdf));
  });

  test('and the form may have none: browsers then send an empty field', async () => {
    const answer = await send({}, []);
    expect(answer.status).toBe(303);
    expect(await filesOf(referenceIn(answer))).toEqual([]);
  });

  /** What a form that came back says of its files: those that wait with it, to be sent again without being chosen again. */
  const keptIn = (text: string) =>
    [...text.matchAll(/name="kept" value="([^"]+)"[\s\S]*?name="removeFile" value="([^"]+)"/g)].map(([, said = '', id = '']) => ({
      said,
      id,
    }));

  test.each<[string, Record<string, string>, File[], number, RegExp]>([
    ['a field is wrong', { 'complainant.name': '' }, [['Lettre.pdf', pdf]], 422, /Nom\s: remplissez ce champ/],
    [
      'one of the files is not taken',
      {},
      [
        ['Lettre.pdf', pdf],
        ['virus.exe', program],
      ],
      422,
      /virus[^:]*\u00a0: c’est un programme/,
    ],
    ['the dates are looked at first', { act: 'show' }, [['Lettre.pdf', pdf]], 200, /Ce qui suit/],
  ])('and waits with the form where %s: it need not be chosen again', async (_why, fields, files, status, words) => {
    const before = await count();
    const answer = await send(fields, files);
    expect([answer.status, await count()]).toEqual([status, before]);
    expect(answer.text).toMatch(words);
    expect(answer.text).toContain('Ma lettre est restée sans réponse.');
    const [kept, ...others] = keptIn(answer.text);
    expect([kept?.said.endsWith(' Lettre.pdf'), others]).toEqual([true, []]);
    const registered = await send({ kept: kept?.said ?? '' }, []);
    expect(registered.status).toBe(303);
    expect(await filesOf(referenceIn(registered))).toMatchObject([{ name: 'Lettre.pdf', addedBy: manager.login }]);
    // A second click on the same page is the same complaint.
    expect(referenceIn(await send({ kept: kept?.said ?? '' }, []))).toBe(referenceIn(registered));
  });

  test('and can be taken away again before', async () => {
    const shown = await send({ act: 'show' }, [['Lettre.pdf', pdf]]);
    const [kept] = keptIn(shown.text);
    const without = await send({ kept: kept?.said ?? '', removeFile: kept?.id ?? '', act: '' }, []);
    expect([without.status, keptIn(without.text)]).toEqual([200, []]);
    expect(await filesOf(referenceIn(await send({}, [])))).toEqual([]);
  });

  test('and is a file of the intake where it is only kept for later, and of the complaint that it becomes', async () => {
    const answer = await send({ act: 'keep' }, [['Lettre.pdf', pdf]]);
    expect(answer.status).toBe(303);
    const path = answer.headers.get('location') ?? '';
    const { text } = await manager.get(path);
    expect(text).toContain('Lettre.pdf');
    const id = path.split('/').at(-1);
    const { body } = await desk.post(`/api/intakes/${id}/decisions`, { decision: 'register' });
    expect(await filesOf(body.complaint)).toMatchObject([{ name: 'Lettre.pdf', addedBy: manager.login }]);
  });

  test('and of a form that is too old, or lay for more than a day, it has to be chosen again', async () => {
    const before = [await count(), await stored()];
    const old = await send({ key: 'x' }, [['Lettre.pdf', pdf]]);
    expect([old.status, /Ce formulaire était trop ancien/.test(old.text), /choisissez-les de nouveau/.test(old.text)]).toEqual([
      422,
      true,
      true,
    ]);
    expect([await count(), await stored()]).toEqual(before);
    const shown = await send({ act: 'show' }, [['Lettre.pdf', pdf]]);
    await desk.register.database.deleteFrom('keys.draft_key').execute();
    const late = await send({ kept: keptIn(shown.text)[0]?.said ?? '' }, []);
    expect([late.status, /choisissez-les de nouveau/.test(late.text)]).toEqual([422, true]);
    const again = await send({}, [['Lettre.pdf', pdf]]);
    expect(await filesOf(referenceIn(again))).toHaveLength(1);
  });

  test('and is kept once, however often the form is sent; another file with the same form is not lost silently', async () => {
    const all = await Promise.all([1, 2, 3].map(() => send({}, [['Lettre.pdf', pdf]])));
    const [reference = ''] = new Set(all.map(referenceIn));
    expect(new Set(all.map(referenceIn)).size).toBe(1);
    expect(await filesOf(reference)).toHaveLength(1);
    const changed = await send({}, [['Autre.pdf', pdf]]);
    expect([changed.status, changed.text.includes(reference)]).toEqual([422, true]);
    expect(await filesOf(reference)).toHaveLength(1);
  });

  test('and of a form of an earlier session nothing is read: its text is kept, to be sent again', async () => {
    const before = [await count(), await stored()];
    const sent = await send({}, [['Lettre.pdf', pdf]], 'x', { Origin: desk.url });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/desk/kept-form']);
    expect((await manager.get('/desk/kept-form')).text).toContain('Ma lettre est restée sans réponse.');
    expect((await send({}, [['Lettre.pdf', pdf]], 'x', { Origin: 'https://example.com' })).status).toBe(403);
    expect([await count(), await stored()]).toEqual(before);
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
    ['almena', '', /une confirmation écrite peut être demandée ensuite/],
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

describe('What came with an intake', () => {
  const intakeWith = async (files: [name: string, content: Uint8Array | string][]) => {
    const message = {
      from: { name: 'Dominique Exemple' },
      subject: 'Mes lunettes',
      text: 'Ci-joint.',
      files: ['facture.pdf', 'photos.zip'],
    };
    const { body } = await desk.post('/api/intakes', { source: 'mail', channel: 'e-mail', procedure: 'opticourtage', message });
    const form = new FormData();
    for (const [name, content] of files) form.append('files', new Blob([content]), name);
    const init = { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body: form };
    const added = await desk.send(`/api/intakes/${body.id}/files`, init);
    return { path: `/desk/intakes/${body.id}`, files: added.body.items as { id: string; name: string }[] };
  };
  const mail = 'From: dominique@example.org\r\nSubject: Mes lunettes\r\nDate: Fri, 13 Nov 2026 08:42:00 +0100\r\n\r\nBonjour\r\n';

  test('stands beneath its words, the mail itself among it, to be saved and never shown; what was not kept is named', async () => {
    const { path, files } = await intakeWith([
      ['facture.pdf', pdf],
      ['message.eml', mail],
    ]);
    const { text } = await manager.get(path);
    expect(text).toContain('Le message tel qu’il est arrivé');
    expect(text).toContain('Non analysé');
    expect(text.replace(/\s+/g, ' ')).toContain('non conservés : photos.zip');
    const answer = await manager.get(`${path}/files/${files[1]?.id}`);
    expect([answer.status, answer.text]).toEqual([200, mail]);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename=message\.eml/);
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
  });

  test('and is not given out where it is in quarantine', async () => {
    const { path, files } = await intakeWith([['facture.pdf', pdf]]);
    const id = files[0]?.id ?? '';
    const infected = { scan: 'infected' as const, signature: 'Test-Malware', scanned_at: new Date() };
    await desk.register.database.updateTable('waiting_file').set(infected).where('id', '=', id).execute();
    const { text } = await manager.get(path);
    expect(text).toContain('En quarantaine');
    expect(text).not.toContain(`files/${id}`);
    expect((await manager.get(`${path}/files/${id}`)).status).toBe(403);
  });

  test('more can be added while it waits; what cannot be taken is told, and the rest is kept', async () => {
    const { path } = await intakeWith([]);
    const send = async (files: [string, Uint8Array | string][]) => {
      const form = new FormData();
      const page = await manager.get('/desk/preferences');
      form.append('_csrf', /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '');
      for (const [name, content] of files) form.append('files', new Blob([content]), name);
      const init = { method: 'POST', redirect: 'manual', headers: { Cookie: manager.cookie }, body: form } as const;
      return desk.send(`${path}/files`, init);
    };
    expect((await send([['scan.pdf', pdf]])).status).toBe(303);
    const some = await send([
      ['autre.txt', 'Deux pages'],
      ['page.html', '<p>x</p>'],
    ]);
    expect(some.status).toBe(422);
    expect(some.text).toContain('c’est une page web');
    expect((await manager.get(path)).text).toMatch(/scan\.pdf[\s\S]*autre\.txt/);
    expect((await send([])).status).toBe(422);
  });

  test('nobody of another firm gets it', async () => {
    const { path, files } = await intakeWith([['facture.pdf', pdf]]);
    const other = await desk.signIn({ grants: [{ procedure: 'almena', role: 'complaints-manager' }] });
    expect((await other.get(`${path}/files/${files[0]?.id}`)).status).toBe(404);
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
