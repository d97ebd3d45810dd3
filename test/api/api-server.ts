import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DestinationStream, pino } from 'pino';
import { createApi } from '../../api/app.ts';
import type { ApiDependencies, Readiness } from '../../api/dependencies.ts';
import { Attachments } from '../../attachments/attachments.ts';
import { usualLimits } from '../../attachments/limits.ts';
import { FolderStorage } from '../../attachments/storage/folder.ts';
import { loadClassification } from '../../procedures/classification.ts';
import { loadProcedures } from '../../procedures/load-procedures.ts';
import { loadQuestionnaires } from '../../procedures/questionnaires.ts';
import { loadRecourseDirectory } from '../../procedures/recourse.ts';
import { ChangeFeed } from '../../register/change-feed.ts';
import { migrate } from '../../register/migrate.ts';
import { Outcomes } from '../../register/outcomes.ts';
import { ProcedureLibrary } from '../../register/procedure-library.ts';
import { openRegister, type Register } from '../../register/register.ts';
import { registerDatabase } from '../helpers/database.ts';

/** An answer, read. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: any;
}

/** A path, and what can be done there. */
export interface OfferedRoute {
  path: string;
  get: boolean;
  post: boolean;
}

/** An API on a database of its own, as a client sees it. */
export interface ApiUnderTest {
  url: string;
  register: Register;
  library: ProcedureLibrary;
  /** Where the bytes of files are kept. */
  storage: FolderStorage;
  /** Everything that was logged so far. */
  logged(): string;
  /** The paths that the API offers, written as OpenAPI writes them. */
  offered: string[];
  /** The pages of the desk that a browser can open, as Express writes their paths. */
  pages: string[];
  /** Everything that is offered, as Express writes its path. */
  routes: OfferedRoute[];
  setClock(instant: number | string): void;
  setReadiness(readiness: Readiness | Error): void;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  send(path: string, init: RequestInit): Promise<Answer>;
  close(): Promise<void>;
}

export const token = 'a-token-of-32-characters-for-tests';
export const actor = 'Test desk';
export const deskSettings = { sessionSecret: 'a-secret-of-32-characters-for-tests', secureCookies: false };

const allReady: Readiness = { database: true, temporal: true, searchAttributes: true, worker: true };

export async function startApi(overrides: Partial<ApiDependencies> = {}): Promise<ApiUnderTest> {
  const fresh = await registerDatabase();
  let now = Date.now;
  const register = openRegister(fresh.url, { clock: () => now(), connections: 5 });
  await migrate(register);
  const library = new ProcedureLibrary(register, await loadProcedures());
  await library.keepCurrent();
  const outcomes = new Outcomes(register);
  await outcomes.open();
  const changes = new ChangeFeed(register);
  let readiness: Readiness | Error = allReady;
  const lines: string[] = [];
  const destination: DestinationStream = { write: (line) => void lines.push(line) };
  const folder = await mkdtemp(join(tmpdir(), 'doleance-test-'));
  const storage = new FolderStorage(folder);
  const api = createApi({
    register,
    attachments: new Attachments({ register, storage, limits: usualLimits }),
    library,
    directory: await loadRecourseDirectory(),
    classification: await loadClassification(),
    questionnaires: await loadQuestionnaires(),
    outcomes,
    changes,
    tokens: [
      { token: 'another-token-of-someone-else', name: 'Other desk' },
      { token, name: actor },
    ],
    desk: deskSettings,
    log: pino({ level: 'trace' }, destination),
    publicUrl: 'http://localhost:3000',
    readiness: async () => {
      if (readiness instanceof Error) throw readiness;
      return readiness;
    },
    ...overrides,
  });
  const server: Server = await new Promise((resolve) => {
    const listening = api.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const send = async (path: string, init: RequestInit): Promise<Answer> => read(await fetch(`${url}${path}`, init));
  const authorized = { Authorization: `Bearer ${token}` };
  return {
    url,
    register,
    library,
    storage,
    logged: () => lines.join(''),
    offered: offeredBy(api),
    pages: pagesOf(api),
    routes: routesOf(api).map(({ path, methods }) => ({ path, get: methods['get'] === true, post: methods['post'] === true })),
    setClock: (instant) => {
      now = () => (typeof instant === 'number' ? instant : Date.parse(instant));
    },
    setReadiness: (value) => {
      readiness = value;
    },
    get: (path, headers = {}) => send(path, { headers: { ...authorized, ...headers } }),
    post: (path, body, headers = {}) =>
      send(path, {
        method: 'POST',
        headers: { ...authorized, 'Content-Type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    send,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await changes.close();
      await outcomes.close();
      await register.close();
      await fresh.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
  handle: { stack?: Layer[] };
}

function routesOf(api: ReturnType<typeof createApi>): NonNullable<Layer['route']>[] {
  const routes = (layers: Layer[]): NonNullable<Layer['route']>[] =>
    layers.flatMap(({ route, handle }) => (route ? [route] : handle.stack ? routes(handle.stack) : []));
  return routes(api.router.stack as unknown as Layer[]);
}

function pagesOf(api: ReturnType<typeof createApi>): string[] {
  const pages = routesOf(api).filter(({ path, methods }) => path.startsWith('/desk') && methods['get']);
  return pages.map(({ path }) => path);
}

/** Of the form, the private page, and what they load. */
function isPublicPage(path: string): boolean {
  return /^[/](c(?:[/]|$)|public[/]|:procedure[/]complaint)/.test(path);
}

function offeredBy(api: ReturnType<typeof createApi>): string[] {
  return routesOf(api)
    .map(({ path }) => path)
    .filter((path) => !path.startsWith('/desk') && !isPublicPage(path))
    .map((path) => path.replace(/:(\w+)/g, '{$1}'));
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined };
}

/** The least that makes a complaint. */
export function complaintBody(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    procedure: 'opticourtage',
    channel: 'e-mail',
    complainant: { name: 'Dominique Exemple', email: 'dominique@example.org' },
    reason: 'Mes lunettes ne sont pas remboursées.',
    ...changes,
  };
}

/** Registers a complaint and gives its reference. */
export async function registered(api: ApiUnderTest, changes: Record<string, unknown> = {}): Promise<string> {
  const { status, body, text } = await api.post('/api/complaints', complaintBody(changes));
  if (status !== 201) throw new Error(`not registered: ${text}`);
  return body.reference as string;
}
