import { createPrivateKey } from 'node:crypto';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { homedir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** What the documentation says of one variable; `allowed` completes the sentence 'allowed: …' of a refusal. */
type VariableDescription = {
  description: string;
  allowed: string;
  unit?: string;
  /** Said in place of the value where the default is made from something else. */
  defaultText?: string;
  /** A secret's value is never printed. */
  secret?: true;
};

const descriptions = z.registry<VariableDescription>();

const program = fileURLToPath(new URL('..', import.meta.url));

const portNumber = 'a whole number from 1 to 65535';

function wholeNumber(least: number, most: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= least && value <= most);
}

function port(given: number, description: string) {
  return wholeNumber(1, 65_535).default(given).register(descriptions, { description, allowed: portNumber, unit: 'TCP port' });
}

function folder() {
  return z
    .string()
    .refine((value) => value.trim() !== '' && !value.includes('\0'))
    .transform((value) => resolve(value));
}

function address(schemes: readonly string[]) {
  return z.string().refine((value) => {
    const parsed = URL.canParse(value) ? new URL(value) : undefined;
    return parsed !== undefined && schemes.includes(parsed.protocol) && parsed.hostname !== '';
  });
}

function executable() {
  return folder().refine(isExecutableFile);
}

const claimAllowed = 'the name of a claim, or a path with full stops';

const claimName = z.string().regex(/^[\x21-\x7e]{1,200}$/);

function claim(given: string, description: string) {
  return claimName.default(given).register(descriptions, { description, allowed: claimAllowed });
}

