import { sql } from 'kysely';
import type { Queries } from './register.ts';
import type { WaitingFile } from './waiting-files.ts';

/** What is a document: not the mail by which a complaint came, nor what nobody may open. */
export function isDocument({ type, scan, addedBy }: Pick<WaitingFile, 'type' | 'scan' | 'addedBy'>): boolean {
  return !(type === 'eml' && addedBy === 'mailbox') && scan !== 'infected';
}

/**
 * True where a complaint came without a document, none has come since, and nobody was asked for what is missing. Whether the files that
 * came are the useful ones, only who reads them can say.
 */
export async function lacksDocuments(queries: Queries, reference: string): Promise<boolean> {
  const { rows } = await sql<{ lacks: boolean }>`
    select not exists (
      select from attachment
      where reference = ${reference} and removed_at is null and scan <> 'infected'
        and not (type = 'eml' and added_by = 'mailbox')
    ) and not exists (
      select from message
      where reference = ${reference} and state <> 'refused' and body ->> 'decision' = 'request-information'
    ) as lacks`.execute(queries);
  return rows[0]?.lacks ?? false;
}
