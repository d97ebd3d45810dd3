import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { Attachments } from '../../attachments/attachments.ts';
import { usualLimits } from '../../attachments/limits.ts';
import { isNeedless } from '../../letters/writing/needless.ts';
import { recordBounce } from '../../register/bounces.ts';
import { readComplaint } from '../../register/complaints.ts';
import { verifyIntakes } from '../../register/intakes/events.ts';
import { verifyJournal } from '../../register/journal.ts';
import { applyMessage } from '../../register/messages.ts';
import { privateTokenOf } from '../../register/private-tokens.ts';
import { rebuildSearchIndex } from '../../register/search.ts';
import { temporalClient } from '../../start/temporal-client.ts';
import { token } from '../api/api-server.ts';
import { writeLetter } from '../api/drive.ts';
import { call } from '../operator/calls.ts';
import { Course } from './course.ts';
import { type DeskUnderTest, type SignedIn, startDesk } from './desk-server.ts';
import { seedDesk, seedNow } from './seed.ts';

/** What is personal of the complaint of the seed that is erased here, in whatever was written about it. */
const personal = ['Dominique Exemple', 'dominique.exemple@example.org', 'Note secrète', 'secret.txt', 'Arrivée secrète'];

let desk: DeskUnderTest;
let reference: string;
let other: string;
let ids: {
  letter: string;
  message: string;
  attachment: string;
  intake: string;
  duplicate: string;
  pageToken: string;
};
let storedBefore: number;
beforeAll(async () => {
  desk = await startDesk();
  const references = await seedDesk(desk, ['upheld and closed', 'final answer late']);
  [reference, other] = ['upheld and closed', 'final answer late'].map((name) => references.get(name) ?? '') as [string, string];
  ids = await besides();
  storedBefore = (await stored()).length;
});
afterAll(() => desk.close());

/** A note, a file, two intakes of which one repeats the complaint with a file that waits, a measure, and requests with keys. */
async function besides(): Promise<typeof ids> {
  const path = `/api/complaints/${reference}`;
  await made(`${path}/notes`, { text: 'Note secrète' });
  const attachment = await fileAt(`${path}/attachments`);
  const intake = await arrived();
  await made(`/api/intakes/${intake}/decisions`, { decision: 'add-to-complaint', reference, what: 'information' });
  const duplicate = await arrived();
  await fileAt(`/api/intakes/${duplicate}/files`);
  await made(`/api/intakes/${duplicate}/decisions`, { decision: 'link-as-duplicate', reference });
  await made(
    `${path}/decisions`,
    { decision: 'announce-measures', measures: 'Dominique Exemple est remboursée.', doneBy: '2026-12-01' },
    { 'Idempotency-Key': 'dominique.exemple@example.org' },
  );
  await made(`${path}/relatives`, { reference: other, verdict: 'linked' });
  const { database } = desk.register;
  const letter = await database
    .selectFrom('letter')
    .select('id')
    .where('reference', '=', reference)
    .where('mime', 'is not', null)
    .executeTakeFirstOrThrow();
  const message = await database
    .selectFrom('message')
    .select('id')
    .where('reference', '=', reference)
    .where('texts', 'is not', null)
    .executeTakeFirstOrThrow();
  const pageToken = await privateTokenOf(database, reference);
  return { letter: letter.id, message: message.id, attachment, intake, duplicate, pageToken };
}

async function arrived(): Promise<string> {
  const fields = { complainant: { name: 'Dominique Exemple' }, reason: 'Arrivée secrète' };
  return (await made('/api/intakes', { channel: 'letter', procedure: 'opticourtage', fields }))['id'] as string;
}

async function made(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Record<string, unknown>> {
  const { status, text, body: answer } = await desk.post(path, body, headers);
  if (status >= 300) throw new Error(`${path} answered ${status}: ${text}`);
  return answer as Record<string, unknown>;
}

async function fileAt(path: string): Promise<string> {
  const form = new FormData();
  form.append('files', new Blob(['un secret'], { type: 'text/plain' }), 'secret.txt');
  const { body } = await desk.send(path, { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body: form });
  return (body as { items: { id: string }[] }).items[0]?.id ?? '';
}

async function stored(): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of desk.storage.list()) names.push(name);
  return names;
}

