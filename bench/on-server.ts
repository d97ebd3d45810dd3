import { sql } from 'kysely';
import { openRegister, type Register } from '../register/register.ts';
import { bytesPerOpenComplaint } from './measure/memory.ts';
import { runRound } from './measure/rounds.ts';
import type { Place } from './place.ts';
import type { BenchResult, RoundFigures, ServerFigures } from './results.ts';
import { type FormName, formNames } from './roles/messages.ts';
import type { Surroundings, Team } from './team.ts';
import { formsInRound, processesOf } from './turns.ts';

/** Runs the rounds, the forms taking turns, after each has warmed up. */
export async function measureRounds(team: Team, surroundings: Surroundings): Promise<ServerFigures> {
  const { place, options, say } = surroundings;
  const { rounds: turns, lifecycles, inFlight } = options;
  say('Warming up …');
  for (const name of formNames) await round(name, Math.max(inFlight, Math.ceil(lifecycles / 5)), team, surroundings);
  const before = await registerSize(place);
  const rounds: ServerFigures['rounds'] = [];
  for (let turn = 1; turn <= turns; turn += 1) {
    const figures: Partial<Record<FormName, RoundFigures>> = {};
    for (const name of formsInRound(turn)) {
      const found = await round(name, lifecycles, team, surroundings);
      figures[name] = found;
      say(`Round ${turn} of ${turns}, ${name}: ${spoken(found)}`);
    }
    rounds.push(figures as Record<FormName, RoundFigures>);
  }
  const after = await registerSize(place);
  return {
    kind: place.kind,
    version: await serverVersion(place),
    counts: team.counts,
    rounds,
    registerBytesPerComplaint: (after.bytes - before.bytes) / (after.complaints - before.complaints),
  };
}

function round(name: FormName, lifecycles: number, team: Team, { place, options }: Surroundings): Promise<RoundFigures> {
  const worker = team.workers[name];
  return runRound(team.forms[name], {
    temporal: place.temporal,
    milestones: team.milestones,
    roots: { ...processesOf(name, team.roots), worker: worker.pid },
    worker,
    lifecycles,
    inFlight: options.inFlight,
    pauseMilliseconds: options.pauseMilliseconds,
  });
}

function spoken({ lifecyclesPerSecond, cpu }: RoundFigures): string {
  const total = Object.values(cpu).reduce((sum, time) => sum + time, 0);
  return `${lifecyclesPerSecond.toFixed(1)} lifecycles/s, ${total.toFixed(0)} ms CPU each`;
}

/** Weighs open complaints of each form, one form after the other, each on a worker that has just begun. */
export async function weighOpenComplaints(
  team: Team,
  { place, options, say }: Surroundings,
): Promise<BenchResult['workerBytesPerOpenComplaint']> {
  const weigh = async (name: FormName) => {
    say(`Weighing open complaints, ${name} …`);
    const worker = await team.startWorker(name);
    const bytes = await bytesPerOpenComplaint(team.forms[name], worker, {
      temporal: place.temporal,
      milestones: team.milestones,
      complaints: options.openComplaints,
    });
    await worker.stop();
    return bytes;
  };
  return { bare: await weigh('bare'), whole: await weigh('whole'), empty: await weigh('empty') };
}

/** All tables of the register, its keys and its search, with indexes and long values, in bytes; and how many complaints there are. */
async function registerSize({ register: { url } }: Place): Promise<{ bytes: number; complaints: number }> {
  return withRegister(url, async ({ database }) => {
    const { rows } = await sql<{ bytes: number; complaints: number }>`
      select sum(pg_total_relation_size(oid))::bigint as bytes, (select count(*) from complaint) as complaints
      from pg_class
      where relkind = 'r' and relnamespace in ('public'::regnamespace, 'keys'::regnamespace, 'search'::regnamespace)`.execute(
      database,
    );
    return rows[0] ?? { bytes: 0, complaints: 0 };
  });
}

/** The version of the register's PostgreSQL. */
export async function databaseVersion({ register: { url } }: Place): Promise<string> {
  return withRegister(url, async ({ database }) => {
    const { rows } = await sql<{ server_version: string }>`show server_version`.execute(database);
    return rows[0]?.server_version ?? 'unknown';
  });
}

async function withRegister<Result>(url: string, act: (register: Register) => Promise<Result>): Promise<Result> {
  const register = openRegister(url, { connections: 1 });
  try {
    return await act(register);
  } finally {
    await register.close();
  }
}

async function serverVersion({ temporal }: Place): Promise<string> {
  const { serverVersion } = await temporal.client.workflowService.getSystemInfo({});
  return serverVersion;
}
