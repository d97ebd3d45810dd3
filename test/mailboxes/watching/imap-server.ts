import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** What a server answers to a command, before its tag says how it went; `closes` ends the connection instead. */
export type Answer = { lines?: readonly string[]; says?: 'OK' | 'NO' } | 'closes';

/** An IMAP server with one message of ten bytes, UID 1, that answers as a test has it. */
export interface ScriptedServer {
  port: number;
  /** Every command that came, without its tag. */
  commands: string[];
  close(): Promise<void>;
}

const usual: readonly [RegExp, readonly string[]][] = [
  [/^CAPABILITY/i, ['CAPABILITY IMAP4rev1 MOVE']],
  [/^(SELECT|EXAMINE)/i, ['FLAGS (\\Seen)', '1 EXISTS', 'OK [UIDVALIDITY 1]', 'OK [UIDNEXT 2]']],
  [/^UID FETCH .*RFC822\.SIZE/i, ['1 FETCH (UID 1 RFC822.SIZE 10)']],
  [/^UID SEARCH/i, ['SEARCH 1']],
  [/^LOGOUT/i, ['BYE']],
];

/** @param answers to what is not answered as usual, the first that fits */
export async function startScriptedServer(answers: readonly (readonly [RegExp, Answer])[]): Promise<ScriptedServer> {
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write('* OK ready\r\n');
    createInterface({ input: socket }).on('line', (line) => {
      const [tag = '', ...words] = line.split(' ');
      const command = words.join(' ');
      commands.push(command);
      const answer = answers.find(([form]) => form.test(command))?.[1];
      if (answer === 'closes') return socket.destroy();
      const lines = answer ? (answer.lines ?? []) : (usual.find(([form]) => form.test(command))?.[1] ?? []);
      return socket.write(`${lines.map((one) => `* ${one}\r\n`).join('')}${tag} ${answer?.says ?? 'OK'} done\r\n`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    commands,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
