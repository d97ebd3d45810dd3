import type { Logger } from 'pino';
import type { RecourseDirectory } from '../procedures/recourse.ts';
import type { ChangeFeed } from '../register/change-feed.ts';
import type { Outcomes } from '../register/outcomes.ts';
import type { ProcedureLibrary } from '../register/procedure-library.ts';
import type { Register } from '../register/register.ts';
import type { StreamLimits } from './events/event-stream.ts';

/** A key to the API, and the name that the journal gives to whoever holds it. */
export interface AccessToken {
  token: string;
  name: string;
}

/** What must be there before requests are sent to this process. */
export const readinessChecks = ['database', 'temporal', 'searchAttributes', 'worker'] as const;
export type Readiness = Record<(typeof readinessChecks)[number], boolean>;

/** What the admin API works with. */
export interface ApiDependencies {
  register: Register;
  library: ProcedureLibrary;
  directory: RecourseDirectory;
  outcomes: Outcomes;
  changes: ChangeFeed;
  tokens: AccessToken[];
  log: Logger;
  /** Where clients reach this API, for the OpenAPI document: `http://localhost:3000`. */
  publicUrl: string;
  readiness: () => Promise<Readiness>;
  /** Told of each named point; fault tests end the process there. */
  checkpoint?: ((point: string) => void) | undefined;
  /** What differs from the usual limits of event streams. */
  streamLimits?: Partial<StreamLimits> | undefined;
}
