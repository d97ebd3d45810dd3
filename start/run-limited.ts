import { spawn } from 'node:child_process';

export type RunOptions = {
  /** After this time the program is ended, in seconds. */
  limitSeconds: number;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Called each 15 s with how long the program has run, in seconds. */
  onProgress?: (seconds: number) => void;
  /** Asked each second; a reason ends the program. */
  givesUp?: () => string | undefined;
  /** Ends the program early, for a start that is stopped. */
  signal?: AbortSignal | undefined;
};

/** How a program ended: well, or why not (its last words, the limit, missing). */
export type RunResult = { ok: true; output: string } | { ok: false; reason: string };

/** Runs a program to its end, for a limited time. Never throws. */
export function runLimited(file: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  const { limitSeconds, env, cwd, onProgress, givesUp, signal } = options;
  if (signal?.aborted) return Promise.resolve({ ok: false, reason: 'stopped' });
  return new Promise((ended) => {
    const child = spawn(file, args, {
      env: env ?? process.env,
      ...(cwd === undefined ? {} : { cwd }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let reason: string | undefined;
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-20_000);
    };
    const give = (why: string) => {
      reason ??= why;
      child.kill('SIGKILL');
    };
    let seconds = 0;
    const clock = setInterval(() => {
      seconds += 1;
      if (seconds >= limitSeconds) give(`no end within ${limitSeconds} s`);
      else if (seconds % 15 === 0) onProgress?.(seconds);
      const why = givesUp?.();
      if (why !== undefined) give(why);
    }, 1000);
    const stop = () => give('stopped');
    signal?.addEventListener('abort', stop);
    const finish = (result: RunResult) => {
      clearInterval(clock);
      signal?.removeEventListener('abort', stop);
      ended(result);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => finish({ ok: false, reason: error.message }));
    child.once('close', (code, killed) => {
      if (reason === undefined && code === 0) finish({ ok: true, output });
      else finish({ ok: false, reason: reason ?? (lastWords(output) || (killed ?? `exit code ${code}`)) });
    });
  });
}

function lastWords(output: string): string {
  return output
    .trim()
    .split('\n')
    .slice(-3)
    .map((line) => line.trim())
    .join(' ')
    .slice(-400);
}
