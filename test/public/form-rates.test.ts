import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { usualRates } from '../../api/form/rates.ts';
import { openRegister } from '../../register/register.ts';
import { answers } from './filled-in.ts';
import { type PublicUnderTest, startPublic } from './public-server.ts';
import { fillInForm, plain, send, toCheck, tokenIn } from './sending.ts';

const sentAtMost = 20;
const perMailbox = 2;
const withFiles = 4;
/** In bytes; the files of the other tests have three each. */
const budget = { network: 1_000, firm: 2_000 };
let api: PublicUnderTest;
const start = Date.parse('2026-11-17T09:30:00+01:00');

beforeAll(async () => {
  api = await startPublic({
    draftBudget: budget,
    formRates: {
      posts: { ...usualRates.posts, most: 60 },
      files: { ...usualRates.files, most: withFiles },
      sent: { ...usualRates.sent, most: sentAtMost },
      perMailbox: { ...usualRates.perMailbox, most: perMailbox },
    },
  });
});
afterAll(() => api.close());
beforeEach(async () => {
  api.setClock(start);
  await api.register.database.deleteFrom('try_count').execute();
});

async function complaints(): Promise<number> {
  const { rows } = await api.register.database
    .selectFrom('complaint')
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow();
  return Number(rows);
}

test('too many complaints for one mailbox are answered 429: when to try again stands in the answer, and the text is kept', async () => {
  const one = async () => {
    api.setClock(start);
    const browse = api.browse();
    const check = await toCheck(browse, { email: 'camille@example.org' });
    api.setClock(start + 600_000);
    return { browse, check, answer: await send(browse, check) };
  };
  for (let sent = 0; sent < perMailbox; sent += 1) expect((await one()).answer.status).toBe(303);
  const { browse, check, answer } = await one();
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(3_000);
  expect(plain(answer.text)).toMatch(/Votre texte est gardé : réessayez dans (59|60) minutes/);
  expect(answer.text).toContain('Le 3 mars, j’ai demandé');
  // An hour later the same page is sent, and is one complaint.
  await api.register.database.deleteFrom('try_count').execute();
  const before = await complaints();
  expect((await send(browse, check)).status).toBe(303);
  expect(await complaints()).toBe(before + 1);
});

test('of many who send at one moment from one address, each is kept, or answered 429 with the text kept to send again', async () => {
  const many = 32;
  const people = await Promise.all(
    Array.from({ length: many }, async (_, place) => {
      const browse = api.browse();
      return { browse, check: await toCheck(browse, { email: `personne${place}@example.org` }) };
    }),
  );
  api.setClock(start + 600_000);
  const before = await complaints();
  const sent = await Promise.all(people.map(async ({ browse, check }) => ({ browse, check, answer: await send(browse, check) })));
  const kept = sent.filter(({ answer }) => answer.status === 303);
  const refused = sent.filter(({ answer }) => answer.status === 429);
  expect([kept.length, refused.length]).toEqual([sentAtMost, many - sentAtMost]);
  expect(await complaints()).toBe(before + sentAtMost);
  for (const { answer } of refused) {
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.text).toContain('Le 3 mars, j’ai demandé');
  }
  // What was refused is there, in the browser that wrote it.
  const waiting = await Promise.all(refused.map(({ browse }) => browse.get('/opticourtage/complaint/check')));
  expect(waiting.filter(({ text }) => text.includes('Le 3 mars, j’ai demandé'))).toHaveLength(refused.length);
});

test('a form that is saved too often is answered 429 with everything that was typed, and the draft has it; files come again', async () => {
  const browse = api.browse();
  const token = tokenIn(await browse.get('/opticourtage/complaint/form'));
  const post = (reason: string) =>
    browse.upload('/opticourtage/complaint/form', { ...answers, token, reason, do: 'upload' }, [
      { name: 'a.txt', content: 'abc' },
    ]);
  await api.register.database.updateTable('try_count').set({ tries: 0 }).execute();
  for (let saved = 0; saved < 3; saved += 1) await post('Avant.');
  await api.register.database.updateTable('try_count').set({ tries: 1_000 }).execute();
  const { status, headers, text } = await post('Ce que j’ai écrit.');
  expect([status, Number(headers.get('retry-after')) > 0]).toEqual([429, true]);
  expect(text).toContain('Ce que j’ai écrit.');
  expect(text).toContain('sont à joindre de nouveau');
  expect((await browse.get('/opticourtage/complaint/form')).text).toContain('Ce que j’ai écrit.');
  expect((await fillInForm(browse)).status).toBe(429);
});

async function storedFiles(): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of api.storage.list()) names.push(name);
  return names.toSorted();
}

