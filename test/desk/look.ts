import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import type { Role } from '../../api/access/roles.ts';
import type { Language } from '../../letters/letter.ts';
import { token } from '../api/api-server.ts';
import {
  endWithHelp,
  inEachSight,
  type LookedAt,
  lookingHelp,
  lookingOptions,
  untilStopped,
  withDatabase,
} from '../look/looking.ts';
import { type DeskUnderTest, startDesk } from './desk-server.ts';
import { seedDesk } from './seed.ts';
import { seedBeside } from './seed-beside.ts';
import { seeded } from './seeded.ts';

const help = `Pictures of the desk's pages, on a desk that is filled with complaints of all kinds:

  npx tsx test/desk/look.ts <out-folder> <path>… [options]

A path may name a complaint or an intake of the seed: '/desk/complaints/{final answer late}', '/desk/intakes/{from a mail}'.
Complaints: ${seeded.map(({ name }) => name).join('; ')}

${lookingHelp}
  --role <role>       whom to sign in as, once or several times (complaints-manager and administrator)
  --firm <firm>       only these firms, with commas (all)
  --print             each page besides as it is printed: a PDF, and a picture of that
  --fold              only what is seen without scrolling
  --stay              keep the desk running until Ctrl-C, and say where it is`;

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...lookingOptions,
    role: { type: 'string', multiple: true },
    firm: { type: 'string' },
    print: { type: 'boolean', default: false },
    fold: { type: 'boolean', default: false },
    stay: { type: 'boolean', default: false },
  },
});
const [folder = '', ...paths] = positionals;
endWithHelp(help, { asked: given.help, lacks: folder === '' || (paths.length === 0 && !given.stay) });

await withDatabase(folder, async () => {
  const desk = await startDesk({ tokens: [{ token, name: 'Camille Exemple' }] });
  try {
    const complaints = await seedDesk(desk);
    const { intakes } = await seedBeside(desk, complaints);
    const references = new Map([...complaints, ...intakes]);
    const cookies = new Map<string, string>();
    for (const language of given.lang.split(',')) cookies.set(language, await signedIn(desk, language));
    const wanted = paths.map((path) => named(path, references));
    if (wanted.length > 0)
      await inEachSight(
        desk.url,
        given,
        (page, sight) => takePictures(page, sight, wanted),
        (language) => cookies.get(language),
      );
    if (given.stay) {
      console.log(`${desk.url}/desk (the session's cookie: ${[...cookies.values()][0]}); Ctrl-C ends it`);
      await untilStopped();
    }
  } finally {
    await desk.close();
  }
});

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

async function takePictures(page: Page, { language, width, dark }: LookedAt, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const answer = await page.goto(path);
    const file = join(folder, `${nameOf(path)}-${language}-${width}${dark ? '-dark' : ''}`);
    await page.screenshot({ path: `${file}.png`, fullPage: !given.fold });
    if (given.print && !dark) await asPrinted(page, file);
    console.log(`${answer?.status()} ${file}.png`);
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
