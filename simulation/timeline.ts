import type { ComplaintEntry } from '../letters/digest.ts';
import type { Channel } from '../register/complaint-content.ts';
import type { ClosureReason, ComplaintKind, Level } from '../workflows/domain/complaint.ts';
import type { DutyName, DutyStatus, LimitSource } from '../workflows/domain/duties.ts';
import type { LetterKind } from '../workflows/domain/letters.ts';
import type { Refusal } from '../workflows/domain/messages.ts';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';

/** What a timeline tells. */
export type TimelineEvent =
  | 'received'
  | 'letter-sent'
  | 'decision-applied'
  | 'decision-refused'
  | 'reminder'
  | 'breach'
  | 'level-raised'
  | 'closed';

/** Whom a letter or a reminder is for. */
export type Addressee = 'complainant' | 'insurer' | 'mediator' | 'staff';

/** A letter of a story, as it left. */
export interface SentLetter {
  kind: LetterKind;
  subject: string;
  html: string;
  text: string;
  /** The message as the mail server had it; absent for what went by post. */
  mime?: Buffer | undefined;
  byPost: boolean;
  /** To who writes for the complainant without a mandate yet. */
  toRepresentative: boolean;
  /** The day that it gives somebody. */
  givesDay?: CivilDate | undefined;
}

/** What the scenario leaves to the simulator. */
export interface Notes {
  /** The texts that were made up. */
  madeUp: readonly string[];
  /** Something was planned within the minute. */
  putOff: boolean;
}

/** Why something was not accepted: as the page says it in its language, and as the API says it. */
export interface Refused {
  /** `unfit-detail`: a date or an insurer that the API takes from nobody on that day. */
  refusal: Refusal | 'unfit-detail';
  reason: string;
}

/** What happened, as facts: the printed detail and the page's words are made of them. */
export type About =
  | {
      event: 'received';
      kind: ComplaintKind;
      channel: Channel;
      sentOn?: CivilDate | undefined;
      firstWrittenOn?: CivilDate | undefined;
      /** Where it was registered later than received, with the firm's offset. */
      registeredAt?: string | undefined;
      level: Level;
    }
  | { event: 'letter-sent'; duty: DutyName; to: Addressee; letter: SentLetter }
  | { event: 'decision-applied'; body: Readonly<Record<string, unknown>>; notes: Notes }
  | ({ event: 'decision-refused'; body: Readonly<Record<string, unknown>>; notes: Notes } & Refused)
  | { event: 'reminder'; entry: ComplaintEntry }
  | { event: 'breach'; duty: DutyName; source: LimitSource; dueOn: CivilDate; reason: string }
  | { event: 'level-raised'; from: Level; to: Level }
  | { event: 'closed'; reason: ClosureReason };

/** Something that happened. */
export interface Told {
  instant: Instant;
  about: About;
  /** Tells duties of one name apart. */
  occasion?: string | undefined;
}

/** A duty of a story: from when it was owed, and when it fell away where it did. */
export type ToldDuty = DutyStatus & { owedFrom: Instant; fellAwayAt?: Instant | undefined };

/** A story that was told to its end. */
export interface Story {
  reference: string;
  /** In the order of time. */
  told: Told[];
  /** In the order in which they came to be owed. */
  duties: ToldDuty[];
  /** How far the simulation went. */
  endedAt: Instant;
}
