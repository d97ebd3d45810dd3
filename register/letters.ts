import { sql } from 'kysely';
import type { DutyName } from '../workflows/domain/duties.ts';
import type { LetterKind, Recipient } from '../workflows/domain/letters.ts';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import { holdComplaint } from './complaints.ts';
import { addToJournal } from './journal.ts';
import { keepText, readKey, readText } from './personal-texts.ts';
import type { Queries, Register } from './register.ts';
import type { LetterRow } from './tables.ts';

/** One letter: one row per complaint, duty, occasion and kind, whatever is tried how often. */
export interface LetterOccasion {
  reference: string;
  duty: DutyName;
  occasion: string;
  kind: LetterKind;
}

/** A letter as it is written: its content is what a person reads, its message what the mail server gets. */
export interface WrittenLetter {
  id: string;
  recipient: Recipient;
  language: string;
  way: 'e-mail' | 'post';
  letterDate: CivilDate;
  /** The day that the letter gives somebody, where it gives one. */
  promisedOn?: CivilDate | undefined;
  /** Staff worded it otherwise: their words stand in it, or were left out because it could not leave with them. */
  edit?: LetterRow['edit'] | undefined;
  content: LetterContent;
  message?: { id: string; bytes: Buffer } | undefined;
}

export interface LetterContent {
  subject: string;
  html: string;
  text: string;
  /** Who receives it, for the envelope or the address window. */
  to: { name: string; email?: string | undefined; address?: string[] | undefined };
  envelope?: { from: string; to: string } | undefined;
}

export async function findLetter(
  queries: Queries,
  { reference, duty, occasion, kind }: LetterOccasion,
): Promise<LetterRow | undefined> {
  return queries
    .selectFrom('letter')
    .selectAll()
    .where('reference', '=', reference)
    .where('duty', '=', duty)
    .where('occasion', '=', occasion)
    .where('kind', '=', kind)
    .executeTakeFirst();
}

/**
 * Keeps a letter's finished bytes before the first attempt, or in place of bytes that certainly never left.
 * Where another attempt was quicker, its letter stays.
 */
