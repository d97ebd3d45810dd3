import { createSign, generateKeyPairSync } from 'node:crypto';
import net, { type AddressInfo, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface TestServer {
  port: number;
  url: string;
  close: () => Promise<void>;
}

/** A mail that a server took. */
export interface TakenMail {
  from: string;
  to: string[];
  bytes: string;
}

/** A real SMTP server that does not listen yet; a mail counts as taken once `take` has it. */
export function smtpServer(
  take: (envelope: { from: string; to: string[] }, raw: Buffer) => Promise<void> | void,
  options: SMTPServerOptions = {},
): SMTPServer {
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    closeTimeout: 100,
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const envelope = { from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address) };
        Promise.resolve(take(envelope, Buffer.concat(chunks))).then(
          () => callback(),
          (error: Error) => callback(error),
        );
      });
    },
    ...options,
  });
  smtp.on('error', () => undefined);
  return smtp;
}

/** A real SMTP server; what it takes goes to `mails`. */
export async function mailServer(
  options: SMTPServerOptions = {},
  mails: TakenMail[] = [],
): Promise<TestServer & { mails: TakenMail[]; smtp: SMTPServer }> {
  const smtp = smtpServer((envelope, raw) => void mails.push({ ...envelope, bytes: raw.toString('latin1') }), options);
  await new Promise<void>((resolve) => void smtp.listen(0, '127.0.0.1', resolve));
  const { port } = smtp.server.address() as AddressInfo;
  return {
    smtp,
    mails,
    port,
    url: `smtp://127.0.0.1:${port}`,
    close: async () => new Promise((resolve) => smtp.close(() => resolve())),
  };
}

/** Drops every connection of a real server. */
export function dropConnections(smtp: SMTPServer): void {
  for (const connection of (smtp as unknown as { connections: Set<{ _socket: Socket }> }).connections)
    connection._socket.destroy();
}

/** What a scripted server does with a line, or with the message once its dot has come. */
export type Script = (line: string, server: { say: (answer: string) => void; drop: () => void; silent: () => void }) => void;

/** A server that answers as it is told, for what real servers do only by accident. `received` counts the bytes of messages. */
export async function scriptedServer(
  script: Script,
  greeting = '220 test',
): Promise<TestServer & { received: () => number; lines: string[]; connections: () => number }> {
  let received = 0;
  let connections = 0;
  const lines: string[] = [];
  const sockets = new Set<Socket>();
  const server = net.createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    let inMessage = false;
    let rest = '';
    const actions = {
      say: (answer: string) => {
        if (answer.startsWith('354')) inMessage = true;
        socket.write(`${answer}\r\n`);
      },
      drop: () => void socket.destroy(),
      silent: () => undefined,
    };
    const act = (line: string) => {
      lines.push(line);
      script(line, actions);
    };
    socket.on('data', (chunk: Buffer) => {
      rest += chunk.toString('latin1');
      let fresh = chunk.length;
      while (!socket.destroyed) {
        if (inMessage) {
          if (fresh === 0) return;
          received += fresh;
          fresh = 0;
          const end = rest.indexOf('\r\n.\r\n');
          act('(bytes)');
          if (end < 0) return;
          inMessage = false;
          rest = rest.slice(end + 5);
          act('.');
        } else {
          const end = rest.indexOf('\r\n');
          if (end < 0) return;
          const line = rest.slice(0, end);
          rest = rest.slice(end + 2);
          fresh = rest.length;
          act(line);
        }
      }
    });
    if (greeting) socket.write(`${greeting}\r\n`);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    received: () => received,
    connections: () => connections,
    lines,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

/** Says yes to everything; `but` comes first and returns true where it has dealt with the line. */
export function obliging(but: (line: string, server: Parameters<Script>[1]) => boolean = () => false): Script {
  return (line, server) => {
    if (but(line, server)) return;
    if (line === '(bytes)') return;
    if (line === 'DATA') server.say('354 go on');
    else if (line === 'QUIT') server.say('221 bye');
    else server.say('250 fine');
  };
}

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = await scriptedServer(obliging());
  await server.close();
  return server.port;
}

/** A certificate for localhost that vouches for itself. */
export function certificate(): { key: string; cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
  const identifier = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
  const time = (text: string) => der(0x18, Buffer.from(text));
  const sha256WithRsa = sequence(identifier('2a864886f70d01010b'), der(0x05));
  const name = sequence(der(0x31, sequence(identifier('550403'), der(0x0c, Buffer.from('localhost')))));
  const alternativeNames = sequence(identifier('551d11'), der(0x04, sequence(der(0x82, Buffer.from('localhost')))));
  const signed = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    sha256WithRsa,
    name,
    sequence(time('20200101000000Z'), time('20991231235959Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(alternativeNames)),
  );
  const signature = createSign('RSA-SHA256').update(signed).sign(privateKey);
  const whole = sequence(signed, sha256WithRsa, der(0x03, Buffer.from([0]), signature));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  };
}

/** One element of ASN.1's distinguished encoding. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  if (content.length < 128) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const digits = content.length.toString(16);
  const length = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, content]);
}
