import { beginAttempt, forgetAttempt, keepPlace, type MailPlace, placeOf, whileHoldingMailbox } from '../../register/mail-in.ts';
import { fileMail, setMailAside } from '../filing/filing.ts';
import type { Filed, FilingParts } from '../filing/parts.ts';
import type { ImapMailbox } from '../mailbox.ts';
import { type FetchedMail, ImapFolder } from './imap.ts';

/** What a watch tells whoever runs it; nothing personal. */
export interface WatchReport {
  filed(mailbox: string, uid: number, filed: Filed): void;
  /** A mail could not be taken now; it is tried again. */
  failed(mailbox: string, uid: number, attempt: number, fault: unknown): void;
  /** A mail was taken and could not be moved; it stays where it is. */
  notMoved(mailbox: string, uid: number, fault: unknown): void;
  connected(mailbox: string): void;
  /** The mailbox is tried again after so many milliseconds. */
  disconnected(mailbox: string, fault: unknown, again: number): void;
}

/** With what a mailbox is watched. */
export interface WatchParts extends FilingParts {
  /** More of a message is not read; bytes. */
  largest: number;
  report: WatchReport;
  /** Whether a fault is the register's or the storage's, and no mail's: then everything waits, and no attempt counts. */
  isAway: (fault: unknown) => boolean;
  /** Only one mail at a time is in memory, of however many mailboxes. */
  oneAtATime: <Made>(work: () => Promise<Made>) => Promise<Made>;
  /** How long until a lost connection is tried again, after so many failures in a row; milliseconds. */
  waitAfter?: ((failures: number) => number) | undefined;
  /** How long until a mailbox that another process holds is asked for again; milliseconds. */
  askAgainAfter?: number | undefined;
}

/** How a watch stands. */
export type WatchState = 'connecting' | 'watching' | 'held-elsewhere' | 'disconnected' | 'stopped';

/** A mail is set aside after so many failures. */
const mostAttempts = 3;
/** Looked for new mail so often, besides whenever the server tells; milliseconds. */
const lookEvery = 5 * 60_000;
/** A mailbox that another process holds is asked for so often where nothing else is said; milliseconds. */
const usualAskAgain = 10_000;

/** From one second to five minutes, each time twice as long. */
function usualWait(failures: number): number {
  return Math.min(300_000, 1_000 * 2 ** Math.min(failures - 1, 10));
}

/** Watches one mailbox until it is stopped, and takes each mail once, in the order of their arrival. */
export class MailboxWatch {
  readonly mailbox: ImapMailbox;
  readonly #parts: WatchParts;
  readonly #stopping = new AbortController();
  #state: WatchState = 'connecting';
  #running: Promise<void> = Promise.resolve();
  #failures = 0;
  /** A mail whose last attempt failed for a reason that is not its own, until the register has taken that off. */
  #notCounted: MailPlace | undefined;

  constructor(parts: WatchParts, mailbox: ImapMailbox) {
    this.#parts = parts;
    this.mailbox = mailbox;
  }

  get state(): WatchState {
    return this.#state;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Ends the mail in hand, then stops. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    this.#state = 'stopped';
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    const { register, report, waitAfter = usualWait, askAgainAfter = usualAskAgain } = this.#parts;
    while (!signal.aborted) {
      try {
        const held = await whileHoldingMailbox(register, this.mailbox.name, (lost) =>
          this.#session(AbortSignal.any([signal, lost])),
        );
        if (held) continue;
        this.#state = 'held-elsewhere';
        await pause(askAgainAfter, signal);
      } catch (fault) {
        if (signal.aborted) return;
        this.#failures += 1;
        this.#state = 'disconnected';
        const again = waitAfter(this.#failures);
        report.disconnected(this.mailbox.name, fault, again);
        await pause(again, signal);
      }
    }
  }

  /** One connection, from its beginning to its end. */
  async #session(signal: AbortSignal): Promise<void> {
    this.#state = 'connecting';
    const folder = await ImapFolder.open(this.mailbox, signal);
    try {
      this.#state = 'watching';
      this.#parts.report.connected(this.mailbox.name);
      while (!signal.aborted) {
        await this.#takeAll(folder, signal);
        // A connection over which all was taken is a good one.
        this.#failures = 0;
        if (!signal.aborted) await folder.untilSomethingComes(lookEvery, signal);
      }
    } finally {
      await folder.close();
    }
  }

