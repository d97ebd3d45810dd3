import { sql } from 'kysely';
import type { ComplaintFacts } from '../workflows/domain/complaint.ts';
import type { DutyName, DutyStatus } from '../workflows/domain/duties.ts';
import type { LetterKind } from '../workflows/domain/letters.ts';
import { isOwed } from '../workflows/domain/owed.ts';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import { dutyStatus, holdComplaint } from './complaints.ts';
import { addToJournal } from './journal.ts';
import { registerBehind } from './mail-holds.ts';
import { tellWorkflow } from './notices.ts';
import type { Queries, Register } from './register.ts';

/** Something that is owed. */
export interface WatchedDuty {
  facts: ComplaintFacts;
  duty: DutyStatus;
}

/** A letter that waits for somebody to post it, with the last day of its duty. */
export interface WaitingLetter {
  facts: ComplaintFacts;
  duty: DutyName;
  occasion: string;
  letterDate: CivilDate;
  dueOn?: CivilDate | undefined;
}

/** A complaint that is with an insurer who has not replied. */
export interface AwaitedInsurer {
  facts: ComplaintFacts;
  /** When the first letter left that has had no reply. */
  writtenAt: Instant;
  /** By when the last one asks for it; absent where it names no day. */
  replyBy?: CivilDate | undefined;
}

/** A consumer's complaint; its version of the procedure says until when the mediator can be asked. */
export interface ConsumerComplaint {
  facts: ComplaintFacts;
  /** The complainant was reminded already, or the reminder is on its way. */
  reminded: boolean;
}

/** What a firm owes until a day, whoever has to see to it, in the order of the due dates. */
export async function dutiesUntil(
  queries: Queries,
  { procedure, until }: { procedure: string; until: CivilDate },
): Promise<WatchedDuty[]> {
  const rows = await queries
    .selectFrom('duty')
    .innerJoin('complaint', 'complaint.reference', 'duty.reference')
    .selectAll('duty')
    .select('complaint.facts')
    .where('complaint.procedure', '=', procedure)
    .where('duty.done_at', 'is', null)
    .where('duty.void', 'is', null)
    .where('duty.due_on', '<=', until)
    .orderBy('duty.due_on')
    .orderBy('duty.reference')
    .orderBy('duty.number')
    .execute();
  return rows.map((row) => ({ facts: row.facts, duty: dutyStatus(row) })).filter(({ facts, duty }) => isOwed(facts, duty));
}

/** A firm's complaints whose letters are held back, the oldest first; `reason` is absent where the register knows less than Temporal. */
export async function heldComplaints(
  queries: Queries,
  procedure: string,
): Promise<{ facts: ComplaintFacts; heldAt: Instant; reason?: string }[]> {
  const rows = await queries
    .selectFrom('mail_hold')
    .innerJoin('complaint', 'complaint.reference', 'mail_hold.reference')
    .select(['complaint.facts', 'mail_hold.held_at', 'mail_hold.reason'])
    .where('mail_hold.procedure', '=', procedure)
    .where('mail_hold.released_at', 'is', null)
    .orderBy('mail_hold.id')
    .execute();
  return rows.map(({ facts, held_at, reason }) => ({
    facts,
    heldAt: held_at.getTime(),
    ...(reason === registerBehind ? {} : { reason }),
  }));
}

/** A firm's complaints with files that a scan found infected and that nobody has removed yet, those found first first. */
export async function quarantinedFiles(
  queries: Queries,
  procedure: string,
): Promise<{ facts: ComplaintFacts; foundAt: Instant }[]> {
  const { rows } = await sql<{ facts: ComplaintFacts; found_at: Date }>`
    select complaint.facts, found.found_at
    from (select reference, min(scanned_at) as found_at from attachment
      where scan = 'infected' and removed_at is null and stored_as is not null group by reference) as found
    join complaint using (reference)
    where complaint.procedure = ${procedure}
    order by found.found_at, complaint.reference`.execute(queries);
  return rows.map(({ facts, found_at }) => ({ facts, foundAt: found_at.getTime() }));
}

/** A firm's complaints that are neither closed nor about to be, the oldest first. */
export async function openComplaints(queries: Queries, procedure: string): Promise<ComplaintFacts[]> {
  const rows = await queries
    .selectFrom('complaint')
    .select('facts')
    .where('procedure', '=', procedure)
    .where('closed_at', 'is', null)
    .orderBy('registered_at')
    .orderBy('reference')
    .execute();
  return rows.map(({ facts }) => facts).filter((facts) => !facts.closure && !facts.closing);
}

/** A result that waits for approval. */
export interface PendingApproval {
  facts: ComplaintFacts;
  duty: DutyName;
  proposedAt: Instant;
  /** The last day of the answer; absent where none is owed. */
  dueOn?: CivilDate | undefined;
}

