import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { migrate } from '../register/migrate.ts';
import { openRegister } from '../register/register.ts';
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../start/embedded-database.ts';
import type { Environment } from '../start/environment.ts';
import { lowFreePorts } from '../start/free-port.ts';
import { registerSearchAttributes, type TemporalClient, temporalClient } from '../start/temporal-client.ts';
import { startTemporalDevServer } from '../start/temporal-dev-server.ts';
import { findTemporalCli, findTemporalServer } from '../start/temporal-programs.ts';
import { startTemporalServer } from '../start/temporal-server.ts';
import type { Endings } from './endings.ts';
import type { Roots } from './measure/cpu.ts';
import type { ServerKind } from './results.ts';
import { type Role, startRole } from './roles/role.ts';

/** The servers that everything is measured on, each in processes of its own. */
export interface Place {
  kind: ServerKind;
  /** For logs and settings. */
  folder: string;
  address: string;
  namespace: string;
  temporal: TemporalClient;
  register: EmbeddedDatabase;
  smtpUrl: string;
  roots: Roots;
}

/** What a place is made with. */
export interface PlaceOptions {
  kind: ServerKind;
  folder: string;
  environment: Environment;
  say: (line: string) => void;
  endings: Endings;
  /** False looks only for programs that are there already. */
  mayFetch: boolean;
}

const namespace = 'default';

/** Starts the servers. @throws ProgramMissing where Temporal's program is not here */
export async function openPlace(options: PlaceOptions): Promise<Place> {
  const { kind, folder, endings } = options;
  await mkdir(folder, { recursive: true });
  const { address, roots } = await (kind === 'dev server' ? devServer(options) : serverOnPostgresql(options));
  const register = await database(join(folder, 'register'), endings);
  await makeTables(register.url);
  const mail = startRole('mail-server.ts', {}, { folder, name: 'mail server' });
  endings.add(() => mail.stop());
  const smtpUrl = await smtpUrlOf(mail);
  const temporal = temporalClient({ address, namespace });
  endings.add(() => temporal.close());
  await registerSearchAttributes(temporal);
  return {
    kind,
    folder,
    address,
    namespace,
    temporal,
    register,
    smtpUrl,
    roots: { ...roots, "register's PostgreSQL": register.pid, 'mail server': mail.pid },
  };
}

async function devServer({ folder, environment, say, endings, mayFetch }: PlaceOptions) {
  const cli = await findTemporalCli({ env: environment, say, mayFetch });
  const [port = 0, uiPort = 0] = await lowFreePorts(2);
  const server = await startTemporalDevServer({ cli, folder, port, uiPort, namespace, logLevel: 'warn' });
  endings.add(() => server.stop());
  return { address: server.address, roots: { 'Temporal server': server.pid } };
}

async function serverOnPostgresql({ folder, environment, say, endings, mayFetch }: PlaceOptions) {
  const programs = await findTemporalServer({ env: environment, say, mayFetch });
  const own = await database(join(folder, 'temporal'), endings);
  const [port = 0] = await lowFreePorts(1);
  const server = await startTemporalServer({ programs, databaseUrl: own.url, folder, port, namespace });
  endings.add(() => server.stop());
  return { address: server.address, roots: { 'Temporal server': server.pid, "Temporal's PostgreSQL": own.pid } };
}

async function database(folder: string, endings: Endings): Promise<EmbeddedDatabase> {
  await mkdir(folder, { recursive: true });
  const database = await startEmbeddedDatabase({ folder });
  endings.add(() => database.stop());
  return database;
}

async function makeTables(url: string): Promise<void> {
  const register = openRegister(url, { connections: 1 });
  await migrate(register).finally(() => register.close());
}

async function smtpUrlOf(mail: Role): Promise<string> {
  const { port } = await mail.next<{ port: number }>((news) => typeof news.port === 'number');
  return `smtp://127.0.0.1:${port}`;
}
