import type { Client } from '@temporalio/client';
import {
  type Comparison,
  compareWithRun,
  deliverUnsettledAgain,
  holdBehind,
  keepNumbersApart,
  shouldRun,
  takeUpAgain,
} from '../../register/reconcile.ts';
import { type ComplaintStatus, getStatusQuery, workflowIdOf } from '../../workflows/messages.ts';
import { temporalReadiness } from '../temporal-client.ts';
import { BadCall, noWords, numberFlag, type OperatorCommand, type OperatorPlace } from './command.ts';

/** How long a run may take to say how it stands, in milliseconds. */
const answerLimit = 10_000;

/** Brings register and Temporal together again after one of them was put back to an earlier day. */
export const reconcile: OperatorCommand = {
  usage: 'reconcile [--dry-run] [--older-than SECONDS]',
  about: 'after a restore: delivers again what Temporal has lost, holds what the register has lost; harmless at any time',
  options: { 'dry-run': { type: 'boolean' }, 'older-than': { type: 'string' } },
  run: async (place, given) => {
    noWords(given);
    const dry = given.flags['dry-run'] === true;
    // Runs are asked how they stand, and it is a worker that answers for them.
    if (!(await temporalReadiness(place.temporal)).worker)
      throw new BadCall('Temporal does not answer, or no worker polls it; start both, then run this again');
    const findings = await compare(place);
    if (!dry) await mend(place, findings, numberFlag(given, 'older-than', 60));
    report(place, findings, dry);
    return findings.silent.length > 0 || findings.held.length + findings.unknown.length > 0 ? 1 : 0;
  },
};

/** Complaints by reference. */
interface Findings {
  /** All that Temporal remembers. */
  remembered: string[];
  /** Not closed, and nothing runs for them. */
  missing: string[];
  /** Their run knows less than the register. */
  behind: string[];
  /** Their run knows more than the register. */
  held: ComplaintStatus[];
  /** Temporal runs them and the register does not have them. */
  unknown: string[];
  /** Their run does not say how it stands. */
  silent: string[];
}

async function compare({ register, temporal: { client } }: OperatorPlace): Promise<Findings> {
  const { remembered, running } = await runsIn(client);
  const findings: Findings = { remembered, missing: [], behind: [], held: [], unknown: [], silent: [] };
  // What is listed lags a little behind: the run itself is asked before it is called missing.
  for (const reference of await shouldRun(register.database))
    if (!running.has(reference) && !(await runs(client, reference))) findings.missing.push(reference);
  for (const reference of running) {
    const status = await statusOf(client, reference);
    if (status === undefined) {
      if (await runs(client, reference)) findings.silent.push(reference);
      continue;
    }
    sort(findings, reference, status, await compareWithRun(register.database, { ...status, duties: status.openDuties }));
  }
  return findings;
}

function sort(findings: Findings, reference: string, status: ComplaintStatus, comparison: Comparison | undefined): void {
  if (comparison === undefined) findings.unknown.push(reference);
  if (comparison === 'register-ahead') findings.behind.push(reference);
  if (comparison === 'temporal-ahead') findings.held.push(status);
}

async function mend({ register, actor, say }: OperatorPlace, findings: Findings, olderThanSeconds: number): Promise<void> {
  for (const [counter, last] of await keepNumbersApart(register, findings.remembered))
    say(`${counter}: the next number comes after ${last}, which Temporal knows already.`);
  for (const reference of findings.missing) await takeUpAgain(register, reference, 'registered', actor);
  for (const reference of findings.behind) await takeUpAgain(register, reference, 'renew', actor);
  for (const { facts, openDuties } of findings.held) await holdBehind(register, { facts, duties: openDuties }, actor);
  const again = await deliverUnsettledAgain(register, olderThanSeconds);
  if (again.length > 0) say(`Delivered again, since nothing had come of it: ${again.length}.`);
}

function report({ say }: OperatorPlace, findings: Findings, dry: boolean): void {
  const { remembered, missing, behind, held, unknown, silent } = findings;
  say(`Known to Temporal: ${remembered.length}.`);
  const list = (references: readonly string[], words: string) => {
    for (const reference of references) say(`${reference}: ${words}`);
  };
  list(missing, dry ? 'open, and nothing runs for it' : 'open, and nothing ran for it: its run begins again');
  list(behind, dry ? 'its run knows less than the register' : 'its run knew less than the register: it takes it up anew');
  list(
    held.map(({ facts }) => facts.reference),
    'Temporal knows more than the register, which was put back to an earlier day: its mail is held until you have looked, then: release it',
  );
  list(unknown, 'Temporal runs it and the register does not have it: nothing leaves; restore it, or end its run in Temporal');
  list(silent, 'its run does not say how it stands: start a worker and run this again');
  if (missing.length + behind.length + held.length + unknown.length + silent.length === 0) say('Register and Temporal agree.');
}

async function runsIn(client: Client): Promise<{ remembered: string[]; running: Set<string> }> {
  const remembered = new Set<string>();
  const running = new Set<string>();
  for await (const { workflowId, status } of client.workflow.list({ query: "WorkflowType = 'complaintWorkflow'" })) {
    remembered.add(workflowId);
    if (status.name === 'RUNNING') running.add(workflowId);
  }
  return { remembered: [...remembered].toSorted(), running: new Set([...running].toSorted()) };
}

async function runs(client: Client, reference: string): Promise<boolean> {
  try {
    return (await client.workflow.getHandle(workflowIdOf(reference)).describe()).status.name === 'RUNNING';
  } catch (fault) {
    if ((fault as Error).name === 'WorkflowNotFoundError') return false;
    throw fault;
  }
}

/** A run that has not taken its complaint up yet, that has just ended, or that no worker serves has nothing to say. */
async function statusOf(client: Client, reference: string): Promise<ComplaintStatus | undefined> {
  try {
    const status = await client.withDeadline(Date.now() + answerLimit, () =>
      client.workflow.getHandle(workflowIdOf(reference)).query(getStatusQuery),
    );
    return status.facts === undefined ? undefined : status;
  } catch {
    return undefined;
  }
}
