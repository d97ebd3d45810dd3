import type { NextFunction, Request, RequestHandler, Response, Router } from 'express';
import { Problem } from '../problems/problem.ts';
import { notFound } from '../problems/problems.ts';
import { jsonBody } from './json-body.ts';

/** Answers one request; what it throws becomes a problem. */
export type Handler = (request: Request, response: Response) => Promise<void> | void;

/**
 * Offers a path with its methods; any other method is answered with 405 and the methods that there are. An `upload` is a POST that reads its
 * body itself.
 */
export function offer(
  router: Router,
  path: string,
  { get, post, upload }: { get?: Handler; post?: Handler; upload?: Handler },
): void {
  const route = router.route(path);
  if (get) route.get(get);
  if (post) route.post(...jsonBody, post);
  if (upload) route.post(upload);
  const allow = [...(get ? ['GET', 'HEAD'] : []), ...(post || upload ? ['POST'] : []), 'OPTIONS'].join(', ');
  route.all(onlyThese(allow));
}

function onlyThese(allow: string): RequestHandler {
  return (request: Request, response: Response, _next: NextFunction) => {
    if (request.method !== 'OPTIONS') throw new Problem(405, { detail: `Offered here: ${allow}`, headers: { Allow: allow } });
    response.status(204).set('Allow', allow).end();
  };
}

/** A part of the path. */
export function pathPart(request: Request, name: string): string {
  const value = request.params[name];
  return typeof value === 'string' ? value : '';
}

/** For everything that is not offered. */
export const nothingHere: RequestHandler = () => {
  throw notFound('There is nothing at this address. /api/docs lists what there is.');
};
