import { setTimeout as pause } from 'node:timers/promises';
import { Context } from '@temporalio/activity';

const beatMilliseconds = 3_000;

/** Runs an attempt to send, and says meanwhile that this worker lives. */
export async function withHeartbeat<Result>(attempt: () => Promise<Result>): Promise<Result> {
  const context = Context.current();
  const beat = setInterval(() => context.heartbeat(), beatMilliseconds);
  try {
    return await attempt();
  } finally {
    clearInterval(beat);
  }
}

/** How often, and at what pause, evidence is written while the register is away: an attempt that gives up leaves a mail in doubt. */
const tries = 30;
const pauseMilliseconds = 1_000;

/** The mail server has it: what proves that is worth some patience. */
export async function insistently<Result>(write: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (fault) {
      if (attempt === tries) throw fault;
      await pause(pauseMilliseconds);
    }
  }
}
