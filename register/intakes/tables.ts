import type { ColumnType, Generated, GeneratedAlways, Selectable } from 'kysely';
import type { CivilDate } from '../../workflows/domain/time.ts';
import type { MarkKind } from './mark-kinds.ts';

/** JSON goes in as text, so that arrays are not taken for PostgreSQL's own. */
type Json<T> = ColumnType<T, string, string>;

/** Where an intake came from: a mailbox, the web form, staff who put it aside, or another system. */
export const intakeSources = ['mail', 'form', 'staff', 'system'] as const;
export type IntakeSourceName = (typeof intakeSources)[number];

/** What has become of an intake. */
export const intakeStates = ['waiting', 'registered', 'information', 'redirected', 'not-a-complaint', 'duplicate'] as const;
export type IntakeState = (typeof intakeStates)[number];

interface IntakeTable {
  id: string;
  number: GeneratedAlways<number>;
  source: IntakeSourceName;
  channel: string;
  procedure: string | null;
  suspicion: string | null;
  received_at: Date;
  received_on: CivilDate | null;
  due_on: CivilDate | null;
  unread: Generated<string[]>;
  barred: Generated<string[]>;
  raw_source: string | null;
  origin: Buffer | null;
  state: Generated<IntakeState>;
  complaint: string | null;
  kept_at: Date;
  kept_by: string;
  decided_at: Date | null;
  decided_by: string | null;
}

interface IntakeTextTable {
  id: string;
  intake: string;
  purpose: 'source' | 'fields' | 'statement';
  cipher: Buffer;
  digest: GeneratedAlways<Buffer>;
  kept_at: GeneratedAlways<Date>;
  number: GeneratedAlways<number>;
}

interface IntakeEventTable {
  intake: string;
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

/** The tables of intakes, as the queries see them. */
export interface IntakeTables {
  'keys.intake_key': { intake: string; key: Buffer; complaint: string | null; created_at: Generated<Date> };
  'keys.register_key': { purpose: string; key: Buffer; created_at: Generated<Date> };
  intake: IntakeTable;
  intake_text: IntakeTextTable;
  intake_event: IntakeEventTable;
  'search.complaint_mark': { reference: string; kind: MarkKind; mark: Buffer };
  'search.intake_mark': { intake: string; kind: MarkKind; mark: Buffer };
}

export type IntakeRow = Selectable<IntakeTable>;
