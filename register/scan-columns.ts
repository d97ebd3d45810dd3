import { sql } from 'kysely';
import type { Instant } from '../workflows/domain/time.ts';

/** What a scan for malware came to. */
export type ScanResult = { scan: 'clean' | 'not-scanned' } | { scan: 'infected'; signature: string };

/** What a scan came to, as a file's row says it. */
export function scanColumns(result: ScanResult, now: Instant) {
  return {
    scan: result.scan,
    scanned_at: result.scan === 'not-scanned' ? null : new Date(now),
    signature: result.scan === 'infected' ? result.signature : null,
  };
}

/** What is plain of a file that is kept, as its row says it. */
export interface PlainFile {
  id: string;
  type: string;
  /** Bytes of the content. */
  size: number;
  scan: ScanResult['scan'];
  scannedAt?: Date;
  /** What the scanner calls the malware. */
  signature?: string;
  addedBy: string;
  addedAt: Date;
}

export function plainFileOf(row: {
  id: string;
  type: string;
  size: number;
  scan: ScanResult['scan'];
  scanned_at: Date | null;
  signature: string | null;
  added_by: string;
  added_at: Date;
}): PlainFile {
  return {
    id: row.id,
    type: row.type,
    size: row.size,
    scan: row.scan,
    ...(row.scanned_at === null ? {} : { scannedAt: row.scanned_at }),
    ...(row.signature === null ? {} : { signature: row.signature }),
    addedBy: row.added_by,
    addedAt: row.added_at,
  };
}

/** After a scan that came to no result the next is tried a little later, at most this much; seconds. */
const longestWait = 24 * 3600;

/** When the next scan may be tried; never, where this one came to a result. */
export function nextScan({ scan }: ScanResult, now: Instant) {
  const done = scan !== 'not-scanned';
  return {
    scan_failures: done ? sql<number>`scan_failures` : sql<number>`scan_failures + 1`,
    scan_after: done
      ? null
      : sql<Date>`${new Date(now)}::timestamptz + make_interval(secs => least(${longestWait}, 60 * power(2, least(scan_failures, 20))))`,
  };
}
