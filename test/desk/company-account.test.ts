import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Issuer } from '../../api/access/oidc/issuer.ts';
import { disableAccount } from '../../register/accounts/account-state.ts';
import { accountByLogin, grantsOf } from '../../register/accounts/accounts.ts';
import { readAccountChanges } from '../../register/accounts/changes.ts';
import { setGrants } from '../../register/accounts/grants.ts';
import { deskSettings } from '../api/api-server.ts';
import { type Browser, browser, type Visit } from './browser.ts';
import { type DeskUnderTest, startDesk, tokenIn } from './desk-server.ts';
import { type IssuerUnderTest, type Person, startIssuer } from './oidc-issuer.ts';

// Signing in with the firm's own accounts, at a real issuer.

/** Where the issuer believes the desk to be. */
const publicUrl = 'http://localhost:3000';

let issuer: IssuerUnderTest;
let desk: DeskUnderTest;
beforeAll(async () => {
  issuer = await startIssuer({ redirectUri: `${publicUrl}/desk/oidc/callback`, signedOutUri: `${publicUrl}/desk/sign-in` });
  const { url, clientId, clientSecret } = issuer;
  const values = new Map([
    ['Claims-Team', ['case-handler@opticourtage', 'compliance@optimco']],
    ['Everybody', []],
  ]);
  const settings = {
    issuer: url,
    clientId,
    clientSecret,
    scopes: 'openid profile email',
    rolesClaim: 'groups',
    firmsClaim: 'firms',
    values,
  };
  desk = await startDesk({ publicUrl, desk: { ...deskSettings, localSignIn: false, issuer: new Issuer(settings, publicUrl) } });
});
afterAll(async () => {
  await desk.close();
  await issuer.stop();
});

let person: Person;
let number = 0;
beforeEach(() => {
  number += 1;
  person = {
    sub: `subject-${number}`,
    name: 'Camille Exemple',
    preferred_username: `camille.${number}`,
    email: 'camille@example.org',
    groups: ['Claims-Team', 'Everybody', 'Car-Park'],
  };
  issuer.person = person;
});

/** Signs in: to the issuer, and back to the desk. */
async function signIn(
  from: Browser = browser(),
  way = '/desk/oidc',
): Promise<{ visit: Visit; window: Browser; callback: string }> {
  const there = await from.follow(`${desk.url}${way}`, (next) => next.startsWith(publicUrl));
  const callback = there.address.replace(publicUrl, desk.url);
  return { visit: await from.follow(callback), window: from, callback };
}

const visitTo = (window: Browser, path: string) => window.follow(`${desk.url}${path}`);

