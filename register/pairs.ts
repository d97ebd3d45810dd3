import { sql } from 'kysely';
import type { Stage } from '../workflows/domain/complaint.ts';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import type { PairVerdict } from './arrivals-tables.ts';
import type { Channel } from './complaint-content.ts';
import { holdComplaint } from './complaints.ts';
import { type PossibleDuplicate, possibleDuplicates } from './intakes/duplicates.ts';
import type { Marked } from './intakes/marks.ts';
import { addToJournal } from './journal.ts';
import type { Queries } from './register.ts';
import { type Viewer, visibleTo } from './viewer.ts';

/** Two complaints, of which somebody says whether they belong together. */
export interface PairJudgement {
  reference: string;
  other: string;
  /** Linked, none of each other, or nothing is said of them any more. */
  verdict: PairVerdict | 'open';
  actor: string;
}

const eventOf = { linked: 'complaint-linked', apart: 'complaint-kept-apart', open: 'complaint-unlinked' } as const;

/**
 * Keeps what somebody says of two complaints, with a journal row of each; nothing is merged. The same again changes nothing.
 *
 * @returns whether it was something else before
 */
export async function judgePair(
  queries: Queries,
  { reference, other, verdict, actor }: PairJudgement,
  now: Instant,
): Promise<boolean> {
  const [one = '', two = ''] = [reference, other].toSorted();
  await holdComplaint(queries, one);
  await holdComplaint(queries, two);
  const of = queries.selectFrom('complaint_pair').select('verdict').where('one', '=', one).where('other', '=', two);
  const before = (await of.executeTakeFirst())?.verdict ?? 'open';
  if (before === verdict) return false;
  await queries.deleteFrom('complaint_pair').where('one', '=', one).where('other', '=', two).execute();
  if (verdict !== 'open')
    await queries
      .insertInto('complaint_pair')
      .values({ one, other: two, verdict, at: new Date(now), actor })
      .execute();
  const event = eventOf[verdict];
  await addToJournal(queries, { reference: one, at: now, actor, event, detail: { reference: two } });
  await addToJournal(queries, { reference: two, at: now, actor, event, detail: { reference: one } });
  return true;
}

/** A complaint that staff have linked with another. */
export interface LinkedComplaint {
  reference: string;
  receivedOn: CivilDate;
  channel: Channel;
  stage: Stage;
  closed: boolean;
}

/** What arrived and only repeats a complaint. */
export interface Repetition {
  id: string;
  number: number;
  receivedAt: Date;
  channel: Channel;
}

/** What may be, or is, about the same as a complaint. */
export interface Relatives {
  linked: LinkedComplaint[];
  repetitions: Repetition[];
  /** Nobody has said anything of them yet; none where the complaint is closed or its person erased. */
  possible: PossibleDuplicate[];
}

/** A complaint as far as its relatives need it. */
export interface Related {
  reference: string;
  procedure: string;
  receivedOn: CivilDate;
  linkedTo: string | null;
  closed: boolean;
  /** Absent where the person was erased. */
  marked: Marked | undefined;
}

/** What belongs to a complaint and what may, of that what the viewer may see. */
export async function relativesOf(queries: Queries, complaint: Related, viewer: Viewer): Promise<Relatives> {
  const { reference, procedure, receivedOn, marked } = complaint;
  const linked = await linkedWith(queries, reference, viewer);
  const repetitions = await repetitionsOf(queries, reference);
  if (complaint.closed || marked === undefined) return { linked, repetitions, possible: [] };
  const found = await possibleDuplicates(queries, { marked, procedure, receivedOn, reference }, viewer);
  const known = await knownPairs(queries, complaint);
  return { linked, repetitions, possible: found.filter((one) => one.reference === undefined || !known.has(one.reference)) };
}

async function linkedWith(queries: Queries, reference: string, viewer: Viewer): Promise<LinkedComplaint[]> {
  const { rows } = await sql<LinkedComplaint>`
    select complaint.reference, complaint.received_on as "receivedOn", complaint.channel, complaint.stage,
      complaint.closed_at is not null as closed
    from complaint_pair as pair
    join complaint on complaint.reference = case when pair.one = ${reference} then pair.other else pair.one end
    where ${reference} in (pair.one, pair.other) and pair.verdict = 'linked' and ${visibleTo(viewer)}
    order by complaint.reference`.execute(queries);
  return rows;
}

async function repetitionsOf(queries: Queries, reference: string): Promise<Repetition[]> {
  const { rows } = await sql<Repetition>`
    select id, number, received_at as "receivedAt", channel from intake
    where complaint = ${reference} and state = 'duplicate' order by number`.execute(queries);
  return rows;
}

/** Those of which something is known already: that staff said, or that one is the new matter of the other. */
async function knownPairs(queries: Queries, { reference, linkedTo }: Related): Promise<Set<string>> {
  const { rows } = await sql<{ other: string }>`
    select case when one = ${reference} then other else one end as other from complaint_pair where ${reference} in (one, other)
    union select reference from complaint where linked_to = ${reference}`.execute(queries);
  return new Set([...rows.map(({ other }) => other), ...(linkedTo === null ? [] : [linkedTo])]);
}
