import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { FaultPoint } from './fault.ts';
import { type Envelope, type MailStore, openMailStore } from './mail-store.ts';
import { mailWeb } from './mail-web.ts';

const host = '127.0.0.1';
const sizeLimit = 25 * 1024 * 1024;
const recipientsLimit = 100;

/** A running local mailbox. */
export type MailCatcher = {
  /** For `SMTP_URL`: no sign-in, no TLS. */
  smtpUrl: string;
  uiUrl: string;
  /** Lets what is under way finish, for a few seconds; may be called twice. */
  stop(): Promise<void>;
};

/** A mail that was kept. */
export type CaughtMail = { raw: Buffer; envelope: Envelope };

export type MailCatcherOptions = {
  /** The data folder; messages stand in `mailbox` within it. */
  folder: string;
  /** 0 takes any free port. */
  smtpPort: number;
  uiPort: number;
  /** Told of each mail once it is kept; nobody waits for it. */
  onMail?: (caught: CaughtMail) => void;
  /** Fault tests: `smtp-before-data`, `smtp-before-keeping`, `smtp-before-answer`. */
  at?: FaultPoint;
};

/**
 * Starts a mail server on 127.0.0.1 that delivers to nobody: each message is kept as a file before it is answered with 250, and
 * shown on a web page.
 * @throws Error where a port cannot be opened
 */
export async function startMailCatcher({
  folder,
  smtpPort,
  uiPort,
  onMail = () => undefined,
  at = () => undefined,
}: MailCatcherOptions): Promise<MailCatcher> {
  const store = await openMailStore(join(folder, 'mailbox'));
  const smtp = smtpServer(store, { at, onMail });
  const smtpAt = await listenSmtp(smtp, smtpPort);
  const web = await listenWeb(store, uiPort).catch(async (error: unknown) => {
    await closeSmtp(smtp);
    throw error;
  });
  let stopping: Promise<void> | undefined;
  return {
    smtpUrl: `smtp://${host}:${smtpAt}`,
    uiUrl: `http://${host}:${(web.address() as AddressInfo).port}`,
    stop() {
      stopping ??= Promise.all([closeSmtp(smtp), closeWeb(web)]).then(() => undefined);
      return stopping;
    },
  };
}

type Told = { at: FaultPoint; onMail: (caught: CaughtMail) => void };

function smtpServer(store: MailStore, told: Told): SMTPServer {
  const server = new SMTPServer({
    name: 'mailbox.doleance.localhost',
    banner: 'Doleance local mailbox',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: sizeLimit,
    maxClients: 100,
    socketTimeout: 60_000,
    closeTimeout: 3000,
    onRcptTo(_address, session, callback) {
      const tooMany = session.envelope.rcptTo.length >= recipientsLimit;
      callback(tooMany ? refusal(452, `at most ${recipientsLimit} recipients`) : undefined);
    },
    onData(stream, session, callback) {
      told.at('smtp-before-data');
      keepMail(store, stream, session, told).then(
        (id) => callback(null, `kept as ${id}`),
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  // A client that breaks off is no fault of ours; without a listener it would end the process.
  server.on('error', () => undefined);
  return server;
}

async function keepMail(
  store: MailStore,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  { at, onMail }: Told,
): Promise<string> {
  const raw = await readUpTo(stream, sizeLimit);
  if (raw === undefined || stream.sizeExceeded) throw refusal(552, `a message may have at most ${sizeLimit} bytes`);
  at('smtp-before-keeping');
  const { mailFrom, rcptTo } = session.envelope;
  const envelope = { from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address) };
  const id = await store.keep(raw, envelope).catch(() => {
    throw refusal(451, 'the message could not be kept, try again');
  });
  at('smtp-before-answer');
  onMail({ raw, envelope });
  return id;
}

/** Reads to the end, as SMTP wants, but keeps no more than the limit; undefined where there was more. */
async function readUpTo(stream: Readable, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size <= limit ? Buffer.concat(chunks) : undefined;
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

function listenSmtp(server: SMTPServer, port: number): Promise<number> {
  return new Promise((listening, failed) => {
    server.server.once('error', failed);
    server.listen(port, host, () => {
      server.server.removeListener('error', failed);
      listening((server.server.address() as AddressInfo).port);
    });
  });
}

function listenWeb(store: MailStore, port: number): Promise<Server> {
  return new Promise((listening, failed) => {
    const server = mailWeb(store).listen(port, host, (error?: Error) =>
      error === undefined ? listening(server) : failed(error),
    );
  });
}

function closeSmtp(server: SMTPServer): Promise<void> {
  return new Promise((closed) => server.close(() => closed()));
}

function closeWeb(server: Server): Promise<void> {
  return new Promise((closed) => {
    const impatience = setTimeout(() => server.closeAllConnections(), 2000);
    server.close(() => {
      clearTimeout(impatience);
      closed();
    });
    server.closeIdleConnections();
  });
}
