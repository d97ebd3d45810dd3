import { readIntakeKey } from './intakes/keys.ts';
import { keyedDigest, readKey } from './personal-texts.ts';
import type { Queries, Register } from './register.ts';

/** A key by which the same request is recognised when it comes again. */
export interface RequestKey {
  actor: string;
  route: string;
  key: string;
  /** The request as one text; it is kept as a digest only. */
  request: string;
}

/** What a request speaks of: a complaint by its reference, or an intake. Its key alone can recompute the request's digest. */
export type RequestSubject = string | { intake: string };

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
export async function claimRequestKey(queries: Queries, requestKey: RequestKey): Promise<RequestResult | undefined> {
  const first = await claim(queries, requestKey);
  if (first === undefined) return undefined;
  const { reference, message } = first;
  if (reference === null) throw new KeyUsedOtherwise();
  return message === null ? { reference } : { reference, message };
}

/** Remembers what the request with a claimed key made. */
export async function fillRequestKey(
  queries: Queries,
  requestKey: RequestKey,
  { reference, message }: RequestResult,
): Promise<void> {
  const digest = await digestOf(queries, requestKey, reference);
  await fill(queries, requestKey, { reference, message: message ?? null, digest });
}

/**
 * Does once what a request asks for, in one transaction with its key: the same request again gets what the first made, and a request
 * that fails leaves its key free. Checks that depend on the time belong into `work`, so that a repetition is spared them.
 *
 * @param about the complaint or the intake that the request speaks of, or makes; without it, the request and its digest may hold nothing
 *   personal
 * @param work what is done, and the plain facts that are remembered of it as JSON: never a name, an address or a text
 * @throws KeyUsedOtherwise
 * @throws Erased
 */
export async function doOnce<Made>(
  { database }: Register,
  requestKey: RequestKey | undefined,
  { about, work }: { about?: RequestSubject | ((made: Made) => RequestSubject); work: (queries: Queries) => Promise<Made> },
): Promise<{ made: Made; repeated: boolean }> {
  return database.transaction().execute(async (queries) => {
    const first = requestKey && (await claim(queries, requestKey));
    if (first) return { made: first.result as Made, repeated: true };
    const made = await work(queries);
    if (requestKey) {
      const subject = typeof about === 'function' ? about(made) : about;
      const digest = await digestOf(queries, requestKey, subject);
      await fill(queries, requestKey, { ...columnsOf(subject), digest, result: JSON.stringify(made) });
    }
    return { made, repeated: false };
  });
}

/** What is remembered of a request. */
interface FirstRequest {
  reference: string | null;
  intake: string | null;
  message: string | null;
  result: unknown;
}

async function claim(queries: Queries, requestKey: RequestKey): Promise<FirstRequest | undefined> {
  const { actor, route, key } = requestKey;
  const claimed = await queries
    .insertInto('idempotency_key')
    .values({ actor, route, key, reference: null, message: null, intake: null, digest: Buffer.alloc(0), result: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst();
  if (claimed) return undefined;
  const { digest, ...first } = await queries
    .selectFrom('idempotency_key')
    .select(['reference', 'message', 'intake', 'digest', 'result'])
    .where('actor', '=', actor)
    .where('route', '=', route)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  const subject = first.intake === null ? (first.reference ?? undefined) : { intake: first.intake };
  if (!(await digestOf(queries, requestKey, subject)).equals(digest)) throw new KeyUsedOtherwise();
  return first;
}

/** Of a request about a complaint or an intake, only the holder of its key can recompute it. */
async function digestOf(
  queries: Queries,
  { actor, route, key, request }: RequestKey,
  about: RequestSubject | undefined,
): Promise<Buffer> {
  if (about === undefined) return keyedDigest(Buffer.from(JSON.stringify([actor, route, key])), request);
  const secret = typeof about === 'string' ? await readKey(queries, about) : await readIntakeKey(queries, about.intake);
  return keyedDigest(secret, request);
}

function columnsOf(subject: RequestSubject | undefined): { reference: string | null; intake: string | null } {
  return {
    reference: typeof subject === 'string' ? subject : null,
    intake: typeof subject === 'object' ? subject.intake : null,
  };
}

async function fill(
  queries: Queries,
  { actor, route, key }: RequestKey,
  made: { reference: string | null; message?: string | null; intake?: string | null; digest: Buffer; result?: string },
): Promise<void> {
  await queries
    .updateTable('idempotency_key')
    .set(made)
    .where('actor', '=', actor)
    .where('route', '=', route)
    .where('key', '=', key)
    .execute();
}
