import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { ImapMailbox } from '../mailboxes/mailbox.ts';
import { pathText } from '../procedures/yaml-files.ts';

/** The file of mailboxes cannot be used; each line says where, what, and what is allowed. */
export class BadMailboxes extends Error {
  constructor(lines: readonly string[]) {
    super(lines.map((line) => `MAILBOXES_FILE: ${line}`).join('\n'));
    this.name = 'BadMailboxes';
  }
}

const name = z.string().regex(/^[a-z0-9-]{1,60}$/, { error: 'must be small letters, digits and hyphens' });
const line = z.string().regex(/^[^\p{Cc}]{1,254}$/u, { error: 'must be one line' });
const host = z.string().regex(/^[A-Za-z0-9._:-]{1,253}$/, { error: 'must be a host name or an IP address' });

const mailbox = z
  .strictObject({
    name: name.optional(),
    firm: name,
    address: z.string().regex(/^[^\s@<>(),;:"[\]]{1,64}@[A-Za-z0-9.-]{1,189}$/, { error: 'must be an e-mail address' }),
    host,
    port: z.int().min(1).max(65_535).optional(),
    tls: z.enum(['implicit', 'starttls', 'none']).default('implicit'),
    caFile: z.string().min(1).optional(),
    user: line,
    passwordEnv: z
      .string()
      .regex(/^[A-Z_][A-Z0-9_]*$/, { error: 'must be the name of an environment variable' })
      .optional(),
    passwordFile: z.string().min(1).optional(),
    folder: line.default('INBOX'),
    tags: z.enum(['plus', 'none']).default('none'),
    trustedAuthServId: host.optional(),
    since: z.iso.date({ error: 'must be a day like 2026-05-13' }).optional(),
    moveTo: line.optional(),
  })
  .refine((given) => (given.passwordEnv === undefined) !== (given.passwordFile === undefined), {
    error: "needs either 'passwordEnv' (the name of an environment variable) or 'passwordFile' (the path of a file)",
  })
  .refine((given) => given.tls !== 'none' || isThisMachine(given.host), {
    path: ['tls'],
    error: 'may be none on this machine only: the password would be read on the way',
  })
  .refine((given) => given.tls !== 'none' || given.caFile === undefined, {
    path: ['caFile'],
    error: "says nothing without TLS: leave it out, or set 'tls'",
  })
  .refine((given) => given.moveTo === undefined || folderName(given.moveTo) !== folderName(given.folder), {
    path: ['moveTo'],
    error: 'must be another folder than the one that is read',
  });

const file = z.strictObject({
  largestMessageMB: z.int().min(1).max(200).default(40),
  mailboxes: z.array(mailbox).min(1).max(50),
});

/** The mailboxes of an installation, as their file says; no other file has been read. */
export interface MailboxesFile {
  /** More of a message is not read; bytes. */
  largest: number;
  mailboxes: MailboxSettings[];
}

type MailboxSettings = Omit<ImapMailbox, 'password' | 'ca'> & {
  passwordEnv?: string | undefined;
  passwordFile?: string | undefined;
  caFile?: string | undefined;
};

/**
 * Reads the file of mailboxes.
 *
 * @throws BadMailboxes naming everything that is wrong in it
 */
export function readMailboxesFile(path: string): MailboxesFile {
  const result = file.safeParse(contentOf(path));
  if (!result.success)
    throw new BadMailboxes(result.error.issues.map((issue) => `${pathText(issue.path) || 'the file'}: ${issue.message}`));
  const mailboxes = result.data.mailboxes.map(({ name, firm, port, passwordFile, caFile, ...rest }) => ({
    ...rest,
    name: name ?? firm,
    procedure: firm,
    port: port ?? (rest.tls === 'implicit' ? 993 : 143),
    ...(passwordFile === undefined ? {} : { passwordFile: resolve(dirname(path), passwordFile) }),
    ...(caFile === undefined ? {} : { caFile: resolve(dirname(path), caFile) }),
  }));
  const names = mailboxes.map((one) => one.name);
  const twice = names.filter((one, place) => names.indexOf(one) !== place);
  if (twice.length > 0)
    throw new BadMailboxes([
      `${[...new Set(twice)].join(', ')}: is the name of several mailboxes; give each a 'name' of its own`,
    ]);
  return { largest: result.data.largestMessageMB * 1_048_576, mailboxes };
}

function contentOf(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (fault) {
    throw new BadMailboxes([`cannot be read as YAML: ${fault instanceof Error ? fault.message.split('\n')[0] : 'fault'}`]);
  }
}

/**
 * Reads what mailboxes are opened with: their passwords, and the authorities of their servers' certificates.
 *
 * @param variables the environment
 * @throws BadMailboxes naming each that is not there, or is not what it should be
 */
export function readyToOpen(
  { mailboxes }: MailboxesFile,
  variables: Readonly<Record<string, string | undefined>>,
): ImapMailbox[] {
  const lines: string[] = [];
  const read = mailboxes.map(({ passwordEnv, passwordFile, caFile, ...rest }) => {
    const password = passwordFile === undefined ? variables[passwordEnv ?? ''] : textIn(passwordFile)?.replace(/\r?\n$/, '');
    if (password === undefined || password === '')
      lines.push(`${rest.name}: ${passwordEnv ?? "the file of 'passwordFile'"} has no password`);
    const ca = caFile === undefined ? undefined : certificatesIn(caFile);
    if (caFile !== undefined && ca === undefined) lines.push(`${rest.name}: the file of 'caFile' has no certificates in PEM`);
    return { ...rest, password: password ?? '', ...(ca === undefined ? {} : { ca }) };
  });
  if (lines.length > 0) throw new BadMailboxes(lines);
  return read;
}

function textIn(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** What a file has besides its certificates, such as a key, is left out; undefined where it has none, or one that cannot be read. */
function certificatesIn(path: string): string | undefined {
  const found = textIn(path)?.match(certificate);
  try {
    return found?.map((one) => new X509Certificate(one).toString()).join('');
  } catch {
    return undefined;
  }
}

/** Where letters of each firm ask to be answered: at its first mailbox that takes tagged addresses; by procedure. */
export function replyAddressesOf({ mailboxes }: Pick<MailboxesFile, 'mailboxes'>): ReadonlyMap<string, string> {
  const addresses = new Map<string, string>();
  for (const { procedure, address, tags } of mailboxes)
    if (tags === 'plus' && !addresses.has(procedure)) addresses.set(procedure, address);
  return addresses;
}

/** The inbox is the same in whatever letters it is written (RFC 9051, 5.1). */
function folderName(name: string): string {
  return name.toUpperCase() === 'INBOX' ? 'INBOX' : name;
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
