import type { Language } from '../../../letters/letter.ts';
import { addMonths } from '../../../procedures/civil-dates.ts';
import { type Classification, classifiedAs } from '../../../procedures/classification.ts';
import type { Counted, Timeliness, Treatment } from '../../../register/statistics/period-statistics.ts';
import type { CivilDate } from '../../../workflows/domain/time.ts';
import type { StatisticsAnswer } from '../../schemas/statistics.ts';
import { amountInWords, nameOfId, numberInWords, shareInWords, wordsOf } from '../../statistics/words.ts';
import { message } from '../words/words.ts';
import { columnChart, lineChart } from './charts.ts';
import { registerLink } from './links.ts';

/** What the words of figures are found with. */
export interface Naming {
  language: Language;
  classification: Classification;
  insurers: ReadonlyMap<string, string>;
  firms: ReadonlyMap<string, string>;
}

/** Statistics as the page shows them: each question with its figure, its chart and its table. */
export function statisticsView(statistics: StatisticsAnswer, naming: Naming, firms: readonly string[] | undefined) {
  const { language } = naming;
  const { from, to } = statistics;
  const base = { procedure: firms };
  const received = { ...base, receivedFrom: from, receivedTo: to };
  const closed = { ...base, closedFrom: from, closedTo: to };
  return {
    figures: [
      { label: say(language, 'received'), value: number(statistics.received, language), href: registerLink(received) },
      { label: say(language, 'closed'), value: number(statistics.closed, language), href: registerLink(closed) },
      { label: say(language, 'open'), value: number(statistics.open, language), href: registerLink(openAt(base, to)) },
      {
        label: say(language, 'disagreed'),
        value: number(statistics.disagreed, language),
        hint: shareInWords(statistics.disagreed, statistics.received, language),
      },
    ],
    inTime: inTimeView(statistics, received, language),
    treatment: treatmentView(statistics.treatment, language, registerLink({ ...base, answeredFrom: from, answeredTo: to })),
    about: [
      table('byReason', statistics.byReason, naming, (id) => registerLink({ ...received, reasonCategory: id })),
      table('byProduct', statistics.byProduct, naming, (id) => registerLink({ ...received, product: id })),
      table('byInsurer', statistics.byInsurer, naming, (id) => registerLink({ ...received, insurer: id })),
      table('byCause', statistics.byCause, naming, (id) => registerLink({ ...received, rootCause: id })),
    ],
    ways: [
      table('byChannel', statistics.byChannel, naming, (id) => registerLink({ ...received, channel: id })),
      table('byKind', statistics.byKind, naming, (id) => registerLink({ ...received, kind: id })),
      table('byLevel', statistics.byLevel, naming, (id) => registerLink({ ...received, level: id })),
      ...(statistics.byFirm.length > 1
        ? [table('byFirm', statistics.byFirm, naming, (id) => registerLink({ ...received, procedure: id ?? undefined }))]
        : []),
    ],
    ends: [
      table('byOutcome', statistics.byOutcome, naming, (id) => registerLink({ ...closed, outcome: id ?? undefined })),
      table('byClosure', statistics.byClosure, naming, (id) => registerLink({ ...closed, closure: id ?? undefined })),
    ],
    mediation: {
      ...table('mediation', statistics.mediation, naming, () => ''),
      href: registerLink({ ...base, mediationFrom: from, mediationTo: to }),
      count: number(
        statistics.mediation.reduce((sum, { count }) => sum + count, 0),
        language,
      ),
    },
    redress: statistics.redress.map(({ kind, currency, cents, complaints }) => ({
      label: wordsOf(language).redress[kind],
      complaints: number(complaints, language),
      amount: amountInWords(cents, currency, language),
    })),
    trends: trends(statistics, language, base),
  };
}

function openAt(base: object, to: CivilDate): Record<string, string | readonly string[] | undefined> {
  return { ...base, receivedTo: to, openAfter: to };
}

function inTimeView({ timeliness }: StatisticsAnswer, received: object, language: Language) {
  const duties = ['acknowledgement', 'answer'] as const;
  return duties.map((duty) => ({
    question: say(language, `${duty}InTime`),
    rows: timeliness
      .filter((one) => one.duty === duty)
      .map(({ source, inTime, late, pending }) => {
        const link = (how: string) => registerLink({ ...received, kept: `${duty}.${source}.${how}` });
        return {
          source: wordsOf(language).sources[source],
          share: shareInWords(inTime, inTime + late, language),
          bar: barOf(inTime, inTime + late),
          inTime: { count: number(inTime, language), href: link('in-time') },
          late: { count: number(late, language), href: link('late'), loud: late > 0 },
          pending: { count: number(pending, language), href: link('pending') },
        };
      }),
  }));
}

function treatmentView({ count, median, ninetiethPercentile }: Treatment, language: Language, href: string) {
  const days = (value: number | null) => (value === null ? '–' : say(language, 'days', { count: value }));
  return { count: number(count, language), href, median: days(median), ninetieth: days(ninetiethPercentile) };
}

type Table =
  | 'byReason'
  | 'byProduct'
  | 'byInsurer'
  | 'byCause'
  | 'byChannel'
  | 'byKind'
  | 'byLevel'
  | 'byFirm'
  | 'byOutcome'
  | 'byClosure'
  | 'mediation';

