import type { Request, Response } from 'express';
import type { RequestKey } from '../../register/request-keys.ts';
import { Problem } from '../problems/problem.ts';
import { actorOf } from './authentication.ts';

/**
 * The key by which a client marks a request that it may send again.
 *
 * @param route what the key belongs to, with the reference where there is one
 * @param body the body as it was read: the same fields in another order are the same request
 * @throws Problem 400 where the key cannot be one
 */
export function requestKeyOf(request: Request, response: Response, route: string, body: unknown): RequestKey | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key))
    throw new Problem(400, { detail: 'An Idempotency-Key has 1 to 255 visible ASCII characters.' });
  return { actor: actorOf(response), route, key, request: JSON.stringify(body) };
}

/** Says that nothing was done now: the answer is that of the first request. */
export function markReplayed(response: Response, repeated: boolean): void {
  if (repeated) response.set('Idempotency-Replayed', 'true');
}
