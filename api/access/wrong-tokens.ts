import type { Request } from 'express';
import { countTry } from '../../register/accounts/tries.ts';
import type { Register } from '../../register/register.ts';
import { Problem } from '../problems/problem.ts';
import { networkOf } from './network.ts';

/** So many wrong tokens from one address, in so many seconds; then no token is looked at from there until they have passed. */
export const wrongTokenLimits = { from: 100, seconds: 15 * 60 } as const;
const wrongTokenFrom = 'wrong token from';

/**
 * Counts wrong tokens by where they come from, in the register, so that all API processes count together. A right token costs nothing:
 * that an address has used up its tries is remembered here.
 */
export class WrongTokens {
  readonly #register: Register;
  /** When counting begins anew, by network; milliseconds since 1970. */
  readonly #usedUp = new Map<string, number>();

  constructor(register: Register) {
    this.#register = register;
  }

  /** @throws Problem 429 where too many wrong tokens have come from there: also for the right one, which a guess might be */
  mustStillTry(request: Request): void {
    const network = networkOf(request);
    const endsAt = this.#usedUp.get(network);
    if (endsAt === undefined) return;
    if (endsAt > Date.now()) throw tooManyWrong(endsAt);
    this.#usedUp.delete(network);
  }

  /** @throws Problem 429 where this one was too many */
  async count(request: Request): Promise<void> {
    const network = networkOf(request);
    const { made, endsAt } = await countTry(this.#register, wrongTokenFrom, network, wrongTokenLimits.seconds);
    if (made <= wrongTokenLimits.from) return;
    this.#forgetPast();
    this.#usedUp.set(network, endsAt.getTime());
    throw tooManyWrong(endsAt.getTime());
  }

  #forgetPast(): void {
    for (const [network, endsAt] of this.#usedUp) if (endsAt <= Date.now()) this.#usedUp.delete(network);
  }
}

function tooManyWrong(endsAt: number): Problem {
  const seconds = Math.max(1, Math.ceil((endsAt - Date.now()) / 1_000));
  return new Problem(429, {
    detail:
      'Too many tokens that are not known have come from your address. Wait, and see that every program there has one that is.',
    headers: { 'Retry-After': String(seconds) },
  });
}
