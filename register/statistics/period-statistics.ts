import type { CivilDate } from '../../workflows/domain/time.ts';
import type { TimelinessSource } from './tallies.ts';

/** How many there are of something; `id` is null for those of which it is not known. */
export interface Counted {
  id: string | null;
  count: number;
}

/** How a limit was kept: of the complaints received in the period. */
export interface Timeliness {
  duty: 'acknowledgement' | 'answer';
  source: TimelinessSource;
  inTime: number;
  late: number;
  /** Not done yet, and not late so far: in no share. */
  pending: number;
}

/** Working days from receipt to the answer, of the complaints answered in a period; null where there is none. */
export interface Treatment {
  count: number;
  median: number | null;
  ninetiethPercentile: number | null;
}

/** What has come to be owed in a period. */
export interface Redress {
  kind: 'redress' | 'offer-accepted';
  currency: string;
  complaints: number;
  cents: number;
}

export interface StatisticsMonth {
  /** The month's first day. */
  month: CivilDate;
  received: number;
  closed: number;
  /** At the month's end. */
  open: number;
  timeliness: Timeliness[];
  treatment: Treatment;
}

/** What the register says of a period. */
export interface Statistics {
  received: number;
  closed: number;
  /** At the end of the period. */
  open: number;
  byFirm: Counted[];
  /** Of those received in the period. */
  byLevel: Counted[];
  byChannel: Counted[];
  byKind: Counted[];
  byProduct: Counted[];
  byReason: Counted[];
  byCause: Counted[];
  byInsurer: Counted[];
  disagreed: number;
  /** Of those closed in the period: the result of those that were answered, and how the others ended. */
  byOutcome: Counted[];
  byClosure: Counted[];
  timeliness: Timeliness[];
  treatment: Treatment;
  /** Of those that the mediator was first heard of in the period: how it stands now. */
  mediation: Counted[];
  redress: Redress[];
  months: StatisticsMonth[];
}
