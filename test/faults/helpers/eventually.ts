import { setTimeout as pause } from 'node:timers/promises';
import { howProcessesFare } from './processes.ts';

/** The longest wait for anything, in seconds: far beyond what a loaded machine needs, so that it only ends what hangs. */
const usualLimit = 120;

/**
 * Asks again and again until something has come about. What fails meanwhile (a server that is away) counts as not yet.
 *
 * @param what completes the sentence 'it never came about that …'
 * @returns the first answer that is neither undefined nor false
 * @throws Error after the limit, with the last failure
 */
export async function eventually<Found>(
  what: string,
  ask: () => Promise<Found | undefined | false>,
  limitSeconds = usualLimit,
): Promise<Found> {
  const limit = performance.now() + limitSeconds * 1000;
  let failure: unknown;
  while (performance.now() < limit) {
    try {
      const found = await ask();
      if (found !== undefined && found !== false) return found;
      failure = undefined;
    } catch (error) {
      failure = error;
    }
    await pause(150);
  }
  throw new Error(`Within ${limitSeconds} s it never came about that ${what}.\n${howProcessesFare()}`, { cause: failure });
}

/**
 * Plays all at the same time, but no more than so many at once. A failure is told to whoever waits for that one, and hinders no
 * other.
 */
export function atTheSameTime<Given, Result>(
  most: number,
  given: readonly Given[],
  play: (one: Given) => Promise<Result>,
): Promise<Result>[] {
  const turns = Array.from({ length: most }, () => Promise.resolve());
  return given.map((one, place) => {
    const result = (turns[place % most] ?? Promise.resolve()).then(() => play(one));
    turns[place % most] = result.then(noMore, noMore);
    return result;
  });
}

function noMore(): void {}
