import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startEmbeddedDatabase } from '../../start/embedded-database.ts';
import { openWindow, startChromium } from '../desk/chromium.ts';
import { makeRegisterTemplate } from '../helpers/database.ts';

/*
 * What the commands that take pictures of pages have in common: test/desk/look.ts, test/public/look-form.ts, test/public/look-private.ts.
 */

/** The options that each of them has, for `parseArgs`. */
export const lookingOptions = {
  lang: { type: 'string', default: 'fr' },
  width: { type: 'string', default: '390,1280' },
  light: { type: 'boolean', default: false },
  dark: { type: 'boolean', default: false },
  'no-js': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** These options in a command's help. */
export const lookingHelp = `  --lang fr|nl|en     one language, or several with commas (fr)
  --width 390|1280    one width, or several with commas (390,1280)
  --light, --dark     only this theme (both)
  --no-js             without JavaScript`;

interface Given {
  lang: string;
  width: string;
  light: boolean;
  dark: boolean;
  'no-js': boolean;
}

/** How pages are looked at once. */
export interface LookedAt {
  language: string;
  /** The window's width, in CSS pixels. */
  width: number;
  dark: boolean;
}

/** Shows the help and ends where it is asked for, or where something is missing that the command needs. */
export function endWithHelp(help: string, { asked, lacks }: { asked: boolean; lacks: boolean }): void {
  if (!asked && !lacks) return;
  console.log(help);
  process.exit(asked ? 0 : 2);
}

/** Every language, in every width and theme that was asked for. */
function sightsOf({ lang, width, light, dark }: Given): LookedAt[] {
  const themes = light === dark ? [false, true] : [dark];
  return lang
    .split(',')
    .flatMap((language) =>
      width.split(',').flatMap((pixels) => themes.map((isDark) => ({ language, width: Number(pixels), dark: isDark }))),
    );
}

/** Does the work with a database of its own, which goes afterwards, and with the folder for the pictures. */
export async function withDatabase(folder: string, work: () => Promise<void>): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const data = mkdtempSync(join(tmpdir(), 'doleance-look-'));
  const database = await startEmbeddedDatabase({ folder: data });
  try {
    process.env['TEST_DATABASE_SERVER_URL'] = database.url;
    await makeRegisterTemplate(database.url);
    await work();
  } finally {
    await database.stop();
    rmSync(data, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * Opens a window for each sight, one after the other, and hands its page over.
 *
 * @param cookieOf the cookie of whoever is signed in, by the language of the page
 */
export async function inEachSight(
  url: string,
  given: Given,
  look: (page: Page, sight: LookedAt, browser: Browser) => Promise<void>,
  cookieOf: (language: string) => string | undefined = () => undefined,
): Promise<void> {
  const browser = await startChromium();
  try {
    for (const sight of sightsOf(given)) {
      const window = await openWindow(browser, url, { ...sight, javaScript: !given['no-js'], cookie: cookieOf(sight.language) });
      const page = await window.newPage();
      page.on('console', (message) => console.error(`  ${message.type()}: ${message.text()}`));
      await look(page, sight, browser);
      await window.close();
    }
  } finally {
    await browser.close();
  }
}

/** The end of a picture's name: `fr-390-dark`. */
export function nameOfSight({ language, width, dark }: LookedAt): string {
  return `${language}-${width}-${dark ? 'dark' : 'light'}`;
}

/** So high is a picture at most, that it can be looked at; CSS pixels. */
const pieceHeight = 1_700;

/** The whole page, in pieces where it is long. @param file the pictures' name, without its ending */
export async function takePieces(page: Page, file: string, { width }: Pick<LookedAt, 'width'>): Promise<void> {
  const height = await page.evaluate<number>('document.documentElement.scrollHeight');
  const pieces = Math.ceil(height / pieceHeight);
  for (let piece = 0; piece < pieces; piece += 1) {
    const clip = { x: 0, y: piece * pieceHeight, width, height: Math.min(pieceHeight, height - piece * pieceHeight) };
    const path = `${file}${pieces === 1 ? '' : `-${piece + 1}`}.png`;
    await page.screenshot({ path, fullPage: true, clip });
    console.log(path);
  }
}

/** Keeps what runs until somebody ends it. */
export async function untilStopped(): Promise<void> {
  await new Promise<void>((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
}
