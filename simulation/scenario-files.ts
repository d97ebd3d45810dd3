import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Procedures } from '../procedures/load-procedures.ts';
import { type Call, UsageError } from './call.ts';
import { readScenario, type Scenario, ScenarioMistakes } from './scenario.ts';

/**
 * Reads the scenarios that a call is about, in the order of their names.
 *
 * @throws UsageError where there are none
 * @throws ScenarioMistakes with every mistake of every file
 */
export async function readScenarios(call: Extract<Call, { what: 'one' | 'batch' }>, procedures: Procedures): Promise<Scenario[]> {
  const files = call.what === 'one' ? [call.file] : await filesIn(call.folder);
  const mistakes: string[] = [];
  const scenarios: Scenario[] = [];
  for (const file of files) {
    try {
      scenarios.push(readScenario(file, await contentOf(file), procedures));
    } catch (fault) {
      if (!(fault instanceof ScenarioMistakes)) throw fault;
      mistakes.push(...fault.lines);
    }
  }
  if (mistakes.length > 0) throw new ScenarioMistakes(mistakes);
  return scenarios;
}

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`--batch: '${folder}' ${reasonOf(error)}`);
  });
  const files = names.filter((name) => /\.ya?ml$/.test(name)).toSorted();
  if (files.length === 0) throw new UsageError(`--batch: '${folder}' has no scenario; allowed: files that end with .yaml`);
  return files.map((name) => join(folder, name));
}

async function contentOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`'${file}' ${reasonOf(error)}`);
  });
}

function reasonOf({ code }: NodeJS.ErrnoException): string {
  return code === 'ENOENT' ? 'does not exist' : `cannot be read (${code ?? 'unknown reason'})`;
}
