import { createPrivateKey } from 'node:crypto';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
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
    description: '`/healthz` and `/readyz` of a worker or a relay that runs apart from the others',
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
export type Environment = Omit<Parsed, 'PUBLIC_URL' | 'CACHE_DIR' | 'MAX_CACHED_WORKFLOWS'> & {
  PUBLIC_URL: string;
  CACHE_DIR: string;
  MAX_CACHED_WORKFLOWS: number;
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
  const lines = [...samePorts(parsed), ...incompleteDkim(parsed)];
  if (lines.length > 0) throw new BadEnvironment(lines);
  return {
    ...parsed,
    PUBLIC_URL: parsed.PUBLIC_URL ?? `http://${hostInAddress(parsed.HOST)}:${parsed.PORT}`,
    CACHE_DIR: parsed.CACHE_DIR ?? join(cacheHome(given), 'doleance'),
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
    return [`\`${variable}\``, description, allowed, unit ?? '', defaultText ?? (usual === undefined ? '' : `\`${usual}\``)];
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
