import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import type { Role } from '../../api/access/roles.ts';
import type { Language } from '../../letters/letter.ts';
import { startEmbeddedDatabase } from '../../start/embedded-database.ts';
import { token } from '../api/api-server.ts';
import { openWindow, startChromium } from './chromium.ts';
import { type DeskUnderTest, startDesk } from './desk-server.ts';
import { seedDesk } from './seed.ts';
import { seedBeside } from './seed-beside.ts';
import { seeded } from './seeded.ts';

const help = `Pictures of the desk's pages, on a desk that is filled with complaints of all kinds:

  npx tsx test/desk/look.ts <out-folder> <path>… [options]

A path may name a complaint or an intake of the seed: '/desk/complaints/{final answer late}', '/desk/intakes/{from a mail}'.
Complaints: ${seeded.map(({ name }) => name).join('; ')}

  --lang fr|nl|en     one language, or several with commas (fr)
  --width 390|1280    one width, or several with commas (390,1280)
  --light, --dark     only this theme (both)
  --role <role>       whom to sign in as, once or several times (complaints-manager and administrator)
  --firm <firm>       only these firms, with commas (all)
  --no-js             without JavaScript
  --print             each page besides as it is printed: a PDF, and a picture of that
  --fold              only what is seen without scrolling
  --stay              keep the desk running until Ctrl-C, and say where it is`;

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    lang: { type: 'string', default: 'fr' },
    width: { type: 'string', default: '390,1280' },
    light: { type: 'boolean', default: false },
    dark: { type: 'boolean', default: false },
    role: { type: 'string', multiple: true },
    firm: { type: 'string' },
    'no-js': { type: 'boolean', default: false },
    print: { type: 'boolean', default: false },
    fold: { type: 'boolean', default: false },
    stay: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const [folder, ...paths] = positionals;
if (given.help || folder === undefined || (paths.length === 0 && !given.stay)) {
  console.log(help);
  process.exit(given.help ? 0 : 2);
}
mkdirSync(folder, { recursive: true });

const data = mkdtempSync(join(tmpdir(), 'doleance-look-'));
const database = await startEmbeddedDatabase({ folder: data });
try {
  process.env['TEST_DATABASE_SERVER_URL'] = database.url;
  await lookAt(folder, paths);
} finally {
  await database.stop();
  rmSync(data, { recursive: true, force: true, maxRetries: 3 });
}

async function lookAt(folder: string, paths: readonly string[]): Promise<void> {
  const desk = await startDesk({ tokens: [{ token, name: 'Camille Exemple' }] });
  try {
    const complaints = await seedDesk(desk);
    const { intakes } = await seedBeside(desk, complaints);
    const references = new Map([...complaints, ...intakes]);
    const cookies = await Promise.all(
      given.lang.split(',').map(async (language) => ({ language, cookie: await signedIn(desk, language) })),
    );
    const wanted = paths.map((path) => named(path, references));
    if (wanted.length > 0) await takePictures(desk.url, cookies, wanted, folder);
    if (given.stay) await stay(desk.url, cookies[0]?.cookie ?? '');
  } finally {
    await desk.close();
  }
}

async function signedIn(desk: DeskUnderTest, language: string): Promise<string> {
  const firms = given.firm?.split(',') ?? ['*'];
  const roles = (given.role ?? ['complaints-manager', 'administrator']) as Role[];
  const grants = firms.flatMap((procedure) => roles.map((role) => ({ procedure, role })));
  return (await desk.signIn({ name: 'Camille Exemple', language: language as Language, grants })).cookie;
}

/** The path with the reference of the complaint that it names. */
function named(path: string, references: ReadonlyMap<string, string>): string {
  return path.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const reference = references.get(name);
    if (reference === undefined) throw new Error(`The seed has no complaint '${name}'; --help lists them.`);
    return reference;
  });
}

async function takePictures(
  url: string,
  people: readonly { language: string; cookie: string }[],
  paths: readonly string[],
  folder: string,
): Promise<void> {
  const browser = await startChromium();
  const themes = given.light === given.dark ? [false, true] : [given.dark];
  const sights = people.flatMap((person) =>
    themes.flatMap((dark) => given.width.split(',').map((width) => ({ ...person, dark, width: Number(width) }))),
  );
  try {
    for (const sight of sights) {
      const context = await openWindow(browser, url, { ...sight, javaScript: !given['no-js'] });
      const page = await context.newPage();
      page.on('console', (message) => console.error(`  ${message.type()}: ${message.text()}`));
      for (const path of paths) {
        const answer = await page.goto(path);
        const name = `${nameOf(path)}-${sight.language}-${sight.width}${sight.dark ? '-dark' : ''}`;
        await page.screenshot({ path: join(folder, `${name}.png`), fullPage: !given.fold });
        if (given.print && !sight.dark) await asPrinted(page, join(folder, name));
        console.log(`${answer?.status()} ${join(folder, `${name}.png`)}`);
      }
      await context.close();
    }
  } finally {
    await browser.close();
  }
}

/** As a PDF, and as a picture of a sheet's width without its margins. */
async function asPrinted(page: Page, file: string): Promise<void> {
  const before = page.viewportSize();
  await page.pdf({ path: `${file}.pdf`, preferCSSPageSize: true });
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 718, height: 1000 });
  await page.screenshot({ path: `${file}-printed.png`, fullPage: true });
  await page.emulateMedia({ media: null });
  if (before) await page.setViewportSize(before);
}

function nameOf(path: string): string {
  return (
    path
      .replace(/^\/desk\/?/, '')
      .replaceAll(/[^A-Za-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '')
      .toLowerCase() || 'my-day'
  );
}

async function stay(url: string, cookie: string): Promise<void> {
  console.log(`${url}/desk (the session's cookie: ${cookie}); Ctrl-C ends it`);
  await new Promise<void>((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
}
