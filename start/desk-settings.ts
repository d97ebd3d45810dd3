import { Issuer } from '../api/access/oidc/issuer.ts';
import type { DeskSettings } from '../api/dependencies.ts';
import type { Environment } from './environment.ts';

/** The variables that say how people sign in and how long they stay. */
export type SignInSettings = Pick<
  Environment,
  | 'PUBLIC_URL'
  | 'SESSION_IDLE_MINUTES'
  | 'SESSION_HOURS'
  | 'LOCAL_SIGN_IN'
  | 'TRUSTED_PROXIES'
  | 'OIDC_ISSUER'
  | 'OIDC_CLIENT_ID'
  | 'OIDC_CLIENT_SECRET'
  | 'OIDC_SCOPES'
  | 'OIDC_ROLES_CLAIM'
  | 'OIDC_FIRMS_CLAIM'
  | 'OIDC_STAFF_CLAIM'
  | 'OIDC_VALUES'
>;

/** How people sign in at the desk, from the environment. */
export function signInSettings(
  environment: SignInSettings,
): Omit<DeskSettings, 'sessionSecret' | 'temporalUi' | 'temporalNamespace'> {
  return {
    secureCookies: environment.PUBLIC_URL.startsWith('https:'),
    idleMinutes: environment.SESSION_IDLE_MINUTES,
    wholeMinutes: environment.SESSION_HOURS * 60,
    issuer: issuerOf(environment),
    localSignIn:
      environment.LOCAL_SIGN_IN === undefined ? environment.OIDC_ISSUER === undefined : environment.LOCAL_SIGN_IN === 'yes',
    trustedProxies: environment.TRUSTED_PROXIES,
  };
}

function issuerOf(environment: SignInSettings): Issuer | undefined {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, PUBLIC_URL } = environment;
  if (OIDC_ISSUER === undefined || OIDC_CLIENT_ID === undefined) return undefined;
  const settings = {
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: environment.OIDC_CLIENT_SECRET,
    scopes: environment.OIDC_SCOPES,
    rolesClaim: environment.OIDC_ROLES_CLAIM,
    firmsClaim: environment.OIDC_FIRMS_CLAIM,
    staffClaim: environment.OIDC_STAFF_CLAIM,
    values: environment.OIDC_VALUES ?? new Map<string, readonly string[]>(),
  };
  return new Issuer(settings, PUBLIC_URL);
}
