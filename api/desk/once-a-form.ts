import type { Request, Response } from 'express';
import type { Queries, Register } from '../../register/register.ts';
import { doOnce, KeyUsedOtherwise } from '../../register/request-keys.ts';
import { callerOf } from '../access/caller.ts';
import { isId } from '../requests/plain-values.ts';
import { formOf } from './pages.ts';

/**
 * Does once what a form asks for, however often its button is clicked: the form carries a key of its own (`{{> form-key}}`). From a page
 * that was gone back to something else can be sent; that is done too.
 *
 * @param asked.route what the key belongs to, with the reference where there is one
 * @param asked.body what the form says
 * @param asked.about the complaint that it speaks of; a body that may hold something personal needs it
 * @param work see `doOnce`: what it gives is kept as JSON, so it is plain facts
 * @returns what was done, now or by the first click
 */
export async function onceAForm<Made>(
  register: Register,
  request: Request,
  response: Response,
  { route, body, about }: { route: string; body: unknown; about?: string },
  work: (queries: Queries) => Promise<Made>,
): Promise<{ made: Made; repeated: boolean }> {
  const key = formOf(request)['_key'] ?? '';
  const requestKey = { actor: callerOf(response).actor, route, key: `desk-${key}`, request: JSON.stringify(body) };
  const asked = { ...(about === undefined ? {} : { about }), work };
  return doOnce(register, isId(key) ? requestKey : undefined, asked).catch((fault: unknown) => {
    if (fault instanceof KeyUsedOtherwise) return doOnce(register, undefined, asked);
    throw fault;
  });
}
