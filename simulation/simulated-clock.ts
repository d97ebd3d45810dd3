import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../register/register.ts';
import type { Instant } from '../workflows/domain/time.ts';

/**
 * The time that complaints live at on a test server: the server's, which may skip, less what each complaint is behind it. In an
 * activity `Date.now()` is wall time, and in a local activity so are the times of its info: the server is asked. A complaint can also
 * be held at an instant, so that two runs of the same story come to the same second however long the machine takes.
 */
export class SimulatedClock {
  readonly #serverTime: () => Promise<Instant>;
  readonly #offsets = new Map<string, number>();
  readonly #held = new Map<string, Instant>();
  readonly #running = new AsyncLocalStorage<Instant>();

  constructor(serverTime: () => Promise<Instant>) {
    this.#serverTime = serverTime;
  }

  /** From now on it is that instant for the complaint. @returns how far the server is ahead of it, in milliseconds */
  async begin(instant: Instant): Promise<number> {
    return (await this.#serverTime()) - instant;
  }

  keep(reference: string, offset: number): void {
    this.#offsets.set(reference, offset);
  }

  offsetOf(reference: string): number {
    return this.#offsets.get(reference) ?? 0;
  }

  /** Whatever happens to the complaint happens at that instant, until it is held at another. */
  hold(reference: string, instant: Instant): void {
    this.#held.set(reference, instant);
  }

  /** The complaint's time: where it is held, else the server's. */
  async now(reference: string): Promise<Instant> {
    return this.#held.get(reference) ?? this.serverNow(reference);
  }

  /** The complaint's time by the server, whether it is held or not. */
  async serverNow(reference: string): Promise<Instant> {
    return (await this.#serverTime()) - this.offsetOf(reference);
  }

  /** Runs something at the complaint's time: within it, `clock` stands still at that instant. */
  async during<Result>(reference: string, work: () => Promise<Result>): Promise<Result> {
    return this.at(await this.now(reference), work);
  }

  at<Result>(instant: Instant, work: () => Promise<Result>): Promise<Result> {
    return this.#running.run(instant, work);
  }

  /** The register's clock. @throws Error outside of `during` and `at`: nothing may take wall time unawares */
  readonly clock: Clock = () => {
    const instant = this.#running.getStore();
    if (instant === undefined) throw new Error('The register was asked for the time outside of SimulatedClock.during');
    return instant;
  };
}
