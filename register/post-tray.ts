import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import type { LetterContent } from './letters.ts';
import { decrypt } from './personal-texts.ts';
import type { Queries } from './register.ts';
import type { ComplaintRow, DutyRow, LetterRow } from './tables.ts';
import { type Viewer, visibleTo } from './viewer.ts';

/** A letter with what is needed to print and post it. */
export interface PostalLetter {
  letter: LetterRow;
  complaint: Pick<ComplaintRow, 'procedure' | 'procedure_version' | 'facts'>;
  /** What its duty owes, and until when; absent for a letter without a last day. */
  duty?: { dueOn: CivilDate; limits: DutyRow['limits'] } | undefined;
  /** Letters about the complaint, or of its firm, are held back: it is neither to be printed nor posted. */
  held: boolean;
  /** Absent where the person has been erased. */
  content?: LetterContent | undefined;
}

/** Which letters somebody looks at. */
export interface TrayFilter {
  viewer: Viewer;
  /** Of these firms only. */
  procedures?: readonly string[] | undefined;
  limit: number;
  /** So many are left out before. */
  offset?: number | undefined;
}

/** A letter is in the post tray; alerts to staff are not, which are worth their moment only. For queries with `letter`. */
export const isInTray = sql<SqlBool>`letter.state = 'awaiting-post' and letter.recipient <> 'staff'`;

/** By the last day of posting, which is its duty's. For queries with `letter` and `duty`. */
export const orderOfTray = sql`duty.due_on nulls last, letter.created_at, letter.number`;

/** The post tray, in its order, with what is needed to print it; `count` is of all of its letters. */
export async function lettersInTray(
  queries: Queries,
  { viewer, procedures, limit, offset = 0 }: TrayFilter,
): Promise<{ letters: PostalLetter[]; count: number }> {
  return read(queries, [isInTray, visibleTo(viewer), ofFirms(procedures)], orderOfTray, { limit, offset });
}

/** Letters that were printed and have become needless since: they must not be posted. The latest first. */
export async function lettersPrintedInVain(queries: Queries, { viewer, procedures, limit }: TrayFilter): Promise<PostalLetter[]> {
  const inVain = sql<SqlBool>`letter.state = 'superseded' and letter.printed_at is not null and letter.taken_back_at is null`;
  return (await read(queries, [inVain, visibleTo(viewer), ofFirms(procedures)], sql`letter.number desc`, { limit })).letters;
}

/** These letters, whatever their state, in the order in which they are named; those that somebody may not see are left out. */
export async function lettersNamed(queries: Queries, viewer: Viewer, ids: readonly string[]): Promise<PostalLetter[]> {
  const named = sql<SqlBool>`letter.id = any(${[...ids]}::uuid[])`;
  return (
    await read(queries, [named, visibleTo(viewer)], sql`array_position(${[...ids]}::uuid[], letter.id)`, { limit: ids.length })
  ).letters;
}

/**
 * Records that letters were printed; printed is not posted.
 *
 * @returns the ids of those that waited for the post: the others are as they were
 */
export async function recordPrinting(
  queries: Queries,
  ids: readonly string[],
  { at, actor }: { at: Instant; actor: string },
): Promise<string[]> {
  const printed = await queries
    .updateTable('letter')
    .set({ printed_at: new Date(at), printed_by: actor })
    .where('id', 'in', [...ids])
    .where('state', '=', 'awaiting-post')
    .returning('id')
    .execute();
  return printed.map(({ id }) => id);
}

/**
 * Records that a letter that was printed in vain was taken from the pile.
 *
 * @returns false where there was nothing to take back
 */
export async function recordTakenBack(
  queries: Queries,
  { reference, id }: { reference: string; id: string },
  { at, actor }: { at: Instant; actor: string },
): Promise<boolean> {
  const taken = await queries
    .updateTable('letter')
    .set({ taken_back_at: new Date(at), taken_back_by: actor })
    .where('reference', '=', reference)
    .where('id', '=', id)
    .where('state', '=', 'superseded')
    .where('printed_at', 'is not', null)
    .where('taken_back_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return taken !== undefined;
}

type Row = LetterRow &
  Pick<ComplaintRow, 'procedure' | 'procedure_version' | 'facts'> & {
    due_on: CivilDate | null;
    limits: DutyRow['limits'] | null;
    held: boolean;
    cipher: Buffer | null;
    key: Buffer | null;
    count: number;
  };

async function read(
  queries: Queries,
  conditions: RawBuilder<SqlBool>[],
  order: RawBuilder<unknown>,
  { limit, offset = 0 }: { limit: number; offset?: number },
): Promise<{ letters: PostalLetter[]; count: number }> {
  const { rows } = await sql<Row>`
    select letter.*, complaint.procedure, complaint.procedure_version, complaint.facts, duty.due_on, duty.limits,
      exists (select from mail_hold as hold where hold.released_at is null and hold.procedure = complaint.procedure
        and (hold.reference is null or hold.reference = complaint.reference)) as held,
      text.cipher, its.key, letters.count
    from (
      select letter.id, row_number() over (order by ${order}) as place, count(*) over () as count
      from letter join complaint using (reference) left join duty using (reference, duty, occasion)
      where ${sql.join(conditions, sql` and `)} order by place limit ${limit} offset ${offset}) as letters
    join letter using (id) join complaint using (reference) left join duty using (reference, duty, occasion)
    left join personal_text as text on text.id = letter.content
    left join keys.complaint_key as its on its.reference = letter.reference
    order by letters.place`.execute(queries);
  return { letters: rows.map(postalLetter), count: rows[0]?.count ?? 0 };
}

function postalLetter({
  procedure,
  procedure_version,
  facts,
  due_on,
  limits,
  held,
  cipher,
  key,
  count: _,
  ...letter
}: Row): PostalLetter {
  return {
    letter,
    complaint: { procedure, procedure_version, facts },
    ...(due_on === null ? {} : { duty: { dueOn: due_on, limits: limits ?? [] } }),
    held,
    ...(cipher === null || key === null
      ? {}
      : { content: JSON.parse(decrypt(key, letter.content, cipher).toString('utf8')) as LetterContent }),
  };
}

function ofFirms(procedures: readonly string[] | undefined): RawBuilder<SqlBool> {
  return procedures ? sql<SqlBool>`complaint.procedure = any(${[...procedures]}::text[])` : sql<SqlBool>`true`;
}
