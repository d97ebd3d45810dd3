import type { Environment } from './environment.ts';
import { isProgram } from './program-cache.ts';

/** No fetch is tried, or none led to the program; the message is one line that names every way to it. */
export class ProgramMissing extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ProgramMissing';
  }
}

/** What a search needs: where to look, and whom to tell of long steps. */
export type Search = {
  env: Pick<Environment, 'CACHE_DIR'> & Partial<Pick<Environment, 'TEMPORAL_CLI_PATH' | 'TEMPORAL_TEST_SERVER_PATH'>>;
  say: (line: string) => void;
  /** Folders in which programs are looked for; `PATH` unless given. */
  searchPath?: string;
  /** False looks only for what is there already. */
  mayFetch?: boolean;
  /** Ends a fetch early. */
  signal?: AbortSignal;
};

/** A way to a program that is not there yet. `fetch` returns why it failed, or undefined. */
export type Way = { name: string; fetch: (search: Search) => Promise<string | undefined> };

/**
 * The first of these places that holds the program, else of what the ways to it, tried one after the other, have made.
 * @param remedies what helps, for whoever reads the message
 * @throws ProgramMissing
 */
export async function firstKept(search: Search, what: string, places: string[], ways: Way[], remedies: string): Promise<string> {
  const kept = places.find(isProgram);
  if (kept !== undefined) return kept;
  const failures: string[] = [];
  for (const way of search.mayFetch === false ? [] : ways) {
    const failure = await way.fetch(search);
    if (failure !== undefined) failures.push(`${way.name}: ${failure}`);
    const made = places.find(isProgram);
    if (made !== undefined) return made;
  }
  const tried = failures.length === 0 ? '' : ` Tried: ${failures.join('; ')}.`;
  throw new ProgramMissing(`No ${what} is here. Any one of these helps: ${remedies}.${tried}`);
}

/** The folders in which programs are looked for. */
export function searchPathOf({ searchPath }: Search): string {
  return searchPath ?? process.env['PATH'] ?? '';
}

/** `40 s`, `2 min 5 s` */
export function spoken(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
