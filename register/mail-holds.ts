import type { Instant } from '../workflows/domain/time.ts';
import { addToJournal } from './journal.ts';
import type { Queries, Register } from './register.ts';
import type { MailHoldRow } from './tables.ts';

/** Mail that is held back: of a firm, or of one of its complaints. */
export interface MailHold {
  procedure: string;
  /** The one complaint; absent where the whole firm's mail is held. */
  reference?: string | undefined;
  /** For staff and operators; nothing personal. */
  reason: string;
  heldAt: Instant;
  heldBy: string;
}

/** The reason of a hold on a complaint that Temporal knows more of than the register does. */
export const registerBehind = 'register-behind';

/** Whose mail: a firm's, by its procedure, or that of one of its complaints. */
export type HeldMail = Pick<MailHold, 'procedure' | 'reference'>;

/**
 * Holds mail back from now on: what a mail server has been given already is out, everything else waits. Time limits go on.
 *
 * @returns false where it is held already
 */
export async function holdMail(
  { database, clock }: Register,
  { procedure, reference, reason, actor }: HeldMail & { reason: string; actor: string },
): Promise<boolean> {
  return database.transaction().execute(async (queries) => {
    const now = clock();
    const held = await queries
      .insertInto('mail_hold')
      .values({
        procedure,
        reference: reference ?? null,
        reason,
        held_at: new Date(now),
        held_by: actor,
        released_at: null,
        released_by: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!held) return false;
    if (reference !== undefined)
      await addToJournal(queries, { reference, at: now, actor, event: 'mail-held', detail: { reason } });
    return true;
  });
}

/**
 * Lets held mail go; each letter leaves with its next attempt, within five minutes.
 *
 * @returns why it was held; undefined where it was not
 */
export async function releaseMail(
  { database, clock }: Register,
  mail: HeldMail & { actor: string },
): Promise<string | undefined> {
  return database.transaction().execute((queries) => releaseMailWithin(queries, mail, clock()));
}

/** The same within a transaction under way. */
export async function releaseMailWithin(
  queries: Queries,
  { procedure, reference, actor }: HeldMail & { actor: string },
  now: Instant,
): Promise<string | undefined> {
  const released = await queries
    .updateTable('mail_hold')
    .set({ released_at: new Date(now), released_by: actor })
    .where('procedure', '=', procedure)
    .where('reference', reference === undefined ? 'is' : '=', reference ?? null)
    .where('released_at', 'is', null)
    .returning('reason')
    .executeTakeFirst();
  if (!released) return undefined;
  if (reference !== undefined) await addToJournal(queries, { reference, at: now, actor, event: 'mail-released' });
  return released.reason;
}

/** The holds in force: all of them, or a firm's; the oldest first. */
export async function mailHolds(queries: Queries, procedure?: string): Promise<MailHold[]> {
  let query = queries.selectFrom('mail_hold').selectAll().where('released_at', 'is', null).orderBy('id');
  if (procedure !== undefined) query = query.where('procedure', '=', procedure);
  return (await query.execute()).map(mailHold);
}

/** What holds a firm's mail, or that of one of its complaints; undefined where it may leave. */
export async function holdOf(queries: Queries, { procedure, reference }: HeldMail): Promise<MailHold | undefined> {
  const row = await queries
    .selectFrom('mail_hold')
    .selectAll()
    .where('released_at', 'is', null)
    .where('procedure', '=', procedure)
    .where((hold) => hold.or([hold('reference', 'is', null), hold('reference', '=', reference ?? null)]))
    .orderBy('id')
    .executeTakeFirst();
  return row && mailHold(row);
}

/** What holds exactly this mail: that of the complaint, whatever holds its firm's. */
export async function ownHoldOf(queries: Queries, { procedure, reference }: HeldMail): Promise<MailHold | undefined> {
  return (await mailHolds(queries, procedure)).find((hold) => hold.reference === reference);
}

function mailHold({ procedure, reference, reason, held_at, held_by }: MailHoldRow): MailHold {
  return {
    procedure,
    ...(reference === null ? {} : { reference }),
    reason,
    heldAt: held_at.getTime(),
    heldBy: held_by,
  };
}
