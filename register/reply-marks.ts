import { timingSafeEqual } from 'node:crypto';
import { inBase32 } from './base32.ts';
import { keyedMark, registerKey } from './intakes/keys.ts';
import type { Queries } from './register.ts';

/** The mark in the address at which letters about a complaint are answered: nobody can guess it, and it shows nothing. */
export async function replyMarkOf(queries: Queries, reference: string): Promise<string> {
  return inBase32(keyedMark(await registerKey(queries, 'marks'), `reply ${reference}`).subarray(0, 10));
}

/** Whether Doléance itself wrote the address that bears this mark. */
export async function isReplyMarkOf(queries: Queries, reference: string, mark: string): Promise<boolean> {
  const its = Buffer.from(await replyMarkOf(queries, reference));
  const given = Buffer.from(mark);
  return its.length === given.length && timingSafeEqual(its, given);
}
