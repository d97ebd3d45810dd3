import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { csvLine } from '../../register/export-columns.ts';
import { keepLetter } from '../../register/letters.ts';
import { keepProcedureVersion } from '../../register/procedure-versions.ts';
import { openRegister } from '../../register/register.ts';
import { differences } from '../../start/operator/differences.ts';
import { operatorCommands } from '../../start/operator/run-operator.ts';
import { temporalClient } from '../../start/temporal-client.ts';
import { programOf } from '../faults/helpers/processes.ts';
import { freshDatabase } from '../helpers/database.ts';
import { decide, type GivenRegister, givenRegister, personal, register } from '../register/given.ts';
import { call } from './calls.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

let given: GivenRegister;
let folder: string;
let reference: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doleance-operator-'));
  given = await givenRegister();
  reference = await register(given);
  await decide(given, reference, { decision: 'acknowledge-now' });
  await keepLetter(
    given.register,
    { reference, duty: 'acknowledgement', occasion: 'first', kind: 'acknowledgement' },
    {
      id: '2f0d2f6e-5a51-4c55-9d0d-5d6f7f0c9a11',
      recipient: 'complainant',
      language: 'fr',
      way: 'post',
      letterDate: '2026-05-13',
      content: { subject: 'Votre lettre', html: '<p>Bonjour</p>', text: 'Bonjour', to: { name: personal.name } },
    },
  );
});
afterAll(async () => {
  await given.close();
  await rm(folder, { recursive: true, force: true });
});

/** Calls the command line, on a register and a Temporal server that does not answer. */
async function doleance(args: string[], register = given.register) {
  const temporal = temporalClient({ address: '127.0.0.1:1', namespace: 'default' });
  try {
    return await call({ parts: { register, library: given.library }, temporal }, ...args);
  } finally {
    await temporal.close();
  }
}