/** Every variable that Doléance reads, in the order of the documentation. */
const environmentSchema = z.object({
  PORT: port(3000, 'API, its documentation, health'),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9._:-]{1,253}$/)
    .default('127.0.0.1')
    .register(descriptions, {
      description:
        'Address that the API and `HEALTH_PORT` listen on. `0.0.0.0` opens them to the network: put TLS before the API',
      allowed: 'an IP address or host name of this machine',
    }),
  HEALTH_PORT: wholeNumber(1, 65_535).optional().register(descriptions, {
    description: '`/healthz` and `/readyz` of a worker, a relay or a reader of mailboxes that runs apart from the others',
    allowed: portNumber,
    unit: 'TCP port',
    defaultText: 'no such pages',
  }),
  PUBLIC_URL: address(['http:', 'https:'])
    .refine((value) => new URL(value).search === '' && new URL(value).hash === '')
    .transform((value) => value.replace(/\/+$/, ''))
    .optional()
    .register(descriptions, {
      description: 'Address under which people reach Doléance; stands in letters and links',
      allowed: 'an http:// or https:// address without query',
      defaultText: '`http://HOST:PORT`',
    }),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info').register(descriptions, {
    description: 'Least severe message that is logged',
    allowed: 'trace, debug, info, warn, error, fatal or silent',
  }),
  ADMIN_API_TOKEN: z
    .string()
    .regex(/^[A-Za-z0-9._~+/-]{16,512}=*$/)
    .optional()
    .register(descriptions, {
      description: 'Access token for staff (`Authorization: Bearer …`)',
      allowed: '16 to 512 letters, digits or any of . _ ~ + / - (as RFC 6750 has it)',
      defaultText: 'made once, kept in `DATA_DIR`',
      secret: true,
    }),
  ADMIN_API_TOKEN_NAME: z
    .string()
    .regex(/^[^\p{Cc}]{1,80}$/u)
    .refine((value) => value.trim() === value)
    .default('administrator')
    .register(descriptions, {
      description: 'Whom the journal names for what is done with that token',
      allowed: '1 to 80 characters, no control characters, no space at either end',
    }),
  SESSION_SECRET: z.string().min(32).max(512).optional().register(descriptions, {
    description: "Signs the cookies of the desk's sessions; the same for every API process",
    allowed: '32 to 512 characters',
    defaultText: 'made once, kept in `DATA_DIR`',
    secret: true,
  }),
  SESSION_IDLE_MINUTES: wholeNumber(5, 1440).default(60).register(descriptions, {
    description: 'So long may nobody do anything at the desk before they have to sign in again',
    allowed: 'a whole number from 5 to 1440',
    unit: 'minutes',
  }),
  SESSION_HOURS: wholeNumber(1, 24).default(12).register(descriptions, {
    description: 'So long does a session at the desk last at most',
    allowed: 'a whole number from 1 to 24',
    unit: 'hours',
  }),
  LOCAL_SIGN_IN: z.enum(['yes', 'no']).optional().register(descriptions, {
    description: 'Whether people sign in at the desk with a login and a password that Doléance keeps',
    allowed: 'yes or no; no only with OIDC_ISSUER',
    defaultText: '`yes`; `no` with `OIDC_ISSUER`',
  }),
  TRUSTED_PROXIES: z
    .string()
    .refine((value) => value.split(/\s*,\s*/).every(isProxy))
    .default('loopback')
    .register(descriptions, {
      description:
        'Proxies before the API, which are believed about the address that a browser has; tries to sign in, wrong tokens and posts of the web form are counted by it',
      allowed: 'IP addresses, networks such as 10.0.0.0/8, or any of loopback, linklocal and uniquelocal, with commas',
    }),
  OIDC_ISSUER: address(['https:', 'http:'])
    .refine((value) => value.startsWith('https:') || ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(value).hostname))
    .optional()
    .register(descriptions, {
      description: "Issuer of OpenID Connect with which people sign in: the firm's own accounts",
      allowed: 'an https:// address (http:// on this machine only)',
      defaultText: 'local accounts',
    }),
  OIDC_CLIENT_ID: z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/)
    .optional()
    .register(descriptions, { description: 'Doléance’s id at that issuer', allowed: '1 to 255 visible ASCII characters' }),
  OIDC_CLIENT_SECRET: z
    .string()
    .regex(/^[\x20-\x7e]{1,512}$/)
    .optional()
    .register(descriptions, {
      description: 'Its secret there',
      allowed: '1 to 512 ASCII characters',
      defaultText: 'none: a public client, with PKCE alone',
      secret: true,
    }),
  OIDC_SCOPES: z
    .string()
    .regex(/^openid( [\x21-\x7e]+)*$/)
    .default('openid profile email')
    .register(descriptions, {
      description: 'What the issuer is asked to tell',
      allowed: '`openid` and further scopes, with single spaces',
    }),
  OIDC_ROLES_CLAIM: claim(
    'roles',
    'Where the issuer says which roles somebody has: a name, or a path such as `realm_access.roles`',
  ),
  OIDC_FIRMS_CLAIM: claim('firms', 'Where it says for which firms; `*` is every firm'),
  OIDC_STAFF_CLAIM: claimName.optional().register(descriptions, {
    description: "Where it says who somebody is among a procedure's staff",
    allowed: claimAllowed,
    defaultText: 'chosen on the page of people',
  }),
  OIDC_VALUES: z
    .string()
    .transform(meanings)
    .refine((value) => value !== undefined)
    .optional()
    .register(descriptions, {
      description: 'What the issuer\'s values mean here, as JSON: `{"Claims-Desk": ["case-handler@opticourtage"]}`',
      allowed: 'a JSON object of texts or lists of texts',
      defaultText: 'they are roles and firms as they stand',
    }),
  DATA_DIR: folder().default(resolve('data')).register(descriptions, {
    description: 'Folder of the register, the Temporal database, the mailbox and the made secrets',
    allowed: 'the path of a folder',
    defaultText: '`./data`',
  }),
  PROCEDURES_DIR: folder().refine(isFolder).default(join(program, 'procedures')).register(descriptions, {
    description: "Folder of the firms' procedures",
    allowed: 'the path of an existing folder',
    defaultText: '`procedures/` of the program',
  }),
  CACHE_DIR: folder().optional().register(descriptions, {
    description: 'Folder where fetched programs are kept (Temporal CLI, test server)',
    allowed: 'the path of a folder',
    defaultText: '`$XDG_CACHE_HOME/doleance`, else `~/.cache/doleance`',
  }),
  DATABASE_URL: address(['postgres:', 'postgresql:']).optional().register(descriptions, {
    description: 'PostgreSQL of the register',
    allowed: 'a postgres:// or postgresql:// address',
    defaultText: 'an embedded PostgreSQL in `DATA_DIR`',
    secret: true,
  }),
  DATABASE_PORT: wholeNumber(0, 65_535).default(0).register(descriptions, {
    description: 'Port of the embedded PostgreSQL; 0 takes any free one',
    allowed: 'a whole number from 0 to 65535',
    unit: 'TCP port',
  }),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):\d{1,5}$/)
    .refine((value) => isPort(value.slice(value.lastIndexOf(':') + 1)))
    .optional()
    .register(descriptions, {
      description: 'Temporal server',
      allowed: 'host:port',
      defaultText: 'a dev server with its database in `DATA_DIR`',
    }),
  TEMPORAL_NAMESPACE: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/)
    .default('default')
    .register(descriptions, {
      description: 'Temporal namespace',
      allowed: 'letters, digits and any of _ . -, beginning with a letter or digit',
    }),
  TEMPORAL_PORT: port(7233, 'Temporal dev server'),
  TEMPORAL_UI_PORT: port(8233, 'Temporal UI of the dev server'),
  TEMPORAL_UI_URL: address(['http:', 'https:'])
    .transform((value) => value.replace(/\/+$/, ''))
    .optional()
    .register(descriptions, {
      description: 'Temporal UI, for the links that are printed',
      allowed: 'an http:// or https:// address',
      defaultText: "the dev server's own; none with `TEMPORAL_ADDRESS`",
    }),
  TEMPORAL_CLI_PATH: executable().optional().register(descriptions, {
    description: 'Temporal CLI that runs the dev server',
    allowed: 'the path of an executable file',
    defaultText: '`temporal` on the PATH, else fetched',
  }),
  TEMPORAL_TEST_SERVER_PATH: executable().optional().register(descriptions, {
    description: 'Time-skipping test server (tests and simulator only)',
    allowed: 'the path of an executable file',
    defaultText: 'fetched',
  }),
  MAX_CACHED_WORKFLOWS: wholeNumber(1, 100_000).optional().register(descriptions, {
    description: 'Complaints that the worker keeps in memory at a time, some 150 kB each',
    allowed: 'a whole number from 1 to 100000',
    unit: 'workflows',
    defaultText: 'a tenth of the memory there is, 100 to 2000',
  }),
  WORKFLOW_BUNDLE: folder().refine(isFile).optional().register(descriptions, {
    description: 'Workflow code that `npm run build` has bundled ahead, for a worker that starts sooner',
    allowed: 'the path of a file that `npm run build` has made',
    defaultText: 'bundled at each start',
  }),
  SMTP_URL: address(['smtp:', 'smtps:']).optional().register(descriptions, {
    description: 'Mail server that letters leave through',
    allowed: 'an smtp:// or smtps:// address',
    defaultText: 'the local mail catcher',
    secret: true,
  }),
  SMTP_TIMEOUT_SECONDS: wholeNumber(1, 600).default(30).register(descriptions, {
    description: 'Limit of each wait for the mail server',
    allowed: 'a whole number from 1 to 600',
    unit: 'seconds',
  }),
  SMTP_PORT: port(1025, 'Local mail catcher'),
  MAIL_UI_PORT: port(8025, 'Web page of the local mail catcher'),
  MAILBOXES_FILE: folder().refine(isFile).optional().register(descriptions, {
    description: 'File that says which mailboxes complaints come into: docs/mailboxes.md',
    allowed: 'the path of an existing file',
    defaultText: 'none is read; `npm start` takes in what its mail catcher gets',
  }),
  DKIM_DOMAIN: z
    .string()
    .regex(/^(?=.{1,253}$)([A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}$/)
    .optional()
    .register(descriptions, {
      description: 'Domain that signs letters (DKIM)',
      allowed: 'a domain name',
      defaultText: 'letters are not signed',
    }),
  DKIM_SELECTOR: z
    .string()
    .regex(/^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,61}[A-Za-z0-9])?$/)
    .optional()
    .register(descriptions, { description: 'Selector of the DKIM key', allowed: 'letters, digits, dots and hyphens' }),
  DKIM_PRIVATE_KEY_FILE: folder().refine(holdsPrivateKey).optional().register(descriptions, {
    description: 'Private key of DKIM',
    allowed: 'the path of a readable PEM private key without passphrase',
  }),
  ATTACHMENTS_DIR: folder().optional().register(descriptions, {
    description: 'Folder of the files that are attached to complaints, encrypted; unused with `S3_BUCKET`',
    allowed: 'the path of a folder',
    defaultText: '`attachments/` in `DATA_DIR`',
  }),
  ATTACHMENT_FILE_MB: wholeNumber(1, 1_000).default(25).register(descriptions, {
    description: 'The most that one attached file may have',
    allowed: 'a whole number from 1 to 1000',
    unit: 'MiB',
  }),
  ATTACHMENT_COMPLAINT_MB: wholeNumber(1, 10_000).default(250).register(descriptions, {
    description: 'The most that all files of a complaint may have together',
    allowed: 'a whole number from 1 to 10000',
    unit: 'MiB',
  }),
  ATTACHMENT_FILES: wholeNumber(1, 100).default(20).register(descriptions, {
    description: 'The most files that one upload may have',
    allowed: 'a whole number from 1 to 100',
    unit: 'files',
  }),
  DRAFT_FILES_NETWORK_MB: wholeNumber(1, 1_000_000).default(200).register(descriptions, {
    description: 'The most that may wait of files which came from one network with forms that nobody has sent yet',
    allowed: 'a whole number from 1 to 1000000',
    unit: 'MiB',
  }),
  DRAFT_FILES_FIRM_MB: wholeNumber(1, 1_000_000).default(2048).register(descriptions, {
    description: 'The same of all files for one firm, wherever they came from',
    allowed: 'a whole number from 1 to 1000000',
    unit: 'MiB',
  }),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
    .optional()
    .register(descriptions, {
      description: 'Bucket of S3, or of a service that is compatible with it, that holds attached files in place of a folder',
      allowed: 'the name of a bucket: 3 to 63 small letters, digits, dots and hyphens',
      defaultText: 'a folder: `ATTACHMENTS_DIR`',
    }),
  S3_PREFIX: z
    .string()
    .regex(/^(?:[A-Za-z0-9._-]{1,60}\/){0,4}$/)
    .default('')
    .register(descriptions, {
      description: 'What the names of our files in the bucket begin with, where others use it too',
      allowed: 'folders with a slash after each, such as `doleance/`',
      defaultText: 'nothing: the bucket is ours',
    }),
  S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default('eu-west-3')
    .register(descriptions, { description: 'Region of the bucket', allowed: 'small letters, digits and hyphens' }),
  S3_ENDPOINT: address(['http:', 'https:'])
    .transform((value) => value.replace(/\/+$/, ''))
    .optional()
    .register(descriptions, {
      description: 'Address of the S3-compatible service',
      allowed: 'an http:// or https:// address',
      defaultText: "AWS, in the bucket's region",
    }),
  S3_ACCESS_KEY_ID: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/)
    .optional()
    .register(descriptions, {
      description: 'Who enters the bucket',
      allowed: '1 to 200 visible ASCII characters',
      defaultText: 'as the AWS SDK finds it: profile, container, instance',
      secret: true,
    }),
  S3_SECRET_ACCESS_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/)
    .optional()
    .register(descriptions, {
      description: 'The secret that belongs to `S3_ACCESS_KEY_ID`',
      allowed: '1 to 200 visible ASCII characters',
      secret: true,
    }),
  CLAMAV_HOST: z
    .string()
    .regex(/^[A-Za-z0-9._:-]{1,253}$/)
    .optional()
    .register(descriptions, {
      description: "Host of ClamAV's daemon, which scans attached files for malware",
      allowed: 'an IP address or host name',
      defaultText: 'files are not scanned, and called so',
    }),
  CLAMAV_PORT: port(3310, "Port of ClamAV's daemon at `CLAMAV_HOST`"),
  CLAMAV_SOCKET: folder().optional().register(descriptions, {
    description: "Socket of ClamAV's daemon on this machine, in place of `CLAMAV_HOST`",
    allowed: 'the path of a socket',
  }),
  CLAMAV_TIMEOUT_SECONDS: wholeNumber(1, 600).default(60).register(descriptions, {
    description: "Limit of each wait for ClamAV's daemon",
    allowed: 'a whole number from 1 to 600',
    unit: 'seconds',
  }),
  FAULT_AT: z
    .string()
    .regex(/^[a-z0-9]+(?:[-:.][a-z0-9]+)*$/)
    .optional()
    .register(descriptions, {
      description: 'Fault tests only: the point at which the process ends itself with SIGKILL',
      allowed: 'the name of a point, in lower case with hyphens',
    }),
});

