import { type Request, type Response, Router } from 'express';
import { setPassword, setPreferences } from '../../../register/accounts/account-state.ts';
import { grantsOf } from '../../../register/accounts/accounts.ts';
import { faultOfPassword, hashPassword, isPassword } from '../../../register/accounts/passwords.ts';
import { endSessionsOf } from '../../../register/accounts/sessions.ts';
import { listTokens } from '../../../register/accounts/tokens.ts';
import { countTry, forgetTry } from '../../../register/accounts/tries.ts';
import type { AccountRow } from '../../../register/tables.ts';
import { callerOf } from '../../access/caller.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { notFound } from '../../problems/problems.ts';
import { type Handler, pathPart } from '../../requests/routes.ts';
import { deskPage, formOf, say, sendPage, tellNext } from '../pages.ts';
import { digestOfSession } from '../session-store.ts';
import { type Faults, shownFaults } from './form-faults.ts';
import { takeShownOnce } from './shown-once.ts';
import { tryLimits } from './sign-in.ts';
import {
  type AskedToken,
  firmNames,
  makeAskedToken,
  ownChoices,
  readTokenForm,
  revokeListed,
  tokenChoices,
  tokenRows,
} from './token-form.ts';
import { zoneOf } from './zone.ts';

const path = '/desk/preferences';

/** What each person sets for themselves: language, appearance, keys, password, tokens of their own. */
export function preferencesPages(dependencies: ApiDependencies): Router {
  const router = Router();
  deskPage(router, path, { get: (request, response) => show(dependencies, request, response), post: choose(dependencies) });
  deskPage(router, `${path}/password`, { get: backToPreferences, post: changePassword(dependencies) });
  deskPage(router, `${path}/sessions`, { post: endOthers(dependencies) });
  deskPage(router, `${path}/tokens`, { get: backToPreferences, post: makeOwnToken(dependencies) });
  deskPage(router, `${path}/tokens/:id/revoke`, { post: revokeOwnToken(dependencies) });
  return router;
}

/** A page that is loaded again after a fault of its form. */
const backToPreferences: Handler = (_request, response) => response.redirect(303, path);

/** The person's own account. @throws Problem 404 for who has none */
function accountOf(response: Response): AccountRow {
  const { account } = callerOf(response);
  if (!account) throw notFound('This is for people with an account.');
  return account;
}

async function show(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  { faults = {}, asked }: { faults?: Faults; asked?: AskedToken } = {},
): Promise<void> {
  const { register } = dependencies;
  const caller = callerOf(response);
  const account = accountOf(response);
  const names = firmNames(request, response, dependencies);
  const grants = await grantsOf(register.database, account.id);
  const { data, ...page } = shownFaults(request, response, say(request, response, 'shell.preferences'), faults);
  sendPage(request, response, {
    page: 'preferences',
    ...page,
    data: {
      ...data,
      account: { login: account.login, name: account.name, email: account.email, local: account.password !== null },
      languages: ['fr', 'nl', 'en'].map((value) => ({ value, chosen: value === account.language })),
      themes: ['auto', 'light', 'dark'].map((value) => ({ value, chosen: value === account.theme })),
      singleKeys: account.single_keys,
      roles: grants.map(({ role, procedure }) => ({ role, firm: names.get(procedure) ?? procedure })),
      zone: zoneOf(caller, dependencies),
      tokens: tokenRows(request, response, await listTokens(register.database, { account: account.id }), dependencies),
      token: tokenChoices(request, response, ownChoices(caller, dependencies), asked, dependencies),
      shown: takeShownOnce(request),
    },
  });
}

function choose({ register }: ApiDependencies): Handler {
  return async (request, response) => {
    const account = accountOf(response);
    const { language, theme, keys } = formOf(request);
    await setPreferences(register.database, account.id, {
      language: (['fr', 'nl', 'en'] as const).find((one) => one === language) ?? account.language,
      theme: (['auto', 'light', 'dark'] as const).find((one) => one === theme) ?? account.theme,
      single_keys: keys === 'on',
    });
    tellNext(request, 'preferences.saved');
    response.redirect(303, path);
  };
}

/** Whoever finds somebody's desk open does not get to their password by guessing. */
const currentPassword = 'current password of';

function changePassword(dependencies: ApiDependencies): Handler {
  const { register } = dependencies;
  return async (request, response) => {
    const account = accountOf(response);
    if (account.password === null) throw notFound('Another service knows this password.');
    const { current = '', next = '' } = formOf(request);
    const { made } = await countTry(register, currentPassword, account.id, tryLimits.seconds);
    const faults: Faults = {};
    if (made > tryLimits.as) faults['current'] = say(request, response, 'preferences.fault.wait');
    else if (!(await isPassword(current.slice(0, 1_000), account.password)))
      faults['current'] = say(request, response, 'preferences.fault.current');
    else await forgetTry(register, currentPassword, account.id);
    const fault = faultOfPassword(next, account);
    if (fault !== undefined) faults['next'] = say(request, response, `preferences.fault.${fault}`);
    if (Object.keys(faults).length > 0) return show(dependencies, request, response, { faults });
    const change = { account, password: await hashPassword(next), actor: account.login, own: true };
    await setPassword(register, { ...change, keepSession: digestOfSession(request.sessionID) });
    tellNext(request, 'preferences.passwordChanged');
    response.redirect(303, path);
  };
}

function endOthers({ register }: ApiDependencies): Handler {
  return async (request, response) => {
    await endSessionsOf(register.database, accountOf(response).id, digestOfSession(request.sessionID));
    tellNext(request, 'preferences.othersEnded');
    response.redirect(303, path);
  };
}

function makeOwnToken(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const account = accountOf(response);
    const { asked, faults } = readTokenForm(request, response, ownChoices(callerOf(response), dependencies));
    if (Object.keys(faults).length > 0) return show(dependencies, request, response, { faults, asked });
    await makeAskedToken(dependencies, request, asked, { actor: account.login, account: account.id });
    response.redirect(303, path);
  };
}

function revokeOwnToken(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const account = accountOf(response);
    await revokeListed(dependencies, pathPart(request, 'id'), account.login, () => true, account.id);
    tellNext(request, 'tokens.revokedNow');
    response.redirect(303, path);
  };
}
