import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../../start/embedded-database.ts';
import { lowFreePorts } from '../../start/free-port.ts';
import { startTemporalServer, type TemporalServer } from '../../start/temporal-server.ts';
import { taskQueue } from '../../workflows/messages.ts';
import { atTheSameTime } from '../faults/helpers/eventually.ts';
import { MailServer } from '../faults/helpers/mail-server.ts';
import { Place } from '../faults/helpers/place.ts';
import { processes } from '../faults/helpers/processes.ts';
import { adminToken, type DecisionName, Staff, sessionSecret } from '../faults/helpers/staff.ts';
import { outsideProgram, temporalServerPrograms, testWith } from '../helpers/programs.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';
import { projectFile, variablesOf } from './helpers/compose-file.ts';
import { type Container, containers, type Engine } from './helpers/containers.ts';
import { makeImageTree } from './helpers/image.ts';

/*
 * What docker-compose.yml starts, without a container engine: PostgreSQL, Temporal's server on it with its four services, a mail
 * server, and on what the image holds, with the file's own commands, environment and health checks, the migrations and then two
 * APIs, two workers and two relays.
 */

const limit = 300_000;
const complaintCount = 24;
const atOnce = 6;
const letters = ['acknowledgement', 'forwarding', 'forwarding-notice', 'upheld'] as const;

const folder = temporaryFolders()();
const startProcess = processes();
const startContainer = containers();
const accepted = new Map<string, string[]>();
const running: Container[] = [];
const server = outsideProgram('Temporal server');

let database: EmbeddedDatabase | undefined;
let temporal: TemporalServer | undefined;
let mail: MailServer;
let engine: Engine;
let place: Place;
let staff: Staff[];

beforeAll(async () => {
  if (server === undefined) return;
  [database] = await Promise.all([startEmbeddedDatabase({ folder }), makeImageTree(`${folder}/image`)]);
  const [temporalPort = 0] = await lowFreePorts(1);
  temporal = await startTemporalServer({
    programs: temporalServerPrograms(server),
    databaseUrl: database.url,
    folder,
    port: temporalPort,
  });
  mail = await MailServer.at(folder, startProcess);
  await mail.start();
  engine = {
    tree: `${folder}/image`,
    variables: {
      ...variablesOf(projectFile('.env.example')),
      REGISTER_DATABASE_PASSWORD: new URL(database.url).password,
      ADMIN_API_TOKEN: adminToken,
      SESSION_SECRET: sessionSecret,
      SMTP_TIMEOUT_SECONDS: '15',
    },
    places: {
      'register-database:5432': new URL(database.url).host,
      'temporal:7233': temporal.address,
      'smtp://mail-catcher:1025': mail.url,
    },
  };
}, limit);

afterAll(async () => {
  await place?.close();
  await Promise.all(running.map((container) => container.kill()));
  await temporal?.stop();
  await database?.stop();
}, limit);

/** Another of a service, with ports of its own where each container would have its own network. */
async function run(service: 'api' | 'worker' | 'relay'): Promise<{ container: Container; port: string }> {
  const port = String((await lowFreePorts(1))[0]);
  const container = startContainer(
    engine,
    service,
    service === 'api' ? { PORT: port, HOST: '127.0.0.1' } : { HEALTH_PORT: port },
  );
  running.push(container);
  await container.untilHealthy();
  return { container, port };
}

