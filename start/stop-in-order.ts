/** Something that is stopped with the program. */
type Stoppable = { name: string; stop: () => Promise<void> | void; limitSeconds: number };

/** Where progress and failures of stopping are told. */
export type StopLog = { info: (line: string) => void; error: (line: string) => void };

export type StopInOrder = {
  /** Adds something that is to be stopped before all that was added earlier. */
  add(name: string, stop: () => Promise<void> | void, limitSeconds?: number): void;
  /** Stops everything, last added first; told twice it does it once. Resolves to whether all stopped well and in time. */
  stop(): Promise<boolean>;
  /** Stops and then ends the process: at SIGINT and SIGTERM with code 0 unless the options say otherwise, or with the given code. */
  stopAndExit(code?: number): Promise<void>;
  /** True from the moment at which stopping began. */
  readonly stopping: boolean;
  /** Aborted from that moment: for what is still being started. */
  readonly signal: AbortSignal;
};

export type StopOptions = {
  log: StopLog;
  /** For each that names no limit of its own. */
  limitSeconds?: number;
  /** What the signals come from and what is ended; the process unless given. */
  of?: Pick<NodeJS.Process, 'on' | 'exit'>;
  /** What the process ends with after a signal: 0 unless given, for programs that run until they are stopped. */
  codeAtSignal?: number;
  /** Milliseconds that only go forward. */
  clock?: () => number;
};

/** npm and the terminal each send Ctrl-C's signal, so that one keypress arrives twice; milliseconds. */
const sameKeypress = 1000;

/**
 * Handles SIGINT and SIGTERM for a program: the first stops everything in order, each within its limit; a second one, later than
 * one keypress could cause, ends the process at once.
 */
export function stopInOrder(options: StopOptions): StopInOrder {
  const { log, limitSeconds = 30, of = process, codeAtSignal = 0, clock = () => performance.now() } = options;
  const stoppables: Stoppable[] = [];
  const aborter = new AbortController();
  let stopped: Promise<boolean> | undefined;
  let firstSignal: number | undefined;

  const stop = () => {
    aborter.abort();
    stopped ??= stopAll(stoppables, log);
    return stopped;
  };
  const stopAndExit = async (code = 0) => {
    const well = await stop();
    of.exit(code === 0 && !well ? 1 : code);
  };
  const onSignal = () => {
    if (firstSignal === undefined) {
      firstSignal = clock();
      log.info('Stopping in order; Ctrl-C again ends at once.');
      void stopAndExit(codeAtSignal);
    } else if (clock() - firstSignal > sameKeypress) {
      log.error('Ended at once; the next start recovers what was cut off.');
      of.exit(130);
    }
  };
  of.on('SIGINT', onSignal);
  of.on('SIGTERM', onSignal);

  return {
    add: (name, act, limit = limitSeconds) => void stoppables.push({ name, stop: act, limitSeconds: limit }),
    stop,
    stopAndExit,
    get stopping() {
      return stopped !== undefined;
    },
    signal: aborter.signal,
  };
}

/** Takes from the list until it is empty, so that what was added while stopping is stopped too. */
async function stopAll(stoppables: Stoppable[], log: StopLog): Promise<boolean> {
  let well = true;
  for (let next = stoppables.pop(); next !== undefined; next = stoppables.pop()) {
    const failure = await failureToStop(next);
    if (failure === undefined) continue;
    well = false;
    log.error(`${next.name} did not stop in order: ${failure}`);
  }
  return well;
}

async function failureToStop({ stop, limitSeconds }: Stoppable): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<string>((told) => {
    timer = setTimeout(() => told(`no end within ${limitSeconds} s`), limitSeconds * 1000);
  });
  try {
    return await Promise.race([
      tooLate,
      Promise.resolve()
        .then(stop)
        .then(() => undefined),
    ]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    clearTimeout(timer);
  }
}