/** Rows beyond these are folded. */
const shownAtOnce = 12;

function table(name: Table, counted: readonly Counted[], naming: Naming, hrefOf: (id: string | null) => string) {
  const { language } = naming;
  const whole = counted.reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(...counted.map(({ count }) => count), 1);
  const rows = counted.map(({ id, count }) => ({
    label: id === null ? wordsOf(language).notKnown : nameOf(name, id, naming),
    unknown: id === null,
    count: number(count, language),
    share: shareInWords(count, whole, language),
    bar: barOf(count, most),
    href: hrefOf(id),
  }));
  return { id: name, caption: say(language, name), rows: rows.slice(0, shownAtOnce), others: rows.slice(shownAtOnce) };
}

function nameOf(table: Table, id: string, { language, classification, insurers, firms }: Naming): string {
  switch (table) {
    case 'byReason':
      return classifiedAs(classification, 'reasons', id, language);
    case 'byProduct':
      return classifiedAs(classification, 'products', id, language);
    case 'byCause':
      return classifiedAs(classification, 'causes', id, language);
    case 'byInsurer':
      return insurers.get(id) ?? id;
    case 'byFirm':
      return firms.get(id) ?? id;
    case 'byChannel':
      return nameOfId('channels', id, language);
    case 'byKind':
      return nameOfId('kinds', id, language);
    case 'byLevel':
      return nameOfId('levels', id, language);
    case 'byOutcome':
      return nameOfId('outcomes', id, language);
    case 'byClosure':
      return nameOfId('closures', id, language);
    case 'mediation':
      return nameOfId('mediation', id, language);
  }
}

function trends({ months }: StatisticsAnswer, language: Language, base: object) {
  const labels = months.map(({ month }) => monthLabel(month, language, 'short'));
  const share = ({ timeliness }: { timeliness: Timeliness[] }, duty: Timeliness['duty']) => {
    const own = timeliness.filter((one) => one.duty === duty && one.source === 'procedure');
    const [inTime, late] = [sum(own.map((one) => one.inTime)), sum(own.map((one) => one.late))];
    return inTime + late === 0 ? null : inTime / (inTime + late);
  };
  const percent = (value: number | null) => (value === null ? '–' : shareInWords(Math.round(value * 1_000), 1_000, language));
  const flow = [
    { name: say(language, 'received'), values: months.map(({ received }) => received) },
    { name: say(language, 'closed'), values: months.map(({ closed }) => closed) },
  ];
  const kept = [
    { name: say(language, 'acknowledgedShare'), values: months.map((one) => share(one, 'acknowledgement')) },
    { name: say(language, 'answeredShare'), values: months.map((one) => share(one, 'answer')) },
  ];
  const times = [
    { name: say(language, 'median'), values: months.map(({ treatment }) => treatment.median) },
    { name: say(language, 'ninetieth'), values: months.map(({ treatment }) => treatment.ninetiethPercentile) },
  ];
  return {
    charts: [
      {
        id: 'flow',
        title: say(language, 'trend.flow'),
        legend: flow.map(legend),
        columns: true,
        picture: columnChart({
          title: say(language, 'trend.flow'),
          labels,
          series: flow,
          inWords: (value) => number(value, language),
        }),
      },
      {
        id: 'kept',
        title: say(language, 'trend.kept'),
        legend: kept.map(legend),
        columns: false,
        picture: lineChart({
          title: say(language, 'trend.kept'),
          labels,
          series: kept,
          most: 1,
          inWords: (value) => percent(value),
        }),
      },
      {
        id: 'times',
        title: say(language, 'trend.times'),
        legend: times.map(legend),
        columns: false,
        picture: lineChart({
          title: say(language, 'trend.times'),
          labels,
          series: times,
          inWords: (value) => number(value, language),
        }),
      },
    ],
    months: months.map((one) => {
      const last = lastDay(one.month);
      return {
        month: monthLabel(one.month, language, 'long'),
        received: {
          count: number(one.received, language),
          href: registerLink({ ...base, receivedFrom: one.month, receivedTo: last }),
        },
        closed: { count: number(one.closed, language), href: registerLink({ ...base, closedFrom: one.month, closedTo: last }) },
        open: number(one.open, language),
        acknowledged: percent(share(one, 'acknowledgement')),
        answered: percent(share(one, 'answer')),
        median: one.treatment.median ?? '–',
        ninetieth: one.treatment.ninetiethPercentile ?? '–',
      };
    }),
  };
}

function legend({ name }: { name: string }, index: number) {
  return { name, series: index + 1 };
}

function lastDay(month: CivilDate): CivilDate {
  return new Date(Date.parse(`${addMonths(month, 1)}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** `janv. 2026`, `janvier 2026`. */
function monthLabel(month: CivilDate, language: Language, length: 'short' | 'long'): string {
  const format = new Intl.DateTimeFormat({ fr: 'fr-FR', nl: 'nl-BE', en: 'en-GB' }[language], {
    month: length,
    year: length === 'short' ? '2-digit' : 'numeric',
    timeZone: 'UTC',
  });
  return format.format(Date.parse(`${month}T00:00:00Z`));
}

function barOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 1_000) / 10;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function number(value: number, language: Language): string {
  return numberInWords(value, language);
}

function say(language: Language, key: string, values?: Record<string, unknown>): string {
  return message(language, `statistics.${key}`, values);
}
