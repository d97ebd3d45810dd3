import { createServer, type Server } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { freePort } from '../../start/free-port.ts';
import { checkPorts, PortsUnavailable } from '../../start/ports.ts';

function holdPort(port: number): Promise<Server> {
  return new Promise((held) => {
    const server = createServer().listen(port, '127.0.0.1', () => held(server));
  });
}

describe('ports are checked before anything starts', () => {
  test('a free port passes, and is free again afterwards', async () => {
    const port = await freePort();
    await checkPorts([{ variable: 'PORT', host: '127.0.0.1', port }]);
    await checkPorts([{ variable: 'PORT', host: '127.0.0.1', port }]);
    const server = await holdPort(port);
    expect(server.listening).toBe(true);
    server.close();
  });

  test('each port in use is one line with its variable', async () => {
    const [port, other] = [await freePort(), await freePort()];
    const servers = [await holdPort(port), await holdPort(other)];
    const check = checkPorts([
      { variable: 'PORT', host: '127.0.0.1', port },
      { variable: 'SMTP_PORT', host: '127.0.0.1', port: other },
    ]);
    await expect(check).rejects.toThrow(PortsUnavailable);
    await expect(check).rejects.toMatchObject({
      lines: [
        `PORT is ${port}, and that port of 127.0.0.1 is in use: stop the program that holds it, or set PORT to another.`,
        `SMTP_PORT is ${other}, and that port of 127.0.0.1 is in use: stop the program that holds it, or set SMTP_PORT to another.`,
      ],
    });
    for (const server of servers) server.close();
  });

  test('a host that is not of this machine is said', async () => {
    const port = await freePort();
    await expect(checkPorts([{ variable: 'PORT', host: '192.0.2.1', port }])).rejects.toThrow(
      `HOST is '192.0.2.1', which is no address of this machine (for PORT ${port}).`,
    );
  });
});
