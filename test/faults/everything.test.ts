import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect } from '@jest/globals';
import { recordedChild } from '../../start/child-record.ts';
import { commandLineOf } from '../../start/processes.ts';
import { devServerRecord } from '../../start/temporal-dev-server.ts';
import { testWith } from '../helpers/programs.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';
import { mailsIn } from './helpers/mail-server.ts';
import { Place } from './helpers/place.ts';
import { processes, type RunningProcess, steadyPort } from './helpers/processes.ts';
import { adminToken, Staff } from './helpers/staff.ts';

const limit = 240_000;
const start = processes();

// Before the folder goes: what runs on it ends first; the start itself has ended already.
afterAll(async () => {
  killServers();
  await place?.close();
}, limit);

const folder = temporaryFolders()();
const accepted = new Map<string, string[]>();
let place: Place | undefined;

/** kill -9 of the servers that `npm start` has started on the folder, PostgreSQL and Temporal, as far as they run. */
function killServers(): void {
  for (const pid of [recordedChild(folder, devServerRecord)?.pid, databasePid()]) {
    if (pid !== undefined && commandLineOf(pid)?.includes(folder)) process.kill(pid, 'SIGKILL');
  }
}

function databasePid(): number | undefined {
  const note = join(folder, 'postgres', 'postmaster.pid');
  return existsSync(note) ? Number.parseInt(readFileSync(note, 'utf8'), 10) : undefined;
}

describe('kill -9 of everything at once', () => {
  testWith('Temporal CLI')(
    'at any point loses nothing that was accepted: the next start on the same data folder goes on',
    async () => {
      const names = ['PORT', 'TEMPORAL_PORT', 'TEMPORAL_UI_PORT', 'SMTP_PORT', 'MAIL_UI_PORT', 'DATABASE_PORT'] as const;
      const ports = Object.fromEntries(await Promise.all(names.map(async (name) => [name, String(await steadyPort())])));
      const environment = {
        ...ports,
        DATA_DIR: folder,
        ADMIN_API_TOKEN: adminToken,
        SMTP_TIMEOUT_SECONDS: '10',
        LOG_LEVEL: 'warn',
      };
      const staff = new Staff(`http://127.0.0.1:${ports.PORT}`, accepted);
      const key = randomUUID();
      const startAll = (faultAt?: string) =>
        start('start/start.ts', { ...environment, ...(faultAt === undefined ? {} : { FAULT_AT: faultAt }) });
      const untilDead = async (one: RunningProcess) => {
        expect(await one.ended).toBe('SIGKILL');
        killServers();
      };

      const first = startAll('intake-after-row');
      await staff.untilThere();
      await expect(staff.complain({ key })).rejects.toThrow('fetch failed');
      await untilDead(first);

      // What waits in the outbox is delivered as soon as a relay runs.
      await untilDead(startAll('relay-between-delivery-and-mark'));

      const third = startAll('decision-after-applying');
      await staff.untilThere();
      const reference = await staff.complain({ key });
      await staff.decide(reference, 'acknowledgeNow');
      await untilDead(third);

      // The decision stands: its letter leaves as soon as a worker runs.
      await untilDead(startAll('letter-between-data-and-answer'));

      const fifth = startAll();
      await staff.untilThere();
      await staff.decide(reference, 'insurerAnswers');
      await staff.decide(reference, 'uphold');
      await fifth.kill();
      await untilDead(fifth);

      startAll();
      await staff.untilThere();
      place = await Place.open(
        {
          databaseUrl: databaseUrl(ports.DATABASE_PORT),
          temporalAddress: `127.0.0.1:${ports.TEMPORAL_PORT}`,
          namespace: 'default',
          smtpUrl: `smtp://127.0.0.1:${ports.SMTP_PORT}`,
        },
        start,
        accepted,
      );
      await place.untilClosed(reference);
      await place.untilNoLetterWaits();
      const { faults, sent, possiblyDuplicated } = await place.account(mailsIn(folder));
      expect(faults).toEqual([]);
      expect(Object.keys(sent)).toEqual([reference]);
      expect(sent[reference]).toEqual(expect.arrayContaining(['acknowledgement', 'upheld']));
      expect(possiblyDuplicated[reference]).toContain('acknowledgement');
    },
    limit,
  );
});

function databaseUrl(port: string): string {
  const password = readFileSync(join(folder, 'postgres-password'), 'utf8').trim();
  return `postgres://doleance:${password}@127.0.0.1:${port}/doleance`;
}
