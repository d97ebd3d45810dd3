import { z } from 'zod';
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { changedProblem, fieldsProblem, notAllowedProblem, notReadyProblem, problem } from '../schemas/problem.ts';

function problemAnswer(description: string, schema: z.ZodType = problem, headers?: z.ZodObject): ZodOpenApiResponseObject {
  return { description, content: { 'application/problem+json': { schema } }, ...(headers ? { headers } : {}) };
}

const problems = {
  400: problemAnswer('The request cannot be read: no JSON, a broken path, an Idempotency-Key or If-Match that cannot be one.'),
  401: problemAnswer(
    'The token is missing or not known.',
    problem,
    z.object({ 'WWW-Authenticate': z.string().meta({ description: 'Bearer' }) }),
  ),
  403: problemAnswer('The token does not give the right to this.'),
  404: problemAnswer('There is no such thing, or none that the token gives access to.'),
  409: problemAnswer('Not allowed now: the reason, and the decisions that are allowed.', notAllowedProblem),
  410: problemAnswer('The person has been erased, and the text with it.'),
  412: problemAnswer(
    'The complaint has changed since the state that If-Match names, so nothing was done: the changes, and the new tag.',
    changedProblem,
    z.object({ ETag: z.string() }),
  ),
  413: problemAnswer('The body has more than 256 kB.'),
  415: problemAnswer('The body is no JSON.'),
  422: problemAnswer('Fields are wrong: each with its path and what is wrong.', fieldsProblem),
  429: problemAnswer(
    'Too many tokens that are not known came from this address: none is looked at until the wait is over.',
    problem,
    z.object({ 'Retry-After': z.string().meta({ description: 'Seconds.' }) }),
  ),
  503: problemAnswer(
    'Not available at the moment; try again. A request with an Idempotency-Key is never done twice.',
    notReadyProblem,
    z.object({ 'Retry-After': z.string().meta({ description: 'Seconds.' }) }),
  ),
} satisfies Record<number, ZodOpenApiResponseObject>;

type ProblemStatus = keyof typeof problems;

/** The problems that an operation can be answered with, besides 401, 403, 429 and 503, which every one has. */
export function problemAnswers(...statuses: ProblemStatus[]): ZodOpenApiResponsesObject {
  const all = new Set<ProblemStatus>([401, 403, ...statuses, 429, 503]);
  return Object.fromEntries([...all].map((status) => [String(status), problems[status]]));
}

/** The answer of `/readyz` while something is missing. */
export const notReady = problems[503];

/** Success with JSON. */
export function json(description: string, schema: z.ZodType, headers?: z.ZodObject): ZodOpenApiResponseObject {
  return { description, content: { 'application/json': { schema } }, ...(headers ? { headers } : {}) };
}
