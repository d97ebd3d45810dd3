import type { NodemailerError } from 'nodemailer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { MessageBody } from './message-body.ts';
import { readSmtpUrl, type SmtpAddress } from './smtp-url.ts';

/** In which step the server said no: greeting, encryption or signing in; the sender; the recipient; the message. */
export type RefusedStep = 'session' | 'sender' | 'recipient' | 'message';

/** What became of a letter. Only an `uncertain` one may have been sent without our knowing. */
export type Delivery =
  /** The server took it: this is the evidence. */
  | { outcome: 'accepted' }
  /** The server said no, so it was certainly not sent. `permanent` where the same letter will be refused again. */
  | { outcome: 'refused'; code: number; permanent: boolean; step: RefusedStep }
  /** No server was reached, or the connection was lost before the message's end had been written: certainly not sent. */
  | { outcome: 'unreached' }
  /** The whole message had been given when the connection was lost or the time ran out: perhaps sent. */
  | { outcome: 'uncertain' };

export interface LetterToDeliver {
  envelope: { from: string; to: string };
  /** The finished MIME message. */
  bytes: Buffer;
  /**
   * Called when the server has asked for the message, and awaited before its first byte leaves: here the caller records that from now
   * on the outcome is uncertain. Not called at all where the server refuses before. When it fails, nothing is sent.
   */
  beforeData: () => Promise<void>;
  /** Called when the last byte has been handed over and before the answer is known. What it throws is not heeded. */
  afterData?: (() => Promise<void>) | undefined;
  /** Ends the attempt early, with what is certain then. */
  signal?: AbortSignal | undefined;
}

export interface MailTransportOptions {
  /** `smtp://user:password@host:port`, `smtps://…`; see `readSmtpUrl` for `?tls=`. */
  url: string;
  /** The longest that one letter may take in all, waiting for a connection included. */
  timeoutSeconds?: number | undefined;
  /** How many letters are under way at the same time, each on a connection of its own. */
  connections?: number | undefined;
  /** PEM of an authority that signed the server's certificate, where it is not a public one. */
  ca?: string | undefined;
}

/**
 * RFC 5321 (4.5.3.2.6) lets a server take ten minutes over its last answer, but no submission server does: two minutes are long enough
 * that giving up, which leaves a letter uncertain and so perhaps sent twice, stays rare, and short enough for a lease.
 */
const defaultTimeoutSeconds = 120;
/** How much longer than the limit `beforeData` and `afterData` may keep a delivery. */
const hookSeconds = 5;

/** The longest that `deliver` takes before it has answered; a lease on a letter must be longer than this. */
export function letterTimeoutSeconds(timeoutSeconds: number = defaultTimeoutSeconds): number {
  return timeoutSeconds + hookSeconds;
}

const lettersPerConnection = 100;
const idleMilliseconds = 5_000;

/**
 * Hands letters to a mail server, over a few connections that are used again. Errors carry codes alone: what a server answers may
 * hold addresses and is never passed on.
 */
export class MailTransport {
  readonly #address: SmtpAddress;
  readonly #timeout: number;
  readonly #most: number;
  readonly #ca: string | undefined;
  #closed = false;
  #open = 0;
  readonly #idle: Session[] = [];
  readonly #waiting: (() => void)[] = [];

  /** @throws RangeError when the address is none; the message does not repeat it */
  constructor({ url, timeoutSeconds = defaultTimeoutSeconds, connections = 4, ca }: MailTransportOptions) {
    this.#address = readSmtpUrl(url);
    this.#timeout = timeoutSeconds * 1000;
    this.#most = connections;
    this.#ca = ca;
  }

