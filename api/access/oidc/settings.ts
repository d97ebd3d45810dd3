/** How people sign in with the firm's own service (OpenID Connect). */
export interface OidcSettings {
  /** Its issuer identifier; everything else is discovered from it. */
  issuer: string;
  clientId: string;
  /** Left out for a public client, which has PKCE alone. */
  clientSecret?: string | undefined;
  /** Separated by spaces. */
  scopes: string;
  /** Where the roles stand in what the issuer says of a person: a name, or a path such as `realm_access.roles`. */
  rolesClaim: string;
  firmsClaim: string;
  /** Who they are among the staff of a procedure; where left out, an administrator says so on the page of people. */
  staffClaim?: string | undefined;
  /** What the issuer's own values mean here: the name of a group, and the roles, roles at a firm or firms that it stands for. */
  values: ReadonlyMap<string, readonly string[]>;
}
