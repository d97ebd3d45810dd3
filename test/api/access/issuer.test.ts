import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Issuer, IssuerFault } from '../../../api/access/oidc/issuer.ts';
import type { OidcSettings } from '../../../api/access/oidc/settings.ts';
import { browser } from '../../desk/browser.ts';
import { type IssuerUnderTest, startIssuer } from '../../desk/oidc-issuer.ts';

const desk = 'http://127.0.0.1:9';
const dominique = {
  sub: 'person-1',
  name: 'Dominique Exemple',
  email: 'dominique@example.org',
  preferred_username: 'Dominique',
  roles: ['case-handler'],
  firms: ['opticourtage'],
};

let issuer: IssuerUnderTest;
beforeAll(async () => {
  issuer = await startIssuer({ redirectUri: `${desk}/desk/oidc/callback`, signedOutUri: `${desk}/desk/sign-in` });
});
afterAll(() => issuer.stop());
beforeEach(() => {
  issuer.person = dominique;
});

function client(changes: Partial<OidcSettings> = {}): Issuer {
  const { url, clientId, clientSecret } = issuer;
  const usual = { scopes: 'openid profile email', rolesClaim: 'roles', firmsClaim: 'firms', values: new Map() };
  return new Issuer({ issuer: url, clientId, clientSecret, ...usual, ...changes }, desk);
}

/** Goes where a browser is sent, until it is sent back to the desk. */
async function sentBack(url: URL): Promise<URLSearchParams> {
  const { address } = await browser().follow(url.href, (next) => next.startsWith(desk));
  return new URL(address).searchParams;
}

describe('Somebody who signs in with the firm’s own service', () => {
  test('comes back with who they are and what they may do, from the page about them where the ID token does not say it', async () => {
    const { url, underWay } = await client().begin();
    const { identity, idToken } = await client().finish(await sentBack(url), underWay);
    expect(identity).toEqual({
      issuer: issuer.url,
      subject: 'person-1',
      login: 'dominique',
      name: 'Dominique Exemple',
      email: 'dominique@example.org',
      grants: [{ role: 'case-handler', procedure: 'opticourtage', staff: null }],
      staffGiven: false,
    });
    expect(idToken.split('.')).toHaveLength(3);
  });

  test('is sent with a challenge (PKCE, S256), a state and a nonce, new ones each time', async () => {
    const [one, other] = [await client().begin(), await client().begin()];
    const { searchParams } = one.url;
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    expect(searchParams.get('response_type')).toBe('code');
    for (const name of ['code_challenge', 'state', 'nonce']) {
      expect(searchParams.get(name)).toMatch(/^[\w-]{43}$/);
      expect(searchParams.get(name)).not.toBe(other.url.searchParams.get(name));
    }
  });

  test('is refused with another state, nonce or verifier than they left with', async () => {
    const stranger = (await client().begin()).underWay;
    for (const part of ['state', 'nonce', 'verifier'] as const) {
      const { url, underWay } = await client().begin();
      const query = await sentBack(url);
      await expect(client().finish(query, { ...underWay, [part]: stranger[part] })).rejects.toThrow(IssuerFault);
    }
  });

  test('is refused when the same answer comes twice', async () => {
    const { url, underWay } = await client().begin();
    const query = await sentBack(url);
    await client().finish(query, underWay);
    await expect(client().finish(query, underWay)).rejects.toMatchObject({ message: expect.stringContaining('invalid_grant') });
  });

  test('is known to have turned back where they did', async () => {
    issuer.person = undefined;
    const { url, underWay } = await client().begin();
    await expect(client().finish(await sentBack(url), underWay)).rejects.toMatchObject({ refused: true });
  });

  test('signs out there too, with the proof of who they are', async () => {
    const { url, underWay } = await client().begin();
    const { idToken } = await client().finish(await sentBack(url), underWay);
    const end = await client().endSession(idToken, `${desk}/desk/sign-in`);
    expect(end?.href.startsWith(`${issuer.url}/session/end?`)).toBe(true);
    expect(end?.searchParams.get('id_token_hint')).toBe(idToken);
    expect(end?.searchParams.get('post_logout_redirect_uri')).toBe(`${desk}/desk/sign-in`);
  });
});

test('an issuer with another secret than ours gives nobody in', async () => {
  const wrong = client({ clientSecret: 'not-the-secret-of-this-client' });
  const { url, underWay } = await wrong.begin();
  await expect(wrong.finish(await sentBack(url), underWay)).rejects.toMatchObject({
    message: expect.stringContaining('invalid_client'),
  });
});

test('an issuer that does not answer, or is another, is a fault; it is asked again the next time', async () => {
  await expect(client({ issuer: 'http://127.0.0.1:9' }).begin()).rejects.toThrow(IssuerFault);
  await expect(client({ issuer: `${issuer.url}/elsewhere` }).begin()).rejects.toThrow(IssuerFault);
  const later = client();
  await later.begin();
  await expect(later.begin()).resolves.toBeDefined();
});
