import type { RecourseDirectory } from '../recourse.ts';
import type { Calendar, Regulator } from '../rule-schema.ts';
import type { ProcedureFile } from '../schema.ts';
import type { Finding, ReadFile } from '../yaml-files.ts';

/** What a procedure can name. */
export interface Surroundings {
  calendars: ReadonlyMap<string, Calendar>;
  regulators: ReadonlyMap<string, Regulator>;
  directory: RecourseDirectory;
  others: readonly ReadFile<ProcedureFile>[];
}

/** One thing that no single field can show. */
export type Check = (file: ReadFile<ProcedureFile>, surroundings: Surroundings) => Finding[];

/** A finding for a name that leads nowhere. */
export function unknownName(
  file: ReadFile<ProcedureFile>,
  path: PropertyKey[],
  name: string,
  known: readonly string[],
): Finding[] {
  return known.includes(name) ? [] : [file.at(path, `'${name}' is not known; allowed: ${known.join(', ')}`)];
}

export function isOneOf(words: readonly string[], word: string): boolean {
  return words.includes(word);
}