test('of many forms with files from one address, what is over the rate is answered 429 with its text, and none of its files is kept', async () => {
  const post = (browse: ReturnType<typeof api.browse>, files: { name: string; content: string }[]) =>
    fillInForm(browse, { do: 'upload', reason: 'Ce que j’ai écrit.' }, { files });
  const file = { name: 'a.txt', content: 'abc' };
  for (let came = 0; came < withFiles; came += 1) expect((await post(api.browse(), [file, file])).status).toBe(303);
  const before = await storedFiles();
  const browse = api.browse();
  const { status, headers, text } = await post(browse, [file, file]);
  expect([status, Number(headers.get('retry-after')) > 600]).toEqual([429, true]);
  expect([text.includes('Ce que j’ai écrit.'), text.includes('sont à joindre de nouveau')]).toEqual([true, true]);
  expect(await storedFiles()).toEqual(before);
  expect((await browse.get('/opticourtage/complaint/form')).text).toContain('Ce que j’ai écrit.');
  // Without files the form goes on.
  expect((await fillInForm(browse)).status).toBe(303);
});

/** From now on so much more may wait than does; bytes. */
async function leaving({ network, firm }: typeof budget): Promise<void> {
  const { rows } = await sql<{ size: string }>`select coalesce(sum(size), 0) as size from waiting_file`.execute(
    api.register.database,
  );
  const waiting = Number(rows[0]?.size);
  Object.assign(budget, { network: waiting + network, firm: waiting + firm });
}

test('files for which there is no more room in forms that nobody has sent are not kept, and the complaint goes on without them', async () => {
  await leaving({ network: 1_000, firm: 2_000 });
  const first = await fillInForm(api.browse(), { do: 'upload' }, { files: [{ name: 'a.txt', content: 'a'.repeat(600) }] });
  expect(first.status).toBe(303);
  const before = await storedFiles();
  const browse = api.browse();
  const files = [{ name: 'trop.txt', content: 'b'.repeat(600) }];
  const { status, headers, text } = await fillInForm(browse, { reason: 'Ce que j’ai écrit.' }, { files });
  expect([status, headers.get('retry-after')]).toEqual([429, String(24 * 3_600 + 600)]);
  expect(plain(text)).toContain('« trop.txt » n’a pas été gardé.');
  expect(plain(text)).toMatch(/formulaires remplis depuis votre connexion .* Votre texte, lui, est gardé/);
  expect(plain(text)).toContain('vous les ajouterez ensuite sur votre page privée, ou vous nous les enverrez par e-mail à');
  expect(text).toContain('Ce que j’ai écrit.');
  expect(await storedFiles()).toEqual(before);
  const check = await toCheck(browse, {}, { files: [{ name: 'petit.txt', content: 'c'.repeat(100) }] });
  expect(check.text).toContain('petit.txt');
  api.setClock(start + 600_000);
  const known = await complaints();
  expect((await send(browse, check)).status).toBe(303);
  expect(await complaints()).toBe(known + 1);
});

test.each([
  { language: 'fr', says: 'Nous ne pouvons pas garder d’autres documents pour l’instant' },
  { language: 'nl', says: 'We kunnen op dit moment geen documenten meer bewaren' },
  { language: 'en', says: 'We cannot keep any more documents at the moment' },
])(
  'a firm that has no more room says so in $language: no byte of a file is stored, and it is told when to come again',
  async ({ language, says }) => {
    await leaving({ network: 1_000, firm: 0 });
    let written = 0;
    const write = api.storage.write.bind(api.storage);
    api.storage.write = (content) => {
      written += 1;
      return write(content);
    };
    const browse = api.browse();
    const changes = { shown: language, reason: 'Ce que j’ai écrit.' };
    const { status, headers, text } = await fillInForm(browse, changes, { files: [{ name: 'a.txt', content: 'abc' }] });
    expect([status, Number(headers.get('retry-after')) > 0]).toEqual([413, true]);
    expect(plain(text)).toContain(says);
    expect(text).toContain('Ce que j’ai écrit.');
    expect(api.logged()).toContain('DRAFT_FILES_FIRM_MB');
    api.storage.write = write;
    expect(written).toBe(0);
    expect((await fillInForm(browse)).status).toBe(303);
  },
);

test('after a fault that nobody foresaw, the form is shown with its text and status 500, the fault is logged, and no file is left', async () => {
  const before = await storedFiles();
  const browse = api.browse();
  const token = tokenIn(await browse.get('/opticourtage/complaint/form'));
  await sql`alter table form_draft rename to form_draft_away`.execute(api.register.database);
  const answer = await browse.upload('/opticourtage/complaint/form', { ...answers, token, do: 'upload' }, [
    { name: 'a.txt', content: 'abc' },
  ]);
  await sql`alter table form_draft_away rename to form_draft`.execute(api.register.database);
  expect(answer.status).toBe(500);
  expect(answer.text).toContain('Le 3 mars, j’ai demandé');
  expect(api.logged()).toContain('request failed');
  expect(await storedFiles()).toEqual(before);
});

test('while the register is away, a form that is posted is shown with everything that was typed, and when to try again', async () => {
  const away = openRegister('postgres://nobody@127.0.0.1:9/nothing');
  const elsewhere = await startPublic({ register: away });
  const form = { ...answers, token: 'of before', do: 'continue' };
  const { status, headers, text } = await elsewhere.browse().upload('/alter-ego/complaint/form', form);
  await elsewhere.close();
  await away.close();
  expect([status, headers.get('retry-after')]).toEqual([503, '60']);
  expect(text).toContain('Le 3 mars, j’ai demandé');
  expect(text).toContain('Votre texte est ci-dessous');
});
