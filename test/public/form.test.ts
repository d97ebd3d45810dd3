import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sentView } from '../../api/form/sent-view.ts';
import { loadProcedures } from '../../procedures/load-procedures.ts';
import { complaintOfToken } from '../../register/private-pages.ts';
import { actor, token as apiToken } from '../api/api-server.ts';
import { answers } from './filled-in.ts';
import { type Browsing, type PublicUnderTest, startPublic } from './public-server.ts';
import { fillInForm, hiddenIn, plain, send, titleOf, toCheck, tokenIn } from './sending.ts';

let api: PublicUnderTest;
const start = Date.parse('2026-11-17T09:30:00+01:00');
const rates = {
  posts: { what: 'form post from', most: 10_000, within: 600 },
  files: { what: 'form with files from', most: 10_000, within: 600 },
  sent: { what: 'complaint from', most: 10_000, within: 600 },
  perMailbox: { what: 'complaint for', most: 10_000, within: 600 },
};

beforeAll(async () => {
  api = await startPublic({ formRates: rates });
});
afterAll(() => api.close());
beforeEach(() => api.setClock(start));

/** Ten minutes later: so long somebody takes to fill it in. */
const later = () => api.setClock(start + 600_000);

async function sentBy(browse: Browsing, changes: Record<string, string> = {}, firm = 'opticourtage'): Promise<string> {
  const check = await toCheck(browse, changes, { firm });
  later();
  const sent = await browse.follow(await send(browse, check, firm));
  const reference = /class="reference">([A-Z]{3}-\d{4}-\d{6})</.exec(sent.text)?.[1];
  if (reference === undefined) throw new Error(plain(sent.text).slice(0, 500));
  return reference;
}

async function complaint(reference: string) {
  return (await api.get(`/api/complaints/${reference}`)).body;
}

async function senderOf(reference: string) {
  const { database } = api.register;
  return database.selectFrom('complaint').select(['sender', 'capacity']).where('reference', '=', reference).executeTakeFirst();
}

async function counted(table: 'complaint' | 'intake' | 'form_draft' | 'waiting_file') {
  const { rows } = await api.register.database
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow();
  return Number(rows);
}

