import { describe, expect, test } from '@jest/globals';
import { identityOf } from '../../../api/access/oidc/identity.ts';
import type { OidcSettings } from '../../../api/access/oidc/settings.ts';

const usual: OidcSettings = {
  issuer: 'https://login.example.org',
  clientId: 'doleance',
  scopes: 'openid',
  rolesClaim: 'roles',
  firmsClaim: 'firms',
  values: new Map(),
};
const person = { iss: 'https://login.example.org', sub: 'abc-1' };

/** `case-handler@optimco`, as the issuer's words come out. */
function rolesFrom(claims: Record<string, unknown>, settings: Partial<OidcSettings> = {}): string[] {
  const { grants } = identityOf({ ...person, ...claims }, { ...usual, ...settings });
  return grants.map(({ role, procedure, staff }) => `${role}@${procedure}${staff === null ? '' : `=${staff}`}`);
}

describe('The issuer says', () => {
  const meant: [what: string, claims: Record<string, unknown>, settings: Partial<OidcSettings>, roles: string[]][] = [
    [
      'a role and firms: it is held at each',
      { roles: ['compliance'], firms: ['optimco', 'almena'] },
      {},
      ['compliance@optimco', 'compliance@almena'],
    ],
    ['a role and every firm', { roles: ['compliance'], firms: ['*'] }, {}, ['compliance@*']],
    [
      'a role at a firm: it is held there alone',
      { roles: ['case-handler@optimco'], firms: ['almena'] },
      {},
      ['case-handler@optimco'],
    ],
    ['a role and no firm: it is held nowhere', { roles: ['administrator'] }, {}, []],
    ['nothing: no role', {}, {}, []],
    ['roles that are none here: passed over', { roles: ['king', 'administrators', 7, null, { a: 1 }], firms: ['*'] }, {}, []],
    ['the same twice: once', { roles: ['compliance', 'compliance@optimco'], firms: ['optimco'] }, {}, ['compliance@optimco']],
    [
      'texts in place of lists',
      { roles: 'compliance case-handler', firms: 'optimco,almena' },
      {},
      ['compliance@optimco', 'compliance@almena', 'case-handler@optimco', 'case-handler@almena'],
    ],
    ['them further down', { realm_access: { roles: ['compliance@*'] } }, { rolesClaim: 'realm_access.roles' }, ['compliance@*']],
    [
      'them under an address with dots',
      { 'https://example.org/roles': ['compliance@*'] },
      { rolesClaim: 'https://example.org/roles' },
      ['compliance@*'],
    ],
    [
      'groups, whose meaning is told here',
      { groups: ['CN=Desk,OU=Groups', 'Car park'], firms: ['ACME'] },
      {
        rolesClaim: 'groups',
        values: new Map([
          ['CN=Desk,OU=Groups', ['case-handler', 'compliance@almena']],
          ['ACME', ['optimco']],
        ]),
      },
      ['case-handler@optimco', 'compliance@almena'],
    ],
    [
      'a person of the staff, at the firm that is named or at all',
      { roles: ['case-handler'], firms: ['optimco', 'almena'], staff: ['desk', 'chief@almena'] },
      { staffClaim: 'staff' },
      ['case-handler@optimco=desk', 'case-handler@almena=desk'],
    ],
    [
      'a person of a firm’s staff who has a role for every firm: they have it there besides',
      { roles: ['complaints-manager@*', 'administrator@*'], staff: ['chief@almena', 'anywhere'] },
      { staffClaim: 'staff' },
      ['complaints-manager@*', 'administrator@*', 'complaints-manager@almena=chief'],
    ],
    ['nothing that an object inherits', {}, { rolesClaim: 'constructor.name', firmsClaim: '__proto__' }, []],
    ['a firm that cannot be one', { roles: ['compliance'], firms: ['../x', 'OPT IMCO'] }, {}, []],
  ];
  test.each(meant)('%s', (_what, claims, settings, roles) => {
    expect(rolesFrom(claims, settings)).toEqual(roles);
  });
});

describe('A person is called', () => {
  const called: [claims: Record<string, unknown>, login: string, name: string][] = [
    [{ preferred_username: 'Camille.E', name: 'Camille Exemple', email: 'c@example.org' }, 'camille.e', 'Camille Exemple'],
    [{ email: 'Camille@Example.org', given_name: 'Camille', family_name: 'Exemple' }, 'camille@example.org', 'Camille Exemple'],
    [{}, 'abc-1', 'abc-1'],
    [{ preferred_username: 'a b\n"c"', name: '  ' }, 'a-b-c-', 'a b\n"c"'],
  ];
  test.each(called)('by %j: %s, %s', (claims, login, name) => {
    expect(identityOf({ ...person, ...claims }, usual)).toMatchObject({ login, name, issuer: person.iss, subject: person.sub });
  });
});
