import type { GeneratedAlways } from 'kysely';

interface NoteTable {
  id: string;
  reference: string;
  number: GeneratedAlways<number>;
  author: string;
  author_name: string;
  text: string;
  written_at: Date;
}

/** What staff write for each other. */
export interface NoteTables {
  note: NoteTable;
}
