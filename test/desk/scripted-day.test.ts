import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { simpleParser } from 'mailparser';
import type { Browser, Page } from 'playwright-core';
import { domainWord } from '../../api/desk/words/domain.ts';
import type { Stage } from '../../workflows/domain/complaint.ts';
import { eventually } from '../faults/helpers/eventually.ts';
import { processes } from '../faults/helpers/processes.ts';
import { outsideProgram, testWith } from '../helpers/programs.ts';
import { temporaryFolders } from '../helpers/temporary-folder.ts';
import { openWindow, startChromium, watchedPage } from './chromium.ts';
import { startWholeDesk, type WholeDesk } from './whole-desk.ts';

/*
 * A day at the desk, on the whole of `npm start`: Temporal, PostgreSQL, worker, relay and mailbox are real. Once as people have it, once
 * in a browser without scripts. DESK_PICTURES=<folder> keeps a picture of every step.
 */

const limit = 180_000;
const test = outsideProgram('Chromium') === undefined ? testWith('Chromium') : testWith('Temporal CLI');

// Before `processes` kills what still runs: everything ends in order, with its servers.
afterAll(async () => {
  await Promise.allSettled(Object.values(days));
  await browser?.close();
  await desk?.stop();
}, limit);

const start = processes();
const folder = temporaryFolders()();
const pictures = process.env['DESK_PICTURES'];
let desk: WholeDesk;
let browser: Browser | undefined;
/** Side by side: each waits for the workflow most of the time. */
const days: Record<'withScripts' | 'without', Promise<void>> = { withScripts: Promise.resolve(), without: Promise.resolve() };

beforeAll(async () => {
  if (outsideProgram('Chromium') === undefined || outsideProgram('Temporal CLI') === undefined) return;
  desk = await startWholeDesk(start, folder);
  browser = await startChromium(outsideProgram('Chromium'));
  days.withScripts = aDay({ javaScript: true, name: 'Hélène Modèle', email: 'helene@example.org' });
  days.without = aDay({ javaScript: false, name: 'Noé Essai', email: 'noe@example.org' });
  // Told by the tests that wait for them.
  for (const day of Object.values(days)) day.catch(() => undefined);
}, limit);

describe('a day at the desk', () => {
  test('in a browser as people have it', () => days.withScripts, limit);
  test('in a browser without scripts', () => days.without, limit);
});

interface Complainant {
  name: string;
  email: string;
}

async function aDay({ javaScript, ...complainant }: Complainant & { javaScript: boolean }): Promise<void> {
  if (!browser) throw new Error('no browser');
  const context = await openWindow(browser, desk.url, { javaScript });
  const { page, faults } = await watchedPage(context, desk.url);
  const day = new Day(page, javaScript ? 'with-scripts' : 'without-scripts');
  await day.signIn(desk.first);
  const reference = await day.takeIn(complainant);
  await day.classify();
  await day.assign();
  await day.acknowledge();
  await day.forward();
  await day.answer(complainant);
  await day.untilClosed();
  expect(await lettersTo(complainant.email, reference)).toEqual([
    'Accusé de réception de votre réclamation',
    'Réponse à votre réclamation',
    'Transmission à l’assureur',
  ]);
  expect(await lettersTo('reclamations@example.com', reference)).toEqual(['Réclamation à traiter']);
  expect(await day.exportRegister()).toContain(reference);
  expect(faults).toEqual([]);
  await context.close();
}

/** What the letters of a complaint to somebody are about, in the order of the alphabet, as they lie in the mailbox. */
async function lettersTo(email: string, reference: string): Promise<string[]> {
  const mails = await Promise.all(desk.mails().map((mail) => simpleParser(mail)));
  return mails
    .filter(({ to }) => [to ?? []].flat().some(({ text }) => text.includes(email)))
    .filter(({ subject }) => subject?.startsWith(reference))
    .map(({ subject }) => subject?.split(' – ')[1] ?? '')
    .toSorted((one, other) => one.localeCompare(other, 'fr'));
}

/** What somebody does at the desk, one step after the other. */
class Day {
  readonly #page: Page;
  readonly #folder: string;
  #steps = 0;
  #complaint = '';

  constructor(page: Page, folder: string) {
    this.#page = page;
    this.#folder = folder;
  }

  async signIn({ login, password }: { login: string; password: string }): Promise<void> {
    await this.#page.goto('/desk');
    await this.#page.fill('[name=login]', login);
    await this.#page.fill('[name=password]', password);
    await this.#send('form[action="/desk/sign-in"] button');
    // The sign-in answers with a page that leads on by itself.
    await this.#page.waitForURL(({ pathname }) => pathname === '/desk');
    await this.#picture('my-day');
  }