export async function keepLetter(register: Register, occasion: LetterOccasion, letter: WrittenLetter): Promise<LetterRow> {
  return register.database.transaction().execute(async (queries) => {
    await holdComplaint(queries, occasion.reference);
    const existing = await findLetter(queries, occasion);
    if (existing && !(await isFree(queries, existing.id))) return existing;
    const key = await readKey(queries, occasion.reference);
    const keep = (purpose: string, content: Buffer | string) =>
      keepText(queries, { reference: occasion.reference, purpose, key, content });
    const content = await keep('letter', JSON.stringify(letter.content));
    const mime = letter.message && (await keep('letter-mime', letter.message.bytes));
    const written = {
      language: letter.language,
      state: letter.way === 'post' ? ('awaiting-post' as const) : ('queued' as const),
      way: letter.way,
      letter_date: letter.letterDate,
      promised_on: letter.promisedOn ?? null,
      edit: letter.edit ?? null,
      content: content.id,
      mime: mime?.id ?? null,
      message_id: letter.message?.id ?? null,
      outdated: false,
      bounced_at: null,
      bounce_status: null,
    };
    await addToJournal(queries, {
      reference: occasion.reference,
      at: register.clock(),
      actor: 'doleance',
      event: existing ? 'letter-dated-anew' : letter.way === 'post' ? 'letter-awaits-post' : 'letter-written',
      detail: {
        letter: existing?.id ?? letter.id,
        ...occasionOf(occasion),
        recipient: letter.recipient,
        letterDate: letter.letterDate,
        ...(letter.edit ? { edit: letter.edit } : {}),
      },
      digest: content.digest,
    });
    if (existing)
      return queries.updateTable('letter').set(written).where('id', '=', existing.id).returningAll().executeTakeFirstOrThrow();
    return queries
      .insertInto('letter')
      .values({
        id: letter.id,
        reference: occasion.reference,
        ...occasionOf(occasion),
        recipient: letter.recipient,
        ...written,
        lease_until: null,
        data_began_at: null,
        last_code: null,
        sent_at: null,
        posted_on: null,
        registered_number: null,
        created_at: new Date(register.clock()),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

/** What tells a letter apart, for the journal. */
export function occasionOf({ duty, occasion, kind }: LetterOccasion) {
  return { duty, occasion, kind };
}

/** What an attempt to send may do. */
export type Lease =
  /** The attempt holds the letter. `repeated` where an earlier attempt may have reached the mail server. */
  | { held: true; repeated: boolean; attempt: number }
  /** Another attempt holds the letter, for so many milliseconds more at most. */
  | { held: false; waitFor: number };

/** Takes the letter for one attempt, for longer than any attempt can last; wall time, in the database's clock. */
export async function leaseLetter(register: Register, letter: LetterRow, seconds: number): Promise<Lease> {
  return register.database.transaction().execute(async (queries): Promise<Lease> => {
    await holdComplaint(queries, letter.reference);
    const before = await queries
      .selectFrom('letter')
      .selectAll()
      .where('id', '=', letter.id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const { rows } = await sql<{ wait: number }>`
      select greatest(0, extract(epoch from (${before.lease_until}::timestamptz - clock_timestamp())) * 1000)::float8 as wait`.execute(
      queries,
    );
    if (before.state !== 'queued' && before.state !== 'sending') return { held: false, waitFor: 0 };
    if (before.state === 'queued' && (await isOwedNoMore(queries, before))) {
      await supersede(queries, before, register.clock());
      return { held: false, waitFor: 0 };
    }
    const waitFor = before.state === 'sending' ? (rows[0]?.wait ?? 0) : 0;
    if (waitFor > 0) return { held: false, waitFor };
    await queries
      .updateTable('letter')
      .set((row) => ({
        state: 'sending' as const,
        lease_until: sql<Date>`clock_timestamp() + make_interval(secs => ${seconds})`,
        attempts: row('attempts', '+', 1),
      }))
      .where('id', '=', letter.id)
      .execute();
    const repeated = before.data_began_at !== null;
    if (repeated)
      await addToJournal(queries, {
        reference: before.reference,
        at: register.clock(),
        actor: 'doleance',
        event: 'letter-possibly-duplicated',
        detail: { letter: before.id, ...occasionOf(before), attempt: before.attempts + 1 },
      });
    return { held: true, repeated, attempt: before.attempts + 1 };
  });
}

/**
 * From now on the mail server may have the letter, until it says otherwise.
 *
 * @throws Error where the attempt no longer holds the letter: then it must not send it
 */
export async function recordDataBegan({ database, clock }: Register, id: string, attempt: number): Promise<void> {
  const held = await database
    .updateTable('letter')
    .set({ data_began_at: new Date(clock()) })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .where('attempts', '=', attempt)
    .where('lease_until', '>', sql<Date>`clock_timestamp()`)
    .returning('id')
    .executeTakeFirst();
  if (!held) throw new Error('The attempt holds the letter no longer.');
}

/** The attempt failed before the mail server could have the letter: it is queued again as if never tried. */
export async function releaseLetter(
  { database }: Register,
  attempt: Pick<LetterRow, 'id' | 'attempts'>,
  code?: number,
): Promise<void> {
  await heldBy(database, attempt)
    .set({ state: 'queued', lease_until: null, data_began_at: null, last_code: code ?? null })
    .execute();
}

/** The mail server's answer never came: the same bytes go again once the lease is given up. */
export async function giveUpLease({ database }: Register, attempt: Pick<LetterRow, 'id' | 'attempts'>): Promise<void> {
  await heldBy(database, attempt).set({ lease_until: null }).execute();
}

/** An attempt that comes too late must not undo what a later one has done. */
function heldBy(queries: Queries, { id, attempts }: Pick<LetterRow, 'id' | 'attempts'>) {
  return queries.updateTable('letter').where('id', '=', id).where('state', '=', 'sending').where('attempts', '=', attempts);
}

/** The mail server will never take the letter for this address: it goes by post. */
export async function fallBackToPost(register: Register, letter: LetterRow, code: number): Promise<void> {
  await register.database.transaction().execute(async (queries) => {
    await holdComplaint(queries, letter.reference);
    const fallen = await heldBy(queries, letter)
      .set({ state: 'awaiting-post', way: 'post', lease_until: null, data_began_at: null, last_code: code })
      .returning('id')
      .executeTakeFirst();
    if (!fallen) return;
    await addToJournal(queries, {
      reference: letter.reference,
      at: register.clock(),
      actor: 'doleance',
      event: 'letter-refused-by-mail-server',
      detail: { letter: letter.id, ...occasionOf(letter), code },
    });
    if (await isOwedNoMore(queries, letter)) await supersede(queries, letter, register.clock());
  });
}

/**
 * What waits for the post and has not been printed is written anew, for whoever it goes to has another address now: it may even leave by
 * e-mail.
 */
export async function outdateLetters(queries: Queries, reference: string): Promise<void> {
  await queries
    .updateTable('letter')
    .set({ state: 'queued', outdated: true, data_began_at: null, lease_until: null })
    .where('reference', '=', reference)
    .where('state', '=', 'awaiting-post')
    .where('recipient', 'in', ['complainant', 'representative'])
    .where('printed_at', 'is', null)
    .execute();
}

/** True where the letter's duty ended while it was on its way: then it does not leave any more, nor wait for the post. */
async function isOwedNoMore(queries: Queries, { reference, duty, occasion }: LetterRow): Promise<boolean> {
  const ended = await queries
    .selectFrom('duty')
    .select('void')
    .where('reference', '=', reference)
    .where('duty', '=', duty)
    .where('occasion', '=', occasion)
    .where('void', 'is not', null)
    .executeTakeFirst();
  return ended !== undefined;
}

/** True for a letter that certainly never left and that no attempt holds; it stays so until the transaction ends. */
async function isFree(queries: Queries, id: string): Promise<boolean> {
  const { rows } = await sql`
    select from letter where id = ${id} and (state = 'queued' or
      (state = 'sending' and data_began_at is null and coalesce(lease_until, '-infinity') <= clock_timestamp())) for update`.execute(
    queries,
  );
  return rows.length > 0;
}

/**
 * A letter that has become needless before it left.
 *
 * @returns false where an attempt holds it, or it may have left
 */
export async function supersedeLetter(register: Register, letter: LetterRow): Promise<boolean> {
  return register.database.transaction().execute(async (queries) => {
    await holdComplaint(queries, letter.reference);
    if (!(await isFree(queries, letter.id))) return false;
    await supersede(queries, letter, register.clock());
    return true;
  });
}

/** What a duty of which nothing is owed any more still had in the post tray, or for the mail server, does not leave. */
export async function supersedeLettersOf(
  queries: Queries,
  { reference, duty, occasion }: Omit<LetterOccasion, 'kind'>,
  now: Instant,
  which: (kind: LetterKind) => boolean = () => true,
): Promise<void> {
  const waiting = await queries
    .selectFrom('letter')
    .selectAll()
    .where('reference', '=', reference)
    .where('duty', '=', duty)
    .where('occasion', '=', occasion)
    .where('state', 'in', ['queued', 'awaiting-post'])
    .forUpdate()
    .execute();
  for (const letter of waiting) if (which(letter.kind)) await supersede(queries, letter, now);
}

/** What has not left of a complaint does not leave any more, whatever its duty. */
export async function supersedeAllLetters(queries: Queries, reference: string, now: Instant): Promise<void> {
  const waiting = await queries
    .selectFrom('letter')
    .selectAll()
    .where('reference', '=', reference)
    .where('state', 'in', ['queued', 'sending', 'awaiting-post'])
    .orderBy('number')
    .forUpdate()
    .execute();
  for (const letter of waiting) await supersede(queries, letter, now);
}

async function supersede(queries: Queries, letter: LetterRow, now: Instant): Promise<void> {
  await queries.updateTable('letter').set({ state: 'superseded' }).where('id', '=', letter.id).execute();
  await addToJournal(queries, {
    reference: letter.reference,
    at: now,
    actor: 'doleance',
    event: 'letter-superseded',
    detail: { letter: letter.id, ...occasionOf(letter) },
  });
}

/** @throws Erased */
export async function readLetterContent(queries: Queries, letter: { content: string }): Promise<LetterContent> {
  return JSON.parse((await readText(queries, letter.content)).toString('utf8')) as LetterContent;
}
