import { sql } from 'kysely';
import type { DutyStatus } from '../workflows/domain/duties.ts';
import { isOwed } from '../workflows/domain/owed.ts';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import { dutyStatus } from './complaints.ts';
import {
  awaitsApproval,
  type ComplaintFilter,
  type EndOfDay,
  hasReplyWaiting,
  inList,
  isDueBy,
  type Reading,
} from './list-filter.ts';
import type { PageEnd } from './list-order.ts';
import { isInTray, orderOfTray } from './post-tray.ts';
import { type ListedComplaint, listComplaints } from './queries.ts';
import type { Queries } from './register.ts';
import type { BreachRow, ComplaintRow, DutyRow, LetterRow } from './tables.ts';
import { hasUnread } from './unread.ts';

/** How much waits for somebody. */
export interface DayCounts {
  /** Complaints of which something is owed; of these, those that are late, and those whose last day it is. */
  owing: number;
  late: number;
  today: number;
  /** Complaints whose insurer has replied, and whose answer waits for approval. */
  replies: number;
  approvals: number;
  /** Complaints that owe something and are in nobody's charge. */
  unassigned: number;
  /** Complaints on which something came in that nobody has read, closed ones too. */
  messages: number;
  /** The next instant by which something is due that is not late; absent where nothing is. */
  next: Date | null;
}

/** Counts what waits, of the complaints that somebody may see and the filter leaves. @param ends when today ends, at each firm */
export async function countsOfDay(
  queries: Queries,
  filter: ComplaintFilter,
  { viewer, now, ends }: Reading & { ends: readonly EndOfDay[] },
): Promise<DayCounts> {
  const late = sql`next_due_at <= ${new Date(now)}`;
  const listed = await inList(queries, filter, { viewer, now });
  const { rows } = await sql<DayCounts>`
    select count(*) filter (where next_due_at is not null) as owing,
      count(*) filter (where ${late}) as late,
      count(*) filter (where next_due_at > ${new Date(now)} and ${isDueBy(ends)}) as today,
      count(*) filter (where ${hasReplyWaiting}) as replies,
      count(*) filter (where ${awaitsApproval}) as approvals,
      count(*) filter (where next_due_at is not null and case_handler is null) as unassigned,
      (select count(*) from complaint where ${listed} and ${hasUnread}) as messages,
      min(next_due_at) filter (where next_due_at > ${new Date(now)}) as next
    from complaint
    where ${listed} and (next_due_at is not null or closed_at is null)`.execute(queries);
  return rows[0] ?? { owing: 0, late: 0, today: 0, replies: 0, approvals: 0, unassigned: 0, messages: 0, next: null };
}

/** What comes before what on my day: what is late, then complaints whose insurer has replied, then the rest. */
const urgencies = ['late', 'replied', 'ordinary'] as const;
export type Urgency = (typeof urgencies)[number];

/** Which complaints are of each urgency. */
const complaintsOf: Record<Urgency, Pick<ComplaintFilter, 'overdue' | 'replyWaiting'>> = {
  late: { overdue: true },
  replied: { overdue: false, replyWaiting: true },
  ordinary: { overdue: false, replyWaiting: false },
};

/** The last complaint of a page of my day. */
export interface EndOfDayPage extends PageEnd {
  urgency: Urgency;
}

/** A complaint on my day. */
export type PressingComplaint = ListedComplaint & { urgency: Urgency };

/** @returns undefined where the text names none */
export function urgencyNamed(text: string): Urgency | undefined {
  return urgencies.find((one) => one === text);
}

/** A page of complaints by what presses most, and within that by what is due first; each urgency is read by its own index. */
export async function pressingComplaints(
  queries: Queries,
  filter: ComplaintFilter,
  { after, limit, ...reading }: Reading & { after?: EndOfDayPage | undefined; limit: number },
): Promise<PressingComplaint[]> {
  const found: PressingComplaint[] = [];
  for (const urgency of urgencies.slice(after === undefined ? 0 : urgencies.indexOf(after.urgency))) {
    const left = limit - found.length;
    const ofUrgency = both(filter, complaintsOf[urgency]);
    if (left === 0 || ofUrgency === undefined) continue;
    const place = after?.urgency === urgency ? { after } : {};
    const rows = await listComplaints(queries, ofUrgency, { ...reading, ...place, order: 'nextDue', limit: left });
    found.push(...rows.map((row) => ({ ...row, urgency })));
  }
  return found;
}

/** Both filters at once; nothing where they contradict each other. */
function both(filter: ComplaintFilter, further: Pick<ComplaintFilter, 'overdue' | 'replyWaiting'>): ComplaintFilter | undefined {
  const contradicts = (['overdue', 'replyWaiting'] as const).some(
    (name) => filter[name] !== undefined && further[name] !== undefined && filter[name] !== further[name],
  );
  return contradicts ? undefined : { ...filter, ...further };
}

