import { type Request, type Response, Router } from 'express';
import { disableAccount, enableAccount, setDetails, setPassword } from '../../../register/accounts/account-state.ts';
import {
  type AccountRow,
  accountById,
  type Grant,
  grantsOf,
  listAccounts,
  makeAccount,
} from '../../../register/accounts/accounts.ts';
import { readAccountChanges } from '../../../register/accounts/changes.ts';
import { GrantsChanged, setGrants } from '../../../register/accounts/grants.ts';
import { hashPassword, makePassword } from '../../../register/accounts/passwords.ts';
import { mayAdminister, seesAccount } from '../../access/administering.ts';
import { callerOf, requireMaySomewhere } from '../../access/caller.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../problems/problem.ts';
import { notFound } from '../../problems/problems.ts';
import { isId } from '../../requests/plain-values.ts';
import { type Handler, pathPart } from '../../requests/routes.ts';
import { type Faults, shownFaults } from '../access/form-faults.ts';
import { showOnce, takeShownOnce } from '../access/shown-once.ts';
import { firmNames } from '../access/token-form.ts';
import { zoneOf } from '../access/zone.ts';
import { deskPage, formOf, say, sendPage, tellNext } from '../pages.ts';
import { changeLines } from './account-changes.ts';
import { firmsToGive, readGrants, readStaff, rolesTable, stateOf } from './people-form.ts';

const path = '/desk/administration/people';

/** People, what each may do for which firm, and what was changed when and by whom. */
export function peoplePages(dependencies: ApiDependencies): Router {
  const router = Router();
  deskPage(router, path, { get: list(dependencies), post: makePerson(dependencies) });
  deskPage(router, `${path}/new`, { get: (request, response) => sendNew(dependencies, request, response) });
  deskPage(router, `${path}/changes`, { get: changes(dependencies) });
  deskPage(router, `${path}/:id`, {
    get: async (request, response) =>
      sendPerson(dependencies, request, response, await personInPath(dependencies, request, response)),
    post: changePerson(dependencies),
  });
  deskPage(router, `${path}/:id/password`, { post: resetPassword(dependencies) });
  deskPage(router, `${path}/:id/disable`, { post: disable(dependencies) });
  deskPage(router, `${path}/:id/enable`, { post: enable(dependencies) });
  return router;
}

function pathOf(id: string): string {
  return `${path}/${encodeURIComponent(id)}`;
}

/** Somebody whom the path names. */
interface Person {
  account: AccountRow;
  grants: Grant[];
  /** Whether the whole account may be changed, or only its roles at the firms of whoever asks. */
  whole: boolean;
}

/** @throws Problem 403 for who administers nothing, 404 where there is nobody whom they see */
async function personInPath({ register }: ApiDependencies, request: Request, response: Response): Promise<Person> {
  requireMaySomewhere(response, 'administer');
  const id = pathPart(request, 'id');
  const account = isId(id) ? await accountById(register.database, id) : undefined;
  const grants = account ? await grantsOf(register.database, account.id) : [];
  if (!account || !seesAccount(callerOf(response), grants)) throw notFound('There is no such account.');
  return { account, grants, whole: mayAdminister(callerOf(response), grants) };
}

function list(dependencies: ApiDependencies): Handler {
  const { register, desk } = dependencies;
  return async (request, response) => {
    requireMaySomewhere(response, 'administer');
    const caller = callerOf(response);
    const names = firmNames(request, response, dependencies);
    const seen = (await listAccounts(register.database)).filter(({ grants }) => seesAccount(caller, grants));
    const people = seen.map((person) => ({
      ...person,
      href: pathOf(person.id),
      local: person.issuer === null,
      roles: shownRoles(request, response, person.grants, firmsToGive(response, dependencies), names),
    }));
    sendPage(request, response, {
      page: 'people',
      title: say(request, response, 'administration.people'),
      active: 'administration',
      data: {
        people: people.filter(({ disabled_at }) => disabled_at === null),
        disabled: people.filter(({ disabled_at }) => disabled_at !== null),
        zone: zoneOf(caller, dependencies),
        local: desk.localSignIn !== false,
        all: caller.firmsWith('administer') === 'all',
      },
    });
  };
}

/** Roles at firms that whoever asks does not administer are none of their business. */
function shownRoles(
  request: Request,
  response: Response,
  grants: readonly Grant[],
  firms: readonly string[],
  names: ReadonlyMap<string, string>,
): string[] {
  return grants
    .filter(({ procedure }) => firms.includes(procedure) || !names.has(procedure))
    .map(({ role, procedure }) => `${say(request, response, `people.role.${role}`)} – ${names.get(procedure) ?? procedure}`);
}

