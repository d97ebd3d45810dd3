import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { lowFreePorts } from '../start/free-port.ts';
import { lastLines } from '../start/last-lines.ts';
import type { Endings } from './endings.ts';
import { HttpClient } from './http.ts';
import type { Milestones } from './milestones.ts';
import type { BenchOptions } from './options.ts';
import type { Place } from './place.ts';
import type { FormName, TapedCall, WorkerNews, WorkerSettings } from './roles/messages.ts';
import { type Role, startProgram, startRole } from './roles/role.ts';
import type { Life } from './workflows/life.ts';

/** The workflow bundles, made once for a run of the bench. */
export interface Bundles {
  own: string;
  bare: string;
}

/** Makes both bundles before anything is measured. */
export async function makeBundles(folder: string): Promise<Bundles> {
  return {
    own: await makeBundle('../workflows/index.ts', join(folder, 'own-bundle.js')),
    bare: await makeBareBundle(folder),
  };
}

/** The bundle of the bare workflow alone. @returns its file */
export function makeBareBundle(folder: string): Promise<string> {
  return makeBundle('./workflows/bare.ts', join(folder, 'bare-bundle.js'));
}

async function makeBundle(source: string, file: string): Promise<string> {
  const workflowsPath = fileURLToPath(new URL(source, import.meta.url));
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
  writeFileSync(file, code);
  return file;
}

/** What a worker of a form is started with besides what is the same for all. */
export interface WorkerGiven {
  life?: Life | undefined;
  tape?: TapedCall[] | undefined;
  /** Told of each call of an activity. */
  recorded?: (call: TapedCall) => void;
  /** Flags of Node. */
  flags?: readonly string[];
}

/** A worker, and which of its threads run workflows. */
export interface FormWorker extends Role {
  workflowThreads: string[];
}

/** Starts a worker of one form in a process of its own; the options are the same for all. Resolves once it polls. */
export async function startFormWorker(
  form: FormName,
  place: Place,
  { bundles, milestones, options }: { bundles: Bundles; milestones: Milestones; options: BenchOptions },
  { life, tape, recorded, flags }: WorkerGiven = {},
): Promise<FormWorker> {
  const settings: WorkerSettings = {
    form,
    address: place.address,
    namespace: place.namespace,
    bundle: form === 'bare' ? bundles.bare : bundles.own,
    maxCachedWorkflows: options.maxCachedWorkflows,
    databaseUrl: place.register.url,
    smtpUrl: place.smtpUrl,
    life: life && keepJson(place.folder, 'life', life),
    tape: tape && keepJson(place.folder, 'tape', tape),
    recording: recorded !== undefined,
  };
  const worker = startRole('worker.ts', settings, { folder: place.folder, name: `${form} worker`, ...(flags ? { flags } : {}) });
  worker.listen<WorkerNews>((told) => {
    if (told.news === 'milestone') milestones.note(told.workflow, told.milestone);
    if (told.news === 'call') recorded?.(told.call);
  });
  const told = await worker.next<WorkerNews>(({ news }) => news === 'ready');
  return { ...worker, workflowThreads: told.news === 'ready' ? told.workflowThreads : [] };
}

function keepJson(folder: string, name: string, content: unknown): string {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(content), { mode: 0o600 });
  return file;
}

/** How many workflows a worker has cached. */
export async function cachedWorkflows(worker: Role): Promise<number> {
  const answer = worker.next<WorkerNews>(({ news }) => news === 'cached');
  worker.tell({ ask: 'cached' });
  const told = await answer;
  return told.news === 'cached' ? told.workflows : 0;
}

/** The API as production runs it. */
export async function startApi(place: Place, endings: Endings): Promise<{ role: Role; client: HttpClient }> {
  const [port = 0] = await lowFreePorts(1);
  const token = randomBytes(24).toString('hex');
  const env = {
    ...environmentOf(place),
    ADMIN_API_TOKEN: token,
    SESSION_SECRET: randomBytes(24).toString('hex'),
    PORT: String(port),
  };
  const role = startProgram('start/api.ts', env, { folder: place.folder, name: 'API' });
  endings.add(() => role.stop());
  const client = new HttpClient(`http://127.0.0.1:${port}`, token);
  endings.add(() => client.close());
  await Promise.race([untilAnswers(client, join(place.folder, 'API.log')), role.ended]);
  return { role, client };
}

/** The relay as production runs it. */
export function startRelay(place: Place, endings: Endings): Role {
  const role = startProgram('start/relay.ts', environmentOf(place), { folder: place.folder, name: 'relay' });
  endings.add(() => role.stop());
  return role;
}

function environmentOf(place: Place): Record<string, string> {
  return {
    DATABASE_URL: place.register.url,
    TEMPORAL_ADDRESS: place.address,
    TEMPORAL_NAMESPACE: place.namespace,
    SMTP_URL: place.smtpUrl,
    LOG_LEVEL: 'info',
  };
}

/** How long the API may take to start, on a machine that is busy with something else. */
const startLimitMinutes = 5;

async function untilAnswers(api: HttpClient, log: string): Promise<void> {
  const until = performance.now() + startLimitMinutes * 60_000;
  while (performance.now() < until) {
    const status = await api.get('/healthz').then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
    await pause(100);
  }
  throw new Error(`The API of the bench did not answer within ${startLimitMinutes} minutes. ${lastLines(log, 5)}`);
}
