import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** How a page is looked at. */
export interface Sight {
  /** The window's width, in CSS pixels. */
  width?: number | undefined;
  dark?: boolean | undefined;
  /** False: pages must work without. */
  javaScript?: boolean | undefined;
}

/** What went on in a page that must not: errors, violations of the content security policy, requests to elsewhere, missing files. */
export interface Watched {
  page: Page;
  faults: string[];
}

/** A moderate height, so that what is sticky can be seen on it. */
const heights: Record<number, number> = { 390: 844, 320: 640 };

// Nothing of Chromium itself may go out: no update, no synchronisation, no report.
const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/**
 * Starts Debian's Chromium.
 *
 * @param program where it is; at CHROMIUM_PATH or /usr/bin/chromium unless given
 * @throws Error where there is none
 */
export async function startChromium(program = foundChromium()): Promise<Browser> {
  if (program === undefined) throw new Error('There is no Chromium, at CHROMIUM_PATH or /usr/bin/chromium.');
  return chromium.launch({ executablePath: program, args: flags, chromiumSandbox: process.getuid?.() !== 0, timeout: 60_000 });
}

function foundChromium(): string | undefined {
  return [process.env['CHROMIUM_PATH'], '/usr/bin/chromium'].find((path) => path !== undefined && existsSync(path));
}

/** A window of somebody who is signed in by a cookie: `name=value`. */
export async function openWindow(
  browser: Browser,
  url: string,
  { cookie, width = 1280, dark = false, javaScript = true }: Sight & { cookie?: string | undefined } = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height: heights[width] ?? 800 },
    colorScheme: dark ? 'dark' : 'light',
    javaScriptEnabled: javaScript,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    hasTouch: width < 600,
  });
  if (cookie !== undefined) {
    const [name = '', ...value] = (cookie.split(';')[0] ?? '').split('=');
    await context.addCookies([{ name, value: value.join('='), url }]);
  }
  return context;
}

/** A page of which everything that goes wrong is noted. */
export async function watchedPage(context: BrowserContext, url: string): Promise<Watched> {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    // Which file it was is told below, by its answer.
    if (message.text().startsWith('Failed to load resource')) return;
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== new URL(url).origin) faults.push(`request elsewhere: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest())
      faults.push(`${response.status()}: ${response.url()}`);
  });
  return { page, faults };
}
