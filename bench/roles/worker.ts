import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { readEnvironment } from '../../start/environment.ts';
import { openRegisterParts } from '../../start/register-parts.ts';
import { createActivities, workerLimits } from '../../start/run-worker.ts';
import { taskQueue } from '../../workflows/messages.ts';
import { type Activities, bareActivities, observed, tapedActivities } from '../activities.ts';
import { threadTimes } from '../measure/cpu.ts';
import type { Life } from '../workflows/life.ts';
import { settings, tell, whenEnded } from './child.ts';
import { queueOf, type TapedCall, type WorkerNews, type WorkerQuestion, type WorkerSettings } from './messages.ts';

const given = settings<WorkerSettings>();
Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });
const { activities, close } = await activitiesOf(given);
const connection = await NativeConnection.connect({ address: given.address });
// Node's own threads for input and output are there once something was read: what is new afterwards runs the workflows.
await readFile(given.bundle);
const threadsBefore = nodeThreads();
const worker = await Worker.create({
  connection,
  namespace: given.namespace,
  taskQueue: queueOf(given.form, taskQueue),
  workflowBundle: { codePath: given.bundle },
  activities: observed(activities, {
    milestone: (workflow, milestone) => say({ news: 'milestone', workflow, milestone }),
    call: given.recording ? (call) => say({ news: 'call', call }) : undefined,
  }),
  maxCachedWorkflows: given.maxCachedWorkflows,
  ...workerLimits,
});
const ended = worker.run();
whenEnded(async () => {
  if (worker.getState() === 'RUNNING') worker.shutdown();
  await ended;
  await connection.close();
  await close();
});
process.on('message', ({ ask }: WorkerQuestion) => {
  if (ask === 'cached') say({ news: 'cached', workflows: worker.getStatus().numCachedWorkflows });
});
say({ news: 'ready', workflowThreads: nodeThreads().filter((id) => !threadsBefore.includes(id)) });

/** The product's own on a real register and a real mail server, the tape, or none but bytes. */
async function activitiesOf({ form, databaseUrl, smtpUrl, life, tape }: WorkerSettings) {
  if (form === 'bare') return { activities: bareActivities(read<Life>(life)), close: async () => undefined };
  if (form === 'empty') return { activities: tapedActivities(read<TapedCall[]>(tape)), close: async () => undefined };
  const environment = readEnvironment({});
  const parts = await openRegisterParts(databaseUrl, environment);
  const made = createActivities({ ...parts, smtpUrl, checkpoint: () => undefined }, environment);
  return {
    activities: made.activities as unknown as Activities,
    close: async () => {
      made.closeMail();
      await parts.register.close();
    },
  };
}

/** Threads that have no name of their own: those of Temporal's core have one. */
function nodeThreads(): string[] {
  return Object.entries(threadTimes(process.pid))
    .filter(([, { name }]) => name === 'node')
    .map(([id]) => id);
}

function read<Content>(path: string | undefined): Content {
  return JSON.parse(readFileSync(path ?? '', 'utf8')) as Content;
}

function say(news: WorkerNews): void {
  tell(news);
}
