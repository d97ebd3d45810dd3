import type { ComplaintFacts } from './complaint.ts';
import type { DutyName, DutyStatus } from './duties.ts';
import type { LetterKind } from './letters.ts';
import type { Message, Refusal } from './messages.ts';
import type { Instant } from './time.ts';

/** What the workflow learns from a write to the register: the newest facts, and the duties that are new or have changed. */
export interface Standing {
  facts: ComplaintFacts;
  duties: DutyStatus[];
}

/** Tells a duty of a complaint apart. */
export interface DutyOccasion {
  reference: string;
  duty: DutyName;
  occasion: string;
}

/** A message that reached the workflow. One sent by hand, from the Temporal command line or UI, has no row in the register yet. */
export interface DeliveredMessage {
  reference: string;
  id: string;
  signal: Message['signal'];
  /** Absent where what came is none of the known messages. */
  message?: Message | undefined;
}

/** What became of a message. */
export interface MessageOutcome {
  id: string;
  state: 'accepted' | 'applied' | 'refused';
  refusal?: Refusal;
}

/** A letter to be sent. */
export interface LetterToSend extends DutyOccasion {
  kind: LetterKind;
  /** Workflow time, for the letter's date. */
  at: Instant;
}

/** What became of a letter; only `sent` is evidence. */
export type LetterResult =
  | { state: 'sent'; letter: string; sentAt: Instant; standing: Standing }
  | { state: 'awaiting-post'; letter: string }
  | { state: 'superseded' };