  /** A letter that arrived today. @returns the reference */
  async takeIn({ name, email }: Complainant): Promise<string> {
    await this.#page.goto('/desk/complaints/new');
    await this.#page.selectOption('[name=procedure]', 'opticourtage');
    await this.#page.selectOption('[name=channel]', 'letter');
    await this.#page.fill('[name="complainant.name"]', name);
    await this.#page.fill('[name="complainant.email"]', email);
    await this.#page.fill('[name=matter]', 'le remboursement de vos lunettes');
    await this.#page.fill('[name=reason]', 'Mes lunettes ne sont toujours pas remboursées, malgré trois relances.');
    await this.#picture('intake');
    await this.#send('button[name=act][value=register]');
    this.#complaint = new URL(this.#page.url()).pathname;
    expect(this.#complaint).toMatch(/^\/desk\/complaints\/OPT-\d{4}-\d{6}$/);
    await this.#picture('registered');
    return this.#complaint.split('/').at(-1) ?? '';
  }

  async classify(): Promise<void> {
    await this.#decide('classify?as=classic-and-gdpr');
    await this.#picture('classified');
    await this.#decide('classify?as=classic');
  }

  async assign(): Promise<void> {
    await this.#decide('assign', { caseHandler: 'client-service' });
    await this.#picture('assigned');
  }

  async acknowledge(): Promise<void> {
    await this.#decide('acknowledge-now');
    await eventually('the acknowledgement has left', async () => {
      await this.#page.goto(this.#complaint);
      return this.#isIn('acknowledged');
    });
    await this.#picture('acknowledged');
  }

  async forward(): Promise<void> {
    await this.#decide('set-responsibility?as=insurer', {
      'insurer.name': 'Exemple Assurances',
      'insurer.email': 'reclamations@example.com',
      reasons: 'Le règlement du sinistre relève de votre assureur.',
    });
    // A form that is open while a letter leaves is out of date, and says so: whoever answers waits until both have left.
    await eventually('both letters have left', async () => {
      await this.#page.goto(this.#complaint);
      return (await this.#page.locator('.letters').innerText()).split('Envoyé').length - 1 === 3;
    });
    await this.#picture('forwarded');
  }

  /** Previews the letter, and sends it. */
  async answer({ name }: Complainant): Promise<void> {
    await this.#page.goto(`${this.#complaint}/decide/resolve?as=classic:upheld`);
    await this.#page.fill('[name=reasons]', 'Votre facture nous était bien parvenue.');
    await this.#page.fill('[name=measures]', 'Chaque facture reçue est désormais confirmée par un message.');
    await this.#page.click('#see-letter');
    const letter = this.#page.frameLocator('#letter-frame');
    await letter.getByText('Votre facture nous était bien parvenue.').waitFor();
    await this.#picture('previewed');
    expect(await this.#page.innerText('#send')).toContain(name);
    await this.#send('#send');
    await this.#isAt(this.#complaint);
    await this.#untilApplied();
    await this.#picture('answered');
  }

  async untilClosed(): Promise<void> {
    await eventually('the answer has left', async () => {
      await this.#page.goto(this.#complaint);
      if (await this.#isIn('closed')) return true;
      throw new Error(await this.#page.innerText('main'));
    });
    await this.#picture('closed');
  }

  /** The register as a file. */
  async exportRegister(): Promise<string> {
    await this.#page.goto('/desk/register');
    await this.#picture('register');
    const [download] = await Promise.all([
      this.#page.waitForEvent('download'),
      this.#page.click('form[action="/desk/register.csv"] button:not([formaction])'),
    ]);
    return readFileSync(await download.path(), 'utf8');
  }

  async #decide(act: string, fields: Record<string, string> = {}): Promise<void> {
    await this.#page.goto(`${this.#complaint}/decide/${act}`);
    for (const [name, value] of Object.entries(fields)) {
      const field = this.#page.locator(`[name="${name}"]`);
      if ((await field.evaluate((one) => one.tagName)) === 'SELECT') await field.selectOption(value);
      else await field.fill(value);
    }
    await this.#send('#send');
    await this.#isAt(this.#complaint);
    await this.#untilApplied();
  }

  async #isIn(stage: Stage): Promise<boolean> {
    return (await this.#page.locator('.complaint-state .badge').first().innerText()) === domainWord('fr', 'stages', stage);
  }

  /** Recorded, being applied: until the workflow has. */
  async #untilApplied(): Promise<void> {
    await eventually('what was decided is applied', async () => {
      await this.#page.goto(this.#complaint);
      return (await this.#page.locator('.standing-accepted, .standing-kept').count()) === 0;
    });
    expect(await this.#page.locator('.standing-refused').allInnerTexts()).toEqual([]);
  }

  /** Else what the page says is told: an error that a form was sent back with. */
  async #isAt(path: string): Promise<void> {
    if (new URL(this.#page.url()).pathname === path) return;
    throw new Error(`Not at ${path} but at ${this.#page.url()}: ${await this.#page.innerText('main')}`);
  }

  async #send(button: string): Promise<void> {
    const main = this.#page.mainFrame();
    const answered = this.#page.waitForEvent('framenavigated', { predicate: (frame) => frame === main });
    await this.#page.click(button);
    await answered;
    await this.#page.waitForLoadState('load');
  }

  async #picture(name: string): Promise<void> {
    if (pictures === undefined) return;
    mkdirSync(join(pictures, this.#folder), { recursive: true });
    this.#steps += 1;
    const file = join(pictures, this.#folder, `${String(this.#steps).padStart(2, '0')}-${name}.png`);
    await this.#page.screenshot({ path: file, fullPage: true });
  }
}
