import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { capabilities } from '../../api/access/roles.ts';
import { makeToken, type NewToken } from '../../register/accounts/tokens.ts';
import { type Answer, complaintBody, type OfferedRoute, token as operator, registered } from '../api/api-server.ts';
import { applyAccepted, writeLetter } from '../api/drive.ts';
import { cookieOf, type DeskUnderTest, type SignedIn, startDesk, tokenIn } from './desk-server.ts';

// Nobody reaches anything of a firm that is not theirs, by whatever way in: every route that there is is walked, from the program's own
// list, by somebody of one firm with every role there, and with tokens. A route that names something new must be told here what of the
// other firm it names.

const mine = 'opticourtage';
const theirs = 'optimco';
/** Stands in everything that the other firm has. */
const mark = 'Onmiskenbaar';

/** Somebody who asks: at the desk, or by a token. */
interface Asker {
  get(path: string): Promise<Answer>;
  post(path: string, body: Record<string, unknown>): Promise<Answer>;
}

let desk: DeskUnderTest;
let askers: Record<'at the desk' | 'by their token' | 'by a system’s token', Asker>;
let everyone: Asker;
let everyoneSignedIn: SignedIn;
/** What the other firm has, by the part of a path that names it. */
let named: Record<string, string>;
/** Every list, page and file that names nothing, as it was before the other firm had anything, and afterwards. */
let before: Map<string, string>;
let after: Map<string, string>;

beforeAll(async () => {
  desk = await startDesk();
  desk.setClock('2026-05-13T12:00:00+02:00');
  await registered(desk);
  const roles = ['complaints-manager', 'compliance', 'administrator'] as const;
  const person = await desk.signIn({ login: 'mine', grants: roles.map((role) => ({ procedure: mine, role })) });
  askers = {
    'at the desk': atDesk(person),
    'by their token': await byToken('Own', person.account),
    'by a system’s token': await byToken('Tableur', undefined),
  };
  everyoneSignedIn = await desk.signIn({ login: 'everyone', grants: roles.map((role) => ({ procedure: '*', role })) });
  everyone = atDesk(everyoneSignedIn);
  // Their first use is shown too.
  for (const who of ['by their token', 'by a system’s token'] as const) await askers[who].get('/api/procedures');
  before = await everythingShown();
  named = await whatTheyHave();
  after = await everythingShown();
}, 60_000);
afterAll(() => desk.close());

function atDesk(person: SignedIn): Asker {
  return { get: (path) => person.get(path), post: (path, body) => person.post(path, body as Record<string, string>) };
}

async function byToken(name: string, account: string | undefined): Promise<Asker> {
  const capabilities = [
    'read',
    'register',
    'decide',
    'assign',
    'post',
    'approve',
    'export',
    'statistics',
    'actions',
    'administer',
  ];
  const firms = account === undefined ? [mine] : ['*'];
  const made = await makeToken(desk.register, {
    name,
    account,
    capabilities,
    firms,
    expiresAt: Date.now() + 3_600_000,
    actor: 'tests',
  });
  const headers = { Authorization: `Bearer ${made?.token}` };
  return { get: (path) => desk.get(path, headers), post: (path, body) => desk.post(path, body, headers) };
}

async function aToken(
  asked: Pick<NewToken, 'name' | 'account' | 'capabilities' | 'firms'>,
): Promise<{ token: string; id: string }> {
  const made = await makeToken(desk.register, { ...asked, expiresAt: Date.now() + 3_600_000, actor: 'tests' });
  if (!made) throw new Error(`'${asked.name}' is taken`);
  return made;
}

