import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The account that PostgreSQL runs under where the start runs as root, which PostgreSQL refuses. */
export type Account = { uid: number; gid: number };

/** How a program is to be spawned so that it runs under an account. */
export type Spawnable = { file: string; args: readonly string[]; uid?: number; gid?: number };

/**
 * The account for a cluster: none (our own) unless we are root; as root the owner of the existing cluster, else the user
 * `postgres`, which is made where there is none.
 * @throws Error where that user cannot be made
 */
export function accountFor(cluster: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (existsSync(cluster)) {
    const { uid, gid } = statSync(cluster);
    if (uid !== 0) return { uid, gid };
  }
  return postgresUser() ?? makePostgresUser();
}

/** Lets other users pass through a folder without seeing into it: PostgreSQL's account must reach its own folder within. */
export function letPass(folder: string): void {
  const { mode } = statSync(folder);
  if ((mode & 0o001) === 0) chmodSync(folder, (mode & 0o7777) | 0o011);
}

/**
 * How to run a program under an account. Where a folder on the way (such as /root) is closed to the account, the program
 * keeps the one capability that lets it pass.
 */
export function runAs(account: Account | undefined, file: string, args: readonly string[], folder: string): Spawnable {
  if (account === undefined) return { file, args };
  const { uid, gid } = account;
  if (isReachable(file, account) && isReachable(folder, account)) return { file, args, uid, gid };
  const capability = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return { file: 'setpriv', args: [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', ...capability, '--', file, ...args] };
}

function isReachable(path: string, { uid, gid }: Account): boolean {
  const parent = dirname(path);
  if (parent === path) return true;
  const found = statSync(parent);
  const mayPass = found.uid === uid ? 0o100 : found.gid === gid ? 0o010 : 0o001;
  return (found.mode & mayPass) !== 0 && isReachable(parent, { uid, gid });
}

function postgresUser(): Account | undefined {
  try {
    const number = (flag: '-u' | '-g') => Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: number('-u'), gid: number('-g') };
  } catch {
    return undefined;
  }
}

function makePostgresUser(): Account {
  try {
    const options = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
    execFileSync('useradd', [...options, 'postgres'], { stdio: 'ignore', timeout: 30_000 });
  } catch {
    // Another start may have made it in between; what counts is whether it is there.
  }
  const made = postgresUser();
  if (made !== undefined) return made;
  throw new Error(
    'PostgreSQL does not run as root, and the user `postgres` could not be made: start as an ordinary user, or give DATABASE_URL.',
  );
}
