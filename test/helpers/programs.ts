import { delimiter, dirname, join } from 'node:path';
import { test } from '@jest/globals';
import { isProgram, onPath, programFile } from '../../start/program-cache.ts';
import type { TemporalServerPrograms } from '../../start/temporal-programs.ts';

/** Programs outside of node_modules that some tests need; a test whose program is missing is skipped by name. */
const programs = {
  'Temporal CLI': () => given('TEMPORAL_CLI_PATH') ?? onPath('temporal', searchPath()),
  'Temporal test server': () => given('TEMPORAL_TEST_SERVER_PATH'),
  'Temporal server': () => given('TEST_TEMPORAL_SERVER_PATH'),
  'S3-compatible server': () => given('TEST_S3_SERVER_PATH'),
  clamd: () => onPath('clamd', [searchPath(), join('/usr', 'sbin')].join(delimiter)),
  veraPDF: () => given('TEST_VERAPDF_PATH'),
  Chromium: () => onPath('chromium', searchPath()) ?? onPath('google-chrome', searchPath()),
} as const;

export type OutsideProgram = keyof typeof programs;

/** Where the program is on this machine, or undefined. */
export function outsideProgram(name: OutsideProgram): string | undefined {
  return programs[name]();
}

/** `test`, if the program is there; else one that skips, with the reason in its name. The test is given the program's path. */
export function testWith(name: OutsideProgram): (title: string, act: (path: string) => Promise<void>, limit?: number) => void {
  const path = outsideProgram(name);
  if (path !== undefined) return (title, act, limit) => test(title, () => act(path), limit);
  return (title) => test.skip(`${title} (skipped: no ${name} here)`, () => undefined);
}

/** The server and the tool that is kept beside it. */
export function temporalServerPrograms(server: string): TemporalServerPrograms {
  return { server, sql: join(dirname(server), programFile('sql')) };
}

function given(variable: string): string | undefined {
  const path = process.env[variable];
  return path !== undefined && isProgram(path) ? path : undefined;
}

function searchPath(): string {
  return [process.env['PATH'] ?? '', join('/usr', 'bin')].join(delimiter);
}
