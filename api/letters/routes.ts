import { type Request, type Response, Router } from 'express';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import { type LetterContent, readLetterContent } from '../../register/letters.ts';
import { readText } from '../../register/personal-texts.ts';
import { type Posting, recordPostingWithin } from '../../register/posting.ts';
import { letterOf, lettersOf } from '../../register/queries.ts';
import type { LetterRow } from '../../register/tables.ts';
import type { Instant } from '../../workflows/domain/time.ts';
import { type ComplaintInPath, complaintInPath, idInPath } from '../complaints/known-complaint.ts';
import { noonOf } from '../complaints/moments.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pathOfLetter } from '../paths.ts';
import { Problem } from '../problems/problem.ts';
import { invalidFields, notFound } from '../problems/problems.ts';
import { actorOf } from '../requests/authentication.ts';
import { once } from '../requests/idempotency.ts';
import { readFields } from '../requests/read-fields.ts';
import { type Handler, offer } from '../requests/routes.ts';
import { seenState, tellState } from '../requests/seen-state.ts';
import type { LetterList } from '../schemas/letter-view.ts';
import { type PostingBody, postingBody } from '../schemas/message-bodies.ts';
import { letterView } from './letter-view.ts';
import { listOfLetters } from './list.ts';

/** A letter's document is shown as what it is: no scripts, nothing from elsewhere, no forms. */
const letterPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/** A letter in its forms, and its posting. */
export function letterRoutes(dependencies: ApiDependencies): Router {
  const router = Router();
  offer(router, '/api/letters', { get: listOfLetters(dependencies) });
  const path = '/api/complaints/:reference/letters/:id';
  offer(router, '/api/complaints/:reference/letters', { get: listed(dependencies) });
  offer(router, `${path}.html`, { get: shown(dependencies, sendHtml) });
  offer(router, `${path}.txt`, { get: shown(dependencies, sendText) });
  offer(router, `${path}.eml`, { get: mail(dependencies) });
  offer(router, `${path}/posted`, { post: posting(dependencies) });
  return router;
}

/** All letters of a complaint, in the order in which they were written. */
function listed(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { reference } = await complaintInPath(dependencies, request, response);
    const letters = await lettersOf(dependencies.register.database, reference);
    response.json({ items: letters.map(letterView) } satisfies LetterList);
  };
}

function shown(dependencies: ApiDependencies, send: (response: Response, content: LetterContent) => void): Handler {
  return async (request, response) => {
    const { letter } = await letterInPath(dependencies, request, response);
    send(response, await readLetterContent(dependencies.register.database, letter));
  };
}

function sendHtml(response: Response, { html }: LetterContent): void {
  response.set('Content-Security-Policy', letterPolicy).type('text/html; charset=utf-8').send(html);
}

function sendText(response: Response, { text }: LetterContent): void {
  response.type('text/plain; charset=utf-8').send(text);
}

/** The very bytes that the mail server gets. */
function mail(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { letter } = await letterInPath(dependencies, request, response);
    if (letter.mime === null) throw notFound('This letter goes by post and has no e-mail.');
    const bytes = await readText(dependencies.register.database, letter.mime);
    response.attachment(`${letter.reference}-${letter.kind}.eml`).set('Content-Type', 'message/rfc822').send(bytes);
  };
}

/** Records that a letter was posted: the day of posting is its evidence. */
function posting(dependencies: ApiDependencies): Handler {
  const { register } = dependencies;
  return async (request, response) => {
    const known = await letterInPath(dependencies, request, response);
    const { reference, letter } = known;
    const body = readFields(postingBody, request.body);
    const seen = seenState(request);
    const asked = { route: `POST ${pathOfLetter(reference, letter.id)}/posted`, body, about: reference };
    const { shown, number } = await once(register, request, response, asked, async (queries) => {
      const posting = { ...dayOfPosting(body, known, register.clock()), actor: actorOf(response) };
      const done = await recordPostingWithin(queries, posting, known.rulebook, { now: register.clock(), seen });
      if (!done.posted || !done.letter) throw notWaiting(done.letter ?? letter);
      return { shown: letterView(done.letter), number: done.number };
    });
    tellState(response, number);
    response.json(shown);
  };
}

/** @throws Problem 422 where the letter cannot have been posted on that day */
function dayOfPosting(
  { postedOn, registeredNumber }: PostingBody,
  { reference, letter, procedure }: LetterInPath,
  now: Instant,
): Omit<Posting, 'actor'> {
  const { timeZone } = procedure.firm;
  const today = civilDateAt(now, timeZone);
  const on = postedOn ?? today;
  checkDay(on, today, letter);
  return { reference, letter: letter.id, on, at: noonOf(on, timeZone, now), registeredNumber };
}

function checkDay(postedOn: string, today: string, letter: LetterRow): void {
  if (postedOn > today) throw invalidFields([{ path: 'postedOn', message: 'lies in the future' }]);
  if (letter.state === 'awaiting-post' && postedOn < letter.letter_date)
    throw invalidFields([{ path: 'postedOn', message: `is before ${letter.letter_date}, the date that the letter bears` }]);
}

function notWaiting({ state, way }: LetterRow): Problem {
  const why: Record<LetterRow['state'], string> = {
    queued: 'It is about to leave by e-mail.',
    sending: 'It is leaving by e-mail.',
    sent: way === 'e-mail' ? 'It left by e-mail.' : 'It was posted already, on another day or under another number.',
    superseded: 'The answer has made it needless.',
    'awaiting-post': 'It has changed in the meantime.',
  };
  return new Problem(409, { kind: 'letter-not-waiting', detail: `This letter does not wait for the post. ${why[state]}` });
}

type LetterInPath = ComplaintInPath & { letter: LetterRow };

async function letterInPath(dependencies: ApiDependencies, request: Request, response: Response): Promise<LetterInPath> {
  const known = await complaintInPath(dependencies, request, response);
  const id = idInPath(request);
  const letter = id === undefined ? undefined : await letterOf(dependencies.register.database, known.reference, id);
  if (!letter) throw notFound('This complaint has no letter of this id.');
  return { ...known, letter };
}
