import type { ColumnType, Generated, GeneratedAlways, Selectable } from 'kysely';
import type { ComplaintFacts, ComplaintKind, Level, Outcome, Stage } from '../workflows/domain/complaint.ts';
import type { DutyName, DutyStatus, Limit, LimitSource } from '../workflows/domain/duties.ts';
import type { LetterKind, LetterState, Recipient } from '../workflows/domain/letters.ts';
import type { Refusal, TextName } from '../workflows/domain/messages.ts';
import type { CivilDate } from '../workflows/domain/time.ts';
import type { TokenTables } from './accounts/tables.ts';
import type { ArrivalTables } from './arrivals-tables.ts';
import type { AttachmentTables } from './attachments-tables.ts';
import type { DraftTables } from './drafts-tables.ts';
import type { InsurerTables } from './insurers/tables.ts';
import type { IntakeTables } from './intakes/tables.ts';
import type { MailInTables } from './mail-in-tables.ts';
import type { NoteTables } from './notes-tables.ts';
import type { StatisticsTables } from './statistics/tables.ts';
import type { WaitingFileTables } from './waiting-files-tables.ts';

/** JSON goes in as text, so that arrays are not taken for PostgreSQL's own. */
type Json<T> = ColumnType<T, string, string>;

interface ComplaintTable {
  reference: string;
  procedure: string;
  procedure_version: string;
  kind: ComplaintKind;
  channel: string;
  language: string;
  country: string;
  capacity: string;
  sender: string;
  sent_on: CivilDate | null;
  received_on: CivilDate;
  registered_on: CivilDate;
  received_at: Date;
  registered_at: Date;
  registered_by: string;
  stage: Stage;
  level: Level;
  case_handler: string | null;
  outcome: Outcome | null;
  next_due_at: Date | null;
  closed_at: Date | null;
  facts: Json<ComplaintFacts>;
  linked_to: string | null;
  product: Generated<string | null>;
  reason_category: Generated<string | null>;
  root_cause: Generated<string | null>;
  insurer: Generated<string | null>;
}

interface PersonalTextTable {
  id: string;
  reference: string;
  purpose: string;
  cipher: Buffer;
  digest: GeneratedAlways<Buffer>;
  kept_at: Generated<Date>;
}

interface DutyTable {
  reference: string;
  duty: DutyName;
  occasion: string;
  due_on: CivilDate;
  due_at: Date;
  send_on: CivilDate;
  send_at: Date;
  send_by: Date;
  limits: Json<Limit[]>;
  letters: LetterKind[];
  done_at: Date | null;
  void: NonNullable<DutyStatus['void']> | null;
  opened_again: Generated<number>;
  number: GeneratedAlways<number>;
}

interface MessageTable {
  id: string;
  position: GeneratedAlways<number>;
  reference: string;
  signal: 'decide' | 'escalate' | 'receive';
  body: Json<Record<string, unknown>>;
  texts: string | null;
  given_texts: TextName[];
  actor: string;
  accepted_at: Date;
  delivered_at: Date | null;
  failures: Generated<number>;
  retry_at: Generated<Date | null>;
  state: Generated<'accepted' | 'applied' | 'refused'>;
  refusal: Refusal | null;
  settled_at: Date | null;
}

interface LetterTable {
  id: string;
  reference: string;
  duty: DutyName;
  occasion: string;
  kind: LetterKind;
  recipient: Recipient;
  language: string;
  state: LetterState;
  way: 'e-mail' | 'post';
  letter_date: CivilDate;
  promised_on: CivilDate | null;
  edit: ColumnType<'used' | 'left-out' | null, 'used' | 'left-out' | null | undefined>;
  content: string;
  mime: string | null;
  message_id: string | null;
  lease_until: Date | null;
  data_began_at: Date | null;
  attempts: Generated<number>;
  last_code: number | null;
  sent_at: Date | null;
  posted_on: CivilDate | null;
  registered_number: string | null;
  number: GeneratedAlways<number>;
  created_at: Date;
  printed_at: Unasked<Date>;
  printed_by: Unasked<string>;
  taken_back_at: Unasked<Date>;
  taken_back_by: Unasked<string>;
  /** Written for an address that has changed since. */
  outdated: Generated<boolean>;
  bounced_at: Unasked<Date>;
  bounce_status: Unasked<string>;
}

/** Null until something happens to the row. */
type Unasked<Value> = ColumnType<Value | null, Value | null | undefined>;

interface BreachTable {
  reference: string;
  duty: DutyName;
  occasion: string;
  source: LimitSource;
  due_on: CivilDate;
  reason: string;
  recorded_at: Date;
  withdrawn_at: Date | null;
}

