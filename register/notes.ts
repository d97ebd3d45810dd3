import { randomUUID } from 'node:crypto';
import type { Instant } from '../workflows/domain/time.ts';
import { keepText, readKey, readText } from './personal-texts.ts';
import type { Queries } from './register.ts';
import { makeFindable } from './search.ts';

/** What staff note for each other about a complaint: in no letter and no file for the mediator, never changed, never taken back. */
export interface Note {
  id: string;
  /** As the journal would name who wrote it, and as people read it. */
  author: string;
  authorName: string;
  writtenAt: Date;
  text: string;
}

/** Keeps a note, encrypted under the complaint's key. @throws Erased */
export async function addNote(
  queries: Queries,
  { reference, author, authorName, text }: { reference: string } & Pick<Note, 'author' | 'authorName' | 'text'>,
  now: Instant,
): Promise<{ id: string }> {
  const key = await readKey(queries, reference);
  const kept = await keepText(queries, { reference, purpose: 'note', key, content: JSON.stringify({ note: text }) });
  const id = randomUUID();
  const written_at = new Date(now);
  await queries
    .insertInto('note')
    .values({ id, reference, author, author_name: authorName, text: kept.id, written_at })
    .execute();
  await makeFindable(queries, reference, { note: text });
  return { id };
}

/** The notes about a complaint, the newest first. @throws Erased */
export async function notesOf(queries: Queries, reference: string): Promise<Note[]> {
  const rows = await queries
    .selectFrom('note')
    .selectAll()
    .where('reference', '=', reference)
    .orderBy('number', 'desc')
    .execute();
  return Promise.all(
    rows.map(async ({ id, author, author_name, text, written_at }) => ({
      id,
      author,
      authorName: author_name,
      writtenAt: written_at,
      text: (JSON.parse((await readText(queries, text)).toString('utf8')) as { note: string }).note,
    })),
  );
}