async function doleance(...args: string[]) {
  const temporal = temporalClient({ address: '127.0.0.1:1', namespace: 'default' });
  try {
    return await call({ parts: desk, temporal }, ...args);
  } finally {
    await temporal.close();
  }
}

const erase = () => doleance('erase', reference, '--reason', 'asked-for');

describe('Before its day', () => {
  test('nobody is erased of whom something is still owed, or whose other complaint goes on; every reason is told', async () => {
    const { exitCode, stdout, stderr } = await erase();
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr.split('\n')).toEqual([
      `${reference} is not erased:`,
      '  something was decided or came in that its workflow has not applied yet',
      `  ${other}, which belongs to it, is not over`,
      expect.stringMatching(/^ {2}the complainant can go to the mediator until 2027-08-\d\d$/),
      // Five years after the same was said once more, in the intake that was linked as a duplicate.
      expect.stringMatching(/^ {2}somebody can go to court until 2031-11-17 \(personal-actions: Code civil, art\. 2224; .*\)$/),
      'Nobody can say yet from which day on it may be.',
      '',
    ]);
  });

  test('nor who has written something that nobody has read', async () => {
    const { database } = desk.register;
    await database
      .insertInto('unread_message')
      .values({ message: ids.message, reference, at: new Date(seedNow) })
      .execute();
    expect((await erase()).stderr).toContain('  something came in that nobody has read: read it at the desk, and say so there\n');
    await database.deleteFrom('unread_message').execute();
  });

  test('once all of it is over, the first day is told: five years after the last that was promised', async () => {
    const course = await Course.of(desk);
    course.jumpTo(seedNow);
    await course.goOn(reference, seedNow + 86_400_000);
    await made(`/api/complaints/${reference}/relatives`, { reference: other, verdict: 'open' });
    const { exitCode, stderr } = await doleance('erase', reference, '--dry-run');
    expect({ exitCode, last: stderr.trim().split('\n').at(-1) }).toEqual({
      exitCode: 1,
      last: 'It may be erased from 2031-11-18 on.',
    });
    expect((await doleance('erase', '--due')).stdout).toBe('Nobody may be erased today.\n');
    expect((await readComplaint(desk.register.database, reference))?.facts.erased).toBeUndefined();
  });

  test.each([
    { args: ['erase'], says: 'Whom to erase is missing; allowed: a reference such as OPT-2026-000001' },
    { args: ['erase', 'OPT-1999-000001', '--reason', 'asked-for'], says: 'There is no complaint OPT-1999-000001.' },
    { args: ['erase', '--due', 'everybody'], says: "'everybody' is not known here; this command takes no words" },
  ])('$args says what is allowed', async ({ args, says }) => {
    const { exitCode, stderr } = await doleance(...args);
    expect({ exitCode, says: stderr.includes(says) }).toEqual({ exitCode: 1, says: true });
  });

  test('a reason is one of three', async () => {
    const { stderr } = await doleance('erase', reference, '--reason', 'Dominique asked');
    expect(stderr).toContain("--reason is 'Dominique asked'; allowed: asked-for, kept-long-enough, ordered");
  });
});

