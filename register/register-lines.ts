import { sql } from 'kysely';
import type { ComplaintContent } from './complaint-content.ts';
import type { RegisterLine } from './export-columns.ts';
import { type ComplaintFilter, inList, type Reading } from './list-filter.ts';
import { decrypt } from './personal-texts.ts';
import { atOneMoment, type Queries, type Register } from './register.ts';
import type { BreachRow, ComplaintRow, DutyRow, LetterRow } from './tables.ts';

/** So many complaints are read at a time: the register never stands in memory at once. */
const batchSize = 500;

/** What the columns are made from, for every complaint of a list, in the order of their references. */
interface Wanted extends Reading {
  filter: ComplaintFilter;
  /** With the texts that name people. */
  personal: boolean;
}

type Of<Row> = Row & { reference: string };

/**
 * Reads the register a batch at a time, in six queries each, whatever their number; each batch as it stands at one moment. A person
 * who has been erased is left out with all that is personal.
 */
export async function* registerLines({ database }: Register, wanted: Wanted): AsyncGenerator<RegisterLine[]> {
  for (let after = ''; ; ) {
    const lines = await atOneMoment(database, (queries) => batch(queries, wanted, after));
    if (lines.length > 0) yield lines;
    const last = lines.at(-1)?.row.reference;
    if (last === undefined || lines.length < batchSize) return;
    after = last;
  }
}

async function batch(queries: Queries, { filter, personal, ...reading }: Wanted, after: string): Promise<RegisterLine[]> {
  const { rows } = await sql<ComplaintRow>`
    select complaint.* from complaint where ${await inList(queries, filter, reading)} and complaint.reference > ${after}
    order by complaint.reference limit ${batchSize}`.execute(queries);
  const references = rows.map(({ reference }) => reference);
  const duties = await duesOf(queries, references);
  const letters = await acknowledgementsOf(queries, references);
  const breaches = await breachesOf(queries, references);
  const redress = await redressOf(queries, references);
  const actions = await actionsOf(queries, references);
  const contents = await contentsOf(queries, personal ? references : []);
  return rows.map((row) => ({
    row,
    content: contents.get(row.reference),
    duties: duties.get(row.reference) ?? [],
    letters: letters.get(row.reference) ?? [],
    breaches: breaches.get(row.reference) ?? [],
    redress: redress.get(row.reference) ?? [],
    actions: (actions.get(row.reference) ?? []).map(({ number }) => number),
  }));
}

async function duesOf(queries: Queries, references: string[]) {
  const { rows } = await sql<Of<Pick<DutyRow, 'duty' | 'due_on' | 'void'>>>`
    select reference, duty, due_on, void from duty
    where reference = any(${references}) and duty in ('acknowledgement', 'final-response', 'gdpr-response')`.execute(queries);
  return byReference(rows);
}

async function acknowledgementsOf(queries: Queries, references: string[]) {
  const { rows } = await sql<Of<Pick<LetterRow, 'kind' | 'sent_at'>>>`
    select reference, kind, sent_at from letter where reference = any(${references}) and sent_at is not null`.execute(queries);
  return byReference(rows);
}

async function breachesOf(queries: Queries, references: string[]) {
  const { rows } = await sql<Of<Pick<BreachRow, 'duty' | 'source' | 'due_on' | 'withdrawn_at'>>>`
    select reference, duty, source, due_on, withdrawn_at from breach
    where reference = any(${references}) order by recorded_at, due_on, source`.execute(queries);
  return byReference(rows);
}

async function redressOf(queries: Queries, references: string[]) {
  const { rows } = await sql<Of<{ cents: number; currency: string }>>`
    select reference, cents, currency from redress where reference = any(${references})`.execute(queries);
  return byReference(rows);
}

async function actionsOf(queries: Queries, references: string[]) {
  const { rows } = await sql<Of<{ number: number }>>`
    select action_complaint.reference, action.number from action_complaint join action on action.id = action_complaint.action
    where action_complaint.reference = any(${references}) order by action.number`.execute(queries);
  return byReference(rows);
}

async function contentsOf(queries: Queries, references: string[]): Promise<Map<string, ComplaintContent>> {
  const contents = new Map<string, ComplaintContent>();
  if (references.length === 0) return contents;
  const { rows } = await sql<{ reference: string; id: string; cipher: Buffer; key: Buffer }>`
    select text.reference, text.id, text.cipher, kept.key
    from personal_text as text join keys.complaint_key as kept using (reference)
    where text.reference = any(${references}) and text.purpose = 'complaint'`.execute(queries);
  for (const { reference, id, cipher, key } of rows)
    contents.set(reference, JSON.parse(decrypt(key, id, cipher).toString('utf8')) as ComplaintContent);
  return contents;
}

function byReference<Row extends { reference: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const known = found.get(row.reference);
    if (known) known.push(row);
    else found.set(row.reference, [row]);
  }
  return found;
}
