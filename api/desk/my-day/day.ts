import type { Language } from '../../../letters/letter.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import { civilDateAt } from '../../../procedures/zoned-time.ts';
import { actionsDue, type ListedAction } from '../../../register/actions/list.ts';
import { type ListedIntake, waitingIntakes } from '../../../register/intakes/intakes.ts';
import { endOf } from '../../../register/list-order.ts';
import { breachesSince, countsOfDay, type DayCounts, heldMail, lettersToPost } from '../../../register/my-day.ts';
import { listComplaints } from '../../../register/queries.ts';
import type { Caller } from '../../access/caller.ts';
import { cursorOf, placeOf } from '../../complaints/cursor.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { complaintLines } from '../parts/complaint-rows.ts';
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
  intakes: ListedIntake[];
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
  const { register } = dependencies;
  const { caller, language, firms } = reader;
  const now = register.clock();
  const scope = scopeOf(question, caller);
  const reading = { viewer: caller.viewer, now };
  const [counts, waiting, held, list] = await Promise.all([
    countsOfDay(register.database, scope, { ...reading, ends: endsOfToday(firms, now) }),
    waitingFor(dependencies, question, reader),
    heldMail(register.database, question.firm === '' ? {} : { procedure: [question.firm] }, reading),
    shownList(dependencies, question, reader),
  ]);
  const narrowed = isNarrowed(question, caller);
  return {
    today: fullDay(civilDateAt(now, firms[0]?.firm.timeZone ?? 'UTC'), language),
    chips: chipsOf(question, counts, waiting, reader),
    held: held.length === 0 ? undefined : heldSentences(held, firms, language),
    question,
    ...choices(question, caller, firms, language),
    narrowed,
    filtered: question.firm !== '' || question.text !== '' || question.who.includes('/'),
    clear: addressOf({ ...question, who: 'all', firm: '', text: '' }, {}, caller),
    ...(await withActions(list, waiting, { dependencies, language, show: question.show })),
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
    may('register') ? waitingIntakes(database, viewer, { limit: 200, procedure }) : [],
    may('actions') ? actionsDue(database, viewer, civilDateAt(now, 'Europe/Paris')) : [],
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
    intakes: waiting.intakes.length,
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
      loud: count[show] > 0 && (show === 'late' ? 'late' : show === 'today' ? 'soon' : ''),
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

/** A page of complaints by what is due next. */
async function complaintList(dependencies: ApiDependencies, question: DayQuestion, { caller, language, firms }: Reader) {
  const { register } = dependencies;
  const now = register.clock();
  const filter = { ...scopeOf(question, caller), ...shownOf(question.show, endsOfToday(firms, now)) };
  const after = question.after === undefined ? undefined : placeOf(question.after, 'nextDue');
  const page = { viewer: caller.viewer, now, order: 'nextDue' as const, after, limit: mostShown + 1 };
  const found = await listComplaints(register.database, filter, page);
  const rows = found.slice(0, mostShown);
  const last = rows.at(-1);
  const isMore = found.length > mostShown && last !== undefined;
  return {
    complaints: {
      lines: await complaintLines(dependencies, rows, { caller, language }),
      ...(isMore ? { more: addressOf(question, { after: cursorOf('nextDue', endOf('nextDue', last)) }, caller) } : {}),
      ...(after === undefined ? {} : { begin: addressOf(question, {}, caller) }),
    },
  };
}

async function withActions(
  list: Record<string, unknown>,
  { intakes, actions }: Waiting,
  { dependencies, language, show }: { dependencies: ApiDependencies; language: Language; show: Show },
): Promise<Record<string, unknown>> {
  if (show === 'intakes') return { intakes: { lines: intakeLines(dependencies, intakes, language), count: intakes.length } };
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
  const day = civilDateAt(next.getTime() - 1, firms[0]?.firm.timeZone ?? 'UTC');
  return { words: `${words} ${message(language, 'myDay.empty.next', { day: fullDay(day, language) })}`, narrowed };
}

/** To whom complaints can be assigned: the staff of the firms for which they may. */
function assignable(caller: Caller, firms: readonly Procedure[], { language }: Reader) {
  const question = { show: 'owing', who: '', firm: '', text: '' } as const;
  return choices(
    question,
    caller,
    firms.filter(({ id }) => caller.may('assign', id)),
    language,
  ).people;
}
