import type { ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '@temporalio/client';

export type AnswerOptions = {
  /** Of the frontend, on 127.0.0.1. */
  port: number;
  limitMilliseconds: number;
  /** What must succeed once for the server to count as ready. */
  prepare: (connection: Connection) => Promise<void>;
};

/** Waits until a Temporal server that was started as a child process is ready. Undefined when it is, else why it is not. */
export async function untilTemporalServes(
  child: ChildProcess,
  { port, limitMilliseconds, prepare }: AnswerOptions,
): Promise<string | undefined> {
  let ended: string | undefined;
  const ending = new Promise<string>((told) => {
    child.once('error', (error) => told(error.message));
    child.once('exit', (code, signal) => told(signal ?? `exit code ${code}`));
  });
  void ending.then((how) => (ended = how));
  const connection = Connection.lazy({ address: `127.0.0.1:${port}`, connectTimeout: '2s' });
  const limit = performance.now() + limitMilliseconds;
  let lastFailure = 'nobody listens';
  let attempt = Promise.resolve();
  try {
    while (performance.now() < limit) {
      if (ended !== undefined) return ended;
      // gRPC goes on retrying for a while; it is begun only where somebody listens.
      if (!(await listens(port))) {
        await pause(50);
        continue;
      }
      try {
        attempt = connection.withDeadline(Date.now() + 2000, () => prepare(connection));
        await Promise.race([attempt, ending]);
        return ended;
      } catch (error) {
        lastFailure = error instanceof Error ? error.message : String(error);
      }
      await pause(100);
    }
    return `no answer in ${limitMilliseconds / 1000} s, ${lastFailure}`;
  } finally {
    // Only after the last attempt: its retry, on a closed connection, would throw where nobody can catch it.
    void attempt.catch(() => undefined).then(() => connection.close());
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((told) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => told(true)).once('error', () => told(false));
    socket.once('connect', () => socket.destroy());
  });
}
