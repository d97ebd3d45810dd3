import { type ParseArgsConfig, parseArgs } from 'node:util';
import { loadProcedures } from '../../procedures/load-procedures.ts';
import { missingMigrations } from '../../register/migrate.ts';
import { ProcedureLibrary } from '../../register/procedure-library.ts';
import { openRegister } from '../../register/register.ts';
import { openAttachments } from '../attachments.ts';
import { startedDatabaseUrl } from '../embedded-database.ts';
import { BadEnvironment, type Environment } from '../environment.ts';
import { type Root, runRoot } from '../roots.ts';
import { temporalClient } from '../temporal-client.ts';
import { account } from './account.ts';
import { attachments } from './attachments.ts';
import { BadCall, type Given, type OperatorCommand, type OperatorPlace } from './command.ts';
import { erase } from './erase.ts';
import { exportRegister } from './export.ts';
import { hold, holds, release } from './mail.ts';
import { migrate } from './migrate.ts';
import { registerProcedure } from './procedure.ts';
import { rebuildSearch } from './rebuild-search.ts';
import { rebuildStatistics } from './rebuild-statistics.ts';
import { reconcile } from './reconcile.ts';
import { renew } from './renew.ts';
import { verify } from './verify.ts';

/** What an operator can do, by name, in the order of the help. */
export const operatorCommands: Record<string, OperatorCommand> = {
  migrate,
  verify,
  reconcile,
  renew,
  'register-procedure': registerProcedure,
  hold,
  release,
  holds,
  export: exportRegister,
  erase,
  'rebuild-search': rebuildSearch,
  'rebuild-statistics': rebuildStatistics,
  account,
  attachments,
};

/** A call as it is understood, or what is said instead of running it. */
export type Call = { command: OperatorCommand; given: Given; actor: string } | { help: string } | { refusal: string };

/** Reads the words of a command line. */
export function readCall([name = '--help', ...rest]: readonly string[]): Call {
  const command = Object.hasOwn(operatorCommands, name) ? operatorCommands[name] : undefined;
  if (name === '--help' || name === 'help' || rest.includes('--help')) return { help: help() };
  if (command === undefined) return { refusal: `'${name}' is no command; allowed: ${Object.keys(operatorCommands).join(', ')}` };
  try {
    return { command, ...read(command, rest) };
  } catch (fault) {
    return { refusal: refusalOf(fault instanceof Error ? fault.message : String(fault), command) };
  }
}

/** Runs a command on a place. @returns the exit code */
export async function runCall({ command, given }: Extract<Call, { command: unknown }>, place: OperatorPlace): Promise<0 | 1> {
  try {
    if (!command.beforeMigration) await refuseOldTables(place);
    return await command.run(place, given);
  } catch (fault) {
    if (!(fault instanceof BadCall)) throw fault;
    place.tell(`doleance: ${refusalOf(fault.message, command)}`);
    return 1;
  }
}

/** Answers a call of the operator's command line; ends the process with the command's exit code. */
export async function runOperator(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Promise<void> {
  const call = readCall(args);
  if ('help' in call) return void process.stdout.write(call.help);
  if ('refusal' in call) {
    process.stderr.write(`doleance: ${call.refusal}\n`);
    process.exitCode = 1;
    return;
  }
  await runRoot({ name: 'doleance', given: env, forPeople: true }, async (root) => {
    const place = await openPlace(root, call.actor);
    await root.stopping.stopAndExit(await runCall(call, place));
  });
}

async function refuseOldTables({ register }: OperatorPlace): Promise<void> {
  const missing = await missingMigrations(register);
  if (missing.length > 0) throw new BadCall(`The register lacks ${missing.join(', ')}; run first: npm run doleance -- migrate`);
}

function read({ options = {} }: OperatorCommand, args: string[]): { given: Given; actor: string } {
  const config = {
    args,
    options: { ...options, as: { type: 'string' as const } },
    allowPositionals: true,
  } satisfies ParseArgsConfig;
  const { values, positionals } = parseArgs(config);
  const flags = values as Given['flags'];
  const actor = typeof flags['as'] === 'string' && flags['as'].trim() !== '' ? flags['as'].trim().slice(0, 80) : 'operator';
  return { given: { words: positionals, flags }, actor };
}

async function openPlace({ environment, stopping, say }: Root, actor: string): Promise<OperatorPlace> {
  const procedures = await loadProcedures(environment.PROCEDURES_DIR);
  const register = openRegister(databaseUrl(environment), { connections: 4 });
  stopping.add('register', () => register.close());
  const address = environment.TEMPORAL_ADDRESS ?? `127.0.0.1:${environment.TEMPORAL_PORT}`;
  const temporal = temporalClient({ address, namespace: environment.TEMPORAL_NAMESPACE });
  stopping.add('Temporal client', () => temporal.close());
  const library = new ProcedureLibrary(register, procedures);
  const tell = (line: string) => void process.stderr.write(`${line}\n`);
  const place = { register, procedures, library, temporal, actor, say, tell, out: process.stdout };
  return { ...place, openAttachments: () => openAttachments(register, environment) };
}

/** The register that is named, or the one that `npm start` runs in the data folder. */
function databaseUrl({ DATABASE_URL, DATA_DIR }: Environment): string {
  const url = DATABASE_URL ?? startedDatabaseUrl(DATA_DIR);
  if (url !== undefined) return url;
  throw new BadEnvironment([`DATABASE_URL is not set, and no \`npm start\` runs in ${DATA_DIR}; set it, or start that first.`]);
}

/** Why a call is refused, and how the command is used. */
function refusalOf(message: string, { usage }: OperatorCommand): string {
  return `${message}\n\n  npm run doleance -- ${usage}`;
}

function help(): string {
  const lines = Object.values(operatorCommands).map(({ usage, about }) => `  ${usage}\n      ${about}`);
  return [
    'What an operator needs, on the register of DATABASE_URL and the Temporal server of TEMPORAL_ADDRESS, or on those of `npm start`.',
    '',
    '  npm run doleance -- COMMAND [--as NAME]      NAME stands in the journal; `operator` unless given',
    '',
    ...lines,
    '',
  ].join('\n');
}
