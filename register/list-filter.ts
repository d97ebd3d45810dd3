import { type SqlBool, sql } from 'kysely';
import type { ComplaintKind, Level, Outcome, Stage } from '../workflows/domain/complaint.ts';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import type { Channel } from './complaint-content.ts';
import { idsAndNames } from './insurers/named.ts';
import type { Queries } from './register.ts';
import { hasWords } from './search.ts';
import { hasFigure, type KeptLimit } from './statistics/figure-filter.ts';
import { hasUnread } from './unread.ts';
import { type Viewer, visibleTo } from './viewer.ts';

/** Which complaints a list shows: those to which everything applies that is given; of several values of one kind, any. */
export interface ComplaintFilter {
  /** All these words, in whatever form, in the complaint or in what was written to it since. */
  text?: string | undefined;
  procedure?: readonly string[] | undefined;
  stage?: readonly Stage[] | undefined;
  level?: readonly Level[] | undefined;
  kind?: readonly ComplaintKind[] | undefined;
  channel?: readonly Channel[] | undefined;
  outcome?: readonly Outcome[] | undefined;
  /** By id; `null` for those that bear none. */
  product?: readonly (string | null)[] | undefined;
  reasonCategory?: readonly (string | null)[] | undefined;
  /** Or, of an insurer without an id, by the name that a decision gave it, as `namedInsurers` has it. */
  insurer?: readonly (string | null)[] | undefined;
  rootCause?: readonly (string | null)[] | undefined;
  /** Why it is closed. */
  closure?: readonly string[] | undefined;
  /** The days of closing, of the answer and of the first that was heard of the mediator, both ends included. */
  closedFrom?: CivilDate | undefined;
  closedTo?: CivilDate | undefined;
  answeredFrom?: CivilDate | undefined;
  answeredTo?: CivilDate | undefined;
  mediationFrom?: CivilDate | undefined;
  mediationTo?: CivilDate | undefined;
  /** Not closed by the end of that day. */
  openAfter?: CivilDate | undefined;
  /** How the limits of one source were kept, as statistics count it. */
  kept?: KeptLimit | undefined;
  /** By id; `null` for those in nobody's charge. */
  caseHandler?: readonly (string | null)[] | undefined;
  /** In the charge of one of these, each at a firm. */
  inChargeOf?: readonly { procedure: string; id: string }[] | undefined;
  /** The days of receipt, both included, each in its firm's zone. */
  receivedFrom?: CivilDate | undefined;
  receivedTo?: CivilDate | undefined;
  /** Those of which something owed is due before that day, each in its firm's zone. */
  dueBefore?: CivilDate | undefined;
  /** Those of which something owed is late, or none of them. */
  overdue?: boolean | undefined;
  closed?: boolean | undefined;
  /** Those of which something owed is due by an instant that is each firm's own. */
  dueBy?: readonly EndOfDay[] | undefined;
  /** Something is owed. */
  owing?: boolean | undefined;
  /** A result waits for somebody's approval. */
  awaitingApproval?: boolean | undefined;
  /** The insurer has replied, and nothing has been decided since. */
  replyWaiting?: boolean | undefined;
  /** An enquiry waits for its answer. */
  openEnquiry?: boolean | undefined;
  /** Something came in by itself, and nobody has read it. */
  unread?: boolean | undefined;
  /** A limit was broken, and the breach has not been withdrawn. */
  breached?: boolean | undefined;
  /** Its letters are held back, or all those of its firm. */
  mailHeld?: boolean | undefined;
}

/** When a day ends at a firm. */
export interface EndOfDay {
  procedure: string;
  at: Instant;
}

/** Whose list it is, and when. */
export interface Reading {
  viewer: Viewer;
  now: Instant;
}

/** The condition of a list: what the viewer may see, and what the filter leaves of that. */
export async function inList(queries: Queries, filter: ComplaintFilter, { viewer, now }: Reading) {
  const conditions = [visibleTo(viewer), ...filtered(filter, now)];
  if (filter.text !== undefined) conditions.push(await hasWords(queries, filter.text));
  return sql<SqlBool>`${sql.join(conditions, sql` and `)}`;
}

