import { connect, type Socket } from 'node:net';

/** What a scan for malware found. Whatever is not known to be clean is 'not-scanned', never 'clean'. */
export type Verdict =
  | { scan: 'clean' }
  /** The name that the signatures give to it. */
  | { scan: 'infected'; signature: string }
  | { scan: 'not-scanned'; why: 'no-scanner' | 'away' | 'too-large' | 'failed' };

/** Looks for malware in a file's content. */
export interface Scanner {
  /** @throws what the content throws */
  scan(content: AsyncIterable<Uint8Array>): Promise<Verdict>;
  /** Whether the scanner answers. */
  isThere(): Promise<boolean>;
}

/** Where ClamAV's daemon is: a host with its port, or a socket of this machine. */
export type ClamavPlace = ({ host: string; port: number } | { path: string }) & {
  /** The longest wait for each of its answers, in seconds. */
  timeoutSeconds: number;
};

/** More than the daemon takes at a time would only fill memory; bytes. */
const partLength = 64 * 1024;

/** ClamAV's daemon, by its INSTREAM command (clamd(8)): nothing is written to a file that it can see. */
export class Clamav implements Scanner {
  readonly #place: ClamavPlace;

  constructor(place: ClamavPlace) {
    this.#place = place;
  }

  async scan(content: AsyncIterable<Uint8Array>): Promise<Verdict> {
    const call = new Call(this.#place);
    let fault: { thrown: unknown } | undefined;
    try {
      await call.send(Buffer.from('zINSTREAM\0'));
      for await (const part of partsOf(content, (thrown) => {
        fault = { thrown };
      })) {
        await call.send(lengthOf(part));
        await call.send(part);
        // It says so at once where a file is longer than it takes.
        if (call.hasAnswered) break;
      }
      await call.send(lengthOf(Buffer.alloc(0)));
      return verdictOf(await call.answer());
    } catch {
      if (fault) throw fault.thrown;
      return call.hasAnswered ? verdictOf(await call.answer()) : { scan: 'not-scanned', why: 'away' };
    } finally {
      call.end();
    }
  }

  async isThere(): Promise<boolean> {
    const call = new Call(this.#place);
    try {
      await call.send(Buffer.from('zPING\0'));
      return (await call.answer()) === 'PONG';
    } catch {
      return false;
    } finally {
      call.end();
    }
  }
}

/** Of what the daemon answers: `stream: OK`, `stream: Eicar-Test-Signature FOUND`, `INSTREAM size limit exceeded. ERROR`. */
function verdictOf(answer: string): Verdict {
  const found = /^stream: (.{1,200}) FOUND$/.exec(answer)?.[1];
  if (found !== undefined) return { scan: 'infected', signature: found.replace(/[^\x20-\x7e]/g, '?') };
  if (answer === 'stream: OK') return { scan: 'clean' };
  return { scan: 'not-scanned', why: answer.includes('size limit exceeded') ? 'too-large' : 'failed' };
}

async function* partsOf(content: AsyncIterable<Uint8Array>, onFault: (thrown: unknown) => void): AsyncGenerator<Uint8Array> {
  try {
    for await (const whole of content)
      for (let at = 0; at < whole.length; at += partLength) yield whole.subarray(at, at + partLength);
  } catch (thrown) {
    onFault(thrown);
    throw thrown;
  }
}

function lengthOf(part: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(part.length);
  return length;
}

/** One command to the daemon and its answer, which ends with a zero byte. */
class Call {
  readonly #socket: Socket;
  readonly #answered: Promise<string>;
  #text = '';

  constructor({ timeoutSeconds, ...place }: ClamavPlace) {
    this.#socket = connect(place);
    this.#answered = new Promise((resolve, reject) => {
      this.#socket.on('data', (bytes: Buffer) => {
        this.#text += bytes.toString('latin1');
        if (this.hasAnswered) resolve(this.#text.slice(0, this.#text.indexOf('\0')).trim());
      });
      this.#socket.on('error', reject);
      this.#socket.on('close', () => reject(new Error('The daemon closed the connection.')));
      this.#socket.setTimeout(timeoutSeconds * 1000, () => this.#socket.destroy(new Error('The daemon did not answer.')));
    });
    // Whoever waits is told; where nobody waits any more, nothing is lost.
    this.#answered.catch(() => undefined);
  }

  get hasAnswered(): boolean {
    return this.#text.includes('\0');
  }

  answer(): Promise<string> {
    return this.#answered;
  }

  /** Waits until the daemon takes more. */
  send(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.write(bytes, (error) => (error ? reject(error) : resolve()));
      this.#answered.catch(reject);
    });
  }

  end(): void {
    this.#socket.destroy();
  }
}