describe('Somebody who signs in with the firm’s account', () => {
  test('comes to where they wanted to go, and never to another site', async () => {
    const led = await signIn(browser(), '/desk/oidc?next=%2Fdesk%2Fpreferences');
    expect(new URL(led.visit.address).pathname).toBe('/desk/preferences');
    const elsewhere = await signIn(browser(), '/desk/oidc?next=https%3A%2F%2Fevil.example%2F');
    expect(new URL(elsewhere.visit.address).pathname).toBe('/desk');
  });

  test('is let in with the roles that it gives them, and has an account from then on', async () => {
    const { visit } = await signIn();
    expect([visit.status, new URL(visit.address).pathname]).toEqual([200, '/desk']);
    expect(visit.text).toContain('Camille Exemple');
    const account = await accountByLogin(desk.register.database, `camille.${number}`);
    expect(account).toMatchObject({
      issuer: issuer.url,
      subject: `subject-${number}`,
      password: null,
      signed_in_at: expect.any(Date),
    });
    expect(await grantsOf(desk.register.database, account?.id ?? '')).toEqual([
      { procedure: 'opticourtage', role: 'case-handler', staff: null },
      { procedure: 'optimco', role: 'compliance', staff: null },
    ]);
  });

  test('has the roles of now at the next time, and keeps who they are among the staff', async () => {
    await signIn();
    const { id = '' } = (await accountByLogin(desk.register.database, `camille.${number}`)) ?? {};
    const bound = [{ procedure: 'opticourtage', role: 'case-handler' as const, staff: 'client-service' }];
    await setGrants(desk.register, { account: id, grants: bound, actor: 'tests', firms: ['opticourtage'] });
    issuer.person = { ...person, name: 'Camille Exemple-Autre', groups: ['complaints-manager@opticourtage'] };
    const { visit } = await signIn();
    expect(visit.text).toContain('Camille Exemple-Autre');
    expect(await grantsOf(desk.register.database, id)).toEqual([
      { procedure: 'opticourtage', role: 'complaints-manager', staff: 'client-service' },
    ]);
    const changes = await readAccountChanges(desk.register.database, { account: id, limit: 3 });
    expect(changes.map(({ event, actor }) => `${event} by ${actor}`)).toContain(`role-taken by ${issuer.url}`);
  });

  test('with a role for every firm may be somebody of one firm’s staff, as an administrator has said', async () => {
    issuer.person = { ...person, groups: ['complaints-manager@*'] };
    await signIn();
    const { id = '' } = (await accountByLogin(desk.register.database, `camille.${number}`)) ?? {};
    const role = 'complaints-manager' as const;
    const bound = [
      { procedure: '*', role, staff: null },
      { procedure: 'opticourtage', role, staff: 'complaints-manager' },
    ];
    await setGrants(desk.register, { account: id, grants: bound, actor: 'tests' });
    await signIn();
    expect(await grantsOf(desk.register.database, id)).toEqual(bound);
  });

  test('is not let in without a role, and loses those that they had', async () => {
    await signIn();
    issuer.person = { ...person, groups: ['Everybody'] };
    const { visit } = await signIn();
    expect([visit.status, visit.text.includes('aucun rôle ne vous est attribué')]).toEqual([403, true]);
    const { id = '' } = (await accountByLogin(desk.register.database, `camille.${number}`)) ?? {};
    expect(await grantsOf(desk.register.database, id)).toEqual([]);
    issuer.person = { ...person, sub: 'stranger', preferred_username: 'stranger', groups: [] };
    await signIn();
    expect(await accountByLogin(desk.register.database, 'stranger')).toBeUndefined();
  });

  test('is not let in when their account is disabled here', async () => {
    await signIn();
    const account = await accountByLogin(desk.register.database, `camille.${number}`);
    await disableAccount(desk.register, account?.id ?? '', 'tests');
    expect((await signIn()).visit.status).toBe(403);
  });

  test('is never taken for a local account of the same login', async () => {
    const local = await accountOfLogin(`camille.${number}`);
    await signIn();
    const own = await accountByLogin(desk.register.database, `camille.${number}-2`);
    expect(own?.subject).toBe(`subject-${number}`);
    expect((await accountByLogin(desk.register.database, local))?.subject).toBeNull();
  });

  test('who turns back is told so, and the same way back opens nothing twice', async () => {
    issuer.person = undefined;
    expect((await signIn()).visit.status).toBe(403);
    issuer.person = person;
    const { window, callback } = await signIn();
    expect((await window.follow(callback)).status).toBe(422);
    expect((await browser().follow(callback)).status).toBe(422);
  });

  test('is signed out there too, on a page that goes on by itself', async () => {
    const { window } = await signIn();
    const page = await visitTo(window, '/desk/preferences');
    const token = /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const out = await window.follow(`${desk.url}/desk/sign-out`, () => true, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ _csrf: token }).toString(),
    });
    const onward = /http-equiv="refresh" content="0; url=([^"]+)"/
      .exec(out.text)?.[1]
      ?.replaceAll('&amp;', '&')
      .replaceAll('&#x3D;', '=');
    expect(onward?.startsWith(`${issuer.url}/session/end?`)).toBe(true);
    expect(new URL(onward ?? '').searchParams.get('post_logout_redirect_uri')).toBe(`${publicUrl}/desk/sign-in`);
    expect(new URL((await visitTo(window, '/desk')).address).pathname).toBe('/desk/sign-in');
  });
});

/** Makes a local account of a login, past the desk. */
async function accountOfLogin(login: string): Promise<string> {
  const { makeAccount } = await import('../../register/accounts/accounts.ts');
  await makeAccount(desk.register, { login, name: 'Dominique Exemple', grants: [] });
  return login;
}

test('with the firm’s accounts alone, nobody signs in with a password and no account is made by hand', async () => {
  const page = await desk.send('/desk/sign-in', {});
  expect([page.text.includes('href="/desk/oidc"'), page.text.includes('type="password"')]).toEqual([true, false]);
  const headers = { Origin: publicUrl, 'Content-Type': 'application/x-www-form-urlencoded' };
  const answer = await desk.send('/desk/sign-in', { method: 'POST', headers, body: 'login=admin&password=x' });
  expect(answer.status).toBe(404);
  expect(() => tokenIn(page)).toThrow();
});

test('an issuer that does not answer is a page that says so', async () => {
  const settings = {
    issuer: 'http://127.0.0.1:9',
    clientId: 'x',
    scopes: 'openid',
    rolesClaim: 'roles',
    firmsClaim: 'firms',
    values: new Map(),
  };
  const other = await startDesk({ desk: { ...deskSettings, issuer: new Issuer(settings, publicUrl) } });
  try {
    const { status, text } = await other.send('/desk/oidc', { headers: { 'Accept-Language': 'nl' } });
    expect([status, text.includes('De aanmelddienst antwoordt niet')]).toEqual([503, true]);
  } finally {
    await other.close();
  }
});
