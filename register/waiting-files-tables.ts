import type { Generated, GeneratedAlways, Selectable } from 'kysely';

interface WaitingFileTable {
  id: string;
  number: GeneratedAlways<number>;
  details: Buffer;
  type: string;
  size: number;
  stored_as: string;
  scan: 'not-scanned' | 'clean' | 'infected';
  scanned_at: Date | null;
  signature: string | null;
  scan_failures: Generated<number>;
  scan_after: Generated<Date | null>;
  added_by: string;
  added_at: Date;
  /** Of a file that waits in a form: whose it is, and a mark of where it came from. */
  firm: string | null;
  network: Buffer | null;
}

/** Files that belong to no complaint yet, and their keys. */
export interface WaitingFileTables {
  'keys.waiting_file_key': { file: string; key: Buffer; intake: string | null; draft: string | null };
  waiting_file: WaitingFileTable;
}

export type WaitingFileRow = Selectable<WaitingFileTable>;
