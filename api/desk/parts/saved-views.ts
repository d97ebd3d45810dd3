import { type Request, type Response, Router } from 'express';
import type { Language } from '../../../letters/letter.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import type { Register } from '../../../register/register.ts';
import { deleteView, keepView, savedViews, type ViewPage, viewPages } from '../../../register/saved-views.ts';
import { seesFirm } from '../../../register/viewer.ts';
import { type Caller, callerOf } from '../../access/caller.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { notFound } from '../../problems/problems.ts';
import { isId } from '../../requests/plain-values.ts';
import { pathPart } from '../../requests/routes.ts';
import { deskPage, formOf, tellNext } from '../pages.ts';
import { message } from '../words/words.ts';

/** Where each page is. */
const paths: Record<ViewPage, string> = { 'my-day': '/desk', register: '/desk/register' };

/** What is never kept in a view: words that were searched for, which may be a name, and the place in the list. */
const notKept = ['text', 'after', 'before'];

interface Asked {
  page: ViewPage;
  /** The page's address as it was asked for. */
  query: Record<string, unknown>;
  firms: readonly Procedure[];
  language: Language;
}

/** The views of a page, and the form that keeps the one that is shown. */
export async function viewsPanel(register: Register, caller: Caller, { page, query, firms, language }: Asked) {
  if (caller.viewer.account === undefined) return {};
  const views = await savedViews(register.database, caller.viewer, page);
  const kept = keptQuery(query);
  return {
    views: {
      page,
      query: kept,
      searched: typeof query['text'] === 'string' && query['text'].trim() !== '',
      lines: views.map(({ id, name, query: its, procedure, own }) => ({
        id,
        name,
        own,
        href: its === '' ? paths[page] : `${paths[page]}?${its}`,
        current: its === kept,
        shared:
          procedure === null
            ? undefined
            : message(language, own ? 'views.shared' : 'views.shared-by-other', {
                firm: firms.find(({ id: firm }) => firm === procedure)?.firm.name ?? procedure,
              }),
      })),
      firms: firms.map(({ id, firm }) => ({ value: id, label: firm.name })),
    },
  };
}

/** Keeping and deleting views. */
export function savedViewPages({ register }: ApiDependencies): Router {
  const router = Router();
  deskPage(router, '/desk/views', { post: (request, response) => keep(register, request, response) });
  deskPage(router, '/desk/views/:id/delete', {
    post: async (request, response) => {
      const { account } = callerOf(response).viewer;
      const id = pathPart(request, 'id');
      const page = account && isId(id) ? await deleteView(register.database, account, id) : undefined;
      if (page === undefined) throw notFound('There is no such view.');
      tellNext(request, 'views.deleted');
      response.redirect(303, paths[page]);
    },
  });
  return router;
}

async function keep(register: Register, request: Request, response: Response): Promise<void> {
  const { viewer } = callerOf(response);
  const form = formOf(request);
  const page = viewPages.find((one) => one === form['page']) ?? 'my-day';
  const name = (form['name'] ?? '').replace(/\s+/gu, ' ').trim().slice(0, 60);
  const procedure = form['share'] ?? '';
  const query = keptQuery(Object.fromEntries(new URLSearchParams(form['query'] ?? '')), form['query']);
  if (viewer.account === undefined) throw notFound('Views belong to an account.');
  const shared = procedure !== '' && seesFirm(viewer, procedure) ? { procedure } : {};
  const kept = name !== '' && (await keepView(register, { account: viewer.account, page, name, query, ...shared }));
  tellNext(request, kept ? 'views.kept' : name === '' ? 'views.unnamed' : 'views.too-many', { name });
  response.redirect(303, query === '' ? paths[page] : `${paths[page]}?${query}`);
}

/** The filters of an address in one order, so that the same view is known again. */
function keptQuery(query: Record<string, unknown>, written?: string): string {
  const pairs =
    written === undefined
      ? Object.entries(query).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one)]))
      : [...new URLSearchParams(written)];
  const kept = pairs.filter(([name, value]) => !notKept.includes(name) && value !== '').slice(0, 60);
  kept.sort(([one, its], [other, others]) => one.localeCompare(other) || its.localeCompare(others));
  return new URLSearchParams(kept).toString().slice(0, 2000);
}
