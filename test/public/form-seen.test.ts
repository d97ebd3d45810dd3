import { afterAll, expect, test } from '@jest/globals';
import { startChromium } from '../desk/chromium.ts';
import { outsideProgram } from '../helpers/programs.ts';
import { fillIn } from './filled-in.ts';
import { startPublic } from './public-server.ts';
import { faultsSeen, publicWindow } from './seen.ts';

/*
 * The form in a real browser, from its first page to its last.
 */

const program = outsideProgram('Chromium');
const api = await startPublic();
const browser = program === undefined ? undefined : await startChromium(program);
afterAll(async () => {
  await browser?.close();
  await api.close();
});
const start = Date.parse('2026-11-17T09:30:00+01:00');

if (!browser) test.skip('the form in a real browser (skipped: no Chromium here)', () => undefined);
else {
  test.each([
    ['opticourtage', 'nl', { width: 390, dark: true }],
    ['alter-ego', 'fr', { width: 1280, dark: false }],
  ])('every page of the form of %s, in %s, has nothing wrong', async (firm, language, sight) => {
    api.setClock(start);
    const watched = await publicWindow(browser, api.url, sight);
    const { page } = watched;
    const found: Record<string, string[]> = {};
    // The phone sees every page; a desk those that look otherwise there.
    const see = async (name: string) => {
      if (sight.width < 600 || ['form', 'check', 'sent', 'no form'].includes(name)) found[name] = await faultsSeen(watched);
    };
    // English on the way: the same form goes on in another language.
    const seeInEnglish = async (name: string) => {
      if (language !== 'fr') return;
      await page.click('button[name="language"][value="en"]');
      found[`${name} in English`] = await faultsSeen(watched);
      expect(await page.getAttribute('html', 'lang')).toBe('en');
      await page.click('button[name="language"][value="fr"]');
    };
    await page.goto(`/${firm}/complaint?language=${language}`);
    await see('start');
    await page.click('main a.primary');
    await see('form');
    await seeInEnglish('form');
    await page.click('main button.primary');
    await see('errors');
    // The summary has the focus, so that it is read out first, and its link leads into the field.
    expect(await page.evaluate('document.activeElement.className')).toContain('error-summary');
    await page.click('.error-summary a[href="#f-reason"]');
    expect(await page.evaluate('document.activeElement.id')).toBe('f-reason');
    await page.check('#f-writer-somebody-else');
    await page.check('#f-written-yes');
    await see('everything asked');
    await fillIn(page);
    await see('filled in');
    await page.click('main button.primary');
    await see('check');
    await seeInEnglish('check');
    api.setClock(start + 600_000);
    await page.click('main button.primary');
    await see('sent');
    expect(await page.textContent('.reference')).toMatch(/^(OPT|AEG)-2026-\d{6}$/);
    if (firm === 'alter-ego') {
      await page.goto('/alter-ego/complaint/sent?language=en');
      found['sent in English'] = await faultsSeen(watched);
      await page.goto('/optimco/complaint');
      await see('no form');
    }
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, []])));
    await page.context().close();
  });

  test('without JavaScript, on 320 pixels: Enter goes on and changes no language, a language keeps what was typed, a complaint is sent', async () => {
    api.setClock(start);
    const { page, faults } = await publicWindow(browser, api.url, { width: 320, javaScript: false });
    await page.goto('/opticourtage/complaint/form');
    await page.fill('#f-town', 'Tournai');
    await page.press('#f-town', 'Enter');
    expect([await page.textContent('h1'), await page.inputValue('#f-town')]).toEqual(['Votre réclamation', 'Tournai']);
    await page.click('button[name="language"][value="nl"]');
    expect([await page.textContent('h1'), await page.inputValue('#f-town')]).toEqual(['Uw klacht', 'Tournai']);
    // Asked only where it follows from an answer, without any script.
    expect(await page.isVisible('#f-client')).toBe(false);
    await page.check('#f-writer-somebody-else');
    expect(await page.isVisible('#f-client')).toBe(true);
    await fillIn(page);
    expect(await page.textContent('.files')).toContain('refus du 3 avril.txt');
    await page.click('main button.primary');
    expect(await page.textContent('h1')).toBe('Kijk na voor u verstuurt');
    await page.click('dd.change a');
    await page.click('main button.primary');
    api.setClock(start + 600_000);
    await page.dblclick('main button.primary');
    expect(await page.textContent('.reference')).toMatch(/^OPT-2026-\d{6}$/);
    expect(faults).toEqual([]);
    await page.context().close();
  });
}
