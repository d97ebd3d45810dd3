import type { Request } from 'express';
import { seal, unseal } from './sealed.ts';

/** A secret that has just been made: whoever made it sees it on the next page, and nobody ever again. */
export interface ShownOnce {
  kind: 'token' | 'password';
  /** What it is for: a token's name, a login. */
  name: string;
  secret: string;
}

/** Keeps it in the session, sealed, until the next page. */
export function showOnce(request: Request, shown: ShownOnce): void {
  request.session.shownOnce = seal(request, shown);
}

/** What is to be shown now; the session has it no more. */
export function takeShownOnce(request: Request): ShownOnce | undefined {
  const { shownOnce } = request.session;
  if (shownOnce === undefined) return undefined;
  delete request.session.shownOnce;
  return unseal(request, shownOnce) as ShownOnce | undefined;
}
