import type { Request, Response } from 'express';
import type { Language } from '../../../letters/letter.ts';
import { longestLine, mostLines } from '../../../letters/pdf/envelope.ts';
import { datesOf } from '../../../procedures/complaint-dates.ts';
import { postingDays } from '../../../procedures/post.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import { civilDateAt } from '../../../procedures/zoned-time.ts';
import { lettersInTray, lettersPrintedInVain, type PostalLetter } from '../../../register/post-tray.ts';
import type { CivilDate } from '../../../workflows/domain/time.ts';
import { callerOf } from '../../access/caller.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { shownFaults } from '../access/form-faults.ts';
import { namesOfActors } from '../complaint/journal.ts';
import { languageOf, say, sendPage } from '../pages.ts';
import { limitBadge } from '../parts/limit-badge.ts';
import { momentInWords } from '../words/days.ts';
import { message } from '../words/words.ts';

/** How far the last day of posting is away: from `next` on it presses, as the digest has it. */
type Pressing = 'late' | 'today' | 'next';

/** What was sent and is shown again. */
export interface Kept {
  /** The letters that were ticked, the numbers that were typed, by the letter's id. */
  ticked?: readonly string[];
  numbers?: Record<string, string>;
  postedOn?: string | undefined;
  sides?: 1 | 2 | undefined;
}

/** What could not be done with letters, in words. */
export interface Outcome {
  posted: number;
  refused: readonly { reference: string; why: string }[];
}

interface Shown {
  faults?: Record<string, string>;
  outcome?: Outcome;
  kept?: Kept;
}

/** The firms whose post somebody sees to; all of them where that is not limited. */
export function firmsOfPost(response: Response): readonly string[] | undefined {
  const firms = callerOf(response).firmsWith('post');
  return firms === 'all' ? undefined : firms;
}

/** The firm that the page is narrowed to; what is no firm of theirs narrows nothing. */
function firmAsked(request: Request, firms: readonly string[]): string | undefined {
  const { firm } = request.query;
  return typeof firm === 'string' && firms.includes(firm) ? firm : undefined;
}

/** The post tray as a page. */
export async function showTray(
  dependencies: Pick<ApiDependencies, 'register' | 'library'>,
  request: Request,
  response: Response,
  { faults = {}, outcome, kept = {} }: Shown = {},
): Promise<void> {
  const { register, library } = dependencies;
  const language = languageOf(request, response);
  const caller = callerOf(response);
  const { viewer } = caller;
  const readable = caller.firmsWith('read');
  const own = readable === 'all' ? undefined : readable;
  const firms = library.allInForce().filter(({ id }) => own?.includes(id) ?? true);
  const firm = firmAsked(
    request,
    firms.map(({ id }) => id),
  );
  const page = pageAsked(request);
  const filter = { viewer, procedures: firm === undefined ? own : [firm], limit: onOnePage };
  const { letters, count } = await lettersInTray(register.database, { ...filter, offset: (page - 1) * onOnePage });
  // What stood on the last page was posted.
  if (letters.length === 0 && page > 1) return response.redirect(303, address('/desk/post', firm, 1));
  const inVain = await lettersPrintedInVain(register.database, filter);
  const names = await namesOfActors(
    register.database,
    [...letters, ...inVain].flatMap(({ letter }) => letter.printed_by ?? []),
  );
  const now = register.clock();
  const lines = [];
  for (const letter of letters) {
    const procedure = await library.version(letter.complaint.procedure_version);
    const mayPost = caller.may('post', procedure.id);
    lines.push(lineOf(letter, { procedure, now, language, names, kept, mayPost }));
  }
  const title = say(request, response, 'post.title');
  const faulty = shownFaults(request, response, title, faults);
  const printable = lines.filter(({ ready }) => ready);
  sendPage(request, response, {
    page: 'post',
    active: 'post',
    scripts: ['lists.js', 'post.js'],
    title: faulty.title,
    status: outcome?.refused.length ? 409 : faulty.status,
    data: {
      ...faulty.data,
      outcome,
      firms: firms.length > 1 ? firms.map(({ id, firm: { name } }) => ({ id, name, chosen: id === firm })) : undefined,
      severalFirms: firms.length > 1 && firm === undefined,
      action: address('/desk/post', firm, page),
      printAction: address('/desk/post/print.pdf', firm, page),
      count,
      ...placeOf(letters.length, count, page, (other) => address('/desk/post', firm, other)),
      alarms: alarmsOf(lines.map(({ pressing }) => pressing)),
      lines: lines.toSorted((one, other) => (one.last ?? never).localeCompare(other.last ?? never)),
      printable: printable.length,
      // What is to be done next is the one thing that stands out.
      printFirst: printable.some(({ printed }) => !printed),
      today: lines.map(({ today }) => today).sort()[0],
      postedOn: kept.postedOn,
      twoSides: kept.sides === 2,
      readOnly: caller.firmsWith('post').length === 0,
      inVain: inVain.map(({ letter: { id, reference, kind, letter_date }, complaint, content }) => ({
        id,
        reference,
        kind,
        letterDate: letter_date,
        mayPost: caller.may('post', complaint.procedure),
        to: content?.to.name,
      })),
      sheets: firms.filter(({ id }) => caller.may('post', id)).map(({ id, firm: { name } }) => ({ id, name })),
    },
  });
}

