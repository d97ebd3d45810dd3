import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { problemOf, tellFault } from '../problems/error-handler.ts';
import { languageOf, sendPage } from './pages.ts';
import { message } from './words/words.ts';

const told = [403, 404, 409, 410, 412, 413, 422, 429, 503];
const hinted = [403, 404, 410, 503];

/** Answers an error as a page in the person's language: what happened, and what to do next. */
export function sendProblemPage(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const problem = problemOf(error);
    tellFault(log, response, problem, error);
    if (response.headersSent) return next(error);
    const language = languageOf(request, response);
    const title = message(language, `shell.problem.${told.includes(problem.status) ? problem.status : 'other'}`);
    const hint = hinted.includes(problem.status) ? String(problem.status) : problem.status >= 500 ? 'other' : undefined;
    response.set(problem.headers);
    sendPage(request, response, {
      page: 'problem',
      title,
      status: problem.status,
      data: {
        hint: hintOf(problem.kind, hint),
        detail: hint === undefined && problem.kind !== 'form-outdated' ? problem.detail : undefined,
        errors: problem.extensions.errors,
        incident: problem.status >= 500 ? (response.locals['requestId'] as string | undefined) : undefined,
      },
    });
  };
}

function hintOf(kind: string, usual: string | undefined): string | undefined {
  if (kind === 'form-outdated') return 'shell.hint.form-outdated';
  return usual && `shell.hint.${usual}`;
}
