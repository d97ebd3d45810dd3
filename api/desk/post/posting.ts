import type { Request, Response } from 'express';
import { lettersNamed, type PostalLetter } from '../../../register/post-tray.ts';
import type { LetterRow } from '../../../register/tables.ts';
import { type Caller, callerOf, requireMaySomewhere } from '../../access/caller.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { type PostingFault, PostingRefused, recordPosted } from '../../letters/posting.ts';
import { isId } from '../../requests/plain-values.ts';
import type { Handler } from '../../requests/routes.ts';
import { mostLettersAtOnce } from '../../schemas/letter-view.ts';
import { postingBody } from '../../schemas/message-bodies.ts';
import { formOf, languageOf, say, tellNext, valuesOf } from '../pages.ts';
import { shortDay } from '../words/days.ts';
import { type Kept, type Outcome, showTray } from './tray.ts';

/** What was said of the letters that were posted. */
interface Said {
  ids: string[];
  postedOn: string | undefined;
  numbers: Record<string, string>;
  /** They were printed, but not from here. */
  unprinted: boolean;
}

/** Records letters as posted, each by itself: what cannot be is told, with why. */
export function markPosted(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    requireMaySomewhere(response, 'post');
    const said = read(request);
    const { viewer } = callerOf(response);
    const letters = await lettersNamed(dependencies.register.database, viewer, said.ids);
    const kept: Kept = { ticked: said.ids, numbers: said.numbers, postedOn: said.postedOn };
    const faults = faultsOf(request, response, said, letters);
    if (Object.keys(faults).length > 0) return showTray(dependencies, request, response, { faults, kept });
    const outcome = await recordEach(dependencies, request, response, said, letters);
    if (outcome.refused.length > 0) return showTray(dependencies, request, response, { outcome, kept });
    tellNext(request, 'post.posted', { count: outcome.posted });
    response.redirect(303, request.originalUrl);
  };
}

function read(request: Request): Said {
  const form = formOf(request);
  const ids = valuesOf(request, 'letter').filter(isId);
  const numbers = ids.flatMap((id) => {
    const number = form[`number-${id}`]?.trim() ?? '';
    return number === '' ? [] : [[id, number]];
  });
  return {
    ids: ids.slice(0, mostLettersAtOnce),
    postedOn: form['postedOn']?.trim() || undefined,
    numbers: Object.fromEntries(numbers) as Record<string, string>,
    unprinted: form['unprinted'] === 'yes',
  };
}

/** What is wrong with the form itself; then nothing is recorded. */
function faultsOf(
  request: Request,
  response: Response,
  { ids, postedOn, numbers }: Said,
  letters: readonly PostalLetter[],
): Record<string, string> {
  const faults: Record<string, string> = {};
  if (ids.length === 0) faults['letters'] = say(request, response, 'post.fault.none');
  if (!postingBody.safeParse(postedOn === undefined ? {} : { postedOn }).success)
    faults['postedOn'] = say(request, response, 'post.fault.day');
  for (const { letter } of letters) {
    const registeredNumber = numbers[letter.id];
    if (registeredNumber === undefined || postingBody.safeParse({ registeredNumber }).success) continue;
    faults[`number-${letter.id}`] = say(request, response, 'post.fault.number', { reference: letter.reference });
  }
  return faults;
}

async function recordEach(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  said: Said,
  letters: readonly PostalLetter[],
): Promise<Outcome> {
  const refused: { reference: string; why: string }[] = [];
  let posted = 0;
  for (const one of letters) {
    const { reference } = one.letter;
    const why = whyNot(one, said, callerOf(response)) ?? (await recordOne(dependencies, response, one, said));
    if (why === undefined) posted += 1;
    else refused.push({ reference, why: say(request, response, `post.refused.${why.fault}`, inWords(why, request, response)) });
  }
  const unknown = said.ids.filter((id) => !letters.some(({ letter }) => letter.id === id));
  const gone = say(request, response, 'post.refused.unknown');
  return { posted, refused: [...refused, ...unknown.map((id) => ({ reference: id.slice(0, 8), why: gone }))] };
}

/** Why a letter is not recorded as posted, and the letter where its date says more. */
interface Refused {
  fault: PostingFault | 'unknown' | 'held' | 'not-printed';
  letter?: LetterRow;
}

function whyNot({ letter, complaint, held }: PostalLetter, { unprinted }: Said, caller: Caller): Refused | undefined {
  if (!caller.may('post', complaint.procedure)) return { fault: 'unknown' };
  if (letter.state !== 'awaiting-post') return undefined;
  if (held) return { fault: 'held' };
  return letter.printed_at === null && !unprinted ? { fault: 'not-printed' } : undefined;
}

async function recordOne(
  { register, library }: ApiDependencies,
  response: Response,
  { letter, complaint }: PostalLetter,
  { postedOn, numbers }: Said,
): Promise<Refused | undefined> {
  const procedure = await library.version(complaint.procedure_version);
  const when = { postedOn, registeredNumber: numbers[letter.id] };
  const by = { actor: callerOf(response).actor, now: register.clock() };
  try {
    await register.database.transaction().execute((queries) => recordPosted(queries, { letter, procedure }, when, by));
    return undefined;
  } catch (error) {
    if (!(error instanceof PostingRefused)) throw error;
    return error;
  }
}

function inWords({ letter }: Refused, request: Request, response: Response): Record<string, string> {
  return letter ? { day: shortDay(letter.letter_date, languageOf(request, response)) } : {};
}
