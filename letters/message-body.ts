import { Readable } from 'node:stream';

const chunkSize = 16 * 1024;

/**
 * A message's bytes, read by the connection only once the server has asked for them: `beforeData` ends before the first byte
 * leaves. Knows how far it got, which decides what is certain when the connection is lost.
 */
export class MessageBody extends Readable {
  /** The server has asked for the message, and `beforeData` has been called. */
  asked = false;
  /**
   * Everything has been handed to the connection, which now ends the message with its dot. While this is false the dot has not been
   * written, so that no server can have accepted the message.
   */
  complete = false;
  /** Ends when `beforeData` has. */
  recorded: Promise<void> = Promise.resolve();
  /** What `beforeData` failed with. */
  failure: { error: unknown } | undefined;

  readonly #bytes: Buffer;
  readonly #beforeData: () => Promise<void>;
  #position = 0;

  constructor(bytes: Buffer, beforeData: () => Promise<void>) {
    super({ highWaterMark: chunkSize });
    this.#bytes = bytes;
    this.#beforeData = beforeData;
    // Before the connection's own listener, which writes the dot.
    this.once('end', () => {
      this.complete = true;
    });
    this.on('error', () => undefined);
  }

  override _read(): void {
    if (this.asked) return this.#pushNext();
    this.asked = true;
    this.recorded = this.#begin();
  }

  async #begin(): Promise<void> {
    try {
      await this.#beforeData();
    } catch (error) {
      this.failure = { error };
      this.destroy(new Error('The message was held back.'));
      return;
    }
    // The time may have run out meanwhile: then nothing leaves any more.
    if (!this.destroyed) this.#pushNext();
  }

  #pushNext(): void {
    const next = this.#bytes.subarray(this.#position, this.#position + chunkSize);
    this.#position += next.length;
    this.push(next.length === 0 ? null : next);
  }
}
