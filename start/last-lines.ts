import { readFileSync } from 'node:fs';

/** The last lines of a log file, joined, for an error message; empty where there is no such file. */
export function lastLines(path: string, count: number): string {
  try {
    return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-count).join(' | ');
  } catch {
    return '';
  }
}
