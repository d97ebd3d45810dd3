import * as openid from 'openid-client';
import { type Identity, identityOf } from './identity.ts';
import type { OidcSettings } from './settings.ts';

/** What is kept in the session between the way to the issuer and the way back; whoever knows it could finish the sign-in. */
export interface SignInUnderWay {
  state: string;
  nonce: string;
  verifier: string;
}

/** What the issuer answered cannot be used, or it does not answer; the message is for the log and holds nothing personal. */
export class IssuerFault extends Error {
  /** The issuer said that the person may not, or that they turned back. */
  readonly refused: boolean;
  constructor(message: string, { refused = false, cause }: { refused?: boolean; cause?: unknown } = {}) {
    super(message, { cause });
    this.name = 'IssuerFault';
    this.refused = refused;
  }
}

/** Seconds that the issuer may take for each answer. */
const patience = 10;
/** How long what the issuer publishes of itself is taken for true; milliseconds. */
const freshness = 60 * 60 * 1_000;

/**
 * The service that knows people's passwords: any issuer of OpenID Connect, found by its discovery document. Code flow with PKCE, a state
 * and a nonce; the signature of what it says of a person is verified.
 */
export class Issuer {
  readonly #settings: OidcSettings;
  readonly #redirectUri: string;
  #configuration: { promise: Promise<openid.Configuration>; until: number } | undefined;

  /** @param publicUrl where people reach Doléance; the issuer sends them back to `…/desk/oidc/callback` */
  constructor(settings: OidcSettings, publicUrl: string) {
    this.#settings = settings;
    this.#redirectUri = `${publicUrl}/desk/oidc/callback`;
  }

  /** Where to send somebody who wants to sign in, and what the session keeps until they are back. @throws IssuerFault */
  async begin(): Promise<{ url: URL; underWay: SignInUnderWay }> {
    const configuration = await this.#discovered();
    const underWay = { state: openid.randomState(), nonce: openid.randomNonce(), verifier: openid.randomPKCECodeVerifier() };
    const url = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: this.#redirectUri,
      scope: this.#settings.scopes,
      state: underWay.state,
      nonce: underWay.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(underWay.verifier),
      code_challenge_method: 'S256',
    });
    return { url, underWay };
  }

  /**
   * Who came back.
   *
   * @param query of the address that the issuer sent them to
   * @returns with the proof by which the issuer recognises them when they sign out
   * @throws IssuerFault
   */
  async finish(query: URLSearchParams, underWay: SignInUnderWay): Promise<{ identity: Identity; idToken: string }> {
    const configuration = await this.#discovered();
    const address = new URL(`${this.#redirectUri}?${query.toString()}`);
    const checks = {
      expectedState: underWay.state,
      expectedNonce: underWay.nonce,
      pkceCodeVerifier: underWay.verifier,
      idTokenExpected: true,
    };
    const tokens = await openid.authorizationCodeGrant(configuration, address, checks).catch(rethrow);
    const claims = tokens.claims();
    if (!claims || tokens.id_token === undefined) throw new IssuerFault('the issuer gave no ID token');
    const told = { ...(await this.#furtherClaims(configuration, tokens.access_token, claims)), ...claims };
    return { identity: identityOf(told, this.#settings), idToken: tokens.id_token };
  }

  /** Where to send somebody who has signed out here, so that they are signed out there; undefined where the issuer offers nothing. */
  async endSession(idToken: string, backTo: string): Promise<URL | undefined> {
    const configuration = await this.#discovered();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
    return openid.buildEndSessionUrl(configuration, { id_token_hint: idToken, post_logout_redirect_uri: backTo });
  }

  /** What stands at the issuer's page about a person only, asked for where the ID token lacks something. */
  async #furtherClaims(
    configuration: openid.Configuration,
    accessToken: string,
    claims: openid.IDToken,
  ): Promise<Record<string, unknown>> {
    const { rolesClaim, firmsClaim, staffClaim } = this.#settings;
    const wanted = [rolesClaim, firmsClaim, staffClaim, 'name'].map((path) => path?.split('.')[0]);
    const complete = wanted.every((name) => name === undefined || Object.hasOwn(claims, name));
    if (complete || configuration.serverMetadata().userinfo_endpoint === undefined) return {};
    return openid.fetchUserInfo(configuration, accessToken, claims.sub).catch(rethrow);
  }

  #discovered(): Promise<openid.Configuration> {
    const now = performance.now();
    if (this.#configuration && now < this.#configuration.until) return this.#configuration.promise;
    const promise = discover(this.#settings);
    this.#configuration = { promise, until: now + freshness };
    // One that does not answer is asked again the next time.
    promise.catch(() => {
      this.#configuration = undefined;
    });
    return promise;
  }
}

async function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<openid.Configuration> {
  const address = new URL(issuer);
  // The environment allows http on this machine only.
  const insecure = address.protocol === 'http:' ? [openid.allowInsecureRequests] : [];
  const options = { timeout: patience, execute: insecure };
  const found = await openid.discovery(address, clientId, undefined, openid.None(), options).catch(rethrow);
  const metadata = found.serverMetadata();
  const configuration = new openid.Configuration(metadata, clientId, undefined, authenticationAt(metadata, clientSecret));
  configuration.timeout = patience;
  for (const allow of insecure) allow(configuration);
  openid.enableNonRepudiationChecks(configuration);
  return configuration;
}

/** As the issuer wants it; `client_secret_basic` is what it wants where it says nothing (OpenID Connect Discovery 1.0, 3). */
function authenticationAt({ token_endpoint_auth_methods_supported: offered }: openid.ServerMetadata, secret: string | undefined) {
  if (secret === undefined) return openid.None();
  const posted = offered?.includes('client_secret_post') === true && !offered.includes('client_secret_basic');
  return posted ? openid.ClientSecretPost(secret) : openid.ClientSecretBasic(secret);
}

/** Library faults carry what the issuer sent, which may be personal: only their codes go on. */
function rethrow(fault: unknown): never {
  if (fault instanceof openid.AuthorizationResponseError)
    throw new IssuerFault(`the issuer answered ${codeOf(fault.error)}`, { refused: true });
  if (fault instanceof openid.WWWAuthenticateChallengeError)
    throw new IssuerFault(`the issuer answered ${codeOf(fault.cause[0]?.parameters.error)}`, { cause: fault });
  const { code, error, name } = fault as { code?: unknown; error?: unknown; name?: unknown };
  throw new IssuerFault(`the issuer's answer cannot be used: ${codeOf(error ?? code ?? name)}`, { cause: fault });
}

function codeOf(code: unknown): string {
  return typeof code === 'string' && /^[A-Za-z0-9_.-]{1,80}$/.test(code) ? code : 'unknown fault';
}
