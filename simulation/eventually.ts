import { setTimeout as pause } from 'node:timers/promises';

/** The longest that anything may take to come to rest, in milliseconds of wall time. */
export const restLimit = 20_000;

/** Between two questions, in milliseconds: soon at first, seldom later, since asking costs whoever is waited for. */
const [firstPause, lastPause] = [10, 80];

/** Asks until there is an answer. @throws Error naming what was waited for */
export async function eventually<Answer>(
  what: string,
  ask: () => Promise<Answer | undefined>,
  limit = restLimit,
): Promise<Answer> {
  const until = performance.now() + limit;
  for (let wait = firstPause; performance.now() < until; wait = Math.min(wait * 1.4, lastPause)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await pause(wait);
  }
  throw new Error(`Waited ${limit / 1000} s in vain: ${what}`);
}
