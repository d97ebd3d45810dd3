import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedDatabase } from '../start/embedded-database.ts';
import { type DeskUnderTest, startDesk } from '../test/desk/desk-server.ts';
import { seedComplaints, seedDesk, seedNow } from '../test/desk/seed.ts';
import { seedBeside } from '../test/desk/seed-beside.ts';
import { addressesOf, isVisited } from '../test/desk/visits.ts';
import { makeRegisterTemplate } from '../test/helpers/database.ts';
import { fillArrivals } from './desk/arrivals.ts';
import { type ExportFigures, exportsOfAll, measureExport } from './desk/exports.ts';
import { fillRegister } from './desk/fill.ts';
import { measurePage, type PageFigures } from './desk/pages.ts';
import { publicAddresses } from './desk/public-pages.ts';
import { deskTable } from './desk/table.ts';
import { answeredOnes } from './desk/templates.ts';
import { keepResult, type Machine, thisMachine } from './run.ts';

/** What a run of the desk's bench found; kept as JSON. */
export interface DeskBenchResult extends Machine {
  complaints: number;
  /** Of these open. */
  openOnes: number;
  /** Messages that nobody has read, and intakes that wait, besides those of the seed. */
  unread: number;
  intakes: number;
  times: number;
  pages: PageFigures[];
  exports: ExportFigures[];
}

const usage = `npm run bench:desk -- [--complaints 100000] [--times 20] [--only <part of an address>] [--folder <where the register is kept>]

Fills a register with complaints of all kinds and measures every page of the desk, the public form, private pages and the exports of
the whole register at the server's side.
--only measures the pages whose address has these words in it, and keeps no result.
`;
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
    await makeRegisterTemplate(database.url);
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
  const [unread, intakes] = [Math.round(openOnes / 10), Math.round(openOnes / 10)];
  say('Registering what the others are made after …');
  await seedComplaints(desk, answeredOnes);
  const references = await seedDesk(desk);
  say(`Filling the register with ${complaints} complaints …`);
  const began = Date.now();
  await fillRegister(desk.register, { complaints, openOnes, today: new Date(seedNow).toISOString().slice(0, 10), say });
  say(`Filled in ${Math.round((Date.now() - began) / 1000)} s.`);
  desk.setClock(seedNow);
  const beside = await seedBeside(desk, references);
  await fillArrivals(desk, { unread, intakes });
  const grants = (['complaints-manager', 'administrator'] as const).map((role) => ({ procedure: '*', role }));
  const person = await desk.signIn({ grants });
  const isWanted = (address: string) => isVisited(address) && (given.only === undefined || address.includes(given.only));
  const ofPublic = await publicAddresses(desk, references);
  const addresses = [...(await addressesOf(desk, { references, beside, person })), ...heavyOnes, ...ofPublic].filter(isWanted);
  const pages: PageFigures[] = [];
  for (const address of addresses) {
    const measured = await measurePage((wanted) => person.get(wanted), { address, times: Number(given.times) });
    const figures = { ...measured, address: withoutToken(address) };
    pages.push(figures);
    const milliseconds = [figures.p50, figures.p95, figures.max].map((one) => String(one).padStart(8)).join(' ');
    say(`${milliseconds}  ${figures.status} ${figures.address}`);
  }
  const exports: ExportFigures[] = [];
  for (const address of exportsOfAll.filter(isWanted)) {
    const figures = await measureExport((wanted) => person.get(wanted), address);
    exports.push(figures);
    say(`${figures.seconds} s  ${figures.status} ${address}`);
  }
  const result: DeskBenchResult = {
    ...thisMachine(),
    complaints,
    openOnes,
    unread,
    intakes,
    times: Number(given.times),
    pages,
    exports,
  };
  process.stdout.write(`\n${deskTable(result)}\n`);
  if (given.only === undefined) say(`Kept as ${keepResult(result, 'desk', result)}.`);
}

function withoutToken(address: string): string {
  return address.replace(/^\/c\/\w+/, '/c/{token}');
}
