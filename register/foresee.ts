import { randomUUID } from 'node:crypto';
import { apply } from '../workflows/domain/apply.ts';
import { judge } from '../workflows/domain/judge.ts';
import type { Refusal } from '../workflows/domain/messages.ts';
import type { Instant } from '../workflows/domain/time.ts';
import type { KnownComplaint } from './complaints.ts';
import { consequencesOf } from './consequences.ts';
import { expectedSituation, givenTexts, type NewMessage, type Rulebook } from './messages.ts';
import type { Queries } from './register.ts';

/** What a message would come to if it were accepted now. */
export type Foresight =
  | { allowed: false; reason: Refusal }
  | {
      allowed: true;
      /** The id that stands for the message's own: the occasion of what it gives rise to. */
      id: string;
      /** The complaint as it will stand without the message, and with it. */
      before: KnownComplaint;
      after: KnownComplaint;
    };

/**
 * Judges and applies a message as `acceptMessage` and `applyMessage` would, and keeps nothing of it. What has been accepted before and
 * not yet applied counts as if it were applied.
 */
export async function foresee(
  queries: Queries,
  complaint: KnownComplaint,
  { message, texts = {} }: Pick<NewMessage, 'message' | 'texts'>,
  rulebook: Rulebook,
  now: Instant,
): Promise<Foresight> {
  const situation = await expectedSituation(queries, complaint, rulebook, now);
  const verdict = judge(situation, message, givenTexts(texts));
  if (!verdict.allowed) return verdict;
  const { facts, duties, today } = situation;
  const id = randomUUID();
  const change = apply(facts, duties, message, { id, today, firm: rulebook.firmRules(facts) });
  const consequences = consequencesOf(change, duties, rulebook, id, today);
  return {
    allowed: true,
    id,
    before: asItStands(complaint, { facts, duties }, now),
    after: asItStands(complaint, { facts: change.facts, duties: consequences.duties }, now),
  };
}

/** The row says when the complaint was closed, which a reopening takes back. */
function asItStands(
  { row }: KnownComplaint,
  { facts, duties }: Pick<KnownComplaint, 'facts' | 'duties'>,
  now: Instant,
): KnownComplaint {
  return { row: { ...row, facts, closed_at: facts.closure ? (row.closed_at ?? new Date(now)) : null }, facts, duties };
}

/**
 * What approving would come to, where a message proposes something.
 *
 * @returns undefined where nothing that this message proposes would wait for approval
 */
export function foreseeApproval(
  foresight: Extract<Foresight, { allowed: true }>,
  rulebook: Rulebook,
  now: Instant,
): Extract<Foresight, { allowed: true }> | undefined {
  const { id, after } = foresight;
  if (after.facts.proposal?.decision !== id) return undefined;
  const approval = randomUUID();
  const today = rulebook.dayOf(now);
  const circumstances = { id: approval, today, firm: rulebook.firmRules(after.facts) };
  const change = apply(after.facts, after.duties, { signal: 'decide', body: { decision: 'approve' } }, circumstances);
  const { duties } = consequencesOf(change, after.duties, rulebook, approval, today);
  return { allowed: true, id, before: after, after: asItStands(after, { facts: change.facts, duties }, now) };
}
