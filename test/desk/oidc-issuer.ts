import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Configuration, Provider } from 'oidc-provider';

/** What the issuer says of a person. */
export type Person = { sub: string } & Record<string, unknown>;

/** A real issuer of OpenID Connect on this machine; it asks for no password. */
export interface IssuerUnderTest {
  url: string;
  clientId: string;
  clientSecret: string;
  /** Who signs in from now on; undefined: somebody who turns back. */
  person: Person | undefined;
  stop(): Promise<void>;
}

/**
 * @param options.redirectUri where Doléance wants people back after they have signed in
 * @param options.signedOutUri where it wants them back after they have signed out
 * @param options.inIdToken whether all that is said of a person stands in the ID token, as some issuers have it, or at a page of its own
 */
export async function startIssuer({
  redirectUri,
  signedOutUri,
  inIdToken = false,
}: {
  redirectUri: string;
  signedOutUri: string;
  inIdToken?: boolean;
}): Promise<IssuerUnderTest> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer: IssuerUnderTest = {
    url,
    clientId: 'doleance',
    clientSecret: 'a-secret-of-the-test-issuer-of-40-characters',
    person: undefined,
    stop: () => stop(server),
  };
  const provider = await withoutAdvice(url, configurationOf(issuer, { redirectUri, signedOutUri, inIdToken }));
  const answer = provider.callback();
  server.on('request', (request, response) => {
    const interaction = /^\/interaction\//.test(request.url ?? '');
    if (!interaction) return void answer(request, response);
    const result = issuer.person ? { login: { accountId: issuer.person.sub } } : { error: 'access_denied' };
    void provider.interactionFinished(request, response, result);
  });
  return issuer;
}

/** Its advice is for those who serve people with it. */
async function withoutAdvice(url: string, configuration: Configuration): Promise<Provider> {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    const { Provider } = await import('oidc-provider');
    return new Provider(url, configuration);
  } finally {
    console.warn = warn;
  }
}

function configurationOf(
  issuer: IssuerUnderTest,
  { redirectUri, signedOutUri, inIdToken }: { redirectUri: string; signedOutUri: string; inIdToken: boolean },
): Configuration {
  return {
    clients: [
      {
        client_id: issuer.clientId,
        client_secret: issuer.clientSecret,
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [signedOutUri],
      },
    ],
    cookies: { keys: ['for-tests-only'] },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource: (context, form) => void (context.body = form) },
    },
    pkce: { required: () => true },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    conformIdTokenClaims: !inIdToken,
    claims: {
      openid: ['sub', 'roles', 'firms', 'groups', 'realm_access'],
      profile: ['name', 'preferred_username'],
      email: ['email'],
    },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => issuer.person ?? { sub } }),
    // Nobody is asked for consent: the firm's own service has given it.
    loadExistingGrant: async (context) => {
      const { client, session, provider } = context.oidc;
      const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  };
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
