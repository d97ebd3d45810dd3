import { sql } from 'kysely';
import type { Queries } from '../register.ts';
import { everything, type Viewer, visibleTo } from '../viewer.ts';
import { keyedMarks, type Marked } from './marks.ts';

/** Who is in charge of a client's file, as an earlier complaint shows it. */
export interface FileHandler {
  /** Of the firm's staff, by id. */
  caseHandler: string;
  /** The complaint of which they are, or were, in charge. */
  reference: string;
}

/**
 * Who of the firm is in charge of an earlier complaint of the same person, or about the same contract; of an open one before a closed
 * one, of the latest first.
 *
 * @param question.staff those who may be named: who has left, or whom the new complaint is about, is passed over
 * @param viewer who asks; left out, nobody is shown it and every complaint counts
 */
export async function handlerOfFile(
  queries: Queries,
  { marked, procedure, staff }: { marked: Marked; procedure: string; staff: readonly string[] },
  viewer: Viewer = everything,
): Promise<FileHandler | undefined> {
  const marks = (await keyedMarks(queries, marked)).filter(({ kind }) => kind !== 'matter' && kind !== 'claim');
  if (marks.length === 0 || staff.length === 0) return undefined;
  const { rows } = await sql<FileHandler>`
    with asked as materialized (
      select unnest(${marks.map(({ kind }) => kind)}::text[]) as kind, unnest(${marks.map(({ mark }) => mark)}::bytea[]) as mark
    ),
    same as (
      select reference, array_agg(distinct kind) as kinds from search.complaint_mark join asked using (kind, mark) group by reference
    )
    select complaint.reference, complaint.case_handler as "caseHandler"
    from same join complaint using (reference)
    where complaint.procedure = ${procedure} and complaint.case_handler = any(${[...staff]}::text[]) and ${visibleTo(viewer)}
      -- A name is many people's, a number may be a company's: they count together.
      and (same.kinds && array['e-mail', 'contract'] or same.kinds @> array['name', 'phone'])
    order by complaint.closed_at is not null, complaint.received_at desc, complaint.reference desc
    limit 1`.execute(queries);
  return rows[0];
}
