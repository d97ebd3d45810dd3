import { acknowledged, answered } from '../workflows/domain/apply.ts';
import { isOpen } from '../workflows/domain/duties.ts';
import type { LetterKind } from '../workflows/domain/letters.ts';
import type { Standing } from '../workflows/domain/standing.ts';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import { insertBreach, withdrawBreach } from './breaches.ts';
import { endDuties, type KnownComplaint, lockComplaint, saveFacts, standingOf } from './complaints.ts';
import { addToJournal } from './journal.ts';
import { occasionOf } from './letters.ts';
import { type Rulebook, saveChange } from './messages.ts';
import type { Queries, Register } from './register.ts';
import type { LetterRow } from './tables.ts';

/** The evidence of a letter: SMTP's answer, or the day of posting. */
export interface Evidence {
  sentAt: Instant;
  /** By whom: `doleance` for e-mail. */
  actor: string;
  posted?: { on: CivilDate; registeredNumber?: string | undefined };
}

/**
 * Records that a letter is out, and everything that follows from it at once: the duty done, the breaches that the evidence
 * shows, the stage, and what is owed no more.
 */
export async function recordLetterSent(
  register: Register,
  id: string,
  evidence: Evidence,
  rulebook: Rulebook,
): Promise<Standing> {
  return register.database.transaction().execute((queries) => recordSent(queries, id, evidence, rulebook, register.clock()));
}

/** The same, within a transaction under way. */
export async function recordSent(
  queries: Queries,
  id: string,
  { sentAt, actor, posted }: Evidence,
  rulebook: Rulebook,
  now: Instant,
): Promise<Standing> {
  const { reference } = await queries.selectFrom('letter').select('reference').where('id', '=', id).executeTakeFirstOrThrow();
  const complaint = await lockComplaint(queries, reference);
  const letter = await queries.selectFrom('letter').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  if (letter.state === 'sent') return standingOf(complaint);
  await queries
    .updateTable('letter')
    .set({
      state: 'sent',
      sent_at: new Date(sentAt),
      lease_until: null,
      posted_on: posted?.on ?? null,
      registered_number: posted?.registeredNumber ?? null,
    })
    .where('id', '=', id)
    .execute();
  await addToJournal(queries, {
    reference,
    at: now,
    actor,
    event: posted ? 'letter-posted' : 'letter-sent',
    detail: {
      letter: id,
      ...occasionOf(letter),
      recipient: letter.recipient,
      sentAt: new Date(sentAt).toISOString(),
      ...(posted ?? {}),
    },
  });
  return followFrom(queries, complaint, letter, rulebook, now);
}

async function followFrom(
  queries: Queries,
  complaint: KnownComplaint,
  letter: LetterRow,
  rulebook: Rulebook,
  now: Instant,
): Promise<Standing> {
  const duty = complaint.duties.find((duty) => duty.duty === letter.duty && duty.occasion === letter.occasion);
  const doneAt = duty && isOpen(duty) ? await lastSentAt(queries, letter, lettersNeeded(complaint, letter)) : undefined;
  if (!duty || doneAt === undefined) return { facts: complaint.facts, duties: [] };
  const done = { ...duty, doneAt };
  await endDuties(queries, letter.reference, [done]);
  await judgeByEvidence(queries, letter.reference, done, doneAt, now);
  const after = { ...complaint, duties: complaint.duties.map((other) => (other === duty ? done : other)) };
  if (duty.duty === 'acknowledgement') return saved(queries, after, acknowledged(complaint.facts, doneAt), done);
  if (duty.duty !== 'final-response')
    return saved(queries, after, { ...complaint.facts, revision: complaint.facts.revision + 1 }, done);
  const standing = await saveChange(queries, after, answered(complaint.facts, after.duties, doneAt), rulebook, letter.id, now);
  return { facts: standing.facts, duties: [done, ...standing.duties] };
}

async function saved(
  queries: Queries,
  complaint: KnownComplaint,
  facts: KnownComplaint['facts'],
  done: KnownComplaint['duties'][number],
): Promise<Standing> {
  await saveFacts(queries, facts, complaint.duties, complaint.row.closed_at);
  return { facts, duties: [done] };
}

/** The answer's letter is the one that its result names; every other duty names its letters itself. */
function lettersNeeded({ facts, duties }: KnownComplaint, { duty, occasion }: LetterRow): LetterKind[] {
  if (duty === 'final-response') return facts.result ? [facts.result.outcome] : [];
  return duties.find((other) => other.duty === duty && other.occasion === occasion)?.letters ?? [];
}

/** When the last of a duty's letters left, whichever was recorded last; undefined while one of them has not. */
async function lastSentAt(
  queries: Queries,
  { reference, duty, occasion }: LetterRow,
  needed: LetterKind[],
): Promise<Instant | undefined> {
  const sent = await queries
    .selectFrom('letter')
    .select(['kind', 'sent_at'])
    .where('reference', '=', reference)
    .where('duty', '=', duty)
    .where('occasion', '=', occasion)
    .where('state', '=', 'sent')
    .execute();
  const instants = needed.map((kind) => sent.find((letter) => letter.kind === kind)?.sent_at?.getTime());
  const all = instants.filter((instant) => instant !== undefined);
  return needed.length > 0 && all.length === needed.length ? Math.max(...all) : undefined;
}

/** The evidence decides: a limit that had passed is a breach, and a breach noted while the answer was on its way is withdrawn. */
async function judgeByEvidence(
  queries: Queries,
  reference: string,
  duty: KnownComplaint['duties'][number],
  sentAt: Instant,
  now: Instant,
): Promise<void> {
  for (const limit of duty.limits) {
    if (sentAt >= limit.dueAt) await insertBreach(queries, { reference, duty, source: limit.source, reason: 'sent-late', now });
    else await withdrawBreach(queries, reference, duty, limit.source, now);
  }
}
