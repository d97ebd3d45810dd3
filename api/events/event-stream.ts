import { once } from 'node:events';
import type { Response } from 'express';
import type { ChangeFeed } from '../../register/change-feed.ts';
import { type ChangePosition, type ComplaintChange, compareChanges, readChanges } from '../../register/changes.ts';
import type { Register } from '../../register/register.ts';
import { isVisible, type Viewer } from '../../register/viewer.ts';
import type { Caller } from '../access/caller.ts';
import type { EventsQuery } from '../schemas/events.ts';
import { changeEvent, heartbeat, resetEvent, retryLine } from './event-text.ts';

/** What one stream may take. */
export interface StreamLimits {
  /** So many at once in one process. */
  streams: number;
  /** Seconds between two signs of life; before each, it is asked anew whether the client may still listen. */
  heartbeatSeconds: number;
  /** Bytes that wait for a client who reads slowly; beyond, the connection ends and the client comes again. */
  waitingBytes: number;
  /** A client who has been away for more changes than this is told to read anew. */
  changesBack: number;
}

export const usualStreamLimits: StreamLimits = {
  streams: 200,
  heartbeatSeconds: 15,
  waitingBytes: 256 * 1024,
  changesBack: 10_000,
};

export const eventStreamType = 'text/event-stream; charset=utf-8';

const pageSize = 500;
/** How long a client may take for a page while it catches up, and for the rest when the process stops; milliseconds. */
const slowestPage = 30_000;
const lastBytes = 1_000;

/**
 * One client's stream: what it has missed is read for it alone, then it joins those who are told of each change once. It hears of every
 * change after its position at least once, and in order.
 */
export class EventStream {
  readonly #response: Response;
  readonly #filter: EventsQuery;
  readonly #callerNow: () => Promise<Caller | undefined>;
  readonly #limits: StreamLimits;
  #position: ChangePosition = { transaction: 0n, reference: '', number: 0 };
  /** It has caught up, and is told of what comes. */
  #live = false;
  #viewer: Viewer;
  #nextSign: NodeJS.Timeout | undefined;

  /** @param callerNow who listens, at this moment; undefined once their token opens nothing any more */
  constructor(
    response: Response,
    { viewer, callerNow }: { viewer: Viewer; callerNow: () => Promise<Caller | undefined> },
    filter: EventsQuery,
    limits: StreamLimits,
  ) {
    this.#response = response;
    this.#viewer = viewer;
    this.#callerNow = callerNow;
    this.#filter = filter;
    this.#limits = limits;
  }

  /**
   * Sends the headers.
   *
   * @param from the place after which the client is told of everything
   * @param missed there was more before that place: the client is to read anew what it shows
   */
  begin(from: ChangePosition, missed: boolean): void {
    if (this.#hasEnded()) return;
    this.#position = from;
    // nginx would keep the events back.
    this.#response.status(200).set({ 'Content-Type': eventStreamType, 'X-Accel-Buffering': 'no' });
    // Nothing else comes on this connection: it ends with the stream.
    this.#response.set('Connection', 'close');
    this.#response.write(retryLine + (missed ? resetEvent(this.#position) : heartbeat(this.#position)));
    this.#signLater();
    this.#response.once('close', () => clearTimeout(this.#nextSign));
  }

  /** Tells what the client has missed, and is live when it returns. */
  async catchUp({ database }: Register, feed: ChangeFeed): Promise<void> {
    while (!this.#hasEnded()) {
      const page = await readChanges(database, this.#position, pageSize);
      if (!page) return this.broken(feed.position ?? this.#position);
      this.#send(page.changes);
      this.#position = page.upTo;
      await this.#untilRead();
      // Nothing is awaited between this look and the first change that is told.
      if (feed.position && compareChanges(this.#position, feed.position) >= 0) {
        this.#live = true;
        return;
      }
    }
  }

  changed(changes: ComplaintChange[], upTo: ChangePosition): void {
    if (!this.#live) return;
    this.#send(changes.filter(({ position }) => compareChanges(position, this.#position) > 0));
    if (compareChanges(upTo, this.#position) > 0) this.#position = upTo;
  }

  broken(from: ChangePosition): void {
    this.#position = from;
    this.#live = true;
    this.#write(resetEvent(from));
  }

  ended(): void {
    this.#response.end();
    setTimeout(() => this.#response.destroy(), lastBytes).unref();
  }

  #signLater(): void {
    this.#nextSign = setTimeout(() => void this.#sign(), this.#limits.heartbeatSeconds * 1_000);
  }

  /** Ends the stream of who may not listen any more; who may see less by now is told less. A register that is away tells nothing anyway. */
  async #sign(): Promise<void> {
    const asked = await this.#callerNow().then(
      (caller) => ({ caller }),
      () => undefined,
    );
    if (this.#hasEnded()) return;
    if (asked && !asked.caller) return this.ended();
    if (asked?.caller) this.#viewer = asked.caller.viewer;
    this.#write(heartbeat(this.#position));
    this.#signLater();
  }

  #send(changes: ComplaintChange[]): void {
    const { procedure, reference } = this.#filter;
    const text = changes
      .filter((change) => isVisible(this.#viewer, change))
      .filter((change) => procedure === undefined || change.procedure === procedure)
      .filter((change) => reference === undefined || change.reference === reference)
      .map(changeEvent)
      .join('');
    if (text !== '') this.#write(text);
  }

  #write(text: string): void {
    if (this.#hasEnded()) return;
    // What was written before should have left by now; of what is written at once, nothing has yet.
    if (this.#live && this.#response.writableLength > this.#limits.waitingBytes) this.#response.destroy();
    else this.#response.write(text);
  }

  /** A page is read before the next is sent; who takes too long comes again. */
  async #untilRead(): Promise<void> {
    if (!this.#response.writableNeedDrain) return;
    const signal = AbortSignal.timeout(slowestPage);
    const gone = once(this.#response, 'close', { signal });
    await Promise.race([once(this.#response, 'drain', { signal }), gone]).catch(() => this.#response.destroy());
    gone.catch(() => undefined);
  }

  #hasEnded(): boolean {
    return this.#response.destroyed || this.#response.writableEnded;
  }
}
