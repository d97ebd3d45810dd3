import { Problem } from '../problems/problem.ts';

/**
 * Lets so many in at a time; the others wait in their order. Hundreds of forms at one moment then leave the register's connections to
 * everybody else.
 */
export class Gate {
  #free: number;
  #most: number;
  readonly #waiting: (() => void)[] = [];

  /** @param places how many work at a time @param most how many may wait */
  constructor(places: number, most: number) {
    this.#free = places;
    this.#most = most;
  }

  /** @throws GateFull where too many wait already; then nothing was done */
  async through<Done>(work: () => Promise<Done>): Promise<Done> {
    await this.#enter();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #enter(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    if (this.#waiting.length >= this.#most) throw new GateFull();
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}

/** More wait than can be served soon. */
export class GateFull extends Problem {
  constructor() {
    super(429, { detail: 'Many are at the form at this moment.', headers: { 'Retry-After': '30' } });
  }
}
