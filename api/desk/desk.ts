import { type RequestHandler, Router } from 'express';
import type { ApiDependencies } from '../dependencies.ts';
import { notFound } from '../problems/problems.ts';
import { oidcPages } from './access/oidc.ts';
import { preferencesPages } from './access/preferences.ts';
import { sessionPages } from './access/session-pages.ts';
import { signInPages } from './access/sign-in.ts';
import { signOutPages } from './access/sign-out.ts';
import { sparingWithStrangers } from './access/signed-in.ts';
import { actionPages } from './actions/routes.ts';
import { insurerPages } from './administration/insurers.ts';
import { peoplePages } from './administration/people.ts';
import { administrationPages } from './administration/routes.ts';
import { tokenPages } from './administration/tokens.ts';
import { deskAssets } from './assets.ts';
import { attachmentPages } from './attachments/routes.ts';
import { classificationPages } from './classification/routes.ts';
import { complaintPages } from './complaint/routes.ts';
import { conflictPages } from './conflict/routes.ts';
import { intakePages } from './intake/routes.ts';
import { movingPages } from './moving/routes.ts';
import { myDayPages } from './my-day/routes.ts';
import { savedViewPages } from './parts/saved-views.ts';
import { postPages } from './post/routes.ts';
import { sendProblemPage } from './problem-page.ts';
import { registerPages } from './register/routes.ts';
import { sessions } from './session.ts';
import { statisticsPages } from './statistics/routes.ts';

/** A page runs its own scripts and styles, and asks nobody else for anything. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const pageHeaders: RequestHandler = (_request, response, next) => {
  response.set({ 'Content-Security-Policy': pagePolicy, 'Cache-Control': 'no-store', 'Referrer-Policy': 'same-origin' });
  next();
};

/** The desk: server-rendered pages over the same functions as the API. */
export function deskRoutes(dependencies: ApiDependencies): Router {
  const router = Router();
  router.use(deskAssets.routes);
  router.use('/desk', pageHeaders, ...sessions(dependencies), sparingWithStrangers);
  router.use(signInPages(dependencies), oidcPages(dependencies), signOutPages(dependencies), sessionPages());
  router.use(preferencesPages(dependencies), myDayPages(dependencies), savedViewPages(dependencies), registerPages(dependencies));
  // Before the complaint's pages: a letter's PDF is no letter named 'x.pdf'.
  router.use(postPages(dependencies), intakePages(dependencies), insurerPages(dependencies));
  router.use(peoplePages(dependencies), tokenPages(dependencies));
  router.use(administrationPages(dependencies), movingPages(dependencies), conflictPages(dependencies));
  router.use(statisticsPages(dependencies), actionPages(dependencies), classificationPages(dependencies));
  router.use(attachmentPages(dependencies));
  // After every page with an address of its own below /desk/complaints: any other word there is taken for a reference.
  router.use(complaintPages(dependencies));
  router.use('/desk', (_request, _response) => {
    throw notFound('There is no such page.');
  });
  router.use('/desk', sendProblemPage(dependencies.log));
  return router;
}
