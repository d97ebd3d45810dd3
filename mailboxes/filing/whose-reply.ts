import { firmOfComplaint, lettersNumbered } from '../../register/mail-in.ts';
import type { Queries } from '../../register/register.ts';
import { isReplyMarkOf } from '../../register/reply-marks.ts';
import type { Judgement } from '../judging/judging.ts';
import { type KnownSender, senderKnownTo } from './known-senders.ts';

/** The complaint that a mail answers, and as whom it knows the sender. */
export interface Answered {
  /** Absent where the mail names no complaint of the firm, or several. */
  reference?: string | undefined;
  /** Absent where the complaint does not know the address, or the sender's domain did not write it. */
  as?: KnownSender | undefined;
}

/** More tags than any honest mail bears are not looked at. */
const mostTags = 20;

/**
 * Finds the complaint of a reply: by an address that only Doléance can have written, else by the number of a letter that was sent to
 * somebody; and checks the sender, since both can be passed on.
 */
export async function complaintAnswered(
  queries: Queries,
  { tags, answers, sender, forged }: Extract<Judgement, { kind: 'reply' }>,
  procedure: string,
): Promise<Answered> {
  const named = new Set<string>();
  for (const { reference, mark } of tags.slice(0, mostTags))
    if (await isReplyMarkOf(queries, reference, mark)) named.add(reference);
  if (named.size === 0)
    for (const letter of await lettersNumbered(queries, answers)) if (letter.procedure === procedure) named.add(letter.reference);
  const [reference, ...others] = named;
  if (reference === undefined || others.length > 0 || (await firmOfComplaint(queries, reference)) !== procedure) return {};
  if (sender === undefined || forged) return { reference };
  return { reference, as: await senderKnownTo(queries, reference, sender) };
}
