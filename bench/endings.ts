/** What has been started, to be ended in the opposite order however the bench ends. */
export class Endings {
  readonly #endings: (() => Promise<unknown> | void)[] = [];
  #over = false;

  /** What comes after the end, because it was being started meanwhile, is ended at once. */
  add(end: () => Promise<unknown> | void): void {
    if (this.#over) void end();
    else this.#endings.push(end);
  }

  /** Ends everything, also where one does not end well; may be called twice. @throws the first fault, after all have been ended */
  async all(): Promise<void> {
    this.#over = true;
    const faults: unknown[] = [];
    for (let end = this.#endings.pop(); end !== undefined; end = this.#endings.pop()) {
      try {
        await end();
      } catch (fault) {
        faults.push(fault);
      }
    }
    if (faults.length > 0) throw faults[0];
  }
}
