import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { loadRecourseDirectory } from '../../procedures/recourse.ts';
import type { Procedure } from '../../procedures/schema.ts';
import { type RecordingMailServer, startRecordingMailServer } from '../../simulation/mail-server.ts';
import { onlyErrorsAreLogged } from '../../simulation/temporal-server.ts';
import { digestScheduleId, keepDigestSchedules } from '../../start/digest-schedules.ts';
import { createActivities } from '../../start/run-worker.ts';
import type { DigestSummary } from '../../workflows/daily-digest.ts';
import { taskQueue } from '../../workflows/messages.ts';
import { bundlePath } from '../helpers/lifecycle.ts';
import { outsideProgram, testWith } from '../helpers/programs.ts';
import { alteredProcedure, theProcedure } from '../procedures/altered-procedure.ts';
import { type GivenRegister, givenRegister, register } from '../register/given.ts';

// Only a real server has Schedules.
const cli = outsideProgram('Temporal CLI');
const opticourtage = theProcedure();
const scheduleId = digestScheduleId('opticourtage');
const limitMilliseconds = 30_000;

let env: TestWorkflowEnvironment;
let client: Client;
let given: GivenRegister;
let mail: RecordingMailServer;
const endings: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  if (cli === undefined) return;
  onlyErrorsAreLogged();
  env = await TestWorkflowEnvironment.createLocal({ server: { executable: { type: 'existing-path', path: cli } } });
  endings.push(() => env.teardown());
  client = env.client;
  given = await givenRegister();
  endings.push(() => given.close());
  given.time.now = Date.parse('2026-05-20T07:30:00+02:00');
  mail = await startRecordingMailServer();
  endings.push(() => mail.stop());
  const { activities, closeMail } = createActivities(
    { ...given, directory: await loadRecourseDirectory(), smtpUrl: mail.url, checkpoint: () => undefined },
    { SMTP_TIMEOUT_SECONDS: 10, PUBLIC_URL: 'http://127.0.0.1' },
  );
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue,
    workflowBundle: { codePath: bundlePath() },
    activities,
  });
  const ended = worker.run();
  endings.push(async () => {
    worker.shutdown();
    await ended;
    closeMail();
  });
}, 60_000);

afterAll(async () => {
  for (const end of endings.toReversed()) await end();
});

function keep(...procedures: Procedure[]): Promise<void> {
  return keepDigestSchedules({ client, close: async () => undefined }, procedures);
}

function describeSchedule(id = scheduleId) {
  return client.schedule.getHandle(id).describe();
}

