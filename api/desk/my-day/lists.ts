import type { Language } from '../../../letters/letter.ts';
import { capitalised, dutyWords } from '../../../letters/words.ts';
import { datesOf } from '../../../procedures/complaint-dates.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import { civilDateAt } from '../../../procedures/zoned-time.ts';
import type { ListedAction } from '../../../register/actions/list.ts';
import type { ListedIntake } from '../../../register/intakes/intakes.ts';
import type { ComplaintFilter } from '../../../register/list-filter.ts';
import { registerBehind } from '../../../register/mail-holds.ts';
import {
  breachesSince,
  type HeldMailInList,
  type LetterToPost,
  type ListedBreach,
  lettersToPost,
} from '../../../register/my-day.ts';
import { namesInList } from '../../../register/names.ts';
import type { Instant } from '../../../workflows/domain/time.ts';
import type { Caller } from '../../access/caller.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { intakeBadge } from '../parts/intake-badge.ts';
import { limitBadge } from '../parts/limit-badge.ts';
import { nameOfStaff } from '../parts/staff.ts';
import { fullDay } from '../words/days.ts';
import { domainWord } from '../words/domain.ts';
import { message } from '../words/words.ts';

type Parts = Pick<ApiDependencies, 'register' | 'library'>;

interface Reader {
  caller: Caller;
  language: Language;
}

/** A breach stays on the page for so long after it was recorded, in milliseconds. */
export const recently = 30 * 24 * 60 * 60 * 1000;

/** So many are shown at once. */
export const mostShown = 50;

/** The breaches that were recorded lately. */
export async function breachLines({ register, library }: Parts, filter: ComplaintFilter, { caller, language }: Reader) {
  const now = register.clock();
  const reading = { viewer: caller.viewer, now, since: now - recently, limit: mostShown };
  const { breaches, count } = await breachesSince(register.database, filter, reading);
  const names = await namesInList(register.database, breaches);
  const procedures = await versionsOf(library, breaches);
  const lines = breaches.map((breach, place) =>
    breachLine(breach, procedures[place] as Procedure, names.get(breach.reference)?.complainant, language),
  );
  return { lines, count };
}

function breachLine(breach: ListedBreach, procedure: Procedure, complainant: string | undefined, language: Language) {
  return {
    reference: breach.reference,
    href: `/desk/complaints/${breach.reference}`,
    firm: procedure.firm.name,
    recordedOn: civilDateAt(breach.recorded_at.getTime(), procedure.firm.timeZone),
    duty: capitalised(dutyWords[language][breach.duty]),
    dueOn: breach.due_on,
    source: domainWord(language, 'sources', breach.source),
    open: breach.open,
    complainant,
    handler: breach.case_handler === null ? undefined : nameOfStaff(procedure, breach.case_handler, language),
  };
}

/** The post tray, by the last day of posting. */
export async function postLines({ register, library }: Parts, filter: ComplaintFilter, { caller, language }: Reader) {
  const now = register.clock();
  const reading = { viewer: caller.viewer, now, limit: mostShown };
  const { letters, count } = await lettersToPost(register.database, filter, reading);
  const names = await namesInList(register.database, letters);
  const procedures = await versionsOf(library, letters);
  const lines = letters.map((letter, place) => {
    const procedure = procedures[place] as Procedure;
    return { ...postLine(letter, procedure, now, language), complainant: names.get(letter.reference)?.complainant };
  });
  return { lines, count };
}

function postLine(letter: LetterToPost, procedure: Procedure, now: Instant, language: Language) {
  const { due_on: dueOn, limits, duty, facts, case_handler: handler } = letter;
  const today = civilDateAt(now, procedure.firm.timeZone);
  const badge =
    dueOn === null || limits === null
      ? undefined
      : limitBadge({ duty: { duty, dueOn, limits }, begun: true, today, procedure, language, dates: datesOf(facts) });
  return {
    reference: letter.reference,
    href: `/desk/complaints/${letter.reference}`,
    firm: procedure.firm.name,
    badge,
    letter: domainWord(language, 'letters', letter.kind),
    recipient: domainWord(language, 'recipients', letter.recipient),
    handler: handler === null ? undefined : nameOfStaff(procedure, handler, language),
  };
}

/** The intakes that wait, each with the first limit that it would have. */
export function intakeLines({ register, library }: Parts, intakes: readonly ListedIntake[], language: Language) {
  const now = register.clock();
  return intakes.map((intake) => {
    const { id, procedure: firm, name, subject, channel, suspicion } = intake;
    const procedure = firm === null ? undefined : library.inForce(firm);
    return {
      href: `/desk/intakes/${id}`,
      firm: procedure?.firm.name,
      badge: intakeBadge(intake, procedure, now, language),
      name,
      subject,
      channel: domainWord(language, 'channels', channel),
      suspicious: suspicion !== null,
    };
  });
}

/** The limits that end on the day that the list has; none where the intake's own fields led to another. */
/** Corrective actions, what presses first. */
export function actionLines({ library }: Pick<Parts, 'library'>, actions: readonly ListedAction[], language: Language) {
  return actions.slice(0, mostShown).map((action) => {
    const procedure = library.inForce(action.procedure);
    const measures = message(language, 'myDay.action.measures', { reference: action.complaints[0] ?? '' });
    return {
      href: `/desk/actions/${action.id}`,
      firm: procedure?.firm.name ?? action.procedure,
      title: action.title ?? measures,
      state: message(language, `myDay.action.${action.state}`),
      late: action.state === 'overdue' || action.state === 'not-effective',
      dueOn: action.state === 'check-due' ? action.check_on : action.due_on,
      owner: action.owner === null || !procedure ? undefined : nameOfStaff(procedure, action.owner, language),
    };
  });
}

/** Mail that is held back, in sentences: a few complaints are named, the others counted. */
export function heldSentences(held: readonly HeldMailInList[], firms: readonly Procedure[], language: Language) {
  const named = 5;
  const sentences = held.slice(0, named).map(({ procedure, reference, reason, held_at }) => {
    const firm = firms.find(({ id }) => id === procedure)?.firm;
    const day = fullDay(civilDateAt(held_at.getTime(), firm?.timeZone ?? 'UTC'), language);
    const why = reason === registerBehind ? message(language, 'myDay.held.behind') : reason;
    const values = { firm: firm?.name ?? procedure, reference: reference ?? '', day, reason: why };
    return {
      words: message(language, reference === null ? 'myDay.held.firm' : 'myDay.held.complaint', values),
      href: reference === null ? undefined : `/desk/complaints/${reference}`,
    };
  });
  return { sentences, more: Math.max(0, held.length - named) };
}

function versionsOf(library: ApiDependencies['library'], rows: readonly { procedure_version: string }[]): Promise<Procedure[]> {
  return Promise.all(rows.map(({ procedure_version }) => library.version(procedure_version)));
}
