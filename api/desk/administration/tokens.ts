import { type Request, type Response, Router } from 'express';
import { grantsOf } from '../../../register/accounts/accounts.ts';
import { type ListedToken, listTokens } from '../../../register/accounts/tokens.ts';
import { mayAdminister } from '../../access/administering.ts';
import { type Caller, callerOf, everyFirm, requireMaySomewhere } from '../../access/caller.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { type Handler, pathPart } from '../../requests/routes.ts';
import { type Faults, shownFaults } from '../access/form-faults.ts';
import { takeShownOnce } from '../access/shown-once.ts';
import {
  type AskedToken,
  makeAskedToken,
  readTokenForm,
  revokeListed,
  systemChoices,
  tokenChoices,
  tokenRows,
} from '../access/token-form.ts';
import { zoneOf } from '../access/zone.ts';
import { deskPage, say, sendPage, tellNext } from '../pages.ts';

const path = '/desk/administration/tokens';

/** The tokens of systems and of people: made, looked over, revoked. */
export function tokenPages(dependencies: ApiDependencies): Router {
  const router = Router();
  deskPage(router, path, { get: (request, response) => show(dependencies, request, response), post: make(dependencies) });
  deskPage(router, `${path}/:id/revoke`, { post: revoke(dependencies) });
  return router;
}

async function show(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  { faults = {}, asked }: { faults?: Faults; asked?: AskedToken } = {},
): Promise<void> {
  requireMaySomewhere(response, 'administer');
  const caller = callerOf(response);
  const { data, ...page } = shownFaults(request, response, say(request, response, 'administration.tokens'), faults);
  sendPage(request, response, {
    page: 'tokens',
    active: 'administration',
    ...page,
    data: {
      ...data,
      zone: zoneOf(caller, dependencies),
      tokens: tokenRows(request, response, await tokensFor(dependencies, caller), dependencies),
      token: tokenChoices(request, response, systemChoices(caller, dependencies), asked, dependencies),
      shown: takeShownOnce(request),
    },
  });
}

/** Those that somebody may revoke: of systems for their firms alone, and of people whose accounts they administer. */
async function tokensFor({ register }: ApiDependencies, caller: Caller): Promise<ListedToken[]> {
  const tokens = await listTokens(register.database);
  const firms = caller.firmsWith('administer');
  if (firms === 'all') return tokens;
  const holders = [...new Set(tokens.flatMap(({ account }) => (account === null ? [] : [account])))];
  const grants = await Promise.all(holders.map(async (id) => [id, await grantsOf(register.database, id)] as const));
  const administered = new Set(grants.filter(([, held]) => mayAdminister(caller, held)).map(([id]) => id));
  return tokens.filter(({ account, firms: at }) =>
    account === null ? !at.includes(everyFirm) && at.every((firm) => firms.includes(firm)) : administered.has(account),
  );
}

function make(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    requireMaySomewhere(response, 'administer');
    const caller = callerOf(response);
    const { asked, faults } = readTokenForm(request, response, systemChoices(caller, dependencies));
    if (Object.keys(faults).length > 0) return show(dependencies, request, response, { faults, asked });
    if (!(await makeAskedToken(dependencies, request, asked, { actor: caller.actor })))
      return show(dependencies, request, response, { faults: { name: say(request, response, 'tokens.fault.taken') }, asked });
    response.redirect(303, path);
  };
}

function revoke(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    requireMaySomewhere(response, 'administer');
    const caller = callerOf(response);
    const theirs = (await tokensFor(dependencies, caller)).map(({ id }) => id);
    await revokeListed(dependencies, pathPart(request, 'id'), caller.actor, ({ id }) => theirs.includes(id));
    tellNext(request, 'tokens.revokedNow');
    response.redirect(303, path);
  };
}
