import { countedDays } from '../procedures/counted-days.ts';
import type { Procedure } from '../procedures/schema.ts';
import { civilDateAt } from '../procedures/zoned-time.ts';
import { isAcknowledgement, type LetterKind } from '../workflows/domain/letters.ts';
import type { CivilDate } from '../workflows/domain/time.ts';
import type { ComplaintContent } from './complaint-content.ts';
import type { BreachRow, ComplaintRow, DutyRow, LetterRow } from './tables.ts';

/** Of a complaint, what the register's columns are made from. */
export interface RegisterLine {
  row: ComplaintRow;
  /** Absent unless personal columns are exported, and where the person has been erased. */
  content?: ComplaintContent | undefined;
  duties: readonly Pick<DutyRow, 'duty' | 'due_on' | 'void'>[];
  letters: readonly Pick<LetterRow, 'kind' | 'sent_at'>[];
  breaches: readonly Pick<BreachRow, 'duty' | 'source' | 'due_on' | 'withdrawn_at'>[];
  /** What was promised to be paid, by its letter or by an offer that was accepted. */
  redress?: readonly { cents: number; currency: string }[];
  /** Corrective actions that follow from it, by their numbers. */
  actions?: readonly number[];
}

/** What a cell holds: a day is `YYYY-MM-DD`, in the firm's zone. */
export type Cell = string | number | null;

/** Says a code of the register in a reader's words; what it has no words for stays as it is. */
export type ColumnWords = (kind: ColumnWordKind, code: string, procedure: Procedure) => string;

export type ColumnWordKind =
  | 'procedures'
  | 'kinds'
  | 'channels'
  | 'capacities'
  | 'senders'
  | 'stages'
  | 'levels'
  | 'staff'
  | 'responsibilities'
  | 'products'
  | 'reasons'
  | 'causes'
  | 'insurers'
  | 'outcomes'
  | 'closures'
  | 'mediators'
  | 'targets'
  | 'duties'
  | 'sources'
  | 'answers';

/** A column of the register, with what its cells hold. */
export interface RegisterColumn {
  name: string;
  holds: 'text' | 'day' | 'number';
}

type Value = string | number | null | undefined;
type Say = (kind: ColumnWordKind, code: string | null | undefined) => string | undefined;
type Column = RegisterColumn & { value: (line: RegisterLine, procedure: Procedure, say: Say) => Value };

const answers = ['final-response', 'gdpr-response'] as const;

/** What a supervisor asks of a register of complaints, without anything personal. */
const plainColumns: readonly Column[] = [
  text('reference', ({ row }) => row.reference),
  text('procedure', ({ row }, _procedure, say) => say('procedures', row.procedure)),
  text('procedureVersion', ({ row }) => row.procedure_version),
  text('kind', ({ row }, _procedure, say) => say('kinds', row.kind)),
  text('channel', ({ row }, _procedure, say) => say('channels', row.channel)),
  text('language', ({ row }) => row.language),
  text('country', ({ row }) => row.country),
  text('capacity', ({ row }, _procedure, say) => say('capacities', row.capacity)),
  text('sender', ({ row }, _procedure, say) => say('senders', row.sender)),
  day('sentOn', ({ row }) => row.sent_on),
  day('receivedOn', ({ row }) => row.received_on),
  day('registeredOn', ({ row }) => row.registered_on),
  text('registeredBy', ({ row }) => row.registered_by),
  text('stage', ({ row }, _procedure, say) => say('stages', row.stage)),
  text('level', ({ row }, _procedure, say) => say('levels', row.level)),
  text('caseHandler', ({ row }, _procedure, say) => say('staff', row.case_handler)),
  text('responsibility', ({ row }, _procedure, say) => say('responsibilities', row.facts.responsibility)),
  text('product', ({ row }, _procedure, say) => say('products', row.product)),
  text('reasonCategory', ({ row }, _procedure, say) => say('reasons', row.reason_category)),
  text('rootCause', ({ row }, _procedure, say) => say('causes', row.root_cause)),
  text('insurer', ({ row }, _procedure, say) => say('insurers', row.insurer)),
  text('outcome', ({ row }, _procedure, say) => say('outcomes', row.outcome)),
  number('redress', ({ redress }) => sumOf(redress)),
  text('redressCurrency', ({ redress }) => [...new Set(redress?.map(({ currency }) => currency))].join(' ')),
  day('acknowledgementDueOn', (line) => earliest(dueDays(line, ['acknowledgement']))),
  day('acknowledgedOn', (line, { firm }) => earliest(sentDays(line, isAcknowledgement, firm.timeZone))),
  day('answerDueOn', (line) => earliest(dueDays(line, answers))),
  day('answeredOn', (line, { firm }) => earliest(answerDays(line, firm.timeZone))),
  number('workingDaysToAnswer', workingDaysToAnswer),
  day('closedOn', ({ row }, { firm }) => row.closed_at && civilDateAt(row.closed_at.getTime(), firm.timeZone)),
  text('closure', ({ row }, _procedure, say) => say('closures', row.facts.closure?.reason)),
  text('escalations', ({ row }, _procedure, say) => row.facts.escalations.map((to) => say('targets', to)).join(' ')),
  text('mediator', ({ row }, _procedure, say) => say('mediators', row.facts.mediator)),
  text('disagreed', ({ row }, _procedure, say) => say('answers', row.facts.disagreed ? 'yes' : 'no')),
  text('breaches', ({ breaches }, _procedure, say) =>
    breaches
      .filter(({ withdrawn_at }) => withdrawn_at === null)
      .map(({ duty, due_on, source }) => `${say('duties', duty)} ${due_on} (${say('sources', source)})`)
      .join('; '),
  ),
  text('correctiveActions', ({ actions }) => actions?.join(' ')),
  text('linkedTo', ({ row }) => row.linked_to),
];

