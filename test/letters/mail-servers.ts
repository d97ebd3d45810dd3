import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net, { type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** A real SMTP server; what it takes goes to `mails`. */
export async function mailServer(
  options: SMTPServerOptions = {},
  mails: TakenMail[] = [],
): Promise<TestServer & { mails: TakenMail[]; smtp: SMTPServer }> {
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    closeTimeout: 100,
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          bytes: Buffer.concat(chunks).toString('latin1'),
        });
        callback();
      });
    },
    ...options,
  });
  smtp.on('error', () => undefined);
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

/** A certificate for localhost, made with openssl and its own authority; undefined where openssl is missing. */
export function certificate(): { key: string; cert: string } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '2',
        '-subj',
        '/CN=localhost',
        '-addext',
        'subjectAltName=DNS:localhost,IP:127.0.0.1',
        '-keyout',
        key,
        '-out',
        cert,
      ],
      { stdio: 'ignore' },
    );
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
