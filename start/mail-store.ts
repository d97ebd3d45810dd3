import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Attachment, type HeaderLines, type ParsedMail, simpleParser } from 'mailparser';
import { syncFolder } from './durable-file.ts';

/** The sender and the recipients that SMTP named, which need not be those of the headers. */
export type Envelope = { from: string; to: string[] };

/** A kept message as the list shows it. */
export type MailSummary = {
  id: string;
  /** ISO 8601, UTC. */
  receivedAt: string;
  envelope: Envelope;
  from: string;
  to: string;
  subject: string;
  messageId: string;
  sizeInBytes: number;
};

/** A kept message whole. */
export type KeptMail = MailSummary & {
  html: string | undefined;
  text: string | undefined;
  headers: HeaderLines;
  attachments: Attachment[];
};

export type MailStore = {
  /** Keeps the bytes as they came; once this resolves they survive a power failure. Resolves to the message's id. */
  keep(raw: Buffer, envelope: Envelope): Promise<string>;
  /** Ids, newest first. */
  ids(): string[];
  summary(id: string): Promise<MailSummary | undefined>;
  mail(id: string): Promise<KeptMail | undefined>;
  raw(id: string): Promise<Buffer | undefined>;
};

type Received = { receivedAt: string; envelope: Envelope };

const headersLimit = 256 * 1024;

/** Opens the folder of kept messages: `<id>.eml` as received, `<id>.json` with the envelope and the time. */
export async function openMailStore(folder: string): Promise<MailStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const ids = await keptIds(folder);
  const known = new Set(ids);
  const summaries = new Map<string, Promise<MailSummary>>();
  let count = 0;

  const keep = async (raw: Buffer, envelope: Envelope) => {
    const receivedAt = new Date().toISOString();
    const id = `${receivedAt.replace(/[-:.]/g, '')}-${(count++).toString(36).padStart(6, '0')}`;
    await writeWhole(join(folder, `${id}.json`), JSON.stringify({ receivedAt, envelope } satisfies Received));
    await writeWhole(join(folder, `${id}.eml`), raw);
    syncFolder(folder);
    ids.push(id);
    known.add(id);
    return id;
  };
  const raw = async (id: string) => (known.has(id) ? await readFile(join(folder, `${id}.eml`)) : undefined);
  const summary = async (id: string) => {
    if (!known.has(id)) return undefined;
    const made = summaries.get(id) ?? readSummary(folder, id);
    summaries.set(id, made);
    return made;
  };
  const mail = async (id: string) => {
    const [bytes, summarised] = [await raw(id), await summary(id)];
    return bytes === undefined || summarised === undefined ? undefined : { ...summarised, ...(await contentOf(bytes)) };
  };
  return { keep, ids: () => [...ids].reverse(), summary, mail, raw };
}

/** Removes what a crash has left unfinished: nobody was told that it is kept. */
async function keptIds(folder: string): Promise<string[]> {
  const entries = await readdir(folder);
  await Promise.all(
    entries.filter((entry) => entry.endsWith('.unfinished')).map((entry) => rm(join(folder, entry), { force: true })),
  );
  return entries
    .filter((entry) => entry.endsWith('.eml'))
    .map((entry) => entry.slice(0, -'.eml'.length))
    .sort();
}

async function writeWhole(path: string, content: string | Buffer): Promise<void> {
  const unfinished = `${path}.unfinished`;
  const file = await open(unfinished, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
}

async function readSummary(folder: string, id: string): Promise<MailSummary> {
  const raw = await readFile(join(folder, `${id}.eml`));
  const { receivedAt, envelope } = await readReceived(folder, id);
  const headers = await parsed(headersOf(raw));
  return {
    id,
    receivedAt,
    envelope,
    from: headers?.from?.text ?? '',
    to: addressText(headers?.to),
    subject: headers?.subject ?? '',
    messageId: headers?.messageId ?? '',
    sizeInBytes: raw.length,
  };
}

/** A message that somebody put into the folder by hand has no envelope; its id tells nothing then. */
async function readReceived(folder: string, id: string): Promise<Received> {
  try {
    return JSON.parse(await readFile(join(folder, `${id}.json`), 'utf8')) as Received;
  } catch {
    return { receivedAt: '', envelope: { from: '', to: [] } };
  }
}

function headersOf(raw: Buffer): Buffer {
  const head = raw.subarray(0, headersLimit);
  const end = head.toString('latin1').search(/\r?\n\r?\n/);
  return end < 0 ? head : Buffer.concat([head.subarray(0, end), Buffer.from('\r\n\r\n')]);
}

async function contentOf(raw: Buffer): Promise<Pick<KeptMail, 'html' | 'text' | 'headers' | 'attachments'>> {
  const message = await parsed(raw);
  const html = message?.html;
  return {
    html: typeof html === 'string' ? html : undefined,
    text: message?.text,
    headers: message?.headerLines ?? [],
    attachments: message?.attachments ?? [],
  };
}

/** What is no mail at all is kept and listed like any other; it only has no parts. */
async function parsed(raw: Buffer): Promise<ParsedMail | undefined> {
  try {
    return await simpleParser(raw, { skipTextToHtml: true });
  } catch {
    return undefined;
  }
}

function addressText(address: ParsedMail['to']): string {
  if (address === undefined) return '';
  return (Array.isArray(address) ? address : [address]).map(({ text }) => text).join(', ');
}
