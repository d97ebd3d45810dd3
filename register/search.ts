import { type SqlBool, sql } from 'kysely';
import { type ComplaintContent, completedWith, type MessageTexts } from './complaint-content.ts';
import { keepNamedInsurer } from './insurers/named.ts';
import { markComplaint } from './intakes/marks.ts';
import { textsOf } from './personal-texts.ts';
import type { Queries, Register } from './register.ts';
import { askedFor, wordsOf } from './search-words.ts';

/**
 * Makes a complaint findable by the words of texts, beside those that it is found by already. It belongs into the transaction that
 * keeps the texts; the words go when the complaint's key does.
 */
export async function makeFindable(queries: Queries, reference: string, texts: unknown): Promise<void> {
  await sql`
    insert into search.complaint_text as known (reference, document)
    values (${reference}, search.document(${wordsOfComplaint(reference, [texts])}))
    on conflict (reference) do update set document = search.joined(known.document, excluded.document)`.execute(queries);
}

/** Its own reference finds a complaint as well, with the number as people write it: without zeros in front. */
function wordsOfComplaint(reference: string, texts: unknown[]): string[] {
  return wordsOf([reference, String(Number(reference.split('-').at(-1))), ...texts]);
}

/**
 * The condition under which a list shows a complaint: it has all the words, in whatever form; of the last one the beginning suffices.
 * One whose person was erased is never found.
 */
export async function hasWords(queries: Queries, text: string) {
  const question = await questionOf(queries, text);
  return sql<SqlBool>`complaint.reference in (
    select found.reference from search.complaint_text as found join keys.complaint_key as kept on kept.reference = found.reference
    where found.document @@ ${question}::tsquery)`;
}

interface Forms {
  word: string;
  forms: string[];
  common: boolean;
}

async function questionOf(queries: Queries, text: string): Promise<string> {
  const asked = askedFor(text);
  const words = asked.flatMap(({ words, whole }) => (whole === undefined ? words : [...words, whole]));
  const { rows } = await sql<Forms>`
    select word, array_agg(distinct form) as forms, search.is_common(word) as common
    from search.forms(${[...new Set(words)]}::text[]) group by word`.execute(queries);
  const known = new Map(rows.map((row) => [row.word, row]));
  const isLast = (place: number) => place === asked.length - 1;
  const wanted = asked.flatMap(({ words, whole }, place) => {
    const parts = words.flatMap((word, number) => {
      const last = isLast(place) && number === words.length - 1;
      // Words that every text has would find nothing better, only less of what is quoted from memory.
      return known.get(word)?.common && !last ? [] : anyForm(known.get(word), last);
    });
    const all = parts.length > 0 ? [`(${parts.join(' & ')})`] : [];
    const either = whole === undefined ? all : [...all, ...anyForm(known.get(whole), isLast(place))];
    return either.length > 0 ? [`(${either.join(' | ')})`] : [];
  });
  return wanted.join(' & ');
}

/** Any form of a word; where it may go on, whatever begins with its letters as well. Nothing for a word that has no forms. */
function anyForm(known: Forms | undefined, mayGoOn: boolean): string[] {
  if (known === undefined) return [];
  const plain = withoutAccents(known.word);
  const forms = known.forms.map((form) => (mayGoOn && form === plain ? `${quoted(form)}:*` : quoted(form)));
  return [`(${forms.join(' | ')})`];
}

/** As the database does it. */
function withoutAccents(word: string): string {
  return word.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
}

function quoted(form: string): string {
  return `'${form.replace(/['\\]/g, (mark) => mark + mark)}'`;
}

/** So many complaints are read at a time while the index is made again. */
const batch = 200;

/**
 * Makes the index again from the encrypted texts, and the marks by which duplicates are found, while the register is in use: complaints
 * of a batch wait for it with what is written to them.
 *
 * @returns how many complaints can be found
 */
export async function rebuildSearchIndex({ database }: Register): Promise<number> {
  let found = 0;
  let after = '';
  for (;;) {
    const { last, count } = await database.transaction().execute((queries) => rebuildBatch(queries, after));
    found += count;
    if (last === undefined) return found;
    after = last;
  }
}

async function rebuildBatch(queries: Queries, after: string): Promise<{ last: string | undefined; count: number }> {
  const rows = await queries
    .selectFrom('complaint')
    .select('reference')
    .where('reference', '>', after)
    .orderBy('reference')
    .limit(batch)
    .forNoKeyUpdate()
    .execute();
  const references = rows.map(({ reference }) => reference);
  const texts = await textsOf(queries, references, ['complaint', 'message', 'note']);
  const findable = references.filter((reference) => texts.has(reference));
  for (const reference of findable) await replaceWords(queries, reference, texts.get(reference) ?? []);
  const messages = await textsOf(queries, references, ['message']);
  for (const [reference, texts] of messages)
    for (const text of texts)
      await keepNamedInsurer(queries, reference, (JSON.parse(text.toString('utf8')) as MessageTexts).insurer);
  const complaints = await textsOf(queries, references, ['complaint']);
  for (const [reference, [content]] of complaints)
    if (content) await markComplaint(queries, reference, asCompleted(content, messages.get(reference) ?? []));
  return { last: references.at(-1), count: findable.length };
}

/** A complaint with everything that completed it, in order. */
function asCompleted(content: Buffer, messages: readonly Buffer[]): ComplaintContent {
  const read = <T>(text: Buffer) => JSON.parse(text.toString('utf8')) as T;
  const completions = messages.map((text) => read<MessageTexts>(text).completed ?? {});
  return completions.reduce<ComplaintContent>(completedWith, read<ComplaintContent>(content));
}

async function replaceWords(queries: Queries, reference: string, texts: Buffer[]): Promise<void> {
  const words = wordsOfComplaint(
    reference,
    texts.map((text) => JSON.parse(text.toString('utf8')) as unknown),
  );
  await sql`
    insert into search.complaint_text (reference, document) values (${reference}, search.document(${words}))
    on conflict (reference) do update set document = excluded.document`.execute(queries);
}