interface Typed {
  name: string;
  login: string;
  email: string;
  language: string;
}

function sendNew(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  { faults = {}, typed, grants = [] }: { faults?: Faults; typed?: Typed; grants?: Grant[] } = {},
): void {
  requireMaySomewhere(response, 'administer');
  requireLocal(dependencies);
  const { data, ...page } = shownFaults(request, response, say(request, response, 'people.new'), faults);
  const language = typed?.language ?? 'fr';
  sendPage(request, response, {
    page: 'person-new',
    active: 'administration',
    ...page,
    data: {
      ...data,
      typed,
      languages: ['fr', 'nl', 'en'].map((value) => ({ value, chosen: value === language })),
      firms: rolesTable(request, response, dependencies, grants),
    },
  });
}

function makePerson(dependencies: ApiDependencies): Handler {
  const { register } = dependencies;
  return async (request, response) => {
    requireMaySomewhere(response, 'administer');
    requireLocal(dependencies);
    const typed = readTyped(request);
    const grants = readGrants(request, response, dependencies);
    const faults = faultsOf(request, response, typed);
    if (!/^[a-z0-9][a-z0-9._@+-]{1,59}$/.test(typed.login)) faults['login'] = say(request, response, 'people.fault.login');
    if (grants.length === 0) faults['roles'] = say(request, response, 'people.fault.roles');
    if (Object.keys(faults).length > 0) return sendNew(dependencies, request, response, { faults, typed, grants });
    const password = makePassword();
    const account = await makeAccount(register, {
      login: typed.login,
      name: typed.name,
      email: typed.email === '' ? undefined : typed.email,
      language: (['fr', 'nl', 'en'] as const).find((one) => one === typed.language),
      password: await hashPassword(password),
      grants,
      actor: callerOf(response).actor,
    });
    if (!account) {
      faults['login'] = say(request, response, 'people.fault.taken');
      return sendNew(dependencies, request, response, { faults, typed, grants });
    }
    showOnce(request, { kind: 'password', name: account.login, secret: password });
    response.redirect(303, pathOf(account.id));
  };
}

/** @throws Problem 404 where people sign in with the firm's own service alone, which makes their accounts */
function requireLocal({ desk }: ApiDependencies): void {
  if (desk.localSignIn === false) throw notFound('Accounts are made when people sign in for the first time.');
}

function readTyped(request: Request): Typed {
  const { name = '', login = '', email = '', language = 'fr' } = formOf(request);
  return { name: name.trim().replace(/\s+/g, ' '), login: login.trim().toLowerCase(), email: email.trim(), language };
}

