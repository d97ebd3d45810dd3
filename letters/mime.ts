import { createHash, createPrivateKey } from 'node:crypto';
import { domainToASCII } from 'node:url';
import nodemailer from 'nodemailer';
import type { RenderedDigest } from './digest.ts';
import type { Language, RenderedLetter } from './letter.ts';

/** A mailbox: the name as it is written, the address as `local@domain`. */
export interface Mailbox {
  name: string;
  address: string;
}

/** An RSA key whose public half stands in the firm's DNS. */
export interface DkimKey {
  domainName: string;
  keySelector: string;
  /** PEM. */
  privateKey: string;
}

export interface MessageParts {
  /** The letter's id; it makes the Message-ID, so that the same letter always bears the same one. */
  letterId: string;
  /** The complaint's reference; all letters about it stand in one thread. */
  reference: string;
  /** The right-hand side of the ids: the firm's mail domain. */
  domain: string;
  from: Mailbox;
  to: Mailbox;
  replyTo?: Mailbox | undefined;
  rendered: RenderedLetter | RenderedDigest;
  language: Language;
  /** The instant that the message bears. */
  date: Date;
  dkim?: DkimKey | undefined;
}

export interface ComposedMessage {
  /** The finished message; this is what is kept, and sent as it is however often. */
  bytes: Buffer;
  /** With its angle brackets. */
  messageId: string;
  envelope: { from: string; to: string };
}

/** A message cannot be made of this; the message says which part, never its value. */
export class MessageRefused extends Error {
  constructor(part: string) {
    super(`No message can be made: ${part}.`);
    this.name = 'MessageRefused';
  }
}

// Bytes are made here and sent elsewhere, perhaps after a crash: nothing is random, the same parts give the same bytes.
const composer = nodemailer.createTransport({
  streamTransport: true,
  buffer: true,
  newline: 'windows',
  disableFileAccess: true,
  disableUrlAccess: true,
});

/**
 * Makes the MIME message of a letter. Every letter about a complaint refers to one thread id made of the reference, which no
 * message bears: so letters need not know of each other, and a mailbox shows them together in whatever order they arrived.
 *
 * @throws MessageRefused when an address, an id or the DKIM key is none
 */
export async function composeMessage(parts: MessageParts): Promise<ComposedMessage> {
  const { letterId, reference, domain, rendered, language, dkim } = parts;
  const envelope = { from: inAscii(addressOf(parts.from, 'from')), to: inAscii(addressOf(parts.to, 'to')) };
  const messageId = idOf(letterId, domain, 'the letter’s id');
  const thread = idOf(reference, domain, 'the reference');
  if (Number.isNaN(parts.date.getTime())) throw new MessageRefused('its date is none');
  if (dkim) checkKey(dkim);
  const { message } = await composer.sendMail({
    envelope,
    from: mailbox(parts.from, 'from'),
    to: mailbox(parts.to, 'to'),
    ...(parts.replyTo ? { replyTo: mailbox(parts.replyTo, 'replyTo') } : {}),
    subject: oneLine(rendered.subject),
    messageId,
    inReplyTo: thread,
    references: [thread],
    date: parts.date,
    headers: {
      'Auto-Submitted': rendered.kind === 'acknowledgement' ? 'auto-replied' : 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': language,
    },
    text: rendered.text,
    html: rendered.html,
    textEncoding: 'quoted-printable',
    baseBoundary: createHash('sha256').update(`${messageId}\n${rendered.text}\n${rendered.html}`).digest('hex').slice(0, 24),
    xMailer: false,
    ...(dkim ? { dkim } : {}),
  });
  if (!Buffer.isBuffer(message)) throw new MessageRefused('the composer gave no bytes');
  // nodemailer sends unsigned when signing fails; a letter that should bear a signature does.
  if (dkim && !message.subarray(0, 15).equals(Buffer.from('DKIM-Signature:')))
    throw new MessageRefused('the DKIM key does not sign');
  return { bytes: message, messageId, envelope };
}

function mailbox(box: Mailbox, part: string): Mailbox {
  return { name: oneLine(box.name), address: addressOf(box, part) };
}

/** One mailbox and nothing else: what could end it, add another or begin a header is no address. */
function addressOf({ address }: Mailbox, part: string): string {
  const given = address.trim();
  if (given.length > 254 || !/^[^\s\u0000-\u001f\u007f"(),:;<>@[\\\]]+@[^\s\u0000-\u001f\u007f"(),:;<>@[\\\]]+$/.test(given))
    throw new MessageRefused(`the address of '${part}' is none`);
  return given;
}

/** A domain with accents goes to mail servers as they write it: `xn--…`. */
function inAscii(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1)) || address.slice(at + 1)}`;
}

function idOf(left: string, domain: string, part: string): string {
  if (!/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(left)) throw new MessageRefused(`${part} makes no Message-ID`);
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(domain)) throw new MessageRefused('the domain is none');
  return `<${left}@${domain}>`;
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** nodemailer signs with RSA alone. */
function checkKey({ privateKey }: DkimKey): void {
  let type: string | undefined;
  try {
    type = createPrivateKey(privateKey).asymmetricKeyType;
  } catch {
    throw new MessageRefused('the DKIM key cannot be read');
  }
  if (type !== 'rsa') throw new MessageRefused('the DKIM key is not RSA');
}
