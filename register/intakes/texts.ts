import { randomUUID } from 'node:crypto';
import { decrypt, encrypt } from '../personal-texts.ts';
import type { Queries } from '../register.ts';
import { readIntakeKey } from './keys.ts';

type Purpose = 'source' | 'fields' | 'statement';

/** Keeps a text of an intake encrypted; the latest of a purpose counts. @returns the digest of what is kept */
export async function keepIntakeText(
  queries: Queries,
  { intake, purpose, key, content }: { intake: string; purpose: Purpose; key: Buffer; content: unknown },
): Promise<Buffer> {
  const id = randomUUID();
  const { digest } = await queries
    .insertInto('intake_text')
    .values({ id, intake, purpose, cipher: encrypt(key, id, JSON.stringify(content)) })
    .returning('digest')
    .executeTakeFirstOrThrow();
  return digest;
}

/** The latest text of a purpose; undefined where there is none. @throws Erased */
export async function readIntakeText<T>(queries: Queries, intake: string, purpose: Purpose): Promise<T | undefined> {
  const row = await queries
    .selectFrom('intake_text')
    .select(['id', 'cipher'])
    .where('intake', '=', intake)
    .where('purpose', '=', purpose)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && (JSON.parse(decrypt(await readIntakeKey(queries, intake), row.id, row.cipher).toString('utf8')) as T);
}
