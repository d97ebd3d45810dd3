import type { Counts } from './history.ts';
import type { FormName, LetterSpeeds } from './roles/messages.ts';
import type { Machine } from './run.ts';

/** On which server: as `npm start` has it, or as production does. */
export type ServerKind = 'dev server' | 'PostgreSQL';

/** What a measurement was taken on, and how large it was. */
export interface Profile extends Machine {
  quick: boolean;
  postgresql: string;
  /** Lifecycles of each form in each round, how many of them at once, and how many rounds. */
  lifecycles: number;
  inFlight: number;
  rounds: number;
  /** Between a complaint's coming to rest and the next decision, in milliseconds. */
  pauseMilliseconds: number;
  maxCachedWorkflows: number;
}

/** One form in one round. CPU is in milliseconds for each lifecycle, of the processes that the form uses. */
export interface RoundFigures {
  lifecyclesPerSecond: number;
  cpu: Record<string, number>;
  /** Of the worker process: where its CPU went. */
  workerThreads: Record<string, number>;
  /** Means over some of its lifecycles, as they were under load. */
  events: number;
  workflowTasks: number;
}

/** What was measured on one server. */
export interface ServerFigures {
  kind: ServerKind;
  version: string;
  /** Of one lifecycle each, with nothing else going on: equal in all that is compared. */
  counts: Record<FormName, Counts>;
  /** In the order in which they ran; within each, the forms took turns (`formsInRound`). */
  rounds: Record<FormName, RoundFigures>[];
  /** In the register, for each complaint from its registration to its closing. */
  registerBytesPerComplaint: number;
}

/** How many requests the API took a second, with nobody else at work. Milliseconds. */
export interface AcceptanceFigures {
  perSecond: number;
  p50: number;
  p99: number;
  /** Milliseconds for each acceptance. */
  cpu: Record<string, number>;
}

/** What a run of the bench found; kept as JSON. */
export interface BenchResult {
  profile: Profile;
  servers: ServerFigures[];
  /** In the worker, for each complaint that is open and cached. */
  workerBytesPerOpenComplaint: Record<FormName, number>;
  acceptances: { atOnce: number; complaints: AcceptanceFigures; decisions: AcceptanceFigures };
  letters: LetterSpeeds;
}