type Parsed = z.output<typeof environmentSchema>;
type Variable = keyof Parsed;

/** The environment as checked; paths are absolute, what has a default is always there. */
export type Environment = Omit<Parsed, 'PUBLIC_URL' | 'CACHE_DIR' | 'MAX_CACHED_WORKFLOWS' | 'ATTACHMENTS_DIR'> & {
  PUBLIC_URL: string;
  CACHE_DIR: string;
  MAX_CACHED_WORKFLOWS: number;
  ATTACHMENTS_DIR: string;
};

/** One or more variables are not as they may be; each line names one, what was given (never a secret) and what is allowed. */
export class BadEnvironment extends Error {
  readonly lines: readonly string[];
  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'BadEnvironment';
    this.lines = lines;
  }
}

/**
 * Checks the environment, given as `process.env`.
 * @throws BadEnvironment with one line per bad value
 */
export function readEnvironment(given: Readonly<Record<string, string | undefined>>): Environment {
  const result = environmentSchema.safeParse(given);
  if (!result.success) throw new BadEnvironment(linesOf(result.error, given));
  const parsed = result.data;
  const lines = [...samePorts(parsed), ...incompleteDkim(parsed), ...incompleteOidc(parsed), ...unclearAttachments(parsed)];
  if (lines.length > 0) throw new BadEnvironment(lines);
  return {
    ...parsed,
    PUBLIC_URL: parsed.PUBLIC_URL ?? `http://${hostInAddress(parsed.HOST)}:${parsed.PORT}`,
    CACHE_DIR: parsed.CACHE_DIR ?? join(cacheHome(given), 'doleance'),
    ATTACHMENTS_DIR: parsed.ATTACHMENTS_DIR ?? join(parsed.DATA_DIR, 'attachments'),
    MAX_CACHED_WORKFLOWS: parsed.MAX_CACHED_WORKFLOWS ?? cachedWorkflowsFor(memory()),
  };
}

