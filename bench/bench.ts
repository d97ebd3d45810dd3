import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '../start/environment.ts';
import { ProgramMissing } from '../start/program-search.ts';
import { type Bundles, makeBundles } from './crew.ts';
import { Endings } from './endings.ts';
import { measureAcceptances } from './measure/acceptances.ts';
import { databaseVersion, measureRounds, weighOpenComplaints } from './on-server.ts';
import { BadOptions, type BenchOptions, readOptions, usage } from './options.ts';
import { openPlace, type Place } from './place.ts';
import type { BenchResult, Profile, ServerFigures, ServerKind } from './results.ts';
import type { LetterSettings, LetterSpeeds } from './roles/messages.ts';
import { startRole } from './roles/role.ts';
import { keepResult, results, thisMachine } from './run.ts';
import { tablesOf } from './tables.ts';
import { openTeam, type Team } from './team.ts';

const say = (line: string) => void process.stderr.write(`${line}\n`);

process.env['TZ'] = 'UTC';
process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (options === undefined) {
      process.stdout.write(usage);
      return 0;
    }
    const result = await run(options);
    process.stdout.write(`\n${tablesOf(result)}\n`);
    say(`Kept as ${keep(result)}.`);
    return 0;
  } catch (fault) {
    const plain = fault instanceof BadOptions || fault instanceof ProgramMissing;
    say(fault instanceof Error ? (plain ? fault.message : (fault.stack ?? fault.message)) : String(fault));
    return 1;
  }
}

/** Everything in a folder of its own; every process is ended at the end, well or not, and after the limit in any case. */
async function run(options: BenchOptions): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'doleance-bench-'));
  const endings = new Endings();
  endings.add(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  const giveUp = () =>
    void endings
      .all()
      .catch(() => undefined)
      .finally(() => process.exit(130));
  process.once('SIGINT', giveUp).once('SIGTERM', giveUp);
  const limit = setTimeout(() => {
    say(`No end within ${options.limitMinutes} minutes: everything is ended.`);
    giveUp();
  }, options.limitMinutes * 60_000);
  try {
    return await measure(options, folder, endings);
  } finally {
    clearTimeout(limit);
    await endings.all();
    process.off('SIGINT', giveUp).off('SIGTERM', giveUp);
  }
}

/** What is measured once, on whichever server comes first. */
type Once = Omit<BenchResult, 'servers'>;

async function measure(options: BenchOptions, folder: string, endings: Endings): Promise<BenchResult> {
  say('Making the workflow bundles …');
  const bundles = await makeBundles(folder);
  const servers: ServerFigures[] = [];
  let once: Once | undefined;
  for (const kind of options.servers) {
    const ending = new Endings();
    endings.add(() => ending.all());
    const place = await placeUnlessMissing(kind, options, folder, ending);
    if (place === undefined) continue;
    const measured = await measureOn(place, options, bundles, ending, once === undefined);
    servers.push(measured.figures);
    once ??= measured.once;
    await ending.all();
  }
  if (once === undefined) throw new ProgramMissing('No Temporal server is here to measure on.');
  return { ...once, servers };
}

/** A quick run does without the server on PostgreSQL where its programs are not here. */
async function placeUnlessMissing(kind: ServerKind, options: BenchOptions, folder: string, endings: Endings) {
  const mayFetch = !(options.quick && kind === 'PostgreSQL');
  const environment = readEnvironment(process.env);
  try {
    return await openPlace({ kind, folder: join(folder, kind.replaceAll(' ', '-')), environment, say, endings, mayFetch });
  } catch (fault) {
    if (mayFetch || !(fault instanceof ProgramMissing)) throw fault;
    say(`Left out: ${fault.message}`);
    await endings.all();
    return undefined;
  }
}

async function measureOn(place: Place, options: BenchOptions, bundles: Bundles, endings: Endings, first: boolean) {
  say(`On the ${place.kind === 'dev server' ? 'dev server' : 'server on PostgreSQL'}:`);
  const profiles = options.profile ? join(results, 'profiles') : undefined;
  const surroundings = { place, bundles, options, endings, say, profiles };
  const team = await openTeam(surroundings);
  const figures = await measureRounds(team, surroundings);
  for (const worker of Object.values(team.workers)) await worker.stop();
  if (!first) return { figures, once: undefined };
  const workerBytesPerOpenComplaint = await weighOpenComplaints(team, surroundings);
  await team.relay.stop();
  say('Accepting, and writing letters …');
  const once: Once = {
    profile: await profileOf(options, place),
    workerBytesPerOpenComplaint,
    acceptances: await measureAcceptances(team.api, acceptingRoots(team), options.seconds),
    letters: await measureLetters(place, team.recording.letters, options.seconds),
  };
  return { figures, once };
}

function acceptingRoots({ roots }: Team): Team['roots'] {
  const wanted = ['API', "register's PostgreSQL"];
  return Object.fromEntries(Object.entries(roots).filter(([name]) => wanted.includes(name)));
}

async function measureLetters(place: Place, letters: unknown[], seconds: number): Promise<LetterSpeeds> {
  const settings: LetterSettings = { databaseUrl: place.register.url, smtpUrl: place.smtpUrl, letters, seconds };
  const role = startRole('letters.ts', settings, { folder: place.folder, name: 'letters' });
  try {
    return await role.next<LetterSpeeds>((news) => typeof news.rendered === 'object');
  } finally {
    await role.stop();
  }
}

async function profileOf(options: BenchOptions, place: Place): Promise<Profile> {
  const { lifecycles, inFlight, rounds, pauseMilliseconds, maxCachedWorkflows, quick } = options;
  return {
    ...thisMachine(),
    quick,
    postgresql: await databaseVersion(place),
    lifecycles,
    inFlight,
    rounds,
    pauseMilliseconds,
    maxCachedWorkflows,
  };
}

function keep(result: BenchResult): string {
  const [only, ...others] = result.servers;
  const where = only && others.length === 0 ? `-${only.kind === 'dev server' ? 'dev-server' : 'postgresql'}-only` : '';
  return keepResult(result.profile, result.profile.quick ? 'quick' : 'full', result, where);
}
