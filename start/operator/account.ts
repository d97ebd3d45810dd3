import { type Role, roles } from '../../api/access/roles.ts';
import { disableAccount, enableAccount, setPassword } from '../../register/accounts/account-state.ts';
import {
  type AccountRow,
  accountByLogin,
  type Grant,
  grantsOf,
  listAccounts,
  makeAccount,
} from '../../register/accounts/accounts.ts';
import { setGrants } from '../../register/accounts/grants.ts';
import { hashPassword, makePassword } from '../../register/accounts/passwords.ts';
import { BadCall, type Given, type OperatorCommand, type OperatorPlace, textFlag } from './command.ts';

const what = ['list', 'add', 'grant', 'reset-password', 'disable', 'enable'] as const;

/** Accounts of people, for when nobody can sign in to change them at the desk. */
export const account: OperatorCommand = {
  usage: `account ${what.join('|')} [LOGIN] [--name NAME] [--email ADDRESS] [--role ROLE@FIRM,…]`,
  about:
    'lists accounts; adds one, or changes its roles (`complaints-manager@*` is that at every firm); gives it a new password, which is printed; lets its person in no more, or again',
  options: { name: { type: 'string' }, email: { type: 'string' }, role: { type: 'string' } },
  run: async (place, given) => {
    const [act, login, further] = given.words;
    if (further !== undefined) throw new BadCall(`'${further}' is one word too many`);
    if (act === 'list') return login === undefined ? list(place) : refuse(`'${login}' is one word too many`);
    if (!what.some((one) => one === act)) throw new BadCall(`'${act ?? ''}' is not known here; allowed: ${what.join(', ')}`);
    if (login === undefined) throw new BadCall('LOGIN is missing');
    if (act === 'add') return add(place, given, login);
    const known = await accountByLogin(place.register.database, login);
    if (!known) throw new BadCall(`Nobody has the login '${login}'; see: account list`);
    if (act === 'grant') return grant(place, given, known);
    if (act === 'reset-password') return resetPassword(place, known);
    return act === 'disable' ? disable(place, known) : enable(place, known);
  },
};

function refuse(message: string): never {
  throw new BadCall(message);
}

async function list({ register, say }: OperatorPlace): Promise<0> {
  const accounts = await listAccounts(register.database);
  for (const { login, name, issuer, disabled_at, signed_in_at, grants } of accounts)
    say(
      [
        login,
        name,
        issuer ?? 'local',
        disabled_at === null ? 'in use' : 'disabled',
        signed_in_at === null ? 'never signed in' : `signed in ${signed_in_at.toISOString()}`,
        grants.map(nameOf).join(' ') || 'no role',
      ].join('  '),
    );
  if (accounts.length === 0) say('Nobody has an account.');
  return 0;
}

async function add(place: OperatorPlace, given: Given, login: string): Promise<0> {
  const { register, actor, say } = place;
  if (!/^[a-z0-9][a-z0-9._@+-]{1,59}$/.test(login.toLowerCase()))
    throw new BadCall(`LOGIN is '${login}'; allowed: 2 to 60 small letters, digits and any of . _ @ + -`);
  const name = textFlag(given, 'name')?.trim();
  if (!name || name.length > 120) throw new BadCall('--name is missing; allowed: 1 to 120 characters');
  const password = makePassword();
  const made = await makeAccount(register, {
    login,
    name,
    email: textFlag(given, 'email'),
    password: await hashPassword(password),
    grants: rolesGiven(place, given),
    actor,
  });
  if (!made) throw new BadCall(`The login '${login}' is taken or reserved.`);
  say(`${made.login} can sign in with: ${password}`);
  return 0;
}

async function grant(place: OperatorPlace, given: Given, { id, login, issuer }: AccountRow): Promise<0> {
  const { register, actor, say, tell } = place;
  const before = await grantsOf(register.database, id);
  const wanted = rolesGiven(place, given).map((one) => ({ ...one, staff: staffOf(before, one) }));
  await setGrants(register, { account: id, grants: wanted, actor });
  say(`${login} has: ${wanted.map(nameOf).join(' ') || 'no role'}`);
  if (issuer !== null) tell('Their roles come from the issuer: these last until they sign in again.');
  return 0;
}

async function resetPassword({ register, actor, say }: OperatorPlace, known: AccountRow): Promise<0> {
  if (known.issuer !== null) throw new BadCall(`${known.issuer} knows the password of '${known.login}', not Doléance.`);
  const password = makePassword();
  await setPassword(register, { account: known, password: await hashPassword(password), actor });
  say(`${known.login} can sign in with: ${password}`);
  if (known.disabled_at !== null) say(`It is disabled; let them in again with: account enable ${known.login}`);
  return 0;
}

async function disable({ register, actor, say }: OperatorPlace, { id, login }: AccountRow): Promise<0> {
  say((await disableAccount(register, id, actor)) ? `${login} is disabled.` : `${login} is disabled already.`);
  return 0;
}

async function enable({ register, actor, say }: OperatorPlace, { id, login }: AccountRow): Promise<0> {
  say((await enableAccount(register, id, actor)) ? `${login} may sign in again.` : `${login} may sign in already.`);
  return 0;
}

/** `case-handler@opticourtage,compliance@*` @throws BadCall */
function rolesGiven({ procedures }: OperatorPlace, given: Given): Grant[] {
  const firms = ['*', ...procedures.all().map(({ id }) => id)];
  const text = textFlag(given, 'role');
  if (text === undefined) throw new BadCall(`--role is missing; allowed: ROLE@FIRM, several with commas`);
  return text
    .split(',')
    .filter((one) => one !== '')
    .map((one) => {
      const [role = '', procedure = '', ...more] = one.trim().split('@');
      if (!roles.some((known) => known === role) || !firms.includes(procedure) || more.length > 0)
        throw new BadCall(`'${one}' is no role at a firm; allowed: ${roles.join(', ')} @ ${firms.join(', ')}`);
      return { role: role as Role, procedure, staff: null };
    });
}

function staffOf(before: readonly Grant[], { procedure, role }: Grant): string | null {
  return before.find((one) => one.procedure === procedure && one.role === role)?.staff ?? null;
}

function nameOf({ role, procedure, staff }: Grant): string {
  return `${role}@${procedure}${staff === null ? '' : ` (${staff})`}`;
}
