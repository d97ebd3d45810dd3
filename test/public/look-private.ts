import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { privateTokenOf } from '../../register/private-tokens.ts';
import { startEmbeddedDatabase } from '../../start/embedded-database.ts';
import { openWindow, startChromium } from '../desk/chromium.ts';
import { seedComplaints } from '../desk/seed.ts';
import { seeded } from '../desk/seeded.ts';
import { startPublic } from './public-server.ts';
import { seededPrivate } from './seeded-private.ts';

const help = `Pictures of complainants' own pages, on a register with complaints in every state:

  npx tsx test/public/look-private.ts <out-folder> '<name>[/<page>]' … [options]

  <name>              a complaint of the seeds (test/desk/seeded.ts, seeded-private.ts): 'final answer late'; or 'nobody'
  <page>              add, ask, accept, disagree, withdraw, write, letter
  --lang fr|nl|en     one language, or several with commas (fr)
  --width 390|1280    one width, or several with commas (390,1280)
  --light, --dark     only this theme (both)
  --print             as it is printed
  --no-js             without JavaScript
  --stay              keep the pages running, and say where they are`;

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    lang: { type: 'string', default: 'fr' },
    width: { type: 'string', default: '390,1280' },
    light: { type: 'boolean', default: false },
    dark: { type: 'boolean', default: false },
    print: { type: 'boolean', default: false },
    'no-js': { type: 'boolean', default: false },
    stay: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const pieceHeight = 1_700;
const [folder, ...wanted] = positionals;
if (given.help || folder === undefined || wanted.length === 0) {
  console.log(help);
  process.exit(given.help ? 0 : 2);
}
mkdirSync(folder, { recursive: true });

const data = mkdtempSync(join(tmpdir(), 'doleance-look-'));
const database = await startEmbeddedDatabase({ folder: data });
try {
  process.env['TEST_DATABASE_SERVER_URL'] = database.url;
  await lookAt(folder);
} finally {
  await database.stop();
  rmSync(data, { recursive: true, force: true, maxRetries: 3 });
}

async function lookAt(folder: string): Promise<void> {
  const api = await startPublic();
  const names = wanted.map((one) => one.split('/')[0]);
  const complaints = [...seeded, ...seededPrivate].filter(({ name }) => names.includes(name));
  const references = await seedComplaints(api, complaints);
  const tokens = new Map<string, string>();
  for (const [name, reference] of references) tokens.set(name, await privateTokenOf(api.register.database, reference));
  const chromium = await startChromium();
  try {
    const themes = [...(given.dark ? [] : [false]), ...(given.light ? [] : [true])];
    for (const language of given.lang.split(','))
      for (const width of given.width.split(',').map(Number))
        for (const dark of themes) {
          const window = await openWindow(chromium, api.url, { width, dark, javaScript: !given['no-js'] });
          const page = await window.newPage();
          if (given.print) await page.emulateMedia({ media: 'print' });
          for (const one of wanted) {
            const [name = '', act] = one.split('/');
            await page.goto(`/c/${tokens.get(name) ?? 'nobody'}?language=${language}`);
            if (act === 'letter') await page.click('#letters + ul li:first-child a');
            else if (act !== undefined) await page.goto(`/c/${tokens.get(name)}/${act}`);
            const height = await page.evaluate<number>('document.documentElement.scrollHeight');
            for (let piece = 0; piece * pieceHeight < height; piece += 1) {
              const clip = { x: 0, y: piece * pieceHeight, width, height: Math.min(pieceHeight, height - piece * pieceHeight) };
              const path = `${one.replace(/\W+/g, '-')}-${language}-${width}-${dark ? 'dark' : 'light'}-${piece + 1}.png`;
              await page.screenshot({ path: join(folder, path), fullPage: true, clip });
            }
          }
          await window.close();
        }
    if (given.stay) {
      for (const [name, token] of tokens) console.log(`${name}: ${api.url}/c/${token}`);
      await new Promise((resolve) => process.once('SIGINT', resolve));
    }
  } finally {
    await chromium.close();
    await api.close();
  }
}
