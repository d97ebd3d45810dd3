import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { tryLimits } from '../../api/desk/access/sign-in.ts';
import { strangersSessions } from '../../api/desk/access/signed-in.ts';
import { digestOfSession } from '../../api/desk/session-store.ts';
import { disableAccount } from '../../register/accounts/account-state.ts';
import { accountById } from '../../register/accounts/accounts.ts';
import { type Answer, deskSettings, registered } from '../api/api-server.ts';
import { cookieOf, type DeskUnderTest, type SignedIn, startDesk, tokenIn } from './desk-server.ts';

let desk: DeskUnderTest;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

const here = () => ({ Origin: desk.url, 'Sec-Fetch-Site': 'same-origin' });

/** Posts the form of the sign-in page. */
async function tryToSignIn(login: string, password: string, headers: Record<string, string> = {}) {
  const page = await desk.send('/desk/sign-in', {});
  return desk.send('/desk/sign-in', {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Cookie: cookieOf(page), ...headers },
    body: new URLSearchParams({ _csrf: tokenIn(page), login, password }).toString(),
  });
}

/** The id that a cookie holds, without its signature. */
function sessionOf({ cookie }: SignedIn): Buffer {
  const [id = ''] = decodeURIComponent(cookie.split('=')[1] ?? '')
    .replace(/^s:/, '')
    .split('.');
  return digestOfSession(id);
}

test('whoever is not signed in is sent to the sign-in page, and afterwards where they wanted to go', async () => {
  const asked = await desk.send('/desk/preferences?a=1', { redirect: 'manual' });
  const signIn = asked.headers.get('location') ?? '';
  expect([asked.status, signIn]).toEqual([303, '/desk/sign-in?next=%2Fdesk%2Fpreferences%3Fa%3D1']);
  const { login, password } = await desk.signIn();
  const page = await desk.send(signIn, {});
  const next = /name="next" value="([^"]+)"/.exec(page.text)?.[1]?.replaceAll('&#x3D;', '=') ?? '';
  const answer = await signedInFrom(page, { next, login, password });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/desk/preferences?a=1']);
  for (const elsewhere of ['https://evil.example/', '//evil.example', '/\\evil.example', '/desk/sign-out', '/desk/../x']) {
    const led = await signedInFrom(await desk.send('/desk/sign-in', {}), { next: elsewhere, login, password });
    expect([elsewhere, led.headers.get('location')]).toEqual([elsewhere, '/desk']);
  }
});

/** Sends the form of a sign-in page. */
function signedInFrom(page: Answer, form: Record<string, string>): Promise<Answer> {
  return desk.send('/desk/sign-in', {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Cookie: cookieOf(page) },
    body: new URLSearchParams({ _csrf: tokenIn(page), ...form }).toString(),
  });
}

test('who only knocks begins no session, and looking at pages on and on begins no more of them', async () => {
  const sessions = async () =>
    Number((await sql<{ count: number }>`select count(*) from desk_session`.execute(desk.register.database)).rows[0]?.count);
  const from = { headers: { 'X-Forwarded-For': '203.0.113.9' }, redirect: 'manual' } as const;
  const before = await sessions();
  await Promise.all(Array.from({ length: 20 }, () => desk.send('/desk/register', from)));
  expect(await sessions()).toBe(before);
  const most = strangersSessions.limit;
  for (let sent = 0; sent < most + 40; sent += 20)
    await Promise.all(Array.from({ length: 20 }, () => desk.send('/desk/sign-in', from)));
  expect(await sessions()).toBeLessThanOrEqual(before + most);
  expect((await desk.send('/desk/sign-in', from)).status).toBe(200);
});

test('a person signs in, sees the desk, and signs out', async () => {
  const person = await desk.signIn({ name: 'Camille Exemple' });
  const { status, text } = await person.get('/desk');
  expect(status).toBe(200);
  expect(text).toContain('Camille Exemple');
  expect((await person.post('/desk/sign-out')).status).toBe(303);
  expect((await person.get('/desk')).status).toBe(303);
});

test('a wrong password, an unknown login and a disabled account are refused in the same words', async () => {
  const { login, password, account } = await desk.signIn();
  await disableAccount(desk.register, account, 'tests');
  const refused = [
    await tryToSignIn(login, password),
    await tryToSignIn('nobody-of-this-name', password),
    await tryToSignIn((await desk.signIn()).login, 'another password'),
  ];
  for (const { status, text } of refused) {
    expect(status).toBe(422);
    expect(text).toContain('L’identifiant ou le mot de passe est incorrect.');
  }
});

