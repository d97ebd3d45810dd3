import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../faults/helpers/eventually.ts';
import { mailsIn } from '../faults/helpers/mail-server.ts';
import { type StartProcess, steadyPort } from '../faults/helpers/processes.ts';

/** `npm start`, with nothing configured but its folder and its ports. */
export interface WholeDesk {
  url: string;
  /** The first account, which the first start has made. */
  first: { login: string; password: string };
  /** Every mail that has landed in the mailbox, as it came. */
  mails(): string[];
  /** Ends it in order with all its servers, as Ctrl-C does. */
  stop(): Promise<void>;
}

/** Starts everything: PostgreSQL, Temporal, the worker, the relay, the mailbox, the API with the desk. */
export async function startWholeDesk(start: StartProcess, folder: string): Promise<WholeDesk> {
  const names = ['PORT', 'TEMPORAL_PORT', 'TEMPORAL_UI_PORT', 'SMTP_PORT', 'MAIL_UI_PORT', 'DATABASE_PORT'] as const;
  const ports = Object.fromEntries(await Promise.all(names.map(async (name) => [name, String(await steadyPort())])));
  const running = start('start/start.ts', { ...ports, DATA_DIR: folder, LOG_LEVEL: 'warn' });
  const url = `http://127.0.0.1:${ports['PORT']}`;
  const ended = running.ended.then((how) => {
    throw new Error(`npm start ended (${how}): ${running.lastWords()}`);
  });
  await Promise.race([ended, eventually(`the desk at ${url} answers`, async () => (await fetch(`${url}/readyz`)).ok)]);
  ended.catch(() => undefined);
  return {
    url,
    first: { login: 'admin', password: readFileSync(join(folder, 'first-password'), 'utf8').trim().slice(0, 20) },
    mails: () => mailsIn(folder).map((mail) => mail.toString('utf8')),
    stop: async () => {
      if (running.stillRuns()) process.kill(running.pid, 'SIGTERM');
      await running.ended;
    },
  };
}
