import { type Request, Router } from 'express';
import type { ApiDependencies } from '../../dependencies.ts';
import type { Handler } from '../../requests/routes.ts';
import { deskPage, say, sendPage, tellNext } from '../pages.ts';
import { endSession } from '../session.ts';
import { unseal } from './sealed.ts';

/** Signing out, here and at the firm's own service. */
export function signOutPages(dependencies: ApiDependencies): Router {
  const router = Router();
  deskPage(router, '/desk/sign-out', { post: signOut(dependencies) });
  return router;
}

function signOut(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const onward = await endAtIssuer(dependencies, request);
    await endSession(request);
    tellNext(request, 'access.signedOut');
    if (onward === undefined) return response.redirect(303, '/desk/sign-in');
    // A page that goes on by itself: the policy lets no form lead to another site, not even by way of a redirect.
    sendPage(request, response, { page: 'signed-out', title: say(request, response, 'access.signedOutTitle'), data: { onward } });
  };
}

/** Where the firm's own service signs the person out; undefined where it has no such place, does not answer, or has not signed them in. */
async function endAtIssuer({ desk, publicUrl, log }: ApiDependencies, request: Request): Promise<string | undefined> {
  const { idToken } = request.session;
  const hint = idToken === undefined ? undefined : unseal(request, idToken);
  if (desk.issuer === undefined || typeof hint !== 'string') return undefined;
  try {
    return (await desk.issuer.endSession(hint, `${publicUrl}/desk/sign-in`))?.href;
  } catch (fault) {
    log.warn({ fault: fault instanceof Error ? fault.message : 'unknown' }, 'signed out here, not at the issuer');
    return undefined;
  }
}
