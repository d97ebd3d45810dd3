import { Router } from 'express';
import { addNote } from '../../../register/notes.ts';
import { notePresence, presentIn } from '../../../register/presence.ts';
import { messageOf } from '../../../register/queries.ts';
import { callerOf, requireMayNote } from '../../access/caller.ts';
import { complaintInPath, idInPath } from '../../complaints/known-complaint.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { letterAsMail, letterAsText } from '../../letters/as-sent.ts';
import { Problem } from '../../problems/problem.ts';
import { notFound } from '../../problems/problems.ts';
import { readFields } from '../../requests/read-fields.ts';
import type { Handler } from '../../requests/routes.ts';
import { noteBody } from '../../schemas/notes.ts';
import { onceAForm } from '../once-a-form.ts';
import { deskPage, formOf, languageOf, say, sendPage, tellNext } from '../pages.ts';
import { askedByItself } from '../session.ts';
import { judgeRelatives, readMessages } from './arrivals.ts';
import { openForm, sendForm } from './decide/post.ts';
import { previewForm } from './decide/preview.ts';
import { namesOfActors } from './journal.ts';
import { letterAsHtml, letterCameBack, letterPage } from './letters.ts';
import { standingOfMessage } from './messages.ts';
import { showComplaint } from './page.ts';
import { revokePage } from './private-page.ts';

/** The page of a complaint, and what is done from it. */
export function complaintPages(dependencies: ApiDependencies): Router {
  const router = Router();
  const path = '/desk/complaints/:reference';
  const preview = previewForm(dependencies);
  deskPage(router, path, { get: (request, response) => showComplaint(dependencies, request, response) });
  deskPage(router, `${path}/decide/:decision`, { get: openForm(dependencies), post: sendForm(dependencies) });
  deskPage(router, `${path}/decide/:decision/preview`, { get: preview, post: preview });
  deskPage(router, `${path}/messages/:id`, { get: standing(dependencies) });
  deskPage(router, `${path}/presence`, { get: presence(dependencies) });
  deskPage(router, `${path}/read`, { post: readMessages(dependencies) });
  deskPage(router, `${path}/relatives`, { post: judgeRelatives(dependencies) });
  deskPage(router, `${path}/private-page/revoke`, { post: revokePage(dependencies) });
  deskPage(router, `${path}/notes`, { post: noting(dependencies) });
  deskPage(router, `${path}/letters/:id.html`, { get: letterAsHtml(dependencies) });
  deskPage(router, `${path}/letters/:id.txt`, { get: letterAsText(dependencies) });
  deskPage(router, `${path}/letters/:id.eml`, { get: letterAsMail(dependencies) });
  deskPage(router, `${path}/letters/:id`, { get: letterPage(dependencies) });
  deskPage(router, `${path}/letters/:id/undelivered`, { post: letterCameBack(dependencies) });
  return router;
}

/** How something that was sent stands: a part of the page, which asks for it until it is settled. */
function standing(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    askedByItself(request);
    const { reference, procedure } = await complaintInPath(dependencies, request, response);
    const { database, clock } = dependencies.register;
    const id = idInPath(request);
    const row = id === undefined ? undefined : await messageOf(database, reference, id);
    if (!row) throw notFound('This complaint has no message of this id.');
    // Without a script this address is nothing to look at by itself.
    if (request.headers['hx-request'] === undefined)
      return response.redirect(303, `/desk/complaints/${reference}?message=${row.id}`);
    if (row.state !== 'accepted') response.set('HX-Trigger', 'settled');
    const names = await namesOfActors(database, [row.actor]);
    const telling = { language: languageOf(request, response), procedure, names };
    sendPage(request, response, {
      page: 'complaint-standing',
      title: reference,
      fragment: true,
      data: { ...standingOfMessage(row, telling, clock()), outdated: true, base: `/desk/complaints/${reference}` },
    });
  };
}

/** Says that somebody still has the complaint open, and who else has. */
function presence(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    askedByItself(request);
    const { reference } = await complaintInPath(dependencies, request, response);
    const { database, clock } = dependencies.register;
    const { account } = callerOf(response);
    const now = clock();
    if (account) await notePresence(database, { reference, account: account.id, now });
    const names = (await presentIn(database, [reference], { account: account?.id, now })).get(reference) ?? [];
    sendPage(request, response, {
      page: 'complaint-presence',
      title: reference,
      fragment: true,
      data: {
        base: `/desk/complaints/${reference}`,
        present: names.length === 0 ? undefined : { names: names.join(', '), count: names.length },
      },
    });
  };
}

function noting(dependencies: ApiDependencies): Handler {
  const { register } = dependencies;
  return async (request, response) => {
    const { reference, procedure } = await complaintInPath(dependencies, request, response);
    requireMayNote(response, procedure.id);
    const text = formOf(request)['text'] ?? '';
    try {
      const body = readFields(noteBody, { text });
      const { actor: author, name: authorName } = callerOf(response);
      const asked = { route: `POST /desk/complaints/${reference}/notes`, body, about: reference };
      await onceAForm(register, request, response, asked, (queries) =>
        addNote(queries, { reference, author, authorName, text: body.text }, register.clock()),
      );
    } catch (fault) {
      if (!(fault instanceof Problem) || fault.status !== 422) throw fault;
      const error =
        text.trim() === '' ? say(request, response, 'complaint.notes.empty') : say(request, response, 'decide.error.too-long');
      return showComplaint(dependencies, request, response, { status: 422, note: { text, error } });
    }
    tellNext(request, 'complaint.notes.added');
    response.redirect(303, `/desk/complaints/${reference}#notes`);
  };
}
