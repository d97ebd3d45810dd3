import type { Server } from 'node:http';
import { createApi } from '../api/app.ts';
import { missingMigrations } from '../register/migrate.ts';
import { Outcomes } from '../register/outcomes.ts';
import type { Register } from '../register/register.ts';
import type { Environment } from './environment.ts';
import type { FaultPoint } from './fault.ts';
import type { Logger } from './log.ts';
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
  environment: Pick<Environment, 'HOST' | 'PORT' | 'PUBLIC_URL' | 'ADMIN_API_TOKEN_NAME'>,
  { token, temporal, log, checkpoint }: { token: string; temporal: TemporalClient; log: Logger; checkpoint: FaultPoint },
): Promise<RunningApi> {
  const outcomes = new Outcomes(parts.register);
  await outcomes.open();
  const app = createApi({
    ...parts,
    outcomes,
    tokens: [{ token, name: environment.ADMIN_API_TOKEN_NAME }],
    log,
    publicUrl: environment.PUBLIC_URL,
    readiness: async () => ({ database: await databaseIsReady(parts.register), ...(await temporalReadiness(temporal)) }),
    checkpoint,
  });
  const server = await new Promise<Server>((resolve, reject) => {
    const listening = app.listen(environment.PORT, environment.HOST, (error?: Error) =>
      error ? reject(error) : resolve(listening),
    );
  });
  return {
    url: environment.PUBLIC_URL,
    stop: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      });
      await outcomes.close();
    },
  };
}

async function databaseIsReady(register: Register): Promise<boolean> {
  try {
    return (await missingMigrations(register)).length === 0;
  } catch {
    return false;
  }
}