/** Runs it in a process of its own, as an operator does. */
async function run(args: string[], environment: Record<string, string>) {
  const child = spawn(process.execPath, [...programOf('start/commands/doleance.ts'), ...args], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', DATA_DIR: folder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const exitCode = await new Promise<number | null>((ended) => child.once('close', ended));
  return { exitCode, stdout, stderr };
}

describe('a call that is not understood', () => {
  test.each([
    { args: ['frobnicate'], says: "'frobnicate' is no command; allowed: migrate, verify" },
    { args: ['hold'], says: 'Whose mail is missing; allowed: a procedure such as opticourtage, or a reference' },
    { args: ['hold', 'opticourtage'], says: '--reason is missing; allowed: 1 to 200 characters' },
    { args: ['hold', 'nobody', '--reason', 'x'], says: "'nobody' is no procedure; allowed: 123-courtage, almena" },
    { args: ['release', 'OPT-1999-000001'], says: 'There is no complaint OPT-1999-000001.' },
    { args: ['export', '--format', 'xml'], says: "--format is 'xml'; allowed: csv, jsonl" },
    { args: ['export', '--from', '2026-02-30'], says: "--from is '2026-02-30'; allowed: a day such as 2026-05-13" },
    { args: ['export', '--from', '0000-01-01'], says: "--from is '0000-01-01'; allowed: a day such as 2026-05-13" },
    { args: ['export', '--procedure', ''], says: "'' is no procedure; allowed: 123-courtage" },
    { args: ['export', '--out', ''], says: "--out is ''; allowed: the name of a file" },
    { args: ['renew', '--procedure', ''], says: "'' is no procedure; allowed: 123-courtage" },
    { args: ['export', 'everything'], says: "'everything' is not known here; this command takes no words" },
    { args: ['verify', '--quickly'], says: "Unknown option '--quickly'" },
    { args: ['reconcile'], says: 'Temporal does not answer, or no worker polls it; start both' },
  ])('$args says what is allowed, shows how it is used, and ends with 1', async ({ args, says }) => {
    const { exitCode, stderr, stdout } = await doleance(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain(says);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

test('the help names every command with a line about it', async () => {
  const { exitCode, stdout } = await doleance(['--help']);
  expect(exitCode).toBe(0);
  for (const { usage, about } of Object.values(operatorCommands)) expect(stdout).toContain(`${usage}\n      ${about}`);
});

describe('in a process of its own', () => {
  test('it writes what it was asked for to standard output, and nothing else there', async () => {
    const { exitCode, stdout, stderr } = await run(['export'], { DATABASE_URL: given.database.url });
    expect({ exitCode, stderr, rows: stdout.split('\r\n').length }).toEqual({
      exitCode: 0,
      stderr: '1 complaint exported.\n',
      rows: 3,
    });
  });

  test('without a register it says where one could be', async () => {
    const { exitCode, stderr } = await run(['verify'], {});
    expect(exitCode).toBe(1);
    expect(stderr).toBe(`DATABASE_URL is not set, and no \`npm start\` runs in ${folder}; set it, or start that first.\n`);
  });
});

test('on a register whose tables are not up to date it says what to run first; migrate brings them up to date, twice the same', async () => {
  const empty = await freshDatabase();
  const register = openRegister(empty.url);
  try {
    expect((await doleance(['verify'], register)).stderr).toContain('run first: npm run doleance -- migrate');
  } finally {
    await register.close();
  }
  const migrate = () => run(['migrate', '--register-only'], { DATABASE_URL: empty.url });
  expect((await migrate()).stdout).toContain('Register: 0001-register, 0002-promises-and-links');
  expect((await migrate()).stdout).toContain('Register: up to date.');
  await empty.drop();
});

describe('export', () => {
  test('as CSV it has a row for each complaint with its dates, and nothing personal', async () => {
    const { stdout, stderr, exitCode } = await doleance(['export']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '1 complaint exported.\n' });
    const [head = '', row = ''] = stdout.replace('\uFEFF', '').split('\r\n');
    const cells = Object.fromEntries(head.split(',').map((name, place) => [name, row.split(',')[place]]));
    expect(cells).toMatchObject({
      reference,
      receivedOn: '2026-05-13',
      acknowledgementDueOn: '2026-05-27',
      answerDueOn: '2026-07-13',
    });
    for (const word of Object.values(personal)) expect(stdout).not.toContain(word);
  });

  test('as lines of JSON it has everything of a complaint; what is personal only where it is asked for', async () => {
    const { stdout } = await doleance(['export', '--format', 'jsonl']);
    expect(JSON.parse(stdout)).toMatchObject({
      reference,
      duties: expect.arrayContaining([expect.objectContaining({ duty: 'final-response', dueOn: '2026-07-13' })]),
      procedureVersion: expect.stringMatching(/^opticourtage@/),
      messages: [{ body: { decision: 'acknowledge-now' } }],
      letters: [{ kind: 'acknowledgement', letterDate: '2026-05-13' }],
      journal: expect.arrayContaining([expect.objectContaining({ event: 'complaint-registered' })]),
    });
    expect(stdout).not.toMatch(/"[a-z]+_[a-z_]+":/);
    for (const word of [...Object.values(personal), 'Votre lettre']) expect(stdout).not.toContain(word);
    const file = join(folder, 'register.jsonl');
    expect((await doleance(['export', '--format', 'jsonl', '--personal', '--out', file])).stdout).toBe('');
    const whole = await readFile(file, 'utf8');
    expect(JSON.parse(whole)).toMatchObject({
      content: { complainant: { name: personal.name } },
      messages: [{ texts: { reasons: personal.decision } }],
      letters: [{ subject: 'Votre lettre', text: 'Bonjour', to: { name: personal.name } }],
    });
  });

  test.each([
    { flags: ['--procedure', 'almena'], count: 0 },
    { flags: ['--procedure', 'opticourtage', '--from', '2026-05-13', '--to', '2026-05-13'], count: 1 },
    { flags: ['--from', '2026-05-14'], count: 0 },
    { flags: ['--to', '2026-05-12'], count: 0 },
  ])('$flags leaves $count', async ({ flags, count }) => {
    expect((await doleance(['export', ...flags])).stderr).toMatch(new RegExp(`^${count} complaint`));
  });

  test('a call that is not understood leaves the file of an earlier export, and makes none', async () => {
    const own = join(folder, 'refused');
    await mkdir(own);
    const file = join(own, 'register.csv');
    await writeFile(`${file}.unfinished`, 'earlier');
    expect((await doleance(['export', '--format', 'xml', '--out', file])).exitCode).toBe(1);
    expect(await readFile(`${file}.unfinished`, 'utf8')).toBe('earlier');
  });

  test('into a folder that is not there, or in place of one, ends with one clear line and leaves nothing', async () => {
    const own = join(folder, 'faults');
    await mkdir(join(own, 'folder.csv', 'inside'), { recursive: true });
    for (const file of [join(own, 'nowhere', 'register.csv'), join(own, 'folder.csv')]) {
      const { exitCode, stderr } = await doleance(['export', '--out', file]);
      expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining(`${file} cannot be written (E`) });
    }
    expect(await readdir(own)).toEqual(['folder.csv']);
  });

  test('a file is made anew, for its owner alone, whatever an export that was broken off has left', async () => {
    const file = join(folder, 'anew.csv');
    await writeFile(`${file}.unfinished`, 'x'.repeat(100_000), { mode: 0o644 });
    expect((await doleance(['export', '--out', file])).exitCode).toBe(0);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).not.toContain('xxx');
  });

  test('a cell that a spreadsheet would take for a formula is text, and quotes are doubled', () => {
    expect(csvLine(['=1+1', 'a "b", c', '-2', 'd'])).toBe(`'=1+1,"a ""b"", c",'-2,d\r\n`);
  });
});

test('verify ends with 1 and names the row that was changed', async () => {
  expect((await doleance(['verify'])).stdout).toMatch(/^The journal is whole: \d+ rows in 1 chains\.\n$/);
  const { database } = given.register;
  const { sql } = await import('kysely');
  await sql`alter table journal disable trigger journal_is_append_only`.execute(database);
  await sql`update journal set actor = 'somebody else' where reference = ${reference} and number = 1`.execute(database);
  const { exitCode, stdout } = await doleance(['verify']);
  expect(exitCode).toBe(1);
  expect(stdout).toContain(`${reference}, row 1: the row does not say what it said when it was written`);
});

test('a hold and its release are said, listed, and known when they are repeated', async () => {
  expect((await doleance(['hold', 'almena', '--reason', 'wrong letterhead', '--as', 'Night watch'])).stdout).toBe(
    'The mail of almena is held. Time limits go on; release it with: release almena\n',
  );
  expect((await doleance(['hold', 'almena', '--reason', 'again'])).stdout).toBe('The mail of almena is held already.\n');
  expect((await doleance(['holds'])).stdout).toMatch(/^almena {2}since \S+Z {2}by Night watch {2}wrong letterhead\n$/);
  expect((await doleance(['release', 'almena'])).stdout).toBe(
    'The mail of almena is released, and leaves within five minutes.\n',
  );
  expect((await doleance(['release', 'almena'])).stdout).toBe('The mail of almena is not held.\n');
  expect((await doleance(['holds'])).stdout).toBe('Nothing is held.\n');
});

test('register-procedure says whether a version is new and which complaints run on which', async () => {
  const { stdout, exitCode } = await doleance(['register-procedure', 'opticourtage']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^opticourtage@\w+ is kept already\.\nopticourtage@\w+: 1 open of 1 complaints\n/);
});

test('register-procedure --dry-run asks for the very version of the file, whatever other versions are kept', async () => {
  const { database } = given.register;
  const almena = given.library.inForce('almena');
  if (almena === undefined) throw new Error('almena is missing');
  const dryRun = async () => (await doleance(['register-procedure', 'almena', '--dry-run'])).stdout.split('\n')[0];
  const content = almena.content.replace(almena.firm.name, 'Another name');
  const version = `almena@${createHash('sha256').update(content).digest('hex').slice(0, 12)}`;
  await keepProcedureVersion(database, { version, procedure: 'almena', content });
  expect(await dryRun()).toBe(`${almena.version} is kept already.`);
  await database.deleteFrom('procedure_version').where('version', '=', almena.version).execute();
  expect(await dryRun()).toBe(`${almena.version} would be new.`);
  expect((await doleance(['register-procedure', 'almena'])).stdout).toContain(`${almena.version} is kept.`);
});

test('what two versions differ in is named by its path, with both values', () => {
  const before = { firm: { phone: '1', name: 'A' }, limits: [{ days: 40 }] };
  const after = { firm: { name: 'A', email: 'x' }, limits: [{ days: 45 }, { days: 60 }] };
  expect(differences(before, after)).toEqual([
    'firm.email: absent → "x"',
    'firm.phone: "1" → absent',
    'limits.0.days: 40 → 45',
    'limits.1: absent → {"days":60}',
  ]);
});
