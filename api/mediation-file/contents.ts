import type { Procedure } from '../../procedures/schema.ts';
import { type Attachment, listAttachments } from '../../register/attachments.ts';
import type { ComplaintContent, Language, MessageTexts } from '../../register/complaint-content.ts';
import { type KnownComplaint, readComplaint, readContent } from '../../register/complaints.ts';
import { type JournalLine, readJournal } from '../../register/journal.ts';
import { type LetterContent, readLetterContent } from '../../register/letters.ts';
import { textsOfMessages } from '../../register/message-texts.ts';
import { lettersOf, messagesOf } from '../../register/queries.ts';
import { atOneMoment, type Queries, type Register } from '../../register/register.ts';
import type { LetterRow } from '../../register/tables.ts';
import type { Instant } from '../../workflows/domain/time.ts';
import { namesOfActors } from '../desk/complaint/journal.ts';
import { languageOfComplaint } from './language.ts';

/** What came in after the complaint itself, in its sender's words. */
export interface ReceivedText {
  at: Date;
  body: Record<string, unknown>;
  texts: MessageTexts;
}

/** What a mediator or ombudsman is given of a complaint: what went to and fro, never what staff noted for each other. */
export interface MediationFile extends KnownComplaint {
  language: Language;
  procedure: Procedure;
  content: ComplaintContent;
  received: ReceivedText[];
  /** As they left, in that order. */
  letters: { row: LetterRow; content: LetterContent }[];
  journal: JournalLine[];
  /** The names of those whom the journal names by their account. */
  names: ReadonlyMap<string, string>;
  /** Without those in quarantine. */
  attachments: Attachment[];
  now: Instant;
}

/** Everything as it stands at one moment. @throws Erased */
export async function readMediationFile(register: Register, reference: string, procedure: Procedure): Promise<MediationFile> {
  return atOneMoment(register.database, async (queries) => {
    const complaint = await readComplaint(queries, reference);
    if (!complaint) throw new Error(`There is no complaint ${reference}.`);
    const attachments = (await listAttachments(queries, reference)).filter(isGiven);
    const journal = (await readJournal(queries, reference)).filter((line) => isTold(line, attachments));
    return {
      ...complaint,
      language: languageOfComplaint(complaint.row.language),
      procedure,
      content: await readContent(queries, complaint.facts),
      received: await receivedTexts(queries, reference),
      letters: await sentLetters(queries, reference),
      journal,
      names: await namesOfActors(
        queries,
        journal.map(({ actor }) => actor),
      ),
      attachments,
      now: register.clock(),
    };
  });
}

function isGiven({ scan, storedAs }: Attachment): boolean {
  return scan !== 'infected' && storedAs !== undefined;
}

/** Of the journal, what is the complaint's own course; not how staff came to a decision, nor how mail was kept going. */
const told = [
  'complaint-registered',
  'decision-applied',
  'escalation-applied',
  'receipt-applied',
  'letter-sent',
  'letter-posted',
  'letter-refused-by-mail-server',
  'letter-bounced',
  'new-date-planned',
  'breach',
  'breach-withdrawn',
  'new-matter-registered',
  'attachment-added',
  'closed',
];

/** Decisions that staff take among themselves. */
const internalDecisions: unknown[] = ['send-back', 'recompute-plan', 'assign', 'classify'];

function isTold({ event, detail }: JournalLine, attachments: readonly Attachment[]): boolean {
  if (event === 'attachment-added') return attachments.some(({ id }) => id === detail['attachment']);
  // What staff were told concerns nobody else.
  return (
    told.includes(event) &&
    detail['recipient'] !== 'staff' &&
    detail['proposed'] !== true &&
    !internalDecisions.includes(detail['decision'])
  );
}

async function receivedTexts(queries: Queries, reference: string): Promise<ReceivedText[]> {
  const texts = await textsOfMessages(queries, reference);
  return (await messagesOf(queries, reference))
    .filter(({ signal, state }) => signal === 'receive' && state === 'applied')
    .map(({ id, accepted_at, body }) => ({ at: accepted_at, body, texts: texts.get(id) ?? {} }));
}

/** What has not left is no letter yet, and what staff were told concerns nobody else. */
async function sentLetters(queries: Queries, reference: string): Promise<MediationFile['letters']> {
  const sent = (await lettersOf(queries, reference)).filter(({ state, recipient }) => state === 'sent' && recipient !== 'staff');
  const inOrder = sent.toSorted((one, other) => Number(one.sent_at) - Number(other.sent_at));
  const letters: MediationFile['letters'] = [];
  for (const row of inOrder) letters.push({ row, content: await readLetterContent(queries, row) });
  return letters;
}