/** A firm's results that wait for approval, what is due first first. */
export async function pendingApprovals(queries: Queries, procedure: string): Promise<PendingApproval[]> {
  const { rows } = await sql<{ facts: ComplaintFacts; duty: DutyName; proposed_at: Date; due_on: CivilDate | null }>`
    select complaint.facts, part.duty, message.accepted_at as proposed_at,
      (select min(due_on) from duty where duty.reference = complaint.reference and duty.duty = part.duty
        and done_at is null and void is null) as due_on
    from complaint
    cross join lateral (
      select case complaint.facts -> 'proposal' ->> 'part' when 'gdpr' then 'gdpr-response' else 'final-response' end as duty) as part
    join message on message.id = (complaint.facts -> 'proposal' ->> 'decision')::uuid
    where complaint.procedure = ${procedure} and complaint.facts ? 'proposal'
    order by due_on nulls last, complaint.reference`.execute(queries);
  return rows.map(({ facts, duty, proposed_at, due_on }) => ({
    facts,
    duty,
    proposedAt: proposed_at.getTime(),
    ...(due_on === null ? {} : { dueOn: due_on }),
  }));
}

/** A firm's post tray, without alerts, which are worth their moment only. */
export async function postTray(queries: Queries, procedure: string): Promise<WaitingLetter[]> {
  const rows = await queries
    .selectFrom('letter')
    .innerJoin('complaint', 'complaint.reference', 'letter.reference')
    .leftJoin('duty', (join) =>
      join
        .onRef('duty.reference', '=', 'letter.reference')
        .onRef('duty.duty', '=', 'letter.duty')
        .onRef('duty.occasion', '=', 'letter.occasion'),
    )
    .select(['complaint.facts', 'letter.duty', 'letter.occasion', 'letter.letter_date', 'duty.due_on'])
    .where('complaint.procedure', '=', procedure)
    .where('letter.state', '=', 'awaiting-post')
    .where('letter.recipient', '<>', 'staff')
    .orderBy('letter.created_at')
    .orderBy('letter.number')
    .execute();
  return rows.map(({ facts, duty, occasion, letter_date, due_on }) => ({
    facts,
    duty,
    occasion,
    letterDate: letter_date,
    dueOn: due_on ?? undefined,
  }));
}

/** The letters that ask an insurer for a reply. */
const asksForReply: LetterKind[] = ['forwarding', 'chaser', 'second-review-request'];

/** A firm's complaints, still open, whose insurer has been written to and has not replied since, the longest silence first. */
export async function awaitedInsurers(queries: Queries, procedure: string): Promise<AwaitedInsurer[]> {
  const { rows } = await sql<{ facts: ComplaintFacts; written_at: Date; reply_by: CivilDate | null }>`
    select complaint.facts, min(letter.sent_at) as written_at, max(letter.promised_on) as reply_by
    from complaint join letter using (reference)
    where complaint.procedure = ${procedure} and complaint.closed_at is null
      and letter.recipient = 'insurer' and letter.state = 'sent' and letter.kind = any(${asksForReply})
      and not exists (
        select from message
        where message.reference = complaint.reference and message.signal = 'receive' and message.state <> 'refused'
          and message.body ->> 'what' = 'insurer-reply' and message.accepted_at > letter.sent_at)
    group by complaint.reference order by written_at, complaint.reference`.execute(queries);
  return rows
    .filter(({ facts }) => !facts.closing)
    .map(({ facts, written_at, reply_by }) => ({ facts, writtenAt: written_at.getTime(), replyBy: reply_by ?? undefined }));
}

/** A firm's complaints by consumers that were received since a day, but for those of erased persons, who cannot be written to. */
export async function consumerComplaints(
  queries: Queries,
  { procedure, since }: { procedure: string; since: CivilDate },
): Promise<ConsumerComplaint[]> {
  const { rows } = await sql<{ facts: ComplaintFacts; reminded: boolean }>`
    select complaint.facts, exists (
      select from message
      where message.reference = complaint.reference and message.body ->> 'what' = 'mediator-period-ending') as reminded
    from complaint join keys.complaint_key using (reference)
    where complaint.procedure = ${procedure} and complaint.capacity = 'consumer' and complaint.received_on >= ${since}::date
    order by complaint.received_on, complaint.reference`.execute(queries);
  return rows;
}

/**
 * Has the complainant reminded that the time with the mediator ends: puts the message into the outbox, once for each complaint.
 *
 * @returns false where that was done before
 */
export async function queueMediationReminder(
  { database, clock }: Register,
  { reference, until }: { reference: string; until: CivilDate },
): Promise<boolean> {
  return database.transaction().execute(async (queries) => {
    await holdComplaint(queries, reference);
    const earlier = await queries
      .selectFrom('message')
      .select('id')
      .where('reference', '=', reference)
      .where(sql<boolean>`body ->> 'what' = 'mediator-period-ending'`)
      .executeTakeFirst();
    if (earlier) return false;
    const at = clock();
    await tellWorkflow(queries, {
      reference,
      body: { what: 'mediator-period-ending' },
      actor: 'doleance',
      at,
      needsNothing: false,
    });
    await addToJournal(queries, { reference, at, actor: 'doleance', event: 'mediation-reminder-queued', detail: { until } });
    return true;
  });
}