  async #takeAll(folder: ImapFolder, signal: AbortSignal): Promise<void> {
    const { uidValidity } = folder;
    const place = await placeOf(this.#parts.register.database, this.mailbox.name);
    const next = place?.uidValidity === uidValidity ? place.uid + 1 : 1;
    for (const uid of await folder.uidsFrom(next)) {
      if (signal.aborted) return;
      // It may have ended while the mail before was filed.
      folder.requireUsable();
      await this.#takeOne(folder, { mailbox: this.mailbox.name, uidValidity, uid });
    }
  }

  /** Takes a mail, or sets it aside; in any case the next one follows. @throws where the connection or the register is lost */
  async #takeOne(folder: ImapFolder, place: MailPlace): Promise<void> {
    const { register, oneAtATime, report } = this.#parts;
    const filed = await oneAtATime(() => this.#insistently(folder, place));
    if (filed !== undefined) report.filed(place.mailbox, place.uid, filed.filed);
    if (filed?.leave === false && this.mailbox.moveTo !== undefined)
      await folder
        .move(place.uid, this.mailbox.moveTo)
        .catch((fault: unknown) => report.notMoved(place.mailbox, place.uid, fault));
    await keepPlace(register, place);
  }

  async #insistently(folder: ImapFolder, place: MailPlace): Promise<{ filed: Filed; leave: boolean } | undefined> {
    const { isAway, report } = this.#parts;
    for (;;) {
      const attempt = await this.#begin(place);
      try {
        const fetched = await this.#fetch(folder, place, attempt);
        if (fetched === 'gone') return undefined;
        const filed = await this.#file(fetched, place, attempt);
        return { filed, leave: fetched?.whole !== true || filed.suspicion === 'unreadable' };
      } catch (fault) {
        if (!(fault instanceof NotFetched) && isAway(fault)) {
          this.#notCounted = place;
          await this.#forgetNotCounted().catch(() => undefined);
          throw fault;
        }
        report.failed(place.mailbox, place.uid, attempt, fault);
        if (!folder.isUsable) throw fault;
        // Not even that it is there can be kept: better nothing goes on than that it is lost.
        if (attempt > mostAttempts + 1) throw fault;
      }
    }
  }

  /**
   * Counts before it begins, so that a mail over which the process ends counts too. What failed because the register was away is taken off
   * again: now, where it could not be then.
   */
  async #begin(place: MailPlace): Promise<number> {
    await this.#forgetNotCounted();
    return beginAttempt(this.#parts.register, place);
  }

  async #forgetNotCounted(): Promise<void> {
    if (this.#notCounted === undefined) return;
    await forgetAttempt(this.#parts.register, this.#notCounted);
    this.#notCounted = undefined;
  }

  /** @returns undefined where the message is to be set aside without it, since even fetching it fails */
  async #fetch(folder: ImapFolder, { uid }: MailPlace, attempt: number): Promise<FetchedMail | 'gone' | undefined> {
    if (attempt > mostAttempts + 1) return undefined;
    try {
      return (await folder.fetch(uid, this.#parts.largest)) ?? 'gone';
    } catch (fault) {
      throw new NotFetched(fault);
    }
  }

  #file(fetched: FetchedMail | undefined, { mailbox, uidValidity, uid }: MailPlace, attempt: number): Promise<Filed> {
    const now = this.#parts.register.clock();
    const arrived = {
      mailbox: this.mailbox,
      raw: fetched?.raw,
      size: fetched?.size ?? 0,
      whole: fetched?.whole ?? false,
      // The server's clock may be ahead of ours.
      receivedAt: Math.min(fetched?.arrivedAt ?? now, now),
    };
    if (attempt <= mostAttempts) return fileMail(this.#parts, arrived);
    return setMailAside(this.#parts, arrived, `${mailbox} ${uidValidity} ${uid}`);
  }
}

/** The mail server did not give a message out. */
class NotFetched extends Error {
  constructor(cause: unknown) {
    super('The mail server did not give the message out.', { cause });
    this.name = 'NotFetched';
  }
}

/** Waits, but no longer than until the signal is given. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    signal.addEventListener('abort', finish);
    if (signal.aborted) finish();
  });
}
