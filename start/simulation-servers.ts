import { Worker } from '@temporalio/worker';
import type { Procedures } from '../procedures/load-procedures.ts';
import type { RecourseDirectory } from '../procedures/recourse.ts';
import { ProcedureLibrary } from '../register/procedure-library.ts';
import { Relay } from '../register/relay.ts';
import { atComplaintTime, atOffset } from '../simulation/at-complaint-time.ts';
import { FreshRegisters } from '../simulation/fresh-registers.ts';
import { startRecordingMailServer } from '../simulation/mail-server.ts';
import { SimulatedClock } from '../simulation/simulated-clock.ts';
import { startSkippingServer } from '../simulation/temporal-server.ts';
import type { World } from '../simulation/world.ts';
import { taskQueue } from '../workflows/messages.ts';
import { createActivities } from './run-worker.ts';
import type { StopInOrder } from './stop-in-order.ts';
import { deliverTo } from './temporal-client.ts';
import { workflowBundle } from './workflow-bundle.ts';

/** What the simulator's servers are made with. */
export interface SimulationParts {
  /** The path of Temporal's time-skipping test server. */
  testServer: string;
  /** A PostgreSQL server on which databases may be made; they are removed at the end. */
  databaseServer: string;
  /** The workflow code as one script, where it is built already. */
  bundle?: string | undefined;
  procedures: Procedures;
  directory: RecourseDirectory;
}

/** Where letters would say that Doléance is; nobody calls there. */
const publicUrl = 'http://127.0.0.1';
const smtpTimeoutSeconds = 10;

/**
 * Starts the servers that stories are told on, and the worker: the same workflow, activities, register and templates as in
 * production, with a clock of its own for each complaint.
 *
 * @param stopping told of each server as it is started
 */
export async function startSimulationServers(parts: SimulationParts, stopping: Pick<StopInOrder, 'add'>): Promise<World> {
  const env = await startSkippingServer(parts.testServer);
  stopping.add('Temporal test server', () => env.teardown());
  const clock = new SimulatedClock(() => env.currentTimeMs());
  const registers = await FreshRegisters.make(parts.databaseServer, clock.clock, (register) =>
    new ProcedureLibrary(register, parts.procedures).keepCurrent(),
  );
  stopping.add('registers', () => registers.close());
  const { register } = registers;
  const library = new ProcedureLibrary(register, parts.procedures);
  const mail = await startRecordingMailServer();
  stopping.add('mail server', () => mail.stop());
  const { activities, closeMail } = createActivities(
    { register, library, directory: parts.directory, smtpUrl: mail.url, checkpoint: () => undefined },
    { SMTP_TIMEOUT_SECONDS: smtpTimeoutSeconds, PUBLIC_URL: publicUrl },
  );
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue,
    workflowBundle: await workflowBundle(parts.bundle),
    activities: atComplaintTime(activities, clock),
    maxCachedWorkflows: 20,
    shutdownGraceTime: '1 second',
    shutdownForceTime: '5 seconds',
  });
  const ended = worker.run();
  stopping.add('worker', async () => {
    worker.shutdown();
    await ended;
    closeMail();
  });
  const temporal = { client: atOffset(env.client, clock), close: async () => undefined };
  return {
    client: env.client,
    sleep: (duration) => env.sleep(duration),
    registers,
    library,
    directory: parts.directory,
    clock,
    relay: new Relay(register, deliverTo(temporal, register)),
  };
}
