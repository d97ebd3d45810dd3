import { createServer } from 'node:net';

/** A TCP port on 127.0.0.1 that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const given = server.address();
      server.close(() =>
        given !== null && typeof given === 'object' ? found(given.port) : failed(new Error('no port was given')),
      );
    });
  });
}

/**
 * Different ports on 127.0.0.1 that were free a moment ago, all below those that the system gives to outgoing connections (32768
 * and up on Linux), so that nothing else takes one while its server is down.
 * @param except one that is spoken for
 */
export async function lowFreePorts(count: number, except?: number): Promise<number[]> {
  const found = new Set<number>();
  while (found.size < count) {
    const port = 12_000 + Math.floor(Math.random() * 20_000);
    if (port !== except && (await isFree(port))) found.add(port);
  }
  return [...found];
}

function isFree(port: number): Promise<boolean> {
  return new Promise((told) => {
    const server = createServer();
    server.once('error', () => told(false));
    server.listen(port, '127.0.0.1', () => server.close(() => told(true)));
  });
}
