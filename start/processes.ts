import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A process that cannot be confused with a later one of the same number. */
export type ProcessIdentity = {
  pid: number;
  /** Opaque: boot and start time where the system tells them; empty where it tells nothing but 'alive'. */
  startedAt: string;
};

/** The identity of a living process, or undefined: ended ones that nobody has collected yet (zombies) are not alive. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  if (process.platform === 'linux') return linuxIdentity(pid);
  if (!answersSignal(pid)) return undefined;
  const startedAt = process.platform === 'win32' ? '' : fromPs(pid, 'lstart');
  return startedAt === undefined ? undefined : { pid, startedAt };
}

/** Whether exactly this process is still alive. */
export function isAlive(identity: ProcessIdentity): boolean {
  return identityOf(identity.pid)?.startedAt === identity.startedAt;
}

/** The command line of a living process, its arguments separated by spaces; undefined where it cannot be read. */
export function commandLineOf(pid: number): string | undefined {
  if (process.platform === 'win32') return undefined;
  if (process.platform !== 'linux') return fromPs(pid, 'command');
  return readIfThere(`/proc/${pid}/cmdline`)?.replace(/\0$/, '').replaceAll('\0', ' ');
}

/** One step of ending a process: the signal, and how long it may take to work. */
export type EndingStep = { signal: NodeJS.Signals; limitMilliseconds: number };

/** Sends one signal after the other until exactly this process has ended. Returns false if it outlived them all. */
export async function endProcess(identity: ProcessIdentity, steps: readonly EndingStep[]): Promise<boolean> {
  for (const { signal, limitMilliseconds } of steps) {
    if (!isAlive(identity)) return true;
    sendSignal(identity.pid, signal);
    if (await untilEnded(identity, limitMilliseconds)) return true;
  }
  return !isAlive(identity);
}

async function untilEnded(identity: ProcessIdentity, limitMilliseconds: number): Promise<boolean> {
  const limit = performance.now() + limitMilliseconds;
  while (performance.now() < limit) {
    if (!isAlive(identity)) return true;
    await pause(25);
  }
  return false;
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function linuxIdentity(pid: number): ProcessIdentity | undefined {
  const stat = readIfThere(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The second field, the name in brackets, may itself hold spaces and brackets (proc_pid_stat(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  if (state === 'Z' || state === 'X') return undefined;
  const boot = readIfThere('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
  return { pid, startedAt: `${boot} ${fields[19] ?? ''}` };
}

function answersSignal(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function fromPs(pid: number, field: 'lstart' | 'command'): string | undefined {
  try {
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
    const said = execFileSync('ps', ['-ww', '-o', `${field}=`, '-p', String(pid)], {
      encoding: 'utf8',
      env,
      timeout: 5000,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    return said === '' ? undefined : said;
  } catch {
    return undefined;
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
