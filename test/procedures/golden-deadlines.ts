import { slowDayAfter, slowIsHoliday, withWeekday } from './slow-counting.ts';
import { calendarOf, type Firm, firms, slowDeadlines, zoneOf } from './slow-deadlines.ts';

/** What a table asks, as typed: the receipt and, after a comma, the sending. */
type Receipts = Record<string, string[]>;

const everywhere: Receipts = {
  'Around Ascension and Whit Monday': ['2026-05-12', '2026-05-13T18:30:00+02:00', '2026-05-14', '2026-05-22', '2026-05-25'],
  '1 May and 8 May': ['2026-04-29', '2026-04-30', '2027-04-30'],
  Easter: ['2026-04-02', '2026-04-04'],
  'Summer and autumn holidays': ['2026-07-10', '2026-07-20', '2026-08-14', '2026-10-30', '2026-11-10'],
  'Christmas and the turn of the year': ['2026-12-14', '2026-12-23', '2026-12-31', '2027-12-31'],
  'Short months': ['2026-01-30', '2028-02-29', '2026-08-31'],
  'A limit that ends on a Saturday or Sunday leaves on the Friday before': ['2026-09-12', '2026-09-01', '2026-03-16'],
};

const fromSending: Receipts = {
  'Sent earlier than received: the supervisor counts from sending, and what has passed is done at once': [
    '2026-05-13, 2026-05-11',
    '2026-03-31, 2026-03-30',
    '2026-05-13, 2026-02-02',
  ],
};

const nearMidnight: Record<Firm, string[]> = {
  opticourtage: [],
  'alter-ego': ['2026-05-13T21:59:59Z', '2026-05-13T22:00:00Z'],
  '123-courtage': ['2026-05-13T21:59:59Z', '2026-05-13T22:00:00Z'],
  optimco: ['2026-07-20T21:59:59Z', '2026-07-20T22:00:00Z'],
  almena: ['2026-05-14T03:59:59Z', '2026-05-14T04:00:00Z', '2026-05-13T23:30:00-04:00', '2026-05-14T02:00:00+02:00'],
};

const ofTheFirm: Record<Firm, Receipts> = {
  opticourtage: {},
  'alter-ego': fromSending,
  '123-courtage': {
    'Forty jours ouvrés that would end after the two months: pulled forward': [
      '2026-03-17',
      '2026-03-25',
      '2026-04-10',
      '2026-04-30',
    ],
    ...fromSending,
  },
  optimco: { '21 July, the national day': ['2026-07-16', '2026-07-17', '2026-07-21'] },
  almena: { '27 May, the abolition of slavery': ['2026-05-15', '2026-05-26', '2026-05-27'], ...fromSending },
};

const names: Record<Firm, string> = {
  opticourtage: 'Opticourtage',
  'alter-ego': 'Alter Ego',
  '123-courtage': '123 Courtage',
  optimco: 'Optimco',
  almena: 'Almena',
};

/** The firms that have a table of this form; Opticourtage's is older and has the holidays' names. */
export const firmsWithTable = firms.filter((firm) => firm !== 'opticourtage');

/** The table of a firm's classic complaints, by a second count that does not use the program. */
export function classicTable(firm: Firm): string {
  const duties = slowDeadlines(firm, 'classic', { received: '2026-05-13' }).map(({ duty }) => duty);
  const sections = {
    ...everywhere,
    ...ofTheFirm[firm],
    [`Near midnight: the day in ${zoneOf[firm].split('/')[1]} counts`]: nearMidnight[firm],
  };
  const heading = ['received', 'day', 'sent', ...duties.flatMap((duty) => [duty, 'acts']), 'skipped'];
  return [
    `# ${names[firm]}: deadlines of a classic complaint`,
    '',
    `Received and sent as typed; then the day in ${zoneOf[firm].split('/')[1]}, and for each duty the last day allowed and the day on which Doléance acts`,
    'by itself. After the last day: whose limit is the strictest (`all` where several end together). Skipped: public holidays from Monday',
    'to Saturday from the day after the start to the last day of the acknowledgement.',
    'The table was made by a separate count (`test/procedures/golden-deadlines.ts`), not by the program that it checks.',
    ...Object.entries(sections).flatMap(([title, receipts]) => [
      '',
      `## ${title}`,
      '',
      ...tableOf(
        heading,
        receipts.map((one) => classicRow(firm, one)),
      ),
    ]),
    '',
  ].join('\n');
}

/** The table of complaints about personal data of all five firms. */
export function personalDataTable(): string {
  const heading = ['received', 'day', 'acknowledgement', 'acts', 'gdpr-response', 'acts'];
  const receipts = ['2026-05-13', '2026-01-31', '2026-08-31', '2026-12-24', '2028-01-31', '2026-07-20'];
  return [
    '# All five firms: deadlines of a complaint about personal data',
    '',
    "The law's month ends before Opticourtage's and Almena's own two, and with Optimco's own; the supervisor's limits do not apply. `ours` is",
    "Alter Ego's default: neither its text nor the law has a limit for the acknowledgement.",
    'The table was made by a separate count (`test/procedures/golden-deadlines.ts`), not by the program that it checks.',
    ...firms.flatMap((firm) => [
      '',
      `## ${firm}`,
      '',
      ...tableOf(
        heading,
        receipts.map((received) => personalDataRow(firm, received)),
      ),
    ]),
    '',
  ].join('\n');
}

function classicRow(firm: Firm, typed: string): string[] {
  const [received = '', sent] = typed.split(', ');
  const day = dayIn(zoneOf[firm], received);
  const deadlines = slowDeadlines(firm, 'classic', { received: day, sent });
  return [
    received,
    withWeekday(day),
    sent ?? '–',
    ...deadlines.flatMap(({ dueOn, sendOn, limits }) => [`${withWeekday(dueOn)}, ${strictest(limits)}`, withWeekday(sendOn)]),
    skipped(firm, sent ?? day, deadlines[0]?.dueOn ?? day),
  ];
}

function personalDataRow(firm: Firm, received: string): string[] {
  const deadlines = slowDeadlines(firm, 'gdpr', { received });
  return [
    received,
    withWeekday(received),
    ...deadlines.flatMap(({ dueOn, sendOn, limits }) => [`${withWeekday(dueOn)}, ${strictest(limits)}`, withWeekday(sendOn)]),
  ];
}

function tableOf(heading: string[], rows: string[][]): string[] {
  return [line(heading), `|${heading.map(() => '---').join('|')}|`, ...rows.map(line)];
}

function line(cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Who set the strictest limit; `all` where several limits end on that day. */
export function strictest(limits: { source: string; dueOn: string }[]): string {
  const first = limits.filter(({ dueOn }) => dueOn === limits[0]?.dueOn);
  return first.length > 1 ? 'all' : (first[0]?.source ?? '');
}

function skipped(firm: Firm, start: string, end: string): string {
  const days: string[] = [];
  for (let day = slowDayAfter(start, 1); day <= end; day = slowDayAfter(day, 1)) {
    if (slowIsHoliday(day, calendarOf[firm]) && !withWeekday(day).startsWith('Sun')) days.push(withWeekday(day));
  }
  return days.length === 0 ? '–' : days.join(', ');
}

function dayIn(timeZone: string, typed: string): string {
  if (!typed.includes('T')) return typed;
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date(typed));
}
