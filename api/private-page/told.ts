import { readContent } from '../../register/complaints.ts';
import type { MessageRow } from '../../register/tables.ts';
import type { ReceivedKind } from '../../workflows/domain/messages.ts';
import type { Contents } from './contents.ts';
import { paragraphsOf } from './offer.ts';
import type { Visit } from './visit.ts';

/** What was told to the firm: a question of the complaint with its answer. */
interface Answer {
  /** The name of its words. */
  question: string;
  paragraphs: string[];
}

/** What came after the complaint. */
interface Message {
  what: ReceivedKind;
  at: Date;
  paragraphs: string[];
}

const questions = [
  'reason',
  'arguments',
  'solutionSought',
  'stepsTaken',
  'answerReceived',
  'policyNumber',
  'claimNumber',
] as const;

/** The complaint as it was made and completed, and who made it. @throws Erased */
export async function complaintTold({ dependencies, situation }: Visit): Promise<{ who: string; answers: Answer[] }> {
  const content = await readContent(dependencies.register.database, situation.facts);
  const answers = questions.flatMap((question) => {
    const text = content[question];
    return text === undefined ? [] : [{ question, paragraphs: paragraphsOf(text) }];
  });
  return { who: content.complainant.name, answers };
}

const theirs: readonly string[] = [
  'information',
  'enquiry',
  'disagreement',
  'offer-accepted',
  'withdrawal',
  'written-complaint',
] satisfies ReceivedKind[];

/**
 * What came from them since, the last first. What somebody at the firm wrote down is told without its words, which are the firm's; of
 * information that came in another way it is not known whose it is.
 */
export function messagesTold({ messages, texts }: Contents): Message[] {
  return messages
    .filter((message) => message.state !== 'refused' && theirs.includes(String(message.body['what'])))
    .filter((message) => cameByThemselves(message) || message.body['what'] !== 'information')
    .map((message) => ({
      what: message.body['what'] as ReceivedKind,
      at: message.accepted_at,
      paragraphs: cameByThemselves(message) ? paragraphsOf(texts.get(message.id)?.text ?? '') : [],
    }))
    .toReversed();
}

/** By their page, or by a mail of theirs whose sender was checked. */
export function cameByThemselves({ actor, body }: Pick<MessageRow, 'actor' | 'body'>): boolean {
  return actor === 'complainant' || (actor === 'mailbox' && body['what'] === 'information');
}
