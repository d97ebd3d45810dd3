import { sql } from 'kysely';
import { addCalendarDays } from '../../procedures/civil-dates.ts';
import type { Stage } from '../../workflows/domain/complaint.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import type { Channel } from '../complaint-content.ts';
import type { Queries } from '../register.ts';
import { type Viewer, visibleTo } from '../viewer.ts';
import type { MarkKind } from './mark-kinds.ts';
import { keyedMarks, type Marked } from './marks.ts';
import { intakeVisibleTo } from './visible.ts';

/** So long before the receipt a complaint may be the same one; an open one may be, however old. In days. */
const duplicatePeriod = 180;

/** What somebody may have said twice. */
export interface DuplicateQuestion {
  marked: Marked;
  procedure: string;
  receivedOn: CivilDate;
  /** The intake itself, or the complaint: what is asked about is no duplicate of itself. */
  intake?: string | undefined;
  reference?: string | undefined;
}

/** A complaint, or another intake that waits, which may be about the same. It is shown, and nothing is merged. */
export interface PossibleDuplicate {
  reference?: string;
  intake?: { id: string; number: number };
  receivedOn: CivilDate;
  channel: Channel;
  stage?: Stage;
  closed: boolean;
  /** What is the same. */
  same: MarkKind[];
}

interface Found {
  reference: string | null;
  intake: string | null;
  number: number | null;
  received_on: CivilDate;
  channel: Channel;
  stage: Stage | null;
  closed: boolean;
  same: MarkKind[];
  known: MarkKind[];
  matter_words: number;
  matter_same: number;
}

/** So many are shown at most. */
const most = 10;

/**
 * Complaints and waiting intakes of the same person, contract and matter, as far as each is known, within a period; what has most in
 * common first.
 */
export async function possibleDuplicates(
  queries: Queries,
  { marked, procedure, receivedOn, intake, reference }: DuplicateQuestion,
  viewer: Viewer,
): Promise<PossibleDuplicate[]> {
  const marks = await keyedMarks(queries, marked);
  if (!marks.some(({ kind }) => isPersons(kind) || kind === 'contract' || kind === 'claim')) return [];
  const since = addCalendarDays(receivedOn, -duplicatePeriod);
  const asked = sql`select unnest(${marks.map(({ kind }) => kind)}::text[]) as kind, unnest(${marks.map(({ mark }) => mark)}::bytea[]) as mark`;
  const { rows } = await sql<Found>`
    with asked as materialized (${asked}),
    candidates as (
      select distinct reference from search.complaint_mark join asked using (kind, mark) where kind <> 'matter'
    ),
    complaints as (
      select complaint.reference, null::uuid as intake, null::bigint as number, complaint.received_on, complaint.channel,
        complaint.stage, complaint.closed_at is not null as closed
      from candidates join complaint using (reference)
      where complaint.procedure = ${procedure} and ${visibleTo(viewer)}
        and complaint.reference is distinct from ${reference ?? null}
        and (complaint.closed_at is null or complaint.received_on >= ${since}::date)
    ),
    complaint_counts as (
      select complaints.*, marks.* from complaints cross join lateral (
        select array_agg(distinct mark.kind) filter (where asked.kind is not null) as same, array_agg(distinct mark.kind) as known,
          count(*) filter (where mark.kind = 'matter')::integer as matter_words,
          count(asked.kind) filter (where mark.kind = 'matter')::integer as matter_same
        from search.complaint_mark as mark left join asked using (kind, mark) where mark.reference = complaints.reference) as marks
    ),
    intake_counts as (
      select null::text as reference, intake.id as intake, intake.number, intake.received_on, intake.channel, null::text as stage,
        false as closed, marks.*
      from intake cross join lateral (
        select array_agg(distinct mark.kind) filter (where asked.kind is not null) as same, array_agg(distinct mark.kind) as known,
          count(*) filter (where mark.kind = 'matter')::integer as matter_words,
          count(asked.kind) filter (where mark.kind = 'matter')::integer as matter_same
        from search.intake_mark as mark left join asked using (kind, mark) where mark.intake = intake.id) as marks
      where intake.state = 'waiting' and intake.procedure = ${procedure} and ${intakeVisibleTo(viewer)}
        and intake.id is distinct from ${intake ?? null}::uuid
        and intake.id in (select intake from search.intake_mark join asked using (kind, mark) where kind <> 'matter')
    )
    select * from complaint_counts union all select * from intake_counts
    order by received_on desc limit 200`.execute(queries);
  const given = {
    kinds: new Set(marks.map(({ kind }) => kind)),
    matterWords: marks.filter(({ kind }) => kind === 'matter').length,
  };
  return rows
    .map((row) => duplicateOf(row, given))
    .filter((found) => found !== undefined)
    .toSorted((one, other) => other.same.length - one.same.length)
    .slice(0, most);
}

/** The same person; and no other contract, claim or matter, where both say which. */
function duplicateOf(row: Found, given: { kinds: Set<MarkKind>; matterWords: number }): PossibleDuplicate | undefined {
  const matterIsSame = row.matter_same * 2 >= Math.min(row.matter_words, given.matterWords) && row.matter_same > 0;
  const same = (row.same ?? []).filter((kind) => kind !== 'matter' || matterIsSame);
  const differs = (kind: MarkKind) => given.kinds.has(kind) && row.known.includes(kind) && !same.includes(kind);
  const samePerson = same.some(isPersons);
  const sameNumber = same.includes('contract') || same.includes('claim');
  // The contract alone may be a couple's, one of whom writes a second time.
  if (!samePerson && !(sameNumber && same.includes('matter'))) return undefined;
  if (!sameNumber && (differs('contract') || differs('matter'))) return undefined;
  return {
    ...(row.reference === null ? {} : { reference: row.reference }),
    ...(row.intake === null || row.number === null ? {} : { intake: { id: row.intake, number: row.number } }),
    receivedOn: row.received_on,
    channel: row.channel,
    ...(row.stage === null ? {} : { stage: row.stage }),
    closed: row.closed,
    same,
  };
}

function isPersons(kind: MarkKind): boolean {
  return kind === 'e-mail' || kind === 'phone' || kind === 'name';
}