describe('On its day', () => {
  let figureBefore: unknown;
  const figure = () =>
    sql`select * from figure where reference = ${reference}`.execute(desk.register.database).then(({ rows }) => rows[0]);

  beforeAll(async () => {
    desk.setClock('2031-11-18T09:00:00+01:00');
    figureBefore = await figure();
    // An alert to staff that never left, as its mail server was never reached.
    await writeLetter(desk, reference, { duty: 'final-response', occasion: 'first/late', kind: 'breach-alert', way: 'e-mail' });
  });

  test('it is listed, and a dry run changes nothing', async () => {
    expect((await doleance('erase', '--due')).stdout).toBe(`${reference}  closed on 2026-09-18\n`);
    expect((await doleance('erase', reference, '--dry-run')).stdout).toBe(`${reference} may be erased. Nothing was changed.\n`);
    expect((await readComplaint(desk.register.database, reference))?.facts.erased).toBeUndefined();
  });

  test('its person is erased, which the journal says with nothing personal, and the chains hold', async () => {
    const { exitCode, stdout } = await doleance('erase', reference, '--reason', 'asked-for', '--as', 'camille');
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: `${reference} is erased. Its dates, duties and amounts stay, and its journal.\n`,
    });
    const { database } = desk.register;
    const last = await database
      .selectFrom('journal')
      .select(['actor', 'event', 'detail', 'digest'])
      .where('reference', '=', reference)
      .orderBy('number', 'desc')
      .executeTakeFirstOrThrow();
    expect(last).toEqual({ actor: 'camille', event: 'person-erased', detail: { reason: 'asked-for' }, digest: null });
    expect(await verifyJournal(desk.register)).toEqual([]);
    expect(await verifyIntakes(database)).toEqual([]);
    expect((await doleance('verify')).exitCode).toBe(0);
  });

  test('again, nothing more is done; where a backup of the keys was restored, it is erased again', async () => {
    expect((await erase()).stdout).toBe(`${reference} was erased before.\n`);
    const { database } = desk.register;
    await database
      .insertInto('keys.complaint_key')
      .values({ reference, key: Buffer.alloc(32, 1) })
      .execute();
    const verified = await doleance('verify');
    expect(verified.exitCode).toBe(1);
    expect(verified.stdout).toContain(
      `${reference}: its person was erased and its key is there again, from a backup: erase it again`,
    );
    expect((await erase()).stdout).toBe(
      `${reference} was erased before and had its key again, from a backup: it is erased again.\n`,
    );
    expect((await doleance('verify')).exitCode).toBe(0);
    await database
      .insertInto('keys.complaint_key')
      .values({ reference, key: Buffer.alloc(32, 1) })
      .execute();
    expect((await doleance('rebuild-search')).stdout).toContain(`${reference} was erased before and had its key again`);
    expect((await doleance('verify')).exitCode).toBe(0);
  });

  test('where the register was restored from before it, who has no key is named, and erased once more', async () => {
    const { database } = desk.register;
    await sql`update complaint set facts = facts - 'erased' where reference = ${reference}`.execute(database);
    const verified = await doleance('verify');
    expect(verified.exitCode).toBe(1);
    expect(verified.stdout).toContain(
      `${reference}: its key is missing; if its person was erased after the register's backup, erase it again`,
    );
    expect((await erase()).exitCode).toBe(0);
    expect((await doleance('verify')).exitCode).toBe(0);
  });

  test('no key of it is left, no word or mark by which it was found, no private page, no answer kept for a request', async () => {
    const { database } = desk.register;
    const rowsOf = async (
      table: 'keys.complaint_key' | 'search.complaint_text' | 'search.complaint_mark' | 'private_page' | 'unread_message',
    ) => database.selectFrom(table).select('reference').where('reference', '=', reference).execute();
    for (const table of [
      'keys.complaint_key',
      'search.complaint_text',
      'search.complaint_mark',
      'private_page',
      'unread_message',
    ] as const)
      expect([table, await rowsOf(table)]).toEqual([table, []]);
    const intakes = [ids.intake, ids.duplicate];
    expect(await database.selectFrom('keys.intake_key').select('intake').where('intake', 'in', intakes).execute()).toEqual([]);
    expect(await database.selectFrom('search.intake_mark').select('intake').where('intake', 'in', intakes).execute()).toEqual([]);
    expect(await database.selectFrom('keys.waiting_file_key').selectAll().execute()).toEqual([]);
    const keys = await database.selectFrom('idempotency_key').select(['reference', 'intake', 'key']).execute();
    expect(keys.filter((one) => one.reference === reference || intakes.includes(one.intake ?? ''))).toEqual([]);
    expect(keys.map(({ key }) => key)).not.toContain('dominique.exemple@example.org');
  });

  test('what had not left does not leave, and what counts stays', async () => {
    const { database } = desk.register;
    const states = await database.selectFrom('letter').select(['kind', 'state']).where('reference', '=', reference).execute();
    expect(states.filter(({ state }) => state !== 'sent')).toEqual([{ kind: 'breach-alert', state: 'superseded' }]);
    expect(await figure()).toEqual(figureBefore);
    expect(await database.selectFrom('redress').select('cents').where('reference', '=', reference).execute()).toEqual([
      { cents: 24_000 },
    ]);
    expect(await rebuildSearchIndex(desk.register)).toBe(1);
  });

  test('the bytes of its files, and of its intakes’, go with the next sweep', async () => {
    expect(storedBefore).toBe(2);
    const attachments = new Attachments({ register: desk.register, storage: desk.storage, limits: usualLimits });
    expect((await attachments.sweep()).forgotten).toBe(2);
    expect(await stored()).toEqual([]);
  });
});

