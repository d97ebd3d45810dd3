import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import { pino } from 'pino';
import { createApi } from '../../api/app.ts';
import type { StreamLimits } from '../../api/events/event-stream.ts';
import { loadClassification } from '../../procedures/classification.ts';
import { loadQuestionnaires } from '../../procedures/questionnaires.ts';
import { loadRecourseDirectory } from '../../procedures/recourse.ts';
import { disableAccount } from '../../register/accounts/account-state.ts';
import { makeAccount } from '../../register/accounts/accounts.ts';
import { setGrants } from '../../register/accounts/grants.ts';
import { makeToken, revokeToken } from '../../register/accounts/tokens.ts';
import { ChangeFeed } from '../../register/change-feed.ts';
import { presentPosition } from '../../register/changes.ts';
import { addToJournal } from '../../register/journal.ts';
import { Outcomes } from '../../register/outcomes.ts';
import { openRegister, type Queries } from '../../register/register.ts';
import { noAttachments } from '../attachments/no-attachments.ts';
import { eventually } from '../faults/helpers/eventually.ts';
import { type ApiUnderTest, deskSettings, registered, startApi, token } from './api-server.ts';
import { EventClient } from './event-client.ts';

// Transactions of other tests, which share the server, hold events back: slow is not wrong.
jest.setTimeout(180_000);

let api: ApiUnderTest;
let reference: string;
let other: string;

const clients: EventClient[] = [];
const processes: ApiProcess[] = [];

beforeAll(async () => {
  api = await startApi();
  reference = await registered(api);
  other = await registered(api, { procedure: 'almena' });
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  for (const one of processes.splice(0)) {
    const stopped = one.stop();
    // A client may hold a connection in reserve.
    await eventually('no new connections are taken', async () => !one.server.listening);
    one.server.closeAllConnections();
    await stopped;
  }
});
afterAll(() => api.close());

async function follow(
  given: { url?: string; query?: string; lastEventId?: string | undefined; token?: string } = {},
): Promise<EventClient> {
  const client = await EventClient.open(given.url ?? api.url, given);
  clients.push(client);
  expect(client.status).toBe(200);
  return client;
}

/** Adds a row to a complaint's journal. @returns `OPT-2026-000001 4` */
async function change(one = reference, queries: Queries = api.register.database): Promise<string> {
  await addToJournal(queries, {
    reference: one,
    at: Date.now(),
    actor: 'Dominique Exemple',
    event: 'seen',
    detail: { text: 'x' },
  });
  const { rows } = await sql<{ number: number }>`select max(number) as number from journal where reference = ${one}`.execute(
    queries,
  );
  return `${one} ${rows[0]?.number}`;
}

const grantFor = (procedure: string) => ({ procedure, role: 'complaints-manager' as const, staff: null });

async function aPerson(login: string): Promise<string> {
  const account = await makeAccount(api.register, { login, name: 'Camille Exemple', grants: [grantFor('*')] });
  return account?.id ?? '';
}

async function aToken(given: { name: string; account?: string }): Promise<{ token: string; id: string }> {
  const scope = { capabilities: ['read'], firms: ['*'], expiresAt: Date.now() + 3_600_000, actor: 'tests' };
  const made = await makeToken(api.register, { ...given, ...scope });
  if (!made) throw new Error(`'${given.name}' is taken`);
  return made;
}

async function changes(times: number, one = reference): Promise<string[]> {
  const made: string[] = [];
  for (let time = 0; time < times; time += 1) made.push(await change(one));
  return made;
}

const arrived = (client: EventClient, wanted: string[]) =>
  eventually(`${wanted.join(', ')} arrives`, async () => wanted.every((one) => client.changes.includes(one)));

interface ApiProcess {
  url: string;
  server: Server;
  /** As start/run-api.ts does it. */
  stop(): Promise<void>;
}

/** Another process's worth of API on the same register. */
async function anotherApi(streamLimits?: Partial<StreamLimits>): Promise<ApiProcess> {
  const register = openRegister(api.register.url, { connections: 3 });
  const feed = new ChangeFeed(register);
  const app = createApi({
    register,
    library: api.library,
    directory: await loadRecourseDirectory(),
    classification: await loadClassification(),
    questionnaires: await loadQuestionnaires(),
    attachments: noAttachments(register),
    outcomes: new Outcomes(register),
    changes: feed,
    tokens: [{ token, name: 'Test desk' }],
    desk: deskSettings,
    log: pino({ level: 'silent' }),
    publicUrl: 'http://localhost:3000',
    readiness: async () => ({ database: true, temporal: true, searchAttributes: true, worker: true }),
    streamLimits,
  });
  const server: Server = await new Promise((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const one = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    async stop() {
      await feed.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      });
      await register.close();
    },
  };
  processes.push(one);
  return one;
}

test('every change is told, with how the complaint stands and nothing personal', async () => {
  const client = await follow();
  const made = await change();
  await arrived(client, [made]);
  const told = client.events.at(-1);
  expect(told).toEqual({
    id: expect.stringMatching(/^\d+-OPT-\d{4}-\d{6}-\d+$/),
    event: 'complaint-changed',
    data: {
      reference,
      number: Number(made.split(' ')[1]),
      at: expect.any(String),
      event: 'seen',
      procedure: 'opticourtage',
      stage: 'received',
      level: '1',
      links: { complaint: `/api/complaints/${reference}` },
    },
  });
});

