import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import { lockComplaint } from './complaints.ts';
import { recordSent } from './evidence.ts';
import type { Rulebook } from './messages.ts';
import { letterOf } from './queries.ts';
import type { Queries, Register } from './register.ts';
import type { LetterRow } from './tables.ts';

/** A letter that somebody posted. */
export interface Posting {
  reference: string;
  letter: string;
  /** The day of posting, in the firm's zone. */
  on: CivilDate;
  /** An instant of that day: what breaches are judged by. */
  at: Instant;
  registeredNumber?: string | undefined;
  actor: string;
}

/**
 * Records that a letter from the post tray was posted, everything that follows from it, and the message that tells the workflow,
 * all or nothing. The same posting again changes nothing.
 *
 * @returns the letter as it then stands; `posted` is false where it was not waiting for the post, or was posted otherwise
 */
export async function recordPosting(
  register: Register,
  posting: Posting,
  rulebook: Rulebook,
): Promise<{ posted: boolean; letter: LetterRow | undefined }> {
  return register.database.transaction().execute(async (queries) => {
    await lockComplaint(queries, posting.reference);
    const before = await letterOf(queries, posting.reference, posting.letter);
    if (before?.state !== 'awaiting-post') return { posted: before !== undefined && isSame(before, posting), letter: before };
    const { on, at, registeredNumber, actor } = posting;
    const now = register.clock();
    await recordSent(queries, before.id, { sentAt: at, actor, posted: { on, registeredNumber } }, rulebook, now);
    await tellWorkflow(queries, posting, now);
    return { posted: true, letter: await letterOf(queries, posting.reference, posting.letter) };
  });
}

function isSame(letter: LetterRow, { on, registeredNumber }: Posting): boolean {
  return letter.state === 'sent' && letter.posted_on === on && letter.registered_number === (registeredNumber ?? null);
}

async function tellWorkflow(queries: Queries, { reference, letter, at, actor }: Posting, now: Instant): Promise<void> {
  await queries
    .insertInto('message')
    .values({
      id: randomUUID(),
      reference,
      signal: 'receive',
      body: JSON.stringify({ what: 'letter-posted', letter, sentAt: at }),
      texts: null,
      given_texts: [],
      actor,
      accepted_at: new Date(now),
      delivered_at: null,
      state: 'accepted',
      refusal: null,
      settled_at: null,
    })
    .execute();
  await sql`select pg_notify('outbox', ${reference})`.execute(queries);
}