describe('The cookie', () => {
  test('is for this site’s own requests, and is not shown to scripts', async () => {
    const [cookie = ''] = (await desk.send('/desk/sign-in', {})).headers.getSetCookie();
    expect(cookie).toMatch(/^doleance=/);
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
    expect(cookie).toContain('Path=/');
    expect(cookie).not.toContain('Domain');
  });

  test('is bound to the host and to https where people reach the desk by https, whatever the proxy says', async () => {
    const secure = await startDesk({ desk: { ...deskSettings, secureCookies: true }, publicUrl: 'https://desk.example.org' });
    try {
      for (const headers of [{}, { 'X-Forwarded-Proto': 'http' }] as Record<string, string>[]) {
        const [cookie = ''] = (await secure.send('/desk/sign-in', { headers })).headers.getSetCookie();
        expect(cookie).toMatch(/^__Host-doleance=/);
        expect(cookie).toContain('Secure');
      }
    } finally {
      await secure.close();
    }
  });

  test('is another one after signing in, so that a planted one is worth nothing', async () => {
    const page = await desk.send('/desk/sign-in', {});
    const { login, password } = await desk.signIn();
    const answer = await desk.send('/desk/sign-in', {
      method: 'POST',
      redirect: 'manual',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Cookie: cookieOf(page) },
      body: new URLSearchParams({ _csrf: tokenIn(page), login, password }).toString(),
    });
    expect(cookieOf(answer)).not.toBe(cookieOf(page));
    expect((await desk.send('/desk', { redirect: 'manual', headers: { Cookie: cookieOf(page) } })).status).toBe(303);
  });

  test('stands nowhere in the register', async () => {
    const { cookie } = await desk.signIn();
    const { rows } = await sql<{ all: string }>`select string_agg(one::text, ' ') as all from desk_session as one`.execute(
      desk.register.database,
    );
    const [id = ''] = decodeURIComponent(cookie.split('=')[1] ?? '')
      .replace(/^s:/, '')
      .split('.');
    expect(id.length).toBeGreaterThan(40);
    expect(rows[0]?.all).not.toContain(id);
  });
});

describe('A session', () => {
  test('ends when nothing has been done for the idle limit, and is prolonged by what is done', async () => {
    const person = await desk.signIn();
    const id = sessionOf(person);
    await sql`update desk_session set expires_at = now() + interval '5 minutes' where id = ${id}`.execute(desk.register.database);
    expect((await person.get('/desk/session')).status).toBe(204);
    const { rows } = await sql<{ left: number }>`
      select extract(epoch from expires_at - now())::float as left from desk_session where id = ${id}`.execute(
      desk.register.database,
    );
    expect(rows[0]?.left).toBeGreaterThan(59 * 60);
    await sql`update desk_session set expires_at = now() - interval '1 second' where id = ${id}`.execute(desk.register.database);
    expect((await person.get('/desk')).status).toBe(303);
  });

  test('is not prolonged by what its pages ask for by themselves', async () => {
    const person = await desk.signIn();
    const reference = await registered(desk);
    const { body } = await desk.post(`/api/complaints/${reference}/decisions`, { decision: 'acknowledge-now' });
    await person.get(`/desk/complaints/${reference}`);
    await sql`update desk_session set expires_at = now() + interval '5 minutes' where id = ${sessionOf(person)}`.execute(
      desk.register.database,
    );
    for (const asked of ['presence', `messages/${body.id}`])
      expect((await person.get(`/desk/complaints/${reference}/${asked}`, { 'HX-Request': 'true' })).status).toBe(200);
    const { rows } = await sql<{ left: number }>`
      select extract(epoch from expires_at - now())::float as left from desk_session where id = ${sessionOf(person)}`.execute(
      desk.register.database,
    );
    expect(rows[0]?.left).toBeLessThan(5 * 60);
  });

  test('is written down again once a minute at most, and only what has changed', async () => {
    const person = await desk.signIn();
    const id = sessionOf(person);
    const row = async () =>
      (
        await sql<{ place: string }>`select ctid || ' ' || xmin as place from desk_session where id = ${id}`.execute(
          desk.register.database,
        )
      ).rows[0]?.place;
    await person.get('/desk');
    const written = await row();
    for (const path of ['/desk', '/desk/register', '/desk/preferences', '/desk/session', '/desk/nowhere']) await person.get(path);
    expect(await row()).toBe(written);
    await sql`update desk_session set expires_at = expires_at - interval '61 seconds' where id = ${id}`.execute(
      desk.register.database,
    );
    const aMinuteOld = await row();
    await person.get('/desk');
    const prolonged = await row();
    expect(prolonged).not.toBe(aMinuteOld);
    await person.get('/desk');
    expect(await row()).toBe(prolonged);
  });

  test('ends at its whole limit, whatever is done', async () => {
    const person = await desk.signIn();
    await sql`update desk_session set created_at = now() - interval '13 hours' where id = ${sessionOf(person)}`.execute(
      desk.register.database,
    );
    expect((await person.get('/desk')).status).toBe(303);
  });

  test('of a disabled person ends at once', async () => {
    const person = await desk.signIn();
    await disableAccount(desk.register, person.account, 'tests');
    expect((await person.get('/desk')).status).toBe(303);
  });

  test('that has ended is not brought back by a request that was under way', async () => {
    const person = await desk.signIn();
    const before = await person.get('/desk/preferences');
    expect(before.status).toBe(200);
    await person.post('/desk/sign-out');
    const store = await sql<{ account: string | null }>`select account from desk_session where id = ${sessionOf(person)}`.execute(
      desk.register.database,
    );
    expect(store.rows).toEqual([{ account: null }]);
    expect((await person.get('/desk')).status).toBe(303);
  });
});

