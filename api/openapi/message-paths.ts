import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { decisionBody, escalationBody, receivedBody } from '../schemas/message-bodies.ts';
import { acceptance, messageView } from '../schemas/message-view.ts';
import { json, problemAnswers } from './answers.ts';
import { decisionExamples } from './decision-examples.ts';
import { type Examples, escalationExamples, receivedExamples } from './examples.ts';
import { etag, idempotencyKey, idPart, ifMatch, prefer, referencePart, replayed } from './parameters.ts';

export function messagePaths(today: CivilDate): ZodOpenApiPathsObject {
  return {
    '/api/complaints/{reference}/decisions': {
      post: accepting({
        operationId: 'decide',
        summary: 'Decide',
        description: `A decision with the texts of its letter. \`allowedDecisions\` of the complaint says which can be taken now: some
belong to procedures that have the step, to complaints that were only said, or to the part about personal data.

A text that the letter needs and that is not there is named (422). While a last letter is on its way the complaint is being closed
(409, \`closing\`): wait until it has left, then reopen.`,
        schema: decisionBody,
        examples: decisionExamples(today),
      }),
    },
    '/api/complaints/{reference}/escalations': {
      post: accepting({
        operationId: 'escalate',
        summary: 'Send the complaint on',
        description: 'To the insurer, the mediator or the court; the complainant is told.',
        schema: escalationBody,
        examples: escalationExamples,
      }),
    },
    '/api/complaints/{reference}/received': {
      post: accepting({
        operationId: 'takeIn',
        summary: 'Take in what has arrived',
        description:
          'Information, an enquiry, a disagreement, the insurer’s reply, the writing of what was only said, a mandate, papers of the mediator or the court; in any order, and after closure too.',
        schema: receivedBody,
        examples: receivedExamples,
      }),
    },
    '/api/complaints/{reference}/messages/{id}': {
      get: {
        operationId: 'readMessage',
        tags: ['Decisions'],
        summary: 'What became of a decision, an escalation or something received',
        requestParams: { path: z.object({ reference: referencePart, id: idPart }) },
        responses: { 200: json('The message, with its texts.', messageView), ...problemAnswers(400, 404) },
      },
    },
  };
}

interface Accepting {
  operationId: string;
  summary: string;
  description: string;
  schema: z.ZodType;
  examples: Examples;
}

function accepting({ schema, examples, ...said }: Accepting): ZodOpenApiOperationObject {
  const headers = z.object({
    Location: z.string().meta({ description: 'Where to see what becomes of it.' }),
    'Preference-Applied': z.string().optional(),
    ETag: etag,
    'Idempotency-Replayed': replayed,
  });
  return {
    ...said,
    tags: ['Decisions'],
    requestParams: {
      path: z.object({ reference: referencePart }),
      header: z.object({ 'Idempotency-Key': idempotencyKey, 'If-Match': ifMatch, Prefer: prefer }),
    },
    requestBody: { required: true, content: { 'application/json': { schema, examples } } },
    responses: {
      200: json('Applied, where the client preferred to wait.', acceptance, headers),
      202: json('Accepted: it is kept, and the workflow applies it in a moment.', acceptance, headers),
      ...problemAnswers(400, 404, 409, 410, 412, 413, 415, 422),
    },
  };
}
