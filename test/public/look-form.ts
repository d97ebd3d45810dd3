import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { openWindow } from '../desk/chromium.ts';
import {
  endWithHelp,
  inEachSight,
  type LookedAt,
  lookingHelp,
  lookingOptions,
  nameOfSight,
  takePieces,
  withDatabase,
} from '../look/looking.ts';
import { fillIn } from './filled-in.ts';
import { startPublic } from './public-server.ts';

const help = `Pictures of the web form, from its first page to its last:

  npx tsx test/public/look-form.ts <out-folder> [options]

  --firm <firm>       whose form (opticourtage)
${lookingHelp}`;

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: { ...lookingOptions, firm: { type: 'string', default: 'opticourtage' } },
});
const [folder = ''] = positionals;
endWithHelp(help, { asked: given.help, lacks: folder === '' });

await withDatabase(folder, async () => {
  const api = await startPublic();
  try {
    await inEachSight(api.url, given, (page, sight, browser) => takePictures(page, sight, { api, browser }));
  } finally {
    await api.close();
  }
});

async function takePictures(
  page: Page,
  sight: LookedAt,
  { api, browser }: { api: { url: string; setClock(instant: number): void }; browser: Browser },
): Promise<void> {
  const picture = (name: string) => takePieces(page, join(folder, `${name}-${nameOfSight(sight)}`), sight);
  const start = Date.parse('2026-11-17T09:30:00+01:00');
  api.setClock(start);
  await page.goto(`/${given.firm}/complaint?language=${sight.language}`);
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
  api.setClock(start + 3_600_000);
  await page.reload();
  await picture('7-sent-later');
  await elsewhere(browser, api.url, sight);
}

/** The pages that are there besides, for somebody else. */
async function elsewhere(browser: Browser, url: string, sight: LookedAt): Promise<void> {
  const window = await openWindow(browser, url, sight);
  const page = await window.newPage();
  for (const [name, path] of [
    ['8-no-form', '/optimco/complaint'],
    ['9-nowhere', '/nowhere/complaint'],
  ]) {
    await page.goto(`${path}?language=${sight.language}`);
    await takePieces(page, join(folder, `${name}-${nameOfSight(sight)}`), sight);
  }
  await window.close();
}
