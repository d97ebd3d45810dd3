import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { Tables } from './tables.ts';

/** Tells the time that evidence is judged by: wall time in production, the test server's in tests. Milliseconds since 1970. */
export type Clock = () => number;

/** The register of complaints: its database and its clock. */
export interface Register {
  database: Kysely<Tables>;
  clock: Clock;
  /** Where the database is, for connections of one's own (LISTEN). */
  url: string;
  close(): Promise<void>;
}

/** Reads at one moment: whatever is written meanwhile is in all that `read` sees, or in none of it. */
export function atOneMoment<Read>(database: Kysely<Tables>, read: (queries: Queries) => Promise<Read>): Promise<Read> {
  return database.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read);
}

/** The register, or a transaction on it. */
export type Queries = Kysely<Tables> | Transaction<Tables>;

// A civil date must not become an instant, nor a count a text.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/**
 * Opens the register.
 *
 * @param url a PostgreSQL connection address
 * @param connections the most that are open at once
 */
export function openRegister(
  url: string,
  { clock = Date.now, connections = 10 }: { clock?: Clock; connections?: number } = {},
): Register {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5_000,
    query_timeout: 30_000,
    statement_timeout: 30_000,
    application_name: 'doleance',
  });
  // A connection that breaks, idle or in the middle of a transaction, fails its next query; without listeners it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { database, clock, url, close: () => database.destroy() };
}
