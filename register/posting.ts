import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import { lockComplaint } from './complaints.ts';
import { recordSent } from './evidence.ts';
import type { Rulebook } from './messages.ts';
import { tellWorkflow } from './notices.ts';
import { letterOf } from './queries.ts';
import type { Register } from './register.ts';
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
    const body = { what: 'letter-posted' as const, letter: before.id, sentAt: at };
    await tellWorkflow(queries, { reference: posting.reference, body, actor, at: now, needsNothing: false });
    return { posted: true, letter: await letterOf(queries, posting.reference, posting.letter) };
  });
}

function isSame(letter: LetterRow, { on, registeredNumber }: Posting): boolean {
  return letter.state === 'sent' && letter.posted_on === on && letter.registered_number === (registeredNumber ?? null);
}
