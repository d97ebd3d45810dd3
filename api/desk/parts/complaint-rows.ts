import type { Language } from '../../../letters/letter.ts';
import { capitalised, dutyWords } from '../../../letters/words.ts';
import { datesOf } from '../../../procedures/complaint-dates.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import { civilDateAt } from '../../../procedures/zoned-time.ts';
import { knownInsurers } from '../../../register/insurers/insurers.ts';
import { type OwedOfComplaint, owedOf } from '../../../register/my-day.ts';
import { type NamesInList, namesInList } from '../../../register/names.ts';
import { presentIn } from '../../../register/presence.ts';
import type { ComplaintRow } from '../../../register/tables.ts';
import { unreadCounts } from '../../../register/unread.ts';
import type { DutyStatus } from '../../../workflows/domain/duties.ts';
import type { CivilDate } from '../../../workflows/domain/time.ts';
import type { Caller } from '../../access/caller.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { message } from '../words/words.ts';
import { type LimitBadge, limitBadge } from './limit-badge.ts';
import { nameOfStaff } from './staff.ts';
import { hasReply, postTray, toDo } from './to-do.ts';

/** A complaint as a row of a list shows it. */
export interface ComplaintLine {
  reference: string;
  href: string;
  firm: string;
  stage: ComplaintRow['stage'];
  level: string | undefined;
  receivedOn: CivilDate;
  outcome: string | null;
  kind: string;
  channel: string;
  /** The nearest of what is owed; absent where nothing is. */
  badge?: LimitBadge & { more: number; others: { duty: string; words: string; date: string; day: CivilDate }[] };
  todo: { words: string; note?: string | undefined; href: string };
  /** The insurer's reply waits for a decision. */
  replied: boolean;
  /** Messages that came in by themselves and nobody has read. */
  unread: number;
  complainant: string | undefined;
  insurer: string | undefined;
  handler: string | undefined;
  /** Who else has it open: words. */
  present: string | undefined;
}

interface Reader {
  caller: Caller;
  language: Language;
}

/** A page of complaints as lines, with their names and what is owed; a fixed number of queries, however many lines. */
export async function complaintLines(
  { register, library, directory }: Pick<ApiDependencies, 'register' | 'library' | 'directory'>,
  rows: readonly ComplaintRow[],
  { caller, language }: Reader,
): Promise<ComplaintLine[]> {
  const { database, clock } = register;
  const now = clock();
  const references = rows.map(({ reference }) => reference);
  const [owed, names, unread, present, insurers, procedures] = await Promise.all([
    owedOf(database, rows),
    namesInList(database, rows),
    unreadCounts(database, references),
    presentIn(database, references, { account: caller.viewer.account, now }),
    rows.some(({ insurer }) => insurer !== null) ? knownInsurers(database, directory) : [],
    Promise.all(rows.map((row) => library.version(row.procedure_version))),
  ]);
  return rows.map((row, place) => {
    const procedure = procedures[place] as Procedure;
    const today = civilDateAt(now, procedure.firm.timeZone);
    const chosen = insurers.find(({ id }) => id === row.insurer)?.name;
    const its = { ...(chosen === undefined ? {} : { insurer: chosen }), ...names.get(row.reference) };
    const of = { row, procedure, today, language, owed: owed.get(row.reference), names: its };
    return {
      ...line(of, caller),
      unread: unread.get(row.reference) ?? 0,
      present: presence(present.get(row.reference), language),
    };
  });
}

interface LineOf {
  row: ComplaintRow;
  procedure: Procedure;
  today: CivilDate;
  language: Language;
  owed: OwedOfComplaint | undefined;
  names: NamesInList;
}

function line(of: LineOf, caller: Caller): Omit<ComplaintLine, 'present' | 'unread'> {
  const { row, procedure, language, names, owed } = of;
  const { words, note, decision, toPost } = toDo(row.facts, owed, of);
  const href = `/desk/complaints/${row.reference}`;
  const decides = decision !== undefined && caller.may(decision === 'approve' ? 'approve' : 'decide', row.procedure);
  const posts = toPost === true && caller.may('post', row.procedure);
  const badge = badgeOf(of);
  return {
    reference: row.reference,
    href,
    firm: procedure.firm.name,
    stage: row.stage,
    level: row.level === '1' ? undefined : row.level,
    receivedOn: row.received_on,
    outcome: row.outcome,
    kind: row.kind,
    channel: row.channel,
    ...(badge === undefined ? {} : { badge }),
    todo: { words, note, href: decides ? `${href}/decide/${decision}` : posts ? postTray : href },
    replied: row.closed_at === null && hasReply(row.facts),
    complainant: names.complainant,
    insurer: names.insurer,
    handler: row.case_handler === null ? undefined : nameOfStaff(procedure, row.case_handler, language),
  };
}

/** The nearest duty's badge, which names the others too. */
function badgeOf(of: LineOf): ComplaintLine['badge'] {
  const [nearest, ...others] = of.owed ?? [];
  if (nearest === undefined) return undefined;
  return {
    ...badge(nearest, of),
    more: others.length,
    others: others.map((duty) => {
      const { words, date, day } = badge(duty, of);
      return { duty: capitalised(dutyWords[of.language][duty.duty]), words, date, day };
    }),
  };
}

function badge(duty: DutyStatus, { row, procedure, today, language }: LineOf): LimitBadge {
  return limitBadge({ duty, begun: true, today, procedure, language, dates: datesOf(row.facts) });
}

function presence(names: readonly string[] | undefined, language: Language): string | undefined {
  if (names === undefined) return undefined;
  const list = new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
  return message(language, 'myDay.present', { count: names.length, names: list });
}
