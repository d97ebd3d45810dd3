import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { addCalendarDays } from '../../procedures/civil-dates.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import { outsideProgram, testWith } from '../helpers/programs.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';
import type { ComplaintAccount } from './helpers/account.ts';
import { atTheSameTime, eventually } from './helpers/eventually.ts';
import { processes } from './helpers/processes.ts';
import { registerWithLimitIn } from './helpers/scaled-limit.ts';
import { type SharedServers, startSharedServers } from './helpers/shared-servers.ts';

const limit = 240_000;
const start = processes();

// Before the folder goes: what runs on it ends first.
afterAll(async () => {
  await Promise.allSettled([...killed, ...away]);
  await servers?.stop();
}, limit);

const makeFolder = temporaryFolders();
let servers: SharedServers;

/** Where a worker is killed, and the letters of which there may be a second copy because of it. */
const points: { point: string; possiblyDuplicated: string[] }[] = [
  { point: 'decision-before-applying', possiblyDuplicated: [] },
  { point: 'decision-after-applying', possiblyDuplicated: [] },
  { point: 'letter-before-row', possiblyDuplicated: [] },
  { point: 'letter-after-row', possiblyDuplicated: [] },
  { point: 'letter-before-data', possiblyDuplicated: [] },
  { point: 'letter-between-data-and-answer', possiblyDuplicated: ['acknowledgement'] },
  // An answer that was not recorded is as good as none: only the evidence in the register ends the doubt.
  { point: 'letter-after-answer', possiblyDuplicated: ['acknowledgement'] },
  { point: 'letter-after-evidence', possiblyDuplicated: [] },
];

/** A worker that is away when a limit passes, be it since before the complaint was registered or from the middle of its letter. */
const absences = [
  {
    absence: 'since before the complaint',
    play: workerComesLate,
    breaches: ['acknowledgement/acpr', 'acknowledgement/procedure'],
  },
  { absence: 'killed when the letter was due', play: workerDiesWhenDue, breaches: ['acknowledgement/procedure'] },
];

let killed: Promise<ComplaintAccount>[] = [];
let away: Promise<ComplaintAccount>[] = [];

beforeAll(async () => {
  const cli = outsideProgram('Temporal CLI');
  if (cli === undefined) return;
  servers = await startSharedServers(cli, makeFolder(), start);
  const cases = [
    ...points.map(
      ({ point }) =>
        () =>
          killWorkerAt(point),
    ),
    ...absences.map(({ play }) => play),
  ];
  const played = atTheSameTime(4, cases, (play) => play());
  killed = played.slice(0, points.length);
  away = played.slice(points.length);
}, limit);

describe('after kill -9 of the worker', () => {
  for (const [place, { point, possiblyDuplicated }] of points.entries()) {
    const copies = possiblyDuplicated.length === 0 ? 'arrives once' : 'arrives once or, journalled, twice with the same bytes';
    testWith('Temporal CLI')(
      `at ${point}, each decision is applied once, in order, and each letter ${copies}`,
      async () => {
        const sent = ['acknowledgement', 'forwarding', 'forwarding-notice', 'upheld'];
        expect(await killed[place]).toEqual({ faults: [], sent, possiblyDuplicated, breaches: [] });
      },
      limit,
    );
  }
});

describe('a worker that is away past a deadline', () => {
  for (const [place, { absence, breaches }] of absences.entries()) {
    testWith('Temporal CLI')(
      `(${absence}) sends the letter once when it is back, and each breach is recorded and told to the manager once`,
      async () => {
        // Both limits end with the same day: one alert tells of them.
        const sent = ['acknowledgement', 'breach-alert'];
        expect(await away[place]).toEqual({ faults: [], sent, possiblyDuplicated: [], breaches });
      },
      limit,
    );
  }
});

/** The worker dies over the first decision or its letter; while it is away a second one comes; the next worker brings all to its end. */
async function killWorkerAt(point: string): Promise<ComplaintAccount> {
  const place = await servers.newPlace();
  const staff = await place.openApi();
  await place.openRelay();
  const reference = await staff.complain();
  await staff.decide(reference, 'acknowledgeNow');
  expect(await place.run('worker', point).ended).toBe('SIGKILL');
  await staff.decide(reference, 'insurerAnswers');
  const worker = place.run('worker');
  await place.untilSent(reference, 'acknowledgement', 'forwarding', 'forwarding-notice');
  await staff.decide(reference, 'uphold');
  await place.untilClosed(reference);
  await worker.kill();
  return place.accountOfOne(servers.mails());
}

/** Received five weeks ago, and no worker yet. */
async function workerComesLate(): Promise<ComplaintAccount> {
  const place = await servers.newPlace();
  const staff = await place.openApi();
  await place.openRelay();
  const reference = await staff.complain({ received: addCalendarDays(civilDateAt(Date.now(), 'Europe/Paris'), -35) });
  await eventually(`${reference} waits for a worker`, () => place.isRunning(reference));
  const worker = place.run('worker');
  await place.untilSent(reference, 'acknowledgement');
  await place.untilAlerted(reference, 1);
  await worker.kill();
  return place.accountOfOne(servers.mails());
}

/** The letter is due in some seconds: its worker dies over it, and the next one comes when the limit has passed. */
async function workerDiesWhenDue(): Promise<ComplaintAccount> {
  const place = await servers.newPlace();
  await place.openRelay();
  const { reference, dueAt } = await registerWithLimitIn(5, place.parts);
  expect(await place.run('worker', 'letter-before-row').ended).toBe('SIGKILL');
  await eventually('the limit has passed', async () => Date.now() > dueAt);
  const worker = place.run('worker');
  await place.untilSent(reference, 'acknowledgement');
  await place.untilAlerted(reference, 1);
  await worker.kill();
  return place.accountOfOne(servers.mails());
}
