import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { holdMail, releaseMail } from '../../register/mail-holds.ts';
import type { DutyName } from '../../workflows/domain/duties.ts';
import type { LetterKind } from '../../workflows/domain/letters.ts';
import { registered } from '../api/api-server.ts';
import { answer, sendLetter, writeLetter } from '../api/drive.ts';
import { readPdf } from '../letters/pdf/read-pdf.ts';
import { type DeskUnderTest, type SignedIn, startDesk } from './desk-server.ts';

let desk: DeskUnderTest;
let person: SignedIn;
let reference: string;
beforeAll(async () => {
  desk = await startDesk();
  desk.setClock('2026-05-13T08:30:00Z');
  person = await desk.signIn({ language: 'en', name: 'Camille Exemple' });
});
beforeEach(async () => {
  desk.setClock('2026-05-13T08:30:00Z');
  // Each test has a tray of its own.
  await desk.register.database.updateTable('letter').set({ state: 'sent' }).where('state', '=', 'awaiting-post').execute();
  await desk.register.database.updateTable('letter').set({ taken_back_at: new Date(), taken_back_by: 'test' }).execute();
  reference = await registered(desk);
});
afterAll(() => desk.close());

const toPost = (of = reference, duty: DutyName = 'acknowledgement', kind: LetterKind = 'acknowledgement') =>
  writeLetter(desk, of, { duty, kind, way: 'post' });

const tray = async (query = '') => (await person.get(`/desk/post${query}`)).text.replaceAll('&#x3D;', '=');
const mark = (form: Record<string, string | string[]>) => person.post('/desk/post', form);

async function print(form: Record<string, string | string[]>, by = person) {
  const token = /name="_csrf" value="([^"]+)"/.exec((await by.get('/desk/preferences')).text)?.[1] ?? '';
  const fields = Object.entries(form).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]));
  const response = await fetch(`${desk.url}/desk/post/print.pdf`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Cookie: by.cookie },
    body: new URLSearchParams([['_csrf', token], ...fields]).toString(),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, type: response.headers.get('content-type'), bytes, text: bytes.toString('utf8') };
}

const referencesIn = (bytes: Buffer) =>
  readPdf(bytes)
    .filter(({ baseline, left }) => baseline > 280 && left < 100)
    .map(({ text }) => text);

