import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClamavPlace } from '../../attachments/scanner.ts';
import { lowFreePorts } from '../../start/free-port.ts';
import { eventually } from '../faults/helpers/eventually.ts';

/** A running ClamAV daemon that knows one signature: EICAR's test file. */
export interface Clamd {
  byPort: ClamavPlace;
  bySocket: ClamavPlace;
  stop(): Promise<void>;
}

/** The harmless file that every scanner takes for malware; in two parts, so that this file is not taken for it. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/** What the daemon takes at most, in bytes. */
export const clamdLimit = 1024 * 1024;

/** Debian's package brings no signatures; the tests bring their own. @param folder of its configuration, signatures and socket */
export async function startClamd(program: string, folder: string): Promise<Clamd> {
  const [port = 0] = await lowFreePorts(1);
  const signatures = join(folder, 'signatures');
  const socket = join(folder, 'clamd.sock');
  mkdirSync(signatures);
  writeFileSync(join(signatures, 'tests.ndb'), `Doleance.Eicar-Test:0:*:${Buffer.from(eicar).toString('hex')}\n`);
  chmodSync(folder, 0o755);
  const lines = {
    Foreground: 'yes',
    DatabaseDirectory: signatures,
    LocalSocket: socket,
    TCPSocket: port,
    TCPAddr: '127.0.0.1',
    StreamMaxLength: clamdLimit,
    TemporaryDirectory: folder,
    LogFile: join(folder, 'clamd.log'),
    MaxThreads: 2,
    ...(process.getuid?.() === 0 ? { User: 'root' } : {}),
  };
  const settings = join(folder, 'clamd.conf');
  writeFileSync(
    settings,
    Object.entries(lines)
      .map(([name, value]) => `${name} ${value}\n`)
      .join(''),
  );
  const daemon = spawn(program, ['--config-file', settings], { stdio: 'ignore' });
  const { Clamav } = await import('../../attachments/scanner.ts');
  const byPort = { host: '127.0.0.1', port, timeoutSeconds: 20 };
  await eventually('clamd answers', async () => {
    if (daemon.exitCode !== null) throw new Error(`clamd ended with ${daemon.exitCode}.`);
    return new Clamav(byPort).isThere();
  }).catch(async (fault: unknown) => {
    await ended(daemon);
    throw fault;
  });
  return { byPort, bySocket: { path: socket, timeoutSeconds: 20 }, stop: () => ended(daemon) };
}

function ended(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    daemon.once('exit', () => resolve());
    daemon.kill('SIGTERM');
  });
}
