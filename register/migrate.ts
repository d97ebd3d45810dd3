import { readdir, readFile } from 'node:fs/promises';
import { type Migration, Migrator, sql } from 'kysely';
import type { Register } from './register.ts';

const folder = new URL('./migrations/', import.meta.url);

/**
 * Brings the register's tables up to date; several processes may call it at once, one does the work (under an advisory lock).
 *
 * @returns the names of the migrations that were run now
 * @throws Error naming the migration that failed; nothing of that migration is left
 */
export async function migrate({ database }: Register): Promise<string[]> {
  const migrator = new Migrator({ db: database, provider: { getMigrations } });
  const { error, results = [] } = await migrator.migrateToLatest();
  const failed = results.find((result) => result.status === 'Error');
  if (error) throw new Error(`The register's migration ${failed?.migrationName ?? ''} failed.`, { cause: error });
  return results.map((result) => result.migrationName);
}

/** The migrations that stand in the folder but have not been run on this register. */
export async function missingMigrations({ database }: Register): Promise<string[]> {
  const migrator = new Migrator({ db: database, provider: { getMigrations } });
  const all = await migrator.getMigrations();
  return all.filter((migration) => migration.executedAt === undefined).map((migration) => migration.name);
}

async function getMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql'));
  const migrations = files.map(async (file): Promise<[string, Migration]> => {
    const text = await readFile(new URL(file, folder), 'utf8');
    return [file.replace(/\.sql$/, ''), { up: async (database) => void (await sql.raw(text).execute(database)) }];
  });
  return Object.fromEntries(await Promise.all(migrations));
}