describe('what docker-compose.yml starts', () => {
  testWith('Temporal server')(
    'the one-off migrations end well, and well again',
    async () => {
      for (const round of ['first', 'second']) {
        const migrate = startContainer(engine, 'migrate');
        expect([round, await migrate.ended, migrate.said()]).toEqual([round, 0, expect.stringContaining('Register: ')]);
      }
    },
    limit,
  );

  testWith('Temporal server')(
    'two APIs, two workers and two relays carry every complaint to its end, each letter once, though one worker and one relay are killed',
    async () => {
      const [worker, relay, ...others] = await Promise.all(
        (['worker', 'relay', 'worker', 'relay', 'api', 'api'] as const).map((service) => run(service)),
      );
      const apis = others.filter(({ container }) => container.service === 'api');
      staff = apis.map(({ port }) => new Staff(`http://127.0.0.1:${port}`, accepted));
      place = await Place.open(
        {
          databaseUrl: database?.url ?? '',
          temporalAddress: temporal?.address ?? '',
          namespace: 'default',
          smtpUrl: mail.url,
        },
        startProcess,
        accepted,
      );
      expect(await pollers()).toBe(2);

      const complaints = Array.from({ length: complaintCount }, (_, number) => number);
      const references = await Promise.all(atTheSameTime(atOnce, complaints, (number) => staffAt(number).complain()));
      const firstHalf = references.slice(0, complaintCount / 2);

      await decideAll(firstHalf, 'acknowledgeNow');
      await Promise.all([worker?.container.kill(), relay?.container.kill()]);
      await decideAll(references.slice(complaintCount / 2), 'acknowledgeNow');
      await decideAll(firstHalf, 'insurerAnswers');
      await Promise.all([run('worker'), run('relay')]);
      await decideAll(references.slice(complaintCount / 2), 'insurerAnswers');

      await Promise.all(atTheSameTime(atOnce, references, (reference) => place.untilSent(reference, ...letters.slice(0, 3))));
      await decideAll(references, 'uphold');
      await Promise.all(atTheSameTime(atOnce, references, (reference) => place.untilClosed(reference)));
      await place.untilDelivered();
      await place.untilNoLetterWaits();

      const account = await place.account(mail.mails());
      expect(account.faults).toEqual([]);
      expect(account.sent).toEqual(Object.fromEntries(references.map((reference) => [reference, [...letters]])));
      const ids = messageIds();
      expect(new Set(ids).size).toBe(complaintCount * letters.length);
      // What SMTP leaves open: a worker killed between the end of a letter and the answer to it. The journal tells of each.
      expect(ids.length - new Set(ids).size).toBeLessThanOrEqual(Object.values(account.possiblyDuplicated).flat().length);
      expect(await place.register.database.selectFrom('message').select('state').distinct().execute()).toEqual([
        { state: 'applied' },
      ]);
    },
    limit,
  );

  testWith('Temporal server')(
    'ends each of ours in order, with code 0, when it is told to stop',
    async () => {
      const codes = await Promise.all(running.map(async (container) => `${container.service} ${await container.stop()}`));
      const inOrder = ['api 0', 'api 0', 'relay 0', 'relay 0', 'worker 0', 'worker 0'];
      expect(codes.sort()).toEqual([...inOrder, 'relay SIGKILL', 'worker SIGKILL'].sort());
    },
    limit,
  );
});

/** A complaint and its decisions go now through the one API and now through the other. */
function staffAt(number: number): Staff {
  const one = staff[number % staff.length];
  if (one === undefined) throw new Error('no API runs');
  return one;
}

let turn = 0;
function decideAll(references: readonly string[], decision: DecisionName): Promise<string[]> {
  turn += 1;
  const first = turn;
  return Promise.all(
    atTheSameTime(
      atOnce,
      references.map((reference, number) => ({ reference, number })),
      ({ reference, number }) => staffAt(first + number).decide(reference, decision),
    ),
  );
}

/** How many workers ask Temporal for workflow tasks, each told apart by its process. */
async function pollers(): Promise<number> {
  const { client } = place.temporal;
  const queue = { namespace: client.options.namespace, taskQueue: { name: taskQueue }, taskQueueType: 1 };
  const { pollers: known } = await client.workflowService.describeTaskQueue(queue);
  return new Set(known?.map(({ identity }) => identity)).size;
}

/** Of every mail that arrived. */
function messageIds(): string[] {
  return mail.mails().map((bytes) => /^Message-ID:\s*(<[^>]+>)/im.exec(bytes.toString('latin1'))?.[1] ?? '');
}
