import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** The project's folder. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A service of docker-compose.yml, as far as the tests look at it. */
export interface ComposeService {
  image: string;
  build?: string;
  command?: string[];
  entrypoint?: string[];
  /** Without a value: what the shell or `.env` says, and unset where they say nothing. */
  environment?: Record<string, string | null>;
  ports?: string[];
  volumes?: string[];
  networks?: string[];
  profiles?: string[];
  restart: string;
  read_only?: boolean;
  init?: boolean;
  user?: string;
  privileged?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  container_name?: string;
  stop_grace_period?: string;
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: 'service_healthy' | 'service_completed_successfully' | 'service_started' }>;
}

/** docker-compose.yml with its `<<` merged, its variables not yet filled in. */
export interface ComposeFile {
  name: string;
  services: Record<string, ComposeService>;
  networks: Record<string, { internal?: boolean } | null>;
  volumes: Record<string, unknown>;
}

/** A text file of the project. */
export function projectFile(name: string): string {
  return readFileSync(`${root}${name}`, 'utf8');
}

/** docker-compose.yml as it stands. */
export function composeFile(): ComposeFile {
  return parse(projectFile('docker-compose.yml'), { merge: true }) as ComposeFile;
}

/** The variables that a file in the form of `.env` sets. */
export function variablesOf(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => /^[A-Z]/.test(line));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

/**
 * Fills in `${NAME:-default}` and `${NAME:?message}` as Compose does.
 * @throws Error where a variable is missing that has no default, or for another form of substitution
 */
export function filledIn(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{([A-Z_]+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind: string | undefined, rest: string = '') => {
    const value = variables[name];
    if (value !== undefined && value !== '') return value;
    if (kind === '-') return rest;
    throw new Error(`${name} is not set (${rest})`);
  });
}

/** The names of the variables that a text refers to. */
export function variablesIn(text: string): string[] {
  return [...text.matchAll(/\$\{([A-Z_]+)/g)].map(([, name = '']) => name);
}

/** The environment of a service, filled in. */
export function environmentOf(service: ComposeService, variables: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(service.environment ?? {}).map(([name, value]): [string, string | undefined] => [
    name,
    value === null ? variables[name] : filledIn(value, variables),
  ]);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** The names of the variables that a service is given as they are. */
export function passedOn({ environment = {} }: ComposeService): string[] {
  return Object.keys(environment).filter((name) => environment[name] === null);
}
