import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { pdf } from '../attachments/samples.ts';
import { outsideProgram, testWith } from '../helpers/programs.ts';
import { openWindow, startChromium } from './chromium.ts';
import { type DeskUnderTest, startDesk } from './desk-server.ts';

const test = testWith('Chromium');

let desk: DeskUnderTest;
let chromium: Browser | undefined;
beforeAll(async () => {
  const program = outsideProgram('Chromium');
  if (program === undefined) return;
  [desk, chromium] = await Promise.all([startDesk(), startChromium(program)]);
});
afterAll(async () => {
  await chromium?.close();
  await desk?.close();
});

test('The form’s lists follow the firm that is chosen, its files leave only with it, and it is registered with them', async () => {
  const { cookie } = await desk.signIn();
  const page = await (await openWindow(chromium as Browser, desk.url, { cookie })).newPage();
  const previews: string[] = [];
  page.on('request', (request) => {
    if (/\/(firm|foreseen)$/.test(request.url())) previews.push(request.postDataBuffer()?.toString('latin1') ?? '');
  });
  const valuesOf = (select: string) =>
    page.locator(`${select} option`).evaluateAll((all) => all.map((one) => one.getAttribute('value')));
  await page.goto('/desk/complaints/new?procedure=opticourtage');
  await page.setInputFiles('#f-files', { name: 'Lettre.pdf', mimeType: 'application/pdf', buffer: pdf });
  await page.fill('#f-complainant-name', 'Dominique Exemple');
  await page.selectOption('#f-procedure', 'optimco');
  await page.locator('#f-language option[value=nl]').waitFor({ state: 'attached' });
  const { staff = [], firm } = desk.library.inForce('optimco') ?? {};
  expect(await valuesOf('#f-language')).toEqual(firm?.languages);
  expect(await valuesOf('#f-caseHandler')).toEqual(['', ...staff.map(({ id }) => id)]);
  expect(await page.locator('#concerned-staff input').count()).toBe(staff.length);
  expect(await page.inputValue('#f-complainant-name')).toBe('Dominique Exemple');

  await page.selectOption('#f-procedure', 'almena');
  await page.selectOption('#f-channel', 'phone');
  await page.locator('#f-spoken option[value=confirm]').waitFor({ state: 'attached' });
  await page.locator('#part-arrival ~ details summary').click();
  await page.selectOption('#f-spoken', 'confirm');
  await page.locator('#foreseen', { hasText: 'une lettre demande une confirmation écrite' }).waitFor();
  expect(previews.length).toBeGreaterThan(1);
  expect(previews.filter((sent) => sent.includes('files') || sent.includes('%PDF'))).toEqual([]);

  await page.fill('#f-reason', 'On ne m’a pas rappelée.');
  await page.fill('#f-complainant-email', 'dominique@example.org');
  await page.locator('button[value=register]').click();
  await page.waitForURL(/\/desk\/complaints\/ALM-/);
  expect(await page.locator('main').innerText()).toContain('Lettre.pdf');
});
