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
