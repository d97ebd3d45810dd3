import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Register } from './register.ts';
import type { Viewer } from './viewer.ts';

/** An export that begins: who takes what out of the register. */
export interface ExportBegun {
  actor: string;
  account: string | undefined;
  format: 'csv' | 'xlsx';
  /** With the columns that name people. */
  personal: boolean;
  firms: Viewer['firms'];
  /** The filters as the address has them; never the words that were searched for. */
  filter: Record<string, unknown>;
}

/** Puts an export on record before its first row leaves. @returns its id */
export async function beginExport({ database, clock }: Register, begun: ExportBegun): Promise<string> {
  const id = randomUUID();
  const { actor, account, format, personal, firms, filter } = begun;
  await database
    .insertInto('register_export')
    .values({
      id,
      at: new Date(clock()),
      actor,
      account: account ?? null,
      format,
      personal,
      firms: firms === 'all' ? ['*'] : [...firms],
      filter: JSON.stringify(filter),
      ended_at: null,
      complaints: null,
    })
    .execute();
  return id;
}

/** Says how many complaints an export took out, once the last one has. */
export async function endExport({ database, clock }: Register, id: string, complaints: number): Promise<void> {
  await database
    .updateTable('register_export')
    .set({ ended_at: new Date(clock()), complaints })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}

/** What a verification of the journal found. */
export interface Verification {
  at: Date;
  rows: number;
  chains: number;
  faults: number;
}

/** Keeps what a verification found; the page of the register shows the last one. */
export async function keepVerification({ database }: Register, found: Omit<Verification, 'at'>, at: Date): Promise<void> {
  await sql`
    insert into journal_verification (at, rows, chains, faults) values (${at}, ${found.rows}, ${found.chains}, ${found.faults})
    on conflict (at) do nothing`.execute(database);
}

/** @returns undefined where the journal was never verified */
export async function lastVerification({ database }: Register): Promise<Verification | undefined> {
  return database.selectFrom('journal_verification').selectAll().orderBy('at', 'desc').limit(1).executeTakeFirst();
}
