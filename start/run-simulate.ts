import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProcedures } from '../procedures/load-procedures.ts';
import { loadRecourseDirectory } from '../procedures/recourse.ts';
import { ProcedureFilesError } from '../procedures/yaml-files.ts';
import { type Call, readCall, simulateUsage, UsageError } from '../simulation/call.ts';
import { clearOutFolders, outFolders } from '../simulation/out-folders.ts';
import { type Output, simulateAll } from '../simulation/run.ts';
import { ScenarioMistakes } from '../simulation/scenario.ts';
import { readScenarios } from '../simulation/scenario-files.ts';
import { scenarioJsonSchema } from '../simulation/scenario-schema.ts';
import { BundleUnusable } from './bundle-unusable.ts';
import { startEmbeddedDatabase } from './embedded-database.ts';
import { BadEnvironment, readEnvironment } from './environment.ts';
import { ProgramMissing } from './program-search.ts';
import { startSimulationServers } from './simulation-servers.ts';
import { type StopInOrder, stopInOrder } from './stop-in-order.ts';
import { findTestServer } from './temporal-programs.ts';
import { bundleBuiltAhead } from './workflow-bundle.ts';

/** Faults that are somebody's to mend, told in a line each without a stack. */
const plainFaults = [BadEnvironment, BundleUnusable, ProgramMissing, ProcedureFilesError, ScenarioMistakes, UsageError];

const complain = (line: string) => void process.stderr.write(`${line}\n`);

/**
 * Answers a call of the simulator: JSON lines on the standard output, every other word on the standard error output. Everything
 * that can be wrong in a scenario is told before any server starts. Ends the process: with 1 where anything went wrong, with 130
 * at Ctrl-C, since something is left untold.
 */
export async function runSimulate(args: string[], given: Readonly<Record<string, string | undefined>>): Promise<void> {
  // Nothing depends on the machine's zone: each firm has its own.
  process.env['TZ'] = 'UTC';
  const stopping = stopInOrder({ log: { info: complain, error: complain }, codeAtSignal: 130 });
  try {
    const call = readCall(args);
    const well = await answer(call, given, stopping);
    // At Ctrl-C it is stopping already, and ends by itself.
    if (!stopping.stopping) await stopping.stopAndExit(well ? 0 : 1);
  } catch (fault) {
    if (stopping.stopping) return;
    tell(fault);
    await stopping.stopAndExit(1);
  }
}

/** @returns whether every scenario was told to its end */
async function answer(call: Call, given: Readonly<Record<string, string | undefined>>, stopping: StopInOrder): Promise<boolean> {
  if (call.what === 'help') return print(simulateUsage);
  if (call.what === 'json-schema') return print(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
  const environment = readEnvironment(given);
  const procedures = await loadProcedures(environment.PROCEDURES_DIR);
  const directory = await loadRecourseDirectory(environment.PROCEDURES_DIR);
  const scenarios = await readScenarios(call, procedures);
  if (call.out !== undefined) await clearOutFolders(outFolders(call.out, scenarios, call.what === 'batch'));
  const testServer = await findTestServer({ env: environment, say: complain, signal: stopping.signal });
  const databaseServer = await temporaryDatabase(stopping);
  const bundle = environment.WORKFLOW_BUNDLE ?? bundleBuiltAhead();
  const world = await startSimulationServers({ testServer, databaseServer, bundle, procedures, directory }, stopping);
  const output: Output = { print, complain, folder: call.out, named: call.what === 'batch' };
  return simulateAll(world, scenarios, output, stopping.signal);
}

async function temporaryDatabase(stopping: StopInOrder): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'doleance-simulation-'));
  stopping.add('temporary folder', () => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  const database = await startEmbeddedDatabase({ folder });
  stopping.add('PostgreSQL', () => database.stop());
  return database.url;
}

function print(text: string): true {
  process.stdout.write(text);
  return true;
}

function tell(fault: unknown): void {
  const plain = plainFaults.some((kind) => fault instanceof kind);
  complain(fault instanceof Error ? (plain ? fault.message : (fault.stack ?? fault.message)) : String(fault));
}
