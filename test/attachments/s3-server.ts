import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { S3Settings } from '../../attachments/storage/s3.ts';
import { lowFreePorts } from '../../start/free-port.ts';
import { eventually } from '../faults/helpers/eventually.ts';

/** An S3-compatible server with one empty bucket. */
export interface S3Server {
  settings: S3Settings;
  stop(): Promise<void>;
}

/** @param folder where the server keeps its buckets */
export async function startS3Server(program: string, folder: string): Promise<S3Server> {
  const [port = 0] = await lowFreePorts(1);
  const [buckets, sidecar] = [join(folder, 'buckets'), join(folder, 'metadata')];
  mkdirSync(join(buckets, 'complaints'), { recursive: true });
  mkdirSync(sidecar);
  const credentials = { accessKeyId: 'doleance', secretAccessKey: 'a-secret-of-the-tests' };
  const server = spawn(program, ['--quiet', '--port', `127.0.0.1:${port}`, 'posix', '--sidecar', sidecar, buckets], {
    stdio: 'ignore',
    env: { ROOT_ACCESS_KEY: credentials.accessKeyId, ROOT_SECRET_KEY: credentials.secretAccessKey },
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await eventually('the S3-compatible server answers', async () => {
    if (server.exitCode !== null) throw new Error(`The S3-compatible server ended with ${server.exitCode}.`);
    return (await fetch(endpoint).catch(() => undefined)) !== undefined;
  }).catch(async (fault: unknown) => {
    await ended(server);
    throw fault;
  });
  return {
    settings: { bucket: 'complaints', prefix: 'tests/', region: 'us-east-1', endpoint, credentials },
    stop: () => ended(server),
  };
}

function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once('exit', () => resolve());
    server.kill('SIGTERM');
  });
}
