import type { Request, Response } from 'express';
import type { Procedure } from '../../procedures/schema.ts';
import type { Language } from '../../register/complaint-content.ts';
import type { KnownComplaint } from '../../register/complaints.ts';
import { type Rulebook, readSituation } from '../../register/messages.ts';
import { openedPage } from '../../register/private-pages.ts';
import { privateTokenOf } from '../../register/private-tokens.ts';
import type { Situation } from '../../workflows/domain/judge.ts';
import type { CivilDate, Instant } from '../../workflows/domain/time.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { languageFor, sendPublicPage } from '../public/pages.ts';
import { publicMessage } from '../public/words/words.ts';
import { type Handler, pathPart } from '../requests/routes.ts';

/** A complaint's private page that somebody has opened. */
export interface Visit {
  dependencies: ApiDependencies;
  reference: string;
  /** Where the page is: `/c/…`. */
  base: string;
  procedure: Procedure;
  rulebook: Rulebook;
  /** As it stands. */
  complaint: KnownComplaint;
  /** As it will stand once everything that was accepted has been applied. */
  situation: Situation;
  page: Language;
  now: Instant;
  /** In the firm's zone. */
  today: CivilDate;
}

/** Answers one request to a page that is there. */
export type PrivateHandler = (visit: Visit, request: Request, response: Response) => Promise<void> | void;

/**
 * No answer that leads nowhere comes sooner; milliseconds. All take the same one query; what its row costs to read is not to be seen
 * either.
 */
const soonest = 120;

/** Opens a page by the token in its path. Whatever the reason that there is none, the answer is the same. */
export function opened(dependencies: ApiDependencies, handle: PrivateHandler): Handler {
  return async (request, response) => {
    const begun = performance.now();
    const visit = await visitOf(dependencies, request, response);
    if (!visit) return sendNoPage(request, response, begun);
    // For the log, which never has the token.
    response.locals['reference'] = visit.reference;
    await handle(visit, request, response);
  };
}

async function visitOf(dependencies: ApiDependencies, request: Request, response: Response): Promise<Visit | undefined> {
  const { register, library } = dependencies;
  const found = await openedPage(dependencies, pathPart(request, 'token'));
  if (!found) return undefined;
  const { reference, procedure, today } = found;
  const rulebook = library.rulebookFor(procedure);
  const known = await readSituation(register, reference, rulebook);
  if (!known) return undefined;
  const now = register.clock();
  const base = `/c/${await privateTokenOf(register.database, reference)}`;
  const page = languageFor(request, response, known.complaint.row.language as Language);
  return { dependencies, reference, base, procedure, rulebook, ...known, page, now, today };
}

/** @param begun when the request was begun to be answered; left out: nothing was looked for */
export async function sendNoPage(request: Request, response: Response, begun?: number): Promise<void> {
  if (begun !== undefined) await pause(soonest - (performance.now() - begun));
  const page = languageFor(request, response, 'fr');
  sendPublicPage(request, response, {
    page: 'private-none',
    title: publicMessage(page, 'privatePage.none.title'),
    language: page,
    status: 404,
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));
}
