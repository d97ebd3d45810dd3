import type { ComplaintContent } from '../../register/complaint-content.ts';
import { type KnownComplaint, readComplaint, readContent } from '../../register/complaints.ts';
import { lacksDocuments } from '../../register/documents.ts';
import { type JournalLine, readJournal } from '../../register/journal.ts';
import { holdOf, type MailHold } from '../../register/mail-holds.ts';
import { expectedSituation, type Rulebook } from '../../register/messages.ts';
import { unlessErased } from '../../register/personal-texts.ts';
import { breachesOf, lettersOf, messagesOf } from '../../register/queries.ts';
import { atOneMoment, type Queries, type Register } from '../../register/register.ts';
import type { BreachRow, LetterRow, MessageRow } from '../../register/tables.ts';
import { allowedDecisions } from '../../workflows/domain/judge.ts';
import type { DecisionName } from '../../workflows/domain/messages.ts';
import type { Instant } from '../../workflows/domain/time.ts';

/** Everything that the register has of a complaint, at one moment. */
export interface ComplaintInFull extends KnownComplaint {
  /** Absent once the person has been erased. */
  content: ComplaintContent | undefined;
  journal: JournalLine[];
  letters: LetterRow[];
  breaches: BreachRow[];
  messages: MessageRow[];
  /** What holds its mail back. */
  mailHeld: MailHold | undefined;
  /** No document has come, and none was asked for. */
  lacksDocuments: boolean;
  /** The references of the new matters that came from it. */
  newMatters: string[];
  allowed: DecisionName[];
  now: Instant;
}

/** Reads a complaint as it stands at one moment, so that its stage and its letters never disagree. */
export async function readInFull(
  register: Register,
  reference: string,
  rulebook: Rulebook,
): Promise<ComplaintInFull | undefined> {
  return atOneMoment(register.database, async (queries) => {
    const complaint = await readComplaint(queries, reference);
    if (!complaint) return undefined;
    const now = register.clock();
    return {
      ...complaint,
      content: await unlessErased(readContent(queries, complaint.facts)),
      journal: await readJournal(queries, reference),
      letters: await lettersOf(queries, reference),
      breaches: await breachesOf(queries, reference),
      messages: await messagesOf(queries, reference),
      mailHeld: await holdOf(queries, { procedure: complaint.facts.procedure, reference }),
      lacksDocuments: await lacksDocuments(queries, reference),
      newMatters: await newMattersOf(queries, reference),
      allowed: allowedDecisions(await expectedSituation(queries, complaint, rulebook, now)),
      now,
    };
  });
}

async function newMattersOf(queries: Queries, reference: string): Promise<string[]> {
  const rows = await queries
    .selectFrom('complaint')
    .select('reference')
    .where('linked_to', '=', reference)
    .orderBy('reference')
    .execute();
  return rows.map((row) => row.reference);
}