function faultsOf(request: Request, response: Response, { name, email }: Pick<Typed, 'name' | 'email'>): Faults {
  const faults: Faults = {};
  if (!/^[^\p{Cc}]{2,120}$/u.test(name)) faults['name'] = say(request, response, 'people.fault.name');
  if (email !== '' && !/^[^\s@<>"]{1,64}@[^\s@<>"]+\.[^\s@<>"]+$/.test(email))
    faults['email'] = say(request, response, 'people.fault.email');
  return faults;
}

async function sendPerson(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  { account, grants, whole }: Person,
  {
    faults = {},
    typed,
    wanted = grants,
  }: { faults?: Faults; typed?: Pick<Typed, 'name' | 'email'>; wanted?: readonly Grant[] } = {},
): Promise<void> {
  const { register } = dependencies;
  const caller = callerOf(response);
  const { data, ...page } = shownFaults(request, response, account.name, faults);
  const ofIssuer = account.issuer !== null;
  const lines = await readAccountChanges(register.database, { account: account.id, limit: 100 });
  sendPage(request, response, {
    page: 'person',
    active: 'administration',
    ...page,
    data: {
      ...data,
      account: { ...account, password: account.password !== null },
      typed: typed ?? { name: account.name, email: account.email ?? '' },
      href: pathOf(account.id),
      whole,
      ofIssuer,
      own: caller.account?.id === account.id,
      state: stateOf(grants),
      firms: rolesTable(request, response, dependencies, wanted, { fixed: ofIssuer }),
      zone: zoneOf(caller, dependencies),
      shown: takeShownOnce(request),
      changes: whole ? changeLines(request, response, lines, dependencies) : [],
    },
  });
}

function changePerson(dependencies: ApiDependencies): Handler {
  const { register } = dependencies;
  return async (request, response) => {
    const person = await personInPath(dependencies, request, response);
    const { account, grants, whole } = person;
    const typed = readTyped(request);
    const wanted =
      account.issuer === null ? readGrants(request, response, dependencies) : readStaff(request, response, dependencies, grants);
    const faults = whole && account.issuer === null ? faultsOf(request, response, typed) : {};
    if (formOf(request)['state'] !== stateOf(grants)) faults['roles'] = say(request, response, 'people.fault.changed');
    else if (losesOwnRole(response, account, grants, wanted)) faults['roles'] = say(request, response, 'people.fault.own');
    if (Object.keys(faults).length > 0) return sendPerson(dependencies, request, response, person, { faults, typed, wanted });
    const { actor } = callerOf(response);
    const change = { account: account.id, grants: wanted, actor, firms: firmsToGive(response, dependencies), seen: grants };
    try {
      await setGrants(register, change);
    } catch (fault) {
      if (!(fault instanceof GrantsChanged)) throw fault;
      const again = await personInPath(dependencies, request, response);
      const roles = say(request, response, 'people.fault.changed');
      return sendPerson(dependencies, request, response, again, { faults: { roles }, typed, wanted });
    }
    if (whole && account.issuer === null)
      await setDetails(register, {
        account: account.id,
        name: typed.name,
        email: typed.email === '' ? null : typed.email,
        actor,
      });
    tellNext(request, 'people.saved');
    // Whose last role somebody has taken may be out of their sight now.
    const seen = seesAccount(callerOf(response), await grantsOf(register.database, account.id));
    response.redirect(303, seen ? pathOf(account.id) : path);
  };
}

/** Nobody takes the administration from themselves, so that there is always somebody who has it. */
function losesOwnRole(response: Response, { id }: AccountRow, before: readonly Grant[], after: readonly Grant[]): boolean {
  if (callerOf(response).account?.id !== id) return false;
  const held = (grants: readonly Grant[]) =>
    grants.filter(({ role }) => role === 'administrator').map(({ procedure }) => procedure);
  return held(before).some((procedure) => !held(after).includes(procedure));
}

function resetPassword(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { account } = requireWhole(await personInPath(dependencies, request, response));
    if (account.issuer !== null) throw notFound('Another service knows this password.');
    // It would end this very session, and with it what is shown once.
    if (callerOf(response).account?.id === account.id)
      throw new Problem(409, { detail: say(request, response, 'people.fault.ownPassword') });
    const password = makePassword();
    await setPassword(dependencies.register, {
      account,
      password: await hashPassword(password),
      actor: callerOf(response).actor,
    });
    showOnce(request, { kind: 'password', name: account.login, secret: password });
    response.redirect(303, pathOf(account.id));
  };
}

function disable({ register, ...others }: ApiDependencies): Handler {
  return async (request, response) => {
    const { account } = requireWhole(await personInPath({ register, ...others }, request, response));
    const caller = callerOf(response);
    if (caller.account?.id === account.id) throw new Problem(409, { detail: say(request, response, 'people.fault.own') });
    await disableAccount(register, account.id, caller.actor);
    tellNext(request, 'people.disabledNow', { name: account.name });
    response.redirect(303, pathOf(account.id));
  };
}

function enable({ register, ...others }: ApiDependencies): Handler {
  return async (request, response) => {
    const { account } = requireWhole(await personInPath({ register, ...others }, request, response));
    await enableAccount(register, account.id, callerOf(response).actor);
    tellNext(request, 'people.enabledNow', { name: account.name });
    response.redirect(303, pathOf(account.id));
  };
}

/** @throws Problem 403 where the person has roles at firms that whoever asks does not administer */
function requireWhole(person: Person): Person {
  if (!person.whole)
    throw new Problem(403, { detail: 'This person works for other firms too: ask whoever administers all of them.' });
  return person;
}

const pageSize = 100;

/** Every change of every account: for who administers all firms. */
function changes(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    if (callerOf(response).firmsWith('administer') !== 'all') throw new Problem(403);
    const before = Number(new URL(request.originalUrl, 'http://desk').searchParams.get('before'));
    const range = Number.isSafeInteger(before) && before > 0 ? { before } : {};
    const lines = await readAccountChanges(dependencies.register.database, { ...range, limit: pageSize + 1 });
    const last = lines.length > pageSize ? lines[pageSize - 1] : undefined;
    sendPage(request, response, {
      page: 'account-changes',
      title: say(request, response, 'people.changes'),
      active: 'administration',
      data: {
        changes: changeLines(request, response, lines.slice(0, pageSize), dependencies),
        zone: zoneOf(callerOf(response), dependencies),
        older: last && `${path}/changes?before=${last.number}`,
      },
    });
  };
}
