import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CalendarFile, calendarFile } from '../../procedures/rule-schema.ts';
import { type Finding, parseYaml } from '../../procedures/yaml-files.ts';

const procedures = fileURLToPath(new URL('../../procedures/', import.meta.url));

/** The folder of the real procedures. */
export const realFolder = procedures;

/** A copy of the data files, in which a test can change some. */
export interface CopiedFolder {
  folder: string;
  /** Replaces words that must stand in the file. */
  change(file: string, from: string, to: string): Promise<void>;
  write(file: string, content: string): Promise<void>;
  remove(): Promise<void>;
}

export async function copyOfProcedures(): Promise<CopiedFolder> {
  const parent = await mkdtemp(join(tmpdir(), 'procedures-'));
  const folder = join(parent, 'procedures');
  await cp(procedures, folder, { recursive: true, filter: (source) => !source.endsWith('.ts') });
  return {
    folder,
    async change(file, from, to) {
      const content = await readFile(join(folder, file), 'utf8');
      if (!content.includes(from)) throw new Error(`${file} does not contain: ${from}`);
      await writeFile(
        join(folder, file),
        content.replace(from, () => to),
      );
    },
    write: (file, content) => writeFile(join(folder, file), content),
    remove: () => rm(parent, { recursive: true, force: true }),
  };
}

/** The rows of a calendar, with those of the one that it includes. */
export async function calendarRows(id: string): Promise<CalendarFile['days']> {
  const findings: Finding[] = [];
  const file = parseYaml(id, await readFile(join(procedures, 'calendars', `${id}.yaml`), 'utf8'), calendarFile, findings);
  if (file === undefined) throw new Error(JSON.stringify(findings));
  const { includes, days } = file.value;
  return includes === undefined ? days : [...(await calendarRows(includes)), ...days];
}
