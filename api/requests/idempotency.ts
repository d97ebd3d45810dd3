import type { Request, Response } from 'express';
import type { Queries, Register } from '../../register/register.ts';
import { doOnce, type RequestKey } from '../../register/request-keys.ts';
import { Problem } from '../problems/problem.ts';
import { idempotencyKeyForm } from '../schemas/text.ts';
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
  if (typeof key !== 'string' || !idempotencyKeyForm.test(key))
    throw new Problem(400, { detail: 'An Idempotency-Key has 1 to 255 visible ASCII characters.' });
  return { actor: actorOf(response), route, key, request: JSON.stringify(body) };
}

/** Says that nothing was done now: the answer is that of the first request. */
export function markReplayed(response: Response, repeated: boolean): void {
  if (repeated) response.set('Idempotency-Replayed', 'true');
}

/**
 * Does what a request asks for once, however often it comes with the same Idempotency-Key, and marks the answer of a repetition.
 *
 * @param asked.route what the key belongs to, with the reference where there is one: `POST /api/assignments`
 * @param asked.body the body as it was read
 * @param asked.about the complaint that the body speaks of; a body that may hold something personal needs it
 * @param work see `doOnce`: what it gives is kept as JSON, so it is plain facts
 * @throws Problem 400 where the key cannot be one
 */
export async function once<Made>(
  register: Register,
  request: Request,
  response: Response,
  { route, body, about }: { route: string; body: unknown; about?: string },
  work: (queries: Queries) => Promise<Made>,
): Promise<Made> {
  const requestKey = requestKeyOf(request, response, route, body);
  const { made, repeated } = await doOnce(register, requestKey, { ...(about === undefined ? {} : { about }), work });
  markReplayed(response, repeated);
  return made;
}
