import type { Instant } from '../workflows/domain/time.ts';
import { holdComplaint } from './complaints.ts';
import { addToJournal } from './journal.ts';
import { digestOf, firstGeneration, openPrivatePage, pageOf, tokenOf } from './private-tokens.ts';
import type { Queries } from './register.ts';

/** The complaint that a token leads to; undefined for one that was never given, was revoked, or is of somebody who was erased. */
export async function complaintOfToken(queries: Queries, token: string): Promise<string | undefined> {
  const page = await queries
    .selectFrom('private_page')
    .select('reference')
    .where('digest', '=', digestOf(asWritten(token)))
    .executeTakeFirst();
  return page?.reference;
}

/** From now on the token that was given leads nowhere; the next letter gives another. @throws Erased */
export async function revokePrivatePage(
  queries: Queries,
  { reference, actor }: { reference: string; actor: string },
  now: Instant,
): Promise<void> {
  await holdComplaint(queries, reference);
  await openPrivatePage(queries, reference);
  const next = ((await pageOf(queries, reference))?.generation ?? firstGeneration) + 1;
  await queries
    .updateTable('private_page')
    .set({ generation: next, digest: digestOf(await tokenOf(queries, reference, next)) })
    .where('reference', '=', reference)
    .execute();
  await addToJournal(queries, { reference, at: now, actor, event: 'private-page-revoked', detail: {} });
}

/** As it was given: who types it from a letter may write capitals and blanks. */
function asWritten(token: string): string {
  return token.replace(/[\s-]/g, '').toLowerCase();
}
