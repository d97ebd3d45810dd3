import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { fontFiles } from './fonts.ts';

/** PDF/UA-1 for whoever reads it, with a screen reader too; PDF/A-2a for the archive. One standard a file: Typst writes no other. */
export type PdfStandard = 'ua-1' | 'a-2a';

/** A document cannot be typeset. The message says why, and holds nothing of its text. */
export class NotTypeset extends Error {
  constructor(why: string) {
    super(`No PDF can be made: ${why}`);
    this.name = 'NotTypeset';
  }
}

type Waiting = { done: (bytes: Uint8Array) => void; failed: (error: Error) => void };
type Answer = { id: number; bytes: Uint8Array } | { id: number; fault: string };

let thread: { worker: Worker; waiting: Map<number, Waiting> } | undefined;
let lastId = 0;

/**
 * Typesets a document in the thread that this process keeps for that; one after the other. The same document gives the same bytes.
 *
 * @param document what `letter.typ` reads, as JSON
 * @throws NotTypeset
 */
export function typeset(document: string, standard: PdfStandard): Promise<Uint8Array> {
  const { worker, waiting } = (thread ??= begin());
  const id = ++lastId;
  return new Promise((done, failed) => {
    waiting.set(id, { done, failed });
    // A process does not stay alive for its thread, but for what it waits for.
    worker.ref();
    worker.postMessage({ id, document, standard });
  });
}

function begin(): NonNullable<typeof thread> {
  const folder = fileURLToPath(new URL('.', import.meta.url)).replace(/[\\/]$/, '');
  const worker = new Worker(new URL('typesetter.js', import.meta.url), {
    workerData: { folder, fonts: fontFiles },
    execArgv: [],
  });
  const waiting = new Map<number, Waiting>();
  worker.on('message', (answer: Answer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) worker.unref();
    if ('bytes' in answer) asked?.done(answer.bytes);
    else asked?.failed(new NotTypeset(answer.fault));
  });
  // A thread that ended takes its questions with it; the next one begins anew.
  const end = (why: string) => {
    if (thread?.worker === worker) thread = undefined;
    for (const { failed } of waiting.values()) failed(new NotTypeset(why));
    waiting.clear();
  };
  worker.on('error', () => end('the typesetter failed.'));
  worker.on('exit', () => end('the typesetter ended.'));
  worker.unref();
  return { worker, waiting };
}