  /**
   * Gives a letter to the server, once. Never fails for what the server or the network does; the outcome says it.
   *
   * @throws what `beforeData` threw; the letter was then certainly not sent
   */
  async deliver(letter: LetterToDeliver): Promise<Delivery> {
    const limit = new AbortController();
    const expire = () => limit.abort();
    const timer = setTimeout(expire, this.#timeout);
    letter.signal?.addEventListener('abort', expire, { once: true });
    if (letter.signal?.aborted) expire();
    try {
      return await this.#deliverWithin(limit.signal, letter);
    } finally {
      clearTimeout(timer);
      letter.signal?.removeEventListener('abort', expire);
    }
  }

  /** Ends the connections that are idle; letters under way go on to their end. */
  close(): void {
    this.#closed = true;
    for (const session of this.#idle.splice(0)) this.#end(session);
  }

  async #deliverWithin(limit: AbortSignal, letter: LetterToDeliver): Promise<Delivery> {
    for (;;) {
      const session = await this.#take(limit);
      if (!(session instanceof Session)) return session;
      const used = session.letters > 0;
      const attempt = await session.send(letter, limit);
      this.#giveBack(session);
      if (attempt.failure) throw attempt.failure.error;
      // A server may close a connection that was idle: that says nothing about this letter, which no server has asked for yet.
      const stale = used && !attempt.asked && isGoneAway(attempt.delivery);
      if (!stale || limit.aborted) return attempt.delivery;
    }
  }

  async #take(limit: AbortSignal): Promise<Session | Delivery> {
    while (!limit.aborted) {
      const idle = this.#idle.pop();
      if (idle?.isUsable) return idle;
      if (idle) this.#end(idle);
      else if (this.#open < this.#most) return this.#connect(limit);
      else await this.#turn(limit);
    }
    // Whoever was woken and has no time left lets the next one in.
    this.#waiting.shift()?.();
    return { outcome: 'unreached' };
  }

  async #connect(limit: AbortSignal): Promise<Session | Delivery> {
    this.#open += 1;
    const session = new Session(this.#address, this.#timeout, this.#ca);
    const failure = await session.connect(limit);
    if (!failure) return session;
    this.#end(session);
    return failure;
  }

  #giveBack(session: Session): void {
    if (!session.isUsable || session.letters >= lettersPerConnection || this.#closed) return this.#end(session);
    this.#idle.push(session);
    session.rest(() => {
      const index = this.#idle.indexOf(session);
      if (index < 0) return;
      this.#idle.splice(index, 1);
      this.#end(session);
    });
    this.#waiting.shift()?.();
  }

  #end(session: Session): void {
    session.end();
    this.#open -= 1;
    this.#waiting.shift()?.();
  }

  async #turn(limit: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const go = () => {
        limit.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(go), 1);
        go();
      };
      this.#waiting.push(go);
      limit.addEventListener('abort', leave, { once: true });
    });
  }
}

interface Attempt {
  delivery: Delivery;
  /** The server had asked for the message. */
  asked: boolean;
  /** What `beforeData` failed with. */
  failure?: { error: unknown } | undefined;
}

/** One connection to the server. */
class Session {
  /** How many letters were begun on it. */
  letters = 0;
  readonly #connection: SMTPConnection;
  readonly #login: SmtpAddress['login'];
  /** `spent`: in step with the server, but not for another letter. */
  #state: 'ready' | 'spent' | 'broken' = 'broken';
  #idleTimer: NodeJS.Timeout | undefined;
  #onEnd: () => void = () => undefined;

