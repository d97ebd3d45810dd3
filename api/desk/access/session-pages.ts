import { Router } from 'express';
import { callerOf } from '../../access/caller.ts';
import { deskPage, say, sendPage } from '../pages.ts';
import { formTokenOf } from '../session.ts';
import { keepForm, takeKeptForm, writtenIn } from './kept-form.ts';

/** Staying signed in, and finding again what was sent after the session had ended. */
export function sessionPages(): Router {
  const router = Router();
  // That it was asked for is what prolongs the session. A page of an earlier session of the same person gets the token of now.
  deskPage(router, '/desk/session', {
    get: (request, response) => {
      response.set({ 'X-Account': callerOf(response).account?.id ?? '', 'X-Form-Token': formTokenOf(request) });
      response.status(204).end();
    },
  });
  deskPage(router, '/desk/kept-form', {
    get: (request, response) => {
      const form = takeKeptForm(request, callerOf(response).account?.id ?? '');
      if (!form) return response.redirect(303, '/desk');
      // Kept on: a page that is loaded again shows it again, until it is sent or left.
      keepForm(request, form);
      sendPage(request, response, {
        page: 'kept-form',
        title: say(request, response, 'access.keptTitle'),
        data: { action: form.path, fields: form.fields.map(([name, value]) => ({ name, value })), written: writtenIn(form) },
      });
    },
    post: (request, response) => {
      delete request.session.keptForm;
      response.redirect(303, '/desk');
    },
  });
  return router;
}
