import { createHash } from 'node:crypto';
import type { Queries } from './register.ts';

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

function refuseChangedText(version: string, content: string): void {
  const hash = createHash('sha256').update(content).digest('hex');
  const named = version.split('@')[1] ?? '';
  if (named === '' || !hash.startsWith(named))
    throw new Error(`The text of procedure version ${version} was changed. Register the changed text as a new version.`);
}
