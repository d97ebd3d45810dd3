import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closingLine, type JestReport, type Outcome, outcomeOf } from './helpers/jest-outcome.ts';

/*
 * `npm test -- [--none-skipped] [arguments of jest]`: the whole suite, or the part that the arguments name. Ends with
 * 'N passed, N failed' alone on the last line; exits with 1 if a test failed, if none ran, if jest or a test file crashed, and,
 * with --none-skipped, if one was skipped.
 */

/** How long jest may take to end once its report is written, in milliseconds; what holds it open longer was left running by a test. */
const endingLimit = 60_000;

const given = process.argv.slice(2);
const noneSkipped = given.includes('--none-skipped');
const forJest = given.filter((argument) => argument !== '--none-skipped');

const folder = await mkdtemp(join(tmpdir(), 'doleance-test-report-'));
try {
  const report = join(folder, 'report.json');
  const exitCode = await runJest(forJest, report);
  const outcome = outcomeOf(readReport(report), exitCode);
  console.log(`tests: ${Math.round(performance.now() / 1000)} s`);
  tell(outcome);
  const good = outcome.passed > 0 && outcome.failed === 0 && !(noneSkipped && outcome.skipped.length > 0);
  process.exitCode = good ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Resolves with jest's exit code, or undefined where a signal ended it. */
function runJest(more: readonly string[], report: string): Promise<number | undefined> {
  const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
  const quiet = process.allowedNodeEnvironmentFlags.has('--disable-warning') ? ['--disable-warning=ExperimentalWarning'] : [];
  const args = ['--experimental-vm-modules', ...quiet, jest, '--json', `--outputFile=${report}`, ...more];
  const child = spawn(process.execPath, args, {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, TZ: 'UTC' },
    stdio: 'inherit',
  });
  // Ctrl-C reaches jest by itself, and jest ends its servers in order: this process only waits for it.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const watch = setInterval(() => {
    if (!existsSync(report)) return;
    clearInterval(watch);
    setTimeout(() => endHanging(child), endingLimit).unref();
  }, 1000);
  return new Promise((ended, failed) => {
    child.once('error', failed);
    child.once('exit', (code) => {
      clearInterval(watch);
      ended(code ?? undefined);
    });
  });
}

function endHanging(child: ChildProcess): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  process.stderr.write('jest does not end: a test left something running. `npm test -- --detectOpenHandles` finds it.\n');
  child.kill('SIGKILL');
}

function readReport(file: string): JestReport | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as JestReport) : undefined;
}

function tell(outcome: Outcome): void {
  for (const crash of outcome.crashes) console.log(`crashed: ${crash}`);
  // A pattern of names leaves all others out, and nobody needs the list of them.
  const chosenByName = forJest.some((argument) => /^(-t|--testNamePattern)/.test(argument));
  for (const name of chosenByName ? [] : outcome.skipped) console.log(`skipped: ${name}`);
  console.log(closingLine(outcome));
}
