import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { letterList, lettersQuery, letterView, listedLetters } from '../schemas/letter-view.ts';
import { postingBody } from '../schemas/message-bodies.ts';
import { json, problemAnswers } from './answers.ts';
import { postingExamples } from './examples.ts';
import { etag, idempotencyKey, idPart, ifMatch, referencePart, replayed } from './parameters.ts';

const letter = '/api/complaints/{reference}/letters/{id}';
const parts = z.object({ reference: referencePart, id: idPart });

export const letterPaths: ZodOpenApiPathsObject = {
  '/api/letters': {
    get: {
      operationId: 'listAllLetters',
      tags: ['Letters'],
      summary: 'List the letters of all complaints',
      description:
        'A page at a time, in the order of their writing, with nothing personal. `state=awaiting-post` is the post tray: there, what is due first comes first.',
      requestParams: { query: lettersQuery },
      responses: {
        200: json(
          'One page.',
          listedLetters,
          z.object({ Link: z.string().optional().meta({ description: 'The address of the next page, rel="next".' }) }),
        ),
        ...problemAnswers(422),
      },
    },
  },
  '/api/complaints/{reference}/letters': {
    get: {
      operationId: 'listLetters',
      tags: ['Letters'],
      summary: 'The letters of a complaint, in the order in which they were written',
      requestParams: { path: z.object({ reference: referencePart }) },
      responses: { 200: json('The letters.', letterList), ...problemAnswers(400, 404) },
    },
  },
  [`${letter}.html`]: { get: shownAs('readLetterAsHtml', 'A letter as a page', 'text/html') },
  [`${letter}.txt`]: { get: shownAs('readLetterAsText', 'A letter as plain text', 'text/plain') },
  [`${letter}.eml`]: {
    get: {
      ...shownAs('readLetterAsMail', 'A letter as the very bytes of its e-mail', 'message/rfc822'),
      description: 'A letter that goes by post has none (404).',
    },
  },
  [`${letter}/posted`]: {
    post: {
      operationId: 'recordPosting',
      tags: ['Letters'],
      summary: 'Record that a letter was posted',
      description:
        'For a letter that waits in the post tray (`awaiting-post`). The day of posting is its evidence. The same again changes nothing.',
      requestParams: {
        path: parts,
        header: z.object({ 'Idempotency-Key': idempotencyKey, 'If-Match': ifMatch }),
      },
      requestBody: { required: true, content: { 'application/json': { schema: postingBody, examples: postingExamples } } },
      responses: {
        200: json('The letter, sent.', letterView, z.object({ ETag: etag, 'Idempotency-Replayed': replayed })),
        ...problemAnswers(400, 404, 409, 410, 412, 413, 415, 422),
      },
    },
  },
};

function shownAs(operationId: string, summary: string, type: string): ZodOpenApiOperationObject {
  return {
    operationId,
    tags: ['Letters'],
    summary,
    requestParams: { path: parts },
    responses: {
      200: { description: 'The letter.', content: { [type]: { schema: z.string() } } },
      ...problemAnswers(400, 404, 410),
    },
  };
}
