import { type Request, type Response, Router } from 'express';
import { accountOfIdentity } from '../../../register/accounts/identities.ts';
import { type Issuer, IssuerFault, type SignInUnderWay } from '../../access/oidc/issuer.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import type { Handler } from '../../requests/routes.ts';
import { openPage, say } from '../pages.ts';
import { letIn, nextOf, sendSignIn } from './sign-in.ts';

/** Signing in with the firm's own service: the way there, and back. */
export function oidcPages(dependencies: ApiDependencies): Router {
  const router = Router();
  const { issuer } = dependencies.desk;
  if (issuer === undefined) return router;
  openPage(router, '/desk/oidc', { get: leave(dependencies, issuer) });
  openPage(router, '/desk/oidc/callback', { get: comeBack(dependencies, issuer) });
  return router;
}

/** So many windows may be on their way at once. */
const mostUnderWay = 5;

function leave(dependencies: ApiDependencies, issuer: Issuer): Handler {
  return async (request, response) => {
    try {
      const { url, underWay } = await issuer.begin();
      const others = Object.entries(request.session.underWay ?? {}).slice(1 - mostUnderWay);
      request.session.next ??= nextOf(request);
      request.session.underWay = Object.fromEntries([...others, [underWay.state, underWay]]);
      response.redirect(303, url.href);
    } catch (fault) {
      refuse(dependencies, request, response, fault);
    }
  };
}

function comeBack(dependencies: ApiDependencies, issuer: Issuer): Handler {
  const { register, log } = dependencies;
  return async (request, response) => {
    const query = new URL(request.originalUrl, 'http://desk').searchParams;
    const underWay = takeUnderWay(request, query.get('state'));
    if (!underWay)
      return sendSignIn(dependencies, request, response, { status: 422, wrong: say(request, response, 'access.onceMore') });
    try {
      const { identity, idToken } = await issuer.finish(query, underWay);
      const account = await accountOfIdentity(register, identity);
      if (account?.disabled_at !== null) {
        log.warn({ reqId: response.locals['requestId'] as string }, `sign-in refused: ${account ? 'disabled' : 'no role here'}`);
        const why = say(request, response, account ? 'access.disabled' : 'access.noRole');
        return sendSignIn(dependencies, request, response, { status: 403, wrong: why });
      }
      await letIn(register, request, response, account, idToken);
    } catch (fault) {
      refuse(dependencies, request, response, fault);
    }
  };
}

/** Each way back is gone once. */
function takeUnderWay(request: Request, state: string | null): SignInUnderWay | undefined {
  const known = request.session.underWay ?? {};
  if (state === null || !Object.hasOwn(known, state)) return undefined;
  const { [state]: underWay, ...others } = known;
  request.session.underWay = others;
  return underWay;
}

function refuse(dependencies: ApiDependencies, request: Request, response: Response, fault: unknown): void {
  if (!(fault instanceof IssuerFault)) throw fault;
  dependencies.log.warn({ reqId: response.locals['requestId'] as string, fault: fault.message }, 'sign-in refused by the issuer');
  const [status, key] = fault.refused ? [403, 'access.turnedBack'] : [503, 'access.issuerAway'];
  sendSignIn(dependencies, request, response, { status: Number(status), wrong: say(request, response, String(key)) });
}
