import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Environment } from './environment.ts';

/** What a program says of itself: each thing that must be there, and figures that only inform. */
export interface Health {
  checks: Record<string, boolean>;
  figures?: Record<string, number>;
}

/** Pages that say whether a program lives and can work. */
export interface HealthPages {
  stop(): Promise<void>;
}

/**
 * Serves `/healthz` (the process lives) and `/readyz` (200 where every check holds, else 503 with what is missing) for a program that
 * has no web server of its own; nothing where no port is set.
 * @throws where the port cannot be opened
 */
export async function startHealthPages(
  { HEALTH_PORT: port, HOST: host }: Pick<Environment, 'HEALTH_PORT' | 'HOST'>,
  ask: () => Promise<Health>,
): Promise<HealthPages> {
  if (port === undefined) return { stop: async () => undefined };
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    if (path === '/healthz') answer(response, 200, { status: 'alive' });
    else if (path === '/readyz') void answerReadiness(response, ask);
    else answer(response, 404, { status: 'no such page' });
  });
  await listen(server, port, host);
  return {
    stop: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function answerReadiness(response: ServerResponse, ask: () => Promise<Health>): Promise<void> {
  const health = await ask().catch((): Health => ({ checks: { health: false } }));
  const ready = Object.values(health.checks).every((check) => check);
  answer(response, ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', ...health });
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(`${JSON.stringify(body)}\n`);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((listens, failed) => {
    server.once('error', failed);
    server.listen(port, host, () => listens());
  });
}