describe('A form', () => {
  test('that another site has made is refused, with whatever token', async () => {
    const person = await desk.signIn();
    expect((await person.post('/desk/sign-out', { _csrf: 'invented' })).status).toBe(403);
    for (const headers of [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
    ])
      expect([headers, (await person.post('/desk/sign-out', {}, headers as Record<string, string>)).status]).toEqual([
        headers,
        403,
      ]);
    expect((await person.get('/desk')).status).toBe(200);
  });

  test('of the address under which people reach the desk is taken, though a proxy has given the request another host', async () => {
    const person = await desk.signIn();
    const headers = { Origin: 'http://localhost:3000', 'Sec-Fetch-Site': 'same-origin' };
    expect((await person.post('/desk/preferences', { language: 'fr' }, headers)).status).toBe(303);
  });

  test('carries a token that reads otherwise on each page, and is worth nothing to another session', async () => {
    const [one, other] = [await desk.signIn(), await desk.signIn()];
    const token = tokenIn(await one.get('/desk/preferences'));
    expect(tokenIn(await one.get('/desk/preferences'))).not.toBe(token);
    expect((await other.post('/desk/sign-out', { _csrf: token })).status).toBe(403);
    expect((await one.post('/desk/sign-out', { _csrf: token })).status).toBe(303);
  });
});

