import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ChildScript, startScript } from '../../helpers/child-script.ts';
import { steadyPort } from './processes.ts';

/** A mail server that can be killed and started again at the same address, on the same folder. */
export class MailServer {
  readonly url: string;
  readonly #folder: string;
  readonly #port: number;
  #running: ChildScript | undefined;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
    this.url = `smtp://127.0.0.1:${port}`;
  }

  /** A mail server that is not started yet. */
  static async at(folder: string): Promise<MailServer> {
    return new MailServer(folder, await steadyPort());
  }

  /** Starts it, in place of one that runs. @param faultAt the point of start/mail-catcher.ts at which it kills itself */
  async start(faultAt?: string): Promise<void> {
    await this.kill();
    const env = faultAt === undefined ? {} : { FAULT_AT: faultAt };
    this.#running = startScript('faults/processes/mail-server.ts', [this.#folder, String(this.#port)], env);
    await this.#running.ready;
  }

  /** Resolves when it has killed itself, or is killed. */
  async ended(): Promise<void> {
    await this.#running?.ended;
  }

  /** kill -9 */
  async kill(): Promise<void> {
    this.#running?.child.kill('SIGKILL');
    await this.ended();
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