/** One of everything that a firm can have. */
async function whatTheyHave(): Promise<Record<string, string>> {
  const complainant = { name: `${mark} Voorbeeld`, email: `${mark.toLowerCase()}@example.org` };
  const reference = await registered(desk, {
    procedure: theirs,
    language: 'nl',
    complainant,
    reason: `${mark} is niet betaald.`,
  });
  const complaint = `/api/complaints/${reference}`;
  const message = await posted(`${complaint}/received`, { what: 'information', text: `${mark} wacht.` });
  await applyAccepted(desk, reference);
  const letter = await writeLetter(desk, reference, { duty: 'acknowledgement', kind: 'acknowledgement', way: 'e-mail' });
  await posted(`${complaint}/notes`, { text: `${mark}: bellen` });
  const intake = await posted('/api/intakes', {
    procedure: theirs,
    channel: 'letter',
    fields: { complainant: { name: mark }, reason: mark },
  });
  const action = await posted('/api/actions', {
    procedure: theirs,
    title: mark,
    owner: 'complaints-manager',
    dueOn: '2026-06-30',
    complaints: [reference],
  });
  const account = await desk.signIn({
    login: mark.toLowerCase(),
    name: mark,
    grants: [{ procedure: theirs, role: 'complaints-manager' }],
  });
  const token = await aToken({ name: `${mark} export`, capabilities, firms: [theirs] });
  await account.post('/desk/views', { page: 'my-day', name: mark, query: '', share: theirs });
  const view = await desk.register.database.selectFrom('saved_view').select('id').executeTakeFirstOrThrow();
  return {
    reference,
    views: view.id,
    messages: message.id,
    letters: letter,
    attachments: await aFile(`/api/complaints/${reference}/attachments`),
    file: await aFile(`/api/intakes/${intake.id}/files`),
    intakes: intake.id,
    actions: action.id,
    people: account.account,
    tokens: token.id,
    procedures: theirs,
    version: desk.library.inForce(theirs)?.version ?? '',
  };
}

async function posted(path: string, body: unknown): Promise<{ id: string }> {
  const { status, body: answer, text } = await desk.post(path, body);
  if (status >= 300) throw new Error(`${path}: ${status} ${text}`);
  return answer;
}

async function aFile(path: string): Promise<string> {
  const form = new FormData();
  form.append('files', new Blob([`${mark}\n`], { type: 'text/plain' }), `${mark}.txt`);
  const answer = await fetch(`${desk.url}${path}`, {
    method: 'POST',
    body: form,
    headers: { Authorization: `Bearer ${operator}` },
  });
  const { items } = (await answer.json()) as { items: { id: string }[] };
  return items[0]?.id ?? '';
}

function staffOf(firm: string): string {
  return desk.library.inForce(firm)?.staff[0]?.id ?? '';
}

/** What a part of a path stands for, where it names nothing that a firm has. */
const common: Record<string, string> = { decision: 'assign', kind: 'acknowledgement', insurers: 'allianz' };

/** A path with what the other firm has; undefined where it names nothing of anybody's. */
function filled({ path }: OfferedRoute): { path: string; theirs: boolean } {
  let isTheirs = false;
  const filledPath = path.replace(/:(\w+)/g, (_whole, name: string, at: number) => {
    const folders = path.slice(0, at - 1).split('/');
    const kind = name === 'id' ? (folders.at(-1) ?? '') : name;
    if (common[kind] !== undefined) return common[kind];
    const value = named[kind];
    if (!value) throw new Error(`${path}: say in firms-apart.test.ts what of the other firm it names`);
    isTheirs = true;
    return value;
  });
  return { path: filledPath, theirs: isTheirs };
}

/** What is asked of routes that name nothing by their path, so that it speaks of what the other firm has. */
function bodiesNaming(): Record<string, Record<string, unknown>> {
  const { reference = '', letters = '', version = '' } = named;
  return {
    '/api/complaints': { ...complaintBody({ procedure: theirs, language: 'nl' }), linkedTo: reference },
    '/api/letters/print': { letters: [{ reference, id: letters }] },
    '/api/assignments': { assignments: [{ reference, caseHandler: staffOf(theirs) }] },
    '/api/intakes': { procedure: theirs, channel: 'letter', fields: {} },
    '/api/actions': { procedure: theirs, title: 'x', owner: 'complaints-manager', dueOn: '2026-06-30', complaints: [reference] },
    '/desk': { reference, references: reference },
    '/desk/administration/people': { name: 'Camille Exemple', login: 'camille', role: `complaints-manager@${theirs}`, version },
    '/desk/administration/tokens': { name: 'Export', capabilities: 'read', firms: theirs },
  };
}

