import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { newestFullRun, reportIn } from './report-page.ts';
import type { BenchResult } from './results.ts';

// `npm run bench:report [-- FILE]`: writes the tables of a run into docs/develop/bench.md, the newest full run unless one is named.
const page = fileURLToPath(new URL('../docs/develop/bench.md', import.meta.url));

const file = process.argv[2] ?? newestFullRun();
if (file === undefined) {
  process.stderr.write('There is no full run in bench/results yet: npm run bench.\n');
  process.exitCode = 1;
} else {
  const result = JSON.parse(readFileSync(file, 'utf8')) as BenchResult;
  writeFileSync(page, reportIn(readFileSync(page, 'utf8'), result));
  process.stdout.write(`docs/develop/bench.md shows the run of ${result.profile.date}.\n`);
}
