import type { Language } from '../../../letters/letter.ts';
import { addCalendarDays } from '../../../procedures/civil-dates.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import { civilDateAt, startOfDay } from '../../../procedures/zoned-time.ts';
import type { ComplaintFilter, EndOfDay } from '../../../register/list-filter.ts';
import { isSearchable } from '../../../register/search-words.ts';
import { seesFirm } from '../../../register/viewer.ts';
import type { Instant } from '../../../workflows/domain/time.ts';
import type { Caller } from '../../access/caller.ts';
import { staffName } from '../parts/staff.ts';
import { message } from '../words/words.ts';

/** What my day can show, in the order in which it is offered. */
export const shows = [
  'owing',
  'late',
  'today',
  'messages',
  'unassigned',
  'intakes',
  'replies',
  'approvals',
  'post',
  'breaches',
  'actions',
] as const;
export type Show = (typeof shows)[number];

/** What somebody asks my day for, as its address has it. */
export interface DayQuestion {
  show: Show;
  /** `mine`, `all`, `nobody`, or somebody of a firm: `opticourtage/client-service`. */
  who: string;
  /** A firm's id; empty for all that they see. */
  firm: string;
  /** An insurer's id, or the name that decisions gave it, as the register's filter has it; empty for all. */
  insurer: string;
  text: string;
  /** Where the page begins. */
  after?: string;
}

/** Reads the address; what it says wrongly counts as left out, since people change addresses by hand. */
export function dayQuestion(query: Record<string, unknown>, caller: Caller, firms: readonly Procedure[]): DayQuestion {
  const one = (name: string) => (typeof query[name] === 'string' ? query[name].trim() : '');
  const people = firms.flatMap(({ id, staff }) => staff.map((member) => `${id}/${member.id}`));
  const who = one('who');
  const text = one('text').slice(0, 200);
  const after = one('after');
  return {
    show: shows.find((show) => show === one('show')) ?? 'owing',
    who: ['mine', 'all', 'nobody', ...people].includes(who) ? who : usualWho(caller),
    firm: firms.some(({ id }) => id === one('firm')) ? one('firm') : '',
    insurer: insurerForm.test(one('insurer')) ? one('insurer') : '',
    text: isSearchable(text) ? text : '',
    ...(after === '' ? {} : { after }),
  };
}

const insurerForm = /^(named\.)?[a-z0-9-]{1,60}$/;

/** Who treats complaints begins with their own; who oversees them, with all. */
function usualWho(caller: Caller): string {
  return caller.viewer.staff.length > 0 && caller.firmsWith('approve').length === 0 ? 'mine' : 'all';
}

/** True where something narrows the list besides what it shows. */
export function isNarrowed({ who, firm, insurer, text }: DayQuestion, caller: Caller): boolean {
  return who !== usualWho(caller) || firm !== '' || insurer !== '' || text !== '';
}

/** The filter of everything on the page: whose complaints, of which firm, with which words. */
export function scopeOf({ who, firm, insurer, text }: DayQuestion, { viewer }: Caller): ComplaintFilter {
  return {
    ...(firm === '' ? {} : { procedure: [firm] }),
    ...(insurer === '' ? {} : { insurer: [insurer === 'none' ? null : insurer] }),
    ...(text === '' ? {} : { text }),
    ...inChargeOf(who, viewer.staff),
  };
}

function inChargeOf(who: string, own: readonly { procedure: string; id: string }[]): ComplaintFilter {
  if (who === 'all') return {};
  if (who === 'nobody') return { caseHandler: [null] };
  if (who === 'mine') return { inChargeOf: own };
  const [procedure = '', id = ''] = who.split('/');
  return { inChargeOf: [{ procedure, id }] };
}

/** What is shown of that. */
export function shownOf(show: Show, ends: readonly EndOfDay[]): ComplaintFilter {
  switch (show) {
    case 'late':
      return { overdue: true };
    case 'today':
      return { overdue: false, dueBy: ends };
    case 'messages':
      return { unread: true };
    case 'unassigned':
      return { owing: true, caseHandler: [null] };
    case 'replies':
      return { replyWaiting: true };
    case 'approvals':
      return { awaitingApproval: true };
    default:
      return { owing: true };
  }
}

/** The firms whose complaints somebody may read, by name. */
export function firmsOf(caller: Caller, all: readonly Procedure[]): Procedure[] {
  return all
    .filter(({ id }) => seesFirm(caller.viewer, id))
    .toSorted((one, other) => one.firm.name.localeCompare(other.firm.name));
}

/** When today ends at each firm. */
export function endsOfToday(firms: readonly Procedure[], now: Instant): EndOfDay[] {
  return firms.map(({ id, firm }) => ({
    procedure: id,
    at: startOfDay(addCalendarDays(civilDateAt(now, firm.timeZone), 1), firm.timeZone),
  }));
}

/** The address of the page with some of it changed; what is usual is left out. */
export function addressOf(question: DayQuestion, change: Partial<DayQuestion>, caller: Caller): string {
  const { after, ...rest } = question;
  const wanted: Partial<DayQuestion> = { ...rest, ...change };
  const fields = new URLSearchParams();
  if (wanted.show !== undefined && wanted.show !== 'owing') fields.set('show', wanted.show);
  if (wanted.who !== undefined && wanted.who !== usualWho(caller)) fields.set('who', wanted.who);
  for (const name of ['firm', 'insurer', 'text', 'after'] as const) if (wanted[name]) fields.set(name, wanted[name]);
  return fields.size === 0 ? '/desk' : `/desk?${fields.toString()}`;
}

/** The choices of the form: whose complaints, of which firm. */
export function choices(question: DayQuestion, caller: Caller, firms: readonly Procedure[], language: Language) {
  const own = caller.viewer.staff.length > 0 ? ['mine'] : [];
  return {
    who: [...own, 'all', 'nobody'].map((value) => ({
      value,
      label: message(language, `myDay.who.${value}`),
      chosen: question.who === value,
      href: addressOf(question, { who: value }, caller),
    })),
    people: firms.map(({ id, firm, staff }) => ({
      firm: firm.name,
      people: staff.map((member) => {
        const value = `${id}/${member.id}`;
        return { value, label: staffName(member, language), chosen: question.who === value };
      }),
    })),
    firms: firms.map(({ id, firm }) => ({ value: id, label: firm.name, chosen: question.firm === id })),
    severalFirms: firms.length > 1,
  };
}
