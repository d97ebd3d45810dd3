import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import type { Environment } from './environment.ts';

export type { Logger };

export type LogOptions = {
  level: Environment['LOG_LEVEL'];
  /** Stands in each line: `api`, `worker`, `relay`. */
  name?: string;
  /** One line for people, as `npm start` prints; else JSON, one object per line. */
  forPeople?: boolean;
  /** Standard output unless given. */
  destination?: DestinationStream;
};

/** Headers and settings that give access; never logged, however they come. */
const secrets = ['authorization', 'cookie', '["set-cookie"]', 'token', 'password'];

const redacted = [
  ...secrets,
  ...secrets.map((field) => under('headers', field)),
  ...secrets.map((field) => under('req.headers', field)),
  ...secrets.map((field) => under('res.headers', field)),
];

/**
 * The logger of a process. Times are UTC. Headers that give access are redacted; that nothing personal is logged is up to who
 * logs: references and codes, never names, addresses or texts.
 */
export function makeLog({ level, name, forPeople = false, destination = process.stdout }: LogOptions): Logger {
  const options = {
    level,
    base: name === undefined ? {} : { name },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: redacted, censor: '[redacted]' },
  };
  return pino(options, forPeople ? linesForPeople(destination) : destination);
}

function under(path: string, field: string): string {
  return field.startsWith('[') ? `${path}${field}` : `${path}.${field}`;
}

/** Turns each JSON line into `10:00:00 warn  worker: message (reference=OPT-2026-000001)`. */
function linesForPeople(destination: DestinationStream): DestinationStream {
  return { write: (line) => destination.write(`${lineForPeople(line)}\n`) };
}

function lineForPeople(line: string): string {
  const { time, level, name, msg, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const from = typeof name === 'string' ? `${name}: ` : '';
  const details = Object.entries(rest).map(([key, value]) => `${key}=${detail(value)}`);
  const clock = String(time).slice(11, 19);
  return `${clock} ${String(level).padEnd(5)} ${from}${typeof msg === 'string' ? oneLine(msg) : ''}${details.length > 0 ? ` (${details.join(', ')})` : ''}`;
}

function detail(value: unknown): string {
  if (isError(value)) return oneLine(`${value.type ?? 'Error'}: ${value.message}`);
  return typeof value === 'string' ? oneLine(value) : JSON.stringify(value);
}

function isError(value: unknown): value is { type?: string; message: string; stack: string } {
  return typeof value === 'object' && value !== null && 'stack' in value && 'message' in value;
}

/** Control characters would let logged text begin lines of its own or steer the terminal. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
