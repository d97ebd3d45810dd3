import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { eventually } from './eventually.ts';
import { type RunningProcess, type StartProcess, steadyPort } from './processes.ts';

/** A mail server that can be killed and started again at the same address, on the same folder. */
export class MailServer {
  readonly url: string;
  readonly #folder: string;
  readonly #port: number;
  readonly #start: StartProcess;
  #running: RunningProcess | undefined;

  private constructor(folder: string, port: number, start: StartProcess) {
    this.#folder = folder;
    this.#port = port;
    this.#start = start;
    this.url = `smtp://127.0.0.1:${port}`;
  }

  /** A mail server that is not started yet. */
  static async at(folder: string, start: StartProcess): Promise<MailServer> {
    return new MailServer(folder, await steadyPort(), start);
  }

  /** Starts it, in place of one that runs. @param faultAt the point of start/mail-catcher.ts at which it kills itself */
  async start(faultAt?: string): Promise<void> {
    await this.kill();
    const environment = { DATA_DIR: this.#folder, SMTP_PORT: String(this.#port) };
    this.#running = this.#start('test/faults/processes/mail-server.ts', {
      ...environment,
      ...(faultAt === undefined ? {} : { FAULT_AT: faultAt }),
    });
    await eventually('the mail server listens', () => listensAt(this.#port));
  }

  /** Resolves when it has killed itself, or is killed. */
  async ended(): Promise<void> {
    await this.#running?.ended;
  }

  /** kill -9 */
  async kill(): Promise<void> {
    await this.#running?.kill();
  }

  mails(): Buffer[] {
    return mailsIn(this.#folder);
  }
}

/** The messages that a mail catcher has kept in a data folder, byte by byte. */
export function mailsIn(folder: string): Buffer[] {
  const mailbox = join(folder, 'mailbox');
  return readdirSync(mailbox)
    .filter((entry) => entry.endsWith('.eml'))
    .map((entry) => readFileSync(join(mailbox, entry)));
}

function listensAt(port: number): Promise<boolean> {
  return new Promise((told) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('error', () => told(false));
    socket.once('connect', () => {
      socket.destroy();
      told(true);
    });
  });
}
