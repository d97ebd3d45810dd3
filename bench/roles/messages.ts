/** The three that are set beside one another. */
export const formNames = ['bare', 'whole', 'empty'] as const;
/** `bare`: the measure; `whole`: Doléance; `empty`: its workflow code with activities that do nothing. */
export type FormName = (typeof formNames)[number];

/** What a worker needs to know, given as JSON. */
export interface WorkerSettings {
  form: FormName;
  address: string;
  namespace: string;
  /** The file of the workflow bundle. */
  bundle: string;
  maxCachedWorkflows: number;
  databaseUrl: string;
  smtpUrl: string;
  /** Files of JSON: the life for `bare`, the tape for `empty`. */
  life?: string | undefined;
  tape?: string | undefined;
  /** Whether each call of an activity is told with what came of it. */
  recording: boolean;
}

/** A call of an activity, as `empty` gives it again. */
export interface TapedCall {
  key: string;
  activity: string;
  input: unknown;
  result: unknown;
}

/** What a worker tells of itself. */
export type WorkerNews =
  /** With the ids of the threads that run workflows. */
  | { news: 'ready'; workflowThreads: string[] }
  | { news: 'milestone'; workflow: string; milestone: number }
  | { news: 'call'; call: TapedCall }
  | { news: 'cached'; workflows: number };

/** What it is asked. */
export type WorkerQuestion = { ask: 'cached' };

/** What a run of letters needs to know. */
export interface LetterSettings {
  databaseUrl: string;
  smtpUrl: string;
  /** What the activity was asked for. */
  letters: unknown[];
  /** For each of the two measurements. */
  seconds: number;
}

/** What came of it. */
export interface LetterSpeeds {
  /** One after the other, on one thread. */
  rendered: { perSecond: number; cpuMillisecondsEach: number; kinds: string[] };
  /** Rendered, composed, and taken by the local mail server. */
  sent: { perSecond: number; cpuMillisecondsEach: number };
}

/** The task queue of each form: that of `whole` is the product's own. */
export function queueOf(form: FormName, own: string): string {
  return form === 'whole' ? own : `${own}-${form}`;
}
