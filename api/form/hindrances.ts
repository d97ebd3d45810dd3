import type { Language } from '../../register/complaint-content.ts';
import { problemOf } from '../problems/error-handler.ts';
import { publicMessage } from '../public/words/words.ts';
import { GateFull } from './gate.ts';
import { TooMany } from './rates.ts';

/** Something hinders, and passes: too many at a time, or the register is away. */
export interface Hindrance {
  status: 429 | 503;
  /** Seconds. */
  retryAfter: number;
}

/** What hinders that something is done; undefined where it is done. @throws whatever does not pass by itself */
export async function hindranceOf(work: () => Promise<unknown>): Promise<Hindrance | undefined> {
  try {
    await work();
    return undefined;
  } catch (fault) {
    if (fault instanceof TooMany) return { status: 429, retryAfter: fault.retryAfter };
    if (fault instanceof GateFull) return { status: 429, retryAfter: 30 };
    if (problemOf(fault).status === 503) return { status: 503, retryAfter: 60 };
    throw fault;
  }
}

/** What is said of it, and when to try again. */
export function saidOf(page: Language, { status, retryAfter }: Hindrance): string {
  return status === 503
    ? publicMessage(page, 'form.away')
    : publicMessage(page, 'form.tooMany', { minutes: Math.max(1, Math.ceil(retryAfter / 60)) });
}
