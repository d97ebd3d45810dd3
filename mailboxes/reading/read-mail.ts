import { type Attachment, type EmailAddress, type ParsedMail, simpleParser } from 'mailparser';
import { endOfHead, type Headers, messageIdsIn, readHeaders } from './headers.ts';
import { textOfHtml } from './html-text.ts';
import { tidyLine, tidyText } from './tidy-text.ts';

/** Somebody whom a mail names. */
export interface Address {
  name?: string | undefined;
  /** In small letters. */
  address: string;
}

/** A file that came with a mail. */
export interface MailFile {
  name: string;
  content: Buffer;
}

/** Why a mail cannot be read as it should: it is broken or made to exhaust whoever reads it. */
export type ReadingFault = 'malformed';

/** A mail as it was read; nothing has been judged. */
export interface ReadMail {
  headers: Headers;
  /** Everybody whom the sender's line names; a proper mail has one. */
  from: Address[];
  /** The addresses that it was sent to, and at which the mail server took it. */
  to: string[];
  subject: string;
  /** What the sender's clock said. */
  date?: Date | undefined;
  messageId?: string | undefined;
  text: string;
  files: MailFile[];
  /** Of a notice of delivery: what it says in its machine-readable part (RFC 3464), and the head of the mail that it is about. */
  deliveryStatus?: string | undefined;
  returned?: Headers | undefined;
  fault?: ReadingFault | undefined;
}

/** More parts than any honest mail has; as many bounds how deep they are nested. */
const mostParts = 200;
/** More than any honest head of a part has; bytes. */
const mostHead = 256 * 1024;
/** More files are not taken apart; all of them are in the message itself. */
const mostFiles = 60;

const options = {
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  skipImageLinks: true,
  keepCidLinks: true,
  keepDeliveryStatus: true,
  // Of the splitter that stands before the parser: a forwarded mail is a file of its own.
  ignoreEmbedded: true,
  maxChildNodes: mostParts,
  maxHeadSize: mostHead,
};

/**
 * Reads a message as it stands in the mailbox. Never throws for what stands in it: what cannot be taken apart is read by its head alone,
 * with what follows as it stands.
 *
 * @param raw the message, or its beginning
 */
export async function readMail(raw: Buffer): Promise<ReadMail> {
  const headers = readHeaders(raw);
  const whole = await parsed(raw);
  if (whole && whole.attachments.length <= mostFiles) return mailOf(headers, whole);
  const head = await parsed(Buffer.concat([raw.subarray(0, Math.min(endOfHead(raw), mostHead)), Buffer.from('\r\n\r\n')]));
  return { ...mailOf(headers, head), text: textAsItStands(raw), files: [], fault: 'malformed' };
}

async function parsed(raw: Buffer): Promise<ParsedMail | undefined> {
  try {
    return await simpleParser(raw, options);
  } catch {
    return undefined;
  }
}

function mailOf(headers: Headers, mail: ParsedMail | undefined): ReadMail {
  const attachments = mail?.attachments ?? [];
  const status = attachments.find(({ contentType }) => isDeliveryStatus(contentType));
  const returned = attachments.find(({ contentType }) => /^(text\/rfc822-headers|message\/(rfc822|global))/i.test(contentType));
  const isNotice = status !== undefined;
  return {
    headers,
    from: addressesIn(mail?.from),
    to: recipients(headers, mail),
    subject: tidyLine(mail?.subject ?? headers.get('subject') ?? '', 500),
    date: mail?.date instanceof Date && !Number.isNaN(mail.date.getTime()) ? mail.date : undefined,
    messageId: messageIdsIn(headers.get('message-id'))[0],
    text: mail ? textOf(mail) : '',
    files: attachments.filter((file) => file !== status && (!isNotice || file !== returned)).map(fileOf),
    ...(status ? { deliveryStatus: status.content.subarray(0, mostHead).toString('utf8') } : {}),
    ...(returned ? { returned: readHeaders(returned.content) } : {}),
  };
}

function isDeliveryStatus(contentType: string): boolean {
  return /^message\/(global-)?delivery-status/i.test(contentType);
}

/** The plain part; where there is none, or nothing in it, the text of the HTML. */
function textOf({ text, html }: ParsedMail): string {
  const plain = tidyText(text ?? '');
  if (plain !== '' || typeof html !== 'string') return plain;
  return tidyText(textOfHtml(html));
}

function textAsItStands(raw: Buffer): string {
  return tidyText(raw.subarray(endOfHead(raw), endOfHead(raw) + 100_000).toString('utf8'));
}

const extensions: Record<string, string> = {
  'message/rfc822': 'eml',
  'text/calendar': 'ics',
  'text/rfc822-headers': 'txt',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/pdf': 'pdf',
};

function fileOf({ filename, contentType, content }: Attachment, place: number): MailFile {
  const name = tidyLine(filename ?? '', 200);
  return { name: name === '' ? `file-${place + 1}.${extensions[contentType] ?? 'bin'}` : name, content };
}

type Given = ParsedMail['to'];

function addressesIn(given: Given): Address[] {
  return listed(given).flatMap(({ name, address }) => {
    const plain = (address ?? '').trim().toLowerCase();
    if (plain === '' || plain.length > 254 || !/^[^\s@]+@[^\s@]+$/.test(plain)) return [];
    const said = tidyLine(name, 200);
    return [{ address: plain, ...(said === '' || said.toLowerCase() === plain ? {} : { name: said }) }];
  });
}

function listed(given: Given): EmailAddress[] {
  if (given === undefined) return [];
  const all = (Array.isArray(given) ? given : [given]).flatMap(({ value }) => value);
  return all.flatMap((one) => one.group ?? [one]).slice(0, 200);
}

/** Headers in which mail servers say at which address they took a mail. */
const takenAt = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-delivered-to'];

function recipients(headers: Headers, mail: ParsedMail | undefined): string[] {
  const named = [...addressesIn(mail?.to), ...addressesIn(mail?.cc)].map(({ address }) => address);
  const taken = takenAt.flatMap((name) => headers.all(name)).map((value) => value.replace(/[<>\s]/g, '').toLowerCase());
  return [...new Set([...named, ...taken.filter((address) => address.length <= 254)])];
}