  constructor({ connection, login }: SmtpAddress, timeout: number, ca: string | undefined) {
    this.#login = login;
    this.#connection = new SMTPConnection({
      ...connection,
      connectionTimeout: timeout,
      greetingTimeout: timeout,
      socketTimeout: timeout,
      dnsTimeout: timeout,
      // Ending is final: bytes that are still here when an attempt is over must not leave after it.
      socketCloseTimeout: 0,
      ...(ca ? { tls: { ca } } : {}),
    });
    // Whoever waits for the connection is told through its callback as well; without a listener the process would end.
    this.#connection.on('error', () => undefined);
    this.#connection.on('end', () => {
      this.#state = 'broken';
      // An error is told after the end: let it come first, it knows more.
      setImmediate(() => this.#onEnd());
    });
  }

  get isUsable(): boolean {
    return this.#state === 'ready';
  }

  /** @returns why the server cannot be used; undefined when it can */
  async connect(limit: AbortSignal): Promise<Delivery | undefined> {
    const connected = await this.#step((done) => {
      this.#connection.once('error', done);
      this.#connection.connect(done);
    }, limit);
    const login = this.#login;
    const failed = connected ?? (login ? await this.#step((done) => this.#connection.login(login, done), limit) : undefined);
    if (failed) return refusalIn(failed.error, 'session') ?? { outcome: 'unreached' };
    this.#state = 'ready';
    return undefined;
  }

  async send(letter: LetterToDeliver, limit: AbortSignal): Promise<Attempt> {
    this.letters += 1;
    clearTimeout(this.#idleTimer);
    const { envelope, bytes } = letter;
    const body = new MessageBody(bytes, letter.beforeData);
    const told = this.#tellWhenHandedOver(body, letter.afterData);
    const failed = await this.#step((done) => {
      this.#connection.send({ from: envelope.from, to: [envelope.to], size: bytes.length }, body, (error) => done(error));
    }, limit);
    body.destroy();
    const delivery = failed ? outcomeOf(failed.error, body) : acceptedIf(body.complete);
    if (delivery.outcome !== 'accepted') {
      const inStep = delivery.outcome === 'refused' && body.asked === body.complete;
      this.#state = inStep && this.#state === 'ready' ? 'spent' : 'broken';
    }
    await endedWithin(hookSeconds, Promise.all([body.recorded, told(!failed || failed.error?.responseCode !== undefined)]));
    return { delivery, asked: body.asked, failure: body.failure };
  }

  /** Waits for the next letter; `leave` is called when none comes, or the server goes. */
  rest(leave: () => void): void {
    this.#onEnd = leave;
    this.#idleTimer = setTimeout(leave, idleMilliseconds);
  }

  end(): void {
    clearTimeout(this.#idleTimer);
    this.#onEnd = () => undefined;
    if (this.#state === 'broken') return this.#connection.close();
    this.#state = 'broken';
    this.#connection.quit();
    // A server that does not answer QUIT is left anyway.
    setTimeout(() => this.#connection.close(), 1_000).unref();
  }

  /** Runs one exchange; ends with what went wrong, or undefined. The end of the connection or of the time ends it as well. */
  async #step(
    exchange: (done: (error?: NodemailerError | null) => void) => void,
    limit: AbortSignal,
  ): Promise<{ error: NodemailerError | undefined } | undefined> {
    return new Promise((resolve) => {
      let over = false;
      const finish = (result: { error: NodemailerError | undefined } | undefined) => {
        if (over) return;
        over = true;
        limit.removeEventListener('abort', expire);
        this.#onEnd = () => undefined;
        resolve(result);
      };
      const expire = () => {
        finish({ error: undefined });
        this.#connection.close();
      };
      this.#onEnd = () => finish({ error: undefined });
      limit.addEventListener('abort', expire, { once: true });
      if (limit.aborted) return expire();
      exchange((error) => finish(error ? { error } : undefined));
    });
  }

  /** Calls `afterData` once, when the socket has passed the last byte on, or at the latest when the answer is there. */
  #tellWhenHandedOver(body: MessageBody, afterData: LetterToDeliver['afterData']): (answered: boolean) => Promise<void> {
    let called: Promise<void> | undefined;
    const tell = async () => {
      called ??= Promise.resolve(afterData?.()).catch(() => undefined);
      return called;
    };
    body.once('end', () => {
      const look = () => {
        const socket = this.#connection._socket;
        if (!socket || socket.destroyed) return;
        if (socket.writableLength === 0) void tell();
        else socket.once('drain', () => setImmediate(look));
      };
      setImmediate(look);
    });
    return async (answered) => (body.complete && answered ? tell() : called);
  }
}

function acceptedIf(complete: boolean): Delivery {
  // An answer to a message whose end was never written says nothing.
  return complete ? { outcome: 'accepted' } : { outcome: 'uncertain' };
}

function outcomeOf(error: NodemailerError | undefined, body: MessageBody): Delivery {
  return refusalIn(error, stepOf(error)) ?? (body.complete ? { outcome: 'uncertain' } : { outcome: 'unreached' });
}

/** These speak of us and not of the letter: bad order of commands, signing in. */
const aboutTheSession = [503, 530, 534, 535, 538];

function refusalIn(error: NodemailerError | undefined, step: RefusedStep): Delivery | undefined {
  const code = error?.responseCode ?? impliedCode(error);
  if (code === undefined || code < 400 || code > 599) return undefined;
  const permanent = code >= 500 && step !== 'session' && !aboutTheSession.includes(code);
  return { outcome: 'refused', code, permanent, step };
}

/** What the connection refuses by itself, as the server would: an address that is none, a message larger than announced as allowed. */
function impliedCode(error: NodemailerError | undefined): number | undefined {
  if (error?.code === 'EENVELOPE' && error.command === 'API') return 553;
  if (error?.code === 'EMESSAGE' && error.command === 'MAIL FROM') return 552;
  return undefined;
}

function stepOf(error: NodemailerError | undefined): RefusedStep {
  if (error?.code === 'EMESSAGE') return 'message';
  switch (error?.command) {
    case 'MAIL FROM':
      return 'sender';
    case 'RCPT TO':
    case 'API':
      return 'recipient';
    case 'DATA':
      return 'message';
    default:
      return 'session';
  }
}

function isGoneAway(delivery: Delivery): boolean {
  return delivery.outcome === 'unreached' || (delivery.outcome === 'refused' && delivery.code === 421);
}

async function endedWithin(seconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000);
  });
  await Promise.race([work, enough]);
  clearTimeout(timer);
}
