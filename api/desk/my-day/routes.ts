import { Router } from 'express';
import { callerOf } from '../../access/caller.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import type { Handler } from '../../requests/routes.ts';
import { deskPage, languageOf, say, sendPage } from '../pages.ts';
import { viewsPanel } from '../parts/saved-views.ts';
import { assignedOf, assigning } from './assign.ts';
import { dayView } from './day.ts';
import { dayQuestion, firmsOf } from './question.ts';

/** My day: what is due, and what waits for somebody. */
export function myDayPages(dependencies: ApiDependencies): Router {
  const router = Router();
  deskPage(router, '/desk', { get: myDay(dependencies) });
  deskPage(router, '/desk/assign', { post: assigning(dependencies) });
  return router;
}

function myDay(dependencies: ApiDependencies): Handler {
  const { register, library } = dependencies;
  return async (request, response) => {
    const caller = callerOf(response);
    // Who only administers reads no complaint: their day begins there.
    if (caller.firmsWith('read').length === 0 && caller.firmsWith('administer').length > 0)
      return response.redirect(303, '/desk/administration');
    const language = languageOf(request, response);
    const firms = firmsOf(caller, library.allInForce());
    const question = dayQuestion(request.query, caller, firms);
    const [view, views] = await Promise.all([
      dayView(dependencies, question, { caller, language, firms }),
      viewsPanel(register, caller, { page: 'my-day', query: request.query, firms, language }),
    ]);
    sendPage(request, response, {
      page: 'my-day',
      title: say(request, response, 'shell.myDay'),
      active: 'myDay',
      scripts: ['lists.js'],
      data: { ...view, ...views, assigned: assignedOf(request) },
    });
  };
}