/** What can be asked about the other firm's things of a page or a list that names none; the API takes no question that it does not know. */
function questions(who: string): Record<string, string>[] {
  const { reference = '', people = '' } = named;
  const asked = { procedure: theirs, firm: theirs, reference, complaint: reference, handler: staffOf(theirs), owner: people };
  const apart = Object.entries(asked).map(([name, value]) => ({ [name]: value }));
  return [{}, { text: mark }, ...(who === 'at the desk' ? [asked] : apart)];
}

/** What is not open to everybody: the form and the private page let nobody sign in. */
function routes(): OfferedRoute[] {
  return desk.routes.filter(({ path }) => !/^\/(:procedure|c|public|desk\/assets)(\/|$)/.test(path));
}

/** Pages for people, and the API for tokens: neither opens the other. */
function isFor(who: string, { path }: OfferedRoute): boolean {
  return (who === 'at the desk') === path.startsWith('/desk');
}

/** Streams never end: see below. */
const stream = '/api/events';

async function everythingShown(): Promise<Map<string, string>> {
  const shown = new Map<string, string>();
  for (const [who, asker] of Object.entries(askers))
    for (const route of routes().filter((one) => one.get && one.path !== stream && !/:/.test(one.path) && isFor(who, one)))
      shown.set(`${who}: ${route.path}`, withoutChance(await asker.get(route.path)));
  return shown;
}

/** What differs from one answer to the next by itself. */
function withoutChance({ status, text, headers }: Answer): string {
  // Packed with its time; what stands in it, the same file in plain lines has too.
  if (headers.get('content-type')?.includes('spreadsheetml')) return `${status} of ${text.length > 1_000}`;
  const plain = text
    .replace(/name="(?:_csrf|key)" value="[^"]*"|"X-CSRF-Token":"[^"]*"|data-whole="\d+"|urn:uuid:[0-9a-f-]+/g, '')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b\d\d:\d\d(:\d\d)?\b/g, '');
  return `${status} ${plain}`;
}

