import type { Language } from '../../../letters/letter.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import { zoneOfFirms } from '../../../procedures/zone-of-firms.ts';
import { civilDateAt } from '../../../procedures/zoned-time.ts';
import { actionsDue, type ListedAction } from '../../../register/actions/list.ts';
import { knownInsurers } from '../../../register/insurers/insurers.ts';
import { namedInsurers } from '../../../register/insurers/named.ts';
import { countWaitingIntakes, waitingIntakes } from '../../../register/intakes/intakes.ts';
import { endOf } from '../../../register/list-order.ts';
import {
  breachesSince,
  countsOfDay,
  type DayCounts,
  type EndOfDayPage,
  heldMail,
  lettersToPost,
  type PressingComplaint,
  pressingComplaints,
  urgencyNamed,
} from '../../../register/my-day.ts';
import type { Caller } from '../../access/caller.ts';
import { cursorOf, placeOf } from '../../complaints/cursor.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { complaintLines } from '../parts/complaint-rows.ts';
import { insurerChoices } from '../register/filters.ts';
import { fullDay } from '../words/days.ts';
import { message } from '../words/words.ts';
import { actionLines, breachLines, heldSentences, intakeLines, mostShown, postLines, recently } from './lists.ts';
import { addressOf, choices, type DayQuestion, endsOfToday, isNarrowed, type Show, scopeOf, shownOf, shows } from './question.ts';

interface Reader {
  caller: Caller;
  language: Language;
  /** The firms whose complaints they may read. */
  firms: readonly Procedure[];
}

/** What waits besides complaints that owe something. */
interface Waiting {
  intakes: number;
  actions: ListedAction[];
  post: number;
  breaches: number;
}

/** Everything that the page shows. */
export async function dayView(
  dependencies: ApiDependencies,
  question: DayQuestion,
  reader: Reader,
): Promise<Record<string, unknown>> {
  const { register, directory } = dependencies;
  const { caller, language, firms } = reader;
  const now = register.clock();
  const scope = scopeOf(question, caller);
  const reading = { viewer: caller.viewer, now };
  const [counts, waiting, held, list, insurers, named] = await Promise.all([
    countsOfDay(register.database, scope, { ...reading, ends: endsOfToday(firms, now) }),
    waitingFor(dependencies, question, reader),
    heldMail(register.database, question.firm === '' ? {} : { procedure: [question.firm] }, reading),
    shownList(dependencies, question, reader),
    knownInsurers(register.database, directory),
    namedInsurers(register.database, caller.viewer),
  ]);
  const narrowed = isNarrowed(question, caller);
  return {
    today: fullDay(civilDateAt(now, zoneOfFirms(firms)), language),
    chips: chipsOf(question, counts, waiting, reader),
    held: held.length === 0 ? undefined : heldSentences(held, firms, language),
    question,
    ...choices(question, caller, firms, language),
    insurers: insurerChoices(insurers, named).map((choice) => ({ ...choice, chosen: choice.value === question.insurer })),
    narrowed,
    filtered: question.firm !== '' || question.insurer !== '' || question.text !== '' || question.who.includes('/'),
    clear: addressOf({ ...question, who: 'all', firm: '', insurer: '', text: '' }, {}, caller),
    ...(await withWaiting(list, waiting, { dependencies, question, reader })),
    empty: emptyWords(question, counts, { narrowed, firms, language }),
    here: addressOf(question, {}, caller),
    mayAssign: caller.firmsWith('assign').length > 0,
    assignable: assignable(caller, firms, reader),
  };
}

/** What waits besides; nothing of a page that they may not open. */
async function waitingFor({ register }: ApiDependencies, question: DayQuestion, { caller }: Reader): Promise<Waiting> {
  const { database } = register;
  const { viewer } = caller;
  const now = register.clock();
  const procedure = question.firm === '' ? undefined : [question.firm];
  const reading = { viewer, now, limit: 1 };
  const scope = scopeOf(question, caller);
  const may = (capability: 'register' | 'post' | 'actions') => caller.firmsWith(capability).length > 0;
  const [intakes, actions, post, breaches] = await Promise.all([
    may('register') ? countWaitingIntakes(database, viewer, { procedure }) : 0,
    may('actions') ? actionsDue(database, viewer, { now }) : [],
    may('post') ? lettersToPost(database, scope, reading) : { count: 0 },
    breachesSince(database, scope, { ...reading, since: now - recently }),
  ]);
  const ofFirm = (one: { procedure: string }) => procedure?.includes(one.procedure) ?? true;
  return { intakes, actions: actions.filter(ofFirm), post: post.count, breaches: breaches.count };
}

