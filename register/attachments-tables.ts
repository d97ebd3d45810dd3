import type { Generated, GeneratedAlways, Selectable } from 'kysely';

/** Why a file was taken away from a complaint. */
export const removals = ['of-another-complaint', 'double', 'not-needed', 'quarantined', 'withdrawn-by-sender'] as const;
export type Removal = (typeof removals)[number];

interface AttachmentTable {
  id: string;
  number: GeneratedAlways<number>;
  reference: string;
  details: string;
  type: string;
  size: number;
  stored_as: string | null;
  scan: 'not-scanned' | 'clean' | 'infected';
  scanned_at: Date | null;
  signature: string | null;
  scan_failures: Generated<number>;
  scan_after: Generated<Date | null>;
  added_by: string;
  added_at: Date;
  removed_by: Generated<string | null>;
  removed_at: Generated<Date | null>;
  removal: Generated<Removal | null>;
}

/** Files that belong to complaints. */
export interface AttachmentTables {
  attachment: AttachmentTable;
}

export type AttachmentRow = Selectable<AttachmentTable>;
