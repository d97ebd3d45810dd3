import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { keyedMark, registerKey } from '../../register/intakes/keys.ts';
import { type PlainMark, plainMarks } from '../../register/intakes/marks.ts';
import { encrypt, readText } from '../../register/personal-texts.ts';
import type { Queries, Register } from '../../register/register.ts';
import { wordsOf } from '../../register/search-words.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { Draw } from './draw.ts';

/** A complaint that others are made after: its rows as JSON, by table, and its texts. */
interface Template {
  reference: string;
  procedure: string;
  open: boolean;
  rows: Map<string, string>;
  texts: { id: string; purpose: string; content: string }[];
}

/** Tables whose rows follow by triggers, are no complaint's own, or are made apart. */
const madeApart = [
  'public.personal_text',
  'public.figure',
  'public.idempotency_key',
  'public.redress',
  'search.complaint_text',
  'search.complaint_mark',
  'keys.complaint_key',
  'public.private_page',
  'public.unread_message',
];

const aDay = 86_400_000;
const years = 5;
const batch = 500;

/**
 * Fills a register until it has so many complaints, each made after one that the product itself has registered, answered and written to:
 * at another day, with another reference, other people, and texts encrypted under a key of its own. Of letters only the newest are as
 * long as real ones.
 *
 * @param openOnes how many of them are open
 */
export async function fillRegister(
  register: Register,
  { complaints, openOnes, today, say }: { complaints: number; openOnes: number; today: CivilDate; say: (line: string) => void },
): Promise<void> {
  const { database } = register;
  const templates = await readTemplates(database);
  const tables = await tablesOf(database);
  const draw = new Draw(7);
  const numbers = new Map<string, number>();
  const [open, closed] = [templates.filter((one) => one.open), templates.filter((one) => !one.open && isOrdinary(one))];
  for (let done = templates.length; done < complaints; done += batch) {
    const clones = Array.from({ length: Math.min(batch, complaints - done) }, (_, place) => {
      const isOpen = done + place < templates.length + openOnes;
      const template = draw.one(isOpen ? open : closed);
      return cloneOf(template, isOpen ? -draw.number(8) : -draw.number(years * 365), draw, numbers, today);
    });
    await database.transaction().execute((queries) => insertClones(queries, clones, tables));
    if (Math.floor(done / batch) % 20 === 0) say(`${done} complaints`);
  }
  await keepCounters(database, numbers);
  await sql`vacuum analyze`.execute(database);
}

/** What a long history consists of: the rare endings of the seed come in as they are. */
function isOrdinary({ rows }: Template): boolean {
  return /"stage": "closed"/.test(rows.get('public.complaint') ?? '');
}

async function readTemplates(database: Queries): Promise<Template[]> {
  const tables = await tablesOf(database);
  const complaints = await database.selectFrom('complaint').select(['reference', 'procedure', 'closed_at']).execute();
  return Promise.all(
    complaints.map(async ({ reference, procedure, closed_at }) => {
      const rows = new Map<string, string>();
      for (const [table] of tables) {
        const { rows: found } = await sql<{ rows: string }>`
          select jsonb_agg(to_jsonb(it))::text as rows from ${sql.table(table)} as it where reference = ${reference}`.execute(
          database,
        );
        if (found[0]?.rows) rows.set(table, found[0].rows);
      }
      const texts = await database
        .selectFrom('personal_text')
        .select(['id', 'purpose'])
        .where('reference', '=', reference)
        .execute();
      return {
        reference,
        procedure,
        open: closed_at === null,
        rows,
        texts: await Promise.all(
          texts
            .filter(({ purpose }) => purpose !== 'letter-mime')
            .map(async ({ id, purpose }) => ({ id, purpose, content: (await readText(database, id)).toString('utf8') })),
        ),
      };
    }),
  );
}

/** The tables with rows of one complaint, in the order in which they are filled, each with the columns that can be written. */
async function tablesOf(database: Queries): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ name: string; columns: string[] }>`
    select columns.table_schema || '.' || columns.table_name as name,
      array_agg(column_name::text order by ordinal_position) filter (where is_generated = 'NEVER' and identity_generation is null) as columns
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_type = 'BASE TABLE' and table_schema in ('public', 'keys', 'search')
    group by 1 having bool_or(column_name = 'reference')`.execute(database);
  const first = ['public.complaint', 'public.message'];
  const ordered = rows
    .filter(({ name }) => !madeApart.includes(name))
    .toSorted((one, other) => rank(first, one.name) - rank(first, other.name));
  return new Map(ordered.map(({ name, columns }) => [name, columns.filter((column) => !chained(name, column))]));
}

/** The journal's chain is made by the database. */
function chained(table: string, column: string): boolean {
  return table === 'public.journal' && ['number', 'previous', 'hash'].includes(column);
}

function rank(first: readonly string[], name: string): number {
  const place = first.indexOf(name);
  return place < 0 ? first.length : place;
}

interface Clone {
  reference: string;
  key: Buffer;
  rows: Map<string, string>;
  texts: { id: string; purpose: string; cipher: Buffer }[];
  words: string[];
  marks: PlainMark[];
}

