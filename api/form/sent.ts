import type { Request, Response } from 'express';
import type { Procedure } from '../../procedures/schema.ts';
import type { Draft } from '../../register/drafts.ts';
import { sendPublicPage } from '../public/pages.ts';
import { publicMessage } from '../public/words/words.ts';
import { type Form, pathOf, type Visit } from './form.ts';
import { sentView } from './sent-view.ts';

/** So long after it was sent the link of the private page is shown: others use the same browser later; milliseconds. */
const linkShown = 30 * 60_000;

/** That it is there, and what comes next: for a day, to the browser that sent it. */
export async function sentPage(form: Form, procedure: Procedure, request: Request, response: Response): Promise<void> {
  const visit = form.visit(procedure, request, response);
  const open = await form.gate.through(() => form.open(visit, request));
  const became = open?.draft?.became;
  if (became === undefined) return response.redirect(303, pathOf(procedure));
  const reference = 'complaint' in became ? became.complaint : undefined;
  await sendSent(form, visit, { request, response, reference, showsLink: wasJustSent(visit, open?.draft) });
}

/** Whether a draft was sent so lately that whoever asks is who sent it. */
export function wasJustSent({ now }: Visit, draft: Draft<unknown> | undefined): boolean {
  return draft?.became !== undefined && now - draft.savedAt <= linkShown;
}

/**
 * @param to.reference absent for what staff look at first: whoever sent it sees no other page than everybody, but for the reference
 * @param to.showsLink whether the link of the private page is on it
 */
export async function sendSent(
  form: Form,
  { procedure, page }: Visit,
  {
    request,
    response,
    reference,
    showsLink,
  }: { request: Request; response: Response; reference: string | undefined; showsLink: boolean },
): Promise<void> {
  const { register, publicUrl } = form.dependencies;
  const data =
    reference === undefined
      ? {}
      : await form.gate.through(() => sentView(register.database, reference, { procedure, page, publicUrl, showsLink }));
  sendPublicPage(request, response, {
    page: 'form-sent',
    title: publicMessage(page, reference === undefined ? 'formPages.sent.titleKept' : 'formPages.sent.title'),
    language: page,
    firm: procedure.firm,
    home: pathOf(procedure),
    scripts: ['print.js'],
    data: { ...data, firm: procedure.firm, again: `${pathOf(procedure)}?again` },
  });
}
