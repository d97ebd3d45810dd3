import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { createApi } from '../api/app.ts';
import { mebibyte } from '../attachments/limits.ts';
import { ChangeFeed } from '../register/change-feed.ts';
import { Outcomes } from '../register/outcomes.ts';
import { type AttachmentSettings, openAttachments, startSweeps } from './attachments.ts';
import { type SignInSettings, signInSettings } from './desk-settings.ts';
import type { Environment } from './environment.ts';
import type { FaultPoint } from './fault.ts';
import type { Logger } from './log.ts';
import { databaseIsReady } from './readiness.ts';
import type { RegisterParts } from './register-parts.ts';
import { type TemporalClient, temporalReadiness } from './temporal-client.ts';

/** A listening API. */
export interface RunningApi {
  url: string;
  /** Lets the requests under way finish. */
  stop(): Promise<void>;
}

/** Starts the API; it accepts complaints and decisions whether or not Temporal is there. */
export async function startApi(
  parts: RegisterParts,
  environment: Pick<
    Environment,
    | 'HOST'
    | 'PORT'
    | 'PUBLIC_URL'
    | 'ADMIN_API_TOKEN_NAME'
    | 'TEMPORAL_NAMESPACE'
    | 'DRAFT_FILES_NETWORK_MB'
    | 'DRAFT_FILES_FIRM_MB'
  > &
    AttachmentSettings &
    SignInSettings,
  {
    token,
    sessionSecret,
    temporal,
    temporalUi,
    log,
    checkpoint,
  }: {
    token: string;
    sessionSecret: string;
    temporal: TemporalClient;
    temporalUi: string | undefined;
    log: Logger;
    checkpoint: FaultPoint;
  },
): Promise<RunningApi> {
  const outcomes = new Outcomes(parts.register);
  await outcomes.open();
  const changes = new ChangeFeed(parts.register);
  const attachments = await openAttachments(parts.register, environment);
  const sweeps = startSweeps(parts.register, attachments, log);
  const app = createApi({
    ...parts,
    outcomes,
    changes,
    attachments,
    tokens: [{ token, name: environment.ADMIN_API_TOKEN_NAME }],
    desk: {
      sessionSecret,
      ...signInSettings(environment),
      temporalUi,
      temporalNamespace: environment.TEMPORAL_NAMESPACE,
    },
    log,
    publicUrl: environment.PUBLIC_URL,
    draftBudget: {
      network: environment.DRAFT_FILES_NETWORK_MB * mebibyte,
      firm: environment.DRAFT_FILES_FIRM_MB * mebibyte,
    },
    readiness: async () => ({ database: await databaseIsReady(parts.register), ...(await temporalReadiness(temporal)) }),
    checkpoint,
  });
  const server = await new Promise<Server>((resolve, reject) => {
    const listening = app.listen(environment.PORT, environment.HOST, (error?: Error) =>
      error ? reject(error) : resolve(listening),
    );
  });
  const inReserve = connectionsInReserve(server);
  return {
    url: environment.PUBLIC_URL,
    stop: async () => {
      // First, because event streams never end by themselves.
      await changes.close();
      await sweeps.stop();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        for (const connection of inReserve) connection.destroy();
      });
      await outcomes.close();
    },
  };
}

/** Connections that clients have opened and not used yet: the server does not count them as idle, and would wait for them. */
function connectionsInReserve(server: Server): Set<Socket> {
  const unused = new Set<Socket>();
  server.on('connection', (connection) => {
    unused.add(connection);
    connection.once('close', () => unused.delete(connection));
  });
  server.on('request', ({ socket }) => unused.delete(socket));
  return unused;
}
