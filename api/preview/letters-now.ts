import { type KnownComplaint, readComplaint } from '../../register/complaints.ts';
import { foresee, foreseeApproval } from '../../register/foresee.ts';
import { atOneMoment } from '../../register/register.ts';
import type { Refusal } from '../../workflows/domain/messages.ts';
import type { Instant } from '../../workflows/domain/time.ts';
import type { ComplaintInPath } from '../complaints/known-complaint.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { MessageContents } from '../messages/message-contents.ts';
import { notFound } from '../problems/problems.ts';
import { type ForeseenLetter, lettersOfMessage } from './letters-of-message.ts';

/** The letters of a message that could be accepted now. */
export interface ForeseenLetters {
  allowed: true;
  /** Those that leave at once. */
  letters: ForeseenLetter[];
  /** Those that leave once what is proposed has been approved; absent where nothing waits for that. */
  onceApproved?: ForeseenLetter[];
  /** The complaint as it will stand without the message, and with it. */
  before: KnownComplaint;
  after: KnownComplaint;
}

/**
 * The letters that a message would send, with the functions that write the real ones; nothing is kept.
 *
 * One picture of the register for all that is read: a letter that leaves meanwhile is in all of it or in none.
 */
export async function lettersNow(
  dependencies: Pick<ApiDependencies, 'register' | 'library' | 'directory' | 'publicUrl'>,
  known: ComplaintInPath,
  message: MessageContents,
  now: Instant,
): Promise<ForeseenLetters | { allowed: false; reason: Refusal }> {
  const { register } = dependencies;
  const { reference, rulebook } = known;
  return atOneMoment(register.database, async (queries) => {
    const complaint = await readComplaint(queries, reference);
    if (!complaint) throw notFound('There is no complaint of this reference.');
    const foresight = await foresee(queries, complaint, message, rulebook, now);
    if (!foresight.allowed) return foresight;
    const picture = { ...dependencies, register: { ...register, database: queries }, known, now };
    const letters = await lettersOfMessage(picture, message, foresight);
    const approval = foreseeApproval(foresight, rulebook, now);
    const { before, after } = foresight;
    const foreseen = { allowed: true as const, letters, before, after };
    return approval ? { ...foreseen, onceApproved: await lettersOfMessage(picture, message, approval) } : foreseen;
  });
}
