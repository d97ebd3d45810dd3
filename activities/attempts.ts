import { setTimeout as pause } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import type { Instant } from '../workflows/domain/time.ts';

const beatMilliseconds = 3_000;

/** That the mail server took something: by its heartbeat the next attempt knows it too, whatever the register could be told. */
export interface Proof {
  /** The id of what was sent. */
  sent: string;
  sentAt: Instant;
}

/** What an attempt to send is told of the one before, and how it tells the one after. */
export interface Proving {
  before: Proof | undefined;
  prove: (proof: Proof) => void;
}

/** Runs an attempt to send, and says meanwhile that this worker lives. */
export async function withHeartbeat<Result>(attempt: (proving: Proving) => Promise<Result>): Promise<Result> {
  const context = Context.current();
  const before = context.info.heartbeatDetails as Proof | undefined;
  let proof = before;
  const beat = setInterval(() => context.heartbeat(proof), beatMilliseconds);
  const prove = (given: Proof) => {
    proof = given;
    context.heartbeat(proof);
  };
  try {
    return await attempt({ before, prove });
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