/** One port that a start opens: the variable that names it, where it listens. */
export type PortToOpen = { variable: Variable; host: string; port: number };

/** The ports that `npm start` opens with this environment; those of servers that run elsewhere, and 'any free one', are left out. */
export function portsToOpen(environment: Parsed | Environment): PortToOpen[] {
  const local = '127.0.0.1';
  const ports: PortToOpen[] = [{ variable: 'PORT', host: environment.HOST, port: environment.PORT }];
  if (environment.TEMPORAL_ADDRESS === undefined) {
    ports.push({ variable: 'TEMPORAL_PORT', host: local, port: environment.TEMPORAL_PORT });
    ports.push({ variable: 'TEMPORAL_UI_PORT', host: local, port: environment.TEMPORAL_UI_PORT });
  }
  if (environment.SMTP_URL === undefined) {
    ports.push({ variable: 'SMTP_PORT', host: local, port: environment.SMTP_PORT });
    ports.push({ variable: 'MAIL_UI_PORT', host: local, port: environment.MAIL_UI_PORT });
  }
  if (environment.DATABASE_URL === undefined && environment.DATABASE_PORT !== 0) {
    ports.push({ variable: 'DATABASE_PORT', host: local, port: environment.DATABASE_PORT });
  }
  return ports;
}

