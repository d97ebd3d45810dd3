import { addMonths } from '../../procedures/civil-dates.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import type { Counted, Redress, Statistics, StatisticsMonth, Timeliness, Treatment } from './period-statistics.ts';
import { type FirmMonth, type Tallies, timelinessSources } from './tallies.ts';

/** Adds firms' months up to what a period says; months of the firms before the period say what was open when it began. */
export function summary(all: readonly FirmMonth[], from: CivilDate, to: CivilDate): Statistics {
  const within = all.filter(({ month }) => month >= from);
  const tallies = within.map((one) => one.tallies);
  const received = sum(within.map((one) => one.received));
  const closed = sum(within.map((one) => one.closed));
  return {
    received,
    closed,
    open: sum(all.map((one) => one.received - one.closed)),
    byFirm: counted(
      within,
      (one) => one.procedure,
      (one) => one.received,
    ),
    byLevel: countedIn(tallies, 'received', 0, 6),
    byChannel: countedIn(tallies, 'received', 1, 6),
    byKind: countedIn(tallies, 'received', 2, 6),
    byProduct: countedIn(tallies, 'about', 0, 3),
    byReason: countedIn(tallies, 'about', 1, 3),
    byCause: countedIn(tallies, 'about', 2, 3),
    byInsurer: countedIn(tallies, 'insurers', 0, 1),
    disagreed: sum(tallies.flatMap((one) => one.received.map((row) => (row[5] ? row[6] : 0)))),
    byOutcome: counted(
      tallies.flatMap((one) => one.closed.filter(([, closure]) => closure === 'answered' || closure === null)),
      ([outcome]) => outcome,
      ([, , number]) => number,
    ),
    byClosure: counted(
      tallies.flatMap((one) => one.closed),
      ([, closure]) => closure,
      ([, , number]) => number,
    ),
    timeliness: timelinessOf(tallies),
    treatment: treatmentOf(tallies),
    mediation: countedIn(tallies, 'mediation', 0, 1),
    redress: redressOf(tallies),
    months: monthsOf(all, from, to),
  };
}

/** The most months that a period has: ten years. */
export const mostMonths = 120;

/** @throws Error for a longer period */
function monthsOf(all: readonly FirmMonth[], from: CivilDate, to: CivilDate): StatisticsMonth[] {
  if (addMonths(from, mostMonths) <= to) throw new Error(`A period has ${mostMonths} months at most.`);
  const months: StatisticsMonth[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) {
    const own = all.filter((one) => one.month === month);
    const tallies = own.map((one) => one.tallies);
    months.push({
      month,
      received: sum(own.map((one) => one.received)),
      closed: sum(own.map((one) => one.closed)),
      open: sum(all.filter((one) => one.month <= month).map((one) => one.received - one.closed)),
      timeliness: timelinessOf(tallies),
      treatment: treatmentOf(tallies),
    });
  }
  return months;
}

/** What is known first, the most first; those of which nothing is known come last. */
function counted<Row>(rows: readonly Row[], idOf: (row: Row) => string | null, numberOf: (row: Row) => number): Counted[] {
  const counts = new Map<string | null, number>();
  for (const row of rows) counts.set(idOf(row), (counts.get(idOf(row)) ?? 0) + numberOf(row));
  return [...counts]
    .filter(([, count]) => count !== 0)
    .map(([id, count]) => ({ id, count }))
    .toSorted(
      (one, other) =>
        Number(one.id === null) - Number(other.id === null) ||
        other.count - one.count ||
        String(one.id).localeCompare(String(other.id)),
    );
}

function countedIn(
  tallies: readonly Tallies[],
  list: 'received' | 'about' | 'insurers' | 'mediation',
  place: number,
  number: number,
) {
  const rows = tallies.flatMap((one) => one[list] as unknown[][]);
  return counted(
    rows,
    (row) => row[place] as string | null,
    (row) => row[number] as number,
  );
}

function timelinessOf(tallies: readonly Tallies[]): Timeliness[] {
  const rows = tallies.flatMap((one) => one.received);
  const duties = [
    { duty: 'acknowledgement', place: 3 },
    { duty: 'answer', place: 4 },
  ] as const;
  return duties
    .flatMap(({ duty, place }) =>
      timelinessSources.map((source, letter) => {
        const having = (wanted: string) => sum(rows.map((row) => (row[place]?.[letter] === wanted ? row[6] : 0)));
        return { duty, source, inTime: having('i'), late: having('l'), pending: having('p') };
      }),
    )
    .filter(({ inTime, late, pending }) => inTime + late + pending > 0);
}

/** By the nearest rank: the value that so large a part of the complaints does not exceed. */
function treatmentOf(tallies: readonly Tallies[]): Treatment {
  const days = new Map<number, number>();
  for (const [treated, number] of tallies.flatMap((one) => one.treated))
    if (treated !== null) days.set(treated, (days.get(treated) ?? 0) + number);
  const sorted = [...days].filter(([, number]) => number > 0).toSorted(([one], [other]) => one - other);
  const count = sum(sorted.map(([, number]) => number));
  return { count, median: atRank(sorted, Math.ceil(count * 0.5)), ninetiethPercentile: atRank(sorted, Math.ceil(count * 0.9)) };
}

function atRank(sorted: readonly (readonly [number, number])[], rank: number): number | null {
  let passed = 0;
  for (const [days, number] of sorted) {
    passed += number;
    if (passed >= rank) return days;
  }
  return null;
}

function redressOf(tallies: readonly Tallies[]): Redress[] {
  const sums = new Map<string, Redress>();
  for (const [kind, currency, cents, number] of tallies.flatMap((one) => one.redress)) {
    const key = `${kind} ${currency}`;
    const known = sums.get(key) ?? { kind: kind as Redress['kind'], currency: currency ?? '', complaints: 0, cents: 0 };
    sums.set(key, { ...known, complaints: known.complaints + number, cents: known.cents + cents });
  }
  return [...sums.values()]
    .filter(({ complaints }) => complaints > 0)
    .toSorted((one, other) => one.currency.localeCompare(other.currency) || one.kind.localeCompare(other.kind));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
