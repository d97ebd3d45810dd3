import { createServer } from 'node:net';
import type { PortToOpen } from './environment.ts';

/** One or more ports cannot be opened; each line names the variable, the port and why. */
export class PortsUnavailable extends Error {
  readonly lines: readonly string[];
  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'PortsUnavailable';
    this.lines = lines;
  }
}

/**
 * Opens and closes each port once, before anything starts.
 * @throws PortsUnavailable with one line per port that is in use or not allowed
 */
export async function checkPorts(ports: readonly PortToOpen[]): Promise<void> {
  const lines = await Promise.all(ports.map(problemOf));
  const problems = lines.filter((line) => line !== undefined);
  if (problems.length > 0) throw new PortsUnavailable(problems);
}

async function problemOf({ variable, host, port }: PortToOpen): Promise<string | undefined> {
  const code = await failureToListen(host, port);
  switch (code) {
    case undefined:
      return undefined;
    case 'EADDRINUSE':
      return `${variable} is ${port}, and that port of ${host} is in use: stop the program that holds it, or set ${variable} to another.`;
    case 'EACCES':
      return `${variable} is ${port}, which this user may not open: set ${variable} to a port from 1024 on.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST is '${host}', which is no address of this machine (for ${variable} ${port}).`;
    default:
      return `${variable} is ${port}, which cannot be opened on ${host} (${code}).`;
  }
}

function failureToListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((told) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => told(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => told(undefined)));
  });
}