/** What is owed of a complaint, the nearest first. */
export type OwedOfComplaint = readonly OwedDuty[];

/** A duty that is owed; `toPost` while its letter lies in the post tray. */
export type OwedDuty = DutyStatus & { toPost: boolean };

/** What is owed of each of these complaints, by reference, in one query. */
export async function owedOf(
  queries: Queries,
  complaints: readonly Pick<ComplaintRow, 'reference' | 'facts'>[],
): Promise<Map<string, OwedOfComplaint>> {
  const facts = new Map(complaints.map((row) => [row.reference, row.facts]));
  const { rows } = await sql<DutyRow & { to_post: boolean }>`
    select duty.*, exists (
      select from letter where letter.reference = duty.reference and letter.duty = duty.duty and letter.occasion = duty.occasion
        and letter.state = 'awaiting-post') as to_post
    from duty where duty.reference = any(${[...facts.keys()]}) and done_at is null and void is null
    order by due_at, duty = 'insurer-forwarding', number`.execute(queries);
  const owed = new Map<string, OwedOfComplaint>();
  for (const row of rows) {
    const duty = dutyStatus(row);
    const its = facts.get(row.reference);
    if (!its || !isOwed(its, duty)) continue;
    owed.set(row.reference, [...(owed.get(row.reference) ?? []), { ...duty, toPost: row.to_post }]);
  }
  return owed;
}

/** A breach with its complaint; `open` while what was owed is still owed. */
export type ListedBreach = BreachRow & Pick<ComplaintRow, 'facts' | 'procedure_version' | 'case_handler'> & { open: boolean };

/** The breaches that stand and were recorded since an instant, the latest first. */
export async function breachesSince(
  queries: Queries,
  filter: ComplaintFilter,
  { since, limit, ...reading }: Reading & { since: Instant; limit: number },
): Promise<{ breaches: ListedBreach[]; count: number }> {
  const { rows } = await sql<ListedBreach & { count: number }>`
    select breach.*, complaint.facts, complaint.procedure_version, complaint.case_handler,
      coalesce(duty.done_at is null and duty.void is null and duty.due_on is not null, false) as open, count(*) over () as count
    from breach join complaint using (reference) left join duty using (reference, duty, occasion)
    where breach.withdrawn_at is null and breach.recorded_at >= ${new Date(since)} and ${await inList(queries, filter, reading)}
    order by breach.recorded_at desc, breach.reference limit ${limit}`.execute(queries);
  return { breaches: rows, count: rows[0]?.count ?? 0 };
}

/** A letter that waits for somebody to post it, with its duty, whose last day is the last day of posting. */
export type LetterToPost = Pick<LetterRow, 'id' | 'reference' | 'kind' | 'duty' | 'occasion' | 'recipient' | 'letter_date'> &
  Pick<ComplaintRow, 'facts' | 'procedure_version' | 'case_handler'> & {
    due_on: CivilDate | null;
    limits: DutyRow['limits'] | null;
  };

/** The post tray, in its order, as far as the filter leaves it; without the letters' texts, which my day does not show. */
export async function lettersToPost(
  queries: Queries,
  filter: ComplaintFilter,
  { limit, ...reading }: Reading & { limit: number },
): Promise<{ letters: LetterToPost[]; count: number }> {
  const { rows } = await sql<LetterToPost & { count: number }>`
    select letter.id, letter.reference, letter.kind, letter.duty, letter.occasion, letter.recipient, letter.letter_date,
      complaint.facts, complaint.procedure_version, complaint.case_handler, duty.due_on, duty.limits, count(*) over () as count
    from letter join complaint using (reference) left join duty using (reference, duty, occasion)
    where ${isInTray} and ${await inList(queries, filter, reading)}
    order by ${orderOfTray} limit ${limit}`.execute(queries);
  return { letters: rows, count: rows[0]?.count ?? 0 };
}

/** A complaint's letters that are held back, or a firm's. */
export interface HeldMailInList {
  procedure: string;
  reference: string | null;
  reason: string;
  held_at: Date;
}

/** The mail that is held back, of firms and complaints that somebody may see; the oldest first. */
export async function heldMail(queries: Queries, filter: ComplaintFilter, reading: Reading): Promise<HeldMailInList[]> {
  const { firms } = reading.viewer;
  const ofFirms = firms === 'all' ? sql`true` : sql`hold.procedure = any(${[...firms]}::text[])`;
  const wanted = filter.procedure ? sql`hold.procedure = any(${[...filter.procedure]}::text[])` : sql`true`;
  const { rows } = await sql<HeldMailInList>`
    select hold.procedure, hold.reference, hold.reason, hold.held_at
    from mail_hold as hold left join complaint using (reference)
    where hold.released_at is null and ${ofFirms} and ${wanted}
      and (hold.reference is null or (${await inList(queries, filter, reading)}))
    order by hold.reference is not null, hold.id limit 100`.execute(queries);
  return rows;
}
