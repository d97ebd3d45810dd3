import { ProcedureFilesError } from '../procedures/yaml-files.ts';
import { BundleUnusable } from './bundle-unusable.ts';
import { BadEnvironment, type Environment, readEnvironment } from './environment.ts';
import { FolderInUse } from './folder-lock.ts';
import { type Logger, makeLog } from './log.ts';
import { BadMailboxes } from './mailboxes-settings.ts';
import { PortsUnavailable } from './ports.ts';
import { ProgramMissing } from './program-search.ts';
import { type StopInOrder, stopInOrder } from './stop-in-order.ts';

/** What every program of Doléance begins with. */
export interface Root {
  environment: Environment;
  log: Logger;
  stopping: StopInOrder;
  /** A line for the person who started it. */
  say: (line: string) => void;
}

/** Faults that are somebody's to mend, told in a line each without a stack. */
const plainFaults = [
  BadEnvironment,
  BundleUnusable,
  PortsUnavailable,
  FolderInUse,
  ProgramMissing,
  ProcedureFilesError,
  BadMailboxes,
];

/**
 * Runs a program: checks the environment before anything else, and ends with one clear line and code 1 where it cannot run.
 *
 * @param name stands in the log
 * @param forPeople prints lines for a terminal instead of JSON
 */
export async function runRoot(
  { name, given, forPeople }: { name: string; given: Readonly<Record<string, string | undefined>>; forPeople: boolean },
  run: (root: Root) => Promise<void>,
): Promise<void> {
  // Nothing depends on the machine's zone: each firm has its own.
  process.env['TZ'] = 'UTC';
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const environment = readOrExit(given);
  const log = makeLog({ level: environment.LOG_LEVEL, name, forPeople });
  const stopping = stopInOrder({ log: { info: (line) => log.info(line), error: (line) => log.error(line) } });
  try {
    await run({ environment, log, stopping, say });
  } catch (fault) {
    if (stopping.stopping) return;
    tell(fault);
    await stopping.stopAndExit(1);
  }
}

function readOrExit(given: Readonly<Record<string, string | undefined>>): Environment {
  try {
    return readEnvironment(given);
  } catch (fault) {
    tell(fault);
    process.exit(1);
  }
}

function tell(fault: unknown): void {
  const plain = plainFaults.some((kind) => fault instanceof kind);
  const text = fault instanceof Error ? (plain ? fault.message : (fault.stack ?? fault.message)) : String(fault);
  process.stderr.write(`${text}\n`);
}