/** The table of docs/configuration.md, in Markdown. */
export function environmentTable(): string {
  const rows = Object.entries(environmentSchema.shape).map(([variable, schema]) => {
    const { description, allowed, unit, defaultText } = descriptionOf(variable as Variable);
    const usual = schema.parse(undefined);
    return [
      `\`${variable}\``,
      description,
      allowed,
      unit ?? '',
      defaultText ?? (usual === undefined ? '' : `\`${typeof usual === 'object' ? '' : usual}\``),
    ];
  });
  const lines = [['Variable', 'What it is', 'Allowed', 'Unit', 'Default'], ['---', '---', '---', '---', '---'], ...rows];
  return lines.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n');
}

function descriptionOf(variable: Variable): VariableDescription {
  const description = descriptions.get(environmentSchema.shape[variable]);
  if (description === undefined) throw new Error(`${variable} has no description`);
  return description;
}

function linesOf(error: z.ZodError, given: Readonly<Record<string, string | undefined>>): string[] {
  const variables = new Set(error.issues.map((issue) => issue.path[0] as Variable));
  return [...variables].map((variable) => {
    const { allowed, secret } = descriptionOf(variable);
    return `${variable} is ${shown(given[variable] ?? '', secret === true)}; allowed: ${allowed}.`;
  });
}

function shown(value: string, secret: boolean): string {
  if (value === '') return 'empty (leave it out for the default)';
  if (secret) return `a secret of ${value.length} characters that is not shown here`;
  const clipped = value.length > 80 ? `${value.slice(0, 80)}…` : value;
  return `'${clipped.replace(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1))}'`;
}

