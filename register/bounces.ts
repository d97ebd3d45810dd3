import { bounced } from '../workflows/domain/bounced.ts';
import { sameDuty } from '../workflows/domain/duties.ts';
import type { Instant } from '../workflows/domain/time.ts';
import { endDuties, lockComplaint, openDutiesAgain, saveFacts } from './complaints.ts';
import { addToJournal, lastNumber } from './journal.ts';
import { occasionOf, supersedeLettersOf } from './letters.ts';
import { tellWorkflow } from './notices.ts';
import { letterOf } from './queries.ts';
import type { Queries, Register } from './register.ts';
import { requireSeen, type SeenState } from './seen-state.ts';
import type { LetterRow } from './tables.ts';

/** A notice that a mail was not delivered and never will be (RFC 3464). */
export interface Bounce {
  /** Of the mail that came back, as its header has it, in angle brackets. */
  messageId: string;
  /** As RFC 3463 numbers it: `5.1.1`. What the server said in words holds addresses and is not kept. */
  status: string;
  /** When the notice arrived. */
  at: Instant;
  /** Who read it. */
  actor: string;
}

/**
 * What became of a bounce: the letter waits in the post tray and its duty is open again; or it is noted, where the letter waits already,
 * or goes to staff; or no letter bears that number, or only one of somebody who was erased.
 */
export type BounceOutcome = { outcome: 'back-in-tray' | 'noted'; reference: string } | { outcome: 'unknown' };

/**
 * Records that a letter came back: it was not sent, so it waits for the post, its duty is open again with the same last day, and the
 * workflow is told. The same bounce again changes nothing.
 */
export async function recordBounce(register: Register, bounce: Bounce): Promise<BounceOutcome> {
  const letter = await register.database
    .selectFrom('letter')
    .select(['id', 'reference'])
    .where('message_id', '=', bounce.messageId)
    .executeTakeFirst();
  if (!letter) return { outcome: 'unknown' };
  const { reference } = letter;
  const outcome = await register.database
    .transaction()
    .execute((queries) => recordWithin(queries, letter, bounce, register.clock()));
  return outcome === undefined ? { outcome: 'unknown' } : { outcome, reference };
}

async function recordWithin(
  queries: Queries,
  { id, reference }: Pick<LetterRow, 'id' | 'reference'>,
  { status, at, actor }: Omit<Bounce, 'messageId'>,
  now: Instant,
): Promise<'back-in-tray' | 'noted' | undefined> {
  const complaint = await lockComplaint(queries, reference);
  // Nobody could write it anew.
  if (complaint.facts.erased) return undefined;
  const letter = await queries.selectFrom('letter').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
  if (letter.bounced_at !== null) return letter.state === 'awaiting-post' ? 'back-in-tray' : 'noted';
  const detail = { letter: id, ...occasionOf(letter), recipient: letter.recipient, status };
  await addToJournal(queries, { reference, at: now, actor, event: 'letter-bounced', detail });
  const back = mayComeBack(letter);
  await queries
    .updateTable('letter')
    .set({
      bounced_at: new Date(at),
      bounce_status: status,
      ...(back
        ? { state: 'awaiting-post' as const, way: 'post' as const, sent_at: null, lease_until: null, data_began_at: null }
        : {}),
    })
    .where('id', '=', id)
    .execute();
  if (!back) return 'noted';
  const after = bounced(complaint.facts, complaint.duties, letter, now);
  await openDutiesAgain(queries, reference, after.duties);
  for (const { duty, occasion } of after.duties)
    await addToJournal(queries, { reference, at: now, actor: 'doleance', event: 'duty-open-again', detail: { duty, occasion } });
  const ended = after.ended.map((duty) => ({ ...duty, void: 'replaced' as const }));
  await endDuties(queries, reference, ended);
  for (const { duty, occasion, void: reason } of ended) {
    const detail = { duty, occasion, reason };
    await addToJournal(queries, { reference, at: now, actor: 'doleance', event: 'duty-ended', detail });
    await supersedeLettersOf(queries, { reference, duty, occasion }, now);
  }
  const changed = [...after.duties, ...ended];
  const duties = complaint.duties.map((duty) => changed.find((other) => sameDuty(other, duty)) ?? duty);
  await saveFacts(queries, after.facts, duties, after.facts.closure ? complaint.row.closed_at : null);
  const its = duties.find((duty) => sameDuty(duty, letter));
  // Nothing of its duty is owed any more: it is not posted in vain.
  if (its?.void !== undefined) await supersedeLettersOf(queries, letter, now, (kind) => kind === letter.kind);
  await tellWorkflow(queries, {
    reference,
    body: { what: 'letter-bounced', letter: id },
    actor,
    at: now,
    needsNothing: false,
  });
  return 'back-in-tray';
}

/**
 * Records what somebody read in a notice of non-delivery, within a transaction under way: as a bounce that came by itself.
 *
 * @param seen the states of the complaint of which one must still hold
 * @returns the letter as it then stands and the number of the complaint's last journal row; `recorded` is false where the letter did not
 *   leave by e-mail, or goes to staff, or the person was erased
 * @throws ComplaintChanged
 */
export async function recordUndelivered(
  queries: Queries,
  { reference, letter: id, status, actor }: { reference: string; letter: string; status: string; actor: string },
  { now, seen }: { now: Instant; seen?: SeenState | undefined },
): Promise<{ recorded: boolean; letter: LetterRow | undefined; number: number }> {
  const { facts } = await lockComplaint(queries, reference);
  await requireSeen(queries, reference, seen);
  const letter = await letterOf(queries, reference, id);
  const recorded = letter !== undefined && !facts.erased && (letter.bounced_at !== null || mayComeBack(letter));
  if (recorded) await recordWithin(queries, letter, { status, at: now, actor }, now);
  return { recorded, letter: await letterOf(queries, reference, id), number: await lastNumber(queries, reference) };
}

/** Whether a letter that came back goes by post. Alerts to staff are worth their moment only; one that waits, or that a later attempt sends, is where it belongs. */
export function mayComeBack({ state, way, recipient }: Pick<LetterRow, 'state' | 'way' | 'recipient'>): boolean {
  return (state === 'sent' || state === 'sending') && way === 'e-mail' && recipient !== 'staff';
}
