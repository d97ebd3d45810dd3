import { recordUndelivered } from '../../register/bounces.ts';
import { requireMay } from '../access/caller.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pathOfLetter } from '../paths.ts';
import { Problem } from '../problems/problem.ts';
import { actorOf } from '../requests/authentication.ts';
import { once } from '../requests/idempotency.ts';
import { readFields } from '../requests/read-fields.ts';
import type { Handler } from '../requests/routes.ts';
import { seenState, tellState } from '../requests/seen-state.ts';
import { undeliveredBody } from '../schemas/message-bodies.ts';
import { letterInPath } from './letter-in-path.ts';
import { letterView } from './letter-view.ts';

/** A failure that the notice does not number (RFC 3463). */
export const unnumbered = '5.0.0';

/** Records that a letter came back undelivered, as staff read it: it waits for the post, and its duty is open again. */
export function undelivered(dependencies: ApiDependencies): Handler {
  const { register } = dependencies;
  return async (request, response) => {
    const { reference, letter, procedure } = await letterInPath(dependencies, request, response);
    requireMay(response, 'post', procedure.id);
    const body = readFields(undeliveredBody, request.body);
    const seen = seenState(request);
    const asked = { route: `POST ${pathOfLetter(reference, letter.id)}/undelivered`, body, about: reference };
    const { shown, number } = await once(register, request, response, asked, async (queries) => {
      const told = { reference, letter: letter.id, status: body.status ?? unnumbered, actor: actorOf(response) };
      const { recorded, letter: row = letter, number } = await recordUndelivered(queries, told, { now: register.clock(), seen });
      if (!recorded) throw notSent();
      return { shown: letterView(row), number };
    });
    tellState(response, number);
    response.json(shown);
  };
}

function notSent(): Problem {
  return new Problem(409, {
    kind: 'letter-not-by-e-mail',
    detail: 'This letter has not left by e-mail to anybody outside the firm.',
  });
}