/** The chips in their order: what is late first; those that count nothing stay, and are quiet. */
function chipsOf(question: DayQuestion, counts: DayCounts, waiting: Waiting, { caller, language }: Reader) {
  const count: Record<Show, number> = {
    ...counts,
    intakes: waiting.intakes,
    actions: waiting.actions.length,
    post: waiting.post,
    breaches: waiting.breaches,
  };
  const needs: Partial<Record<Show, 'register' | 'post' | 'actions'>> = { intakes: 'register', post: 'post', actions: 'actions' };
  return shows
    .filter((show) => needs[show] === undefined || caller.firmsWith(needs[show]).length > 0)
    .map((show) => ({
      show,
      label: message(language, `myDay.show.${show}`),
      count: count[show],
      href: addressOf(question, { show }, caller),
      current: question.show === show,
      loud: count[show] > 0 && (show === 'late' ? 'late' : show === 'today' || show === 'messages' ? 'soon' : ''),
    }));
}

/** The one list that is asked for. */
async function shownList(dependencies: ApiDependencies, question: DayQuestion, reader: Reader): Promise<Record<string, unknown>> {
  const { caller } = reader;
  const scope = scopeOf(question, caller);
  switch (question.show) {
    case 'post':
      return { post: await postLines(dependencies, scope, reader) };
    case 'breaches':
      return { breaches: await breachLines(dependencies, scope, reader) };
    case 'intakes':
    case 'actions':
      return {};
    default:
      return complaintList(dependencies, question, reader);
  }
}

/** A page of complaints by what presses most: what is late, then whose insurer has replied, then what is due next. */
async function complaintList(dependencies: ApiDependencies, question: DayQuestion, { caller, language, firms }: Reader) {
  const { register } = dependencies;
  const now = register.clock();
  const filter = { ...scopeOf(question, caller), ...shownOf(question.show, endsOfToday(firms, now)) };
  const after = question.after === undefined ? undefined : placeInDay(question.after);
  const page = { viewer: caller.viewer, now, after, limit: mostShown + 1 };
  const found = await pressingComplaints(register.database, filter, page);
  const rows = found.slice(0, mostShown);
  const last = rows.at(-1);
  const isMore = found.length > mostShown && last !== undefined;
  return {
    complaints: {
      lines: await complaintLines(dependencies, rows, { caller, language }),
      ...(isMore ? { more: addressOf(question, { after: placeAfter(last) }, caller) } : {}),
      ...(after === undefined ? {} : { begin: addressOf(question, {}, caller) }),
    },
  };
}

/** Where the page after this complaint begins, as the address has it: its urgency, and its place there. */
function placeAfter(row: PressingComplaint): string {
  return `${row.urgency}.${cursorOf('nextDue', endOf('nextDue', row))}`;
}

/** Nowhere in particular where the text says nothing that can be read. */
function placeInDay(text: string): EndOfDayPage | undefined {
  const [named = '', cursor = ''] = text.split('.');
  const urgency = urgencyNamed(named);
  const place = placeOf(cursor, 'nextDue');
  return urgency && place ? { ...place, urgency } : undefined;
}

async function withWaiting(
  list: Record<string, unknown>,
  { intakes, actions }: Waiting,
  { dependencies, question, reader }: { dependencies: ApiDependencies; question: DayQuestion; reader: Reader },
): Promise<Record<string, unknown>> {
  const { show, firm } = question;
  const { caller, language } = reader;
  // Their texts are read for the one list that shows them; the chip only counts.
  if (show === 'intakes') {
    const shown = { limit: mostShown, procedure: firm === '' ? undefined : [firm] };
    const waiting = intakes === 0 ? [] : await waitingIntakes(dependencies.register.database, caller.viewer, shown);
    return { intakes: { lines: intakeLines(dependencies, waiting, language), count: intakes } };
  }
  if (show === 'actions') return { actions: { lines: actionLines(dependencies, actions, language), count: actions.length } };
  return list;
}

/** Nothing due is good news, and says until when; no match is not. */
function emptyWords(
  { show }: DayQuestion,
  { next }: DayCounts,
  { narrowed, firms, language }: { narrowed: boolean; firms: readonly Procedure[]; language: Language },
): { words: string; narrowed: boolean } {
  const words = message(language, narrowed && show === 'owing' ? 'myDay.no-match' : `myDay.empty.${show}`);
  if ((show !== 'late' && show !== 'today') || next === null) return { words, narrowed };
  const day = civilDateAt(next.getTime() - 1, zoneOfFirms(firms));
  return { words: `${words} ${message(language, 'myDay.empty.next', { day: fullDay(day, language) })}`, narrowed };
}

/** To whom complaints can be assigned: the staff of the firms for which they may. */
function assignable(caller: Caller, firms: readonly Procedure[], { language }: Reader) {
  const question = { show: 'owing', who: '', firm: '', insurer: '', text: '' } as const;
  return choices(
    question,
    caller,
    firms.filter(({ id }) => caller.may('assign', id)),
    language,
  ).people;
}
