import { Router } from 'express';
import type { ApiDependencies } from '../dependencies.ts';
import { formPages } from '../form/routes.ts';
import { privatePages } from '../private-page/routes.ts';
import { publicHeaders } from './pages.ts';
import { sendPublicProblem } from './problem-page.ts';
import { publicAssets } from './render.ts';

/** Below these paths everything is a public page, its errors too. */
const publicPaths = ['/:procedure/complaint', '/c'];

/** The pages for complainants: the form, and the page of their own. */
export function publicRoutes(dependencies: ApiDependencies): Router {
  const router = Router();
  router.use(publicAssets.routes);
  router.use(publicPaths, publicHeaders);
  router.use(formPages(dependencies), privatePages(dependencies));
  router.use(publicPaths, sendPublicProblem(dependencies.log));
  return router;
}