/** So many letters stand on one page. */
const onOnePage = 50;

function pageAsked(request: Request): number {
  const { page } = request.query;
  return typeof page === 'string' && /^[1-9]\d{0,3}$/.test(page) ? Number(page) : 1;
}

function address(path: string, firm: string | undefined, page: number): string {
  const query = new URLSearchParams({ ...(firm === undefined ? {} : { firm }), ...(page === 1 ? {} : { page: String(page) }) });
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

/** Which of them are shown, and the way to the others; nothing where all are. */
function placeOf(shown: number, count: number, page: number, at: (page: number) => string) {
  const before = (page - 1) * onOnePage;
  if (shown === count || shown === 0) return {};
  return {
    shown: { from: before + 1, to: before + shown },
    earlier: page > 1 ? at(page - 1) : undefined,
    later: before + shown < count ? at(page + 1) : undefined,
  };
}

/** Sorts after every day. */
const never = '9999-12-31';

function alarmsOf(pressing: readonly (Pressing | undefined)[]) {
  return (['late', 'today', 'next'] as const)
    .map((state) => ({ state, count: pressing.filter((one) => one === state).length }))
    .filter(({ count }) => count > 0);
}

interface Reading {
  procedure: Procedure;
  now: number;
  language: Language;
  names: ReadonlyMap<string, string>;
  kept: Kept;
  mayPost: boolean;
}

function lineOf(
  { letter, complaint, duty, held, content }: PostalLetter,
  { procedure, now, language, names, kept, mayPost }: Reading,
) {
  const { timeZone } = procedure.firm;
  const today = civilDateAt(now, timeZone);
  const days = duty && postingDays(procedure, duty.dueOn);
  const { id, reference } = letter;
  return {
    id,
    reference,
    kind: letter.kind,
    firm: procedure.firm.name,
    today,
    last: days?.last,
    // The limit itself may end on a day on which there is no post.
    earlier: days !== undefined && days.last !== duty?.dueOn,
    pressing: days && pressingOf(today, days),
    badge:
      duty &&
      limitBadge({
        duty: { duty: letter.duty, ...duty },
        begun: true,
        today,
        procedure,
        language,
        dates: datesOf(complaint.facts),
      }),
    to: content && { name: content.to.name, address: content.to.address ?? [], warning: warningOf(content.to) },
    why:
      refusalOf(letter) === null
        ? message(language, 'post.why.no-email')
        : message(language, 'post.why.bounced', { code: refusalOf(letter) ?? '' }),
    held,
    ready: mayPost && !held && content !== undefined,
    printed:
      letter.printed_at === null
        ? undefined
        : message(language, 'post.printed.yes', {
            moment: momentInWords(letter.printed_at.getTime(), timeZone, language),
            name: names.get(letter.printed_by ?? '') ?? letter.printed_by ?? '',
          }),
    ticked: kept.ticked?.includes(id) ?? false,
    number: kept.numbers?.[id],
  };
}

/** What a mail server said against the letter: as it came, or when it came back. */
function refusalOf({ bounce_status, last_code }: PostalLetter['letter']): string | number | null {
  return bounce_status ?? last_code;
}

function pressingOf(today: CivilDate, { last, alarmFrom }: { last: CivilDate; alarmFrom: CivilDate }): Pressing | undefined {
  if (today > last) return 'late';
  if (today === last) return 'today';
  return today >= alarmFrom ? 'next' : undefined;
}

/** What somebody must see to before the envelope is closed. */
function warningOf({ name, address = [] }: { name: string; address?: string[] | undefined }): 'none' | 'long' | undefined {
  if (address.length === 0) return 'none';
  const lines = [name, ...address];
  return lines.length > mostLines || lines.some((line) => line.length > longestLine) ? 'long' : undefined;
}
