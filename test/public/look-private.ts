import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { privateTokenOf } from '../../register/private-tokens.ts';
import { seedComplaints } from '../desk/seed.ts';
import { seeded } from '../desk/seeded.ts';
import {
  endWithHelp,
  inEachSight,
  type LookedAt,
  lookingHelp,
  lookingOptions,
  nameOfSight,
  takePieces,
  untilStopped,
  withDatabase,
} from '../look/looking.ts';
import { startPublic } from './public-server.ts';
import { seededPrivate } from './seeded-private.ts';

const help = `Pictures of complainants' own pages, on a register with complaints in every state:

  npx tsx test/public/look-private.ts <out-folder> '<name>[/<page>]' … [options]

  <name>              a complaint of the seeds (test/desk/seeded.ts, seeded-private.ts): 'final answer late'; or 'nobody'
  <page>              add, ask, accept, disagree, withdraw, write, letter
${lookingHelp}
  --print             as it is printed
  --stay              keep the pages running, and say where they are`;

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...lookingOptions,
    print: { type: 'boolean', default: false },
    stay: { type: 'boolean', default: false },
  },
});
const [folder = '', ...wanted] = positionals;
endWithHelp(help, { asked: given.help, lacks: folder === '' || wanted.length === 0 });

await withDatabase(folder, async () => {
  const api = await startPublic();
  try {
    const names = wanted.map((one) => one.split('/')[0]);
    const complaints = [...seeded, ...seededPrivate].filter(({ name }) => names.includes(name));
    const tokens = new Map<string, string>();
    for (const [name, reference] of await seedComplaints(api, complaints))
      tokens.set(name, await privateTokenOf(api.register.database, reference));
    await inEachSight(api.url, given, (page, sight) => takePictures(page, sight, tokens));
    if (given.stay) {
      for (const [name, token] of tokens) console.log(`${name}: ${api.url}/c/${token}`);
      await untilStopped();
    }
  } finally {
    await api.close();
  }
});

async function takePictures(page: Page, sight: LookedAt, tokens: ReadonlyMap<string, string>): Promise<void> {
  if (given.print) await page.emulateMedia({ media: 'print' });
  for (const one of wanted) {
    const [name = '', act] = one.split('/');
    await page.goto(`/c/${tokens.get(name) ?? 'nobody'}?language=${sight.language}`);
    if (act === 'letter') await page.click('#letters + ul li:first-child a');
    else if (act !== undefined) await page.goto(`/c/${tokens.get(name)}/${act}`);
    await takePieces(page, join(folder, `${one.replace(/\W+/g, '-')}-${nameOfSight(sight)}`), sight);
  }
}
