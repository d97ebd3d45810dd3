import { SMTPServer } from 'smtp-server';

/** A letter as the mail server took it. */
export interface ReceivedMail {
  to: string[];
  messageId: string;
  subject: string;
  raw: string;
}

/** A real SMTP server in this process that keeps what it takes, and can be told to refuse. */
export interface RecordingMailServer {
  url: string;
  received: ReceivedMail[];
  /** SMTP's answer to a recipient; undefined takes the letter. */
  refusal: (recipient: string) => number | undefined;
  /** True where it takes the letter and never says so. */
  silence: (recipient: string) => boolean;
  stop(): Promise<void>;
}

export async function startRecordingMailServer(): Promise<RecordingMailServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onRcptTo: ({ address }, _session, answer) => {
      const code = mail.refusal(address);
      // A mail server repeats the address in its answer: it must not get anywhere from there.
      if (code === undefined) answer();
      else answer(Object.assign(new Error(`${address} is not wanted here`), { responseCode: code }));
    },
    onData: (stream, session, answer) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mail.received.push(
          read(
            session.envelope.rcptTo.map(({ address }) => address),
            Buffer.concat(chunks).toString('utf8'),
          ),
        );
        if (!session.envelope.rcptTo.some(({ address }) => mail.silence(address))) answer();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const mail: RecordingMailServer = {
    url: `smtp://127.0.0.1:${port}`,
    received: [],
    refusal: () => undefined,
    silence: () => false,
    stop: () => new Promise((closed) => server.close(() => closed())),
  };
  return mail;
}

function read(to: string[], raw: string): ReceivedMail {
  return { to, raw, messageId: header(raw, 'Message-ID'), subject: header(raw, 'Subject') };
}

function header(raw: string, name: string): string {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' ');
  return new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '';
}
