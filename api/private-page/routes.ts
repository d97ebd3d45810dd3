import { Router } from 'express';
import type { ApiDependencies } from '../dependencies.ts';
import { publicPage } from '../public/pages.ts';
import { actPage } from './act-page.ts';
import { acts } from './acts.ts';
import { sendFile } from './files.ts';
import { letterAsHtml, letterAsPdf, letterPage } from './letters.ts';
import { overview } from './overview.ts';
import { sendAct } from './send.ts';
import { opened, type PrivateHandler, sendNoPage } from './visit.ts';

/** The page of their own that everybody who complains has. Opening it changes nothing: mail scanners open links too. */
export function privatePages(dependencies: ApiDependencies): Router {
  const router = Router();
  const show = (handle: PrivateHandler) => opened(dependencies, handle);
  publicPage(router, '/c', { get: (request, response) => sendNoPage(request, response) });
  publicPage(router, '/c/:token', { get: show(overview) });
  for (const act of acts)
    publicPage(router, `/c/:token/${act}`, {
      get: show((visit, request, response) => actPage(act, visit, request, response)),
      post: show((visit, request, response) => sendAct(act, visit, request, response)),
    });
  publicPage(router, '/c/:token/letters/:id.html', { get: show(letterAsHtml) });
  publicPage(router, '/c/:token/letters/:id.pdf', { get: show(letterAsPdf) });
  publicPage(router, '/c/:token/letters/:id', { get: show(letterPage) });
  publicPage(router, '/c/:token/files/:id', { get: show(sendFile) });
  router.use('/c/:token', (request, response) => sendNoPage(request, response));
  return router;
}
