import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../../start/embedded-database.ts';
import { startTemporalDevServer, type TemporalDevServer } from '../../start/temporal-dev-server.ts';
import { outsideProgram, testWith } from '../helpers/programs.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';
import { eventually } from './helpers/eventually.ts';
import { MailServer } from './helpers/mail-server.ts';
import { Place } from './helpers/place.ts';
import { allWords, processes, type RunningProcess, steadyPort } from './helpers/processes.ts';
import { NotAccepted, type Staff } from './helpers/staff.ts';

// One Doléance whose API, relay and worker stay, while the servers that they need are killed and come back. The tests follow one another.

const limit = 240_000;
const start = processes();

// Before the folder goes: what runs on it ends first; API, relay, worker and mail server have ended already.
afterAll(async () => {
  await place?.close();
  await temporal?.stop();
  await database?.stop();
}, limit);

const makeFolder = temporaryFolders();
const cli = outsideProgram('Temporal CLI');

let startDatabase: () => Promise<EmbeddedDatabase>;
let startTemporal: () => Promise<TemporalDevServer>;
let database: EmbeddedDatabase | undefined;
let temporal: TemporalDevServer | undefined;
let mail: MailServer;
let place: Place;
let staff: Staff;
let running: RunningProcess[];

beforeAll(async () => {
  if (cli === undefined) return;
  const folder = makeFolder();
  const [databasePort, port, uiPort] = [await steadyPort(), await steadyPort(), await steadyPort()];
  startDatabase = () => startEmbeddedDatabase({ folder, port: databasePort });
  startTemporal = () => startTemporalDevServer({ cli, folder, port, uiPort, namespace: 'default' });
  mail = await MailServer.at(folder, start);
  await mail.start();
  database = await startDatabase();
  const servers = { databaseUrl: database.url, temporalAddress: `127.0.0.1:${port}`, namespace: 'default', smtpUrl: mail.url };
  place = await Place.open(servers, start);
  const { api, staff: there } = await place.runApi();
  staff = there;
  running = [api, place.run('relay')];
}, limit);

/** Some complaints, each with a decision for every letter; `meanwhile` happens in the middle of it. */
async function takeIn(count: number, meanwhile: () => Promise<void> = async () => undefined): Promise<string[]> {
  const references: string[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const reference = await insist((key) => staff.complain({ key }));
    references.push(reference);
    await insist((key) => staff.decide(reference, 'acknowledgeNow', key));
    if (turn === Math.floor(count / 2)) await meanwhile();
    await insist((key) => staff.decide(reference, 'insurerAnswers', key));
    await insist((key) => staff.decide(reference, 'uphold', key));
  }
  return references;
}

/** Sends a request again and again, with the same key, for as long as the answer is 503. */
async function insist(send: (key: string) => Promise<string>): Promise<string> {
  const key = randomUUID();
  return eventually('the request was accepted', async () => {
    try {
      return await send(key);
    } catch (error) {
      if (error instanceof NotAccepted && error.status === 503) return undefined;
      throw error;
    }
  });
}

/** @returns the kinds of the letters of which the journal says that there may be a second copy, by reference */
async function expectAllWell(references: string[]): Promise<Record<string, string[]>> {
  for (const reference of references) await place.untilClosed(reference);
  await place.untilNoLetterWaits();
  const { faults, sent, possiblyDuplicated } = await place.account(mail.mails());
  expect(faults).toEqual([]);
  expect(references.filter((reference) => !sent[reference]?.includes('upheld'))).toEqual([]);
  expect(running.filter((one) => !one.stillRuns()).map((one) => one.lastWords())).toEqual([]);
  return possiblyDuplicated;
}

describe('what comes in', () => {
  testWith('Temporal CLI')(
    'while Temporal is away from the start is all delivered once it is there, in the order of acceptance',
    async () => {
      const references = await takeIn(4);
      temporal = await startTemporal();
      await place.prepareTemporal();
      running.push(place.run('worker'));
      await expectAllWell(references);
    },
    limit,
  );

  testWith('Temporal CLI')(
    'around kill -9 of the Temporal server is all delivered once it is back, in the order of acceptance',
    async () => {
      const references = await takeIn(6, async () => killNow(temporal?.pid));
      temporal = await startTemporal();
      await expectAllWell(references);
    },
    limit,
  );

  testWith('Temporal CLI')(
    'around kill -9 of PostgreSQL is kept where it was accepted, and goes on once PostgreSQL has recovered',
    async () => {
      const references = await takeIn(6, async () => {
        killNow(database?.pid);
        await expect(staff.complain()).rejects.toThrow('answered 503');
        // Away long enough for several attempts to listen again, each of which must leave one listener behind.
        await pause(4_000);
        database = await startDatabase();
      });
      await expectAllWell(references);
      await eventually('the API and the relay listen again', async () => (await place.listeners()) >= 2);
      expect(await place.listeners()).toBe(2);
    },
    limit,
  );
});

function killNow(pid: number | undefined): void {
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
}

describe('the letter that a mail server was taking', () => {
  for (const { when, killed, copies, doubt } of [
    { when: 'before the data', killed: 'smtp-before-data', copies: 1, doubt: [] },
    {
      when: 'between the data and its answer, before it kept the letter',
      killed: 'smtp-before-keeping',
      copies: 1,
      doubt: ['acknowledgement'],
    },
    {
      when: 'between the data and its answer, after it kept the letter',
      killed: 'smtp-before-answer',
      copies: 2,
      doubt: ['acknowledgement'],
    },
  ]) {
    testWith('Temporal CLI')(
      `when it was killed ${when} arrives ${copies === 1 ? 'once' : 'twice with the same bytes, journalled'}, once it is back`,
      async () => {
        await mail.kill();
        await mail.start(killed);
        const before = mail.mails().length;
        const reference = await staff.complain();
        await staff.decide(reference, 'acknowledgeNow');
        await mail.ended();
        await mail.start();
        await place.untilSent(reference, 'acknowledgement');
        expect(mail.mails().length - before).toBe(copies);
        expect((await expectAllWell([]))[reference]).toEqual(doubt);
      },
      limit,
    );
  }

  testWith('Temporal CLI')(
    'stays once where it was killed afterwards, and what was written while it was away leaves once it is back',
    async () => {
      const before = mail.mails().length;
      const [early, late] = [await staff.complain(), await staff.complain()];
      await staff.decide(early, 'acknowledgeNow');
      await place.untilSent(early, 'acknowledgement');
      await mail.kill();
      await staff.decide(late, 'acknowledgeNow');
      await place.untilTriedInVain(late, 2);
      await mail.start();
      await place.untilSent(late, 'acknowledgement');
      expect(mail.mails().length - before).toBe(2);
      await expectAllWell([]);
    },
    limit,
  );
});

testWith('Temporal CLI')(
  'no process, whatever went wrong, has logged a word of the complainant, of staff or of the mail server',
  async () => {
    const said = allWords();
    // The logs are there, and speak of complaints by their reference.
    expect(said).toMatch(/OPT-\d{4}-\d{6}/);
    const words = [
      'Dominique',
      'dominique@example.org',
      'résilié',
      'sans préavis',
      'Les faits sont établis',
      'Exemple Assurances',
    ];
    expect(words.filter((word) => said.includes(word))).toEqual([]);
  },
);
