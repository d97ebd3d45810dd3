import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { openWindow, type Sight, type Watched, watchedPage } from '../desk/chromium.ts';

const scripts = [createRequire(import.meta.url).resolve('axe-core/axe.min.js'), new URL('../desk/in-browser.js', import.meta.url)]
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

/** A window on the public pages in which everything that goes wrong is noted; axe-core comes by its own way in, so that the policy stays. */
export async function publicWindow(browser: Browser, url: string, sight: Sight): Promise<Watched> {
  const context = await openWindow(browser, url, sight);
  await context.addInitScript({ content: scripts });
  return watchedPage(context, url);
}

/**
 * What is wrong with the page as it stands: for axe-core (WCAG 2.2 AA and its best practices), sideways scroll at 320 pixels, text that is cut
 * off at 200 %, what needs a script, and whatever the console told.
 */
export async function faultsSeen({ page, faults }: Watched): Promise<string[]> {
  const size = page.viewportSize() ?? { width: 1280, height: 800 };
  const accessible = await axeFaults(page);
  // Printing is the browser's own; the button for it is shown by a script.
  const scriptless = (await look(page, 'needingScripts()')).filter((one) => !one.includes('data-print'));
  await page.setViewportSize({ width: 320, height: 640 });
  const narrow = [...(await look(page, 'sideways("320 px")')), ...(await look(page, 'hiddenText("320 px")'))];
  await page.setViewportSize(size);
  await look(page, 'enlargeText()');
  const large = await look(page, 'hiddenText("200 % text")');
  await page.evaluate('document.documentElement.style.fontSize = ""');
  return [...accessible, ...scriptless, ...narrow, ...large, ...faults.splice(0)];
}

async function axeFaults(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults>(
    'axe.run(document, { resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })',
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}

function look(page: Page, what: string): Promise<string[]> {
  return page.evaluate<string[]>(`looks.${what}`);
}
