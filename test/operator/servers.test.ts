import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { readJournal } from '../../register/journal.ts';
import { mailHolds } from '../../register/mail-holds.ts';
import { lettersOf } from '../../register/queries.ts';
import { getStatusQuery, workflowIdOf } from '../../workflows/messages.ts';
import { eventually } from '../faults/helpers/eventually.ts';
import { Place } from '../faults/helpers/place.ts';
import { processes, type RunningProcess } from '../faults/helpers/processes.ts';
import { type SharedServers, startSharedServers } from '../faults/helpers/shared-servers.ts';
import type { Staff } from '../faults/helpers/staff.ts';
import { copyOfDatabase } from '../helpers/database.ts';
import { outsideProgram, testWith } from '../helpers/programs.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';
import { call } from './calls.ts';

// What an operator does while everything runs: API and relay within the test, the worker in a process of its own.

const limit = 240_000;
const start = processes();
afterAll(async () => shared?.stop(), limit);
const makeFolder = temporaryFolders();
const cli = outsideProgram('Temporal CLI');
const test = testWith('Temporal CLI');

let shared: SharedServers | undefined;
let place: Place;
let staff: Staff;
let worker: RunningProcess;

beforeAll(async () => {
  if (cli === undefined) return;
  shared = await startSharedServers(cli, makeFolder(), start);
}, limit);

async function openPlace(): Promise<void> {
  if (shared === undefined) throw new Error('no servers');
  place = await shared.newPlace();
  worker = place.run('worker');
  await place.openRelay();
  staff = await place.openApi();
  await untilWorkerPolls(place);
}

async function untilWorkerPolls({ temporal: { client } }: Place): Promise<void> {
  const { namespace } = client.options;
  await eventually('a worker polls', async () => {
    const queue = { namespace, taskQueue: { name: 'complaints' }, taskQueueType: 1 };
    return ((await client.workflowService.describeTaskQueue(queue)).pollers?.length ?? 0) > 0;
  });
}

/** A complaint that has been acknowledged. */
async function acknowledged(): Promise<string> {
  const reference = await staff.complain();
  await staff.decide(reference, 'acknowledgeNow');
  await place.untilSent(reference, 'acknowledgement');
  await place.untilAllApplied();
  return reference;
}

function handleOf({ temporal }: Place, reference: string) {
  return temporal.client.workflow.getHandle(workflowIdOf(reference));
}

async function runIdOf(reference: string): Promise<string> {
  return (await handleOf(place, reference).describe()).runId;
}

async function owedOf(reference: string) {
  return (await handleOf(place, reference).query(getStatusQuery)).openDuties;
}

describe('renew', () => {
  beforeAll(openPlace, limit);
  afterAll(() => worker?.kill(), limit);

  test(
    'has an open complaint go on in a new run, which owes the same, sends nothing twice, and takes decisions',
    async () => {
      const reference = await acknowledged();
      const before = await runIdOf(reference);
      const owed = await owedOf(reference);
      await listed(reference);
      expect(await call(place, 'renew')).toMatchObject({
        exitCode: 0,
        stdout: '1 complaint goes on in a new run, each as soon as nothing of it is under way.\n',
      });
      await eventually('the complaint goes on in a new run', async () => (await runIdOf(reference)) !== before);
      await eventually('it has taken the complaint up', async () => (await owedOf(reference)).length > 0);
      expect(await owedOf(reference)).toEqual(owed);
      await staff.decide(reference, 'uphold');
      await place.untilClosed(reference);
      expect((await lettersOf(place.register.database, reference)).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
        'acknowledgement sent',
        'upheld sent',
      ]);
    },
    limit,
  );

  test(
    'leaves alone what began later than it was told to renew, and what is closed',
    async () => {
      expect((await call(place, 'renew', '--older-than', '1')).stdout).toMatch(/^0 complaints/);
    },
    limit,
  );
});

/** What is listed lags a moment behind. */
async function listed(reference: string): Promise<void> {
  const query = `WorkflowId = '${reference}' AND ExecutionStatus = 'Running'`;
  await eventually(`${reference} is listed`, async () => {
    for await (const _ of place.temporal.client.workflow.list({ query })) return true;
    return false;
  });
}

