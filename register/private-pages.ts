import { lastDayOfPrivatePage } from '../procedures/private-page-life.ts';
import type { Procedure } from '../procedures/schema.ts';
import { civilDateAt } from '../procedures/zoned-time.ts';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import { holdComplaint, type KnownComplaint } from './complaints.ts';
import { addToJournal } from './journal.ts';
import { digestOf, firstGeneration, openPrivatePage, pageOf, tokenOf } from './private-tokens.ts';
import type { Queries, Register } from './register.ts';

/** The complaint that a token leads to; undefined for one that was never given, was revoked, or is of somebody who was erased. */
export async function complaintOfToken(queries: Queries, token: string): Promise<string | undefined> {
  const page = await queries
    .selectFrom('private_page')
    .select('reference')
    .where('digest', '=', digestOf(asWritten(token)))
    .executeTakeFirst();
  return page?.reference;
}

/** A private page that can be seen. */
export interface OpenPage {
  reference: string;
  procedure: Procedure;
  /** In the firm's zone. */
  today: CivilDate;
}

/**
 * The page that a token opens now. One query, whatever the reason that there is none: a token that was never given, was revoked or is past
 * its life, a person who was erased. How long the answer takes tells nobody which.
 */
export async function openedPage(
  {
    register,
    library,
  }: { register: Pick<Register, 'database' | 'clock'>; library: { version(version: string): Promise<Procedure> } },
  token: string,
): Promise<OpenPage | undefined> {
  const row = await register.database
    .selectFrom('private_page')
    .innerJoin('complaint', 'complaint.reference', 'private_page.reference')
    .innerJoin('keys.complaint_key as its', 'its.reference', 'private_page.reference')
    .selectAll('complaint')
    .where('digest', '=', digestOf(asWritten(token)))
    .executeTakeFirst();
  if (!row) return undefined;
  const { reference, facts } = row;
  const procedure = await library.version(row.procedure_version);
  const today = civilDateAt(register.clock(), procedure.firm.timeZone);
  return hasPrivatePage({ row, facts }, procedure, today) ? { reference, procedure, today } : undefined;
}

/** From now on the token that was given leads nowhere; the next letter gives another. @throws Erased */
export async function revokePrivatePage(
  queries: Queries,
  { reference, actor }: { reference: string; actor: string },
  now: Instant,
): Promise<void> {
  await holdComplaint(queries, reference);
  await openPrivatePage(queries, reference);
  const next = ((await pageOf(queries, reference))?.generation ?? firstGeneration) + 1;
  await queries
    .updateTable('private_page')
    .set({ generation: next, digest: digestOf(await tokenOf(queries, reference, next)) })
    .where('reference', '=', reference)
    .execute();
  await addToJournal(queries, { reference, at: now, actor, event: 'private-page-revoked', detail: {} });
}

/** The last day of a complaint's page, in the firm's zone; undefined while nobody can say, since the complaint is open. */
export function isAliveUntil({ row, facts }: Pick<KnownComplaint, 'row' | 'facts'>, procedure: Procedure): CivilDate | undefined {
  const closedOn = row.closed_at === null ? undefined : civilDateAt(row.closed_at.getTime(), procedure.firm.timeZone);
  return lastDayOfPrivatePage(procedure, facts, { capacity: row.capacity, closedOn });
}

/**
 * Whether somebody may see the complaint's page at all on a day: its time is not over, and it is not a journalist's who has shown no
 * mandate.
 *
 * @param today in the firm's zone
 */
export function hasPrivatePage(
  complaint: Pick<KnownComplaint, 'row' | 'facts'>,
  procedure: Procedure,
  today: CivilDate,
): boolean {
  const { row, facts } = complaint;
  if (row.sender === 'journalist' && facts.mandate !== 'recorded') return false;
  const until = isAliveUntil(complaint, procedure);
  return until === undefined || today <= until;
}

/** How often the page's link was revoked. */
export async function timesRevoked(queries: Queries, reference: string): Promise<number> {
  return ((await pageOf(queries, reference))?.generation ?? firstGeneration) - firstGeneration;
}

/** As it was given: who types it from a letter may write capitals and blanks. */
function asWritten(token: string): string {
  return token.replace(/[\s-]/g, '').toLowerCase();
}
