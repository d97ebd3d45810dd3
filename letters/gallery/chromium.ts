import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** A page that Chromium has loaded, by its DevTools protocol. */
export interface ChromiumPage {
  open(address: string): Promise<void>;
  /** The whole page as a PNG, as a window of that width shows it. */
  picture(width: number): Promise<Buffer>;
}

/** How long one step may take, in milliseconds. */
const patience = 30_000;

/**
 * Runs Chromium for as long as `use` takes. It is spoken to over a pipe, so that no port is opened and no package is needed.
 *
 * @param program where Chromium is
 * @throws Error when it ends, or does not answer
 */
export async function withChromium<Result>(program: string, use: (page: ChromiumPage) => Promise<Result>): Promise<Result> {
  const profile = await mkdtemp(join(tmpdir(), 'doleance-chromium-'));
  // Chromium refuses to run its sandbox as root, as in a container.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(
    program,
    [
      '--headless=new',
      '--remote-debugging-pipe',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--hide-scrollbars',
      '--no-first-run',
      `--user-data-dir=${profile}`,
      ...asRoot,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Chromium ended by itself (${code ?? 'by a signal'}).`)));
  });
  failed.catch(() => undefined);
  try {
    const [, , , input, output] = child.stdio;
    const connection = new Connection(input as Writable, output as Readable);
    return await Promise.race([failed, firstPage(connection).then(use)]);
  } finally {
    child.kill('SIGKILL');
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

type Answer = Record<string, unknown>;

/** Chromium's commands and events: JSON messages with a zero byte between them. */
class Connection {
  readonly #input: Writable;
  readonly #waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (fault: Error) => void }>();
  readonly #listeners = new Set<(method: string) => void>();
  #last = 0;
  #rest = Buffer.alloc(0);

  constructor(input: Writable, output: Readable) {
    this.#input = input;
    // A browser that has gone is noticed by its end, not here.
    input.on('error', () => undefined);
    output.on('data', (chunk: Buffer) => this.#read(chunk));
  }

  async command(method: string, params: object = {}, sessionId?: string): Promise<Answer> {
    const id = ++this.#last;
    const answer = new Promise<Answer>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return inTime(answer, method);
  }

  async event(wanted: string): Promise<void> {
    let listener: (method: string) => void = () => undefined;
    const came = new Promise<void>((resolve) => {
      listener = (method) => {
        if (method === wanted) resolve();
      };
      this.#listeners.add(listener);
    });
    await inTime(came, wanted).finally(() => this.#listeners.delete(listener));
  }

  #read(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (let end = this.#rest.indexOf(0); end >= 0; end = this.#rest.indexOf(0)) {
      const message = this.#rest.subarray(0, end).toString();
      this.#rest = this.#rest.subarray(end + 1);
      this.#take(JSON.parse(message) as { id?: number; method?: string; result?: Answer; error?: { message: string } });
    }
  }

  #take({ id, method, result, error }: { id?: number; method?: string; result?: Answer; error?: { message: string } }): void {
    if (method !== undefined) for (const listener of this.#listeners) listener(method);
    const waiting = id === undefined ? undefined : this.#waiting.get(id);
    if (id === undefined || waiting === undefined) return;
    this.#waiting.delete(id);
    if (error) waiting.reject(new Error(`Chromium: ${error.message}`));
    else waiting.resolve(result ?? {});
  }
}

async function inTime<Result>(step: Promise<Result>, name: string): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Chromium did not answer in time: ${name}.`)), patience);
  });
  return Promise.race([step, late]).finally(() => clearTimeout(timer));
}

async function firstPage(connection: Connection): Promise<ChromiumPage> {
  const { targetId } = await connection.command('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await connection.command('Target.attachToTarget', { targetId, flatten: true });
  const ask = (method: string, params?: object) => connection.command(method, params, sessionId as string);
  await ask('Page.enable');
  return {
    async open(url) {
      const loaded = connection.event('Page.loadEventFired');
      await Promise.all([loaded, ask('Page.navigate', { url })]);
    },
    async picture(width) {
      await ask('Emulation.setDeviceMetricsOverride', { width, height: 600, deviceScaleFactor: 1, mobile: width < 600 });
      const { cssContentSize } = (await ask('Page.getLayoutMetrics')) as { cssContentSize: { width: number; height: number } };
      const { data } = await ask('Page.captureScreenshot', {
        captureBeyondViewport: true,
        clip: { x: 0, y: 0, width, height: Math.ceil(cssContentSize.height), scale: 1 },
      });
      return Buffer.from(data as string, 'base64');
    },
  };
}
