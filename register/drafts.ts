import { randomBytes, randomUUID } from 'node:crypto';
import type { Instant } from '../workflows/domain/time.ts';
import type { FormDraftRow } from './drafts-tables.ts';
import { decrypt, encrypt } from './personal-texts.ts';
import type { Queries } from './register.ts';

/** So long is kept what somebody has typed into the form and not sent, from the last time that it was saved; milliseconds. */
export const draftLife = 24 * 3_600_000;

/** What a draft became once it was sent. */
export type DraftBecame = { complaint: string } | { intake: string };

/** What somebody has typed into the web form. */
export interface Draft<Content> {
  id: string;
  /** The firm's. */
  procedure: string;
  language: string;
  /** Absent where nothing was saved, and once it was sent. */
  content?: Content;
  savedAt: Instant;
  /** Absent while it has not been sent. */
  became?: DraftBecame;
}

/**
 * Begins a draft, and its key; the same again is the same draft.
 *
 * @param draft.id by which the form names it; left out, a fresh one
 */
export async function makeDraft(
  queries: Queries,
  { id = randomUUID(), procedure, language }: { id?: string; procedure: string; language: string },
  now: Instant,
): Promise<string> {
  const made = await queries
    .insertInto('form_draft')
    .values({
      id,
      procedure,
      language,
      content: null,
      created_at: new Date(now),
      saved_at: new Date(now),
      became_complaint: null,
      became_intake: null,
      ended_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made)
    await queries
      .insertInto('keys.draft_key')
      .values({ draft: id, key: randomBytes(32), expires_at: new Date(now + draftLife) })
      .execute();
  return id;
}

/** A draft, for a day after it was last saved or sent. @returns undefined where there is none, or none any more */
export async function readDraft<Content>(queries: Queries, id: string, now: Instant): Promise<Draft<Content> | undefined> {
  const row = await draftRow(queries, id, now).executeTakeFirst();
  return row && draftOf<Content>(row);
}

/** The same, held until the transaction ends: whoever sends it a second time waits here, and finds that it was sent. */
export async function holdDraft<Content>(queries: Queries, id: string, now: Instant): Promise<Draft<Content> | undefined> {
  const row = await draftRow(queries, id, now).forUpdate('draft').executeTakeFirst();
  return row && draftOf<Content>(row);
}

function draftRow(queries: Queries, id: string, now: Instant) {
  return queries
    .selectFrom('form_draft as draft')
    .leftJoin('keys.draft_key as its', 'its.draft', 'draft.id')
    .selectAll('draft')
    .select('its.key')
    .where('draft.id', '=', id)
    .where('draft.saved_at', '>', new Date(now - draftLife));
}

function draftOf<Content>(row: FormDraftRow & { key: Buffer | null }): Draft<Content> {
  const became = becameOf(row);
  return {
    id: row.id,
    procedure: row.procedure,
    language: row.language,
    savedAt: row.saved_at.getTime(),
    ...(row.key === null || row.content === null
      ? {}
      : { content: JSON.parse(decrypt(row.key, row.id, row.content).toString('utf8')) as Content }),
    ...(became === undefined ? {} : { became }),
  };
}

function becameOf({ became_complaint, became_intake }: FormDraftRow): DraftBecame | undefined {
  if (became_complaint !== null) return { complaint: became_complaint };
  return became_intake === null ? undefined : { intake: became_intake };
}

/**
 * Keeps what was typed, within a transaction, encrypted and in place of what was kept before; its day begins anew.
 *
 * @returns false where the draft is no more, or was sent
 */
export async function saveDraft(
  queries: Queries,
  id: string,
  { language, content }: { language: string; content: unknown },
  now: Instant,
): Promise<boolean> {
  await holdRow(queries, id);
  const held = await queries
    .updateTable('keys.draft_key')
    .set({ expires_at: new Date(now + draftLife) })
    .where('draft', '=', id)
    .returning('key')
    .executeTakeFirst();
  if (!held) return false;
  await queries
    .updateTable('form_draft')
    .set({ language, content: encrypt(held.key, id, JSON.stringify(content)), saved_at: new Date(now) })
    .where('id', '=', id)
    .execute();
  return true;
}

/** Notes what a draft became; its content and its key go, and with them whatever file was not moved. */
export async function endDraft(queries: Queries, id: string, { became }: { became: DraftBecame }, now: Instant): Promise<void> {
  await queries
    .updateTable('form_draft')
    .set({
      content: null,
      became_complaint: 'complaint' in became ? became.complaint : null,
      became_intake: 'intake' in became ? became.intake : null,
      ended_at: new Date(now),
      saved_at: new Date(now),
    })
    .where('id', '=', id)
    .execute();
  await queries.deleteFrom('keys.draft_key').where('draft', '=', id).execute();
}

/** Takes a draft away that is not to be sent, with its files, within a transaction. */
export async function dropDraft(queries: Queries, id: string): Promise<void> {
  await holdRow(queries, id);
  await queries.deleteFrom('keys.draft_key').where('draft', '=', id).execute();
  await queries.deleteFrom('form_draft').where('id', '=', id).execute();
}

/** The draft before its key, as whoever sends it does: two that each hold what the other needs would wait for ever. */
async function holdRow(queries: Queries, id: string): Promise<void> {
  await queries.selectFrom('form_draft').select('id').where('id', '=', id).forUpdate().execute();
}

/** Forgets drafts whose day is over, their keys first. @returns how many */
export async function forgetExpiredDrafts(queries: Queries, now: Instant): Promise<number> {
  await queries.deleteFrom('keys.draft_key').where('expires_at', '<=', new Date(now)).execute();
  const gone = await queries
    .deleteFrom('form_draft')
    .where('saved_at', '<=', new Date(now - draftLife))
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
}
