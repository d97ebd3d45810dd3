import type { Logger } from 'pino';
import type { Attachments } from '../attachments/attachments.ts';
import type { Classification } from '../procedures/classification.ts';
import type { Questionnaire } from '../procedures/questionnaires.ts';
import type { RecourseDirectory } from '../procedures/recourse.ts';
import type { ChangeFeed } from '../register/change-feed.ts';
import type { DraftBudget } from '../register/draft-budget.ts';
import type { Outcomes } from '../register/outcomes.ts';
import type { ProcedureLibrary } from '../register/procedure-library.ts';
import type { Register } from '../register/register.ts';
import type { Issuer } from './access/oidc/issuer.ts';
import type { StreamLimits } from './events/event-stream.ts';
import type { FormRates } from './form/rates.ts';

/** A key to the API, and the name that the journal gives to whoever holds it. */
export interface AccessToken {
  token: string;
  name: string;
}

/** What must be there before requests are sent to this process. */
export const readinessChecks = ['database', 'temporal', 'searchAttributes', 'worker'] as const;
export type Readiness = Record<(typeof readinessChecks)[number], boolean>;

/** What the desk needs besides the API. */
export interface DeskSettings {
  /** Signs the session's cookie; the same in every process. */
  sessionSecret: string;
  /** True where browsers reach the desk by https alone. */
  secureCookies: boolean;
  /** So long may nobody do anything before a session ends, and so long does it last at most. */
  idleMinutes?: number | undefined;
  wholeMinutes?: number | undefined;
  /** The service with which people sign in; absent where they have local accounts alone. */
  issuer?: Issuer | undefined;
  /** False where nobody signs in with a local account. */
  localSignIn?: boolean | undefined;
  /** Addresses or networks of the proxies before this API, with commas, as Express has it. */
  trustedProxies?: string | undefined;
  /** Where the Temporal UI shows workflows, without a slash at its end; absent where none is known. */
  temporalUi?: string | undefined;
  temporalNamespace?: string | undefined;
}

/** What the admin API works with. */
export interface ApiDependencies {
  register: Register;
  library: ProcedureLibrary;
  directory: RecourseDirectory;
  /** What complaints are told apart by. */
  classification: Classification;
  questionnaires: readonly Questionnaire[];
  outcomes: Outcomes;
  attachments: Attachments;
  changes: ChangeFeed;
  tokens: AccessToken[];
  desk: DeskSettings;
  log: Logger;
  /** Where clients reach this API, for the OpenAPI document: `http://localhost:3000`. */
  publicUrl: string;
  readiness: () => Promise<Readiness>;
  /** Told of each named point; fault tests end the process there. */
  checkpoint?: ((point: string) => void) | undefined;
  /** How often the web form may be used, where it is not as usual. */
  formRates?: FormRates | undefined;
  /** How much the files of forms that nobody has sent may take, where it is not as usual. */
  draftBudget?: DraftBudget | undefined;
  /** What differs from the usual limits of event streams. */
  streamLimits?: Partial<StreamLimits> | undefined;
}
