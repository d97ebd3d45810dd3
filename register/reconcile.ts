import { sql } from 'kysely';
import { isOpen, sameDuty } from '../workflows/domain/duties.ts';
import type { Standing } from '../workflows/domain/standing.ts';
import { readComplaint } from './complaints.ts';
import { holdMail, registerBehind, releaseMailWithin } from './mail-holds.ts';
import { tellWorkflow } from './notices.ts';
import type { Queries, Register } from './register.ts';

/** What Temporal shows of a complaint's run. */
export type RunShown = Standing;

/** How a run and the register stand to each other: who knows more, if one does. */
export type Comparison = 'same' | 'register-ahead' | 'temporal-ahead';

/**
 * Compares what a run knows with the register, which is asked after the run: what a run knows it has from the register, so that a
 * run that knows more can only mean that the register was put back to an earlier day.
 *
 * @param run its facts and its open duties
 * @returns undefined where the register has no such complaint
 */
export async function compareWithRun(queries: Queries, { facts, duties }: RunShown): Promise<Comparison | undefined> {
  const complaint = await readComplaint(queries, facts.reference);
  if (!complaint) return undefined;
  if (facts.revision > complaint.facts.revision) return 'temporal-ahead';
  const open = complaint.duties.filter(isOpen);
  const sameDuties = open.length === duties.length && open.every((duty) => duties.some((known) => sameDuty(known, duty)));
  return facts.revision === complaint.facts.revision && sameDuties ? 'same' : 'register-ahead';
}

/** The complaints that are not closed, of which nothing waits in the outbox: each should have a run. */
export async function shouldRun(queries: Queries): Promise<string[]> {
  const rows = await queries
    .selectFrom('complaint')
    .select('reference')
    .where('closed_at', 'is', null)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('message')
            .select('id')
            .whereRef('message.reference', '=', 'complaint.reference')
            .where('delivered_at', 'is', null),
        ),
      ),
    )
    .orderBy('reference')
    .execute();
  return rows.map(({ reference }) => reference);
}

/** Begins a run again, or has one take its complaint up from the register anew. */
export async function takeUpAgain(
  { database, clock }: Register,
  reference: string,
  what: 'registered' | 'renew',
  actor: string,
): Promise<void> {
  await database
    .transaction()
    .execute((queries) => tellWorkflow(queries, { reference, body: { what }, actor, at: clock(), needsNothing: true }));
}

/** As a message stands in the outbox before its first delivery. */
const undelivered = { delivered_at: null, failures: 0, retry_at: null };

/**
 * Puts messages back into the outbox that were delivered a while ago and of which nothing has come: Temporal was put back to an
 * earlier day, or lost them. Whatever did arrive is known by its id and not applied twice.
 *
 * @param olderThanSeconds since their delivery
 * @returns the references of their complaints, one for each message
 */
export async function deliverUnsettledAgain({ database }: Register, olderThanSeconds: number): Promise<string[]> {
  const rows = await database
    .updateTable('message')
    .set(undelivered)
    .where('state', '=', 'accepted')
    .where('delivered_at', '<', sql<Date>`clock_timestamp() - make_interval(secs => ${olderThanSeconds})`)
    .returning('reference')
    .execute();
  if (rows.length > 0) await sql`select pg_notify('outbox', '')`.execute(database);
  return rows.map(({ reference }) => reference);
}

/**
 * Holds a complaint's mail, of which Temporal knows more than the register, until somebody has looked; one that an operator holds
 * already is held for this reason from now on.
 */
export async function holdBehind(
  register: Register,
  { facts: { procedure, reference } }: RunShown,
  actor: string,
): Promise<void> {
  if (await holdMail(register, { procedure, reference, reason: registerBehind, actor })) return;
  await register.database
    .updateTable('mail_hold')
    .set({ reason: registerBehind })
    .where('reference', '=', reference)
    .where('released_at', 'is', null)
    .execute();
}

/**
 * Lets a complaint's mail go after a restore, once its stale run has been ended: another run begins and takes up what the register has,
 * and gets every message of which nothing has come, all or nothing.
 */
export async function releaseAndBeginAnew(
  { database, clock }: Register,
  mail: { procedure: string; reference: string; actor: string },
): Promise<void> {
  const { reference, actor } = mail;
  await database.transaction().execute(async (queries) => {
    await releaseMailWithin(queries, mail, clock());
    await queries
      .updateTable('message')
      .set(undelivered)
      .where('reference', '=', reference)
      .where('state', '=', 'accepted')
      .execute();
    await tellWorkflow(queries, { reference, body: { what: 'registered' }, actor, at: clock(), needsNothing: true });
  });
}

/** Which of these complaints the register has. */
export async function knownReferences(queries: Queries, references: readonly string[]): Promise<Set<string>> {
  const rows = await sql<{ reference: string }>`
    select reference from complaint where reference = any(${references})`.execute(queries);
  return new Set(rows.rows.map(({ reference }) => reference));
}

/**
 * Sees to it that no number is given again that Temporal knows a complaint by: a new complaint under an old reference would be
 * signalled into a stranger's run.
 *
 * @param references of all runs that Temporal remembers
 * @returns the counters that were moved, `OPT-2026` and the last number given
 */
export async function keepNumbersApart(
  { database }: Register,
  references: readonly string[],
): Promise<[counter: string, last: number][]> {
  const moved: [string, number][] = [];
  for (const [counter, { prefix, year, last }] of highest(references)) {
    const row = await database
      .insertInto('reference_counter')
      .values({ prefix, year, last })
      .onConflict((conflict) =>
        conflict.columns(['prefix', 'year']).doUpdateSet({ last }).where('reference_counter.last', '<', last),
      )
      .returning('last')
      .executeTakeFirst();
    if (row) moved.push([counter, row.last]);
  }
  return moved;
}

function highest(references: readonly string[]): Map<string, { prefix: string; year: number; last: number }> {
  const counters = new Map<string, { prefix: string; year: number; last: number }>();
  for (const reference of references) {
    const [, prefix = '', year = '', number = ''] = /^([A-Z]+)-(\d{4})-(\d{6,})$/.exec(reference) ?? [];
    if (prefix === '') continue;
    const counter = `${prefix}-${year}`;
    const last = Math.max(Number(number), counters.get(counter)?.last ?? 0);
    counters.set(counter, { prefix, year: Number(year), last });
  }
  return counters;
}
