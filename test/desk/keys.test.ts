import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { outsideProgram, testWith } from '../helpers/programs.ts';
import { openWindow, startChromium, watchedPage } from './chromium.ts';
import { type DeskUnderTest, type SignedIn, startDesk } from './desk-server.ts';
import { seedDesk } from './seed.ts';

const limit = 60_000;
const test = testWith('Chromium');
const pictures = process.env['DESK_PICTURES'];
let desk: DeskUnderTest;
let me: SignedIn;
let browser: Browser | undefined;

beforeAll(async () => {
  if (outsideProgram('Chromium') === undefined) return;
  desk = await startDesk();
  await seedDesk(desk, ['final answer late', 'new in Dutch, due tomorrow', 'asks how it stands']);
  me = await desk.signIn();
  browser = await startChromium(outsideProgram('Chromium'));
}, limit);
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

async function myDay(): Promise<{ page: Page; faults: string[] }> {
  if (!browser) throw new Error('no browser');
  const watched = await watchedPage(await openWindow(browser, desk.url, { cookie: me.cookie }), desk.url);
  await watched.page.goto('/desk');
  return watched;
}

const currentRow = (page: Page) => page.locator('tr.current').count();

test(
  'keys move through the list, tick, assign, search and go elsewhere, and tell what they do',
  async () => {
    const { page, faults } = await myDay();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    expect(await page.locator('tr[data-row]').first().getAttribute('class')).toBe('current');
    await page.keyboard.press('x');
    expect(await page.locator('tr.current [data-select]').isChecked()).toBe(true);
    await page.keyboard.press('a');
    expect(await page.locator('#caseHandler:focus').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.locator('h1').click();
    await page.keyboard.press('?');
    expect(await page.locator('#keys-help').isVisible()).toBe(true);
    if (pictures) await page.screenshot({ path: `${pictures}/keys.png` });
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await page.waitForURL('**/desk/register');
    expect(faults).toEqual([]);
  },
  limit,
);

test(
  'keys are silent in fields, with Ctrl, and where the person has switched them off',
  async () => {
    const { page } = await myDay();
    await page.keyboard.press('s');
    await page.keyboard.type('jx?');
    expect(await page.locator('input:focus').inputValue()).toBe('jx?');
    expect(await page.locator('#keys-help').isVisible()).toBe(false);
    await page.locator('h1').click();
    await page.keyboard.press('Control+j');
    expect(await currentRow(page)).toBe(0);
    await desk.register.database.updateTable('account').set({ single_keys: false }).where('id', '=', me.account).execute();
    await page.goto('/desk');
    await page.keyboard.press('j');
    expect(await currentRow(page)).toBe(0);
    await desk.register.database.updateTable('account').set({ single_keys: true }).where('id', '=', me.account).execute();
  },
  limit,
);

test(
  'a limit says where it comes from, and closes with Escape',
  async () => {
    const { page } = await myDay();
    const badge = page.locator('details.limit').first();
    await badge.locator('summary').click();
    expect(await badge.locator('.limit-sources').isVisible()).toBe(true);
    if (pictures) await page.screenshot({ path: `${pictures}/limit.png` });
    await page.keyboard.press('Escape');
    expect(await badge.locator('.limit-sources').isVisible()).toBe(false);
  },
  limit,
);
