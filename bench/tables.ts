import { comparedCounts } from './history.ts';
import type { AcceptanceFigures, BenchResult, Profile, RoundFigures, ServerFigures } from './results.ts';
import { type FormName, formNames } from './roles/messages.ts';
import { median, rounded } from './statistics.ts';

/** The marks to design for: at most so many times the bare workflow's CPU. */
const marks = { whole: 1.6, empty: 1.15 } as const;

/** How many times the bare workflow's CPU, all processes together: the ratio of the medians, and that of each round. */
export function cpuRatio({ rounds }: ServerFigures, form: 'whole' | 'empty'): { ofMedians: number; ofRounds: number[] } {
  const totals = (name: FormName) => rounds.map((round) => total(round[name].cpu));
  return {
    ofMedians: median(totals(form)) / median(totals('bare')),
    ofRounds: rounds.map((round) => total(round[form].cpu) / total(round.bare.cpu)),
  };
}

/** What a run found, as Markdown: ratios first, then what they are made of. */
export function tablesOf(result: BenchResult): string {
  const { profile, servers, acceptances, letters } = result;
  return [
    profileLine(profile),
    ratioTable(servers),
    ...servers.map((server) => serverTables(server)),
    table(
      ['for each open complaint', ...formNames],
      [['worker memory, kB', ...formNames.map((form) => shown(result.workerBytesPerOpenComplaint[form] / 1000))]],
    ),
    acceptanceTable(acceptances),
    table(
      ['letters', 'a second', 'CPU ms each'],
      [
        [
          'rendered from fields already gathered, one after the other',
          shown(letters.rendered.perSecond),
          shown(letters.rendered.cpuMillisecondsEach),
        ],
        [
          'rendered, composed, taken by a local mail server',
          shown(letters.sent.perSecond),
          shown(letters.sent.cpuMillisecondsEach),
        ],
      ],
    ),
  ].join('\n\n');
}

function profileLine(profile: Profile): string {
  const { date, quick, cores, cpu, memoryBytes, node, postgresql, commit } = profile;
  const machine = `${cores} cores (${cpu}), ${(memoryBytes / 1024 ** 3).toFixed(0)} GiB, Node ${node}, PostgreSQL ${postgresql}`;
  const { lifecycles, inFlight, rounds, pauseMilliseconds } = profile;
  const size = `${rounds} rounds of ${lifecycles} lifecycles of each form, ${inFlight} in flight, ${pauseMilliseconds} ms before each decision`;
  return `${date}, commit ${commit}, ${machine}; ${size}${quick ? '; a quick run: too small to judge by' : ''}.`;
}

function ratioTable(servers: ServerFigures[]): string {
  const cell = (server: ServerFigures, form: 'whole' | 'empty') => {
    const { ofMedians, ofRounds } = cpuRatio(server, form);
    return `**${ofMedians.toFixed(2)}** (${Math.min(...ofRounds).toFixed(2)}–${Math.max(...ofRounds).toFixed(2)})`;
  };
  const row = (name: string, form: 'whole' | 'empty') => [
    name,
    ...servers.map((server) => cell(server, form)),
    `at most ${marks[form]}`,
  ];
  return table(
    ['CPU of all processes that a form uses, times the bare workflow’s', ...servers.map(titleOf), 'mark'],
    [row('whole: rendering, register, mail', 'whole'), row('empty: our workflow, activities that do nothing', 'empty')],
  );
}

function serverTables(server: ServerFigures): string {
  const { rounds } = server;
  const of = (form: FormName, figure: (round: RoundFigures) => number) => median(rounds.map((round) => figure(round[form])));
  const cells = (figure: (round: RoundFigures) => number) => formNames.map((form) => of(form, figure));
  const names = (of: (round: RoundFigures) => Record<string, number>) => [
    ...new Set(rounds.flatMap((round) => formNames.flatMap((form) => Object.keys(of(round[form]))))),
  ];
  const withMore = (values: number[], used = values.map(() => true)) => {
    const [bare = 0, whole = 0, empty = 0] = values;
    const cell = (value: number, place: number) => (used[place] ? shown(value) : '–');
    const [usedByBare, , usedByEmpty] = used;
    return [...values.map(cell), more(whole - bare), usedByBare || usedByEmpty ? more(empty - bare) : '–'];
  };
  const cpuRows = [
    ['**all processes**', ...withMore(cells((round) => total(round.cpu)))],
    ...names((round) => round.cpu).map((name) => {
      const used = formNames.map((form) => rounds.some((round) => round[form].cpu[name] !== undefined));
      return [
        name,
        ...withMore(
          cells((round) => round.cpu[name] ?? 0),
          used,
        ),
      ];
    }),
    ...names((round) => round.workerThreads)
      .toSorted()
      .map((name) => [`of the worker: ${name}`, ...withMore(cells((round) => round.workerThreads[name] ?? 0))]),
  ];
  const figureRows = [
    ['lifecycles a second', ...cells((round) => round.lifecyclesPerSecond).map(shown)],
    ['events, under load', ...cells((round) => round.events).map(shown)],
    ['workflow tasks, under load', ...cells((round) => round.workflowTasks).map(shown)],
    ['events, alone', ...formNames.map((form) => String(server.counts[form].events))],
    ['workflow tasks, alone', ...formNames.map((form) => String(server.counts[form].workflowTasks))],
    ['register, kB for each complaint', '', shown(server.registerBytesPerComplaint / 1000), ''],
  ];
  return [
    `### ${titleOf(server)}`,
    table(['CPU ms for each lifecycle', ...formNames, 'whole − bare', 'empty − bare'], cpuRows),
    table(['for each lifecycle', ...formNames], figureRows),
    `In all three the same: ${comparedCounts.map((name) => `${server.counts.whole[name]} ${spoken(name)}`).join(', ')}.`,
  ].join('\n\n');
}

function acceptanceTable({ atOnce, complaints, decisions }: BenchResult['acceptances']): string {
  const row = (name: string, { perSecond, p50, p99, cpu }: AcceptanceFigures) => [
    name,
    shown(perSecond),
    shown(p50),
    shown(p99),
    Object.entries(cpu)
      .map(([process, time]) => `${process} ${shown(time)}`)
      .join(', '),
  ];
  return table(
    [`accepted by the API, ${atOnce} requests at once`, 'a second', 'p50, ms', 'p99, ms', 'CPU ms each'],
    [row('complaints', complaints), row('decisions', decisions)],
  );
}

function titleOf({ kind, version }: ServerFigures): string {
  return kind === 'dev server' ? `dev server ${version} (SQLite)` : `server ${version} on PostgreSQL`;
}

function table(head: string[], rows: string[][]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((cells) => (cells[column] ?? '').length)));
  const line = (cells: string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function total(cpu: Record<string, number>): number {
  return Object.values(cpu).reduce((sum, time) => sum + time, 0);
}

function shown(value: number): string {
  return String(Math.abs(value) < 0.05 ? 0 : rounded(value));
}

function more(value: number): string {
  return `${value < 0 ? '−' : '+'}${shown(Math.abs(value))}`;
}

/** `timersStarted` → `timers started` */
function spoken(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