test('a change that the API itself makes is told', async () => {
  const client = await follow();
  await api.post(`/api/complaints/${reference}/decisions`, { decision: 'acknowledge-now' });
  await eventually('the decision is told', async () => client.events.some(({ data }) => data.event === 'decision-accepted'));
});

test('what happened before the first connection is not told', async () => {
  const before = await change();
  // A transaction that is still open anywhere on the server, as other tests have them, would count it among what is to come.
  await eventually('every transaction until then has ended', async () => {
    const { transaction } = await presentPosition(api.register.database);
    return transaction > (await newestTransaction());
  });
  const client = await follow();
  const after = await change();
  await arrived(client, [after]);
  expect(client.changes).not.toContain(before);
});

test.each([
  ['one firm', () => '?procedure=almena'],
  ['one complaint', () => `?reference=${other}`],
])('a client hears of %s where it asks for that', async (_what, query) => {
  const client = await follow({ query: query() });
  await change(reference);
  const wanted = await change(other);
  await arrived(client, [wanted]);
  expect(client.changes).toEqual([wanted]);
});

test('a client that comes again hears of everything that it has missed, once, and of what follows', async () => {
  const first = await follow();
  await arrived(first, [await change()]);
  await first.close();
  // More than is read at once.
  const missed = await changes(1_100, other);
  const again = await follow({ lastEventId: first.lastId });
  const next = await change();
  await arrived(again, [next]);
  expect(again.changes).toEqual([...missed, next]);
});

test('a client whose filter lets nothing through comes again from where it last had a sign of life', async () => {
  const { url } = await anotherApi({ heartbeatSeconds: 0.05, changesBack: 10 });
  const client = await follow({ url, query: `?reference=${other}` });
  const seen = client.lastId;
  await changes(30);
  const { rows } = await sql<{ last: string }>`select max(transaction::text::bigint)::text as last from journal`.execute(
    api.register.database,
  );
  await eventually(
    'the sign of life has moved on, past the last change',
    async () => client.lastId !== seen && Number(client.lastId?.split('-')[0]) > Number(rows[0]?.last),
  );
  await client.close();
  const again = await follow({ url, query: `?reference=${other}`, lastEventId: client.lastId });
  const next = await change(other);
  await arrived(again, [next]);
  expect(again.events.map(({ event }) => event)).toEqual(['complaint-changed']);
});

test('a stream ends at its next sign of life once its token is revoked or its person disabled, and others go on', async () => {
  const { url } = await anotherApi({ heartbeatSeconds: 0.05 });
  const system = await aToken({ name: 'Listening system' });
  const person = await aPerson('listening');
  const own = await aToken({ name: 'Listening', account: person });
  const [bySystem, byPerson, byOperator] = [
    await follow({ url, token: system.token }),
    await follow({ url, token: own.token }),
    await follow({ url }),
  ];
  const before = byOperator.comments;
  await revokeToken(api.register, system.id, 'tests');
  await bySystem.ended;
  await disableAccount(api.register, person, 'tests');
  await byPerson.ended;
  await eventually('the operator’s stream goes on', async () => byOperator.comments > before + 2);
  for (const { token } of [system, own]) expect((await EventClient.open(url, { token })).status).toBe(401);
});

test('whoever may see less by now is told less from the next sign of life on', async () => {
  const { url } = await anotherApi({ heartbeatSeconds: 0.05 });
  const person = await aPerson('narrowed');
  const { token } = await aToken({ name: 'Narrowed', account: person });
  const client = await follow({ url, token });
  await arrived(client, [await change(other)]);
  await setGrants(api.register, { account: person, grants: [grantFor('opticourtage')], actor: 'tests' });
  const comments = client.comments;
  await eventually('it was asked anew', async () => client.comments > comments + 2);
  const [unseen, seen] = [await change(other), await change()];
  await arrived(client, [seen]);
  expect(client.changes).not.toContain(unseen);
});

test('a change whose transaction ends late is missed by nobody, neither who listens nor who comes again', async () => {
  const listening = await follow();
  await arrived(listening, [await change()]);
  const place = listening.lastId;
  let late = '';
  let early = '';
  await api.register.database.transaction().execute(async (queries) => {
    late = await change(reference, queries);
    // It begins later and commits first.
    early = await change(other);
    const inBetween = await follow({ lastEventId: place });
    await pause(400);
    expect(inBetween.changes).toEqual([]);
    expect(listening.changes).not.toContain(early);
    await inBetween.close();
    expect(inBetween.lastId).not.toContain(other);
  });
  await arrived(listening, [late, early]);
  expect(listening.changes.slice(-2)).toEqual([late, early]);
  const again = await follow({ lastEventId: place });
  await arrived(again, [late, early]);
  expect(again.changes).toEqual([late, early]);
});

