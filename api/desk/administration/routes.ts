import { Router } from 'express';
import { callerOf, requireMaySomewhere } from '../../access/caller.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { deskPage, say, sendPage } from '../pages.ts';
import { procedurePages } from './procedures.ts';
import { templatePages } from './templates.ts';

/** What can be administered, in the order of its use. */
const entries = [
  { id: 'people', icon: 'users' },
  { id: 'tokens', icon: 'key-round' },
  { id: 'insurers', icon: 'building-2' },
  { id: 'templates', icon: 'mail' },
  { id: 'procedures', icon: 'scale' },
] as const;

/** The administration's first page, the letter templates and the procedures; people, tokens and insurers have routes of their own. */
export function administrationPages(dependencies: ApiDependencies): Router {
  const router = Router();
  deskPage(router, '/desk/administration', {
    get: (request, response) => {
      requireMaySomewhere(response, 'administer');
      sendPage(request, response, {
        page: 'administration',
        title: say(request, response, 'administration.title'),
        active: 'administration',
        data: {
          entries: entries.map(({ id, icon }) => ({
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
