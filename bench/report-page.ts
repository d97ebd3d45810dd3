import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchResult } from './results.ts';
import { tablesOf } from './tables.ts';

const begin = '<!-- results: written by npm run bench:report, never by hand -->';
const end = '<!-- end of results -->';

/** A page with the tables of a run in the place that is marked for them. @throws Error where the page has no such place */
export function reportIn(page: string, result: BenchResult): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The page has no place between '${begin}' and '${end}'.`);
  return `${page.slice(0, from + begin.length)}\n\n${tablesOf(result)}\n\n${page.slice(to)}`;
}

/** The file of the newest full run that is kept, on both servers; undefined where there is none. */
export function newestFullRun(): string | undefined {
  const folder = fileURLToPath(new URL('results', import.meta.url));
  const name = readdirSync(folder)
    .flatMap((entry) => /^(.*-full-\d+-cores(?:-\d+)?)\.json$/.exec(entry)?.[1] ?? [])
    .toSorted()
    .at(-1);
  return name === undefined ? undefined : join(folder, `${name}.json`);
}
