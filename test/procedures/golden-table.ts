import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A line of a golden table, with the heading that it stands under. */
export interface GoldenRow {
  heading: string;
  cells: string[];
}

const folder = fileURLToPath(new URL('../golden/', import.meta.url));

/** The lines of every table in a file of `test/golden/`, without the tables' own headings. */
export function goldenRows(name: string): GoldenRow[] {
  const rows: GoldenRow[] = [];
  let heading = '';
  let linesOfTable = 0;
  for (const line of readFileSync(folder + name, 'utf8').split('\n')) {
    if (line.startsWith('## ')) heading = line.slice(3);
    linesOfTable = line.startsWith('|') ? linesOfTable + 1 : 0;
    if (linesOfTable > 2)
      rows.push({
        heading,
        cells: line
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim()),
      });
  }
  return rows;
}
