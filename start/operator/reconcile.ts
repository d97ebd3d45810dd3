import { setTimeout as pause } from 'node:timers/promises';
import { type Client, type WorkflowExecutionStatusName, WorkflowNotFoundError } from '@temporalio/client';
import { lettersOf } from '../../register/queries.ts';
import {
  compareWithRun,
  deliverUnsettledAgain,
  holdBehind,
  keepNumbersApart,
  knownReferences,
  shouldRun,
  takeUpAgain,
} from '../../register/reconcile.ts';
import type { Register } from '../../register/register.ts';
import { type ComplaintStatus, getStatusQuery, workflowIdOf } from '../../workflows/messages.ts';
import { temporalReadiness } from '../temporal-client.ts';
import { BadCall, noWords, numberFlag, type OperatorCommand, type OperatorPlace } from './command.ts';
import { type LetterThatLeft, lettersThatLeft } from './letters-left.ts';

/** How long a worker is waited for, in milliseconds. */
const workerLimit = 15_000;

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
    const olderThan = numberFlag(given, 'older-than', 60);
    await untilWorkerPolls(place);
    const findings = await compare(place);
    if (!dry) await mend(place, findings, olderThan);
    report(place, findings, dry);
    return findings.silent.length > 0 || findings.held.length + findings.unknown.length > 0 ? 1 : 0;
  },
};

/** Runs are asked how they stand, and it is a worker that answers for them; one that was started a moment ago is waited for. */
async function untilWorkerPolls({ temporal }: OperatorPlace): Promise<void> {
  const until = performance.now() + workerLimit;
  while (!(await temporalReadiness(temporal)).worker) {
    if (performance.now() > until)
      throw new BadCall('Temporal does not answer, or no worker polls it; start both, then run this again');
    await pause(500);
  }
}

/** Complaints by reference. */
interface Findings {
  /** All that Temporal remembers. */
  remembered: string[];
  /** Not closed, and nothing runs for them. */
  missing: string[];
  /** Their run knows less than the register. */
  behind: string[];
  /** Their run, over or not, knows more than the register; with the letters that it sent and the register knows nothing of. */
  held: { status: ComplaintStatus; left: LetterThatLeft[] }[];
  /** Temporal remembers them and the register does not have them. */
  unknown: string[];
  /** Their run does not say how it stands. */
  silent: string[];
}

async function compare({ register, temporal: { client } }: OperatorPlace): Promise<Findings> {
  const { remembered, running } = await runsIn(client);
  const known = await knownReferences(register.database, remembered);
  const unknown = remembered.filter((reference) => !known.has(reference));
  const findings: Findings = { remembered, missing: [], behind: [], held: [], unknown, silent: [] };
  // What is listed lags a little behind: the run itself is asked before it is called missing.
  for (const reference of await shouldRun(register.database))
    if (!running.has(reference)) await look(findings, register.database, client, reference);
  for (const reference of running) if (known.has(reference)) await look(findings, register.database, client, reference);
  return findings;
}

/** Compares one complaint with its newest run. */
async function look(findings: Findings, queries: Register['database'], client: Client, reference: string): Promise<void> {
  const state = await stateOf(client, reference);
  // Ended by force or by a fault, or gone: nothing can be learnt from it that the register does not have.
  if (state !== 'RUNNING' && state !== 'COMPLETED') return void findings.missing.push(reference);
  const status = await statusOf(client, reference);
  if (status === undefined) return void findings.silent.push(reference);
  const comparison = await compareWithRun(queries, { ...status, duties: status.openDuties });
  if (comparison === 'temporal-ahead') findings.held.push({ status, left: await leftUnknown(queries, client, reference) });
  // A run that is over and knows less: what reopened the complaint never reached Temporal.
  if (comparison === 'register-ahead') findings[state === 'RUNNING' ? 'behind' : 'missing'].push(reference);
}

async function leftUnknown(queries: Register['database'], client: Client, reference: string): Promise<LetterThatLeft[]> {
  const known = (await lettersOf(queries, reference)).filter(({ state }) => state === 'sent').map(({ id }) => id);
  return (await lettersThatLeft(client, reference)).filter(({ letter }) => !known.includes(letter));
}

async function mend({ register, actor, say }: OperatorPlace, findings: Findings, olderThanSeconds: number): Promise<void> {
  for (const [counter, last] of await keepNumbersApart(register, findings.remembered))
    say(`${counter}: the next number comes after ${last}, which Temporal knows already.`);
  for (const reference of findings.missing) await takeUpAgain(register, reference, 'registered', actor);
  for (const reference of findings.behind) await takeUpAgain(register, reference, 'renew', actor);
  for (const { status } of findings.held) await holdBehind(register, { ...status, duties: status.openDuties }, actor);
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
  for (const { status, left } of held) {
    const { reference } = status.facts;
    say(
      `${reference}: Temporal knows more than the register, which was put back to an earlier day: its mail is held until you have looked, then: release it`,
    );
    for (const { kind, sentAt } of left)
      say(`${reference}: left on ${sentAt.toISOString()}, and the register does not know it: ${kind}`);
  }
  list(
    unknown,
    'Temporal remembers it and the register does not have it: nothing of it leaves; restore it from a later backup, or end its run in Temporal',
  );
  list(silent, 'its run does not say how it stands: look at it in the Temporal UI, then run this again');
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

/** Of the newest run; undefined where Temporal has none. */
async function stateOf(client: Client, reference: string): Promise<WorkflowExecutionStatusName | undefined> {
  try {
    return (await client.workflow.getHandle(workflowIdOf(reference)).describe()).status.name;
  } catch (fault) {
    if (fault instanceof WorkflowNotFoundError) return undefined;
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
