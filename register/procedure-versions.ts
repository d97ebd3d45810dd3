import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Queries } from './register.ts';
import { type Viewer, visibleTo } from './viewer.ts';

/** A version of a procedure as the register keeps it: `version` is the procedure's id and the beginning of its content's hash. */
export interface ProcedureVersion {
  version: string;
  procedure: string;
  content: string;
}

/**
 * Keeps a version of a procedure for as long as complaints run on it.
 *
 * @throws Error when the content is not the one that the version's name was made from
 */
export async function keepProcedureVersion(queries: Queries, { version, procedure, content }: ProcedureVersion): Promise<void> {
  refuseChangedText(version, content);
  await queries
    .insertInto('procedure_version')
    .values({ version, procedure, content })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * @returns the content of a version; undefined where it was never kept
 * @throws Error when the kept content was changed
 */
export async function readProcedureVersion(queries: Queries, version: string): Promise<string | undefined> {
  const row = await queries.selectFrom('procedure_version').select('content').where('version', '=', version).executeTakeFirst();
  if (row) refuseChangedText(version, row.content);
  return row?.content;
}

/** A version of a procedure that the register keeps, with how many complaints run on it. */
export interface KeptVersion {
  version: string;
  procedure: string;
  kept_at: Date;
  /** Complaints that are open now, of those that whoever asks may see. */
  open: number;
  /** Those and the closed ones. */
  every: number;
}

/** The versions of a procedure, the latest first. */
export async function versionsOf(queries: Queries, viewer: Viewer, procedure: string): Promise<KeptVersion[]> {
  return versionsOfAll(queries, viewer, [procedure]);
}

/** The versions of several procedures, the latest of each first. */
export async function versionsOfAll(queries: Queries, viewer: Viewer, procedures: readonly string[]): Promise<KeptVersion[]> {
  const { rows } = await sql<KeptVersion>`
    select version, procedure, kept_at, coalesce(counted.open, 0) as open, coalesce(counted.every, 0) as every
    from procedure_version left join lateral (
      select count(*) filter (where closed_at is null) as open, count(*) as every
      from complaint where complaint.procedure_version = version and ${visibleTo(viewer)}) as counted on true
    where procedure_version.procedure = any(${[...procedures]}::text[])
    order by kept_at desc, version`.execute(queries);
  return rows;
}

/** The id of the procedure that a version is of; undefined where the version was never kept. */
export async function procedureOfVersion(queries: Queries, version: string): Promise<string | undefined> {
  const row = await queries.selectFrom('procedure_version').select('procedure').where('version', '=', version).executeTakeFirst();
  return row?.procedure;
}

function refuseChangedText(version: string, content: string): void {
  const hash = createHash('sha256').update(content).digest('hex');
  const named = version.split('@')[1] ?? '';
  if (named === '' || !hash.startsWith(named))
    throw new Error(`The text of procedure version ${version} was changed. Register the changed text as a new version.`);
}
