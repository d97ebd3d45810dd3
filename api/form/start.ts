import type { Request, Response } from 'express';
import type { Procedure } from '../../procedures/schema.ts';
import { sendPublicPage } from '../public/pages.ts';
import { publicMessage } from '../public/words/words.ts';
import { type Form, pathOf } from './form.ts';
import { startView } from './start-view.ts';

/** What a complaint is, whom else to ask, what is promised by when; then the form. */
export async function startPage(form: Form, procedure: Procedure, request: Request, response: Response): Promise<void> {
  const { directory, publicUrl } = form.dependencies;
  const visit = form.visit(procedure, request, response);
  const open = await form.gate.through(() => form.open(visit, request));
  // Another complaint: what was sent before is not this browser's any more. What was not sent stays.
  if (request.query['again'] !== undefined && open?.draft?.became !== undefined) {
    form.forget(procedure, request, response);
    return response.redirect(303, pathOf(procedure));
  }
  sendPublicPage(request, response, {
    page: 'form-start',
    title: publicMessage(visit.page, 'formPages.start.title'),
    language: visit.page,
    firm: procedure.firm,
    data: startView(procedure, {
      page: visit.page,
      today: visit.today,
      directory,
      publicUrl,
      resumes: open?.draft?.content !== undefined,
    }),
  });
}
