import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import { pdf } from '../attachments/samples.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';
import { openWindow, type Watched, watchedPage } from './chromium.ts';
import type { DeskUnderTest, SignedIn } from './desk-server.ts';

const pictures = process.env['DESK_PICTURES'];

/** Tests of what the desk's own scripts do for people, on a seeded desk in a browser that there is already. */
export function testScripts({ desk, browser, reference }: { desk: DeskUnderTest; browser: Browser; reference: string }): void {
  const makeFolder = temporaryFolders();
  let me: SignedIn;
  beforeAll(async () => {
    me = await desk.signIn();
  });

  async function seenBy({ cookie }: SignedIn, address: string): Promise<Watched> {
    const watched = await watchedPage(await openWindow(browser, desk.url, { cookie }), desk.url);
    await watched.page.goto(address);
    return watched;
  }

  const myDay = () => seenBy(me, '/desk');

  const currentRow = (page: Page) => page.locator('tr.current').count();

  describe('the desk’s scripts', () => {
    test('keys move through the list, tick, assign, search and go elsewhere, and tell what they do', async () => {
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
    });

    test('keys are silent in fields, with Ctrl, and where the person has switched them off', async () => {
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
    });

    test('a limit says where it comes from, and closes with Escape', async () => {
      const { page } = await myDay();
      const badge = page.locator('details.limit').first();
      await badge.locator('summary').click();
      expect(await badge.locator('.limit-sources').isVisible()).toBe(true);
      if (pictures) await page.screenshot({ path: `${pictures}/limit.png` });
      await page.keyboard.press('Escape');
      expect(await badge.locator('.limit-sources').isVisible()).toBe(false);
    });

    test('files that are sent when the session has ended stay chosen on the page, and go once their person has signed in elsewhere', async () => {
      const person = await desk.signIn();
      const files = `/desk/complaints/${reference}/attachments`;
      const { page, faults } = await seenBy(person, files);
      const file = join(makeFolder(), 'Facture choisie.pdf');
      writeFileSync(file, pdf);
      await page.setInputFiles('input[type=file]', file);
      await sql`update desk_session set expires_at = now() where account = ${person.account}`.execute(desk.register.database);
      await page.click('form[enctype] button');
      await page.locator('#session [data-when=ended]').waitFor();
      expect(new URL(page.url()).pathname).toBe(files);
      expect(await page.locator('input[type=file]').evaluate((input: { files: { length: number } }) => input.files.length)).toBe(
        1,
      );
      expect(faults.splice(0)).toEqual([`401: ${desk.url}/desk/session`]);
      const elsewhere = await desk.signInAgain(person.login, person.password);
      const [name = '', value = ''] = elsewhere.cookie.split('=');
      await page.context().addCookies([{ name, value, url: desk.url }]);
      await page.click('#session [data-when=ended] [data-act=close]');
      await page.click('form[enctype] button');
      await page.waitForURL(`**/desk/complaints/${reference}#attachments`);
      expect(await page.locator('#attachments').innerText()).toContain('Facture choisie.pdf');
      expect(faults).toEqual([]);
    });
  });
}