describe('reconcile', () => {
  beforeAll(openPlace, limit);
  afterAll(() => worker?.kill(), limit);

  test(
    'finds nothing to do where register and Temporal agree',
    async () => {
      const reference = await acknowledged();
      await listed(reference);
      expect(await call(place, 'reconcile')).toEqual({
        exitCode: 0,
        stdout: 'Known to Temporal: 1.\nRegister and Temporal agree.\n',
        stderr: '',
      });
    },
    limit,
  );

  test(
    'begins the run of an open complaint again that Temporal has lost, and only says so with --dry-run',
    async () => {
      const reference = await acknowledged();
      await handleOf(place, reference).terminate('lost, for the test');
      expect((await call(place, 'reconcile', '--dry-run')).stdout).toContain(`${reference}: open, and nothing runs for it`);
      expect(await place.isRunning(reference)).toBe(false);
      expect((await call(place, 'reconcile')).stdout).toContain(
        `${reference}: open, and nothing ran for it: its run begins again`,
      );
      await eventually('its run begins again', () => place.isRunning(reference));
      await staff.decide(reference, 'uphold');
      await place.untilClosed(reference);
    },
    limit,
  );

  test(
    'delivers a message again of which nothing has come',
    async () => {
      const reference = await acknowledged();
      // Temporal lost the signal: the register takes it for delivered.
      await place.register.database.transaction().execute(async (queries) => {
        await queries.insertInto('message').values(lostDecision(reference)).execute();
      });
      expect((await call(place, 'reconcile', '--older-than', '30')).stdout).toContain(
        'Delivered again, since nothing had come of it: 1.',
      );
      await place.untilAllApplied();
      const message = await place.register.database
        .selectFrom('message')
        .selectAll()
        .where('id', '=', lostId)
        .executeTakeFirstOrThrow();
      expect(message.state).toBe('applied');
    },
    limit,
  );

  test(
    'holds the mail of what Temporal knows more of, gives no number twice, and lets it go on after somebody has looked',
    async () => {
      const [reference, closed] = [await acknowledged(), await acknowledged()];
      await listed(reference);
      const backup = await copyOfDatabase(place.servers.databaseUrl);
      const later = await acknowledged();
      await staff.decide(reference, 'insurerAnswers');
      await place.untilSent(reference, 'forwarding', 'forwarding-notice');
      await staff.decide(closed, 'uphold');
      await place.untilClosed(closed);
      await worker.kill();

      const restored = await Place.open({ ...place.servers, databaseUrl: backup.url }, start);
      const next = restored.run('worker');
      try {
        await untilWorkerPolls(restored);
        await pause(1_000);
        const { exitCode, stdout } = await call(restored, 'reconcile');
        expect(exitCode).toBe(1);
        expect(stdout).toContain(
          `${reference}: Temporal knows more than the register, which was put back to an earlier day: its mail is held until you have looked, then: release it`,
        );
        expect(stdout).toContain(`${later}: Temporal remembers it and the register does not have it`);
        expect(stdout).toContain(
          `${later.slice(0, 8)}: the next number comes after ${Number(later.slice(9))}, which Temporal knows already.`,
        );
        expect(stdout).toMatch(new RegExp(`${reference}: left on \\S+Z, and the register does not know it: forwarding-notice`));
        expect(stdout).toContain(
          `${closed}: Temporal knows more than the register, which was put back to an earlier day: its mail is held`,
        );
        expect(await mailHolds(restored.register.database)).toMatchObject([
          { reference: closed, reason: 'register-behind' },
          { reference, reason: 'register-behind' },
        ]);
        expect((await readJournal(restored.register.database, reference)).at(-1)).toMatchObject({
          event: 'mail-held',
          actor: 'operator',
        });

        await restored.openRelay();
        expect((await call(restored, 'release', reference)).stdout).toBe(
          `The mail of ${reference} is released, and leaves within five minutes.\n`,
        );
        await eventually('its run takes up what the register has', async () => {
          const { facts } = await handleOf(restored, reference).query(getStatusQuery);
          return facts !== undefined && facts.responsibility === undefined;
        });
      } finally {
        await next.kill();
        await restored.close();
        await backup.drop();
      }
    },
    limit,
  );
});

const lostId = '4f1f3a52-0000-4000-8000-000000000001';

function lostDecision(reference: string) {
  const aMinuteAgo = new Date(Date.now() - 60_000);
  return {
    id: lostId,
    reference,
    signal: 'decide' as const,
    body: JSON.stringify({ decision: 'raise-level', level: '2a' }),
    texts: null,
    given_texts: [],
    actor: 'tests',
    accepted_at: aMinuteAgo,
    delivered_at: aMinuteAgo,
    refusal: null,
    settled_at: null,
  };
}