describe('The first page', () => {
  test('is in the firm’s first language, whatever the browser asks for, and says by when somebody who writes today is answered', async () => {
    const { status, text, headers } = await api.browse().get('/opticourtage/complaint', { 'Accept-Language': 'en' });
    expect(status).toBe(200);
    expect(text).toContain('<html lang="fr"');
    expect(plain(text)).toMatch(/aujourd’hui, mardi 17 novembre 2026/);
    expect(plain(text)).toMatch(/Accusé de réception au plus tard le samedi 28 novembre 2026/);
    expect(plain(text)).toMatch(/Notre réponse au plus tard le dimanche 17 janvier 2027/);
    expect(plain(text)).toMatch(/données personnelles au plus tard le jeudi 17 décembre 2026/);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('speaks the three languages, and remembers which was chosen', async () => {
    const browse = api.browse();
    expect((await browse.get('/opticourtage/complaint?language=nl')).text).toContain('Een klacht indienen');
    expect((await browse.get('/opticourtage/complaint/form')).text).toContain('Wat is er gebeurd?');
    expect((await api.browse().get('/alter-ego/complaint?language=en')).text).toContain('Make a complaint');
  });

  test.each([
    ['nl', 'schrijft zijn brieven in het Frans of het Engels'],
    ['en', undefined],
    ['fr', undefined],
  ])('in %s says in which languages the firm writes, where that is another', async (language, said) => {
    for (const page of ['', '/form']) {
      const { text } = await api.browse().get(`/opticourtage/complaint${page}?language=${language}`);
      if (said === undefined) expect(text).not.toContain('class="notice info"');
      else expect(text).toContain(said);
    }
  });

  test.each(['optimco', 'almena', '123-courtage'])('of %s, whose text names no form, says how to complain', async (firm) => {
    const { status, text } = await api.browse().get(`/${firm}/complaint`);
    expect(status).toBe(404);
    expect(text).toMatch(/Par e-mail|Per e-mail/);
    expect(text).not.toContain('<form id="complaint"');
    expect((await api.browse().upload(`/${firm}/complaint/form`, answers)).status).toBe(404);
  });

  test('of nobody is not there', async () => {
    const { status, text } = await api.browse().get('/nobody/complaint');
    expect([status, plain(text).includes('Cette page n’existe pas')]).toEqual([404, true]);
  });
});

describe('What is sent', () => {
  test('is a complaint with every answer and every file, received now and written today', async () => {
    const browse = api.browse();
    const files = [{ name: 'refus.txt', content: 'Votre plafond est atteint.', type: 'text/plain' }];
    const check = await toCheck(
      browse,
      { noPolicy: '', written: 'yes', writtenDay: '2', writtenMonth: '4', writtenYear: '2026' },
      { files },
    );
    expect(plain(check.text)).toContain('jeudi 2 avril 2026');
    expect(check.text).toContain('refus.txt');
    later();
    const answer = await send(browse, check);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/opticourtage/complaint/sent']);
    const { text } = await browse.follow(answer);
    const reference = /class="reference">([^<]+)</.exec(text)?.[1] ?? '';
    const body = await complaint(reference);
    expect(body).toMatchObject({
      procedure: 'opticourtage',
      channel: 'web-form',
      kind: 'classic',
      language: 'fr',
      sent: '2026-11-17',
      receivedOn: '2026-11-17',
      complainant: {
        name: 'Dominique Exemple',
        email: 'dominique@example.org',
        phone: '+33612345678',
        status: 'assuré',
        address: { lines: ['5 avenue de l’Exemple', '75002 Paris'], country: 'FR' },
      },
      reason: answers.reason,
      arguments: answers.arguments,
      solutionSought: answers.solution,
      stepsTaken: answers.steps,
      answerReceived: answers.answer,
      policyNumber: 'OPT-4711-22',
      earlierWriting: { on: '2026-04-02' },
    });
    expect(body.timeline[0].actor).toBe('web-form');
    const attached = (await api.get(`/api/complaints/${reference}/attachments`)).body;
    expect(attached.items.map(({ name }: { name: string }) => name)).toEqual(['refus.txt']);
    expect(await counted('waiting_file')).toBe(0);
  });

  test('is told with its reference, the dates of the next letters, who answers, and the link of the private page', async () => {
    const browse = api.browse();
    const reference = await sentBy(browse);
    const { text } = await browse.get('/opticourtage/complaint/sent');
    expect(plain(text)).toMatch(/Accusé de réception au plus tard le samedi 28 novembre 2026/);
    expect(plain(text)).toContain('Le service clients');
    const token = /href="http:\/\/localhost:3000\/c\/([a-z0-9]+)"/.exec(text)?.[1] ?? '';
    expect(await complaintOfToken(api.register.database, token)).toBe(reference);
    // Nobody else's browser sees it.
    expect((await api.browse().get('/opticourtage/complaint/sent')).headers.get('location')).toBe('/opticourtage/complaint');
  });

  test('is answered by who is in charge, never by whom it is about, and by a telephone number as it is dialled', async () => {
    const { defaultContact, ...rest } = (await loadProcedures()).get('opticourtage')!;
    const procedure = { ...rest, defaultContact: { ...defaultContact, phone: '+33157969060' } };
    const about = await api.post('/api/complaints', {
      procedure: procedure.id,
      channel: 'letter',
      complainant: { name: 'Dominique Exemple' },
      reason: 'Une erreur.',
      concernedStaff: [defaultContact.staff],
    });
    const seen = { procedure, page: 'fr' as const, publicUrl: 'http://localhost:3000', showsLink: false };
    expect(await sentView(api.register.database, about.body.reference, seen)).toMatchObject({
      contact: { name: 'Le responsable des réclamations', phone: '01 57 96 90 60', dialled: '+33157969060' },
    });
    // The firm writes no Dutch; its page is read in Dutch all the same.
    expect(await sentView(api.register.database, about.body.reference, { ...seen, page: 'nl' })).toMatchObject({
      contact: { name: 'De klachtenverantwoordelijke', role: 'klachtendienst' },
    });
  });

  test('shows the link of the private page for half an hour, and nothing of it once another complaint is begun', async () => {
    const browse = api.browse();
    await sentBy(browse);
    const sentAt = start + 600_000;
    const seen = async () => (await browse.get('/opticourtage/complaint/sent')).text;
    api.setClock(sentAt + 30 * 60_000);
    expect(await seen()).toMatch(/\/c\/[a-z0-9]+"/);
    api.setClock(sentAt + 31 * 60_000);
    const later = await seen();
    expect([/\/c\/[a-z0-9]+/.test(later), later.includes('class="reference"')]).toEqual([false, true]);
    expect(later).toContain('dans la copie de votre réclamation que vous avez reçue par e-mail');
    expect(later).toMatch(/avec votre référence[^<]*<a href="mailto:[^"]+@/);
    const another = /href="([^"]+)"[^>]*>\s*Faire une autre réclamation/.exec(later)?.[1] ?? '';
    expect((await browse.get(another)).headers.get('location')).toBe('/opticourtage/complaint');
    expect((await browse.get('/opticourtage/complaint/sent')).headers.get('location')).toBe('/opticourtage/complaint');
  });

  test('once more much later shows the link of the private page no more', async () => {
    const browse = api.browse();
    const check = await toCheck(browse);
    later();
    await send(browse, check);
    api.setClock(start + 2 * 3_600_000);
    const { text } = await send(api.browse(), check);
    expect([text.includes('class="reference"'), /\/c\/[a-z0-9]+/.test(text)]).toEqual([true, false]);
  });

  test('is what stood on the check page', async () => {
    const browse = api.browse();
    const check = await toCheck(browse);
    await fillInForm(browse, { reason: 'Dans une autre fenêtre.' });
    later();
    const { text } = await browse.follow(await send(browse, check));
    const reference = /class="reference">([^<]+)</.exec(text)?.[1] ?? '';
    expect((await complaint(reference)).reason).toBe(answers.reason);
  });

  test('twice at one moment, and once more a day later, is one complaint', async () => {
    const browse = api.browse();
    const check = await toCheck(browse);
    later();
    const before = await counted('complaint');
    const both = await Promise.all([send(browse, check), send(browse, check), send(browse, check)]);
    expect(both.map(({ status, headers }) => [status, headers.get('location')])).toEqual(
      Array(3).fill([303, '/opticourtage/complaint/sent']),
    );
    api.setClock(start + 30 * 3_600_000);
    const again = await send(api.browse(), check);
    expect([again.status, again.text.includes('class="reference"')]).toEqual([200, true]);
    expect(await counted('complaint')).toBe(before + 1);
  });

  test('from a page whose form became another complaint meanwhile is lost by nobody: it is shown once more, as a second one', async () => {
    const browse = api.browse();
    const form = await browse.get('/opticourtage/complaint/form');
    const post = (reason: string) =>
      browse.upload('/opticourtage/complaint/form', { token: tokenIn(form), do: 'continue', ...answers, reason });
    const [one, other] = [await browse.follow(await post('La première.')), await browse.follow(await post('La deuxième.'))];
    later();
    await send(browse, one);
    const again = await browse.follow(await send(browse, other));
    expect([again.text.includes('La deuxième.'), again.text.includes('deuxième réclamation')]).toEqual([true, true]);
    const before = await counted('complaint');
    await send(browse, again);
    expect(await counted('complaint')).toBe(before + 1);
  });

  test('by a browser that keeps no cookies arrives all the same, from page to page', async () => {
    const page = (path: string, form: Record<string, string>) => api.browse().upload(path, form);
    const form = await api.browse().get('/opticourtage/complaint/form');
    const added = await api
      .browse()
      .upload('/opticourtage/complaint/form', { token: tokenIn(form), ...answers, do: 'upload' }, [
        { name: 'a.txt', content: 'abc' },
      ]);
    expect([added.status, added.text.includes('a.txt'), added.text.includes('Le 3 mars')]).toEqual([200, true, true]);
    const check = await page('/opticourtage/complaint/form', { token: tokenIn(added), ...answers, do: 'continue' });
    expect([check.status, plain(check.text).includes('Vérifiez avant d’envoyer')]).toEqual([200, true]);
    const back = await api.browse().post('/opticourtage/complaint/form', { ...hiddenIn(check), do: 'back' });
    expect([back.status, back.text.includes('Le 3 mars')]).toEqual([200, true]);
    later();
    const sent = await send(api.browse(), check);
    const reference = /class="reference">([^<]+)</.exec(sent.text)?.[1] ?? '';
    expect((await api.get(`/api/complaints/${reference}/attachments`)).body.items).toHaveLength(1);
  });

  test('after another one from the same page is said to be a second complaint', async () => {
    const browse = api.browse();
    const form = await browse.get('/opticourtage/complaint/form');
    const post = () => browse.upload('/opticourtage/complaint/form', { token: tokenIn(form), do: 'continue', ...answers });
    const check = await browse.follow(await post());
    later();
    await send(browse, check);
    const second = await browse.follow(await post());
    expect(second.text).toContain('deuxième réclamation');
    expect((await send(browse, second)).headers.get('location')).toBe('/opticourtage/complaint/sent');
  });

  test.each([
    ['nl', {}, 'fr'],
    ['nl', { letters: 'en' }, 'en'],
    ['en', {}, 'en'],
    ['en', { letters: 'fr' }, 'en'],
  ])('in %s with %j gets letters in %s', async (language, changes, expected) => {
    const browse = api.browse();
    await browse.get(`/opticourtage/complaint?language=${language}`);
    const reference = await sentBy(browse, { ...changes, shown: language });
    expect((await complaint(reference)).language).toBe(expected);
  });

  test('from abroad keeps the address and the telephone number as they are there', async () => {
    const reference = await sentBy(api.browse(), {
      country: 'JP',
      street: '1-2-3 Shibuya',
      postcode: '150-0002',
      town: 'Tokyo',
      phone: '+81 3 1234 5678',
    });
    const { complainant, country } = await complaint(reference);
    expect([country, complainant.phone, complainant.address]).toEqual([
      'JP',
      '+81312345678',
      { lines: ['1-2-3 Shibuya', '150-0002 Tokyo'], country: 'JP' },
    ]);
  });

  test('for somebody else names both, and shows the private page to neither before the mandate', async () => {
    const browse = api.browse();
    const reference = await sentBy(browse, {
      writer: 'somebody-else',
      role: 'lawyer',
      client: 'Claude Exemple',
      clientIs: 'company',
      clientAddress: '3 rue des Essais\n7500 Tournai',
      clientCountry: 'BE',
      organisation: 'Cabinet Exemple',
    });
    expect(await senderOf(reference)).toEqual({ sender: 'lawyer', capacity: 'company' });
    expect(await complaint(reference)).toMatchObject({
      mandate: 'missing',
      complainant: { name: 'Claude Exemple', address: { lines: ['3 rue des Essais', '7500 Tournai'], country: 'BE' } },
      representative: { name: 'Dominique Exemple, Cabinet Exemple', email: 'dominique@example.org' },
    });
    const { text } = await browse.get('/opticourtage/complaint/sent');
    expect(text).not.toContain('/c/');
    expect(text).toContain('le document qui vous y autorise');
  });

  test.each([
    ['business', 'Garage Exemple', 'company', 'company'],
    ['business', '', 'company', 'professional'],
    ['broker', 'Courtage Exemple', 'broker', 'broker'],
  ])('as %s of %p is a complaint of that capacity', async (writer, organisation, sender, capacity) => {
    expect(await senderOf(await sentBy(api.browse(), { writer, organisation }))).toEqual({ sender, capacity });
  });

  test('about personal data has its own kind', async () => {
    expect((await complaint(await sentBy(api.browse(), { kind: 'gdpr' }, 'alter-ego'))).kind).toBe('gdpr');
  });
});