/** Every row of the other firm's, whichever table it stands in. */
async function theirRows(): Promise<unknown[]> {
  const { database } = desk.register;
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'reference' order by 1`.execute(
    database,
  );
  const found = [];
  for (const { name } of tables) {
    const rows = sql`select row_to_json(one) from ${sql.table(name)} as one where reference = ${named['reference']} order by 1::text`;
    found.push([name, (await rows.execute(database)).rows]);
  }
  for (const [name, id] of [
    ['intake', named['intakes']],
    ['saved_view', named['views']],
    ['action', named['actions']],
    ['api_token', named['tokens']],
    ['account', named['people']],
  ])
    found.push([
      name,
      (await sql`select row_to_json(one) from ${sql.table(name ?? '')} as one where id::text = ${id}`.execute(database)).rows,
    ]);
  return found;
}

describe.each(['at the desk', 'by their token', 'by a system’s token'] as const)('Somebody of one firm, %s,', (who) => {
  test('finds nothing that another firm has, by any route there is', async () => {
    for (const route of routes().filter((one) => isFor(who, one))) {
      const { path, theirs: isTheirs } = filled(route);
      if (!isTheirs) continue;
      if (route.get) expect(['GET', path, (await askers[who].get(path)).status]).toEqual(['GET', path, 404]);
      if (route.post) expect(['POST', path, (await askers[who].post(path, {})).status]).toEqual(['POST', path, 404]);
    }
  });

  test('changes nothing of another firm by naming it', async () => {
    const rows = await theirRows();
    for (const route of routes().filter((one) => one.post && isFor(who, one) && one.path !== '/desk/sign-out')) {
      const { path } = filled(route);
      const { text } = await askers[who].post(
        path,
        bodiesNaming()[route.path] ?? { reference: named['reference'], procedure: theirs },
      );
      expect([path, text.includes(mark)]).toEqual([path, false]);
    }
    expect(await theirRows()).toEqual(rows);
  });

  test('is shown nothing of another firm, whatever they ask for', async () => {
    for (const route of routes().filter((one) => one.get && one.path !== stream && isFor(who, one))) {
      const { path, theirs: isTheirs } = filled(route);
      if (isTheirs) continue;
      for (const question of questions(who)) {
        const { status, text } = await askers[who].get(`${path}?${new URLSearchParams(question).toString()}`);
        // What was asked may stand in the page again.
        const secrets = [mark, named['reference'] ?? ''].filter((secret) => !Object.values(question).includes(secret));
        const found = secrets.filter((secret) => text.includes(secret));
        expect([path, question, status < 500, found]).toEqual([path, question, true, []]);
      }
    }
  });
});

test('nothing that one firm is shown, no count and no figure, changes by what another has', () => {
  expect([...after.keys()]).toEqual([...before.keys()]);
  for (const [what, shown] of before) expect([what, after.get(what)]).toEqual([what, shown]);
});

test('the events tell one firm nothing of another', async () => {
  const aborter = new AbortController();
  const own = (await desk.get('/api/complaints?procedure=opticourtage')).body.items[0].reference as string;
  const { token } = await aToken({ name: 'Listener', capabilities, firms: [mine] });
  const answer = await fetch(`${desk.url}${stream}`, { headers: { Authorization: `Bearer ${token}` }, signal: aborter.signal });
  const told = textUntil(answer, own);
  await posted(`/api/complaints/${named['reference']}/decisions`, { decision: 'acknowledge-now' });
  await posted(`/api/complaints/${own}/decisions`, { decision: 'acknowledge-now' });
  expect(await told).not.toContain(named['reference']);
  aborter.abort();
});

async function textUntil(answer: Response, wanted: string): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const bytes of answer.body ?? []) {
    text += decoder.decode(bytes as Uint8Array, { stream: true });
    if (text.includes(wanted)) break;
  }
  return text;
}

test('what was walked is there for those who may see it', async () => {
  const missing: string[] = [];
  for (const route of routes().filter(({ get, path }) => get && path !== stream)) {
    const { path, theirs: isTheirs } = filled(route);
    const asker = path.startsWith('/desk') ? everyone : desk;
    if (isTheirs && (await asker.get(path)).status === 404) missing.push(path);
  }
  expect(missing).toEqual([]);
});

test('nothing that can stand in an address or a form is a fault of ours', async () => {
  const dashes = '-'.repeat(36);
  const gets = [
    ...routes()
      .filter(({ get, path }) => get && path.startsWith('/desk') && path.includes(':'))
      .map(({ path }) => filled({ path: path.replace(/:(id|file)\b/g, dashes), get: true, post: false }).path),
    `/desk/actions/new?follows=${dashes}`,
    '/desk/actions?offset=99999999999999999999',
    '/desk/actions?offset=1e20',
    `/desk/actions/new?by=product&procedure=${mine}&id=%00`,
    '/desk/intakes?offset=99999999999999999999',
  ];
  const posts: [path: string, form: Record<string, string>][] = [
    ['/desk/post', { letter: dashes }],
    ['/desk/views', { page: 'my-day', name: 'a\0b', query: '' }],
    [`/desk/intakes/${named['intakes']}`, { decision: 'not-a-complaint', statement: 'x' }],
    [`/desk/complaints/${named['reference']}/read`, { message: dashes }],
  ];
  const faults: string[] = [];
  for (const path of gets) if ((await everyone.get(path)).status >= 500) faults.push(path);
  for (const [path, form] of posts) if ((await everyone.post(path, form)).status >= 500) faults.push(path);
  expect(faults).toEqual([]);
  const page = await desk.send('/desk/sign-in', {});
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Cookie: cookieOf(page) };
  const body = new URLSearchParams({ _csrf: tokenIn(page), login: 'a\0b', password: 'x' }).toString();
  expect((await desk.send('/desk/sign-in', { method: 'POST', headers, body })).status).toBe(422);
});

test('no page takes a form with files that does not carry the session’s token', async () => {
  for (const route of routes().filter(({ path, post }) => post && path.startsWith('/desk'))) {
    const { path } = filled(route);
    const form = new FormData();
    form.append('title', 'x');
    const headers = { Cookie: everyoneSignedIn.cookie };
    const { status } = await fetch(`${desk.url}${path}`, { method: 'POST', body: form, headers, redirect: 'manual' });
    expect([path, status]).toEqual([path, 403]);
  }
});
