import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { migrate } from '../../register/migrate.ts';
import { openRegister } from '../../register/register.ts';

/** A database of its own for one suite, empty: the caller runs the migrations. */
export interface FreshDatabase {
  /** Address with user and password, for pg. */
  url: string;
  /** Removes the database, whoever is still connected. */
  drop(): Promise<void>;
}

/**
 * Makes an empty database on the PostgreSQL server of this run (see jest-shared-servers.ts).
 * @throws Error where the run has no server
 */
export async function freshDatabase(): Promise<FreshDatabase> {
  return makeDatabase((name) => [`create database ${name}`]);
}

/** The same with the register's tables in it, which the run has made once: the migrations find nothing left to do. */
export async function registerDatabase(): Promise<FreshDatabase> {
  return makeDatabase((name) => [`create database ${name} template ${registerTemplate}`]);
}

const registerTemplate = 'register_template';

/** Makes what `registerDatabase` copies, on a server that has it not yet. */
export async function makeRegisterTemplate(server: string): Promise<void> {
  await runOnServer(server, [`create database ${registerTemplate}`]);
  const url = new URL(server);
  url.pathname = `/${registerTemplate}`;
  const register = openRegister(url.href);
  await migrate(register).finally(() => register.close());
}

/** Makes a copy of a database as it stands: a backup. Whoever is connected is cut off, and connects again. */
export async function copyOfDatabase(url: string): Promise<FreshDatabase> {
  const original = new URL(url).pathname.slice(1);
  // In one statement after the other on one connection, since nobody may be connected to what is copied.
  const cutOff = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${original}'`;
  return makeDatabase((name) => [cutOff, `create database ${name} template ${original}`]);
}

async function makeDatabase(statements: (name: string) => string[]): Promise<FreshDatabase> {
  const server = process.env['TEST_DATABASE_SERVER_URL'];
  if (server === undefined) throw new Error('TEST_DATABASE_SERVER_URL is not set: start the tests through jest.config.js');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await runOnServer(server, statements(name));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => runOnServer(server, [`drop database if exists ${name} with (force)`]),
  };
}

async function runOnServer(url: string, statements: string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
