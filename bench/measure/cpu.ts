import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Processes by what they do, each with the ids of those whose descendants count with them. */
export type Roots = Record<string, number>;

/** CPU time so far in milliseconds, user and system, by what the processes do. */
export type CpuTimes = Record<string, number>;

/** The name under which this very process is counted. */
const benchClient = 'bench client';

interface Stat {
  pid: number;
  parent: number;
  /** With that of its children which have ended and been collected. */
  milliseconds: number;
}

/**
 * The CPU time that each root has taken so far with all its descendants, living or ended, and this process without any. A child that
 * ends hands its time to its parent, so that nothing is lost between two readings. Linux only; to ten milliseconds.
 */
export function cpuTimes(roots: Roots): CpuTimes {
  const stats = allProcesses();
  const times = Object.entries(roots).map(([name, root]) => [name, treeTime(root, stats)] as const);
  const { user, system } = process.cpuUsage();
  return { ...Object.fromEntries(times), [benchClient]: (user + system) / 1000 };
}

/** What was taken between two readings. */
export function cpuBetween(before: CpuTimes, after: CpuTimes): CpuTimes {
  return Object.fromEntries(Object.entries(after).map(([name, time]) => [name, time - (before[name] ?? 0)]));
}

/** The CPU time so far of each thread of a process that lives, in milliseconds, by the thread's id. */
export function threadTimes(pid: number): Record<string, { name: string; milliseconds: number }> {
  const threads = readdirSync(`/proc/${pid}/task`).flatMap((id) => {
    const stat = readIfThere(`/proc/${pid}/task/${id}/stat`);
    if (stat === undefined) return [];
    const { name, fields } = parts(stat);
    return [[id, { name, milliseconds: ticks(fields, 11, 12) }] as const];
  });
  return Object.fromEntries(threads);
}

/** Memory of a process that is in RAM, in bytes. */
export function residentBytes(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) * 1024;
}

function treeTime(root: number, stats: Stat[]): number {
  const own = stats.find(({ pid }) => pid === root)?.milliseconds ?? 0;
  return stats.filter(({ parent }) => parent === root).reduce((sum, { pid }) => sum + treeTime(pid, stats), own);
}

function allProcesses(): Stat[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      const stat = readIfThere(`/proc/${pid}/stat`);
      if (stat === undefined) return [];
      const { fields } = parts(stat);
      return [{ pid: Number(pid), parent: Number(fields[1]), milliseconds: ticks(fields, 11, 12, 13, 14) }];
    });
}

/** The second field, the name in brackets, may itself hold spaces and brackets (proc_pid_stat(5)); the fields are those after it. */
function parts(stat: string): { name: string; fields: string[] } {
  const end = stat.lastIndexOf(')');
  return { name: stat.slice(stat.indexOf('(') + 1, end), fields: stat.slice(end + 2).split(' ') };
}

const millisecondsPerTick = 1000 / ticksPerSecond();

function ticks(fields: string[], ...places: number[]): number {
  return places.reduce((sum, place) => sum + Number(fields[place] ?? 0), 0) * millisecondsPerTick;
}

function ticksPerSecond(): number {
  return Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8', timeout: 5_000 }));
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
