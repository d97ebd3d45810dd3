import { sql } from 'kysely';
import pg from 'pg';
import type { Instant } from '../workflows/domain/time.ts';
import { keyedMark, registerKey } from './intakes/keys.ts';
import type { MailBecame } from './mail-in-tables.ts';
import type { Queries, Register } from './register.ts';
import type { LetterRow } from './tables.ts';

/** A mail in a mailbox, as IMAP names it. */
export interface MailPlace {
  /** The mailbox's name in the file of mailboxes. */
  mailbox: string;
  uidValidity: number;
  uid: number;
}

/** How far a mailbox has been read; undefined where it never was. */
export async function placeOf(queries: Queries, mailbox: string): Promise<Omit<MailPlace, 'mailbox'> | undefined> {
  const row = await queries.selectFrom('mailbox_place').selectAll().where('mailbox', '=', mailbox).executeTakeFirst();
  return row && { uidValidity: row.uid_validity, uid: row.uid };
}

/** Everything up to this mail has been dealt with. */
export async function keepPlace({ database, clock }: Register, { mailbox, uidValidity, uid }: MailPlace): Promise<void> {
  const place = { uid_validity: uidValidity, uid, changed_at: new Date(clock()) };
  await database.transaction().execute(async (queries) => {
    await queries
      .insertInto('mailbox_place')
      .values({ mailbox, ...place })
      .onConflict((conflict) => conflict.column('mailbox').doUpdateSet(place))
      .execute();
    await queries.deleteFrom('mail_attempt').where('mailbox', '=', mailbox).where('uid_validity', '!=', uidValidity).execute();
    await queries.deleteFrom('mail_attempt').where('mailbox', '=', mailbox).where('uid', '<=', uid).execute();
  });
}

/** Counts an attempt to take a mail before it begins. @returns which attempt it is, from 1 */
export async function beginAttempt({ database, clock }: Register, { mailbox, uidValidity, uid }: MailPlace): Promise<number> {
  const { attempts } = await database
    .insertInto('mail_attempt')
    .values({ mailbox, uid_validity: uidValidity, uid, attempts: 1, begun_at: new Date(clock()) })
    .onConflict((conflict) =>
      conflict
        .columns(['mailbox', 'uid_validity', 'uid'])
        .doUpdateSet((before) => ({ attempts: before('mail_attempt.attempts', '+', 1), begun_at: new Date(clock()) })),
    )
    .returning('attempts')
    .executeTakeFirstOrThrow();
  return attempts;
}

/** An attempt that failed for a reason that is not the mail's own counts for nothing. */
export async function forgetAttempt({ database }: Register, { mailbox, uidValidity, uid }: MailPlace): Promise<void> {
  await database
    .updateTable('mail_attempt')
    .set(({ eb }) => ({ attempts: eb('attempts', '-', 1) }))
    .where('mailbox', '=', mailbox)
    .where('uid_validity', '=', uidValidity)
    .where('uid', '=', uid)
    .execute();
}

/** A mark by which a firm knows a mail again; nothing of the mail shows in it. */
export async function markOfMail(queries: Queries, identity: string): Promise<Buffer> {
  return keyedMark(await registerKey(queries, 'marks'), `mail ${identity}`);
}

export async function isMailTaken(queries: Queries, procedure: string, mark: Buffer): Promise<boolean> {
  const row = await queries
    .selectFrom('mail_taken')
    .select('became')
    .where('procedure', '=', procedure)
    .where('mark', '=', mark)
    .executeTakeFirst();
  return row !== undefined;
}

/** Records that a firm has a mail, in the transaction that keeps it. @returns false where it had been taken before */
export async function takeMail(
  queries: Queries,
  { procedure, mark, became }: { procedure: string; mark: Buffer; became: MailBecame },
  now: Instant,
): Promise<boolean> {
  const row = await queries
    .insertInto('mail_taken')
    .values({ procedure, mark, became, taken_at: new Date(now) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('became')
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether Doléance itself wrote a mail of this number to staff: an alert or a digest, which nobody else knows. */
export async function isMailToStaff(queries: Queries, messageId: string): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    select exists (select from letter where message_id = ${messageId} and recipient = 'staff')
      or exists (select from digest where message_id = ${messageId}) as known`.execute(queries);
  return rows[0]?.known === true;
}

/** A letter that a mail answers, by the number that the letter bore. */
export interface AnsweredLetter {
  reference: string;
  procedure: string;
}

/** The letters that bear one of these numbers, to anybody but staff. */
export async function lettersNumbered(queries: Queries, messageIds: readonly string[]): Promise<AnsweredLetter[]> {
  if (messageIds.length === 0) return [];
  return queries
    .selectFrom('letter')
    .innerJoin('complaint', 'complaint.reference', 'letter.reference')
    .select(['letter.reference', 'complaint.procedure'])
    .distinct()
    .where('letter.message_id', 'in', [...messageIds])
    .where('letter.recipient', '!=', 'staff')
    .execute();
}

/** A letter of which a notice of delivery says what became of it. */
export type ReturnedLetter = Pick<LetterRow, 'reference' | 'content' | 'sent_at' | 'data_began_at' | 'bounced_at'> & {
  procedure: string;
};

/** The letter that bears this number, to whomever; undefined where there is none. */
export async function letterNumbered(queries: Queries, messageId: string): Promise<ReturnedLetter | undefined> {
  return queries
    .selectFrom('letter')
    .innerJoin('complaint', 'complaint.reference', 'letter.reference')
    .select(['letter.reference', 'letter.content', 'letter.sent_at', 'letter.data_began_at', 'letter.bounced_at'])
    .select('complaint.procedure')
    .where('letter.message_id', '=', messageId)
    .executeTakeFirst();
}

/** The letters about a complaint that were mailed to an insurer. */
export async function lettersToInsurer(queries: Queries, reference: string): Promise<LetterRow[]> {
  return queries
    .selectFrom('letter')
    .selectAll()
    .where('reference', '=', reference)
    .where('recipient', '=', 'insurer')
    .where('way', '=', 'e-mail')
    .execute();
}

/** The firm whose complaint this is; undefined where there is none. */
export async function firmOfComplaint(queries: Queries, reference: string): Promise<string | undefined> {
  const row = await queries.selectFrom('complaint').select('procedure').where('reference', '=', reference).executeTakeFirst();
  return row?.procedure;
}

/**
 * Holds a mailbox for one process, on a connection of its own, until the work ends; the connection's end gives it up too.
 *
 * @param work is given a signal that is aborted where the connection was lost
 * @returns false where another process holds it
 */
export async function whileHoldingMailbox(
  { url }: Register,
  mailbox: string,
  work: (lost: AbortSignal) => Promise<void>,
): Promise<boolean> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
    keepAlive: true,
    application_name: 'doleance-mailbox',
  });
  const lost = new AbortController();
  client.on('error', () => lost.abort());
  client.on('end', () => lost.abort());
  let watch: NodeJS.Timeout | undefined;
  try {
    await client.connect();
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 0)) as held', [
      `mailbox ${mailbox}`,
    ]);
    if (rows[0]?.held !== true) return false;
    watch = setInterval(() => void client.query('select 1').catch(() => lost.abort()), lookAfterLock);
    await work(lost.signal);
    return true;
  } finally {
    clearInterval(watch);
    await client.end().catch(() => undefined);
  }
}

/** So often is it seen to that the lock is still ours; milliseconds. */
const lookAfterLock = 20_000;
