import { Router } from 'express';
import { callerOf } from '../../access/caller.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { deskPage, say, sendPage } from '../pages.ts';
import { firmsToLookAt } from './firms.ts';
import { procedurePages } from './procedures.ts';
import { templatePages } from './templates.ts';

/** What can be administered, in the order of its use; what is only looked at is also for whoever reads complaints. */
const entries = [
  { id: 'people', icon: 'users', readable: false },
  { id: 'tokens', icon: 'key-round', readable: false },
  { id: 'insurers', icon: 'building-2', readable: false },
  { id: 'templates', icon: 'mail', readable: true },
  { id: 'procedures', icon: 'scale', readable: true },
] as const;

/** The administration's first page, the letter templates and the procedures; people, tokens and insurers have routes of their own. */
export function administrationPages(dependencies: ApiDependencies): Router {
  const router = Router();
  deskPage(router, '/desk/administration', {
    get: (request, response) => {
      firmsToLookAt(response, dependencies.library);
      const administers = callerOf(response).firmsWith('administer').length > 0;
      sendPage(request, response, {
        page: 'administration',
        title: say(request, response, 'administration.title'),
        active: 'administration',
        data: {
          entries: entries
            .filter(({ readable }) => readable || administers)
            .map(({ id, icon }) => ({
              icon,
              href: `/desk/administration/${id}`,
              label: `administration.${id}`,
              about: `administration.${id}.about`,
            })),
          name: callerOf(response).name,
        },
      });
    },
  });
  router.use(templatePages(dependencies), procedurePages(dependencies));
  return router;
}