describe('Afterwards', () => {
  let person: SignedIn;
  let action: string;
  beforeAll(async () => {
    person = await desk.signIn({ login: 'camille' });
    ({ id: action } = await desk.register.database.selectFrom('action').select('id').executeTakeFirstOrThrow());
  });

  /** Answers without end, of other programs, or of whoever signs in; nothing of a complaint is in them. */
  const elsewhere =
    /^\/(api\/events|api\/openapi|desk\/(oidc|sign-in|sign-out|assets|session)|healthz|readyz|public\/|:procedure|c\/)/;

  function addressOf(path: string): string {
    const id = path.includes('/letters/')
      ? ids.letter
      : path.includes('/attachments/')
        ? ids.attachment
        : path.includes('/intakes/')
          ? ids.duplicate
          : path.includes('/actions/')
            ? action
            : ids.message;
    return path
      .replace(':reference', reference)
      .replace(':decision', 'resolve')
      .replace(/:id\b/, /\/(procedures|people|insurers)\//.test(path) ? 'opticourtage' : id)
      .replace(/:\w+/g, 'opticourtage');
  }

  test('every address of API and desk answers, none with a fault, and none with anything of the person', async () => {
    const paths = desk.routes.filter(({ path, get }) => get && !elsewhere.test(path)).map(({ path }) => path);
    expect(paths.filter((path) => path.includes(':reference')).length).toBeGreaterThan(20);
    const faults: unknown[] = [];
    for (const path of paths) {
      const address = addressOf(path);
      const { status, text } = path.startsWith('/desk') ? await person.get(address) : await desk.get(address);
      if (status >= 500 || personal.some((words) => text.includes(words))) faults.push([address, status]);
    }
    expect(faults).toEqual([]);
  });

  test.each<[path: string, status: number]>([
    ['', 200],
    ['/journal', 200],
    ['/letters', 200],
    ['/letters/:letter.html', 410],
    ['/letters/:letter.txt', 410],
    ['/letters/:letter.eml', 410],
    ['/letters/:letter.pdf', 410],
    ['/messages/:message', 200],
    ['/attachments', 410],
    ['/attachments/:attachment', 410],
    ['/notes', 410],
    ['/mediation-file.zip', 410],
    ['/private-page', 410],
  ])('GET /api/complaints/{reference}%s answers %i', async (path, status) => {
    const address = path.replace(':letter', ids.letter).replace(':message', ids.message).replace(':attachment', ids.attachment);
    const answer = await desk.get(`/api/complaints/${reference}${address}`);
    expect([address, answer.status, answer.body?.title]).toEqual([address, status, status === 410 ? 'Erased' : undefined]);
  });

  test('the API says that the person was erased, shows the dates, and allows no decision', async () => {
    const { body } = await desk.get(`/api/complaints/${reference}`);
    expect(body).toMatchObject({ reference, erased: true, stage: 'closed', outcome: 'upheld', allowedDecisions: [] });
    expect(body).not.toHaveProperty('complainant');
  });

  test.each([
    ['decisions', { decision: 'reopen', reasons: 'Il a écrit de nouveau.' }],
    ['escalations', { to: 'mediator' }],
    ['received', { what: 'information', text: 'Encore moi.' }],
    ['decisions/preview', { decision: 'complete-file', fields: { policyNumber: 'OPT 1' } }],
  ])('nothing can be decided or received any more: %s', async (path, body) => {
    const answer = await desk.post(`/api/complaints/${reference}/${path}`, body);
    expect([answer.status, answer.body.reason, answer.body.allowedDecisions]).toEqual([409, 'person-erased', []]);
  });

  test.each([
    ['notes', { text: 'Pour mémoire.' }],
    ['private-page/revoked', {}],
    ['letters/:letter/undelivered', {}],
  ])('nor written, revoked or sent back: %s', async (path, body) => {
    const { status } = await desk.post(`/api/complaints/${reference}/${path.replace(':letter', ids.letter)}`, body);
    expect([409, 410]).toContain(status);
  });

  test('nothing that arrives can be given to it', async () => {
    const intake = await arrived();
    const decision = (body: Record<string, unknown>) => desk.post(`/api/intakes/${intake}/decisions`, { reference, ...body });
    expect((await decision({ decision: 'add-to-complaint', what: 'information' })).status).toBe(409);
    expect((await decision({ decision: 'link-as-duplicate' })).status).toBe(410);
  });

  test('a letter that comes back, or a signal by hand, opens nothing again', async () => {
    const { register, library } = desk;
    const { database } = register;
    const letter = await database
      .selectFrom('letter')
      .select('message_id')
      .where('id', '=', ids.letter)
      .executeTakeFirstOrThrow();
    const bounce = { messageId: letter.message_id ?? '', status: '5.1.1', at: register.clock(), actor: 'mailbox' };
    expect(await recordBounce(register, bounce)).toEqual({ outcome: 'unknown' });
    const message = { signal: 'receive', body: { what: 'disagreement' } } as const;
    const byHand = { reference, id: '00000000-0000-4000-8000-000000000001', signal: 'receive', message } as const;
    const { outcome } = await applyMessage(register, byHand, await library.rulebookOf(reference));
    expect(outcome).toMatchObject({ state: 'refused', refusal: 'person-erased' });
    const complaint = await readComplaint(database, reference);
    expect(complaint?.facts).toMatchObject({ erased: true, stage: 'closed' });
    const letterToWrite = { duty: 'final-response', occasion: 'first', kind: 'upheld' } as const;
    expect(complaint && isNeedless(letterToWrite, complaint)).toBe(true);
    expect(complaint?.duties.filter(({ doneAt, void: ended }) => doneAt === undefined && ended === undefined)).toEqual([]);
  });

  test.each([
    [
      'fr',
      'Les données personnelles de ce dossier ont été effacées.',
      'Données personnelles effacées (à la demande de la personne)',
    ],
    ['nl', 'De persoonsgegevens van dit dossier zijn gewist.', 'Persoonsgegevens gewist (op vraag van de persoon)'],
    ['en', 'The personal data of this complaint has been erased.', 'Personal data erased (as the person asked)'],
  ] as const)('the desk says so where texts stood, in %s', async (language, words, journal) => {
    const reader = await desk.signIn({ language });
    const { status, text } = await reader.get(`/desk/complaints/${reference}`);
    expect([status, text.includes(words), text.includes(journal), /href="[^"]*\/decide\//.test(text)]).toEqual([
      200,
      true,
      true,
      false,
    ]);
    const letter = await reader.get(`/desk/complaints/${reference}/letters/${ids.letter}`);
    expect(letter.status).toBe(410);
    const intake = await reader.get(`/desk/intakes/${ids.intake}`);
    expect(intake.status).toBe(410);
  });

  test('lists and exports have it without a name', async () => {
    const csv = await person.get('/desk/register.csv?personal=true');
    expect([csv.status, csv.text.includes(reference), csv.text.includes('Dominique')]).toEqual([200, true, false]);
    const listed = await person.get('/desk/register');
    expect([listed.status, listed.text.includes('Données effacées')]).toEqual([200, true]);
    const found = await desk.get('/api/complaints?text=lunettes');
    expect(found.body.items).toEqual([]);
    expect((await doleance('export', '--format', 'jsonl', '--personal')).stdout).not.toContain('Dominique');
  });

  test('its private page answers as one that never was', async () => {
    const answers = await Promise.all([ids.pageToken, 'abcdefghijklmnopqrstuvwxyz'].map((one) => desk.send(`/c/${one}`, {})));
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    const [once, never] = answers.map(({ text }) => text.replaceAll(/\/c\/\w{26}/g, '/c/…'));
    expect(once).toBe(never);
  });
});
