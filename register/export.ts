import type { CivilDate } from '../workflows/domain/time.ts';
import type { ComplaintContent, MessageTexts } from './complaint-content.ts';
import { readContent } from './complaints.ts';
import { type JournalLine, readJournal } from './journal.ts';
import { type LetterContent, readLetterContent } from './letters.ts';
import { readMessageTexts } from './message-texts.ts';
import { unlessErased } from './personal-texts.ts';
import { breachesOf, lettersOf, messagesOf } from './queries.ts';
import { atOneMoment, type Queries, type Register } from './register.ts';
import type { BreachRow, ComplaintRow, DutyRow, LetterRow } from './tables.ts';

/** Which complaints are exported. */
export interface ExportFilter {
  procedure?: string | undefined;
  /** Received on that day or later, in the firm's zone. */
  from?: CivilDate | undefined;
  /** Received on that day or earlier. */
  to?: CivilDate | undefined;
}

/** What staff decided or what came in, with its texts where they are exported. */
interface ExportedMessage {
  id: string;
  signal: string;
  body: Record<string, unknown>;
  state: string;
  refusal: string | null;
  actor: string;
  acceptedAt: Date;
  texts?: MessageTexts;
}

/** A letter, with what it says and to whom where personal data are exported. */
type ExportedLetter = Omit<LetterRow, 'content' | 'mime'> & Partial<Pick<LetterContent, 'subject' | 'text' | 'to'>>;

/** A complaint with everything that the register has of it. */
export interface ExportedComplaint {
  row: ComplaintRow;
  /** Absent unless personal data are exported, and where the person has been erased. */
  content?: ComplaintContent;
  duties: DutyRow[];
  messages: ExportedMessage[];
  letters: ExportedLetter[];
  breaches: BreachRow[];
  journal: JournalLine[];
}

/** So many complaints are read at a time: what is exported never stands in memory at once. */
const pageSize = 200;

/**
 * Every complaint of the register that the filter leaves, in the order of their references; each as it stands at one moment. A person
 * who is erased meanwhile is left out with all that is personal.
 */
export async function* exportComplaints(
  { database }: Register,
  filter: ExportFilter,
  { personal }: { personal: boolean },
): AsyncGenerator<ExportedComplaint> {
  for (let after = ''; ; ) {
    const references = await page(database, filter, after);
    for (const reference of references) {
      yield await atOneMoment(database, (queries) => whole(queries, reference, personal));
    }
    const last = references.at(-1);
    if (last === undefined || references.length < pageSize) return;
    after = last;
  }
}

async function page(queries: Queries, { procedure, from, to }: ExportFilter, after: string): Promise<string[]> {
  let query = queries
    .selectFrom('complaint')
    .select('reference')
    .where('reference', '>', after)
    .orderBy('reference')
    .limit(pageSize);
  if (procedure !== undefined) query = query.where('procedure', '=', procedure);
  if (from !== undefined) query = query.where('received_on', '>=', from);
  if (to !== undefined) query = query.where('received_on', '<=', to);
  return (await query.execute()).map(({ reference }) => reference);
}

async function whole(queries: Queries, reference: string, personal: boolean): Promise<ExportedComplaint> {
  const row = await queries.selectFrom('complaint').selectAll().where('reference', '=', reference).executeTakeFirstOrThrow();
  const content = personal ? await unlessErased(readContent(queries, row.facts)) : undefined;
  return {
    row,
    ...(content === undefined ? {} : { content }),
    duties: await queries.selectFrom('duty').selectAll().where('reference', '=', reference).orderBy('number').execute(),
    messages: await exportedMessages(queries, reference, content !== undefined),
    letters: await exportedLetters(queries, reference, content !== undefined),
    breaches: await breachesOf(queries, reference),
    journal: await readJournal(queries, reference),
  };
}

async function exportedLetters(queries: Queries, reference: string, withTexts: boolean): Promise<ExportedLetter[]> {
  const letters: ExportedLetter[] = [];
  for (const { content, mime: _mime, ...letter } of await lettersOf(queries, reference)) {
    if (!withTexts) letters.push(letter);
    else {
      const { subject, text, to } = await readLetterContent(queries, { content });
      letters.push({ ...letter, subject, text, to });
    }
  }
  return letters;
}

async function exportedMessages(queries: Queries, reference: string, withTexts: boolean): Promise<ExportedMessage[]> {
  const messages: ExportedMessage[] = [];
  for (const { id, signal, body, state, refusal, actor, accepted_at } of await messagesOf(queries, reference)) {
    const texts = withTexts ? await readMessageTexts(queries, id) : undefined;
    messages.push({
      id,
      signal,
      body,
      state,
      refusal,
      actor,
      acceptedAt: accepted_at,
      ...(texts === undefined ? {} : { texts }),
    });
  }
  return messages;
}
