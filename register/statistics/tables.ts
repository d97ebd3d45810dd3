import type { ColumnType, Generated, GeneratedAlways, Selectable } from 'kysely';
import type { ComplaintPart } from '../../workflows/domain/complaint.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';

interface RedressTable {
  reference: string;
  part: ComplaintPart;
  kind: 'redress' | 'offer-accepted';
  decision: string;
  cents: number;
  currency: string;
  on_day: CivilDate;
  recorded_at: Date;
}

interface ActionTable {
  id: string;
  number: GeneratedAlways<number>;
  procedure: string;
  title: string | null;
  description: string | null;
  reason_category: string | null;
  product: string | null;
  insurer: string | null;
  root_cause: string | null;
  message: string | null;
  follows: string | null;
  owner: string | null;
  due_on: CivilDate;
  opened_at: Date;
  opened_by: string;
  done_on: Generated<CivilDate | null>;
  done_by: Generated<string | null>;
  check_on: Generated<CivilDate | null>;
  checked_on: Generated<CivilDate | null>;
  checked_by: Generated<string | null>;
  effective: Generated<boolean | null>;
  finding: Generated<string | null>;
  given_up_on: Generated<CivilDate | null>;
  given_up_by: Generated<string | null>;
  revision: Generated<number>;
}

interface ActionEventTable {
  action: string;
  number: number;
  at: Date;
  actor: string;
  event: string;
  detail: ColumnType<Record<string, unknown>, string, never>;
}

/** The tables of statistics and of corrective actions, as the queries see them. The figures themselves are read in plain SQL. */
export interface StatisticsTables {
  redress: RedressTable;
  firm_calendar: { procedure: string; time_zone: string; holidays: CivilDate[] };
  action: ActionTable;
  action_complaint: { action: string; reference: string };
  action_event: ActionEventTable;
  statistics_backfill: { done_at: Date };
}

export type ActionRow = Selectable<ActionTable>;