async function letterRow(id: string) {
  return desk.register.database.selectFrom('letter').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

describe('The post tray', () => {
  test('shows what is due first on top, with the days left and the last day of posting where there is no post on the limit itself', async () => {
    await toPost();
    // The mediator’s answer about data is due in a month: on Saturday, 13 June.
    const other = await registered(desk, { kind: 'gdpr' });
    await toPost(other, 'gdpr-response', 'gdpr-answer');
    const page = await tray();
    expect(page).toContain('2 letters to post');
    expect(page.indexOf(reference)).toBeLessThan(page.indexOf(other));
    expect(page).toContain('<time datetime="2026-05-27">');
    expect(page).toContain('<strong class="last-day"><time datetime="2026-06-12">Fri 12 Jun 2026</time></strong>');
    expect(page).toContain('Not printed yet');
  });

  test('presses from one working day before the last day of posting, and says what is late', async () => {
    await toPost();
    const alarms = async (at: string) => {
      desk.setClock(at);
      return /<ul class="alarms".*?<\/ul>/s
        .exec(await tray())?.[0]
        .replace(/<[^>]+>/g, ' ')
        .trim();
    };
    expect(await alarms('2026-05-22T08:00:00Z')).toBeUndefined();
    expect(await alarms('2026-05-26T08:00:00Z')).toContain('1 letter to post by the next working day');
    expect(await alarms('2026-05-27T08:00:00Z')).toContain('1 letter to post today');
    expect(await alarms('2026-05-28T08:00:00Z')).toContain('1 letter should have left');
  });

  test('says what to do where the address is unknown, and why a letter goes by post', async () => {
    const id = await toPost();
    expect(await tray()).toMatch(/Postal address unknown.*Ask for the address by phone/s);
    expect(await tray()).toContain('no e-mail address');
    await desk.register.database.updateTable('letter').set({ last_code: 550 }).where('id', '=', id).execute();
    expect(await tray()).toContain('e-mail refused (code 550)');
  });

  test('that is empty says so', async () => {
    expect(await tray()).toContain('Nothing to post');
  });

  test('is turned over fifty at a time, what presses first; printing all takes all of them', async () => {
    const first = await toPost();
    await sql`
      insert into letter (id, reference, duty, occasion, kind, recipient, language, state, way, letter_date, content, created_at)
      select gen_random_uuid(), reference, duty, 'copy ' || copy, kind, recipient, language, state, way, letter_date, content, now()
      from letter, generate_series(1, 59) as copy where id = ${first}`.execute(desk.register.database);
    const rows = (page: string) => page.split('name="letter" value=').length - 1;
    const [one, two] = [await tray(), await tray('?page=2')];
    expect([rows(one), rows(two)]).toEqual([50, 10]);
    expect([one.includes(`value="${first}"`), two.includes(`value="${first}"`)]).toEqual([true, false]);
    expect(one).toContain('60 letters to post <span class="muted">1 to 50</span>');
    expect(one).toContain('href="/desk/post?page=2" rel="next"');
    expect(two).toContain('action="/desk/post?page=2"');
    expect((await person.get('/desk/post?page=3')).headers.get('location')).toBe('/desk/post');
    expect(referencesIn((await print({ all: 'yes' })).bytes)).toHaveLength(60);
  });

  test('shows one firm alone where that is asked for', async () => {
    await toPost();
    const other = await registered(desk, { procedure: 'almena' });
    await toPost(other);
    expect(await tray('?firm=almena')).not.toContain(reference);
    expect(await tray('?firm=almena')).toContain(other);
    expect(await tray('?firm=nobody')).toContain(reference);
  });
});

describe('Printing', () => {
  test('gives one PDF of the letters that were ticked, in the order of the page, and records who printed; that is no posting', async () => {
    const first = await toPost();
    const earlier = reference;
    reference = await registered(desk);
    const second = await toPost();
    const { status, type, bytes } = await print({ letter: [first, second] });
    expect([status, type]).toEqual([200, 'application/pdf']);
    expect(referencesIn(bytes)).toEqual([earlier, reference]);
    expect(await letterRow(first)).toMatchObject({ state: 'awaiting-post', printed_by: person.login });
    expect(await tray()).toContain('Printed on Wed 13 May 2026, 10:30 by Camille Exemple');
  });

  test('prints one, or all that wait but for what is held back', async () => {
    const first = await toPost();
    const held = await registered(desk);
    await toPost(held);
    const hold = { procedure: 'opticourtage', reference: held, reason: 'test', actor: 'test' };
    await holdMail(desk.register, hold);
    expect(await tray()).toContain('Letters are held back: do not print, do not post');
    expect(referencesIn((await print({ one: first })).bytes)).toEqual([reference]);
    expect(referencesIn((await print({ all: 'yes' })).bytes)).toEqual([reference]);
    await releaseMail(desk.register, hold);
    expect(referencesIn((await print({ all: 'yes', sides: '2' })).bytes)).toEqual([reference, held]);
  });

  test('says what cannot be printed, and prints nothing then', async () => {
    const id = await toPost();
    const gone = await writeLetter(desk, reference, { duty: 'interim-reply', kind: 'interim-reply', way: 'e-mail' });
    const none = await print({});
    expect([none.status, none.text.includes('Tick at least one letter.')]).toEqual([422, true]);
    const refused = await print({ letter: [id, gone] });
    expect([refused.status, refused.text.includes(`${reference}: cannot be printed any more.`)]).toEqual([422, true]);
    expect((await letterRow(id)).printed_at).toBeNull();
  });
});

describe('Posting', () => {
  test('is recorded for several letters with their day and a registered letter’s number each', async () => {
    const first = await toPost();
    const one = reference;
    reference = await registered(desk);
    const second = await toPost();
    await print({ letter: [first, second] });
    desk.setClock('2026-05-15T08:30:00Z');
    const { status, headers } = await mark({
      letter: [first, second],
      postedOn: '2026-05-14',
      [`number-${first}`]: ' 1A 234 567 8901 2 ',
      [`number-${second}`]: '',
    });
    expect([status, headers.get('location')]).toEqual([303, '/desk/post']);
    expect(await letterRow(first)).toMatchObject({
      state: 'sent',
      posted_on: '2026-05-14',
      registered_number: '1A 234 567 8901 2',
    });
    expect(await letterRow(second)).toMatchObject({ state: 'sent', posted_on: '2026-05-14', registered_number: null });
    expect(await tray()).toContain('2 letters recorded as posted');
    const { timeline } = (await desk.get(`/api/complaints/${one}`)).body;
    expect(timeline.at(-1)).toMatchObject({ event: 'letter-posted', actor: person.login });
  });

  test('of a letter that was not printed here is asked for once more', async () => {
    const id = await toPost();
    const asked = await mark({ letter: id });
    expect(asked.status).toBe(409);
    expect(asked.text).toMatch(/1 letter was not recorded as posted.*it was not printed from here/s);
    expect(asked.text).toContain('name="unprinted"');
    expect((await mark({ letter: id, unprinted: 'yes' })).status).toBe(303);
    expect((await letterRow(id)).posted_on).toBe('2026-05-13');
  });

  test.each([
    ['on a day to come', { postedOn: '2026-05-14' }, 409, 'that day has not come yet'],
    ['on a day before the letter’s own', { postedOn: '2026-05-12' }, 409, 'it bears a later date, Wed 13 May 2026'],
    ['on no day', { postedOn: '2026-02-30' }, 422, 'Give a day that exists.'],
    ['of no letter', { letter: [] }, 422, 'Tick at least one letter.'],
  ])('%s is refused in words, and what was typed stays', async (_, changes, status, words) => {
    const id = await toPost();
    await print({ letter: id });
    const answer = await mark({ letter: id, [`number-${id}`]: 'RE 1', ...changes });
    expect([answer.status, answer.text.includes(words)]).toEqual([status, true]);
    if (!('letter' in changes)) expect(answer.text).toContain('value="RE 1"');
    expect((await letterRow(id)).state).toBe('awaiting-post');
  });

  test('with a number that can be none is refused at its field', async () => {
    const id = await toPost();
    await print({ letter: id });
    const { status, text } = await mark({ letter: id, [`number-${id}`]: '<RE>' });
    expect(status).toBe(422);
    expect(text).toContain(`href="#number-${id}"`);
    expect(text).toContain('value="&lt;RE&gt;"');
  });

  test('records what can be recorded, and says what cannot', async () => {
    const first = await toPost();
    await print({ letter: first });
    const one = reference;
    reference = await registered(desk);
    const second = await toPost();
    const { status, text } = await mark({ letter: [first, second] });
    expect(status).toBe(409);
    expect(text).toContain('1 letter was recorded as posted.');
    expect(text).toContain(`<strong>${reference}</strong>`);
    expect(text).not.toContain(`<strong>${one}</strong>`);
    expect((await letterRow(first)).state).toBe('sent');
  });
});

describe('A letter that became needless after it was printed', () => {
  test('is told, cannot be posted, and is gone once somebody has taken it from the pile', async () => {
    const id = await toPost();
    await print({ letter: id });
    await answer(desk, reference, { decision: 'resolve', outcome: 'rejected', reasons: 'x' });
    expect((await letterRow(id)).state).toBe('superseded');
    expect(await tray()).toMatch(/To be taken from the pile.*do not post it/s);
    const refused = await mark({ letter: id, unprinted: 'yes' });
    expect(refused.text).toContain('it has become needless: do not post it');
    expect((await person.post('/desk/post/taken-back', { letter: id })).status).toBe(303);
    expect(await tray()).not.toContain('To be taken from the pile');
    expect(await letterRow(id)).toMatchObject({ taken_back_by: person.login });
  });

  test('and was never printed is not mentioned', async () => {
    await toPost();
    await answer(desk, reference, { decision: 'resolve', outcome: 'rejected', reasons: 'x' });
    expect(await tray()).not.toContain('To be taken from the pile');
  });
});

describe('A letter that staff read was not delivered', () => {
  const sentByMail = async () => {
    const id = await writeLetter(desk, reference, { duty: 'acknowledgement', kind: 'acknowledgement', way: 'e-mail' });
    await sendLetter(desk, reference, id);
    return `/desk/complaints/${reference}/letters/${id}`;
  };

  test('is put into the tray from its own page, and says that it came back', async () => {
    const path = await sentByMail();
    expect((await person.get(path)).text).toContain('Came back undelivered');
    expect((await person.post(`${path}/undelivered`, {})).headers.get('location')).toBe(path);
    const { text } = await person.get(path);
    expect(text).toContain('The letter is in the post tray');
    expect(text).not.toContain(`${path}/undelivered`);
    expect(await tray()).toContain(reference);
  });

  test('is nothing for who only reads', async () => {
    const path = await sentByMail();
    const compliance = await desk.signIn({ grants: [{ procedure: '*', role: 'compliance' }] });
    expect((await compliance.get(path)).text).not.toContain('undelivered');
    expect((await compliance.post(`${path}/undelivered`, {})).status).toBe(403);
  });
});

describe('Who sees to another firm’s post', () => {
  let other: SignedIn;
  beforeAll(async () => {
    other = await desk.signIn({ language: 'en', grants: [{ procedure: 'almena', role: 'case-handler' }] });
  });

  test('sees, prints and posts nothing of this one', async () => {
    const id = await toPost();
    expect((await other.get('/desk/post')).text).not.toContain(reference);
    expect((await print({ letter: id }, other)).status).toBe(422);
    expect((await print({ one: id }, other)).status).toBe(422);
    expect((await other.post('/desk/post', { letter: id, unprinted: 'yes' })).status).toBe(409);
    expect((await other.get(`/desk/complaints/${reference}/letters/${id}.pdf`)).status).toBe(404);
    expect((await other.get('/desk/post/test-sheet.pdf?firm=opticourtage')).status).toBe(404);
    expect(await letterRow(id)).toMatchObject({ state: 'awaiting-post', printed_at: null });
  });

  test('who only reads sees the tray, and prints and posts nothing', async () => {
    const compliance = await desk.signIn({ grants: [{ procedure: '*', role: 'compliance' }] });
    const id = await toPost();
    const { status, text } = await compliance.get('/desk/post');
    expect([status, text.includes(reference), text.includes('Votre rôle permet de lire')]).toEqual([200, true, true]);
    expect(text).not.toMatch(/name="letter"|print\.pdf|test-sheet/);
    expect((await print({ letter: id }, compliance)).status).toBe(403);
    expect((await compliance.post('/desk/post', { letter: id, unprinted: 'yes' })).status).toBe(403);
    expect((await letterRow(id)).state).toBe('awaiting-post');
  });
});

describe('As a PDF', () => {
  test('a letter is shown at the desk, also one that has left', async () => {
    const id = await writeLetter(desk, reference, { duty: 'acknowledgement', kind: 'acknowledgement', way: 'e-mail' });
    await sendLetter(desk, reference, id);
    const { status, headers } = await person.get(`/desk/complaints/${reference}/letters/${id}.pdf`);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/pdf']);
  });

  test('each firm has a sheet to try out its envelope with', async () => {
    const response = await fetch(`${desk.url}/desk/post/test-sheet.pdf?firm=optimco`, { headers: { Cookie: person.cookie } });
    const words = readPdf(Buffer.from(await response.arrayBuffer())).map(({ text }) => text);
    expect(words.join('')).toContain('Test sheet – 114 × 229 mm envelope');
  });
});
