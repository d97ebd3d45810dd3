import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { outsideProgram, testWith } from '../helpers/programs.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';
import { atTheSameTime } from './helpers/eventually.ts';
import type { Place } from './helpers/place.ts';
import { processes } from './helpers/processes.ts';
import { type SharedServers, startSharedServers } from './helpers/shared-servers.ts';
import type { Staff } from './helpers/staff.ts';

const limit = 240_000;
const start = processes();

// Before the folder goes: what runs on it ends first.
afterAll(() => servers?.stop(), limit);

const makeFolder = temporaryFolders();
let servers: SharedServers;
let place: Place;
let staff: Staff;

beforeAll(async () => {
  const cli = outsideProgram('Temporal CLI');
  if (cli === undefined) return;
  servers = await startSharedServers(cli, makeFolder(), start);
  place = await servers.newPlace();
  ({ staff } = await place.runApi());
}, limit);

/** One request, which can be sent again with its key; what it makes is a row of a table. */
interface OneRequest {
  table: 'complaint' | 'message';
  send: (to: Staff) => Promise<string>;
}

async function anIntake(): Promise<OneRequest> {
  const key = randomUUID();
  return { table: 'complaint', send: (to) => to.complain({ key }) };
}

async function aDecision(): Promise<OneRequest> {
  const reference = await staff.complain();
  const key = randomUUID();
  return { table: 'message', send: (to) => to.decide(reference, 'acknowledgeNow', key) };
}

describe('after kill -9 of the API', () => {
  for (const { point, request, kept } of [
    { point: 'intake-before-row', request: anIntake, kept: 0 },
    { point: 'intake-after-row', request: anIntake, kept: 1 },
    { point: 'decision-before-row', request: aDecision, kept: 0 },
    { point: 'decision-after-row', request: aDecision, kept: 1 },
  ]) {
    const rule =
      kept === 0
        ? 'nothing is kept, and the same request again makes one'
        : 'it is kept once, and the same request again gets it';
    testWith('Temporal CLI')(
      `at ${point}, ${rule}`,
      async () => {
        const { send, table } = await request();
        const before = await place.count(table);
        const doomed = await place.runApi(point);
        await expect(send(doomed.staff)).rejects.toThrow('fetch failed');
        expect(await doomed.api.ended).toBe('SIGKILL');
        expect(await place.count(table)).toBe(before + kept);
        const first = await send(staff);
        expect(await send(staff)).toBe(first);
        expect(await place.count(table)).toBe(before + 1);
      },
      limit,
    );
  }
});

describe('two workers and two relays at once', () => {
  testWith('Temporal CLI')(
    'deliver no message and send no letter twice, and bring to its end what was accepted before and during it',
    async () => {
      const running = (['worker', 'worker', 'relay', 'relay'] as const).map((part) => place.run(part));
      const references = await Promise.all(
        atTheSameTime(4, Array.from({ length: 12 }), async () => {
          const reference = await staff.complain();
          await staff.decide(reference, 'acknowledgeNow');
          await staff.decide(reference, 'insurerAnswers');
          await staff.decide(reference, 'uphold');
          return reference;
        }),
      );
      for (const reference of references) await place.untilClosed(reference);
      await place.untilAllApplied();
      await place.untilNoLetterWaits();
      await Promise.all(running.map((one) => one.kill()));
      const { faults, sent, possiblyDuplicated } = await place.account(servers.mails());
      expect(faults).toEqual([]);
      expect(Object.values(possiblyDuplicated).flat()).toEqual([]);
      expect(references.filter((reference) => !sent[reference]?.includes('upheld'))).toEqual([]);
    },
    limit,
  );
});

describe('after kill -9 of the relay between delivery and mark', () => {
  testWith('Temporal CLI')(
    'what it delivered is delivered again, applied once and in order',
    async () => {
      const own = await servers.newPlace();
      const office = await own.openApi();
      const references = [await office.complain(), await office.complain()];
      const killRelay = async () => expect(await own.run('relay', 'relay-between-delivery-and-mark').ended).toBe('SIGKILL');
      // The registrations twice, and then the first decisions, while no worker tells the register that it has got them.
      await killRelay();
      await killRelay();
      const relay = own.run('relay');
      await own.untilDelivered();
      await relay.kill();
      for (const reference of references) await office.decide(reference, 'acknowledgeNow');
      for (const reference of references) await office.decide(reference, 'insurerAnswers');
      await killRelay();
      await killRelay();
      const lasting = own.run('relay');
      await own.untilDelivered();
      const worker = own.run('worker');
      for (const reference of references) await own.untilSent(reference, 'acknowledgement', 'forwarding', 'forwarding-notice');
      for (const reference of references) await office.decide(reference, 'uphold');
      for (const reference of references) await own.untilClosed(reference);
      await Promise.all([worker.kill(), lasting.kill()]);
      const { faults, sent } = await own.account(servers.mails());
      expect(faults).toEqual([]);
      for (const reference of references) {
        expect(sent[reference]).toEqual(['acknowledgement', 'forwarding', 'forwarding-notice', 'upheld']);
        // Four messages, of which two arrived three times: without that the rule would not be tried.
        expect(await own.signalsOf(reference)).toBe(8);
      }
    },
    limit,
  );
});