function samePorts(parsed: Parsed): string[] {
  const ports = portsToOpen(parsed);
  return ports.flatMap(({ variable, port }, index) => {
    const earlier = ports.slice(0, index).find((other) => other.port === port);
    return earlier === undefined
      ? []
      : [`${variable} is '${port}', and so is ${earlier.variable}; allowed: a port of its own for each.`];
  });
}

function incompleteDkim(parsed: Parsed): string[] {
  const three = ['DKIM_DOMAIN', 'DKIM_SELECTOR', 'DKIM_PRIVATE_KEY_FILE'] as const;
  const missing = three.filter((variable) => parsed[variable] === undefined);
  if (missing.length === 0 || missing.length === three.length) return [];
  return [
    `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} left out; allowed: ${three.join(', ')} all three or none.`,
  ];
}

/** Settings of a bucket without one, half an entrance to it, two scanners, files that there is no room for. */
function unclearAttachments(parsed: Parsed): string[] {
  const { S3_BUCKET, S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, CLAMAV_HOST, CLAMAV_SOCKET } = parsed;
  const lines: string[] = [];
  if ((S3_ACCESS_KEY_ID === undefined) !== (S3_SECRET_ACCESS_KEY === undefined))
    lines.push('S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are not both set; allowed: both or none.');
  if (S3_BUCKET === undefined && (S3_ENDPOINT ?? S3_ACCESS_KEY_ID) !== undefined)
    lines.push('S3_BUCKET is left out; allowed: a bucket, where S3_ENDPOINT or S3_ACCESS_KEY_ID is set.');
  if (CLAMAV_HOST !== undefined && CLAMAV_SOCKET !== undefined)
    lines.push('CLAMAV_HOST and CLAMAV_SOCKET are both set; allowed: one of them.');
  if (parsed.ATTACHMENT_FILE_MB > parsed.ATTACHMENT_COMPLAINT_MB)
    lines.push('ATTACHMENT_FILE_MB is more than ATTACHMENT_COMPLAINT_MB; allowed: as much or less.');
  if (parsed.DRAFT_FILES_NETWORK_MB > parsed.DRAFT_FILES_FIRM_MB)
    lines.push('DRAFT_FILES_NETWORK_MB is more than DRAFT_FILES_FIRM_MB; allowed: as much or less.');
  return lines;
}

function incompleteOidc(parsed: Parsed): string[] {
  if (parsed.OIDC_ISSUER !== undefined)
    return parsed.OIDC_CLIENT_ID === undefined ? ['OIDC_CLIENT_ID is left out; allowed: OIDC_ISSUER with it, or neither.'] : [];
  return [
    ...(parsed.OIDC_CLIENT_ID === undefined ? [] : ['OIDC_ISSUER is left out; allowed: OIDC_CLIENT_ID with it, or neither.']),
    ...(parsed.LOCAL_SIGN_IN === 'no'
      ? ["LOCAL_SIGN_IN is 'no', and OIDC_ISSUER is left out; allowed: one way to sign in."]
      : []),
  ];
}

/** What the issuer's values mean; undefined where the text does not say it. */
function meanings(text: string): ReadonlyMap<string, readonly string[]> | undefined {
  try {
    const given = z.record(z.string(), z.union([z.string(), z.array(z.string())])).parse(JSON.parse(text));
    return new Map(Object.entries(given).map(([value, meant]) => [value, [meant].flat()]));
  } catch {
    return undefined;
  }
}

function isProxy(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [ip = '', bits, ...more] = text.split('/');
  const version = isIP(ip);
  if (version === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

function isPort(text: string): boolean {
  return Number(text) >= 1 && Number(text) <= 65_535;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function isExecutableFile(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function holdsPrivateKey(path: string): boolean {
  try {
    createPrivateKey(readFileSync(path));
    return true;
  } catch {
    return false;
  }
}

/** A server that listens everywhere is reached, on its own machine, at the loopback address. */
function hostInAddress(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function cacheHome(given: Readonly<Record<string, string | undefined>>): string {
  const home = given['XDG_CACHE_HOME'];
  // A relative path is to be ignored (XDG Base Directory Specification).
  return home?.startsWith('/') ? home : join(homedir(), '.cache');
}

/** Memory that this process may use, in bytes: the container's limit where there is one. */
function memory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

function cachedWorkflowsFor(bytes: number): number {
  return Math.min(2000, Math.max(100, Math.floor(bytes / 10 / 150_000)));
}
