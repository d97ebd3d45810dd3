import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { outsideProgram, testWith } from '../helpers/programs.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';
import type { Account } from './helpers/account.ts';
import { atTheSameTime } from './helpers/eventually.ts';
import { processes } from './helpers/processes.ts';
import { type SharedServers, startSharedServers } from './helpers/shared-servers.ts';

const limit = 240_000;
const makeFolder = temporaryFolders();
const start = processes();
const cli = outsideProgram('Temporal CLI');
let servers: SharedServers;

const everyLetter = ['acknowledgement', 'forwarding', 'forwarding-notice', 'upheld'];

/** Where a worker is killed, and the letters that may have a second copy because of it. */
const points: { point: string; possiblyDuplicated: string[] }[] = [
  { point: 'decision-before-applying', possiblyDuplicated: [] },
  { point: 'decision-after-applying', possiblyDuplicated: [] },
  { point: 'letter-before-row', possiblyDuplicated: [] },
  { point: 'letter-after-row', possiblyDuplicated: [] },
  { point: 'letter-before-data', possiblyDuplicated: [] },
  { point: 'letter-between-data-and-answer', possiblyDuplicated: ['acknowledgement'] },
  // The answer that was not recorded is as good as none: only the register's evidence ends the doubt.
  { point: 'letter-after-answer', possiblyDuplicated: ['acknowledgement'] },
  { point: 'letter-after-evidence', possiblyDuplicated: [] },
];

const reference = `OPT-${new Date().getUTCFullYear()}-000001`;
let played: Promise<Account>[] = [];

beforeAll(async () => {
  if (cli === undefined) return;
  servers = await startSharedServers(cli, makeFolder(), start);
  played = atTheSameTime(4, points, ({ point }) => killWorkerAt(point));
  // Each is awaited by its own test; until then a failure is not unhandled.
  for (const one of played) one.catch(() => undefined);
}, limit);

afterAll(async () => {
  await Promise.allSettled(played);
  await servers?.stop();
}, limit);

/** The worker dies over the first decision or its letter; while it is away comes a second one; the next worker brings all to its end. */
async function killWorkerAt(point: string): Promise<Account> {
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
  const account = await place.account(servers.mails());
  await worker.kill();
  return account;
}

describe('after kill -9 of the worker', () => {
  for (const [place, { point, possiblyDuplicated }] of points.entries()) {
    const copies = possiblyDuplicated.length === 0 ? 'arrives once' : 'arrives once or, journalled, twice with the same bytes';
    testWith('Temporal CLI')(
      `at ${point}, each decision is applied once, in order, and each letter ${copies}`,
      async () => {
        const account = await played[place];
        expect(account).toEqual({
          faults: [],
          sent: { [reference]: everyLetter },
          possiblyDuplicated: { [reference]: possiblyDuplicated },
          breaches: { [reference]: [] },
        });
      },
      limit,
    );
  }
});
