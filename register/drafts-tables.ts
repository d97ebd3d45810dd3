import type { Selectable } from 'kysely';

interface FormDraftTable {
  id: string;
  procedure: string;
  language: string;
  content: Buffer | null;
  created_at: Date;
  saved_at: Date;
  became_complaint: string | null;
  became_intake: string | null;
  ended_at: Date | null;
}

/** What was typed into the web form and not sent yet. */
export interface DraftTables {
  form_draft: FormDraftTable;
  'keys.draft_key': { draft: string; key: Buffer; expires_at: Date };
}

export type FormDraftRow = Selectable<FormDraftTable>;
