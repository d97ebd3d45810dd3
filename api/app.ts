import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { actionRoutes } from './actions/routes.ts';
import { arrivalRoutes } from './arrivals/routes.ts';
import { assignmentRoutes } from './assignments/routes.ts';
import { attachmentRoutes } from './attachments/routes.ts';
import { classificationRoutes } from './classification/routes.ts';
import { complaintRoutes } from './complaints/routes.ts';
import type { ApiDependencies } from './dependencies.ts';
import { deskRoutes } from './desk/desk.ts';
import { publicHost } from './desk/session.ts';
import { documentationRoutes } from './documentation/routes.ts';
import { eventRoutes } from './events/routes.ts';
import { healthRoutes } from './health/routes.ts';
import { intakeRoutes } from './intakes/routes.ts';
import { letterRoutes } from './letters/routes.ts';
import { mediationFileRoutes } from './mediation-file/routes.ts';
import { messageRoutes } from './messages/routes.ts';
import { noteRoutes } from './notes/routes.ts';
import { previewRoutes } from './preview/routes.ts';
import { privatePageRoutes } from './private-page/api-routes.ts';
import { errorHandler } from './problems/error-handler.ts';
import { procedureRoutes } from './procedures/routes.ts';
import { secureCookies } from './public/cookies.ts';
import { publicRoutes } from './public/public.ts';
import { registerRoutes } from './register/routes.ts';
import { authentication } from './requests/authentication.ts';
import { requestLog } from './requests/request-log.ts';
import { nothingHere } from './requests/routes.ts';
import { statisticsRoutes } from './statistics/routes.ts';

/**
 * The admin API, the desk and the pages for complainants. Open to all are health, documentation and the public pages; everything else
 * under `/api` needs a token, everything else under `/desk` somebody who is signed in.
 */
export function createApi(dependencies: ApiDependencies): Express {
  const api = express();
  api.set('etag', false);
  // Only these proxies are believed about the address that a browser has; without a setting those of this machine.
  api.set('trust proxy', dependencies.desk.trustedProxies ?? 'loopback');
  api.set(publicHost, new URL(dependencies.publicUrl).host);
  api.set(secureCookies, dependencies.desk.secureCookies);
  api.use(protectiveHeaders, requestLog(dependencies.log));
  api.use(healthRoutes(dependencies), documentationRoutes(dependencies));
  api.use(publicRoutes(dependencies), deskRoutes(dependencies));
  api.use('/api', authentication(dependencies.tokens, dependencies.register), neverKept);
  api.use(complaintRoutes(dependencies), messageRoutes(dependencies), letterRoutes(dependencies), procedureRoutes(dependencies));
  api.use(previewRoutes(dependencies), assignmentRoutes(dependencies), eventRoutes(dependencies), noteRoutes(dependencies));
  api.use(intakeRoutes(dependencies), arrivalRoutes(dependencies), privatePageRoutes(dependencies));
  api.use(attachmentRoutes(dependencies), mediationFileRoutes(dependencies));
  api.use(classificationRoutes(dependencies), statisticsRoutes(dependencies), actionRoutes(dependencies));
  api.use(registerRoutes(dependencies));
  api.use(nothingHere, errorHandler(dependencies.log));
  return api;
}

/** Nothing that the API answers is a page that loads or runs anything. */
const protectiveHeaders: RequestHandler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] },
  },
  referrerPolicy: { policy: 'no-referrer' },
  // The domain's other hosts are not ours to speak for.
  strictTransportSecurity: { includeSubDomains: false },
  xFrameOptions: { action: 'deny' },
  // Letters are shown in sandboxes, whose origin is none: browsers would warn of each that it cannot be keyed by its origin.
  originAgentCluster: false,
});

/**
 * What is personal stays in no cache, so nothing is asked for again either: a complaint's tag says what was written down of it, while
 * what is overdue or allowed changes with the hour, and Express would answer 304 by the tag alone.
 */
const neverKept: RequestHandler = (request, response, next) => {
  delete request.headers['if-none-match'];
  response.set('Cache-Control', 'no-store');
  next();
};
