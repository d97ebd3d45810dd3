import { keyedDigest, readKey } from './personal-texts.ts';
import type { Queries } from './register.ts';

/** A key by which the same request is recognised when it comes again. */
export interface RequestKey {
  actor: string;
  route: string;
  key: string;
  /** The request as one text; it is kept as a digest only. */
  request: string;
}

/** What a request made. */
export interface RequestResult {
  reference: string;
  message?: string;
}

/** The same key was used for another request. */
export class KeyUsedOtherwise extends Error {
  constructor() {
    super('This Idempotency-Key was used for another request.');
    this.name = 'KeyUsedOtherwise';
  }
}

/**
 * Claims a request key for the transaction under way; a second request with it waits here until the first is through.
 *
 * @returns what the first request made, if this is a repetition
 * @throws KeyUsedOtherwise
 */
export async function claimRequestKey(
  queries: Queries,
  { actor, route, key, request }: RequestKey,
): Promise<RequestResult | undefined> {
  const claimed = await queries
    .insertInto('idempotency_key')
    .values({ actor, route, key, reference: null, message: null, digest: Buffer.alloc(0) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst();
  if (claimed) return undefined;
  const { reference, message, digest } = await queries
    .selectFrom('idempotency_key')
    .select(['reference', 'message', 'digest'])
    .where('actor', '=', actor)
    .where('route', '=', route)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  if (reference === null) throw new KeyUsedOtherwise();
  if (!keyedDigest(await readKey(queries, reference), request).equals(digest)) throw new KeyUsedOtherwise();
  return message === null ? { reference } : { reference, message };
}

/** Remembers what the request with a claimed key made. */
export async function fillRequestKey(
  queries: Queries,
  { actor, route, key, request }: RequestKey,
  { reference, message }: RequestResult,
): Promise<void> {
  await queries
    .updateTable('idempotency_key')
    .set({ reference, message: message ?? null, digest: keyedDigest(await readKey(queries, reference), request) })
    .where('actor', '=', actor)
    .where('route', '=', route)
    .where('key', '=', key)
    .execute();
}
