import { type Request, type Response, Router } from 'express';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import { type LetterContent, readLetterContent } from '../../register/letters.ts';
import { readText } from '../../register/personal-texts.ts';
import { recordPosting } from '../../register/posting.ts';
import { letterOf } from '../../register/queries.ts';
import type { LetterRow } from '../../register/tables.ts';
import { type ComplaintInPath, complaintInPath, idInPath } from '../complaints/known-complaint.ts';
import { noonOf } from '../complaints/moments.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Problem } from '../problems/problem.ts';
import { invalidFields, notFound } from '../problems/problems.ts';
import { actorOf } from '../requests/authentication.ts';
import { readFields } from '../requests/read-fields.ts';
import { type Handler, offer } from '../requests/routes.ts';
import { postingBody } from '../schemas/message-bodies.ts';
import { letterView } from './letter-view.ts';

/** A letter's document is shown as what it is: no scripts, nothing from elsewhere, no forms. */
const letterPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/** A letter in its forms, and its posting. */
export function letterRoutes(dependencies: ApiDependencies): Router {
  const router = Router();
  const path = '/api/complaints/:reference/letters/:id';
  offer(router, `${path}.html`, { get: shown(dependencies, sendHtml) });
  offer(router, `${path}.txt`, { get: shown(dependencies, sendText) });
  offer(router, `${path}.eml`, { get: mail(dependencies) });
  offer(router, `${path}/posted`, { post: posting(dependencies) });
  return router;
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
    const { letter, procedure, reference } = known;
    const now = register.clock();
    const { timeZone } = procedure.firm;
    const today = civilDateAt(now, timeZone);
    const { postedOn = today, registeredNumber } = readFields(postingBody, request.body);
    checkDay(postedOn, today, letter);
    const at = noonOf(postedOn, timeZone, now);
    const done = await recordPosting(
      register,
      { reference, letter: letter.id, on: postedOn, at, registeredNumber, actor: actorOf(response) },
      known.rulebook,
    );
    if (!done.posted || !done.letter) throw notWaiting(done.letter ?? letter);
    response.json(letterView(done.letter));
  };
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

async function letterInPath(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
): Promise<ComplaintInPath & { letter: LetterRow }> {
  const known = await complaintInPath(dependencies, request, response);
  const id = idInPath(request);
  const letter = id === undefined ? undefined : await letterOf(dependencies.register.database, known.reference, id);
  if (!letter) throw notFound('This complaint has no letter of this id.');
  return { ...known, letter };
}
