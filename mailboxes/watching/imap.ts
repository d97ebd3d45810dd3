import { type FetchMessageObject, type FetchQueryObject, ImapFlow, type SearchObject } from 'imapflow';
import type { Instant } from '../../workflows/domain/time.ts';
import type { ImapMailbox } from '../mailbox.ts';

/** Limits of waiting for a mail server; milliseconds. */
const connectLimit = 30_000;
const silenceLimit = 5 * 60_000;
/** IDLE is begun anew before servers, and firewalls on the way, forget it (RFC 2177 says 29 minutes at most). */
const idleFor = 4 * 60_000;

/** Between the last command and IDLE; milliseconds. */
const idleSoon = 100;

/** So much of a message over the limit is read: its head, and the beginning of its text; bytes. */
const beginning = 512 * 1024;

/** What was fetched of a message. */
export interface FetchedMail {
  /** The message, or its beginning where it is over the limit. */
  raw: Buffer;
  /** Of the whole message; bytes. */
  size: number;
  whole: boolean;
  /** Absent where the server does not say when it took the message. */
  arrivedAt?: Instant | undefined;
}

/** Why no connection can be trusted, by what Node.js calls it; docs/mailboxes.md says what to do. */
const tlsFaults: readonly [RegExp, string][] = [
  [/^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/, 'certificate-of-another-host'],
  [/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/, 'certificate-not-valid-now'],
  [/^(UNABLE_TO_(GET|VERIFY)_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|INVALID_(CA|PURPOSE)$)/, 'certificate-not-trusted'],
  [/^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)$/, 'no-tls-at-this-port'],
];

/** What went wrong with a mail server, as a code: nothing that it said in words, which may hold a name. */
export function codeOfImapFault(fault: unknown): string {
  const { authenticationFailed, code, mailboxMissing, serverResponseCode, tlsFailed } = (fault ?? {}) as Record<string, unknown>;
  if (authenticationFailed === true) return 'sign-in-refused';
  if (mailboxMissing === true) return 'no-such-folder';
  const tlsFault = typeof code === 'string' ? tlsFaults.find(([form]) => form.test(code))?.[1] : undefined;
  if (tlsFault !== undefined) return tlsFault;
  // imapflow has no code for it.
  if (tlsFailed === true && code === undefined) return 'no-starttls';
  const named = [code, serverResponseCode].find((one) => typeof one === 'string' && /^[A-Za-z0-9_-]{1,60}$/.test(one));
  return typeof named === 'string' ? named : fault instanceof Error ? fault.name : 'fault';
}

/** A connection to one folder of a mail server. */
export class ImapFolder {
  readonly #client: ImapFlow;
  readonly #mailbox: ImapMailbox;
  #fault: Error | undefined;
  /** Something has come since the folder was last looked through: the server may say so at any moment, also in the middle of that. */
  #news = false;
  #wake: () => void = () => undefined;

