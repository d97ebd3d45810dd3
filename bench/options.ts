import { parseArgs } from 'node:util';
import type { ServerKind } from './results.ts';

/** Said where it is asked for, or where an option is wrong. */
export const usage = `Sets the ordinary complaint beside a bare workflow of the same counts, in the same run.

  npm run bench
  npm run bench -- --quick

  --quick             small numbers, under three minutes on two cores
  --server WHICH      dev, postgres or both (both; with --quick the second only where its programs are here already)
  --lifecycles N      of each form in each round (100; with --quick 4)
  --in-flight N       lifecycles at once (25; with --quick 4)
  --rounds N          rounds, of which the median is taken (3)
  --profile           CPU profiles of the workers, in bench/results/profiles
  --help              prints this
`;

/** How large a run is. */
export interface BenchOptions {
  quick: boolean;
  servers: ServerKind[];
  lifecycles: number;
  inFlight: number;
  rounds: number;
  profile: boolean;
  pauseMilliseconds: number;
  maxCachedWorkflows: number;
  /** Complaints that are opened to weigh them. */
  openComplaints: number;
  /** For each measurement of a rate. */
  seconds: number;
  /** After which the whole run is given up. */
  limitMinutes: number;
}

/** A call of the command that cannot be understood; the message is for whoever made it. */
export class BadOptions extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BadOptions';
  }
}

const servers: Record<string, ServerKind[]> = {
  dev: ['dev server'],
  postgres: ['PostgreSQL'],
  both: ['dev server', 'PostgreSQL'],
};

/** Reads the command line; undefined where only the usage is asked for. @throws BadOptions */
export function readOptions(args: readonly string[]): BenchOptions | undefined {
  const given = parse(args);
  if (given.help) return undefined;
  const quick = given.quick;
  const chosen = servers[given.server];
  if (chosen === undefined) throw new BadOptions(`--server is '${given.server}'; allowed: dev, postgres, both.`);
  return {
    quick,
    servers: chosen,
    lifecycles: whole('lifecycles', given.lifecycles, 5_000) ?? (quick ? 4 : 100),
    inFlight: whole('in-flight', given['in-flight'], 1_000) ?? (quick ? 4 : 25),
    rounds: whole('rounds', given.rounds, 15) ?? 3,
    profile: given.profile,
    pauseMilliseconds: quick ? 150 : 250,
    maxCachedWorkflows: 2_000,
    openComplaints: quick ? 16 : 200,
    seconds: quick ? 1 : 8,
    limitMinutes: quick ? 15 : 60,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        quick: { type: 'boolean', default: false },
        server: { type: 'string', default: 'both' },
        lifecycles: { type: 'string' },
        'in-flight': { type: 'string' },
        rounds: { type: 'string' },
        profile: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (fault) {
    throw new BadOptions(fault instanceof Error ? fault.message : String(fault));
  }
}

function whole(name: string, given: string | undefined, most: number): number | undefined {
  if (given === undefined) return undefined;
  const value = /^\d{1,6}$/.test(given) ? Number(given) : 0;
  if (value < 1 || value > most) throw new BadOptions(`--${name} is '${given}'; allowed: a whole number from 1 to ${most}.`);
  return value;
}