describe('An answer that is wrong or missing', () => {
  test('is told above and beside its field, and everything that was typed stays', async () => {
    const browse = api.browse();
    const answer = await fillInForm(browse, { email: 'dominique@', postcode: '7500', reason: 'Un <b>texte</b> & "plus"' });
    const { status, text } = answer;
    expect([status, titleOf(answer)]).toEqual([422, 'Erreur : Votre réclamation – OPTICOURTAGE']);
    for (const field of ['email', 'postcode']) {
      expect(text).toContain(`<a href="#f-${field}">`);
      expect(text).toMatch(new RegExp(`id="f-${field}"[^>]*aria-invalid="true"[^>]*aria-describedby="[^"]*f-${field}-error"`));
    }
    expect(text).toContain('Un &lt;b&gt;texte&lt;/b&gt; &amp; &quot;plus&quot;');
    expect(text).toContain('value="dominique@"');
    expect((await browse.get('/opticourtage/complaint/form')).text).toContain('value="dominique@"');
  });

  const required: [firm: string, asked: string[]][] = [
    ['opticourtage', ['kind', 'reason', 'arguments', 'solution', 'contacted', 'given', 'email']],
    ['alter-ego', ['kind', 'reason', 'status', 'given', 'email', 'phone', 'street', 'town']],
  ];
  test.each(required)('of %s is asked for as its procedure has it', async (firm, asked) => {
    const nothing = Object.fromEntries(Object.keys(answers).map((name) => [name, '']));
    const { text } = await fillInForm(api.browse(), { ...nothing, writer: 'myself', country: 'FR' }, { firm });
    const summary = /class="error-summary[^]*?<\/ul>/.exec(text)?.[0] ?? '';
    expect([...summary.matchAll(/href="#f-(\w+)/g)].map(([, name]) => name)).toEqual(asked);
  });

  test('that the procedure asks for and somebody does not have can wait; a complaint is one all the same', async () => {
    const browse = api.browse();
    const without = { solution: '', arguments: '', contacted: '' };
    const refused = await fillInForm(browse, without);
    expect([refused.status, refused.text.includes('name="without"')]).toEqual([422, true]);
    const { missing } = await complaint(await sentBy(browse, { ...without, without: 'yes' }));
    expect(missing.map(({ fact }: { fact: string }) => fact).toSorted()).toEqual([
      'answer-received',
      'arguments',
      'documents',
      'solution-sought',
      'steps-taken',
    ]);
  });

  test.each([
    ['29', '2', '2026', 'n’existe pas'],
    ['18', '11', '2026', 'dans le futur'],
    ['3', '3', '2001', 'plus de dix ans'],
    ['', '', '', 'Je ne connais pas la date'],
  ])('such as the day %s/%s/%s is told', async (writtenDay, writtenMonth, writtenYear, said) => {
    const { status, text } = await fillInForm(api.browse(), { written: 'yes', writtenDay, writtenMonth, writtenYear });
    expect([status, text.includes(said)]).toEqual([422, true]);
  });

  test('such as a text that is too long is told with its length, and kept whole', async () => {
    const reason = 'é'.repeat(25_000);
    const { status, text } = await fillInForm(api.browse(), { reason });
    expect(status).toBe(422);
    expect(plain(text)).toMatch(/a 25 000 caractères/);
    expect(text).toContain(reason);
  });

  test('such as a mailbox that is one letter away from a usual one is a question, and no fault', async () => {
    const { status, text } = await toCheck(api.browse(), { email: 'dominique@gmial.com' });
    expect([status, plain(text).includes('Vouliez-vous écrire dominique@gmail.com')]).toEqual([200, true]);
  });

  test('that a robot sends in place of a choice is told', async () => {
    const { status, text } = await fillInForm(api.browse(), { kind: 'other', product: 'no-such-product', country: 'ZZ' });
    expect(status).toBe(422);
    expect(text).toContain('Choisissez l’une des réponses proposées');
  });
});

describe('Files', () => {
  const button = (do_: string) => ({ do: do_ });

  test('are added with a button, listed, and can be taken away again', async () => {
    const browse = api.browse();
    const added = await fillInForm(browse, button('upload'), {
      files: [
        { name: 'un.txt', content: 'un' },
        { name: 'deux.txt', content: 'deux' },
      ],
    });
    expect(added.headers.get('location')).toContain('#files');
    const form = await browse.get('/opticourtage/complaint/form');
    expect(plain(form.text)).toContain('2 documents joints');
    const remove = /name="remove" value="([^"]+)"[^>]*Retirer un\.txt/.exec(form.text)?.[1] ?? '';
    await browse.upload('/opticourtage/complaint/form', { token: tokenIn(form), ...answers, remove });
    const { text } = await browse.get('/opticourtage/complaint/form');
    expect([text.includes('un.txt'), text.includes('deux.txt')]).toEqual([false, true]);
  });

  test.each([
    ['page.html', '<!doctype html><script>alert(1)</script>', 'est une page web'],
    ['programme.exe', 'MZ\u0000\u0000', 'programme|type que nous ne pouvons pas lire'],
    ['vide.txt', '', 'est vide'],
  ])('such as %s are refused with the reason and what to do, and hinder nothing else', async (name, content, said) => {
    const browse = api.browse();
    const { status, text } = await fillInForm(
      browse,
      {},
      {
        files: [
          { name, content },
          { name: 'bon.txt', content: 'bon' },
        ],
      },
    );
    expect(status).toBe(422);
    expect(plain(text)).toMatch(new RegExp(said));
    expect(text).toContain('bon.txt');
    expect(text).toContain('Le 3 mars, j’ai demandé le remboursement');
    // What was refused was never kept: going on leads on.
    expect((await fillInForm(browse)).status).toBe(303);
  });

  test('that break off leave nothing behind, neither bytes nor half a draft', async () => {
    const before = [await counted('form_draft'), await counted('waiting_file')];
    const body = '--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nabc';
    const { status, text } = await api.send('/opticourtage/complaint/form', {
      method: 'POST',
      headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
      body,
    });
    expect([status, plain(text).includes('Nous n’avons pas pu lire votre envoi')]).toEqual([400, true]);
    expect([await counted('form_draft'), await counted('waiting_file')]).toEqual(before);
  });
});

describe('Whatever comes', () => {
  test.each([
    ['bytes that are no UTF-8', Buffer.from('Sinistre déclaré le 3 février, réglé à moitié', 'latin1'), ''],
    [
      'a charset of its own',
      Buffer.from('Sinistre déclaré le 3 février, réglé à moitié', 'latin1'),
      '\r\nContent-Type: text/plain; charset=iso-8859-1',
    ],
  ])('in another encoding is read all the same, and its accents are to be checked: %s', async (_what, reason, type) => {
    const browse = api.browse();
    const token = tokenIn(await browse.get('/opticourtage/complaint/form'));
    const part = (name: string, value: Buffer | string, head = '') =>
      Buffer.concat([
        Buffer.from(`--x\r\nContent-Disposition: form-data; name="${name}"${head}\r\n\r\n`),
        Buffer.from(value),
        Buffer.from('\r\n'),
      ]);
    const { reason: _reason, ...others } = answers;
    const body = Buffer.concat([
      part('token', token),
      ...Object.entries(others).map(([name, value]) => part(name, value)),
      part('reason', reason, type),
      part('do', 'continue'),
      Buffer.from('--x--\r\n'),
    ]);
    const check = await api.send('/opticourtage/complaint/form', {
      method: 'POST',
      headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
      body,
    });
    expect(check.text).toContain('Sinistre déclaré le 3 février, réglé à moitié');
    if (type === '') expect(check.text).toContain('vérifiez les accents');
  });

  test.each([
    ['that nobody gave out', () => 'forged'],
    ['of another firm', async () => tokenIn(await api.browse().get('/alter-ego/complaint/form'))],
    [
      'that has expired',
      async () => {
        api.setClock(start - 26 * 3_600_000);
        const token = tokenIn(await api.browse().get('/opticourtage/complaint/form'));
        api.setClock(start);
        return token;
      },
    ],
  ])('with a token %s is kept under another, and can be sent', async (_which, given) => {
    const browse = api.browse();
    const token = await given();
    await browse.get('/opticourtage/complaint/form');
    const check = await browse.follow(await browse.upload('/opticourtage/complaint/form', { ...answers, token, do: 'continue' }));
    expect(check.text).toContain('Le 3 mars, j’ai demandé');
    expect(tokenIn(check)).not.toBe(token);
    later();
    expect((await send(browse, check)).headers.get('location')).toBe('/opticourtage/complaint/sent');
  });

  test('of more text than anybody has to say is not taken apart any further', async () => {
    const before = await counted('form_draft');
    const many = Object.fromEntries(Array.from({ length: 6 }, (_, place) => [`reason${place}`, 'x'.repeat(100_000)]));
    const { status, text } = await fillInForm(api.browse(), many, { files: [{ name: 'a.txt', content: 'abc' }] });
    expect([status, text.includes('xxxx')]).toEqual([413, false]);
    expect(await counted('form_draft')).toBe(before);
  });

  test('from a check page whose draft has gone is shown once more, and sent then', async () => {
    const browse = api.browse();
    const check = await toCheck(browse);
    api.setClock(start + 25 * 3_600_000);
    const again = await browse.follow(await send(browse, check));
    expect(again.text).toContain('les fichiers, eux, sont à joindre de nouveau');
    const before = await counted('complaint');
    expect((await send(browse, again)).headers.get('location')).toBe('/opticourtage/complaint/sent');
    expect(await counted('complaint')).toBe(before + 1);
  });

  test('is kept while the language is changed', async () => {
    const browse = api.browse();
    const answer = await fillInForm(browse, { do: '', language: 'nl', reason: 'Mijn bril' });
    const { text } = await browse.follow(answer);
    expect([text.includes('Wat is er gebeurd?'), text.includes('Mijn bril')]).toEqual([true, true]);
  });

  test('can be erased by whoever typed it', async () => {
    const browse = api.browse();
    await toCheck(browse);
    const before = await counted('form_draft');
    const { text } = await browse.follow(await fillInForm(browse, { do: 'discard' }));
    expect(text).not.toContain('Le 3 mars');
    expect(await counted('form_draft')).toBe(before - 1);
  });

  test('from another site is refused, and tells nothing', async () => {
    const { status } = await api.browse().upload('/opticourtage/complaint/form', answers, [], { 'Sec-Fetch-Site': 'cross-site' });
    expect(status).toBe(403);
    const origin = await api.browse().post('/opticourtage/complaint/check', answers, { Origin: 'https://elsewhere.example' });
    expect(origin.status).toBe(403);
  });

  test('stands in no log and in no address', async () => {
    const browse = api.browse();
    const check = await toCheck(browse, { reason: 'Un secret de famille' });
    later();
    await browse.follow(await send(browse, check));
    for (const secret of ['secret de famille', 'dominique@example.org', 'Exemple', hiddenIn(check)['token'] ?? ''])
      expect(api.logged()).not.toContain(secret);
    expect(api.logged()).not.toContain(apiToken);
    expect(actor).not.toBe('web-form');
  });
});

describe('A robot', () => {
  const ways: [what: string, changes: Record<string, string>, waits: boolean][] = [
    ['fills in what nobody sees', { subject: 'cheap pills' }, true],
    ['is faster than anybody reads', {}, false],
  ];
  test.each(ways)(
    'that %s gets the page that everybody gets, but for the reference; staff find an intake',
    async (_what, changes, waits) => {
      const browse = api.browse();
      const before = [await counted('complaint'), await counted('intake')];
      const check = await toCheck(browse, changes, { files: [{ name: 'a.txt', content: 'abc' }] });
      if (waits) later();
      else api.setClock(start + 3_000);
      const sent = await browse.follow(await send(browse, check));
      expect(sent.status).toBe(200);
      expect(sent.text).toContain('Nous avons bien reçu votre message');
      expect(sent.text).not.toContain('class="reference"');
      await send(browse, check);
      expect([await counted('complaint'), await counted('intake')]).toEqual([before[0], (before[1] ?? 0) + 1]);
      const { body } = await api.get('/api/intakes');
      const intake = body.items.at(-1);
      expect(intake).toMatchObject({ source: 'form', channel: 'web-form', suspicion: 'robot', procedure: 'opticourtage' });
      const { body: whole } = await api.get(`/api/intakes/${intake.id}`);
      expect(whole.fields).toMatchObject({ reason: answers.reason, complainant: { name: 'Dominique Exemple' } });
      expect(whole.message.text).toMatch(/Que s’est-il passé\s\?\nLe 3 mars/);
      expect(whole.files.map(({ name }: { name: string }) => name)).toEqual(['a.txt']);
    },
  );
});
