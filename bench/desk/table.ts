import type { PageFigures } from './pages.ts';

/** A page should take no longer than this at the server's side, in milliseconds. */
const limit = 150;

/** The figures as a table of Markdown, the slowest first. */
export function deskTable({
  complaints,
  times,
  pages,
}: {
  complaints: number;
  times: number;
  pages: readonly PageFigures[];
}): string {
  const rows = pages
    .toSorted((one, other) => other.p95 - one.p95)
    .map(({ address, p50, p95, max, bytes, status }) => {
      const slow = p95 > limit ? ' **' : '';
      return `| \`${address}\` | ${status} | ${p50} | ${p95}${slow} | ${max} | ${Math.round(bytes / 1024)} |`;
    });
  return [
    `Server's side, ${complaints} complaints, ${times} requests each, milliseconds; ** is over ${limit} ms.`,
    '',
    '| page | answer | p50 | p95 | max | kB |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}
