import { type ChangePage, type ChangePosition, type ComplaintChange, presentPosition, readChanges } from './changes.ts';
import { Notifications } from './notifications.ts';
import type { Register } from './register.ts';

/** Who follows the changes of this process. */
export interface ChangeListener {
  /** New changes, all there are up to the position. */
  changed(changes: ComplaintChange[], upTo: ChangePosition): void;
  /** What comes next does not join what came before: the register was restored from a backup. */
  broken(from: ChangePosition): void;
  /** Nothing more will come: the process stops. */
  ended(): void;
}

const pageSize = 500;
/** A notification can be lost; milliseconds. */
const pollWait = 2_000;
/** While an older transaction holds back what has been committed; milliseconds. */
const heldWait = 50;
/** After a fault; milliseconds. */
const faultWait = 1_000;

/**
 * Follows the journals of all complaints for as many listeners as there are, with one LISTEN connection and one reading of each change.
 * While nobody listens, nothing is read. A register that is away only delays: reading goes on from where it was.
 */
export class ChangeFeed {
  readonly #register: Register;
  readonly #notifications: Notifications;
  readonly #listeners = new Set<ChangeListener>();
  #position: ChangePosition | undefined;
  #running: Promise<void> | undefined;
  #listens = false;
  #closed = false;
  #wake: () => void = () => undefined;

  constructor(register: Register) {
    this.#register = register;
    this.#notifications = new Notifications(register.url, 'journal');
    this.#notifications.subscribe(() => this.#wake());
  }

  /** How many listen. */
  get size(): number {
    return this.#listeners.size;
  }

  /** Up to where the listeners have been told; before anybody listens, nowhere. */
  get position(): ChangePosition | undefined {
    return this.#position;
  }

  /**
   * Adds a listener, who is told of what comes from now on.
   *
   * @returns a function that ends it
   */
  async join(listener: ChangeListener): Promise<() => void> {
    this.#listeners.add(listener);
    const leave = () => void this.#listeners.delete(listener);
    try {
      const present = await presentPosition(this.#register.database);
      this.#position ??= present;
    } catch (error) {
      leave();
      throw error;
    }
    if (this.#closed) listener.ended();
    else this.#running ??= this.#follow();
    this.#wake();
    return leave;
  }

  /** Ends all listeners. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const listener of this.#listeners) listener.ended();
    this.#listeners.clear();
    this.#wake();
    await this.#running;
    await this.#notifications.close();
  }

  async #follow(): Promise<void> {
    while (!this.#closed) {
      const woken = this.#untilWoken();
      woken.after(await this.#goOn());
      await woken.promise;
    }
  }

  /** @returns how long to wait for a notification, in milliseconds */
  async #goOn(): Promise<number> {
    if (this.#listeners.size === 0) {
      this.#position = undefined;
      return pollWait;
    }
    try {
      await this.#listen();
      return (await this.#tellAll()) ? heldWait : pollWait;
    } catch {
      return faultWait;
    }
  }

  async #listen(): Promise<void> {
    if (this.#listens) return;
    await this.#notifications.open();
    this.#listens = true;
  }

  /** @returns whether changes are held back by an older transaction */
  async #tellAll(): Promise<boolean> {
    for (;;) {
      if (this.#position === undefined || this.#closed) return false;
      const page = await readChanges(this.#register.database, this.#position, pageSize);
      if (page) this.#tell(page);
      else await this.#startAgain();
      if (!page?.more) return page?.held ?? false;
    }
  }

  #tell({ changes, upTo }: ChangePage): void {
    this.#position = upTo;
    for (const listener of this.#listeners) listener.changed(changes, upTo);
  }

  async #startAgain(): Promise<void> {
    const from = await presentPosition(this.#register.database);
    this.#position = from;
    for (const listener of this.#listeners) listener.broken(from);
  }

  /** Begins to wait before the reading, so that a notification in the middle of it is not missed. */
  #untilWoken(): { promise: Promise<void>; after: (milliseconds: number) => void } {
    let timer: NodeJS.Timeout | undefined;
    let finish: () => void = () => undefined;
    const promise = new Promise<void>((resolve) => {
      finish = resolve;
    });
    this.#wake = finish;
    return {
      promise: promise.finally(() => clearTimeout(timer)),
      after: (milliseconds) => {
        timer = setTimeout(finish, this.#closed ? 0 : milliseconds);
      },
    };
  }
}
