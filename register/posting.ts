import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import { lockComplaint } from './complaints.ts';
import { recordSent } from './evidence.ts';
import { lastNumber } from './journal.ts';
import type { Rulebook } from './messages.ts';
import { tellWorkflow } from './notices.ts';
import { letterOf } from './queries.ts';
import type { Queries, Register } from './register.ts';
import { requireSeen, type SeenState } from './seen-state.ts';
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
export async function recordPosting(register: Register, posting: Posting, rulebook: Rulebook): Promise<Posted> {
  return register.database
    .transaction()
    .execute((queries) => recordPostingWithin(queries, posting, rulebook, { now: register.clock() }));
}

/** How a letter stands after its posting; `number` is that of the complaint's last journal row then. */
interface Posted {
  posted: boolean;
  letter: LetterRow | undefined;
  number: number;
}

/**
 * The same within a transaction under way.
 *
 * @param seen the states of the complaint of which one must still hold
 * @throws ComplaintChanged
 */
export async function recordPostingWithin(
  queries: Queries,
  posting: Posting,
  rulebook: Rulebook,
  { now, seen }: { now: Instant; seen?: SeenState | undefined },
): Promise<Posted> {
  const { reference, letter, on, at, registeredNumber, actor } = posting;
  await lockComplaint(queries, reference);
  await requireSeen(queries, reference, seen);
  const stands = async (posted: boolean): Promise<Posted> => ({
    posted,
    letter: await letterOf(queries, reference, letter),
    number: await lastNumber(queries, reference),
  });
  const before = await letterOf(queries, reference, letter);
  if (before?.state !== 'awaiting-post') return stands(before !== undefined && isSame(before, posting));
  await recordSent(queries, letter, { sentAt: at, actor, posted: { on, registeredNumber } }, rulebook, now);
  const body = { what: 'letter-posted' as const, letter, sentAt: at };
  await tellWorkflow(queries, { reference, body, actor, at: now, needsNothing: false });
  return stands(true);
}

function isSame(letter: LetterRow, { on, registeredNumber }: Posting): boolean {
  return letter.state === 'sent' && letter.posted_on === on && letter.registered_number === (registeredNumber ?? null);
}
