import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { startEmbeddedDatabase } from '../../start/embedded-database.ts';
import { openWindow, startChromium } from '../desk/chromium.ts';
import { fillIn } from './filled-in.ts';
import { startPublic } from './public-server.ts';

const help = `Pictures of the web form, from its first page to its last:

  npx tsx test/public/look-form.ts <out-folder> [options]

  --firm <firm>       whose form (opticourtage)
  --lang fr|nl|en     one language, or several with commas (fr)
  --width 390|1280    one width, or several with commas (390,1280)
  --light, --dark     only this theme (both)
  --no-js             without JavaScript`;

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    firm: { type: 'string', default: 'opticourtage' },
    lang: { type: 'string', default: 'fr' },
    width: { type: 'string', default: '390,1280' },
    light: { type: 'boolean', default: false },
    dark: { type: 'boolean', default: false },
    'no-js': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const pieceHeight = 1_700;
const [folder] = positionals;
if (given.help || folder === undefined) {
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
  const chromium = await startChromium();
  try {
    const themes = [...(given.dark ? [] : [false]), ...(given.light ? [] : [true])];
    for (const language of given.lang.split(','))
      for (const width of given.width.split(',').map(Number))
        for (const dark of themes) await takePictures(chromium, api, { folder, language, width, dark });
  } finally {
    await chromium.close();
    await api.close();
  }
}

async function takePictures(
  chromium: Browser,
  api: { url: string; setClock(instant: number): void },
  { folder, language, width, dark }: { folder: string; language: string; width: number; dark: boolean },
): Promise<void> {
  const window = await openWindow(chromium, api.url, { width, dark, javaScript: !given['no-js'] });
  const page = await window.newPage();
  const picture = async (name: string) => {
    await takePieces(page, join(folder, `${name}-${language}-${width}-${dark ? 'dark' : 'light'}`), width);
  };
  const start = Date.parse('2026-11-17T09:30:00+01:00');
  api.setClock(start);
  await page.goto(`/${given.firm}/complaint?language=${language}`);
  await picture('1-start');
  await page.click('main a.primary');
  await picture('2-form');
  await page.click('main button.primary');
  await picture('3-errors');
  await fillIn(page);
  await picture('4-filled-in');
  await page.click('main button.primary');
  await picture('5-check');
  api.setClock(start + 600_000);
  await page.click('main button.primary');
  await picture('6-sent');
  await window.close();
  await elsewhere(chromium, api.url, { folder, language, width, dark });
}

/** A long page in pieces of a size that can be looked at. */
async function takePieces(page: Page, path: string, width: number): Promise<void> {
  const height = await page.evaluate<number>('document.documentElement.scrollHeight');
  const pieces = Math.ceil(height / pieceHeight);
  for (let piece = 0; piece < pieces; piece += 1) {
    const clip = { x: 0, y: piece * pieceHeight, width, height: Math.min(pieceHeight, height - piece * pieceHeight) };
    await page.screenshot({ path: `${path}${pieces === 1 ? '' : `-${piece + 1}`}.png`, fullPage: true, clip });
  }
}

/** The pages that are there besides. */
async function elsewhere(
  chromium: Browser,
  url: string,
  { folder, language, width, dark }: { folder: string; language: string; width: number; dark: boolean },
): Promise<void> {
  const window = await openWindow(chromium, url, { width, dark });
  const page: Page = await window.newPage();
  for (const [name, path] of [
    ['7-no-form', '/optimco/complaint'],
    ['8-nowhere', '/nowhere/complaint'],
  ]) {
    await page.goto(`${path}?language=${language}`);
    await page.screenshot({ path: join(folder, `${name}-${language}-${width}-${dark ? 'dark' : 'light'}.png`), fullPage: true });
  }
  await window.close();
}
