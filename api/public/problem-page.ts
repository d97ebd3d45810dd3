import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { problemOf, tellFault } from '../problems/error-handler.ts';
import { languageFor, sendPublicPage } from './pages.ts';
import { publicMessage } from './words/words.ts';

const told = [400, 403, 404, 405, 413, 415, 429, 503];

/** Answers an error as a page that says in the person's language what happened and what to do next. */
export function sendPublicProblem(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const problem = problemOf(error);
    tellFault(log, response, problem, error);
    if (response.headersSent) return next(error);
    const language = languageFor(request, response, 'fr');
    const kind = told.includes(problem.status) ? String(problem.status) : 'other';
    response.set(problem.headers);
    sendPublicPage(request, response, {
      page: 'problem',
      title: publicMessage(language, `around.problem.${kind}`),
      language,
      status: problem.status,
      data: { hint: `around.hint.${kind}` },
    });
  };
}
