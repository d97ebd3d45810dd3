import { createHash } from 'node:crypto';
import { CompoundFileWatch } from './compound-files.ts';
import { TextWatch } from './texts.ts';

const headLength = 64 * 1024;
const tailLength = 256 * 1024;

/** What is seen of a file while it passes by, once and never whole: enough to say what it is. */
export class Observation {
  readonly text = new TextWatch();
  readonly compound = new CompoundFileWatch();
  readonly #hash = createHash('sha256');
  #size = 0;
  #head = Buffer.alloc(0);
  #lastParts: Buffer[] = [];
  #lastLength = 0;
  #sha256: string | undefined;

  /** Hands content on as it comes, and looks at it. */
  async *of(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, void> {
    for await (const part of content) {
      const bytes = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
      this.#see(bytes);
      yield bytes;
    }
    this.#sha256 = this.#hash.digest('hex');
  }

  /** Bytes so far. */
  get size(): number {
    return this.#size;
  }

  /** The first 64 KiB. */
  get head(): Buffer {
    return this.#head;
  }

  /** The last 256 KiB. */
  get tail(): Buffer {
    const last = Buffer.concat(this.#lastParts);
    return last.subarray(Math.max(0, last.length - tailLength));
  }

  /** Of the content, in hexadecimal; known once all has passed by. */
  get sha256(): string {
    if (this.#sha256 === undefined) throw new Error('The file has not passed by whole.');
    return this.#sha256;
  }

  #see(bytes: Buffer): void {
    this.#size += bytes.length;
    this.#hash.update(bytes);
    this.text.see(bytes);
    if (this.#head.length < headLength)
      this.#head = Buffer.concat([this.#head, bytes.subarray(0, headLength - this.#head.length)]);
    this.compound.see(bytes);
    // A copy, since streams use their buffers again.
    this.#lastParts.push(Buffer.from(bytes));
    this.#lastLength += bytes.length;
    for (let first = this.#lastParts[0]; first && this.#lastLength - first.length >= tailLength; first = this.#lastParts[0]) {
      this.#lastParts.shift();
      this.#lastLength -= first.length;
    }
  }
}