test.each([
  ['is none', 'what is this?'],
  ['lies ahead of everything, as after a restore', '999999999999-OPT-2026-000001-1'],
])('a client whose last id %s is told to read anew, and hears of what follows', async (_what, lastEventId) => {
  const client = await follow({ lastEventId });
  await eventually('it is told', async () => client.events.length > 0);
  expect(client.events[0]).toMatchObject({ event: 'reset', data: { reason: 'changes-missed' } });
  const next = await change();
  await arrived(client, [next]);
  expect(client.changes).toEqual([next]);
});

test('a client that was away for too many changes is told to read anew', async () => {
  const { url } = await anotherApi({ changesBack: 5 });
  const first = await follow({ url });
  await arrived(first, [await change()]);
  await first.close();
  await changes(5);
  const near = await follow({ url, lastEventId: first.lastId });
  await eventually('it has caught up', async () => near.changes.length === 5);
  await change();
  const far = await follow({ url, lastEventId: first.lastId });
  await eventually('it is told', async () => far.events.length > 0);
  expect(far.events[0]?.event).toBe('reset');
});

test('two processes with many clients each tell every client of everything', async () => {
  const { url } = await anotherApi();
  const all = await Promise.all([...Array(20).keys()].map((place) => follow(place % 2 ? { url } : {})));
  const made = [...(await changes(5)), ...(await changes(5, other))];
  for (const client of all) {
    await arrived(client, made);
    expect(client.changes).toEqual(made);
  }
});

test('one connection listens for all clients of a process', async () => {
  await follow();
  await follow();
  const { rows } = await sql<{ count: number }>`select count(*) as count from pg_stat_activity
    where datname = current_database() and application_name = 'doleance-listen' and query = 'listen journal'`.execute(
    api.register.database,
  );
  expect(rows[0]?.count).toBe(1);
});

test('when the connections to PostgreSQL break and come back, clients that stay hear of everything', async () => {
  const { url } = await anotherApi();
  const client = await follow({ url });
  await arrived(client, [await change()]);
  const name = new URL(api.register.url).pathname.slice(1);
  const supervisor = new pg.Client({ connectionString: process.env['TEST_DATABASE_SERVER_URL'] });
  await supervisor.connect();
  try {
    await supervisor.query(`alter database ${name} allow_connections false`);
    await supervisor.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await pause(1_500);
    await supervisor.query(`alter database ${name} allow_connections true`);
  } finally {
    await supervisor.end();
  }
  const made = await eventually('the register is there again', () => changes(3));
  await arrived(client, made);
  expect(client.changes.slice(1)).toEqual(made);
});

test('beyond the number of streams that a process serves, a client is asked to come later', async () => {
  const { url } = await anotherApi({ streams: 2 });
  await follow({ url });
  const second = await follow({ url });
  const third = await fetch(`${url}/api/events`, { headers: { Authorization: `Bearer ${token}` } });
  expect(third.status).toBe(503);
  expect(third.headers.get('retry-after')).toBe('5');
  await third.body?.cancel();
  await second.close();
  await eventually('there is room again', async () => {
    const client = await EventClient.open(url);
    clients.push(client);
    return client.status === 200;
  });
});

/** Of the journal. */
async function newestTransaction(): Promise<bigint> {
  const { rows } = await sql<{ newest: string }>`
    select transaction::text as newest from journal where transaction is not null order by transaction desc limit 1`.execute(
    api.register.database,
  );
  return BigInt(rows[0]?.newest ?? '0');
}

test('a client that does not read is dropped, and holds up no other', async () => {
  const one = await anotherApi({ waitingBytes: 2_000 });
  const { hostname, port } = new URL(one.url);
  const deaf = connect({ host: hostname, port: Number(port) });
  deaf.pause();
  const gone = new Promise((resolve) => deaf.once('close', resolve));
  deaf.on('error', () => undefined);
  deaf.write(`GET /api/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`);
  const listening = await follow({ url: one.url });
  // Far more than the system keeps for a connection; the other has read all of one part before the next is made.
  for (let parts = 1; parts <= 8; parts += 1) {
    await sql`insert into journal (reference, number, at, actor, event, previous, hash)
      select ${reference}, 0, now(), 'x', repeat('e', 20000), '', '' from generate_series(1, 100)`.execute(api.register.database);
    await eventually('the other hears of all', async () => listening.changes.length === parts * 100);
  }
  deaf.resume();
  await gone;
});

test('a process that stops ends its streams, and waits for none', async () => {
  const one = await anotherApi();
  const client = await follow({ url: one.url });
  const before = performance.now();
  await one.stop();
  processes.splice(processes.indexOf(one), 1);
  await client.ended;
  expect(performance.now() - before).toBeLessThan(5_000);
});

test('a stream needs a token, and a filter that can be one', async () => {
  expect((await api.send('/api/events', {})).status).toBe(401);
  expect((await api.get('/api/events?reference=nothing')).status).toBe(422);
  expect((await api.get('/api/events?what=else')).status).toBe(422);
  const head = await api.send('/api/events', { method: 'HEAD', headers: { Authorization: `Bearer ${token}` } });
  expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
});
