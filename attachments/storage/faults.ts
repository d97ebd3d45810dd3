import { StorageFault } from './storage.ts';

/** Tells what the bytes threw from what the storage threw, when both run in one pipeline. */
export class Source {
  #fault: { thrown: unknown } | undefined;

  async *of(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
    try {
      yield* bytes;
    } catch (thrown) {
      this.#fault = { thrown };
      throw thrown;
    }
  }

  /** What to throw, where writing threw something: what the bytes threw, if they did, else what the storage did. */
  orFault(thrown: unknown): unknown {
    return this.#fault ? this.#fault.thrown : new StorageFault(thrown);
  }
}

/** Whatever goes wrong is the storage's fault. */
export async function asFault<Value>(doing: Promise<Value>): Promise<Value> {
  return doing.catch((fault: unknown) => {
    throw new StorageFault(fault);
  });
}
