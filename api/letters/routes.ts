import { Router } from 'express';
import { readLetterContent } from '../../register/letters.ts';
import { lettersOf } from '../../register/queries.ts';
import { requireMay } from '../access/caller.ts';
import { complaintInPath } from '../complaints/known-complaint.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pathOfLetter } from '../paths.ts';
import { Problem } from '../problems/problem.ts';
import { invalidFields } from '../problems/problems.ts';
import { actorOf } from '../requests/authentication.ts';
import { once } from '../requests/idempotency.ts';
import { readFields } from '../requests/read-fields.ts';
import { type Handler, offer } from '../requests/routes.ts';
import { seenState, tellState } from '../requests/seen-state.ts';
import type { LetterList } from '../schemas/letter-view.ts';
import { postingBody } from '../schemas/message-bodies.ts';
import { letterAsMail, letterAsText } from './as-sent.ts';
import { letterInPath } from './letter-in-path.ts';
import { letterView } from './letter-view.ts';
import { listOfLetters } from './list.ts';
import { letterAsPdf } from './pdf.ts';
import { type PostingFault, PostingRefused, recordPosted } from './posting.ts';
import { printing } from './printing.ts';
import { undelivered } from './undelivered.ts';

/** A letter's document is shown as what it is: no scripts, nothing from elsewhere, no forms. */
const letterPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/** A letter in its forms, and its posting. */
export function letterRoutes(dependencies: ApiDependencies): Router {
  const router = Router();
  offer(router, '/api/letters', { get: listOfLetters(dependencies) });
  offer(router, '/api/letters/print', { post: printing(dependencies) });
  const path = '/api/complaints/:reference/letters/:id';
  offer(router, '/api/complaints/:reference/letters', { get: listed(dependencies) });
  offer(router, `${path}.html`, { get: shown(dependencies) });
  offer(router, `${path}.txt`, { get: letterAsText(dependencies) });
  offer(router, `${path}.eml`, { get: letterAsMail(dependencies) });
  offer(router, `${path}.pdf`, { get: letterAsPdf(dependencies) });
  offer(router, `${path}/posted`, { post: posting(dependencies) });
  offer(router, `${path}/undelivered`, { post: undelivered(dependencies) });
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

function shown(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { letter } = await letterInPath(dependencies, request, response);
    const { html } = await readLetterContent(dependencies.register.database, letter);
    response.set('Content-Security-Policy', letterPolicy).type('text/html; charset=utf-8').send(html);
  };
}

/** Records that a letter was posted: the day of posting is its evidence. */
function posting(dependencies: ApiDependencies): Handler {
  const { register } = dependencies;
  return async (request, response) => {
    const known = await letterInPath(dependencies, request, response);
    const { reference, letter } = known;
    requireMay(response, 'post', known.procedure.id);
    const body = readFields(postingBody, request.body);
    const seen = seenState(request);
    const asked = { route: `POST ${pathOfLetter(reference, letter.id)}/posted`, body, about: reference };
    const { shown, number } = await once(register, request, response, asked, async (queries) => {
      const by = { actor: actorOf(response), now: register.clock(), seen };
      const posted = await recordPosted(queries, known, body, by).catch(asProblem);
      return { shown: letterView(posted.letter), number: posted.number };
    });
    tellState(response, number);
    response.json(shown);
  };
}

/** @throws Problem 422 where the letter cannot have been posted on that day, 409 where it does not wait for the post */
function asProblem(error: unknown): never {
  if (!(error instanceof PostingRefused)) throw error;
  const { fault, letter } = error;
  if (fault === 'in-the-future')
    throw invalidFields([{ path: 'postedOn', code: 'in-the-future', message: 'lies in the future' }]);
  if (fault === 'before-its-date')
    throw invalidFields([
      { path: 'postedOn', code: 'out-of-order', message: `is before ${letter.letter_date}, the date that the letter bears` },
    ]);
  throw new Problem(409, {
    kind: 'letter-not-waiting',
    detail: `This letter does not wait for the post. ${whyNotWaiting[fault]}`,
  });
}

const whyNotWaiting: Record<Exclude<PostingFault, 'in-the-future' | 'before-its-date'>, string> = {
  'about-to-leave-by-e-mail': 'It is about to leave by e-mail.',
  'leaving-by-e-mail': 'It is leaving by e-mail.',
  'left-by-e-mail': 'It left by e-mail.',
  'posted-already': 'It was posted already, on another day or under another number.',
  needless: 'The answer has made it needless.',
  changed: 'It has changed in the meantime.',
};
