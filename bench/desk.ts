import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startEmbeddedDatabase } from '../start/embedded-database.ts';
import { type DeskUnderTest, startDesk } from '../test/desk/desk-server.ts';
import { seedComplaints, seedDesk, seedNow } from '../test/desk/seed.ts';
import { seedBeside } from '../test/desk/seed-beside.ts';
import { addressesOf, isVisited } from '../test/desk/visits.ts';
import { fillRegister } from './desk/fill.ts';
import { measurePage, type PageFigures } from './desk/pages.ts';
import { deskTable } from './desk/table.ts';
import { answeredOnes } from './desk/templates.ts';

/** What a run of the desk's bench found; kept as JSON. */
export interface DeskBenchResult {
  /** Civil date in UTC. */
  date: string;
  commit: string;
  cores: number;
  cpu: string;
  memoryBytes: number;
  node: string;
  complaints: number;
  /** Of these open. */
  openOnes: number;
  times: number;
  pages: PageFigures[];
}

const usage = `npm run bench:desk -- [--complaints 100000] [--times 20] [--only <part of an address>] [--keep]

Fills a register with complaints of all kinds and measures every page of the desk at the server's side.
--only measures the pages whose address has these words in it, and keeps no result.
`;
const root = fileURLToPath(new URL('..', import.meta.url));
const say = (line: string) => void process.stderr.write(`${line}\n`);

/** What people ask of the pages when the register is large. */
const heavyOnes = [
  '/desk?procedure=opticourtage',
  '/desk/register?text=Exemple',
  '/desk/register?text=rembours',
  '/desk/register?text=OPT-2026-000012',
  '/desk/register?stage=closed&outcome=upheld',
  '/desk/register?procedure=optimco&receivedFrom=2024-01-01&receivedTo=2024-12-31',
];

process.env['TZ'] = 'UTC';
const { values: given } = parseArgs({
  options: {
    complaints: { type: 'string', default: '100000' },
    times: { type: 'string', default: '20' },
    only: { type: 'string' },
    folder: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (given.help) process.stdout.write(usage);
else await run();

async function run(): Promise<void> {
  const kept = given.folder;
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'doleance-bench-desk-'));
  mkdirSync(folder, { recursive: true });
  const database = await startEmbeddedDatabase({ folder });
  try {
    process.env['TEST_DATABASE_SERVER_URL'] = database.url;
    const desk = await startDesk();
    try {
      await measureDesk(desk);
    } finally {
      await desk.close();
    }
  } finally {
    await database.stop();
    if (kept === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function measureDesk(desk: DeskUnderTest): Promise<void> {
  const complaints = Number(given.complaints);
  const openOnes = Math.round(complaints * 0.03);
  say('Registering what the others are made after …');
  await seedComplaints(desk, answeredOnes);
  const references = await seedDesk(desk);
  say(`Filling the register with ${complaints} complaints …`);
  const began = Date.now();
  await fillRegister(desk.register, { complaints, openOnes, today: new Date(seedNow).toISOString().slice(0, 10), say });
  say(`Filled in ${Math.round((Date.now() - began) / 1000)} s.`);
  desk.setClock(seedNow);
  const beside = await seedBeside(desk, references);
  const grants = (['complaints-manager', 'administrator'] as const).map((role) => ({ procedure: '*', role }));
  const person = await desk.signIn({ grants });
  const addresses = [...(await addressesOf(desk, { references, beside, person })), ...heavyOnes].filter(
    (address) => isVisited(address) && (given.only === undefined || address.includes(given.only)),
  );
  const pages: PageFigures[] = [];
  for (const address of addresses) {
    const figures = await measurePage((wanted) => person.get(wanted), { page: address, address, times: Number(given.times) });
    pages.push(figures);
    say(
      `${String(figures.p50).padStart(8)} ${String(figures.p95).padStart(8)} ${String(figures.max).padStart(8)}  ${figures.status} ${address}`,
    );
  }
  const result: DeskBenchResult = {
    date: new Date().toISOString().slice(0, 10),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
    cores: cpus().length,
    cpu: cpus()[0]?.model ?? 'unknown',
    memoryBytes: totalmem(),
    node: process.version,
    complaints,
    openOnes,
    times: Number(given.times),
    pages,
  };
  process.stdout.write(`\n${deskTable(result)}\n`);
  if (given.only === undefined) keep(result);
}

function keep(result: DeskBenchResult): void {
  const name = (number: number) => `${result.date}-desk-${result.cores}-cores${number > 1 ? `-${number}` : ''}.json`;
  let number = 1;
  const folder = join(root, 'bench/results');
  while (existsSync(join(folder, name(number)))) number += 1;
  writeFileSync(join(folder, name(number)), `${JSON.stringify(result, undefined, 2)}\n`);
  say(`Kept as bench/results/${name(number)}.`);
}