  private constructor(client: ImapFlow, mailbox: ImapMailbox) {
    this.#client = client;
    this.#mailbox = mailbox;
    client.on('error', (fault: Error) => {
      this.#fault ??= fault;
    });
    client.on('exists', () => {
      this.#news = true;
      this.#wake();
    });
    client.on('close', () => this.#wake());
  }

  /**
   * Connects, signs in and opens the folder.
   *
   * @param signal ends the attempt
   * @throws what imapflow throws: the server is away, does not take the password, has no such folder
   */
  static async open(mailbox: ImapMailbox, signal: AbortSignal): Promise<ImapFolder> {
    const client = new ImapFlow({
      host: mailbox.host,
      port: mailbox.port,
      secure: mailbox.tls === 'implicit',
      doSTARTTLS: mailbox.tls === 'starttls',
      // Said here, so that no variable of the environment can switch it off.
      tls: { rejectUnauthorized: true, ...(mailbox.ca === undefined ? {} : { ca: mailbox.ca }) },
      auth: { user: mailbox.user, pass: mailbox.password },
      logger: false,
      connectionTimeout: connectLimit,
      greetingTimeout: connectLimit,
      socketTimeout: silenceLimit,
      autoIdleDelay: idleSoon,
      maxIdleTime: idleFor,
      clientInfo: { name: 'Doleance' },
    });
    const folder = new ImapFolder(client, mailbox);
    const giveUp = () => client.close();
    signal.addEventListener('abort', giveUp);
    try {
      await client.connect();
      await client.mailboxOpen(mailbox.folder);
    } catch (fault) {
      client.close();
      throw fault;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
    return folder;
  }

  /** Within it a UID names one message for ever. */
  get uidValidity(): number {
    const { mailbox } = this.#client;
    return mailbox ? Number(mailbox.uidValidity) : 0;
  }

  /** Whether anything can be asked of it still. */
  get isUsable(): boolean {
    return this.#client.usable && this.#client.mailbox !== false;
  }

  /** @throws where the connection has ended */
  requireUsable(): void {
    if (!this.isUsable) throw this.#fault ?? new Error('The mail server has closed the connection.');
  }

  /** UIDs from this one on, in their order, of the days that are to be read. */
  async uidsFrom(uid: number): Promise<number[]> {
    this.#news = false;
    const { since } = this.#mailbox;
    const query = { uid: `${uid}:*`, ...(since === undefined ? {} : { since: new Date(`${since}T00:00:00Z`) }) };
    const found = await this.#search(query);
    // A range up to `*` always names the last message, even one before its beginning (RFC 9051, 9).
    return found.filter((one) => one >= uid).toSorted((one, other) => one - other);
  }

  /**
   * A message, with no more of it than the limit.
   *
   * @returns undefined where the server says that it is there no more
   * @throws where the connection has ended, or the server does not give out what is there
   */
  async fetch(uid: number, largest: number): Promise<FetchedMail | undefined> {
    const known = await this.#fetchOne(uid, { uid: true, size: true, internalDate: true });
    if (!known) return undefined;
    const { size = 0, internalDate } = known;
    const whole = size <= largest;
    const source = whole ? true : { start: 0, maxLength: Math.min(beginning, largest) };
    const fetched = await this.#fetchOne(uid, { uid: true, source });
    if (!fetched) return undefined;
    const raw = fetched.source ?? Buffer.alloc(0);
    // An empty one in its place would be like every other empty one, and so be taken for a mail that was taken before.
    if (raw.length === 0 && known.size !== 0) throw new Error('The mail server gave nothing of the message out.');
    const arrived = internalDate === undefined ? Number.NaN : new Date(internalDate).getTime();
    return { raw, size, whole, ...(Number.isNaN(arrived) ? {} : { arrivedAt: arrived }) };
  }

  /**
   * Nothing came: the message may be gone, but imapflow says the same where the connection has ended, and where the server refuses. So the
   * server is asked whether it is there.
   */
  async #fetchOne(uid: number, query: FetchQueryObject): Promise<FetchMessageObject | undefined> {
    const fetched = await this.#client.fetchOne(String(uid), query, { uid: true });
    if (fetched) return fetched;
    this.requireUsable();
    // Tells the server to say now what others have removed (RFC 9051, 6.1.2).
    await this.#client.noop();
    if ((await this.#search({ uid: String(uid) })).includes(uid))
      throw new Error('The mail server did not give the message out.');
    return undefined;
  }

  /** @throws where the server did not answer: that is not the answer that there is nothing */
  async #search(query: SearchObject): Promise<number[]> {
    const found = await this.#client.search(query, { uid: true });
    this.requireUsable();
    if (!Array.isArray(found)) throw new Error('The mail server did not say which messages are there.');
    return found;
  }

  /** Puts a message into another folder of the mailbox, which is made where it is not there. @throws where it is not put there */
  async move(uid: number, to: string): Promise<void> {
    if (await this.#client.messageMove(String(uid), to, { uid: true })) return;
    await this.#client.mailboxCreate(to);
    const moved = await this.#client.messageMove(String(uid), to, { uid: true });
    if (!moved) throw new Error('The mail server did not move the message.');
  }

  /**
   * Waits until something has come since `uidsFrom` looked, the time is over or the signal is given.
   *
   * @throws where the connection has ended
   */
  async untilSomethingComes(milliseconds: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        this.#wake = () => undefined;
        signal.removeEventListener('abort', finish);
        resolve();
      };
      const timer = setTimeout(finish, milliseconds);
      this.#wake = finish;
      signal.addEventListener('abort', finish);
      if (this.#news || signal.aborted || !this.isUsable) finish();
    });
    if (!signal.aborted) this.requireUsable();
  }

  async close(): Promise<void> {
    const bye = this.#client.usable ? this.#client.logout().catch(() => undefined) : Promise.resolve();
    // A server that says nothing any more is not waited for.
    await Promise.race([bye, new Promise((resolve) => setTimeout(resolve, 2_000).unref())]);
    this.#client.close();
  }
}
