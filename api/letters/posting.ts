import type { Procedure } from '../../procedures/schema.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import { type Posting, recordPostingWithin } from '../../register/posting.ts';
import { rulebook } from '../../register/procedure-rules.ts';
import type { Queries } from '../../register/register.ts';
import type { SeenState } from '../../register/seen-state.ts';
import type { LetterRow } from '../../register/tables.ts';
import type { CivilDate, Instant } from '../../workflows/domain/time.ts';
import { noonOf } from '../complaints/moments.ts';

/** Why a letter cannot be recorded as posted on a day. */
export type PostingFault =
  /** Nobody has posted it yet. */
  | 'in-the-future'
  /** It bears a later date. */
  | 'before-its-date'
  | 'about-to-leave-by-e-mail'
  | 'leaving-by-e-mail'
  | 'left-by-e-mail'
  /** On another day, or under another number. */
  | 'posted-already'
  /** The answer has made it so: it must not be posted. */
  | 'needless'
  | 'changed';

/** A letter cannot be recorded as posted. */
export class PostingRefused extends Error {
  readonly fault: PostingFault;
  readonly letter: LetterRow;

  constructor(fault: PostingFault, letter: LetterRow) {
    super(`The letter cannot be recorded as posted: ${fault}.`);
    this.name = 'PostingRefused';
    this.fault = fault;
    this.letter = letter;
  }
}

/** What somebody says of a letter that they posted. */
export interface Posted {
  /** In the firm's zone; left out: today. */
  postedOn?: CivilDate | undefined;
  registeredNumber?: string | undefined;
}

/**
 * Records that a letter was posted, within a transaction under way; the day of posting is its evidence.
 *
 * @returns the letter as it then stands, and the number of its complaint's last journal row
 * @throws PostingRefused
 * @throws ComplaintChanged where what was seen no longer holds
 */
export async function recordPosted(
  queries: Queries,
  { letter, procedure }: { letter: LetterRow; procedure: Procedure },
  { postedOn, registeredNumber }: Posted,
  { actor, now, seen }: { actor: string; now: Instant; seen?: SeenState | undefined },
): Promise<{ letter: LetterRow; number: number }> {
  const { timeZone } = procedure.firm;
  const today = civilDateAt(now, timeZone);
  const on = postedOn ?? today;
  checkDay(on, today, letter);
  const { reference, id } = letter;
  const posting: Posting = { reference, letter: id, on, at: noonOf(on, timeZone, now), registeredNumber, actor };
  const done = await recordPostingWithin(queries, posting, rulebook(procedure), { now, seen });
  if (!done.posted || !done.letter) throw new PostingRefused(faultOf(done.letter ?? letter), done.letter ?? letter);
  return { letter: done.letter, number: done.number };
}

function checkDay(on: CivilDate, today: CivilDate, letter: LetterRow): void {
  if (on > today) throw new PostingRefused('in-the-future', letter);
  if (letter.state === 'awaiting-post' && on < letter.letter_date) throw new PostingRefused('before-its-date', letter);
}

function faultOf({ state, way }: LetterRow): PostingFault {
  switch (state) {
    case 'queued':
      return 'about-to-leave-by-e-mail';
    case 'sending':
      return 'leaving-by-e-mail';
    case 'sent':
      return way === 'e-mail' ? 'left-by-e-mail' : 'posted-already';
    case 'superseded':
      return 'needless';
    case 'awaiting-post':
      return 'changed';
  }
}
