import { readFileSync } from 'node:fs';

/** The last lines of a log file, joined, for an error message; empty where there is no such file. */
export function lastLines(path: string, count: number): string {
  try {
    const lines = readFileSync(path, 'utf8').split('\n');
    return lines
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .slice(-count)
      .join(' | ');
  } catch {
    return '';
  }
}