describe('What somebody had written when their session ended', () => {
  /** Sends a form without a session, as a browser does; then signs in. */
  async function sentTooLate(person: SignedIn, form: Record<string, string>, as: SignedIn = person, headers = here()) {
    const sent = await desk.send('/desk/preferences', {
      method: 'POST',
      redirect: 'manual',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams({ _csrf: 'of the session that ended', _by: person.account, ...form }).toString(),
    });
    const page = await desk.send('/desk/sign-in', { headers: { Cookie: cookieOf(sent) } });
    const signedIn = await desk.send('/desk/sign-in', {
      method: 'POST',
      redirect: 'manual',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Cookie: cookieOf(sent) },
      body: new URLSearchParams({ _csrf: tokenIn(page), login: as.login, password: as.password }).toString(),
    });
    return { page, location: signedIn.headers.get('location'), cookie: cookieOf(signedIn) };
  }

  const form = { language: 'nl', note: 'Un long texte avec « accents », et\nplusieurs lignes' };

  test('is kept until they have signed in again, and is sent when they say so, not before', async () => {
    const person = await desk.signIn();
    const { page, location, cookie } = await sentTooLate(person, form);
    expect(page.text).toContain('Ce que vous aviez écrit est conservé');
    expect(location).toBe('/desk/kept-form');
    const kept = await desk.send('/desk/kept-form', { headers: { Cookie: cookie } });
    expect(kept.text).toContain('action="/desk/preferences"');
    expect(kept.text).toContain('Un long texte avec « accents », et\nplusieurs lignes');
    expect((await accountById(desk.register.database, person.account))?.language).toBe('fr');
    const again = await desk.send('/desk/preferences', {
      method: 'POST',
      redirect: 'manual',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Cookie: cookie },
      body: new URLSearchParams({ _csrf: tokenIn(kept), ...form }).toString(),
    });
    expect(again.status).toBe(303);
    expect((await accountById(desk.register.database, person.account))?.language).toBe('nl');
    const gone = await desk.send('/desk/kept-form', { redirect: 'manual', headers: { Cookie: cookie } });
    expect(gone.status).toBe(303);
  });

  test('is sealed meanwhile: the register cannot read it', async () => {
    await sentTooLate(await desk.signIn(), { note: 'Une phrase que personne ne doit lire' });
    const { rows } = await sql<{ all: string }>`select string_agg(content::text, ' ') as all from desk_session`.execute(
      desk.register.database,
    );
    expect(rows[0]?.all).not.toMatch(/personne ne doit lire/);
  });

  test('is not given to another who signs in there', async () => {
    const { cookie } = await sentTooLate(await desk.signIn(), form, await desk.signIn());
    const kept = await desk.send('/desk/kept-form', { redirect: 'manual', headers: { Cookie: cookie } });
    expect([kept.status, kept.text.includes('Un long texte')]).toEqual([303, false]);
  });

  test('is kept only where the form is this site’s own', async () => {
    const { location } = await sentTooLate(await desk.signIn(), form, undefined, {
      Origin: 'https://evil.example',
      'Sec-Fetch-Site': 'cross-site',
    });
    expect(location).toBe('/desk');
  });

  test('in another window since, is shown to be sent with the token of now', async () => {
    const person = await desk.signIn();
    const answer = await person.post(
      '/desk/preferences',
      { ...form, _csrf: tokenIn(await (await desk.signIn()).get('/desk/preferences')) },
      here(),
    );
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/desk/kept-form']);
    expect((await person.get('/desk/kept-form')).text).toContain('plusieurs lignes');
  });

  test('stays on the page where a script has asked: it is told that the session has ended, and goes nowhere', async () => {
    const answer = await desk.send('/desk/preferences', {
      method: 'POST',
      redirect: 'manual',
      headers: { 'HX-Request': 'true' },
    });
    expect([answer.status, answer.headers.get('x-session-ended'), answer.headers.get('location')]).toEqual([401, 'true', null]);
    const framed = await desk.send('/desk/preferences', {
      method: 'POST',
      redirect: 'manual',
      headers: { 'Sec-Fetch-Dest': 'iframe' },
    });
    expect([framed.status, framed.headers.get('content-security-policy')]).toEqual([
      401,
      "default-src 'none'; frame-ancestors 'self'",
    ]);
  });
});

describe('Guessing', () => {
  test('as somebody ends after some tries, wherever they come from, also for who knows the password', async () => {
    const { login, password } = await desk.signIn();
    for (let made = 0; made < tryLimits.as; made += 1)
      expect((await tryToSignIn(login, 'wrong', { 'X-Forwarded-For': `192.0.2.${made}` })).status).toBe(422);
    const { status, headers, text } = await tryToSignIn(login.toUpperCase(), password, { 'X-Forwarded-For': '192.0.2.99' });
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(text).toContain('Trop de tentatives');
  });

  test('from somewhere ends after more tries, whoever they are made as; what succeeds is no guess', async () => {
    const from = { 'X-Forwarded-For': '198.51.100.7' };
    const person = await desk.signIn();
    expect((await tryToSignIn(person.login, person.password, from)).status).toBe(303);
    await sql`update try_count set tries = ${tryLimits.from - 1} where what = 'sign-in from' and tries = 0`.execute(
      desk.register.database,
    );
    expect((await tryToSignIn('somebody', 'wrong', from)).status).toBe(422);
    expect((await tryToSignIn('somebody-else', 'wrong', from)).status).toBe(429);
    expect((await tryToSignIn(person.login, person.password, { 'X-Forwarded-For': '198.51.100.8' })).status).toBe(303);
  });
});
