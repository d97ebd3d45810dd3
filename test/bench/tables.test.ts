import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { newestFullRun, reportIn } from '../../bench/report-page.ts';
import type { BenchResult, RoundFigures, ServerFigures } from '../../bench/results.ts';
import { cpuRatio, tablesOf } from '../../bench/tables.ts';

const counts = {
  activities: 4,
  localActivities: 5,
  timersStarted: 6,
  timersCancelled: 6,
  timersFired: 0,
  upserts: 7,
  signals: 4,
  events: 68,
  workflowTasks: 8,
};

function figures(server: number, worker: number): RoundFigures {
  const workerThreads = { 'workflow thread': worker / 2 };
  return { lifecyclesPerSecond: 10, cpu: { 'Temporal server': server, worker }, workerThreads, events: 68, workflowTasks: 8 };
}

/** Three rounds, in the second of which the machine was busy with something else. */
const server: ServerFigures = {
  kind: 'dev server',
  version: '1.29.1',
  counts: { bare: { ...counts, events: 66 }, whole: counts, empty: counts },
  rounds: [
    { bare: figures(60, 40), whole: figures(80, 70), empty: figures(65, 47) },
    { bare: figures(90, 60), whole: figures(160, 140), empty: figures(100, 80) },
    { bare: figures(62, 40), whole: figures(84, 72), empty: figures(66, 48) },
  ],
  registerBytesPerComplaint: 80_000,
};

const speed = { perSecond: 120, p50: 40, p99: 80, cpu: { API: 3 } };
const result: BenchResult = {
  profile: {
    date: '2026-11-21',
    quick: false,
    cores: 2,
    cpu: 'Made up',
    memoryBytes: 8 * 1024 ** 3,
    node: 'v20.20.2',
    postgresql: '18.4',
    commit: '0123456789ab',
    lifecycles: 300,
    inFlight: 50,
    rounds: 3,
    pauseMilliseconds: 250,
    maxCachedWorkflows: 2_000,
  },
  servers: [server],
  workerBytesPerOpenComplaint: { bare: 120_000, whole: 180_000, empty: 170_000 },
  acceptances: { atOnce: 16, complaints: speed, decisions: speed },
  letters: {
    rendered: { perSecond: 700, cpuMillisecondsEach: 0.7, kinds: [] },
    sent: { perSecond: 150, cpuMillisecondsEach: 2.7 },
  },
};

test('the ratio is that of the medians over all processes, and each round has its own', () => {
  expect(cpuRatio(server, 'whole')).toEqual({ ofMedians: 156 / 102, ofRounds: [1.5, 2, 156 / 102] });
  expect(cpuRatio(server, 'empty').ofMedians).toBeCloseTo(114 / 102);
});

test('the report begins with the run and the ratios beside their marks, and then says what they are made of', () => {
  const report = tablesOf(result);
  const lines = report.split('\n').map((line) => line.replaceAll(/ +/g, ' '));
  expect(lines[0]).toContain('3 rounds of 300 lifecycles of each form, 50 in flight');
  expect(lines[2]).toContain('| mark |');
  expect(lines[4]).toBe('| whole: rendering, register, mail | **1.53** (1.50–2.00) | at most 1.6 |');
  expect(lines[5]).toBe('| empty: our workflow, activities that do nothing | **1.12** (1.12–1.20) | at most 1.15 |');
  expect(lines).toContain('| **all processes** | 102 | 156 | 114 | +54 | +12 |');
  expect(lines).toContain('| Temporal server | 62 | 84 | 66 | +22 | +4 |');
  expect(lines).toContain('| of the worker: workflow thread | 20 | 36 | 24 | +16 | +4 |');
  expect(lines).toContain('| events, alone | 66 | 68 | 68 |');
  expect(lines).toContain('| worker memory, kB | 120 | 180 | 170 |');
  expect(lines).toContain('| register, kB for each complaint | | 80 | |');
  expect(lines).toContain('| complaints | 120 | 40 | 80 | API 3 |');
  expect(report).toContain('5 local activities, 6 timers started, 6 timers cancelled');
});

test('a process that a form does not use has no figure there', () => {
  const withApi = (cpu: RoundFigures) => ({ ...cpu, cpu: { ...cpu.cpu, API: 9 } });
  const rounds = server.rounds.map((round) => ({ ...round, whole: withApi(round.whole) }));
  const lines = tablesOf({ ...result, servers: [{ ...server, rounds }] })
    .split('\n')
    .map((line) => line.replaceAll(/ +/g, ' '));
  expect(lines).toContain('| API | – | 9 | – | +9 | – |');
  expect(lines).toContain('| **all processes** | 102 | 165 | 114 | +63 | +12 |');
});

test('a quick run says that it is too small to judge by', () => {
  const quick = { ...result, profile: { ...result.profile, quick: true } };
  expect(tablesOf(quick)).toContain('too small to judge by');
  expect(tablesOf(result)).not.toContain('too small to judge by');
});

test('every row of a table has as many cells as its head', () => {
  for (const block of tablesOf(result)
    .split('\n\n')
    .filter((part) => part.startsWith('|'))) {
    const widths = new Set(block.split('\n').map((line) => line.split('|').length));
    expect(widths.size).toBe(1);
  }
});

test('the tables are written into their place on the page and nowhere else, however often', () => {
  const page = `# Bench\n\n<!-- results: written by npm run bench:report, never by hand -->\nold\n<!-- end of results -->\n\nMore.\n`;
  const once = reportIn(page, result);
  expect(once).toContain(tablesOf(result));
  expect(once).not.toContain('old');
  expect(once.startsWith('# Bench\n')).toBe(true);
  expect(once.endsWith('<!-- end of results -->\n\nMore.\n')).toBe(true);
  expect(reportIn(once, result)).toBe(once);
  expect(() => reportIn('# Bench\n', result)).toThrow('no place');
});

test('the page shows the newest full run that is kept', () => {
  const page = readFileSync(new URL('../../docs/develop/bench.md', import.meta.url), 'utf8');
  const newest = newestFullRun();
  const wanted = newest === undefined ? page : reportIn(page, JSON.parse(readFileSync(newest, 'utf8')) as BenchResult);
  expect(page).toBe(wanted);
  expect(page.includes('No full run is kept yet.')).toBe(newest === undefined);
});