interface JournalTable {
  reference: string;
  number: GeneratedAlways<number>;
  at: Date;
  actor: string;
  event: string;
  detail: Json<Record<string, unknown>>;
  digest: Buffer | null;
  recorded_at: GeneratedAlways<Date>;
  previous: GeneratedAlways<Buffer>;
  hash: GeneratedAlways<Buffer>;
}

interface DigestTable {
  id: string;
  procedure: string;
  day: CivilDate;
  person: string;
  language: string;
  state: 'queued' | 'sending' | 'sent' | 'overtaken';
  envelope_from: string;
  envelope_to: string;
  message_id: string;
  mime: Buffer;
  lease_until: Date | null;
  data_began_at: Date | null;
  attempts: Generated<number>;
  last_code: number | null;
  possibly_duplicated_at: Date | null;
  sent_at: Date | null;
  created_at: Date;
}

interface MailHoldTable {
  id: GeneratedAlways<number>;
  procedure: string;
  reference: string | null;
  reason: string;
  held_at: Date;
  held_by: string;
  released_at: Date | null;
  released_by: string | null;
}

interface AccountTable {
  id: string;
  login: string;
  name: string;
  email: string | null;
  language: Generated<'fr' | 'nl' | 'en'>;
  theme: Generated<'auto' | 'light' | 'dark'>;
  single_keys: Generated<boolean>;
  password: string | null;
  issuer: string | null;
  subject: string | null;
  created_at: Date;
  disabled_at: Date | null;
  signed_in_at: Generated<Date | null>;
}

interface AccountGrantTable {
  account: string;
  procedure: string;
  role: 'case-handler' | 'complaints-manager' | 'compliance' | 'administrator';
  staff: string | null;
}

interface DeskSessionTable {
  id: Buffer;
  account: string | null;
  content: ColumnType<Record<string, unknown>, string, string>;
  created_at: Date;
  expires_at: Date;
}

interface SavedViewTable {
  id: string;
  account: string;
  page: 'my-day' | 'register';
  name: string;
  query: string;
  procedure: string | null;
  created_at: Date;
}

interface RegisterExportTable {
  id: string;
  at: Date;
  actor: string;
  account: string | null;
  format: 'csv' | 'xlsx';
  personal: boolean;
  firms: string[];
  filter: Json<Record<string, unknown>>;
  ended_at: Date | null;
  complaints: number | null;
}

/** The register's tables, as the queries see them. */
export interface Tables
  extends ArrivalTables,
    AttachmentTables,
    DraftTables,
    NoteTables,
    IntakeTables,
    InsurerTables,
    MailInTables,
    TokenTables,
    StatisticsTables,
    WaitingFileTables {
  account: AccountTable;
  account_grant: AccountGrantTable;
  desk_session: DeskSessionTable;
  conflict_of_interest: { reference: string; account: string; declared_at: Date };
  'keys.complaint_key': { reference: string; key: Buffer; created_at: Generated<Date> };
  procedure_version: { version: string; procedure: string; content: string; kept_at: Generated<Date> };
  reference_counter: { prefix: string; year: number; last: number };
  complaint: ComplaintTable;
  personal_text: PersonalTextTable;
  duty: DutyTable;
  message: MessageTable;
  letter: LetterTable;
  breach: BreachTable;
  idempotency_key: {
    actor: string;
    route: string;
    key: string;
    reference: string | null;
    message: string | null;
    intake: Generated<string | null>;
    digest: Buffer;
    result: ColumnType<unknown, string | null | undefined, string>;
    created_at: Generated<Date>;
  };
  saved_view: SavedViewTable;
  register_export: RegisterExportTable;
  journal_verification: { at: Date; rows: number; chains: number; faults: number };
  private_page: { reference: string; generation: number; digest: Buffer };
  'search.complaint_text': { reference: string; document: string };
  'search.named_insurer': { reference: string; slug: string; name: string };
  digest: DigestTable;
  mail_hold: MailHoldTable;
  journal: JournalTable;
  journal_anchor: { day: CivilDate; anchored_at: Date; chains: number; hash: Buffer };
}

export type AccountRow = Selectable<AccountTable>;
export type AccountGrantRow = Selectable<AccountGrantTable>;
export type ComplaintRow = Selectable<ComplaintTable>;
export type DutyRow = Selectable<DutyTable>;
export type LetterRow = Selectable<LetterTable>;
export type MessageRow = Selectable<MessageTable>;
export type BreachRow = Selectable<BreachTable>;
export type DigestRow = Selectable<DigestTable>;
export type MailHoldRow = Selectable<MailHoldTable>;