/** Waits until something is so; lists of Schedules follow a moment later. */
async function until<Found>(look: () => Promise<Found | undefined>): Promise<Found> {
  for (const end = performance.now() + limitMilliseconds; performance.now() < end; await pause(100)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error('It did not come to be.');
}

/** Triggers the Schedule, as an engineer would. @returns the workflow that it began */
async function trigger() {
  const before = (await describeSchedule()).info.numActionsTaken;
  await client.schedule.getHandle(scheduleId).trigger();
  const { info } = await until(async () => {
    const now = await describeSchedule();
    return now.info.numActionsTaken > before ? now : undefined;
  });
  return client.workflow.getHandle(info.recentActions.at(-1)?.action.workflow.workflowId ?? '');
}

describe('a firm’s daily digest', () => {
  testWith('Temporal CLI')('has a Schedule on working days, at the firm’s time and in its zone', async () => {
    const almena = alteredProcedure((content) => {
      content.id = 'almena';
      content.firm.timeZone = 'America/Guadeloupe';
      content.digest = { at: '06:45' };
    });
    await keep(opticourtage, almena);
    const { spec, policies, action } = await describeSchedule();
    expect(spec).toMatchObject({
      timezone: 'Europe/Paris',
      calendars: [{ hour: [{ start: 7 }], minute: [{ start: 30 }], dayOfWeek: [{ start: 'MONDAY', end: 'FRIDAY' }] }],
    });
    expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 24 * 60 * 60 * 1000 });
    expect(action).toMatchObject({ workflowType: 'dailyDigestWorkflow', taskQueue, args: [{ procedure: 'opticourtage' }] });
    const { spec: almenas, info } = await describeSchedule(digestScheduleId('almena'));
    expect(almenas).toMatchObject({
      timezone: 'America/Guadeloupe',
      calendars: [{ hour: [{ start: 6 }], minute: [{ start: 45 }] }],
    });
    // Guadeloupe is four hours behind Greenwich all year.
    expect(info.nextActionTimes.map((time) => time.toISOString().slice(11, 16))).toContain('10:45');
  });

  testWith('Temporal CLI')('keeps a Schedule that is as it should be untouched: what it has to catch up on stays', async () => {
    await keep(opticourtage);
    await keep(opticourtage);
    expect((await describeSchedule()).info.lastUpdatedAt).toBeUndefined();
  });

  testWith('Temporal CLI')('follows a time that was changed, and stays paused where somebody has paused it', async () => {
    await keep(opticourtage);
    await client.schedule.getHandle(scheduleId).pause('The firm is closed.');
    await keep(alteredProcedure((content) => (content.digest = { at: '08:15' })));
    const changed = await describeSchedule();
    expect(changed.spec).toMatchObject({ calendars: [{ hour: [{ start: 8 }], minute: [{ start: 15 }] }] });
    expect(changed.state).toMatchObject({ paused: true, note: 'The firm is closed.' });
    await client.schedule.getHandle(scheduleId).unpause();
  });

  testWith('Temporal CLI')('loses its Schedule with its procedure; Schedules of others stay', async () => {
    const action = { type: 'startWorkflow' as const, workflowType: 'other', taskQueue: 'other' };
    await client.schedule.create({ scheduleId: 'digest-of-others', spec: {}, action });
    await keep(
      opticourtage,
      alteredProcedure((content) => (content.id = 'gone')),
    );
    const ids = async () => {
      const found: string[] = [];
      for await (const schedule of client.schedule.list()) found.push(schedule.scheduleId);
      return found;
    };
    await until(async () => ((await ids()).includes('digest-gone') ? true : undefined));
    await keep(opticourtage);
    await expect(describeSchedule('digest-gone')).rejects.toThrow(/not found/i);
    await expect(describeSchedule('digest-of-others')).resolves.toBeDefined();
    await expect(describeSchedule()).resolves.toBeDefined();
  });

  testWith('Temporal CLI')('comes when its Schedule is triggered, and once a day however often that is', async () => {
    await register(given);
    await keep(opticourtage);
    mail.received.length = 0;
    const first: DigestSummary = await (await trigger()).result();
    expect(first).toEqual({ day: '2026-05-20', reminded: 0, sent: 1, overtaken: 0 });
    expect(mail.received.map(({ to }) => to)).toEqual([['reclamations-rgpd@opticourtage.com']]);
    const second: DigestSummary = await (await trigger()).result();
    expect(second).toEqual({ day: '2026-05-20', reminded: 0, sent: 0, overtaken: 0 });
    expect(mail.received).toHaveLength(1);
  });

  testWith('Temporal CLI')('does not come on a public holiday', async () => {
    await keep(opticourtage);
    const before = given.time.now;
    given.time.now = Date.parse('2026-05-25T07:30:00+02:00');
    expect(await (await trigger()).result()).toMatchObject({ day: null, sent: 0 });
    given.time.now = before;
  });

  testWith('Temporal CLI')('waits in sight, with a code alone, while the mail server refuses it', async () => {
    await register(given);
    await keep(opticourtage);
    given.time.now = Date.parse('2026-05-21T07:30:00+02:00');
    mail.received.length = 0;
    mail.refusal = () => 451;
    const workflow = await trigger();
    const failure = await until(async () => {
      const { raw } = await workflow.describe();
      return raw.pendingActivities?.find(({ activityType }) => activityType?.name === 'sendDigest')?.lastFailure ?? undefined;
    });
    expect(failure.message).toBe('mail-server-said-451');
    expect(JSON.stringify(failure)).not.toContain('reclamations-rgpd');
    mail.refusal = () => undefined;
    expect(await workflow.result()).toMatchObject({ sent: 1 });
    expect(mail.received).toHaveLength(1);
  });
});
