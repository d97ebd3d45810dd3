import { type Request, type Response, Router } from 'express';
import { minimumFacts, waysToWrite } from '../../letters/writing/ways-to-write.ts';
import type { Procedure } from '../../procedures/schema.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { notFound } from '../problems/problems.ts';
import { languageFor, publicPage, sendPublicPage } from '../public/pages.ts';
import { publicMessage } from '../public/words/words.ts';
import type { Handler } from '../requests/routes.ts';
import { pathPart } from '../requests/routes.ts';
import { checkPage, sendCheck } from './check.ts';
import { formPage, postForm } from './filling-in.ts';
import { Form } from './form.ts';
import { hasForm } from './questions.ts';
import { sentPage } from './sent.ts';
import { startPage } from './start.ts';

/** The web form of each firm whose procedure has one; for any other firm, how to complain to it. */
export function formPages(dependencies: ApiDependencies): Router {
  const router = Router();
  const form = new Form(dependencies);
  const offered =
    (handle: (form: Form, procedure: Procedure, request: Request, response: Response) => Promise<void> | void): Handler =>
    (request, response) => {
      const procedure = dependencies.library.inForce(pathPart(request, 'procedure'));
      if (!procedure) throw notFound('There is no such firm.');
      return hasForm(procedure) ? handle(form, procedure, request, response) : noForm(dependencies, procedure, request, response);
    };
  publicPage(router, '/:procedure/complaint', { get: offered(startPage) });
  publicPage(router, '/:procedure/complaint/form', { get: offered(formPage), post: offered(postForm) });
  publicPage(router, '/:procedure/complaint/check', { get: offered(checkPage), post: offered(sendCheck) });
  publicPage(router, '/:procedure/complaint/sent', { get: offered(sentPage) });
  return router;
}

/** A firm whose text names no form has none; everybody is told how to complain to it all the same. */
function noForm({ publicUrl }: ApiDependencies, procedure: Procedure, request: Request, response: Response): void {
  const page = languageFor(request, response, procedure.firm.languages[0] ?? 'fr');
  sendPublicPage(request, response, {
    page: 'form-none',
    title: publicMessage(page, 'formPages.none.title', { firm: procedure.firm.name }),
    language: page,
    firm: procedure.firm,
    status: 404,
    data: {
      firm: procedure.firm,
      ways: waysToWrite(procedure, page, publicUrl),
      facts: minimumFacts(procedure, page),
      phones: procedure.channels.filter(({ channel, address }) => channel === 'phone' && address !== undefined),
    },
  });
}
