import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** On what, when and of which code a bench was run. */
export interface Machine {
  /** Civil date in UTC. */
  date: string;
  cores: number;
  cpu: string;
  memoryBytes: number;
  node: string;
  /** With `+` where something is changed since. */
  commit: string;
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where what runs have found is kept. */
export const results = join(root, 'bench/results');

export function thisMachine(): Machine {
  return {
    date: new Date().toISOString().slice(0, 10),
    cores: cpus().length,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    memoryBytes: totalmem(),
    node: process.version,
    commit: commit(),
  };
}

function commit(): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8', timeout: 10_000 }).trim();
  try {
    return `${git('rev-parse', '--short=12', 'HEAD')}${git('status', '--porcelain') === '' ? '' : '+'}`;
  } catch {
    return 'unknown';
  }
}

/**
 * Keeps what a run found as JSON beside the others; one of the same day and size that is there already stays.
 *
 * @param what stands in its name
 * @returns where, from the project's folder
 */
export function keepResult({ date, cores }: Machine, what: string, result: unknown, extra = ''): string {
  mkdirSync(results, { recursive: true });
  const name = (number: number) => `${date}-${what}-${cores}-cores${extra}${number > 1 ? `-${number}` : ''}.json`;
  let number = 1;
  while (existsSync(join(results, name(number)))) number += 1;
  writeFileSync(join(results, name(number)), `${JSON.stringify(result, significantFigures, 2)}\n`);
  return `bench/results/${name(number)}`;
}

/** What is measured has no more than four significant figures. */
function significantFigures(_name: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
}
