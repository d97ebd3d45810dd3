import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { outsideProgram } from '../helpers/programs.ts';
import { openWindow, startChromium, type Watched, watchedPage } from './chromium.ts';
import { type DeskUnderTest, startDesk } from './desk-server.ts';
import { testScripts } from './scripts-in-browser.ts';
import { seedDesk } from './seed.ts';
import { seedBeside } from './seed-beside.ts';
import { addressesOf, isVisited } from './visits.ts';

/*
 * Every page of the desk in a real browser, and what its scripts do there. The pages come from the router; how each is visited stands in
 * visits.ts.
 */

const scripts = [createRequire(import.meta.url).resolve('axe-core/axe.min.js'), new URL('in-browser.js', import.meta.url)]
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');
const everyone = ['complaints-manager', 'administrator'] as const;
const program = outsideProgram('Chromium');
const desk = await startDesk();
const opened = await openEverything(desk).catch(async (fault: unknown) => {
  await desk.close();
  throw fault;
});
afterAll(async () => {
  await opened?.browser.close();
  await desk.close();
});

async function openEverything(desk: DeskUnderTest) {
  if (program === undefined) return undefined;
  const references = await seedDesk(desk);
  const grants = everyone.map((role) => ({ procedure: '*', role }));
  const french = await desk.signIn({ language: 'fr', grants });
  const dutch = await desk.signIn({ language: 'nl', grants });
  const beside = await seedBeside(desk, references);
  const addresses = await addressesOf(desk, { references, beside, person: french });
  const browser = await startChromium(program);
  const desktop = await lookingAt(browser, { cookie: french.cookie, width: 1280 });
  const phone = await lookingAt(browser, { cookie: dutch.cookie, width: 390, dark: true });
  return { browser, addresses, desktop, phone, reference: references.get('final answer late') ?? '' };
}

async function lookingAt(browser: Browser, sight: { cookie: string; width: number; dark?: boolean }): Promise<Watched> {
  const context = await openWindow(browser, desk.url, sight);
  // By its own way in, so that the policy of the page stays in force.
  await context.addInitScript({ content: scripts });
  return watchedPage(context, desk.url);
}

if (!opened) test.skip('every page of the desk in a real browser (skipped: no Chromium here)', () => undefined);
else
  describe('every page of the desk, in a real browser', () => {
    test.each(opened.addresses)('%s', async (address) => {
      expect(await Promise.all([faultsOnDesktop(opened.desktop, address), faultsOnPhone(opened.phone, address)])).toEqual([
        [],
        [],
      ]);
    });
  });

// One seeded desk and one browser serve both: they are what takes long.
if (opened) testScripts({ desk, ...opened });

/** In light, at a desk: axe-core, text at twice its size, and nothing that needs a script. */
async function faultsOnDesktop({ page, faults }: Watched, address: string): Promise<string[]> {
  await page.setViewportSize({ width: 1280, height: 800 });
  await visit(page, address);
  const accessible = await axeFaults(page);
  const found = [
    ...(await inBrowser(page, 'needingScripts()')),
    ...(await inBrowser(page, 'sideways("1280 px")')),
    ...(await inBrowser(page, 'enlargeText()')),
    ...(await inBrowser(page, 'hiddenText("200 % text")')),
  ];
  return [...accessible, ...found, ...faults.splice(0)];
}

/** In dark, on a phone: axe-core, where one is in the navigation, and no sideways scroll on the narrowest there are, nor where a desk's window is enlarged to 200 %. */
async function faultsOnPhone({ page, faults }: Watched, address: string): Promise<string[]> {
  await page.setViewportSize({ width: 390, height: 844 });
  await visit(page, address);
  const lost = await inBrowser(page, 'hiddenCurrent("390 px")');
  const accessible = await axeFaults(page);
  await page.setViewportSize({ width: 640, height: 400 });
  const enlarged = await inBrowser(page, 'sideways("200 %")');
  await page.setViewportSize({ width: 320, height: 640 });
  const narrow = [...(await inBrowser(page, 'sideways("320 px")')), ...(await inBrowser(page, 'hiddenText("320 px")'))];
  return [...lost, ...accessible, ...enlarged, ...narrow, ...faults.splice(0)];
}

/** Answered, with one heading of the first level and a title. */
async function visit(page: Page, address: string): Promise<void> {
  if (!isVisited(address)) throw new Error(`Say in test/desk/visits.ts how ${address} is visited.`);
  const answer = await page.goto(address);
  const wanted = address === '/desk/nowhere' ? 404 : 200;
  if (answer?.status() !== wanted) throw new Error(`${address} answered ${answer?.status()}: ${await page.innerText('body')}`);
}

async function axeFaults(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults>(
    'axe.run(document, { resultTypes: ["violations"], iframes: false, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })',
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}

/** One of the looks of in-browser.js. */
function inBrowser(page: Page, look: string): Promise<string[]> {
  return page.evaluate<string[]>(`looks.${look}`);
}
