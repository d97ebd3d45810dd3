import type { ImapMailbox } from '../mailbox.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { MailboxWatch, type WatchParts } from './watch.ts';

/** How the mailboxes of a process stand. */
export interface MailboxesHealth {
  mailboxes: number;
  /** Read by this process. */
  watched: number;
  /** Read by another one. */
  heldElsewhere: number;
  /** Nobody reads them at the moment. */
  disconnected: number;
}

/** Watches every mailbox side by side. */
export class MailboxWatches {
  readonly #watches: MailboxWatch[];

  constructor(parts: Omit<WatchParts, 'oneAtATime'>, mailboxes: readonly ImapMailbox[]) {
    const shared = { ...parts, oneAtATime: oneAtATime() };
    this.#watches = mailboxes.map((mailbox) => new MailboxWatch(shared, mailbox));
  }

  start(): void {
    for (const watch of this.#watches) watch.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#watches.map((watch) => watch.stop()));
  }

  health(): MailboxesHealth {
    const count = (...states: string[]) => this.#watches.filter(({ state }) => states.includes(state)).length;
    return {
      mailboxes: this.#watches.length,
      watched: count('watching'),
      heldElsewhere: count('held-elsewhere'),
      disconnected: count('connecting', 'disconnected', 'stopped'),
    };
  }
}
