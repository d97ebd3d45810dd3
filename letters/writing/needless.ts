import type { ComplaintFacts } from '../../workflows/domain/complaint.ts';
import { type DutyStatus, sameDuty } from '../../workflows/domain/duties.ts';
import { isAcknowledgement, type LetterKind } from '../../workflows/domain/letters.ts';
import { answeredAtOf, partAcknowledgedBy, partPromised, resultOf } from '../../workflows/domain/parts.ts';
import type { LetterToSend } from '../../workflows/domain/standing.ts';

/** These only lead to an answer: once it is decided there is none to announce, and nothing to ask for. */
const untilTheAnswer: LetterKind[] = ['interim-reply', 'delay', 'chaser', 'reminder-to-write'];

/**
 * A letter that has not left makes way where nothing of its duty is owed any more, and one that only leads to the answer does so as
 * soon as the result is decided. Nobody can be written to who was erased.
 */
export function isNeedless(
  letter: Pick<LetterToSend, 'duty' | 'occasion' | 'kind'>,
  { facts, duties }: { facts: ComplaintFacts; duties: DutyStatus[] },
): boolean {
  const owedNoMore = duties.find((duty) => sameDuty(duty, letter))?.void !== undefined;
  const decided = resultOf(facts, partPromised(facts.kind, letter.occasion)) !== undefined;
  // Only an answer that is out replaces the acknowledgement of its part: one that is decided may wait for the post.
  const follows = isAcknowledgement(letter.kind) && answeredAtOf(facts, partAcknowledgedBy(letter.kind)) !== undefined;
  return facts.erased === true || owedNoMore || follows || (decided && untilTheAnswer.includes(letter.kind));
}
