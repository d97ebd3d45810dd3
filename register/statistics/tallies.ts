import type { CivilDate } from '../../workflows/domain/time.ts';

/** What of a complaint is counted; all days are in the firm's zone. */
export interface Figure {
  reference: string;
  procedure: string;
  kind: string;
  channel: string;
  level: string;
  product: string | null;
  reason_category: string | null;
  root_cause: string | null;
  insurer: string | null;
  outcome: string | null;
  closure: string | null;
  disagreed: boolean;
  received_on: CivilDate;
  closed_on: CivilDate | null;
  answered_on: CivilDate | null;
  /** Working days of the firm's calendar from receipt to the answer. */
  treated_in: number | null;
  mediation: string | null;
  mediation_on: CivilDate | null;
  /** See `timelinessSources`. */
  acknowledged: string;
  answered: string;
}

/** An amount that has come to be owed. */
export interface RedressFigure {
  procedure: string;
  kind: 'redress' | 'offer-accepted';
  currency: string;
  cents: number;
  on_day: CivilDate;
}

/** Each figure has a letter for each of these: `l` late, `p` pending, `i` in time, `-` nothing was owed. */
export const timelinessSources = ['procedure', 'acpr', 'gdpr', 'belgium'] as const;
export type TimelinessSource = (typeof timelinessSources)[number];

type Word = string | null;

/** The sums of a firm's month: lists of what is counted by, and how many, as the database adds them up. */
export interface Tallies {
  received: [level: Word, channel: Word, kind: Word, acknowledged: Word, answered: Word, disagreed: boolean, number: number][];
  about: [product: Word, reason: Word, cause: Word, number: number][];
  insurers: [insurer: Word, number: number][];
  closed: [outcome: Word, closure: Word, number: number][];
  treated: [workingDays: number | null, number: number][];
  mediation: [state: Word, number: number][];
  redress: [kind: Word, currency: Word, cents: number, number: number][];
}

/** A firm's month, added up; `month` is its first day. */
export interface FirmMonth {
  procedure: string;
  month: CivilDate;
  received: number;
  closed: number;
  tallies: Tallies;
}

/** The first day of a day's month. */
export function monthOf(day: CivilDate): CivilDate {
  return `${day.slice(0, 7)}-01`;
}

function noTallies(): Tallies {
  return { received: [], about: [], insurers: [], closed: [], treated: [], mediation: [], redress: [] };
}

/**
 * The same sums as the database's, from single complaints: for those that somebody may not see, which are taken off again, and to prove
 * that the kept sums are right.
 */
export function firmMonthsOf(figures: readonly Figure[], amounts: readonly RedressFigure[]): FirmMonth[] {
  const months = new Map<string, FirmMonth>();
  const at = (procedure: string, day: CivilDate): FirmMonth => {
    const key = `${procedure} ${monthOf(day)}`;
    const known = months.get(key) ?? { procedure, month: monthOf(day), received: 0, closed: 0, tallies: noTallies() };
    months.set(key, known);
    return known;
  };
  for (const one of figures) {
    const received = at(one.procedure, one.received_on);
    received.received += 1;
    received.tallies.received.push([one.level, one.channel, one.kind, one.acknowledged, one.answered, one.disagreed, 1]);
    received.tallies.about.push([one.product, one.reason_category, one.root_cause, 1]);
    received.tallies.insurers.push([one.insurer, 1]);
    if (one.closed_on !== null) {
      const closed = at(one.procedure, one.closed_on);
      closed.closed += 1;
      closed.tallies.closed.push([one.outcome, one.closure, 1]);
    }
    if (one.answered_on !== null) at(one.procedure, one.answered_on).tallies.treated.push([one.treated_in, 1]);
    if (one.mediation_on !== null) at(one.procedure, one.mediation_on).tallies.mediation.push([one.mediation, 1]);
  }
  for (const { procedure, kind, currency, cents, on_day } of amounts)
    at(procedure, on_day).tallies.redress.push([kind, currency, cents, 1]);
  return [...months.values()];
}

/** The same months as what is to be taken off. */
export function takenOff(months: readonly FirmMonth[]): FirmMonth[] {
  return months.map(({ procedure, month, received, closed, tallies }) => ({
    procedure,
    month,
    received: -received,
    closed: -closed,
    tallies: {
      received: tallies.received.map(([level, channel, kind, acknowledged, answered, disagreed, number]) => [
        level,
        channel,
        kind,
        acknowledged,
        answered,
        disagreed,
        -number,
      ]),
      about: tallies.about.map(([product, reason, cause, number]) => [product, reason, cause, -number]),
      insurers: tallies.insurers.map(([insurer, number]) => [insurer, -number]),
      closed: tallies.closed.map(([outcome, closure, number]) => [outcome, closure, -number]),
      treated: tallies.treated.map(([days, number]) => [days, -number]),
      mediation: tallies.mediation.map(([state, number]) => [state, -number]),
      redress: tallies.redress.map(([kind, currency, cents, number]) => [kind, currency, -cents, -number]),
    },
  }));
}
