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
