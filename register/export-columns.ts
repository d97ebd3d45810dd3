import { civilDateAt } from '../procedures/zoned-time.ts';
import { isAcknowledgement, type LetterKind } from '../workflows/domain/letters.ts';
import type { CivilDate } from '../workflows/domain/time.ts';
import type { ExportedComplaint } from './export.ts';

/** A complaint as one row of the register; days are civil dates in the firm's zone. */
type Column = readonly [name: string, value: (complaint: ExportedComplaint, zone: string) => string | null | undefined];

const answers = ['final-response', 'gdpr-response'] as const;

/** What a supervisor asks of a register of complaints, without anything personal. */
const plainColumns: readonly Column[] = [
  ['reference', ({ row }) => row.reference],
  ['procedure', ({ row }) => row.procedure],
  ['procedureVersion', ({ row }) => row.procedure_version],
  ['kind', ({ row }) => row.kind],
  ['channel', ({ row }) => row.channel],
  ['language', ({ row }) => row.language],
  ['country', ({ row }) => row.country],
  ['capacity', ({ row }) => row.capacity],
  ['sender', ({ row }) => row.sender],
  ['sentOn', ({ row }) => row.sent_on],
  ['receivedOn', ({ row }) => row.received_on],
  ['registeredOn', ({ row }) => row.registered_on],
  ['registeredBy', ({ row }) => row.registered_by],
  ['stage', ({ row }) => row.stage],
  ['level', ({ row }) => row.level],
  ['caseHandler', ({ row }) => row.case_handler],
  ['responsibility', ({ row }) => row.facts.responsibility],
  ['outcome', ({ row }) => row.outcome],
  ['acknowledgementDueOn', (complaint) => earliest(dueDays(complaint, ['acknowledgement']))],
  ['acknowledgedOn', (complaint, zone) => earliest(sentDays(complaint, isAcknowledgement, zone))],
  ['answerDueOn', (complaint) => earliest(dueDays(complaint, answers))],
  ['answeredOn', (complaint, zone) => earliest(answerDays(complaint, zone))],
  ['closedOn', ({ row }, zone) => row.closed_at && civilDateAt(row.closed_at.getTime(), zone)],
  ['closure', ({ row }) => row.facts.closure?.reason],
  ['escalations', ({ row }) => row.facts.escalations.join(' ')],
  ['disagreed', ({ row }) => (row.facts.disagreed ? 'yes' : 'no')],
  [
    'breaches',
    ({ breaches }) =>
      breaches
        .filter(({ withdrawn_at }) => withdrawn_at === null)
        .map(breachWords)
        .join('; '),
  ],
  ['linkedTo', ({ row }) => row.linked_to],
];

const personalColumns: readonly Column[] = [
  ['complainant', ({ content }) => content?.complainant.name],
  ['email', ({ content }) => content?.complainant.email],
  ['policyNumber', ({ content }) => content?.policyNumber],
  ['claimNumber', ({ content }) => content?.claimNumber],
  ['matter', ({ content }) => content?.matter],
  ['reason', ({ content }) => content?.reason],
];

/** The names of the columns. */
export function columnNames({ personal }: { personal: boolean }): string[] {
  return columnsOf(personal).map(([name]) => name);
}

/** The cells of a complaint, in the order of the names. @param zone the firm's */
export function cellsOf(complaint: ExportedComplaint, zone: string, { personal }: { personal: boolean }): string[] {
  return columnsOf(personal).map(([, value]) => value(complaint, zone) ?? '');
}

/** One line of CSV (RFC 4180); a cell that a spreadsheet would take for a formula is marked as text. */
export function csvLine(cells: readonly string[]): string {
  const quoted = cells
    .map((cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell))
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${quoted.join(',')}\r\n`;
}

function columnsOf(personal: boolean): readonly Column[] {
  return personal ? [...plainColumns, ...personalColumns] : plainColumns;
}

/** The last days of what was owed; one that another day has replaced binds nobody. */
function dueDays({ duties }: ExportedComplaint, names: readonly string[]): CivilDate[] {
  return duties.filter((one) => names.includes(one.duty) && one.void !== 'replaced').map(({ due_on }) => due_on);
}

function sentDays({ letters }: ExportedComplaint, isWanted: (kind: LetterKind) => boolean, zone: string): CivilDate[] {
  return letters.flatMap(({ kind, sent_at }) => (sent_at && isWanted(kind) ? [civilDateAt(sent_at.getTime(), zone)] : []));
}

function answerDays({ row: { facts } }: ExportedComplaint, zone: string): CivilDate[] {
  const instants = [facts.secondTreatment?.firstAnsweredAt, facts.answeredAt, facts.gdpr?.answeredAt];
  return instants.flatMap((at) => (at === undefined ? [] : [civilDateAt(at, zone)]));
}

function earliest(days: readonly CivilDate[]): CivilDate | undefined {
  return days.toSorted()[0];
}

function breachWords({ duty, source, due_on }: ExportedComplaint['breaches'][number]): string {
  return `${duty} ${due_on} (${source})`;
}
