import { createHash, hkdfSync } from 'node:crypto';
import { inBase32 } from './base32.ts';
import { readKey } from './personal-texts.ts';
import type { Queries } from './register.ts';

/** So many bytes has a token: 128 bits, which nobody guesses, in 26 characters that can be typed from a letter. */
const tokenBytes = 16;

/** Of a page that was never revoked. */
export const firstGeneration = 1;

/**
 * The token of a complaint's private page, the same in every letter until it is revoked: 26 small letters and digits. Nothing is kept.
 *
 * @throws Erased
 */
export async function privateTokenOf(queries: Queries, reference: string): Promise<string> {
  return tokenOf(queries, reference, (await pageOf(queries, reference))?.generation ?? firstGeneration);
}

/** From now on a complaint's token leads to its page; a page that is there already stays as it is. @throws Erased */
export async function openPrivatePage(queries: Queries, reference: string): Promise<void> {
  if (await pageOf(queries, reference)) return;
  const digest = digestOf(await tokenOf(queries, reference, firstGeneration));
  await queries
    .insertInto('private_page')
    .values({ reference, generation: firstGeneration, digest })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Which token counts; undefined where none leads anywhere yet. */
export async function pageOf(queries: Queries, reference: string): Promise<{ generation: number } | undefined> {
  return queries.selectFrom('private_page').select('generation').where('reference', '=', reference).executeTakeFirst();
}

/** @throws Erased */
export async function tokenOf(queries: Queries, reference: string, generation: number): Promise<string> {
  const key = await readKey(queries, reference);
  return inBase32(Buffer.from(hkdfSync('sha256', key, reference, `doleance private page ${generation}`, tokenBytes)));
}

/** All that is kept of a token. */
export function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
