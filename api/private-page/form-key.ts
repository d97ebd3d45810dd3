import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { registerKey } from '../../register/intakes/keys.ts';
import type { Queries } from '../../register/register.ts';
import type { Act } from './acts.ts';

const form = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{43})$/;

/** The key of a form on somebody's page, signed: only that page gives it out, and what is sent twice with it is one message. */
export async function newFormKey(queries: Queries, reference: string, act: Act): Promise<string> {
  const id = randomUUID();
  return `${id}.${await signature(queries, reference, act, id)}`;
}

/** The id in a key that this page gave out for this act; undefined for any other text. */
export async function readFormKey(
  queries: Queries,
  { reference, act, key }: { reference: string; act: Act; key: string | undefined },
): Promise<string | undefined> {
  const [, id, signed] = form.exec(key ?? '') ?? [];
  if (id === undefined || signed === undefined) return undefined;
  const wanted = await signature(queries, reference, act, id);
  return timingSafeEqual(Buffer.from(wanted), Buffer.from(signed)) ? id : undefined;
}

async function signature(queries: Queries, reference: string, act: Act, id: string): Promise<string> {
  const key = await registerKey(queries, 'forms');
  return createHmac('sha256', key).update(`private page of ${reference}, ${act}: ${id}`).digest('base64url');
}
