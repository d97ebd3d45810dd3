import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createDigestActivities } from '../activities/digest-activities.ts';
import { createLetterActivities } from '../activities/letter-activities.ts';
import { createRegisterActivities } from '../activities/register-activities.ts';
import type { DkimKey } from '../letters/mime.ts';
import { letterTimeoutSeconds, MailTransport } from '../letters/smtp.ts';
import type { Classification } from '../procedures/classification.ts';
import type { RecourseDirectory } from '../procedures/recourse.ts';
import type { ProcedureLibrary } from '../register/procedure-library.ts';
import type { Register } from '../register/register.ts';
import { taskQueue } from '../workflows/messages.ts';
import type { Environment } from './environment.ts';
import type { FaultPoint } from './fault.ts';
import type { Logger } from './log.ts';
import { workflowBundle } from './workflow-bundle.ts';

/** What the activities work on. */
export interface WorkerParts {
  register: Register;
  library: ProcedureLibrary;
  directory: RecourseDirectory;
  classification?: Classification | undefined;
  smtpUrl: string;
  dkim?: DkimKey | undefined;
  /** Where letters of each firm ask to be answered, by procedure. */
  replyAddresses?: ReadonlyMap<string, string> | undefined;
  checkpoint: FaultPoint;
}

/** A lease outlasts the longest attempt by this much. */
const leaseMarginSeconds = 5;

/** Makes the activities, and what must be closed after them. */
export function createActivities(parts: WorkerParts, environment: Pick<Environment, 'SMTP_TIMEOUT_SECONDS' | 'PUBLIC_URL'>) {
  const timeoutSeconds = environment.SMTP_TIMEOUT_SECONDS;
  const mail = new MailTransport({ url: parts.smtpUrl, timeoutSeconds });
  const leaseSeconds = letterTimeoutSeconds(timeoutSeconds) + leaseMarginSeconds;
  const mailing = { ...parts, mail, leaseSeconds, publicUrl: environment.PUBLIC_URL };
  const activities = {
    ...createRegisterActivities(parts),
    ...createLetterActivities(mailing),
    ...createDigestActivities(mailing),
  };
  return { activities, closeMail: () => mail.close() };
}

/** How much a worker does at once, and how long it may take to stop; measurements run with the same. */
export const workerLimits = {
  maxConcurrentActivityTaskExecutions: 50,
  shutdownGraceTime: '15 seconds',
  shutdownForceTime: '25 seconds',
} as const;

/** A worker that polls until it is stopped. */
export interface RunningWorker {
  /** Rejects where the worker fails. */
  ended: Promise<void>;
  /** Whether it asks Temporal for work. */
  polls(): boolean;
  stop(): Promise<void>;
}

/** Starts a worker that runs the complaints' workflows and their activities. */
export async function startWorker(
  parts: WorkerParts,
  environment: Pick<
    Environment,
    'SMTP_TIMEOUT_SECONDS' | 'PUBLIC_URL' | 'MAX_CACHED_WORKFLOWS' | 'TEMPORAL_NAMESPACE' | 'WORKFLOW_BUNDLE'
  >,
  { address, log }: { address: string; log: Logger },
): Promise<RunningWorker> {
  installRuntime(log);
  const bundle = await workflowBundle(environment.WORKFLOW_BUNDLE);
  const connection = await NativeConnection.connect({ address });
  const { activities, closeMail } = createActivities(parts, environment);
  const worker = await Worker.create({
    connection,
    namespace: environment.TEMPORAL_NAMESPACE,
    taskQueue,
    workflowBundle: bundle,
    activities,
    maxCachedWorkflows: environment.MAX_CACHED_WORKFLOWS,
    ...workerLimits,
  });
  const ended = worker.run().finally(async () => {
    closeMail();
    await connection.close();
  });
  return {
    ended,
    polls: () => worker.getState() === 'RUNNING',
    stop: async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await ended;
    },
  };
}

let installed = false;

/** Temporal's own log lines join the process's log; they speak of workflows by reference and of failures by code. */
function installRuntime(log: Logger): void {
  if (installed) return;
  installed = true;
  const temporal = log.child({ part: 'temporal' });
  const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'debug', WARN: 'warn', ERROR: 'error' } as const;
  const write = (level: keyof typeof levels, message: string, meta?: Record<string, unknown>) =>
    temporal[levels[level]](plainMeta(meta), message);
  Runtime.install({
    logger: {
      log: (level, message, meta) => write(level, message, meta),
      trace: (message, meta) => write('TRACE', message, meta),
      debug: (message, meta) => write('DEBUG', message, meta),
      info: (message, meta) => write('INFO', message, meta),
      warn: (message, meta) => write('WARN', message, meta),
      error: (message, meta) => write('ERROR', message, meta),
    },
    shutdownSignals: [],
  });
}

/** Which complaint, which activity, which attempt, which failure's code: no payloads. */
function plainMeta(meta: Record<string, unknown> = {}): Record<string, unknown> {
  const error = meta['error'] instanceof Error ? { failure: meta['error'].name, code: codeIn(meta['error']) } : {};
  const kept = ['workflowId', 'runId', 'activityType', 'attempt', 'taskQueue'].filter((name) => name in meta);
  return { ...Object.fromEntries(kept.map((name) => [name, meta[name]])), ...error };
}

function codeIn(error: Error): unknown {
  return (error as { type?: unknown }).type ?? (error as { code?: unknown }).code;
}