const personalColumns: readonly Column[] = [
  text('complainant', ({ content }) => content?.complainant.name),
  text('email', ({ content }) => content?.complainant.email),
  text('policyNumber', ({ content }) => content?.policyNumber),
  text('claimNumber', ({ content }) => content?.claimNumber),
  text('matter', ({ content }) => content?.matter),
  text('reason', ({ content }) => content?.reason),
];

/** The columns, in order. */
export function registerColumns({ personal }: { personal: boolean }): readonly RegisterColumn[] {
  return personal ? [...plainColumns, ...personalColumns] : plainColumns;
}

const asItIs: ColumnWords = (_kind, code) => code;

/**
 * The cells of a complaint, in the order of the columns.
 *
 * @param procedure the version that it keeps
 * @param words left out, codes stay codes
 */
export function cellsOf(
  line: RegisterLine,
  procedure: Procedure,
  { personal, words = asItIs }: { personal: boolean; words?: ColumnWords },
): Cell[] {
  const columns = personal ? [...plainColumns, ...personalColumns] : plainColumns;
  const say: Say = (kind, code) => (code === null || code === undefined ? undefined : words(kind, code, procedure));
  return columns.map(({ value }) => value(line, procedure, say) ?? null);
}

/** French and Dutch spreadsheets take a semicolon between cells, and a comma within numbers. */
export function separatorFor(language: string | undefined): ',' | ';' {
  return language === 'fr' || language === 'nl' ? ';' : ',';
}

/**
 * One line of CSV (RFC 4180); a text that a spreadsheet would take for a formula is marked as text.
 *
 * @param separator where French and Dutch spreadsheets expect a semicolon
 */
export function csvLine(cells: readonly Cell[], separator: ',' | ';' = ','): string {
  return `${cells.map((cell) => csvCell(cell, separator)).join(separator)}\r\n`;
}

function csvCell(cell: Cell, separator: string): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return separator === ';' ? String(cell).replace('.', ',') : String(cell);
  const marked = /^\s*[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell;
  return /[",;\r\n]/.test(marked) ? `"${marked.replaceAll('"', '""')}"` : marked;
}

function text(name: string, value: Column['value']): Column {
  return { name, holds: 'text', value };
}

function day(name: string, value: Column['value']): Column {
  return { name, holds: 'day', value };
}

function number(name: string, value: Column['value']): Column {
  return { name, holds: 'number', value };
}

/** In the currency's own unit; nothing where amounts of several currencies were promised, which have no sum. */
function sumOf(redress: RegisterLine['redress']): number | undefined {
  if (redress === undefined || new Set(redress.map(({ currency }) => currency)).size !== 1) return undefined;
  return redress.reduce((sum, { cents }) => sum + cents, 0) / 100;
}

/** Monday to Friday without the holidays of the firm's calendar; the day of receipt is not counted. */
function workingDaysToAnswer(line: RegisterLine, { firm, calendar }: Procedure): number | undefined {
  const answered = earliest(answerDays(line, firm.timeZone));
  return answered === undefined ? undefined : countedDays(line.row.received_on, answered, 'monToFriDays', calendar.days);
}

/** The last days of what was owed; one that another day has replaced binds nobody. */
function dueDays({ duties }: RegisterLine, names: readonly string[]): CivilDate[] {
  return duties.filter((one) => names.includes(one.duty) && one.void !== 'replaced').map(({ due_on }) => due_on);
}

function sentDays({ letters }: RegisterLine, isWanted: (kind: LetterKind) => boolean, zone: string): CivilDate[] {
  return letters.flatMap(({ kind, sent_at }) => (sent_at && isWanted(kind) ? [civilDateAt(sent_at.getTime(), zone)] : []));
}

function answerDays({ row: { facts } }: RegisterLine, zone: string): CivilDate[] {
  const instants = [facts.secondTreatment?.firstAnsweredAt, facts.answeredAt, facts.gdpr?.answeredAt];
  return instants.flatMap((at) => (at === undefined ? [] : [civilDateAt(at, zone)]));
}

function earliest(days: readonly CivilDate[]): CivilDate | undefined {
  return days.toSorted()[0];
}