function filtered(filter: ComplaintFilter, now: Instant) {
  const { receivedFrom, receivedTo, dueBefore, overdue, closed } = filter;
  return [
    anyOf('procedure', filter.procedure),
    anyOf('stage', filter.stage),
    anyOf('level', filter.level),
    anyOf('kind', filter.kind),
    anyOf('channel', filter.channel),
    anyOf('outcome', filter.outcome),
    anyOf('product', filter.product),
    anyOf('reason_category', filter.reasonCategory),
    filter.insurer && withInsurer(filter.insurer),
    anyOf('root_cause', filter.rootCause),
    hasFigure(filter),
    anyOf('case_handler', filter.caseHandler),
    filter.inChargeOf && inChargeOf(filter.inChargeOf),
    receivedFrom === undefined ? undefined : sql<SqlBool>`received_on >= ${receivedFrom}::date`,
    receivedTo === undefined ? undefined : sql<SqlBool>`received_on <= ${receivedTo}::date`,
    dueBefore === undefined ? undefined : isDueBefore(dueBefore),
    overdue === undefined ? undefined : overdue ? dueBy(now) : sql<SqlBool>`${dueAt} > ${new Date(now)}`,
    closed === undefined ? undefined : sql<SqlBool>`(closed_at is not null) = ${closed}`,
    filter.dueBy && isDueBy(filter.dueBy),
    filter.owing === undefined ? undefined : either(sql`next_due_at is not null and ${dueAt} < 'infinity'`, filter.owing),
    filter.awaitingApproval === undefined ? undefined : either(awaitsApproval, filter.awaitingApproval),
    filter.replyWaiting === undefined ? undefined : either(hasReplyWaiting, filter.replyWaiting),
    filter.openEnquiry === undefined ? undefined : either(hasOpenEnquiry, filter.openEnquiry),
    filter.unread === undefined ? undefined : either(hasUnread, filter.unread),
    filter.breached === undefined ? undefined : either(isBreached, filter.breached),
    filter.mailHeld === undefined ? undefined : either(isMailHeld, filter.mailHeld),
  ].filter((condition) => condition !== undefined);
}

/** As the index `complaint_by_due_date` has it: what owes nothing is due at no time. */
const dueAt = sql`coalesce(next_due_at, 'infinity')`;

/** A condition or its contrary, written so that an index of the condition serves. */
function either(condition: ReturnType<typeof sql>, wanted: boolean) {
  return wanted ? sql<SqlBool>`(${condition})` : sql<SqlBool>`not (${condition})`;
}

/** True where a result waits for approval; index `complaint_awaiting_approval`. */
export const awaitsApproval = sql<SqlBool>`complaint.facts ? 'proposal'`;

/**
 * True where the insurer's reply waits for somebody: nothing has been decided since, and the complaint is not about to end. Index
 * `complaint_replied`.
 */
export const hasReplyWaiting = sql<SqlBool>`complaint.facts ? 'insurerReplied' and complaint.closed_at is null
  and not complaint.facts ?| array['result', 'closing', 'proposal']`;

const hasOpenEnquiry = sql<SqlBool>`complaint.reference in (
  select reference from duty where duty = 'enquiry-answer' and done_at is null and void is null)`;

const isBreached = sql<SqlBool>`complaint.reference in (select reference from breach where withdrawn_at is null)`;

const isMailHeld = sql<SqlBool>`(complaint.reference in (select reference from mail_hold where released_at is null and reference is not null)
  or complaint.procedure in (select procedure from mail_hold where released_at is null and reference is null))`;

// The column holds the earliest of what is owed, so the duty due at that instant is the nearest.
function isDueBefore(day: CivilDate) {
  return sql<SqlBool>`exists (
    select from duty where duty.reference = complaint.reference and done_at is null and void is null
      and due_at = complaint.next_due_at and due_on < ${day}::date)`;
}

/** True where something is due by the end of a day that each firm has its own of. */
export function isDueBy(ends: readonly EndOfDay[]) {
  const own = ends.map(({ procedure, at }) => sql`(complaint.procedure = ${procedure} and next_due_at <= ${new Date(at)})`);
  const last = Math.max(0, ...ends.map(({ at }) => at));
  return sql<SqlBool>`(${dueBy(last)} and (${sql.join([sql`false`, ...own], sql` or `)}))`;
}

function dueBy(at: Instant) {
  return sql<SqlBool>`${dueAt} <= ${new Date(at)}`;
}

function inChargeOf(people: readonly { procedure: string; id: string }[]) {
  return sql<SqlBool>`(complaint.procedure, complaint.case_handler) in (
    select * from unnest(${people.map(({ procedure }) => procedure)}::text[], ${people.map(({ id }) => id)}::text[]))`;
}

function withInsurer(values: readonly (string | null)[]) {
  const { ids, slugs } = idsAndNames(values);
  const byId = anyOf('insurer', ids) ?? sql<SqlBool>`false`;
  if (slugs.length === 0) return byId;
  return sql<SqlBool>`(${byId} or complaint.reference in (select reference from search.named_insurer where slug = any(${slugs}::text[])))`;
}

function anyOf(column: string, values: readonly (string | null)[] | undefined) {
  if (values === undefined) return undefined;
  const given = values.filter((value) => value !== null);
  const known = sql<SqlBool>`${sql.ref(`complaint.${column}`)} = any(${given}::text[])`;
  return values.includes(null) ? sql<SqlBool>`(${sql.ref(`complaint.${column}`)} is null or ${known})` : known;
}
