import type { Response } from 'express';
import type { Logger } from 'pino';
import type { Language } from '../../register/complaint-content.ts';
import { problemOf, tellFault } from '../problems/error-handler.ts';
import { publicMessage } from '../public/words/words.ts';
import { GateFull } from './gate.ts';
import { TooMany } from './rates.ts';

/** Something hinders: too many at a time, the register is away, or a fault of ours. */
export interface Hindrance {
  status: 429 | 500 | 503;
  /** Seconds. */
  retryAfter: number;
}

/**
 * What hinders that something is done; undefined where it is done. A fault that nobody foresaw is logged, as the one who wrote is shown
 * their text again in place of its page.
 *
 * @throws Problem that is answered otherwise
 */
export async function hindranceOf(
  { log, response }: { log: Logger; response: Response },
  work: () => Promise<unknown>,
): Promise<Hindrance | undefined> {
  try {
    await work();
    return undefined;
  } catch (fault) {
    if (fault instanceof TooMany) return { status: 429, retryAfter: fault.retryAfter };
    if (fault instanceof GateFull) return { status: 429, retryAfter: 30 };
    const problem = problemOf(fault);
    if (problem.status === 503) return { status: 503, retryAfter: 60 };
    if (problem.status !== 500 || response.headersSent) throw fault;
    tellFault(log, response, problem, fault);
    return { status: 500, retryAfter: 60 };
  }
}

/** What is said of it, and when to try again. */
export function saidOf(page: Language, { status, retryAfter }: Hindrance): string {
  return status !== 429
    ? publicMessage(page, 'form.away')
    : publicMessage(page, 'form.tooMany', { minutes: Math.max(1, Math.ceil(retryAfter / 60)) });
}