function cloneOf(template: Template, days: number, draw: Draw, numbers: Map<string, number>, today: CivilDate): Clone {
  const registered = /"registered_on": "(\d{4}-\d{2}-\d{2})"/.exec(template.rows.get('public.complaint') ?? '')?.[1] ?? today;
  const prefix = `${template.reference.slice(0, 3)}-${moved(registered, days).slice(0, 4)}`;
  const number = (numbers.get(prefix) ?? 100) + 1;
  numbers.set(prefix, number);
  const reference = `${prefix}-${String(number).padStart(6, '0')}`;
  const ids = new Map<string, string>();
  const newId = (id: string) => {
    const known = ids.get(id) ?? randomUUID();
    ids.set(id, known);
    return known;
  };
  const person = draw.person();
  const rows = new Map(
    [...template.rows].map(([table, json]) => [table, move(json, template.reference, reference, days, newId)]),
  );
  const key = randomBytes(32);
  const texts = template.texts.map(({ id, purpose, content }) => {
    const newTextId = newId(id);
    return { id: newTextId, purpose, cipher: encrypt(key, newTextId, contentOf(purpose, content, person)) };
  });
  return {
    reference,
    key,
    rows,
    texts,
    words: wordsOf([reference, String(number), person.name, person.email, person.matter]),
    marks: plainMarks({ complainant: person, matter: person.matter }),
  };
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const civilDate = /\b20\d{2}-\d{2}-\d{2}(?=["T ])/g;
/** Milliseconds since 1970, as facts and limits have them. */
const instant = /(?<=: )1[67]\d{11}\b/g;

/** The rows of a template at another day, under another reference, with ids of their own. */
function move(rows: string, from: string, to: string, days: number, newId: (id: string) => string): string {
  return rows
    .replaceAll(from, to)
    .replace(uuid, newId)
    .replace(civilDate, (day) => moved(day, days))
    .replace(instant, (at) => String(Number(at) + days * aDay))
    .replace(/"mime": "[^"]+"/g, '"mime": null');
}

/** Quicker than the product's own reckoning, which a hundred thousand complaints would wait for. */
function moved(day: CivilDate, days: number): CivilDate {
  return new Date(Date.parse(day) + days * aDay).toISOString().slice(0, 10);
}

function contentOf(purpose: string, content: string, { name, email, matter }: ReturnType<Draw['person']>): string {
  if (purpose === 'letter') {
    const { subject, to } = JSON.parse(content) as { subject: string; to: unknown };
    const text = 'Une lettre du banc d’essai.';
    return JSON.stringify({ subject, html: `<!doctype html><html lang="fr"><body><p>${text}</p></body></html>`, text, to });
  }
  if (purpose !== 'complaint') return content;
  const complaint = JSON.parse(content) as { complainant: object };
  return JSON.stringify({ ...complaint, complainant: { ...complaint.complainant, name, email }, matter });
}

async function insertClones(queries: Queries, clones: Clone[], tables: Map<string, string[]>): Promise<void> {
  await sql`set local synchronous_commit = off`.execute(queries);
  const rowsOf = (table: string) => `[${clones.flatMap(({ rows }) => rows.get(table)?.slice(1, -1) ?? []).join(',')}]`;
  const insert = async (table: string, columns: string[]) => {
    const names = sql.join(columns.map((column) => sql.ref(column)));
    await sql`insert into ${sql.table(table)} (${names})
      select ${names} from jsonb_populate_recordset(null::${sql.table(table)}, ${rowsOf(table)}::jsonb)`.execute(queries);
  };
  const [[complaint = '', columns = []] = [], ...others] = [...tables];
  await insert(complaint, columns);
  await sql`insert into keys.complaint_key (reference, key)
    select * from unnest(${clones.map(({ reference }) => reference)}::text[], ${clones.map(({ key }) => key)}::bytea[])`.execute(
    queries,
  );
  const texts = clones.flatMap(({ reference, texts }) => texts.map((text) => ({ reference, ...text })));
  await sql`insert into personal_text (id, reference, purpose, cipher)
    select * from unnest(${texts.map(({ id }) => id)}::uuid[], ${texts.map(({ reference }) => reference)}::text[],
      ${texts.map(({ purpose }) => purpose)}::text[], ${texts.map(({ cipher }) => cipher)}::bytea[])`.execute(queries);
  for (const [table, columns] of others) await insert(table, columns);
  const words = JSON.stringify(clones.map(({ reference, words }) => ({ reference, words })));
  await sql`insert into search.complaint_text (reference, document)
    select reference, search.document(array(select jsonb_array_elements_text(words)))
    from jsonb_to_recordset(${words}::jsonb) as it (reference text, words jsonb)`.execute(queries);
  await insertMarks(queries, clones);
  // Nobody opens these pages: it is their number that counts.
  await sql`insert into private_page (reference, generation, digest)
    select reference, 1, sha256(reference::bytea) from unnest(${clones.map(({ reference }) => reference)}::text[]) as it (reference)`.execute(
    queries,
  );
}

/** By what duplicates are found. */
async function insertMarks(queries: Queries, clones: readonly Clone[]): Promise<void> {
  const key = await registerKey(queries, 'marks');
  const marks = clones.flatMap(({ reference, marks }) =>
    marks.map(({ kind, text }) => ({ reference, kind, mark: keyedMark(key, `${kind} ${text}`) })),
  );
  await sql`insert into search.complaint_mark (reference, kind, mark)
    select * from unnest(${marks.map(({ reference }) => reference)}::text[], ${marks.map(({ kind }) => kind)}::text[],
      ${marks.map(({ mark }) => mark)}::bytea[])`.execute(queries);
}

async function keepCounters(database: Queries, numbers: ReadonlyMap<string, number>): Promise<void> {
  for (const [prefix, last] of numbers)
    await sql`insert into reference_counter (prefix, year, last) values (${prefix.slice(0, 3)}, ${Number(prefix.slice(4))}, ${last})
      on conflict (prefix, year) do update set last = greatest(reference_counter.last, excluded.last)`.execute(database);
}
