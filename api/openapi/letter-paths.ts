import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { letterList, lettersQuery, letterView, listedLetters, pdfQuery, printBody } from '../schemas/letter-view.ts';
import { postingBody, undeliveredBody } from '../schemas/message-bodies.ts';
import { json, problemAnswers } from './answers.ts';
import { postingExamples, printingExamples, undeliveredExamples } from './examples.ts';
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
  [`${letter}.pdf`]: {
    get: {
      operationId: 'readLetterAsPdf',
      tags: ['Letters'],
      summary: 'A letter as a PDF, as it is posted and archived',
      description:
        'Made of what was kept, never written anew: the same letter gives the same bytes. A4, with the address where the firm’s window envelope has it.',
      requestParams: { path: parts, query: pdfQuery },
      responses: { 200: pdf('The letter.'), ...problemAnswers(400, 404, 410, 422) },
    },
  },
  '/api/letters/print': {
    post: {
      operationId: 'printLetters',
      tags: ['Letters'],
      summary: 'Print letters from the post tray as one PDF',
      description:
        'Each letter counts its own pages. That they were printed is recorded; printed is not posted. All or nothing: 409 where one does not wait for the post (any more), or is held back.',
      requestParams: { header: z.object({ 'Idempotency-Key': idempotencyKey }) },
      requestBody: { required: true, content: { 'application/json': { schema: printBody, examples: printingExamples } } },
      responses: {
        200: { ...pdf('The letters.'), headers: z.object({ 'Idempotency-Replayed': replayed }) },
        ...problemAnswers(400, 403, 409, 410, 413, 415, 422),
      },
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
  [`${letter}/undelivered`]: {
    post: {
      operationId: 'recordUndelivered',
      tags: ['Letters'],
      summary: 'Record that a letter came back undelivered',
      description:
        'For a letter that left by e-mail, where staff read the notice of non-delivery; notices that come into a mailbox which Doléance reads are recorded by themselves. The letter waits in the post tray, and what it was to settle is owed again, with the same last day. The same again changes nothing.',
      requestParams: {
        path: parts,
        header: z.object({ 'Idempotency-Key': idempotencyKey, 'If-Match': ifMatch }),
      },
      requestBody: {
        required: true,
        content: { 'application/json': { schema: undeliveredBody, examples: undeliveredExamples } },
      },
      responses: {
        200: json('The letter as it then stands.', letterView, z.object({ ETag: etag, 'Idempotency-Replayed': replayed })),
        ...problemAnswers(400, 404, 409, 410, 412, 413, 415, 422),
      },
    },
  },
};

function pdf(description: string) {
  return { description, content: { 'application/pdf': { schema: z.string().meta({ format: 'binary' }) } } };
}

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
